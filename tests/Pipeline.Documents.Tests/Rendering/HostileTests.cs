using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Rendering;

/// <summary>Attacks that others collected, through the readers and the renderer: what comes out has no way to act.</summary>
public class HostileTests
{
    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "article", "header", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "nav", "section", "footer", "ol", "ul", "li", "dl", "dt", "dd", "blockquote", "pre", "code",
        "figure", "figcaption", "img", "hr", "br", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "em", "strong", "s", "u", "sup", "sub", "mark", "span", "abbr", "time", "input",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "class", "id", "lang", "dir", "href", "title", "src", "alt", "width", "height", "role", "tabindex", "aria-label", "aria-labelledby", "scope", "headers", "colspan", "rowspan",
        "start", "type", "disabled", "checked", "datetime",
    };

    [Fact]
    public void Payloads_in_markdown_and_text_come_out_harmless()
    {
        var payloads = Payloads().ToList();
        Assert.True(payloads.Count > 1500, $"only {payloads.Count} payloads found");
        // Each alone, in a sentence, as an address and as a picture; many to a file, since each file costs a parse.
        foreach (var some in payloads.Chunk(25))
        {
            var blocks = string.Join("\n\n", some.Select(p => $"{p}\n\nWords {p} words\n\n[link]({p}) ![picture]({p}) <a href=\"{p}\">x</a>\n\n| a |\n|---|\n| {p} |"));
            AssertHarmless("a.md", "Words.\n\n" + blocks);
            AssertHarmless("a.txt", "Words.\n\n" + blocks);
        }
    }

    [Fact]
    public void Payloads_in_metadata_come_out_harmless()
    {
        foreach (var some in Payloads().Chunk(40))
        {
            var payload = string.Join(' ', some);
            var result = Read.Text("Words.");
            var frontMatter = new FrontMatter
            {
                Title = payload,
                Subtitle = payload,
                Kind = payload,
                Organization = payload,
                Speaker = payload,
                Post = payload,
                OnBehalfOf = some,
                Event = payload,
                Place = payload,
                Date = some[0],
                Symbol = payload,
                Summary = payload,
                Publisher = payload,
                Address = some[0],
                SourceHash = payload,
            };
            AssertHarmless(Encoding.UTF8.GetString(Renderers.HtmlRenderer.RenderPage(result.Document, frontMatter)));
        }
    }

    [Fact]
    public void Page_forbids_scripts_and_outside_resources_and_has_none()
    {
        var page = Read.Parsed(Read.Page(Read.Markdown("# Title\n\nText\n")));

        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; img-src data:", page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"));
        Assert.Empty(page.QuerySelectorAll("script, link[rel=stylesheet], iframe"));
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
    }

    private static void AssertHarmless(string name, string text)
    {
        try
        {
            AssertHarmless(Read.Page(Read.Bytes(name, Encoding.UTF8.GetBytes(text))));
        }
        catch (RejectedException)
        {
            // A rejected file shows nothing.
        }
    }

    private static void AssertHarmless(string page)
    {
        var document = Read.Parsed(page);
        Assert.Empty(document.QuerySelectorAll("script, iframe, object, embed, form, svg, math, base, body link, body meta, body style"));
        foreach (var element in document.QuerySelectorAll("main *"))
        {
            Assert.Contains(element.LocalName, Elements);
            foreach (var attribute in element.Attributes)
            {
                Assert.Contains(attribute.Name, Attributes);
                if (attribute.Name == "href")
                    Assert.Matches("^(https?://|mailto:|#)", attribute.Value.ToLowerInvariant());
                if (attribute.Name == "src")
                    Assert.Matches("^data:image/(png|jpeg);base64,", attribute.Value);
            }
        }
    }

    private static IEnumerable<string> Payloads()
    {
        var root = SharedData.Require("corpora/hostile");
        var lists = Directory.GetFiles(Path.Combine(root, "fuzzdb/attack/xss"), "*.txt")
            .Concat(Directory.GetFiles(Path.Combine(root, "payloadsallthethings/XSS Injection"), "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".txt", StringComparison.Ordinal) || f.EndsWith(".svg", StringComparison.Ordinal)))
            .Append(Path.Combine(root, "big-list-of-naughty-strings/blns.txt"));
        foreach (var line in lists.SelectMany(File.ReadLines).Where(l => l.Trim().Length > 0))
            yield return line;
        foreach (var file in Directory.GetFiles(Path.Combine(root, "bleach"), "*.test"))
            yield return File.ReadAllText(file).Split("\n--\n")[0];
        foreach (var test in JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "dompurify/expect.json"))).RootElement.EnumerateArray())
            yield return test.GetProperty("payload").GetString()!;
    }
}
