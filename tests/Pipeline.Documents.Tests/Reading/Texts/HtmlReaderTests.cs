using System.Text;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Texts;

public class HtmlReaderTests
{
    private const string Long = "The Assembly met for two days and heard statements of sixty countries, which all spoke about the responsibility to protect people from atrocities.";

    private static ReadResult Page(string html) => Read.Bytes("page.html", Encoding.UTF8.GetBytes(html));

    private static string Text(ReadResult result) => string.Join('\n', DocumentText.Lines(result.Document));

    [Fact]
    public void Text_is_found_among_menus_headers_and_footers()
    {
        var result = Page($"""
            <!doctype html><html lang="en"><head><title>Dialogue on protection | The Coalition</title><script>alert(1)</script><style>p:hover</style></head>
            <body><header><a href="/">The Coalition</a></header><nav><ul><li><a href="/a">About us</a></li><li><a href="/b">Contact</a></li></ul></nav>
            <main><h1>Dialogue on protection</h1><p>{Long}</p><div class="share-buttons"><a href="/x">Share this</a></div><p>{Long}</p></main>
            <aside>Related reading</aside><footer>All rights reserved</footer></body></html>
            """);

        Assert.Equal("Dialogue on protection", DocumentText.Of(result.Document.Title));
        Assert.Equal($"{Long}\n{Long}", Text(result));
        Assert.Contains(result.Diagnostics, d => d.Code == "page-furniture");
        Assert.Equal("en", result.Document.Language);
    }

    [Fact]
    public void Text_is_found_in_a_page_without_elements_that_say_where_it_is()
    {
        var links = string.Concat(Enumerable.Range(0, 8).Select(i => $"<li><a href='/{i}'>Another page {i}</a></li>"));
        var result = Page($"<body><div><ul>{links}</ul></div><div id=c><h2>Dialogue</h2><p>{Long}</p><p>{Long}</p><p>{Long}</p></div><div class=footer>Address</div></body>");

        Assert.DoesNotContain("Another page", Text(result), StringComparison.Ordinal);
        Assert.DoesNotContain("Address", Text(result), StringComparison.Ordinal);
        Assert.Equal(3, result.Document.Blocks.Count);
    }

    [Fact]
    public void Heading_that_was_not_closed_before_the_main_part_keeps_its_words()
    {
        var result = Page($"<body><h1>Dialogue on protection<main><p>{Long}</p><p>{Long}</p></main></body>");

        Assert.Equal("Dialogue on protection", DocumentText.Of(result.Document.Title));
        Assert.Equal($"{Long}\n{Long}", Text(result));
    }

    [Fact]
    public void Page_that_is_all_links_stays() =>
        Assert.Contains("Report", Text(Page("<ul class=nav><li><a href='/a'>Report</a></li><li><a href='/b'>Annex</a></li></ul>")), StringComparison.Ordinal);

    [Theory]
    [InlineData("<meta charset=windows-1251>", 1251, "Заявление")]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=windows-1256'>", 1256, "بيان")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-2'?>", 28592, "Oświadczenie")]
    [InlineData("<meta charset=shift_jis>", 932, "声明")]
    [InlineData("<meta charset=windows-1252>", 65001, "Déclaration")]
    public void Encoding_is_the_declared_one_unless_the_bytes_are_utf8(string declaration, int codePage, string word)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var result = Read.Bytes("page.html", Encoding.GetEncoding(codePage).GetBytes($"{declaration}<html><body><p>{word}</p></body></html>"));

        Assert.Equal(word, Text(result));
    }

    [Fact]
    public void Metadata_is_what_the_page_says_of_itself()
    {
        var result = Page("""
            <html lang=fr><head><title>x</title><meta name="DC.title" content="Rapport"><meta name=author content="A. Diallo"><meta property="article:published_time" content="2011-07-12T10:00:00Z">
            <meta name=description content="Un résumé."><meta name=keywords content="a; b"></head><body><p>Le texte est ici.</p></body></html>
            """);

        Assert.Equal(
            ["title=Rapport", "date=2011-07-12", "authors=A. Diallo", "summary=Un résumé.", "keywords=a; b", "language=fr"],
            result.Metadata.Select(m => $"{m.Name}={m.Values[0]}"));
    }

    [Fact]
    public void Styles_of_word_processors_become_marks_and_hidden_text_goes()
    {
        var result = Page("""
            <style>.c1 { font-style: italic } @media print { .c2 { display: none } } .c3 { display: none }</style>
            <p><span style="font-weight:700">Bold</span> <span class="c1">italic</span> <span class=c2>kept</span> <span class=c3>secret words</span><span style="vertical-align:super">2</span></p>
            """);

        Assert.Equal("<p><strong>Bold</strong> <em>italic</em> kept <sup>2</sup></p>", Read.Article(result).QuerySelector("p")!.OuterHtml);
        Assert.Contains("secret words", Assert.Single(result.Diagnostics, d => d.Code == "hidden-text").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Footnotes_are_links_that_lead_there_and_back()
    {
        var result = Page("""
            <p>First<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> and second<sup id="r2"><a href="#n2">2</a></sup>.</p>
            <h2>Notes</h2>
            <div><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> One note.</p><p>Of two paragraphs.</p></div></div>
            <ol><li id=n2>Another note. <a href="#r2">↩</a></li></ol>
            """);

        Assert.Equal(["One note.|Of two paragraphs.", "Another note."], result.Document.Notes.Select(n => string.Join('|', n.Blocks.SelectMany(DocumentText.Lines))));
        Assert.Equal("First and second.", Text(result).Split('\n')[0]);
        Assert.DoesNotContain(result.Document.Blocks, b => b is Heading);
        Invariants.Assert(result.Document);
    }

    [Fact]
    public void Word_exports_keep_lists_with_their_labels()
    {
        static string Item(int level, string label, string words) =>
            $"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>{label}<span>&nbsp;&nbsp; </span></span></span><![endif]>{words}<o:p></o:p></p>";
        var result = Page($"<p class=MsoTitle>The title</p><p class=MsoToc1>Contents 3</p>{Item(1, "1.", "One")}{Item(2, "(a)", "Sub")}{Item(1, "2.", "Two")}<p class=MsoNormal>After</p>");

        Assert.Equal("The title", DocumentText.Of(result.Document.Title));
        var list = Assert.IsType<ListBlock>(result.Document.Blocks[0]);
        Assert.Equal(["1.", "2."], list.Items.Select(i => i.Label));
        Assert.Equal("(a)", Assert.IsType<ListBlock>(list.Items[0].Blocks[1]).Items[0].Label);
        Assert.Equal("After", DocumentText.Of(Assert.IsType<Paragraph>(result.Document.Blocks[1]).Inlines));
    }

    [Fact]
    public void Relative_links_are_those_of_the_address_that_the_page_was_saved_from()
    {
        var result = Page("<!doctype html><!-- saved from url=(0033)https://example.org/reports/2011/ --><html><body><p><a href='annex.html'>Annex</a> <a href='#top'>up</a> <a href='javascript:alert(1)'>x</a></p></body></html>");

        Assert.Equal(["https://example.org/reports/2011/annex.html"], Read.Article(result).QuerySelectorAll("p a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Pictures_in_the_page_itself_pass_and_others_are_named()
    {
        var dot = Convert.ToBase64String(Fixtures.Read("dot.png"));
        var result = Page($"<p><img src='data:image/png;base64,{dot}' alt='A dot' onerror='x()'></p><p><img src='https://example.org/a.png' alt='A map'></p>");

        Assert.Equal("A dot", Assert.IsType<Figure>(result.Document.Blocks[0]).Image.Alt);
        Assert.Contains("A map", Text(result), StringComparison.Ordinal);
        Assert.Contains(result.Diagnostics, d => d.Code == "image-missing");
    }

    [Theory]
    [InlineData("deep")]
    [InlineData("attributes")]
    [InlineData("elements")]
    [InlineData("unclosed")]
    public void Page_made_to_take_forever_is_rejected(string attack)
    {
        var page = attack switch
        {
            "deep" => string.Concat(Enumerable.Repeat("<div>", 200_000)),
            "attributes" => "<p " + string.Concat(Enumerable.Range(0, 300_000).Select(i => $"a{i}=1 ")) + ">",
            "elements" => string.Concat(Enumerable.Repeat("<b></b>", 500_000)),
            _ => string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<p><b id=a{i}>")),
        };

        var rejection = Read.Rejection("page.html", Encoding.UTF8.GetBytes("<p>Words</p>" + page));

        Assert.Contains(rejection.Code, (string[])["too-deeply-nested", "file-too-large"]);
    }
}
