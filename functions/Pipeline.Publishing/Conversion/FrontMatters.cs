using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Conversion;

/// <summary>Makes what renditions show above and below the text out of resolved metadata: ids become names in the document's language.</summary>
internal static class FrontMatters
{
    // In the order of DocumentKind; Other shows no kind at all.
    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["en"] = ["Report", "Statement", "Presentation", "Summary", "News", "Letter"],
        ["fr"] = ["Rapport", "Déclaration", "Présentation", "Résumé", "Actualités", "Lettre"],
        ["es"] = ["Informe", "Declaración", "Presentación", "Resumen", "Noticias", "Carta"],
        ["ru"] = ["Доклад", "Заявление", "Презентация", "Резюме", "Новости", "Письмо"],
        ["ar"] = ["تقرير", "بيان", "عرض", "موجز", "أخبار", "رسالة"],
        ["zh"] = ["报告", "发言", "专题介绍", "摘要", "新闻", "信函"],
    };

    public static FrontMatter Of(PreparedDocument document, EditionIdentity? edition, PipelineOptions options)
    {
        var metadata = document.Metadata;
        var language = LanguageTags.Primary(metadata.Language);
        string[] speakers = [.. metadata.Countries.Concat(metadata.Organizations).Select(id => Name(id, language))];
        return new FrontMatter
        {
            Title = metadata.Title,
            Subtitle = metadata.Subtitle,
            Kind = metadata.Kind == DocumentKind.Other ? null : (Kinds.GetValueOrDefault(language) ?? Kinds["en"])[(int)metadata.Kind],
            Organization = speakers.Length == 0 ? null : string.Join(Separator(language), speakers),
            Speaker = metadata.Speaker,
            Post = metadata.Post,
            OnBehalfOf = [.. metadata.OnBehalfOf.Select(id => Name(id, language))],
            // A folder's name is no name of an event.
            Event = metadata.Confidences?.TryGetValue(MetadataFields.Event, out var sure) == true && sure == Confidence.Low ? null : metadata.EventTitle,
            Place = metadata.Place,
            Date = metadata.Date,
            Symbol = metadata.Symbol,
            Summary = metadata.Summary,
            Authors = metadata.Authors,
            Publisher = metadata.Publisher ?? options.Publisher,
            Address = edition?.Address,
            Edition = edition?.Number,
            SourceHash = document.SourceHash,
            OnlyPdf = !document.HasText,
        };
    }

    /// <summary>The name of a country or organization in a language, in English where it has none; what is no id stands as it is.</summary>
    private static string Name(string id, string language)
    {
        var names = Gazetteer.Default.FindCountry(id)?.Names ?? Gazetteer.Default.FindOrganization(id)?.Names;
        return names is null ? id : names.GetValueOrDefault(language) ?? names.GetValueOrDefault("en") ?? id;
    }

    private static string Separator(string language) => language switch
    {
        "zh" or "ja" => "、",
        "ar" or "fa" or "ur" => "، ",
        _ => ", ",
    };
}
