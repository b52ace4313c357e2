using Pipeline.Website.Assets;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>What stands around every page: head, masthead, breadcrumb, footer.</summary>
internal static class Layout
{
    /// <summary>A page made from the catalog.</summary>
    public static Reply FromCatalog(SiteRequest request, string canonical, Func<PageContent> make) => new()
    {
        ContentType = "text/html; charset=utf-8",
        Policy = ContentPolicy.Page,
        Tag = request.Tag(canonical),
        CacheControl = CacheFor.Moments,
        Body = Reply.Bytes(() => new Content(Render(request, make()))),
    };

    public static byte[] Render(SiteRequest request, PageContent page)
    {
        var publisher = request.Library.Options.Publisher;
        var (own, theme) = (request.Library.Website, request.Site.Theme);
        var title = page.Title == publisher ? publisher : $"{page.Title} · {publisher}";
        Html html = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{StaticFiles.Site.Address}">
            {page.Head}{(theme.Styles is { } styles ? (Html)$"""<link rel="stylesheet" href="{styles.Address}">{"\n"}""" : Html.Empty)}</head>
            <body>
            <a class="skip" href="#page-main">Skip to content</a>
            <header class="masthead">
            <div class="wrap">
            <p class="brand"><a href="/">{(theme.Logo is { } logo ? (Html)$"""<img src="{logo.Address}" alt="">""" : Html.Empty)}{publisher}</a>{(own.Tagline is { } line ? (Html)$"""<span class="tagline">{line}</span>""" : Html.Empty)}</p>
            <nav aria-label="Main">
            <ul>
            {Tab(request, "Documents", "documents")}
            {Tab(request, "Regions", "regions")}
            {Tab(request, "Events", "events")}
            {Tab(request, "Search", "search")}
            {(request.Library.Website.Staff ? Tab(request, "Staff", "staff") : Html.Empty)}
            </ul>
            </nav>
            </div>
            </header>
            {Crumbs(page)}
            <main id="page-main" class="wrap" tabindex="-1">
            {page.Main}
            </main>
            <footer class="foot">
            <div class="wrap">
            <p>{publisher}{(own.FooterText is { } text ? (Html)$"""<span class="note">{text}</span>""" : Html.Empty)}</p>
            <p><a href="/verify">Verify a file</a>{own.FooterLinks.Select(l => (Html)$" · {Parts.Link(l.Address, l.Name)}")}</p>
            <p>For programs: <a href="/v1/documents">documents</a> and <a href="/v1/regions">regions</a> as JSON, <a href="/oai?verb=Identify">OAI-PMH</a>, <a href="/docs">how to ask</a></p>
            </div>
            </footer>
            </body>
            </html>

            """;
        return html.ToUtf8();
    }

    private static Html Tab(SiteRequest request, string label, string folder)
    {
        var current = request.Path is [var only] && only == folder ? " aria-current=\"page\"" : "";
        return $"<li><a href=\"/{folder}\"{Html.Trusted(current)}>{label}</a></li>";
    }

    private static Html Crumbs(PageContent page)
    {
        if (page.Crumbs.Count == 0) return Html.Empty;
        return $"""
            <nav class="crumbs wrap" aria-label="Breadcrumb">
            <ol>
            <li><a href="/">Home</a></li>{page.Crumbs.Select(c => (Html)$"""<li><a href="{c.Address}">{c.Label}</a></li>""")}
            </ol>
            </nav>
            """;
    }
}

/// <summary>One page: its title and main content; <paramref name="Main"/> holds the only h1.</summary>
internal sealed record PageContent(string Title, Html Main)
{
    /// <summary>The way from Home down to this page's parent.</summary>
    public IReadOnlyList<(string Label, string Address)> Crumbs { get; init; } = [];

    public Html Head { get; init; }
}
