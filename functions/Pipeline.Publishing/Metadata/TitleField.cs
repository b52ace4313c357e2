using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>The title: stated; that of the text; made from who speaks, where it is a statement; a first line that reads as one; or the file's name.</summary>
internal static partial class TitleField
{
    private const int LongestTitle = 300;
    private const int LongestOccasion = 100;

    public static Sourced<string> Resolve(
        FieldSources sources, DocumentHead head, PathClues name, string path, DocumentKind kind, SpeakerFields speaker,
        string? occasion, string? date, string language, Gazetteer gazetteer)
    {
        var title = sources.Text(MetadataFields.Title)
            ?? (head.Title is { Length: > 0 } own ? new Sourced<string>(own, MetadataOrigin.Content, head.OwnTitle && !Section().IsMatch(own) ? Confidence.High : Confidence.Low) : null)
            ?? (speaker.TitleLine is { } line ? new Sourced<string>(line, MetadataOrigin.Content, Confidence.High) : null)
            ?? (kind == DocumentKind.Statement && OfStatement(speaker, occasion, date, language, gazetteer) is { } made
                ? new Sourced<string>(made, MetadataOrigin.Derived, speaker.ConfidenceOfWhatFollows)
                : null)
            ?? (head.Opening is { } opening ? new Sourced<string>(opening, MetadataOrigin.Content, Confidence.Low) : null)
            ?? new Sourced<string>(OfFile(name, path), MetadataOrigin.Name, Confidence.Low);
        return title with { Value = Shorten(title.Value) };
    }

    /// <summary>
    /// "Statement by Slovenia on behalf of the European Union, General Assembly, 66th session: general debate". The occasion makes
    /// titles of one country differ; a very long one gives way to the year. Other languages set the names apart with a colon, since
    /// their articles and cases are not known here.
    /// </summary>
    private static string? OfStatement(SpeakerFields speaker, string? occasion, string? date, string language, Gazetteer gazetteer)
    {
        if (speaker.Who is not { } who)
            return null;
        var tag = language.Split('-')[0];
        string Country(Country c) => tag != "en" && c.Names.TryGetValue(tag, out var name) ? name : c.NameInSentence;
        string Organization(Organization o) => tag != "en" && o.Names.TryGetValue(tag, out var name) ? name : o.NameInSentence;
        var speakers = who.Value.Countries.Select(Country).Concat(who.Value.Organizations.Select(Organization));
        var others = (speaker.OnBehalfOf?.Value ?? []).Select(id =>
            gazetteer.FindCountry(id) is { } c ? Country(c) : gazetteer.FindOrganization(id) is { } o ? Organization(o) : id);
        var (by, forWhom) = (string.Join(", ", speakers), string.Join(", ", others));
        var title = (tag, forWhom.Length > 0) switch
        {
            ("fr", false) => $"{by} : déclaration",
            ("fr", true) => $"{by} (au nom de : {forWhom}) : déclaration",
            ("es", false) => $"{by}: declaración",
            ("es", true) => $"{by} (en nombre de: {forWhom}): declaración",
            ("ru", false) => $"{by}: заявление",
            ("ru", true) => $"{by} (от имени: {forWhom}): заявление",
            ("zh", false) => $"{by}：发言",
            ("zh", true) => $"{by}（代表：{forWhom}）：发言",
            ("ar", false) => $"{by}: بيان",
            ("ar", true) => $"{by} (باسم: {forWhom}): بيان",
            (_, false) => $"Statement by {by}",
            (_, true) => $"Statement by {by} on behalf of {forWhom}",
        };
        var when = occasion is { Length: <= LongestOccasion } ? occasion : date is null ? null : date[..4];
        return when is null ? title : $"{title}, {when}";
    }

    // What many documents begin with: "1. Objectives", "Executive summary".
    [GeneratedRegex(
        """
        ^([0-9]{1,2}|[IVX]{1,4})([.)]|\.[0-9])[\s.]
        |^(executive\s+summary|summary|abstract|background|introduction|overview|foreword|preface|(table\s+of\s+)?contents|acknowledge?ments|conclusions?
          |résumé|synthèse|contexte|avant-propos|préface|sommaire|table\s+des\s+matières|remerciements
          |resumen(\s+ejecutivo)?|antecedentes|introducción|prólogo|prefacio|índice|agradecimientos|conclusión(es)?
          |резюме|введение|предисловие|содержание|оглавление|заключение|摘要|内容提要|执行摘要|引言|前言|导言|背景|目录|致谢|结论|ملخص|موجز|مقدمة|خلفية|تمهيد|المحتويات|خاتمة)$
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Section();

    private static string OfFile(PathClues name, string path)
    {
        var words = name.Words.Length > 0 ? name.Words : path[(path.LastIndexOf('/') + 1)..];
        return words.Length == 0 ? "Untitled" : StringInfo.GetNextTextElement(words).ToUpperInvariant() + words[StringInfo.GetNextTextElement(words).Length..];
    }

    // At a word's end, never inside a character.
    private static string Shorten(string title)
    {
        if (title.Length <= LongestTitle)
            return title;
        var cut = title.LastIndexOf(' ', LongestTitle);
        if (cut < LongestTitle / 2)
            cut = char.IsLowSurrogate(title[LongestTitle]) ? LongestTitle - 1 : LongestTitle;
        return title[..cut].TrimEnd(' ', ',', ';', ':') + "…";
    }
}
