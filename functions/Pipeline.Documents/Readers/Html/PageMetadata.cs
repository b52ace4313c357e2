using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>What a page says about itself: its <c>title</c> and <c>meta</c> elements, those of Dublin Core, Open Graph and of libraries among them.</summary>
internal static partial class PageMetadata
{
    private const int LongestValue = 2_000;
    private const int MaximumValues = 50;

    private static readonly (string Field, string[] Names)[] Fields =
    [
        (MetadataFields.Title, ["citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"]),
        (MetadataFields.Date, ["citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "article:published_time", "og:article:published_time", "date", "pubdate", "publish-date"]),
        (MetadataFields.Authors, ["citation_author", "dc.creator", "dcterms.creator", "author", "article:author"]),
        (MetadataFields.Summary, ["dc.description", "dcterms.abstract", "dcterms.description", "description", "og:description"]),
        (MetadataFields.Keywords, ["citation_keywords", "dc.subject", "keywords", "article:tag"]),
        (MetadataFields.Publisher, ["citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name"]),
    ];

    public static List<MetadataEntry> Read(IHtmlDocument page)
    {
        var stated = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var meta in page.QuerySelectorAll("meta[content]"))
        {
            var name = (meta.GetAttribute("name") ?? meta.GetAttribute("property") ?? meta.GetAttribute("itemprop") ?? "").Trim().ToLowerInvariant().Replace("dc:", "dc.", StringComparison.Ordinal);
            var value = Line(meta.GetAttribute("content"));
            if (value.Length == 0)
                continue;
            if (!stated.TryGetValue(name, out var values))
                stated.Add(name, values = []);
            if (values.Count < MaximumValues && !values.Contains(value))
                values.Add(value);
        }
        var entries = new List<MetadataEntry>();
        foreach (var (field, names) in Fields)
        {
            var values = names.Select(n => stated.GetValueOrDefault(n)).FirstOrDefault(v => v is not null)?.Select(v => field == MetadataFields.Date ? Date(v) : v)
                .Where(v => v.Length > 0 && !Address().IsMatch(v)).ToList();
            if (field is not (MetadataFields.Authors or MetadataFields.Keywords))
                values = values?.Take(1).ToList();
            if (values is { Count: > 0 })
                entries.Add(new MetadataEntry(field, values, MetadataOrigin.Properties));
        }
        if (!entries.Exists(e => e.Name == MetadataFields.Date) && page.QuerySelector("time[pubdate][datetime], time[itemprop=datePublished][datetime], time.published[datetime]") is { } time
            && Date(time.GetAttribute("datetime") ?? "") is { Length: > 0 } date)
            entries.Add(new MetadataEntry(MetadataFields.Date, date, MetadataOrigin.Properties));
        if (Language(page) is { } language)
            entries.Add(new MetadataEntry(MetadataFields.Language, language, MetadataOrigin.Properties));
        return entries;
    }

    /// <summary>The language that the page says it is in, or null.</summary>
    public static string? Language(IHtmlDocument page)
    {
        string?[] stated =
        [
            page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("xml:lang"), page.Body?.GetAttribute("lang"),
            page.QuerySelector("meta[http-equiv=content-language i]")?.GetAttribute("content"), page.QuerySelector("meta[name='dc.language' i], meta[name='dcterms.language' i]")?.GetAttribute("content"),
            page.QuerySelector("meta[property='og:locale']")?.GetAttribute("content"),
        ];
        return stated.Select(s => s?.Trim().Replace('_', '-')).FirstOrDefault(s => s is { Length: > 0 } && LanguageTags.IsWellFormed(s));
    }

    /// <summary>
    /// Adds the <c>title</c> element's words where the page has no better title; what names the website in it is left out. A heading that
    /// the text has says more than a title that only windows show.
    /// </summary>
    public static List<MetadataEntry> WithTitle(List<MetadataEntry> entries, IHtmlDocument page, string heading)
    {
        var site = page.QuerySelector("meta[property='og:site_name']")?.GetAttribute("content");
        var stated = entries.FindIndex(e => e.Name == MetadataFields.Title);
        if (stated >= 0)
        {
            var value = WithoutSite(entries[stated].Values[0], heading, site);
            entries[stated] = new MetadataEntry(MetadataFields.Title, value, MetadataOrigin.Properties);
            return entries;
        }
        var title = WithoutSite(Line(page.QuerySelector("head > title")?.TextContent ?? page.Title), heading, site);
        return heading.Trim().Length > 0 || title.Length == 0 ? entries : [.. entries, new MetadataEntry(MetadataFields.Title, title, MetadataOrigin.Properties)];
    }

    private static string WithoutSite(string title, string heading, string? site)
    {
        if (heading.Length > 0 && title.StartsWith(heading, StringComparison.OrdinalIgnoreCase))
            return title[..heading.Length];
        var parts = Separator().Split(title);
        if (parts.Length < 2)
            return title;
        if (site is not null && string.Equals(parts[^1].Trim(), site.Trim(), StringComparison.OrdinalIgnoreCase))
            return title[..title.LastIndexOf(parts[^1], StringComparison.Ordinal)].TrimEnd(' ', '|', '-', '–', '—', ':', '»', '·');
        // A bar stands only before or after a website's name.
        return title.Contains(" | ", StringComparison.Ordinal) ? title.Split(" | ").MaxBy(p => p.Length)!.Trim() : title;
    }

    /// <summary>The date of <c>2011-07-12T10:00:00Z</c> or <c>2011/07/12</c>; empty where it is none.</summary>
    private static string Date(string value) => IsoDate().Match(value.Trim()) is { Success: true } match ? match.Value.Replace('/', '-') : value.Any(char.IsLetter) ? value : "";

    private static string Line(string? value)
    {
        var line = string.Join(' ', (value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = Building.CleanText.Line(line);
        return line.Length > LongestValue ? line[..Math.Max(line.LastIndexOf(' ', LongestValue), LongestValue / 2)] : line;
    }

    [GeneratedRegex(@"^\d{4}([-/]\d{2}([-/]\d{2})?)?(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex IsoDate();

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"\s+[|»·:–—-]{1,2}\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
