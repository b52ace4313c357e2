using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pipeline.Website.Tests;

/// <summary>Searching, narrowing, feeds and site maps, as a reader, a feed reader and a crawler meet them.</summary>
public sealed partial class BrowsingTests : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace SiteMap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_search_shows_what_it_finds_and_keeps_what_is_chosen()
    {
        var html = await site.TextAsync("/search?q=nig%C3%A9ria&kind=statement");
        Assert.Contains("Statement by Nigeria", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Statement by Kenya", html, StringComparison.Ordinal);
        Assert.Contains("value=\"nigéria\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"kind\" value=\"statement\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/search?q=zeppelin", "Nothing found for “zeppelin”. Check the spelling", "<a href=\"/search\">see all documents</a>")]
    [InlineData("/documents?region=africa&language=zh", "No document has all that is chosen here.", "<a href=\"/documents\">see all documents</a>")]
    [InlineData("/search?q=nigeria&kind=letter", "aria-current=\"true\">Letters <span class=\"count\">0")]
    [InlineData("/regions/polynesia?kind=letter", "<a href=\"/regions/polynesia\">see all documents</a>")]
    [InlineData("/regions/micronesia", "No document stands here yet.")]
    public async Task An_empty_list_says_why_and_shows_a_way_out(string address, params string[] texts)
    {
        var html = await site.TextAsync(address);
        foreach (var text in texts) Assert.Contains(text, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_country_can_be_chosen_and_taken_away_again()
    {
        var html = await site.TextAsync("/documents");
        var offered = Chosen().Matches(html).Select(m => m.Groups[1].Value).Where(c => c.Length == 3).ToList();
        var facet = (await site.JsonAsync("/v1/documents?limit=1")).GetProperty("facets").GetProperty("country").EnumerateArray().Select(f => f.GetProperty("value").GetString());
        Assert.Equal(facet.Order(), offered.Order());

        Assert.Contains("<a href=\"/documents\" aria-current=\"true\"><span class=\"unseen\">Take away: </span>Nigeria", await site.TextAsync("/documents?country=NGA"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/documents?kind=report&region=africa", "Documents: Reports, Africa ·")]
    [InlineData("/search?q=rivers", "Search: “rivers” ·")]
    [InlineData("/regions/africa?kind=letter", "Africa: Letters ·")]
    [InlineData("/regions/africa", "Africa ·")]
    public async Task The_title_of_a_page_says_what_its_list_is_narrowed_to(string address, string title) =>
        Assert.Contains($"<title>{title}", (await site.TextAsync(address)).Replace("&quot;", "\"", StringComparison.Ordinal), StringComparison.Ordinal);

    [Theory]
    [InlineData("/countries/NGA", "<li lang=\"ar\" dir=\"rtl\">نيجيريا</li>", "<li lang=\"zh\" dir=\"ltr\">尼日利亚</li>", "<li lang=\"fr\" dir=\"ltr\">Nigéria</li>", "<li lang=\"ru\" dir=\"ltr\">Нигерия</li>")]
    [InlineData("/regions/western-africa", "<li lang=\"fr\" dir=\"ltr\">Afrique occidentale</li>", "<li lang=\"es\" dir=\"ltr\">África occidental</li>")]
    [InlineData("/organizations/EU", "<li lang=\"fr\" dir=\"ltr\">Union européenne</li>", "<li lang=\"zh\" dir=\"ltr\">欧洲联盟</li>")]
    public async Task A_place_has_its_names_in_the_languages_of_the_United_Nations(string address, params string[] names)
    {
        var html = await site.TextAsync(address);
        foreach (var name in names) Assert.Contains(name, html, StringComparison.Ordinal);
        // The heading has that one.
        Assert.DoesNotContain("<li lang=\"en\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/documents")]
    [InlineData("/search?q=statement")]
    [InlineData("/regions/africa")]
    [InlineData("/regions/europe?language=en")]
    public async Task Every_link_that_narrows_a_list_leads_to_as_many_documents_as_it_says(string address)
    {
        var html = await site.TextAsync(address);
        var path = address.Split('?')[0];
        var links = NarrowingLink().Matches(html).Where(m => m.Groups[1].Value.StartsWith(path + "?", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var narrowed = await site.TextAsync(WebUtility.HtmlDecode(link.Groups[1].Value));
            Assert.Contains($"<h2 id=\"documents\">{link.Groups[2].Value} document", narrowed, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/feed.atom", 50)]
    [InlineData("/regions/africa/feed.atom", 0)]
    [InlineData($"/events/{SampleLibrary.Debate}/feed.atom", 50)]
    public async Task A_feed_has_what_was_published_last(string address, int entries)
    {
        var answer = await site.GetAsync(address);
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
        var feed = XDocument.Parse(answer.Text).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        var ids = feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value).ToArray();
        if (entries > 0) Assert.Equal(entries, ids.Length);
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.StartsWith("https://library.example/documents/", id, StringComparison.Ordinal));
        Assert.DoesNotContain(ids, id => id.EndsWith(SampleLibrary.Withdrawn, StringComparison.Ordinal));
        Assert.All(feed.Elements(Atom + "entry"), e => Assert.NotEmpty(e.Element(Atom + "title")!.Value));
        Assert.Contains($"href=\"{address}\"", await site.TextAsync(address == "/feed.atom" ? "/" : address[..^"/feed.atom".Length]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_public_address_is_not_known_an_entry_has_a_name_that_is_a_URN_and_stays()
    {
        await using var unnamed = await TestSite.StartAsync(library: new SampleLibrary { PublicAddress = null });
        await using var again = await TestSite.StartAsync(library: new SampleLibrary { PublicAddress = null });
        var ids = await IdsAsync(unnamed, "/feed.atom");
        Assert.Equal(ids.Length, ids.Distinct().Count());
        // RFC 9562: a hash of ours (version 8), in the usual variant.
        Assert.All(ids, id => Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
        Assert.Equal(ids, await IdsAsync(again, "/feed.atom"));
        Assert.Contains((await IdsAsync(unnamed, $"/events/{SampleLibrary.Debate}/feed.atom"))[1], ids);

        var other = Site.Build(unnamed.Samples.ToLibrary(new WebsiteOptions()) with { Options = new Publishing.PipelineOptions { Publisher = "Another" } }, new ListLogger());
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = "/feed.atom";
        context.Response.Body = new MemoryStream();
        await other(context);
        context.Response.Body.Position = 0;
        Assert.DoesNotContain(XDocument.Load(context.Response.Body).Descendants(Atom + "id").Select(i => i.Value), id => ids.Contains(id));

        static async Task<string[]> IdsAsync(TestSite site, string address) => [.. XDocument.Parse(await site.TextAsync(address)).Descendants(Atom + "id").Select(i => i.Value)];
    }

    [Theory]
    [InlineData("/regions/atlantis/feed.atom")]
    [InlineData("/events/none/feed.atom")]
    [InlineData("/sitemaps/1801.xml")]
    public async Task Where_there_is_nothing_there_is_no_feed_and_no_map(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(address)).StatusCode);

    [Fact]
    public async Task Site_maps_name_every_document_and_place_once()
    {
        var robots = await site.TextAsync("/robots.txt");
        Assert.Contains("Disallow: /*?", robots, StringComparison.Ordinal);
        Assert.Contains("Sitemap: https://library.example/sitemap.xml", robots, StringComparison.Ordinal);
        var maps = XDocument.Parse(await site.TextAsync("/sitemap.xml")).Descendants(SiteMap + "loc").Select(l => new Uri(l.Value).AbsolutePath).ToArray();
        var addresses = new List<string>();
        foreach (var map in maps) addresses.AddRange(XDocument.Parse(await site.TextAsync(map)).Descendants(SiteMap + "loc").Select(l => new Uri(l.Value).AbsolutePath));
        Assert.Equal(addresses.Count, addresses.Distinct().Count());
        Assert.Equal(
            site.Samples.Catalog.Documents.Select(d => "/documents/" + d.Id).Order(StringComparer.Ordinal),
            addresses.Where(a => a.StartsWith("/documents/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        foreach (var address in addresses.Where(a => !a.StartsWith("/documents/", StringComparison.Ordinal)))
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("2031", "2031-01")]
    [InlineData("2031-03", "2031-03")]
    [InlineData(null, "undated")]
    public async Task What_a_site_map_cannot_hold_stands_in_further_ones(string? date, string name)
    {
        var documents = Enumerable.Range(0, 50_003).Select(i => SampleLibrary.Record($"{i:D10}", "A", Publishing.Catalog.DocumentKind.News, date));
        site.Samples.Catalog = Publishing.Catalog.CatalogSnapshot.Of(documents);
        var maps = XDocument.Parse(await site.TextAsync("/sitemap.xml")).Descendants(SiteMap + "loc").Select(l => new Uri(l.Value).AbsolutePath).ToArray();
        Assert.Equal(["/sitemaps/places.xml", $"/sitemaps/{name}.xml", $"/sitemaps/{name}.2.xml"], maps);

        var addresses = new List<string>();
        foreach (var map in maps.Skip(1)) addresses.AddRange(XDocument.Parse(await site.TextAsync(map)).Descendants(SiteMap + "loc").Select(l => l.Value));
        Assert.Equal(50_003, addresses.Distinct().Count());
        Assert.Equal(50_003, addresses.Count);
        foreach (var other in new[] { "1", "01", "02", "3", "x", "-1" })
            Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"/sitemaps/{name}.{other}.xml")).StatusCode);
    }

    [GeneratedRegex("<li><a href=\"([^\"]*)\">[^<]*</a> <span class=\"count\">([0-9,]+)<")]
    private static partial Regex NarrowingLink();

    [GeneratedRegex("href=\"/documents\\?country=([A-Z]+)\"")]
    private static partial Regex Chosen();
}
