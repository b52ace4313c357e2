using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/regions</c>: every place of both schemes.</summary>
internal static class RegionsPage
{
    public static Reply Show(SiteRequest request) => Layout.FromCatalog(request, "/regions", () => new PageContent("Regions", $"""
        <h1>Regions</h1>
        <p class="lede">Documents stand under the country or organization that speaks in them.</p>
        <div class="split even">
        <section aria-labelledby="m49">
        <h2 id="m49">Geographic regions</h2>
        {Tree(request, request.Gazetteer.Regions(RegionScheme.M49))}
        </section>
        <section aria-labelledby="un">
        <h2 id="un">United Nations regional groups</h2>
        {Tree(request, [.. request.Gazetteer.Regions(RegionScheme.Un).Where(IsGroup(request))])}
        </section>
        </div>
        """));

    /// <summary>The regional groups with their counts, without the places that stand in both schemes.</summary>
    public static IEnumerable<(string Address, string Name, int Count)> Groups(SiteRequest request) =>
        request.Gazetteer.Regions(RegionScheme.Un)
            .Where(IsGroup(request))
            .Select(r => (Addresses.Region(r.Id), r.Name, request.Catalog.RegionCounts.GetValueOrDefault(r.Id)));

    private static Func<Region, bool> IsGroup(SiteRequest request) => region => request.Gazetteer.FindRegion(region.Id)?.Scheme == RegionScheme.Un;

    private static Html Tree(SiteRequest request, IReadOnlyList<Region> regions)
    {
        if (regions.Count == 0) return Html.Empty;
        return $"""
            <ul class="tree">
            {regions.Select(r => (Html)$"""
                <li>{Parts.Link(Addresses.Region(r.Id), r.Name)} {Parts.Count(request.Catalog.RegionCounts.GetValueOrDefault(r.Id))}{Tree(request, r.Children)}</li>

                """)}</ul>
            """;
    }
}
