using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/findings/{code}</c>: what a finding means and what to do about it; <c>/findings</c>: all of them.</summary>
internal static class FindingsPage
{
    private static readonly SortedDictionary<string, Finding> Known = Read();

    /// <summary>What <c>Assets/findings.txt</c> says of a code.</summary>
    internal sealed record Finding(string Title, IReadOnlyList<string> Paragraphs);

    /// <summary>The codes that have a page.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Keys;

    public static bool Has(string code) => Known.ContainsKey(code);

    public static string TitleOf(string code) => Known[code].Title;

    public static Reply List(SiteRequest request) => Page(request, "/findings", new PageContent("Findings", $"""
        <h1>Findings</h1>
        <p class="lede">What the checks of an upload may say, what it means, and what to do.</p>
        <ul class="columns">
        {Known.OrderBy(f => f.Value.Title, StringComparer.Ordinal).Select(f => (Html)$"""
            <li>{Parts.Link("/findings/" + f.Key, f.Value.Title)}</li>

            """)}</ul>
        """));

    public static Reply Show(SiteRequest request, string code)
    {
        if (!Known.TryGetValue(code, out var finding)) throw new ProblemException(Problem.NotFound("There is no such finding."));
        return Page(request, "/findings/" + code, new PageContent(finding.Title, $"""
            <h1>{finding.Title}</h1>
            <div class="prose">
            {finding.Paragraphs.Select(p => (Html)$"""
                <p>{p}</p>

                """)}<p class="quiet">Code: <code>{code}</code></p>
            </div>
            """)
        {
            Crumbs = [("Findings", "/findings")],
        });
    }

    private static Reply Page(SiteRequest request, string address, PageContent content) => new()
    {
        ContentType = "text/html; charset=utf-8",
        Policy = ContentPolicy.Page,
        Tag = SiteRequest.Hash($"{request.Site.Stamp}\n{address}"),
        CacheControl = CacheFor.Moments,
        Body = Reply.Bytes(() => new Content(Layout.Render(request, content))),
    };

    /// <summary>Sections of <c>[code]</c>, a line with the title, and a paragraph a line.</summary>
    private static SortedDictionary<string, Finding> Read()
    {
        using var stream = typeof(FindingsPage).Assembly.GetManifestResourceStream("Assets/findings.txt")
            ?? throw new InvalidOperationException("findings.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var found = new SortedDictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var section in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = section.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines[0].StartsWith('[')) found.Add(lines[0].Trim('[', ']'), new Finding(lines[1], lines[2..]));
        }
        return found;
    }
}
