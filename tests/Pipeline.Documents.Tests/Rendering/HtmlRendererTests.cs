using System.Text;
using AngleSharp.Dom;
using Pipeline.Documents.Renderers;

namespace Pipeline.Documents.Tests.Rendering;

public class HtmlRendererTests
{
    private static readonly FrontMatter Statement = new()
    {
        Title = "Statement by Nigeria",
        Kind = "Statement",
        Organization = "Nigeria",
        Speaker = "A. Person",
        Post = "Permanent Representative",
        OnBehalfOf = ["the African Group", "Chad"],
        Event = "Interactive dialogue",
        Place = "New York",
        Date = "2011-07-12",
        Symbol = "A/65/877",
        Summary = "In short.",
        Publisher = "Coalition",
        Edition = 2,
        Address = "https://example.org/documents/nigeria",
        SourceHash = "abc",
    };

    private static IElement Render(string markdown, FrontMatter? frontMatter = null)
    {
        var document = Read.Markdown(markdown).Document;
        return Read.Parsed(Encoding.UTF8.GetString(HtmlRenderer.RenderPage(document, frontMatter ?? new FrontMatter { Title = DocumentText.Of(document.Title) }))).QuerySelector("html")!;
    }

    [Fact]
    public void Fragment_is_what_stands_between_the_main_tags()
    {
        var document = Read.Markdown("# Title <main> \\</main>\n\nText `</main>`\n").Document;

        var page = HtmlRenderer.RenderPage(document, Statement);

        Assert.Equal(HtmlRenderer.RenderFragment(document, Statement), HtmlRenderer.FragmentOf(page).ToArray());
        Assert.Throws<ArgumentException>(() => HtmlRenderer.FragmentOf("<p>no page</p>"u8.ToArray()));
    }

    [Fact]
    public void Title_block_shows_the_metadata()
    {
        var html = Render("Text of the statement in the English language.\n", Statement);

        Assert.Equal("Statement by Nigeria", html.QuerySelector("title")!.TextContent);
        Assert.Equal("Statement by Nigeria", Assert.Single(html.QuerySelectorAll("h1")).TextContent);
        Assert.Equal(["Statement · Nigeria", "A. Person, Permanent Representative", "On behalf of: the African Group, Chad", "Interactive dialogue, New York", "12 July 2011 · A/65/877", "In short."],
            html.QuerySelectorAll(".document-header p").Select(p => p.TextContent));
        Assert.Equal("2011-07-12", html.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Equal(["Coalition · Edition 2", "https://example.org/documents/nigeria", "SHA-256 of the source file: abc"], html.QuerySelectorAll(".document-colophon p").Select(p => p.TextContent));
    }

    [Fact]
    public void Title_of_the_text_stays_where_the_metadata_has_another()
    {
        var html = Render("# Title of the *text*\n\nWords.\n", Statement);

        Assert.Equal("Statement by Nigeria", html.QuerySelector("h1")!.TextContent);
        Assert.Equal("Title of the <em>text</em>", html.QuerySelector(".document-subtitle")!.InnerHtml);
    }

    [Fact]
    public void Title_keeps_its_marks_where_the_metadata_has_the_same_words() =>
        Assert.Equal("A <em>title</em>", Render("# A *title*\n\nWords.\n").QuerySelector("h1")!.InnerHtml);

    [Theory]
    [InlineData("en", "12 July 2011", "On behalf of: ")]
    [InlineData("fr", "12 juillet 2011", "Au nom de\u00A0: ")]
    [InlineData("es", "12 de julio de 2011", "En nombre de: ")]
    [InlineData("pt", "12 de julho de 2011", "Em nome de: ")]
    [InlineData("ru", "12 июля 2011 года", "От имени: ")]
    [InlineData("ar", "12 تموز/يوليه 2011", "باسم: ")]
    [InlineData("zh", "2011年7月12日", "代表：")]
    [InlineData("sw", "12 July 2011", "On behalf of: ")]
    public void Words_of_the_page_are_in_the_language_of_the_document(string language, string date, string onBehalfOf)
    {
        var html = Render($"---\nlanguage: {language}\n---\nText.\n", Statement);

        Assert.Equal(language, html.GetAttribute("lang"));
        Assert.Equal(language == "ar" ? "rtl" : "ltr", html.GetAttribute("dir"));
        Assert.Equal(date, html.QuerySelector("time")!.TextContent);
        Assert.StartsWith(onBehalfOf, html.QuerySelector(".document-behalf")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2011", "2011")]
    [InlineData("2011-07", "July 2011")]
    [InlineData("2011-13", "2011-13")]
    [InlineData("soon", "soon")]
    public void Date_shows_what_is_known_of_it(string iso, string shown) => Assert.Equal(shown, UiWords.Of("en").Date(iso));

    [Fact]
    public void Notes_go_there_and_back()
    {
        var html = Render("One[^a] and two[^b] and one again[^a].\n\n[^a]: First.\n[^b]: Second.\n");

        foreach (var reference in html.QuerySelectorAll("a[role=doc-noteref]"))
            Assert.Single(html.QuerySelectorAll("#" + reference.GetAttribute("href")![1..]));
        Assert.Equal(["#note-1-ref", "#note-1-ref-2", "#note-2-ref"], html.QuerySelectorAll("a[role=doc-backlink]").Select(a => a.GetAttribute("href")));
        foreach (var back in html.QuerySelectorAll("a[role=doc-backlink]"))
            Assert.Equal("doc-noteref", html.QuerySelector("#" + back.GetAttribute("href")![1..])!.GetAttribute("role"));
        Assert.All(html.QuerySelectorAll("[role^=doc-noteref], [role=doc-backlink]"), a => Assert.NotEmpty(a.GetAttribute("aria-label")!));
    }

    [Fact]
    public void Contents_list_nests_as_the_headings_do_from_four_on()
    {
        Assert.Null(Render("# T\n\n## A\n\nx\n\n## B\n\nx\n\n### C\n\nx\n").QuerySelector("nav"));

        var nav = Render("# T\n\n## A\n\nx\n\n### B [link](https://example.org/)[^1]\n\nx\n\n### C\n\nx\n\n#### D\n\nx\n\n## E\n\nx\n\n### F\n\nx\n\n[^1]: N\n").QuerySelector("nav")!;

        Assert.Equal(["#a", "#b-link", "#c", "#e", "#f"], nav.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal(2, nav.QuerySelectorAll("ol > li > ol").Length);
        Assert.Equal(nav.GetAttribute("aria-labelledby"), nav.QuerySelector("p")!.Id);
    }

    [Fact]
    public void Simple_table_has_scopes_and_a_labelled_region_of_its_own()
    {
        var html = Render("| a | b |\n|---|--:|\n| c | 1 |\n");

        Assert.Equal(["col", "col"], html.QuerySelectorAll("thead th").Select(t => t.GetAttribute("scope")));
        var region = html.QuerySelector(".document-table")!;
        Assert.Equal(("region", "0", "Table 1"), (region.GetAttribute("role"), region.GetAttribute("tabindex"), region.GetAttribute("aria-label")));
        Assert.Equal("document-end", html.QuerySelector("tbody td:last-child")!.ClassName);
        Assert.Empty(html.QuerySelectorAll("[headers]"));
    }

    [Fact]
    public void Cells_below_spanning_headers_name_them()
    {
        var html = Render("<table><caption>Deliveries</caption><tr><th rowspan=2>Region</th><th colspan=2>Tonnes</th></tr><tr><th>2010</th><th>2011</th></tr><tr><th>North</th><td>1</td><td>2</td></tr></table>\n");

        var headers = html.QuerySelectorAll("tbody td").Select(td => td.GetAttribute("headers")!.Split(' ').Select(id => html.QuerySelector("#" + id)!.TextContent));
        Assert.Equal(["Tonnes 2010 North", "Tonnes 2011 North"], headers.Select(h => string.Join(' ', h)));
        Assert.Equal("Deliveries", html.QuerySelector("#" + html.QuerySelector(".document-table")!.GetAttribute("aria-labelledby"))!.TextContent);
    }

    [Fact]
    public void Task_boxes_say_in_words_what_they_show()
    {
        var boxes = Render("- [x] a\n- [ ] b\n").QuerySelectorAll("input[type=checkbox][disabled]");

        Assert.Equal(["Done", "Not done"], boxes.Select(b => b.GetAttribute("aria-label")));
    }

    [Fact]
    public void Every_rule_of_the_style_sheet_is_scoped()
    {
        var rules = System.Text.RegularExpressions.Regex.Replace(HtmlRenderer.StyleSheet, @"@media[^{]*\{|@page\s*\{[^}]*\}|\{[^}]*\}", "|");
        Assert.All(rules.Split('|', ',').Select(s => s.Trim(' ', '\n', '}')).Where(s => s.Length > 0), selector => Assert.StartsWith(".document", selector, StringComparison.Ordinal));
    }

    [Fact]
    public void Same_document_gives_the_same_bytes_under_any_culture()
    {
        var document = Read.Markdown("# T\n\n- a\n- b\n\n| 1 |\n|---|\n| 2 |\n").Document;
        var before = HtmlRenderer.RenderPage(document, Statement);
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            Thread.CurrentThread.CurrentCulture.NumberFormat.NegativeSign = "~";
            Thread.CurrentThread.CurrentCulture.NumberFormat.NumberGroupSeparator = "'";
            Assert.Equal(before, HtmlRenderer.RenderPage(document, Statement));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }
}
