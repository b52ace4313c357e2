using System.Text.Json;
using System.Xml.Linq;
using Pipeline.Local.Development;
using Pipeline.Testing;

namespace Pipeline.Website.Tests;

/// <summary>Feeds, site maps, robots.txt, citations and linked data before the parsers that other people's programs have.</summary>
public sealed class OtherParsersTests : IAsyncLifetime
{
    private static readonly XNamespace SiteMap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly string SiteMapPackage = Path.Combine(Repository.Root, "tests", "tools", "node_modules", "sitemap");
    private readonly string file = Path.GetTempFileName();
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return site.DisposeAsync();
    }

    [Theory]
    [InlineData("/feed.atom")]
    [InlineData("/regions/africa/feed.atom")]
    [InlineData($"/events/{SampleLibrary.Debate}/feed.atom")]
    public async Task A_feed_reader_finds_no_fault_in_a_feed_and_reads_what_it_says(string address)
    {
        Python("import feedparser", "Debian package python3-feedparser");
        await SaveAsync(address);
        var read = Python("""
            import feedparser, json, sys
            feed = feedparser.parse(open(sys.argv[1], "rb").read(), response_headers={"content-type": "application/atom+xml; charset=utf-8"})
            assert not feed.bozo, feed.bozo_exception
            print(json.dumps({"version": feed.version, "title": feed.feed.title, "entries": [{"id": e.id, "title": e.title_detail.value, "type": e.title_detail.type, "link": e.link, "updated": bool(e.updated_parsed)} for e in feed.entries]}))
            """, null, file);

        var feed = JsonElement.Parse(read);
        Assert.Equal("atom10", feed.GetProperty("version").GetString());
        var entries = feed.GetProperty("entries").EnumerateArray().ToArray();
        Assert.NotEmpty(entries);
        foreach (var entry in entries)
        {
            var document = site.Samples.Catalog.Find(entry.GetProperty("id").GetString()!["https://library.example/documents/".Length..])!;
            Assert.Equal((document.Title, "text/plain"), (entry.GetProperty("title").GetString(), entry.GetProperty("type").GetString()));
            Assert.Equal(entry.GetProperty("id").GetString(), entry.GetProperty("link").GetString());
            Assert.True(entry.GetProperty("updated").GetBoolean());
        }
    }

    [Fact]
    public async Task Site_maps_keep_their_schema_and_are_read_by_a_parser()
    {
        Assert.SkipUnless(Directory.Exists(SiteMapPackage), "The npm package sitemap is not installed: npm ci --prefix tests/tools --ignore-scripts");
        Tools.Require("node", "nodejs");
        Tools.Require("xmllint", "libxml2-utils");
        foreach (var map in XDocument.Parse(await site.TextAsync("/sitemap.xml")).Descendants(SiteMap + "loc").Select(l => new Uri(l.Value).AbsolutePath))
        {
            var saved = await SaveAsync(map);
            var (invalid, _, complaints) = Tools.Run("xmllint", "--nonet", "--noout", "--schema", Path.Combine(SiteMapPackage, "schema", "sitemap.xsd"), file);
            Assert.True(invalid == 0, complaints);
            var (failed, output, errors) = Tools.Run("node", Path.Combine(SiteMapPackage, "dist", "esm", "cli.js"), "--parse", file);
            Assert.True(failed == 0, errors);
            Assert.Equal(
                XDocument.Parse(saved).Descendants(SiteMap + "loc").Select(l => l.Value),
                output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l).GetProperty("url").GetString()));
        }
    }

    [Fact]
    public async Task A_crawler_that_keeps_to_robots_txt_reads_documents_and_leaves_the_rest()
    {
        await SaveAsync("/robots.txt");
        var read = Python("""
            import json, sys, urllib.robotparser
            robots = urllib.robotparser.RobotFileParser()
            robots.parse(open(sys.argv[1]).read().splitlines())
            print(json.dumps({"maps": robots.site_maps(), "allowed": [path for path in ("/", "/documents/x", "/regions/africa", "/feed.atom", "/verify", "/oai", "/staff", "/search", "/v1/documents") if robots.can_fetch("crawler", path)]}))
            """, null, file);
        Assert.Equal(["https://library.example/sitemap.xml"], JsonElement.Parse(read).GetProperty("maps").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(["/", "/documents/x", "/regions/africa", "/feed.atom", "/verify"], JsonElement.Parse(read).GetProperty("allowed").EnumerateArray().Select(m => m.GetString()));
    }

    [Theory]
    [InlineData("bib", "bibtex")]
    [InlineData("json", "csljson")]
    public async Task Pandoc_reads_a_citation(string format, string name)
    {
        Tools.Require("pandoc", "pandoc");
        foreach (var document in Cited)
        {
            await SaveAsync($"/documents/{document.Id}/cite.{format}");
            var (failed, output, errors) = Tools.Run("pandoc", "-f", name, "-t", "csljson", file);
            Assert.True(failed == 0, errors);
            var item = Assert.Single(JsonElement.Parse(output).EnumerateArray().ToArray());
            Assert.Equal(Letters(document.Title), Letters(item.GetProperty("title").GetString()!));
            Assert.Equal(document.Date!.Split('-').Select(int.Parse).Take(2), item.GetProperty("issued").GetProperty("date-parts")[0].EnumerateArray().Select(p => p.GetInt32()).Take(2));
        }
    }

    [Fact]
    public async Task Bibutils_read_a_citation_in_RIS()
    {
        Tools.Require("ris2xml", "bibutils");
        foreach (var document in Cited)
        {
            await SaveAsync($"/documents/{document.Id}/cite.ris");
            var (failed, output, errors) = Tools.Run("ris2xml", "--input-encoding", "utf8", file);
            Assert.True(failed == 0 && errors.Contains("Processed 1 references", StringComparison.Ordinal), errors);
            var title = XDocument.Parse(output.TrimStart('\uFEFF')).Descendants().First(e => e.Name.LocalName == "titleInfo");
            Assert.Equal(Letters(document.Title), Letters(string.Concat(title.Elements().Select(e => e.Value + " "))));
        }
    }

    [Fact]
    public async Task A_graph_is_made_of_a_page_s_linked_data()
    {
        Python("import rdflib.plugins.parsers.jsonld", "Debian package python3-rdflib");
        foreach (var document in Cited)
        {
            var page = await site.TextAsync($"/documents/{document.Id}");
            const string Start = "<script type=\"application/ld+json\">";
            var json = page[(page.IndexOf(Start, StringComparison.Ordinal) + Start.Length)..];
            // The vocabulary by its name: its context would be fetched.
            await File.WriteAllTextAsync(file, json[..json.IndexOf("</script>", StringComparison.Ordinal)].Replace("\"https://schema.org\"", "{\"@vocab\":\"https://schema.org/\"}", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var read = Python("""
                import json, rdflib, sys
                graph = rdflib.Graph()
                graph.parse(sys.argv[1], format="json-ld")
                schema = rdflib.Namespace("https://schema.org/")
                root = next(s for s in graph.subjects(schema.headline))
                print(json.dumps({"name": str(graph.value(root, schema.name)), "language": str(graph.value(root, schema.inLanguage)), "date": str(graph.value(root, schema.datePublished))}))
                """, null, file);
            var graph = JsonElement.Parse(read);
            Assert.Equal((document.Title, document.Language, document.Date), (graph.GetProperty("name").GetString(), graph.GetProperty("language").GetString(), graph.GetProperty("date").GetString()));
        }
    }

    /// <summary>Documents of several scripts, with several languages, and with a name that would break careless markup.</summary>
    private IEnumerable<Publishing.Catalog.DocumentRecord> Cited =>
        new[] { SampleLibrary.Report, SampleLibrary.FrenchReport, SampleLibrary.Arabic, SampleLibrary.Hostile }.Select(id => site.Samples.Catalog.Find(id)!);

    /// <summary>Without what formats of citations spell in their own ways: case, braces, quotation marks, spaces.</summary>
    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private async Task<string> SaveAsync(string address)
    {
        var text = await site.TextAsync(address);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return text;
    }

    /// <summary>Runs a script of Python; where it fails the test skips if a package is named that it needs.</summary>
    private static string Python(string script, string? package, params string[] arguments)
    {
        Tools.Require("python3", "python3");
        var (exitCode, output, errors) = Tools.Run(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", ["-c", script, .. arguments]);
        Assert.SkipWhen(exitCode != 0 && package is not null, $"Python cannot run this here ({package}): {errors}");
        Assert.True(exitCode == 0, errors);
        return output;
    }
}
