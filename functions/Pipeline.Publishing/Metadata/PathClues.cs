using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>What the name of an upload and its folders say: <c>2011-ga-dialogue/statements/2011-07-12-nigeria_en.md</c>.</summary>
internal sealed partial record PathClues
{
    /// <summary>ISO 8601; from the file's name.</summary>
    public string? Date { get; private init; }

    /// <summary>The date that a folder's name begins with: what counts when nothing else dates the document.</summary>
    public string? FolderDate { get; private init; }

    public string? Language { get; private init; }

    public DocumentKind? Kind { get; private init; }

    /// <summary>The code of who speaks, in a name such as <c>AFG_66_2011</c>: an ISO 3166 alpha-3 code, or EU.</summary>
    public string? SpeakerCode { get; private init; }

    /// <summary>The session of the General Assembly, in such a name.</summary>
    public int? Session { get; private init; }

    /// <summary>Whether the name's session was in the name's year, as only names of statements in general debates have it: the first was in 1946.</summary>
    public bool IsGeneralDebate => Session is { } session && Date == (1945 + session).ToString(CultureInfo.InvariantCulture);

    /// <summary>The words of the file's name without date and language, kind words included: <c>nigeria statement</c>.</summary>
    public required string Words { get; init; }

    /// <summary>The first folder as it is written; null for a file outside any folder.</summary>
    public string? Collection { get; private init; }

    /// <summary>Reads a path whose parts are set apart by slashes.</summary>
    public static PathClues Read(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(p => p is not ("." or "..")).ToArray();
        var file = parts.Length == 0 ? "" : WithoutExtension(parts[^1]);
        var folders = parts.Length < 2 ? [] : parts[..^1].Reverse().ToArray();
        var folderDate = folders.Select(f => LeadingDate().Match(f)).Select(m => m.Success ? FromDigits(m) : null).FirstOrDefault(d => d is not null);
        var name = new PathClues { Words = "", Collection = folders.LastOrDefault(), FolderDate = folderDate };

        if (GeneralDebate().Match(file) is { Success: true } debate && Iso(debate) is { } year)
            return name with
            {
                Date = year,
                Kind = DocumentKind.Statement,
                SpeakerCode = debate.Groups["code"].Value,
                Session = int.Parse(debate.Groups["session"].Value, CultureInfo.InvariantCulture),
                Words = file,
            };

        var date = AnyDate().Matches(file).FirstOrDefault(m => FromDigits(m) is not null);
        if (date is not null)
            file = $"{file[..date.Index]} {file[(date.Index + date.Length)..]}";
        var words = NameTokens.Of(file);
        var language = words.Count > 1 ? LanguageTag.ReadSuffix(words[^1].Folded) : null;
        if (language is not null)
            file = file[..words[^1].Start];
        return name with
        {
            Date = date is null ? null : FromDigits(date),
            Language = language,
            Kind = KindWords.Find(NameTokens.Of(file).Select(t => t.Folded)) ?? folders.Select(KindOfFolder).FirstOrDefault(k => k is not null),
            Words = Separators().Replace(file, " ").Trim(),
        };
    }

    /// <summary>A folder of one kind of documents has a short name: <c>statements</c>, <c>press releases</c>.</summary>
    private static DocumentKind? KindOfFolder(string folder)
    {
        var words = NameTokens.Of(folder);
        return words.Count <= 3 ? KindWords.Find(words.Select(w => w.Folded)) : null;
    }

    private static string WithoutExtension(string file)
    {
        var dot = file.LastIndexOf('.');
        return dot > 0 ? file[..dot] : file;
    }

    private static string? Iso(Match match) => DateText.Iso8601(Number(match, "year")!.Value, null, null);

    private static string? FromDigits(Match match) => DateText.Iso8601(Number(match, "year")!.Value, Number(match, "month"), Number(match, "day"));

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;

    // The UN General Debate Corpus: country, session, year. Two letters: EU.
    [GeneratedRegex("^(?<code>[A-Z]{2,3})_(?<session>[0-9]{1,3})_(?<year>[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex GeneralDebate();

    [GeneratedRegex("(?<![0-9])(?<year>[12][0-9]{3})([-_.]?(?<month>[01][0-9])([-_.]?(?<day>[0-3][0-9]))?)?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex AnyDate();

    [GeneratedRegex("^(?<year>[12][0-9]{3})(-(?<month>[01][0-9])(-(?<day>[0-3][0-9]))?)?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingDate();

    [GeneratedRegex(@"[-_\s]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
