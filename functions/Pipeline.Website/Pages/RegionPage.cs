using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/regions/{id}</c>: the places within a region, its countries, its documents.</summary>
internal static class RegionPage
{
    public static Reply Show(SiteRequest request, string id)
    {
        var region = request.Gazetteer.FindRegion(id) ?? throw new ProblemException(Problem.NotFound($"There is no region '{id}'."));
        var own = new CatalogQuery { Regions = [region.Id] };
        var query = DocumentList.Narrow(request, own);
        var path = Addresses.Region(region.Id);
        return Layout.FromCatalog(request, Address(query), () =>
        {
            var page = DocumentFilter.Page(request, query);
            return new PageContent(Filters.Titled(request, region.Name, query, own), $"""
                <p class="eyebrow">{Kind(region)}</p>
                <h1>{region.Name}</h1>
                {Parts.OtherNames(region.Names)}
                {Chart(request, region)}
                {Filters.Chosen(request, query, own, Address)}
                {DocumentList.ToFilters}
                <div class="split">
                {DocumentList.Section(request, page, query, Address)}
                <div class="side" id="filters">
                {(region.Children.Count == 0 ? Html.Empty : Speakers("Countries", Countries(request, region)))}
                {(region.Id == Region.Organizations ? Html.Empty : Speakers("Organizations", Organizations(request, region)))}
                {Filters.Languages(page, query, Address)}
                {Filters.Years(page, query, Address)}
                </div>
                </div>
                """)
            {
                Crumbs = [("Regions", "/regions"), .. Parts.Lineage(request.Gazetteer, region).SkipLast(1).Select(Parts.Crumb)],
                Head = Feeds.Link(path + "/feed.atom", region.Name),
            };
        });

        string Address(CatalogQuery asked) => DocumentList.Address(path, own, asked);
    }

    private static string Kind(Region region) => region switch
    {
        { Scheme: RegionScheme.M49 } => "Region",
        // Who is in none of the groups.
        { Id: "un-observers" or "un-other" } => "United Nations",
        _ => "United Nations regional group",
    };

    /// <summary>How many documents the places within have, or on the lowest level the countries, or the organizations.</summary>
    private static Html Chart(SiteRequest request, Region region)
    {
        if (region.Id == Region.Organizations) return BarChart.Section("Documents by organization", ("organization", "organizations"), Organizations(request, region));
        if (region.Children.Count == 0) return BarChart.Section("Documents by country", ("country", "countries"), Countries(request, region));
        var counts = request.Catalog.RegionCounts;
        return BarChart.Section($"Documents within {region.Name}", ("region", "regions"), region.Children.Select(r => (Addresses.Region(r.Id), r.Name, counts.GetValueOrDefault(r.Id))));
    }

    /// <summary>The region's countries that have documents, each with the number that its own page lists.</summary>
    private static IEnumerable<(string Address, string Name, int Count)> Countries(SiteRequest request, Region region) =>
        Facet(request, "country")
            .Select(f => (Country: request.Gazetteer.FindCountry(f.Value), f.Count))
            .Where(c => c.Country is not null && c.Country.RegionIds.Contains(region.Id))
            .Select(c => (Addresses.Country(c.Country!.Id), c.Country.Name, c.Count));

    private static IEnumerable<(string Address, string Name, int Count)> Organizations(SiteRequest request, Region region) =>
        Facet(request, "organization")
            .Select(f => (Organization: request.Gazetteer.FindOrganization(f.Value), f.Count))
            .Where(o => o.Organization is not null && o.Organization.RegionIds.Contains(region.Id))
            .Select(o => (Addresses.Organization(o.Organization!.Id), o.Organization.Name, o.Count));

    private static Html Speakers(string heading, IEnumerable<(string Address, string Name, int Count)> speakers)
    {
        var sorted = speakers.OrderBy(s => Names.SortKey(s.Name), StringComparer.Ordinal).ToArray();
        if (sorted.Length == 0) return Html.Empty;
        var id = heading.ToLowerInvariant();
        return $"""
            <section aria-labelledby="{id}">
            <h2 id="{id}" class="small">{heading}</h2>
            {Parts.Places(sorted, "places")}
            </section>
            """;
    }

    private static IReadOnlyList<FacetCount> Facet(SiteRequest request, string field) =>
        request.Catalog.Query(new CatalogQuery { Limit = 1 }).Facets.TryGetValue(field, out var values) ? values : [];
}
