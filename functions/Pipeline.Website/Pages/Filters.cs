using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>What narrows a list, as plain links with the number of documents behind each; no script.</summary>
internal static class Filters
{
    private const int ShownValues = 12;
    // To unfold a value or two is not worth the trouble.
    private const int FewMore = 2;
    private const int MostValues = 250;
    private const int ShownYears = 40;

    /// <summary>What the list is narrowed to, each with a link that takes it away again.</summary>
    /// <param name="own">The page's own filter, which its address has in the path.</param>
    public static Html Chosen(SiteRequest request, CatalogQuery query, CatalogQuery own, Func<CatalogQuery, string> address)
    {
        var chosen = Narrowed(request, query, own);
        if (chosen.Count == 0) return Html.Empty;
        return $"""
            <section aria-label="Chosen filters">
            <ul class="chips chosen">
            {chosen.Select(c => (Html)$"""
                <li><a href="{address(c.Without)}"><span class="unseen">Take away: </span>{c.Name} <span aria-hidden="true">×</span></a></li>

                """)}</ul>
            </section>
            """;
    }

    /// <summary>A page's title with what its list is narrowed to, so that tabs and bookmarks tell lists apart: "Documents: Reports, Africa".</summary>
    public static string Titled(SiteRequest request, string title, CatalogQuery query, CatalogQuery own)
    {
        string[] names = [.. query.Kinds.Select(Names.Kinds), .. Narrowed(request, query, own).Select(c => c.Name)];
        return (names.Length == 0 ? title : $"{title}: {string.Join(", ", names)}") + (query.Cursor is null ? "" : ", continued");
    }

    private static List<(string Name, CatalogQuery Without)> Narrowed(SiteRequest request, CatalogQuery query, CatalogQuery own)
    {
        var first = query with { Cursor = null };
        var chosen = new List<(string Name, CatalogQuery Without)>();
        chosen.AddRange(query.Regions.Except(own.Regions).Select(r => (request.Names.Region(r), first with { Regions = [.. query.Regions.Where(x => x != r)] })));
        chosen.AddRange(query.Events.Except(own.Events).Select(e => (request.EventTitle(e), first with { Events = [.. query.Events.Where(x => x != e)] })));
        chosen.AddRange(query.Countries.Except(own.Countries).Select(c => (request.Names.Country(c), first with { Countries = [.. query.Countries.Where(x => x != c)] })));
        chosen.AddRange(query.Organizations.Except(own.Organizations).Select(o => (request.Names.Organization(o), first with { Organizations = [.. query.Organizations.Where(x => x != o)] })));
        chosen.AddRange(query.Languages.Select(l => (Names.Language(l), first with { Languages = [.. query.Languages.Where(x => x != l)] })));
        chosen.AddRange(query.Speakers.Select(s => (s, first with { Speakers = [.. query.Speakers.Where(x => x != s)] })));
        if (Year(query) is { } year) chosen.Add((year, first with { From = null, To = null }));
        else
        {
            if (query.From is not null) chosen.Add(($"From {Names.Date(query.From)}", first with { From = null }));
            if (query.To is not null) chosen.Add(($"Until {Names.Date(query.To)}", first with { To = null }));
        }
        if (query.Text is not null) chosen.Add(($"“{query.Text}”", first with { Text = null }));
        return chosen;
    }

    public static Html Languages(CatalogPage page, CatalogQuery query, Func<CatalogQuery, string> address) =>
        Field(page, "language", "Language", query.Languages, Names.Language, v => address(query with { Languages = v, Cursor = null }));

    public static Html Years(CatalogPage page, CatalogQuery query, Func<CatalogQuery, string> address)
    {
        if (Year(query) is not null || !page.Facets.TryGetValue("year", out var values) || values.Count < 2) return Html.Empty;
        var newest = values.OrderByDescending(v => v.Value, StringComparer.Ordinal).Take(ShownYears);
        return Section("year", "Year", Parts.Places(newest.Select(v => (address(query with { From = $"{v.Value}-01-01", To = $"{v.Value}-12-31", Cursor = null }), v.Value, v.Count)), "places"));
    }

    /// <summary>A field's values: those with most documents, of equal ones by name; the others from A to Z to unfold. What is chosen is marked, and its link takes it away.</summary>
    /// <param name="name">A value in words; null where it is not offered.</param>
    /// <param name="address">Of the list with other values chosen.</param>
    /// <param name="most">How many values are offered at most: those with most documents.</param>
    public static Html Field(CatalogPage page, string facet, string heading, IReadOnlyList<string> chosen, Func<string, string?> name, Func<IReadOnlyList<string>, string> address, int most = MostValues)
    {
        if (!page.Facets.TryGetValue(facet, out var values)) return Html.Empty;
        var offered = values.Select(v => (v.Value, Name: name(v.Value), v.Count)).Where(v => v.Name is not null).Take(most)
            .OrderByDescending(v => v.Count).ThenBy(v => Names.SortKey(v.Name!), StringComparer.Ordinal).ToArray();
        if (offered.Length == 0) return Html.Empty;
        var shown = offered.Length <= ShownValues + FewMore ? offered.Length : ShownValues;
        var others = offered[shown..].OrderBy(v => Names.SortKey(v.Name!), StringComparer.Ordinal).ToArray();
        return Section(facet, heading, $"""
            {List(offered[..shown])}{(others.Length == 0 ? Html.Empty : (Html)$"""
                <details>
                <summary>{others.Length} more, A to Z</summary>
                {List(others)}
                </details>
                """)}
            """);

        Html List(IEnumerable<(string Value, string? Name, int Count)> some) => $"""
            <ul class="places">
            {some.Select(v => (Html)$"""
                <li>{(chosen.Contains(v.Value)
                    ? (Html)$"""<a href="{address([.. chosen.Where(c => c != v.Value)])}" aria-current="true"><span class="unseen">Take away: </span>{v.Name} <span aria-hidden="true">×</span></a>"""
                    : Parts.Link(address([v.Value]), v.Name!))} {Parts.Count(v.Count)}</li>

                """)}</ul>
            """;
    }

    /// <summary>A form that searches within what is chosen, and the two orders.</summary>
    public static Html Search(CatalogQuery query, Func<CatalogQuery, string> address)
    {
        var kept = DocumentFilter.Write(query with { Text = null, Cursor = null, Limit = DocumentFilter.UsualLimit });
        var hidden = kept.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2))
            .Select(p => (Html)$"""<input type="hidden" name="{p[0]}" value="{Uri.UnescapeDataString(p[1])}">""");
        return $"""
            <div class="search-bar">
            <form class="search" action="/search" method="get" role="search">
            {hidden}
            <label for="q">Search titles, speakers, countries, symbols and summaries</label>
            <span class="field"><input id="q" name="q" type="search" value="{query.Text}" maxlength="200"><button>Search</button></span>
            </form>
            <nav aria-label="Order">
            <ul class="chips">
            <li><a href="{address(query with { Order = CatalogOrder.Date, Cursor = null })}"{Current(CatalogOrder.Date)}>Newest first</a></li>
            <li><a href="{address(query with { Order = CatalogOrder.Title, Cursor = null })}"{Current(CatalogOrder.Title)}>By title</a></li>
            </ul>
            </nav>
            </div>
            """;

        Html Current(CatalogOrder order) => query.Order == order ? Html.Trusted(" aria-current=\"true\"") : Html.Empty;
    }

    private static Html Section(string id, string heading, Html values) => $"""
        <section aria-labelledby="by-{id}">
        <h2 id="by-{id}" class="small">{heading}</h2>
        {values}
        </section>
        """;

    /// <summary>The year that both dates mean, where they mean one.</summary>
    private static string? Year(CatalogQuery query) =>
        query is { From: { } from, To: { } to } && from.EndsWith("-01-01", StringComparison.Ordinal) && to == from[..4] + "-12-31" ? from[..4] : null;
}
