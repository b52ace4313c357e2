using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>A list of documents, page by page, with links that narrow it to one kind.</summary>
internal static class DocumentList
{
    public const int PageLength = 30;

    /// <summary>A page's own filter, and within it what its address adds.</summary>
    public static CatalogQuery Narrow(SiteRequest request, CatalogQuery own)
    {
        var asked = DocumentFilter.Read(request);
        return asked with
        {
            Regions = own.Regions.Count > 0 ? own.Regions : asked.Regions,
            Countries = own.Countries.Count > 0 ? own.Countries : asked.Countries,
            Organizations = own.Organizations.Count > 0 ? own.Organizations : asked.Organizations,
            Events = own.Events.Count > 0 ? own.Events : asked.Events,
            Limit = PageLength,
        };
    }

    /// <summary>The address of a page whose own filter stands in its path.</summary>
    public static string Address(string path, CatalogQuery own, CatalogQuery narrowed) => DocumentFilter.Address(path, narrowed with
    {
        Regions = own.Regions.Count > 0 ? [] : narrowed.Regions,
        Countries = own.Countries.Count > 0 ? [] : narrowed.Countries,
        Organizations = own.Organizations.Count > 0 ? [] : narrowed.Organizations,
        Events = own.Events.Count > 0 ? [] : narrowed.Events,
        Limit = DocumentFilter.UsualLimit,
    });

    /// <summary>The list under its heading, with links to narrow it and to go on.</summary>
    /// <param name="address">The address of this page for another kind or cursor.</param>
    public static Html Section(SiteRequest request, CatalogPage page, CatalogQuery query, Func<CatalogQuery, string> address) => $"""
        <section class="listing" aria-labelledby="documents">
        <div class="listing-head">
        <h2 id="documents">{Names.Count(page.Total, "document", "documents")}</h2>
        {KindLinks(page, query, address)}
        </div>
        {(page.Total == 0 ? Nothing(query, address) : Items(request, page.Items))}
        {Pager(page, query, address)}
        </section>
        """;

    /// <summary>On a narrow screen the filters stand below the list: a way there.</summary>
    public static Html ToFilters => $"""<p class="to-filters"><a href="#filters">Narrow the list</a></p>""";

    /// <summary>Why a list is empty, and the way out.</summary>
    private static Html Nothing(CatalogQuery query, Func<CatalogQuery, string> address)
    {
        var all = address(new CatalogQuery());
        if (address(query with { Cursor = null, Order = CatalogOrder.Date }) == all) return $"""<p class="empty">No document stands here yet.</p>""";
        var chosen = address(query with { Cursor = null, Order = CatalogOrder.Date, Text = null }) != all;
        Html why = query.Text is not { } text ? $"No document has all that is chosen here. Take something away"
            : chosen ? (Html)$"Nothing found for “{text}” among what is chosen here. Take something away"
            : (Html)$"Nothing found for “{text}”. Check the spelling, try fewer words or the beginning of one";
        return $"""<p class="empty">{why}, or {Parts.Link(all, "see all documents")}.</p>""";
    }

    public static Html Items(SiteRequest request, IReadOnlyList<DocumentRecord> documents)
    {
        if (documents.Count == 0) return $"""<p class="empty">No document stands here yet.</p>""";
        return $"""
            <ol class="documents">
            {documents.Select(d => Item(request, d))}</ol>
            """;
    }

    private static Html Item(SiteRequest request, DocumentRecord document)
    {
        var byline = Parts.Byline(request.Names, document);
        return $"""
            <li>
            <p class="eyebrow"><span class="kind">{Names.Kind(document.Kind)}</span>{Also(Parts.Time(document.Date))}{Also(document.Language is "en" or "und" ? Html.Empty : $"{Names.Language(document.Language)}")}{Also(document.Symbol is null ? Html.Empty : $"{document.Symbol}")}</p>
            <h3><a href="{Addresses.Page(document)}"{Parts.Language(document)}>{document.Title}</a></h3>
            {(byline is null ? Html.Empty : $"""<p class="byline">{byline}</p>""")}
            {Translations(request, document)}
            {(document.Summary is null ? Html.Empty : (Html)$"""<p class="summary"{Parts.Language(document)}>{Shorten(document.Summary)}</p>""")}
            </li>

            """;

        static Html Also(Html part) => part.IsEmpty ? part : $"""<span class="dot" aria-hidden="true"> · </span>{part}""";
    }

    /// <summary>The other languages of a work, each in its own words.</summary>
    private static Html Translations(SiteRequest request, DocumentRecord document)
    {
        var others = request.Catalog.WorkOf(document.Id).Where(d => d.Id != document.Id).ToArray();
        return others.Length == 0 ? Html.Empty : $"""<p class="languages"><span class="unseen">In other languages: </span>{others.Select(d => Parts.InLanguage(d))}</p>""";
    }

    private static Html KindLinks(CatalogPage page, CatalogQuery query, Func<CatalogQuery, string> address)
    {
        var counts = page.Facets.TryGetValue("kind", out var facet) ? facet.Select(f => (Kind: Parameters.Read<DocumentKind>("kind", f.Value), f.Count)).ToArray() : [];
        // What is chosen stands there though nothing is of it.
        var kinds = counts.Concat(query.Kinds.Except(counts.Select(c => c.Kind)).Select(k => (Kind: k, Count: 0))).ToArray();
        if (kinds.Length < 2 && query.Kinds.Count == 0) return Html.Empty;
        return $"""
            <nav aria-label="Kind of document">
            <ul class="chips">
            <li><a href="{address(query with { Kinds = [], Cursor = null })}"{Current(query.Kinds.Count == 0)}>All</a></li>
            {kinds.Select(k => (Html)$"""
                <li><a href="{address(query with { Kinds = [k.Kind], Cursor = null })}"{Current(query.Kinds.Contains(k.Kind))}>{Names.Kinds(k.Kind)} {Parts.Count(k.Count)}</a></li>

                """)}</ul>
            </nav>
            """;

        static Html Current(bool yes) => yes ? Html.Trusted(" aria-current=\"true\"") : Html.Empty;
    }

    private static Html Pager(CatalogPage page, CatalogQuery query, Func<CatalogQuery, string> address)
    {
        if (!page.HasPrevious && query.Cursor is null && page.NextCursor is null) return Html.Empty;
        var byDate = query.Order == CatalogOrder.Date;
        return $"""
            <nav class="pager" aria-label="Pages">{Link(query.Cursor is not null, null, "first", byDate ? "Newest" : "First page")}{Link(page.HasPrevious && page.PreviousCursor is not null, page.PreviousCursor, "prev", byDate ? "Newer documents" : "Back")}{Link(page.NextCursor is not null, page.NextCursor, "next", byDate ? "Older documents" : "More documents")}</nav>
            """;

        Html Link(bool shown, string? cursor, string relation, string label) =>
            shown ? $"""<a href="{address(query with { Cursor = cursor })}" rel="{relation}">{label}</a>""" : Html.Empty;
    }

    /// <summary>The beginning of a summary, cut between words.</summary>
    private static string Shorten(string text)
    {
        const int Length = 280;
        if (text.Length <= Length) return text;
        var cut = text.LastIndexOf(' ', Length);
        if (cut < Length / 2) cut = char.IsHighSurrogate(text[Length - 1]) ? Length - 1 : Length;
        return text[..cut].TrimEnd(',', ';', ':', ' ') + " …";
    }
}
