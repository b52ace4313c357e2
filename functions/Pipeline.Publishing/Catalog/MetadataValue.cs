using Pipeline.Documents;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Catalog;

/// <summary>What a field of an upload's metadata was found to be, for staff to look at.</summary>
/// <param name="Field">As staff write it in YAML: <see cref="MetadataFields"/>.</param>
/// <param name="Value">In words, names for ids; several are joined by semicolons.</param>
public sealed record MetadataValue(string Field, string Value, MetadataOrigin Origin, Confidence Confidence)
{
    private const int LongestValue = 200;

    /// <summary>Where it was found, in words.</summary>
    public string Where() => FieldSources.Where(Origin);

    /// <summary>Each field that has a value, in the order of a title page.</summary>
    internal static IReadOnlyList<MetadataValue> Of(DocumentMetadata metadata)
    {
        (string Field, string? Value)[] fields =
        [
            (MetadataFields.Title, metadata.Title),
            (MetadataFields.Subtitle, metadata.Subtitle),
            (MetadataFields.Kind, metadata.Kind.ToString().ToLowerInvariant()),
            (MetadataFields.Date, metadata.Date),
            (MetadataFields.Language, metadata.Language),
            (MetadataFields.Symbol, metadata.Symbol),
            (MetadataFields.Country, Names(metadata.Countries)),
            (MetadataFields.Organization, Names(metadata.Organizations)),
            (MetadataFields.OnBehalfOf, Names(metadata.OnBehalfOf)),
            (MetadataFields.Speaker, metadata.Speaker),
            (MetadataFields.Post, metadata.Post),
            (MetadataFields.Regions, Names(metadata.Regions)),
            (MetadataFields.Event, metadata.EventTitle),
            (MetadataFields.Place, metadata.Place),
            (MetadataFields.Authors, string.Join("; ", metadata.Authors)),
            (MetadataFields.Publisher, metadata.Publisher),
            (MetadataFields.Keywords, string.Join("; ", metadata.Keywords)),
            (MetadataFields.Summary, metadata.Summary),
            (MetadataFields.TranslationOf, metadata.TranslationOf),
            (MetadataFields.ChangeNote, metadata.ChangeNote),
        ];
        return
        [
            .. fields.Where(f => !string.IsNullOrEmpty(f.Value) && metadata.Confidences?.ContainsKey(f.Field) == true)
                .Select(f => new MetadataValue(f.Field, TableText.Bounded(f.Value, LongestValue)!, metadata.Origins[f.Field], metadata.Confidences![f.Field])),
        ];
    }

    private static string Names(IEnumerable<string> ids) => string.Join("; ", ids.Select(id =>
        Gazetteer.Default.FindCountry(id)?.Name ?? Gazetteer.Default.FindOrganization(id)?.Name ?? Gazetteer.Default.FindRegion(id)?.Name ?? id));
}
