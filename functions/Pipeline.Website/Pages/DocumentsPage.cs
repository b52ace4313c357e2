using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/documents</c> and <c>/search</c>: all documents, narrowed by words and by links: region, event, country, language, year, kind.</summary>
internal static class DocumentsPage
{
    // There may be thousands; the page of events has them all.
    private const int MostEvents = 12;

    public static Reply Show(SiteRequest request, string path, string title)
    {
        var query = DocumentFilter.Read(request) with { Limit = DocumentList.PageLength };
        return Layout.FromCatalog(request, Address(query), () =>
        {
            var page = DocumentFilter.Page(request, query);
            return new PageContent(Filters.Titled(request, title, query, new CatalogQuery()), $"""
                <h1>{title}</h1>
                {Filters.Search(query, Address)}
                {Filters.Chosen(request, query, new CatalogQuery(), Address)}
                {DocumentList.ToFilters}
                <div class="split">
                {DocumentList.Section(request, page, query, Address)}
                <div class="side" id="filters">
                {Filters.Field(page, "region", "Region", query.Regions, v => TopRegion(request, v), v => Address(query with { Regions = v, Cursor = null }))}
                {Filters.Field(page, "event", "Event", query.Events, request.EventTitle, v => Address(query with { Events = v, Cursor = null }), MostEvents)}
                {Filters.Field(page, "organization", "Organization", query.Organizations, request.Names.Organization, v => Address(query with { Organizations = v, Cursor = null }))}
                {Filters.Field(page, "country", "Country", query.Countries, request.Names.Country, v => Address(query with { Countries = v, Cursor = null }))}
                {Filters.Languages(page, query, Address)}
                {Filters.Years(page, query, Address)}
                </div>
                </div>
                """)
            { Head = Feeds.Link("/feed.atom", request.Library.Options.Publisher) };
        });

        string Address(CatalogQuery asked) => DocumentFilter.Address(path, asked with { Limit = DocumentFilter.UsualLimit });
    }

    /// <summary>Only the top of each scheme is offered here; the region's own page goes deeper.</summary>
    private static string? TopRegion(SiteRequest request, string id) =>
        request.Gazetteer.FindRegion(id) is { ParentId: null, Scheme: RegionScheme.M49 } region ? region.Name : null;
}
