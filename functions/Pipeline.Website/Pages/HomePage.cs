using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/</c>: what there is, by region, by event, and what is new.</summary>
internal static class HomePage
{
    private const int Newest = 8;
    private const int Events = 8;

    public static Reply Show(SiteRequest request) => Layout.FromCatalog(request, "/", () =>
    {
        var page = request.Catalog.Query(new CatalogQuery { Limit = Newest });
        return new PageContent(request.Library.Options.Publisher, $"""
            <div class="hero">
            <h1>{Headline(page)}</h1>
            <p class="lede">{(page.Total == 0 ? "They stand here as soon as the first one is published." : "Browse them by region, country or event. Read, print and cite them.")}</p>
            </div>
            {Search(page)}
            <section aria-labelledby="regions">
            <div class="section-head"><h2 id="regions">Browse by region</h2><a href="/regions">All regions</a></div>
            {Regions(request)}
            </section>
            <div class="split">
            <section aria-labelledby="newest">
            <div class="section-head"><h2 id="newest">Newest documents</h2><a href="/documents">All documents</a></div>
            {DocumentList.Items(request, page.Items)}
            </section>
            <div class="side">
            {EventList(request, page)}
            <section aria-labelledby="groups">
            <h2 id="groups">United Nations regional groups</h2>
            {Parts.Places(RegionsPage.Groups(request), "places")}
            </section>
            </div>
            </div>
            """)
        { Head = Feeds.Link("/feed.atom", request.Library.Options.Publisher) };
    });

    private static Html Search(CatalogPage page)
    {
        if (page.Total == 0) return Html.Empty;
        return $"""
            <form class="search" action="/search" method="get" role="search">
            <label for="q">Search titles, speakers, countries, symbols and summaries</label>
            <span class="field"><input id="q" name="q" type="search" maxlength="200"><button>Search</button></span>
            </form>
            """;
    }

    /// <summary>"64 documents, with the voices of 60 countries and 1 organization".</summary>
    private static string Headline(CatalogPage page)
    {
        if (page.Total == 0) return "No documents yet";
        var speakers = new List<string>();
        if (page.Facets["country"].Count is > 0 and var countries) speakers.Add(Names.Count(countries, "country", "countries"));
        if (page.Facets["organization"].Count is > 0 and var organizations) speakers.Add(Names.Count(organizations, "organization", "organizations"));
        var documents = Names.Count(page.Total, "document", "documents");
        return speakers.Count == 0 ? documents : $"{documents}, with the voices of {Names.Series(speakers)}";
    }

    private static Html Regions(SiteRequest request)
    {
        var counts = request.Catalog.RegionCounts;
        var most = request.Gazetteer.Regions(RegionScheme.M49).SelectMany(r => r.Children).Max(r => counts.GetValueOrDefault(r.Id));
        return $"""
            <ul class="regions">
            {request.Gazetteer.Regions(RegionScheme.M49).Where(r => r.Children.Count > 0).Select(region => (Html)$"""
                <li>
                <h3>{Parts.Link(Addresses.Region(region.Id), region.Name)} {Parts.Count(counts.GetValueOrDefault(region.Id))}</h3>
                {Parts.Places(region.Children.Select(r => (Addresses.Region(r.Id), r.Name, counts.GetValueOrDefault(r.Id))), "places barred", most)}
                </li>

                """)}</ul>
            {Parts.Places(request.Gazetteer.Regions(RegionScheme.M49).Where(r => r.Children.Count == 0)
                .Select(r => (Addresses.Region(r.Id), r.Name, Count: counts.GetValueOrDefault(r.Id))).Where(r => r.Count > 0), "places elsewhere")}
            """;
    }

    private static Html EventList(SiteRequest request, CatalogPage page)
    {
        if (!page.Facets.TryGetValue("event", out var events) || events.Count == 0) return Html.Empty;
        var named = events.Take(Events).Select(e => (Addresses.Event(e.Value), request.EventTitle(e.Value), e.Count));
        return $"""
            <section aria-labelledby="events">
            <div class="section-head"><h2 id="events">Events and collections</h2><a href="/events">All events</a></div>
            {Parts.Places(named, "places")}
            </section>
            """;
    }
}
