using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/events/{id}</c>: who said what, for whom; and the documents about it.</summary>
internal static class EventPage
{
    /// <summary>Above this an event is listed page by page, newest first, like any other list.</summary>
    private const int MaximumBySpeaker = 1000;

    public static Reply Show(SiteRequest request, string id)
    {
        var own = new CatalogQuery { Events = [id] };
        if (request.Catalog.Query(own with { Limit = 1 }) is not { Total: > 0 } found)
            throw new ProblemException(Problem.NotFound($"There is no event '{id}'."));
        var path = Addresses.Event(id);
        var query = DocumentList.Narrow(request, own);
        return Layout.FromCatalog(request, DocumentList.Address(path, own, query), () =>
        {
            var title = found.Items[0].EventTitle ?? id;
            var list = found.Total <= MaximumBySpeaker && DocumentList.Address(path, own, query) == path
                ? BySpeaker(request, All(request.Catalog, own))
                : DocumentList.Section(request, DocumentFilter.Page(request, query), query, q => DocumentList.Address(path, own, q));
            return new PageContent(title, $"""
                <p class="eyebrow">Event</p>
                <h1>{title}</h1>
                {list}
                """)
            { Crumbs = [("Documents", "/documents")], Head = Feeds.Link(path + "/feed.atom", title) };
        });
    }

    private static List<DocumentRecord> All(CatalogSnapshot catalog, CatalogQuery query)
    {
        var documents = new List<DocumentRecord>();
        for (string? cursor = null; ;)
        {
            var page = catalog.Query(query with { Limit = DocumentFilter.MaximumLimit, Cursor = cursor });
            documents.AddRange(page.Items);
            if (page.NextCursor is null) return documents;
            cursor = page.NextCursor;
        }
    }

    private static Html BySpeaker(SiteRequest request, List<DocumentRecord> documents)
    {
        var spoken = documents.Where(d => Speaker(request, d) is not null)
            .OrderBy(d => Names.SortKey(Speaker(request, d)!), StringComparer.Ordinal).ThenBy(d => d.Date, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal)
            .ToArray();
        var others = documents.Where(d => Speaker(request, d) is null).ToArray();
        return $"""
            <p class="lede">{Summary(request, documents, spoken.Length)}</p>
            {(others.Length == 0 ? Html.Empty : (Html)$"""
                <section aria-labelledby="about">
                <h2 id="about">Reports and other documents</h2>
                {DocumentList.Items(request, others)}
                </section>
                """)}
            {(spoken.Length == 0 ? Html.Empty : Spoken(request, spoken))}
            """;
    }

    private static string? Speaker(SiteRequest request, DocumentRecord document) =>
        request.Names.Delegation(document) ?? document.Speaker;

    /// <summary>When, where and how much: "12 July 2011, New York. 47 documents, 44 of them by speakers."</summary>
    private static string Summary(SiteRequest request, List<DocumentRecord> documents, int spoken)
    {
        var when = Names.Span(documents.Where(d => spoken == 0 || Speaker(request, d) is not null).Select(d => d.Date).OfType<string>());
        var places = documents.Select(d => d.Place).OfType<string>().Distinct().ToArray();
        string?[] parts = [when, places.Length == 1 ? places[0] : null];
        var head = string.Join(", ", parts.Where(p => p is not null));
        var count = Names.Count(documents.Count, "document", "documents");
        var countries = documents.SelectMany(d => d.Countries).Distinct().Count();
        var tail = countries == 0 ? $"{count}." : $"{count}; {Names.Count(countries, "country", "countries")} spoke.";
        return head.Length == 0 ? tail : $"{head}. {tail}";
    }

    private static Html Spoken(SiteRequest request, DocumentRecord[] documents) => $"""
        <section aria-labelledby="spoken">
        <h2 id="spoken">Who said what</h2>
        <table class="records" role="table">
        <caption>{Names.Count(documents.Length, "contribution", "contributions")}, by speaker</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Speaker</th><th role="columnheader" scope="col">Document</th><th role="columnheader" scope="col">PDF</th></tr></thead>
        <tbody role="rowgroup">
        {documents.Select(d => (Html)$"""
            <tr role="row">
            <th role="rowheader" scope="row">{Delegation(request, d)}{(request.Names.OnBehalfOf(d) is { } others ? (Html)$"""<span class="note">on behalf of {others}</span>""" : Html.Empty)}</th>
            <td role="cell"><a href="{Addresses.Page(d)}"{Parts.Language(d)}>{d.Title}</a>{(Parts.Person(d) is { } person ? (Html)$"""<span class="note">{person}</span>""" : Html.Empty)}</td>
            <td role="cell"><a href="{Addresses.Pdf(d)}" type="application/pdf"><span class="unseen">{d.Title}, </span>PDF</a></td>
            </tr>

            """)}</tbody>
        </table>
        </section>
        """;

    private static Html Delegation(SiteRequest request, DocumentRecord document)
    {
        if (request.Names.Delegation(document) is null) return $"{document.Speaker}";
        var links = document.Countries.Select(c => Parts.Link(Addresses.Country(c), request.Names.Country(c)))
            .Concat(document.Organizations.Select(o => Parts.Link(Addresses.Organization(o), request.Names.Organization(o))));
        return $"{links.SelectMany((link, i) => i == 0 ? [link] : new[] { Html.Trusted(", "), link })}";
    }
}
