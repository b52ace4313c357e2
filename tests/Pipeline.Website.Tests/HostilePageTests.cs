using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;
using Pipeline.Documents;
using Pipeline.Documents.Renderers;
using Pipeline.Testing;

namespace Pipeline.Website.Tests;

/// <summary>
/// The page of every hostile file and every web page that others collected, as it is and as markup in pages of its own: nothing in it runs,
/// fetches or leads away. Looked at by parsing, and in a browser where every request, dialog, navigation and script is a trap.
/// </summary>
public sealed class HostilePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Acting = "script, iframe, object, embed, form, svg, math, base, frame, frameset, applet, audio, video, portal, template, body link, body meta, body style";

    [Fact]
    public void Pages_of_hostile_files_have_nothing_that_runs()
    {
        var pages = Pages().ToList();
        Assert.True(pages.Count > 100, $"only {pages.Count} pages were made");
        foreach (var (name, page) in pages)
        {
            var document = new HtmlParser().ParseDocument(page);
            Assert.True(document.QuerySelector(Acting) is null, $"{name}: {document.QuerySelector(Acting)?.OuterHtml}");
            foreach (var element in document.All)
            {
                foreach (var attribute in element.Attributes)
                {
                    Assert.False(attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "srcdoc" or "srcset" or "action" or "formaction" or "background" or "ping", $"{name}: {element.OuterHtml}");
                    if (attribute.Name == "href" && element.LocalName == "a")
                        Assert.Matches("^(https?://|mailto:|#)", attribute.Value.ToLowerInvariant());
                    if (attribute.Name == "src")
                        Assert.Matches("^data:image/(png|jpeg);base64,", attribute.Value);
                }
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{pages.Count} pages parsed");
    }

    [Fact]
    public async Task Pages_of_hostile_files_do_nothing_in_a_browser()
    {
        var page = await chromium.OpenAsync(Screen.Desktop);
        var trapped = new List<string>();
        var (current, loaded) = ("", 0);
        await page.Context.RouteAsync("**/*", async route =>
        {
            trapped.Add($"{current}: request of {route.Request.Url}");
            await route.AbortAsync();
        });
        page.Dialog += async (_, dialog) =>
        {
            trapped.Add($"{current}: dialog “{dialog.Message}”");
            await dialog.DismissAsync();
        };
        page.Popup += (_, popup) => trapped.Add($"{current}: window {popup.Url}");
        page.Download += (_, download) => trapped.Add($"{current}: download {download.Url}");
        page.FrameNavigated += (_, frame) =>
        {
            if (frame.Url != "about:blank")
                trapped.Add($"{current}: navigation to {frame.Url}");
        };
        page.WebSocket += (_, socket) => trapped.Add($"{current}: socket to {socket.Url}");
        page.Worker += (_, worker) => trapped.Add($"{current}: worker {worker.Url}");
        page.PageError += (_, error) => trapped.Add($"{current}: script error {error}");
        foreach (var (name, html) in Pages())
        {
            current = name;
            // Without its content policy too: the page is harmless by itself, the policy is the second lock.
            await page.SetContentAsync(html.Replace("http-equiv=\"Content-Security-Policy\"", "name=\"policy\"", StringComparison.Ordinal), new PageSetContentOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
            // What waits for a pointer or for focus gets both.
            await page.EvaluateAsync("for (const e of document.querySelectorAll('main *')) { e.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })); e.focus?.(); }");
            loaded++;
        }
        await page.WaitForTimeoutAsync(500);
        await page.Context.CloseAsync();
        Assert.Empty(trapped);
        TestContext.Current.TestOutputHelper?.WriteLine($"{loaded} pages loaded");
    }

    private static IEnumerable<(string Name, string Page)> Pages()
    {
        var files = Directory.GetFiles(SharedData.Require("corpora/hostile"), "*", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(SharedData.Require("corpora/documents/html"), "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var (name, bytes) = (Path.GetFileName(file), File.ReadAllBytes(file));
            if (Page(name, bytes) is { } page)
                yield return (name, page);
            // What is an attack on pages is one most of all as a page; a list of them is many.
            var extension = Path.GetExtension(name);
            if (extension is ".test" or ".svg" or ".xml" or ".demo" or ".xsl" or ".xslt" or ".htm" or ".xhtml" && Page(name + ".html", bytes) is { } markup)
                yield return (name + " as a page", markup);
            if (extension is not (".txt" or ".json"))
                continue;
            foreach (var (some, index) in File.ReadLines(file).Chunk(40).Select((lines, index) => (lines, index)))
            {
                var text = string.Concat(some.Select(l => $"<p>Words {l} words</p>\n<div><a href=\"{l}\">x</a><img src='{l}' alt=x></div>\n"));
                if (Page(name + ".html", Encoding.UTF8.GetBytes("<html><body><h1>Words</h1>" + text)) is { } lines)
                    yield return ($"{name}, lines from {(index * 40) + 1}", lines);
            }
        }
    }

    private static string? Page(string name, byte[] bytes)
    {
        try
        {
            var result = DocumentReader.Read(new SourceFile(name, bytes), ReadOptions.Default, TestContext.Current.CancellationToken);
            return Encoding.UTF8.GetString(HtmlRenderer.RenderPage(result.Document, new FrontMatter { Title = name }));
        }
        catch (RejectedException)
        {
            return null; // A rejected file shows nothing.
        }
    }
}
