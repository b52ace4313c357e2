using System.Globalization;
using System.Text;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website;

/// <summary>Reads a <see cref="CatalogQuery"/> out of an address and writes it into one, always in the same order.</summary>
internal static class DocumentFilter
{
    public const int UsualLimit = 50;
    public const int MaximumLimit = 200;

    private const int MostAccepted = 500;
    private const int LongestSearch = 200;
    private const int LongestSpeaker = 300;

    /// <exception cref="ProblemException">400: names the parameter that is wrong, and what it accepts.</exception>
    public static CatalogQuery Read(SiteRequest request)
    {
        var (given, gazetteer) = (request.Parameters, request.Gazetteer);
        var query = new CatalogQuery
        {
            Regions = Known(given, "region", id => gazetteer.FindRegion(id)?.Id, () => RegionIds(gazetteer)),
            Kinds = [.. given.Many("kind").Select(k => Parameters.Read<DocumentKind>("kind", k)).Distinct().Order()],
            Countries = Known(given, "country", id => gazetteer.FindCountry(id)?.Id, () => gazetteer.Countries.Select(c => c.Id)),
            Organizations = Known(given, "organization", id => gazetteer.FindOrganization(id)?.Id, () => gazetteer.Organizations.Select(o => o.Id)),
            Events = Known(given, "event", id => request.Catalog.HasEvent(id) ? id : null, () => EventIds(request.Catalog)),
            Languages = Known(given, "language", LanguageTag, () => []),
            Speakers = given.Each("speaker") is var speakers && speakers.All(s => s.Length <= LongestSpeaker)
                ? speakers
                : throw new ProblemException(Problem.BadValue("speaker", $"'speaker' is a name of at most {LongestSpeaker} characters.")),
            From = Day(given, "from", last: false),
            To = Day(given, "to", last: true),
            Text = given.One("q")?.Trim() is not { Length: > 0 } text ? null
                : text.Length <= LongestSearch ? text
                : throw new ProblemException(Problem.BadValue("q", $"'q' takes at most {LongestSearch} characters.")),
            EveryLanguage = given.Choice<Each>("each") == Each.Language,
            Order = given.Choice<CatalogOrder>("sort") ?? CatalogOrder.Date,
            Limit = given.Number("limit", UsualLimit, 1, MaximumLimit),
            Cursor = given.One("cursor"),
        };
        if (query.From is not null && query.To is not null && string.CompareOrdinal(query.From, query.To) > 0)
            throw new ProblemException(Problem.BadValue("to", "'to' is before 'from'."));
        return query;
    }

    /// <summary>The page that a filter asks for.</summary>
    /// <exception cref="ProblemException">400: the cursor is none of ours.</exception>
    public static CatalogPage Page(SiteRequest request, CatalogQuery query)
    {
        try
        {
            return request.Catalog.Query(query);
        }
        catch (FormatException)
        {
            throw new ProblemException(Problem.BadValue("cursor", "'cursor' is not one that this website gave: follow 'next', or begin without it."));
        }
    }

    /// <summary>The query part of an address, without its question mark; empty where nothing is filtered.</summary>
    public static string Write(CatalogQuery query)
    {
        var text = new StringBuilder();
        Add("region", query.Regions);
        Add("kind", query.Kinds.Select(Parameters.Written));
        Add("country", query.Countries);
        Add("organization", query.Organizations);
        Add("event", query.Events);
        Add("language", query.Languages);
        Add("speaker", query.Speakers);
        Add("from", One(query.From));
        Add("to", One(query.To));
        Add("q", One(query.Text));
        Add("each", query.EveryLanguage ? [Parameters.Written(Each.Language)] : []);
        Add("sort", query.Order == CatalogOrder.Date ? [] : [Parameters.Written(query.Order)]);
        Add("limit", query.Limit == UsualLimit ? [] : [query.Limit.ToString(CultureInfo.InvariantCulture)]);
        Add("cursor", One(query.Cursor));
        return text.ToString();

        static IEnumerable<string> One(string? value) => value is null ? [] : [value];

        void Add(string name, IEnumerable<string> values)
        {
            foreach (var value in values) text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    public static string Address(string path, CatalogQuery query) => Write(query) is { Length: > 0 } text ? $"{path}?{text}" : path;

    private static string[] Known(Parameters given, string name, Func<string, string?> find, Func<IEnumerable<string>> accepted) =>
        [.. given.Many(name)
            .Select(value => find(value) ?? throw new ProblemException(
                Problem.BadValue(name, $"'{value}' is no {name} that this library knows.", [.. accepted()])))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<string> RegionIds(Gazetteer gazetteer)
    {
        return Enum.GetValues<RegionScheme>().SelectMany(gazetteer.Regions).SelectMany(Below).Distinct();

        static IEnumerable<string> Below(Region region) => region.Children.SelectMany(Below).Prepend(region.Id);
    }

    private static IEnumerable<string> EventIds(CatalogSnapshot catalog) =>
        catalog.Query(new CatalogQuery { Limit = 0 }).Facets["event"].Take(MostAccepted).Select(f => f.Value);

    /// <summary>Languages are an open list: a well-formed tag in which nothing is written simply finds nothing. Of a tag only the language counts (RFC 5646: in any case).</summary>
    private static string? LanguageTag(string tag) => LanguageTags.IsWellFormed(tag) ? LanguageTags.Primary(tag) : null;

    /// <summary>A date of any precision as the first or the last day that it can mean.</summary>
    private static string? Day(Parameters given, string name, bool last)
    {
        if (given.One(name) is not { } text) return null;
        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day)) return Written(day);
        if (DateOnly.TryParseExact(text, "yyyy-MM", culture, DateTimeStyles.None, out var month))
            return Written(last ? new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month)) : month);
        if (DateOnly.TryParseExact(text, "yyyy", culture, DateTimeStyles.None, out var year))
            return Written(last ? new DateOnly(year.Year, 12, 31) : year);
        throw new ProblemException(Problem.BadValue(name, $"'{name}' is a date: 2011-07-12, 2011-07 or 2011."));

        string Written(DateOnly date) => date.ToString("yyyy-MM-dd", culture);
    }
}

/// <summary>What a list shows once: a work, whatever languages it is in, or each of its languages.</summary>
internal enum Each
{
    Work,
    Language,
}
