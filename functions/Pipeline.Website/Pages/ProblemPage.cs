using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>A problem as a page, for people who came to an address that does not answer.</summary>
internal static class ProblemPage
{
    public static Reply Show(SiteRequest request, Problem problem) => new()
    {
        Status = problem.Status,
        ContentType = "text/html; charset=utf-8",
        Policy = ContentPolicy.Page,
        Headers = problem.Headers,
        Body = Reply.Bytes(() => new Content(Layout.Render(request, new PageContent(Heading(problem), $"""
            <div class="problem">
            <p class="eyebrow">{(problem.Status == 410 ? "Withdrawn" : problem.Title)}</p>
            <h1>{Heading(problem)}</h1>
            <p class="lede">{problem.Detail}</p>
            {(problem.Status == 410 ? (Html)$"<p>Its text is no longer published here. Links to it keep this notice.</p>" : Html.Empty)}
            {(problem.Accepted.Count is > 0 and <= 60 ? (Html)$"<p>Possible here: {string.Join(", ", problem.Accepted)}.</p>" : Html.Empty)}
            {(problem.Members.TryGetValue("reference", out var reference) ? (Html)$"<p>If you write to us about it, name this reference: <code>{reference}</code></p>" : Html.Empty)}
            <p><a href="/documents">All documents</a> · <a href="/regions">Browse by region</a></p>
            </div>
            """)))),
    };

    private static string Heading(Problem problem) => problem.Status switch
    {
        400 => "That address asks for something we do not have",
        403 => "This page is closed",
        404 => "We cannot find that page",
        410 when problem.Members.TryGetValue("documentTitle", out var title) => title,
        503 => "One moment, please",
        _ => problem.Title,
    };
}
