using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading;

public class MarkdownReaderTests
{
    private static readonly byte[] Chart = Fixtures.Read("dot.png");

    [Theory]
    [InlineData("everything.md")]
    [InlineData("raw-html.md")]
    [InlineData("languages.md")]
    [InlineData("jekyll.md")]
    [InlineData("statement.txt")]
    [InlineData("letter.txt")]
    public void Fixture_reads_and_renders_as_before(string name)
    {
        var result = Read.Bytes(name, Fixtures.Read(name), new ReadOptions { Images = image => image == "dot.png" ? Chart : (ReadOnlyMemory<byte>?)null });

        Golden.Match(name + ".model", ModelDump.Of(result));
        var page = Read.Page(result);
        Golden.Match(name + ".html", page[page.IndexOf("<main>", StringComparison.Ordinal)..]);
        Golden.Match(name + ".plain", Read.PlainText(result));
    }

    [Fact]
    public void Picture_comes_through_the_lookup_by_its_relative_name()
    {
        var asked = new List<string>();
        var options = new ReadOptions
        {
            Images = name =>
            {
                asked.Add(name);
                return Chart;
            },
        };

        var document = Read.Markdown("Text\n\n![A dot](img/my%20dot.png \"Caption\")\n\n![](./dot.png) inline", options).Document;

        Assert.Equal(["img/my dot.png", "dot.png"], asked);
        var figure = Assert.IsType<Figure>(document.Blocks[1]);
        Assert.Equal(("A dot", "Caption"), (figure.Image.Alt, DocumentText.Of(figure.Caption)));
        Assert.Equal((ImageFormat.Png, 1, 1), (document.Images[figure.Image.Source].Format, document.Images[figure.Image.Source].Width, document.Images[figure.Image.Source].Height));
    }

    [Theory]
    [InlineData("../secret.png")]
    [InlineData("/etc/passwd")]
    [InlineData("..%2fsecret.png")]
    [InlineData("C:/secret.png")]
    [InlineData("https://example.org/a.png")]
    [InlineData("file:///etc/passwd")]
    public void Picture_outside_the_folder_is_never_asked_for(string address)
    {
        var result = Read.Markdown($"Words ![what it shows]({address})", new ReadOptions { Images = _ => throw new InvalidOperationException("asked") });

        Assert.Equal("Words what it shows", DocumentText.Lines(result.Document).Single());
        Assert.Equal("image-missing", result.Diagnostics.Single().Code);
    }

    [Fact]
    public void Picture_in_a_data_address_is_taken()
    {
        var document = Read.Markdown($"![dot](data:image/png;base64,{Convert.ToBase64String(Chart)})").Document;

        Assert.Equal(Chart, document.Images.Values.Single().Bytes.ToArray());
    }

    [Fact]
    public void Picture_with_more_pixels_than_allowed_is_left_out_before_it_is_decoded()
    {
        var huge = (byte[])Chart.Clone();
        huge[16] = huge[20] = 0x7F; // width and height of the header, ISO 15948 11.2.2

        var result = Read.Markdown("![dot](a.png)", new ReadOptions { Images = _ => huge });

        Assert.Empty(result.Document.Images);
        Assert.Equal("image-too-large", result.Diagnostics.Single().Code);
    }

    [Theory]
    [InlineData("<https://example.org/a?b=c&d>", "https://example.org/a?b=c&d")]
    [InlineData("[x](mailto:a@example.org)", "mailto:a@example.org")]
    [InlineData("[x](HTTP://example.org/a%20b)", "HTTP://example.org/a%20b")]
    [InlineData("www.example.org", "http://www.example.org")]
    [InlineData("<a@example.org>", "mailto:a@example.org")]
    [InlineData("[x](//example.org/y)", "https://example.org/y")]
    public void Absolute_addresses_are_links(string markdown, string target) =>
        Assert.Equal(target, Assert.IsType<Link>(Assert.IsType<Paragraph>(Read.Markdown(markdown).Document.Blocks[0]).Inlines[0]).Target);

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html,y)")]
    [InlineData("[x](vbscript:y)")]
    [InlineData("[x](file:///etc/passwd)")]
    [InlineData("[x](page.html)")]
    [InlineData("[x](https:///nowhere)")]
    [InlineData("[x](mailto:)")]
    [InlineData("<javascript:alert(1)>")]
    public void Other_addresses_become_text_with_a_warning(string markdown)
    {
        var result = Read.Markdown("Words " + markdown);

        Assert.All(Assert.IsType<Paragraph>(result.Document.Blocks[0]).Inlines, i => Assert.IsType<Text>(i));
        Assert.Equal("link-refused", result.Diagnostics.Single().Code);
    }

    [Fact]
    public void Many_links_of_one_kind_are_one_finding()
    {
        var finding = Read.Markdown(string.Join("\n\n", Enumerable.Range(1, 40).Select(i => $"[x](page{i}.html)"))).Diagnostics.Single();

        Assert.StartsWith("40 links", finding.Message, StringComparison.Ordinal);
        Assert.Contains("“page1.html”, “page2.html” (line 3)", finding.Message, StringComparison.Ordinal);
        Assert.Contains("and 35 more", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("> ", 20_000)]
    [InlineData("- ", 5_000)]
    [InlineData("[", 50_000)]
    [InlineData("*a **b ", 20_000)]
    [InlineData("![", 20_000)]
    [InlineData("<div>", 20_000)]
    [InlineData("<b>", 20_000)]
    [InlineData("x<b>", 20_000)]
    [InlineData("<ul><li>", 5_000)]
    [InlineData("<table><tr><td>", 1_500)]
    [InlineData("x`", 50_000)]
    [InlineData("((", 50_000)]
    [InlineData("|", 5_000)]
    [InlineData("&", 50_000)]
    [InlineData("~~^^", 20_000)]
    public void Deep_nesting_is_flattened_or_rejected_and_nothing_breaks(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + "words";
        try
        {
            var result = Read.Markdown(text);
            Assert.Contains("words", Read.Page(result), StringComparison.Ordinal);
        }
        catch (RejectedException e)
        {
            Assert.Equal("too-deeply-nested", e.Diagnostics[0].Code);
        }
    }

    [Fact]
    public void Note_that_nothing_refers_to_is_kept_at_the_end_with_a_warning()
    {
        var result = Read.Markdown("Text.[^a]\n\n[^b]: Lonely words.\n\n[^a]: Called.\n");

        Assert.Equal("Called.", DocumentText.Lines(result.Document.Notes.Single().Blocks[0]).Single());
        Assert.Equal("Lonely words.", DocumentText.Of(Assert.IsType<Paragraph>(result.Document.Blocks[^1]).Inlines));
        Assert.Equal("note-unreferenced", result.Diagnostics.Single().Code);
    }

    [Fact]
    public void Notes_stand_in_the_order_in_which_they_are_called_first()
    {
        var document = Read.Markdown("| a[^t] |\n|--|\n| b[^u] |\n\nText[^x] and[^t] more.[^y]\n\n[^y]: Y\n[^x]: X with[^z]\n[^u]: U\n[^t]: T\n[^z]: Z\n").Document;

        Assert.Equal(["T", "U", "X with", "Y", "Z"], document.Notes.Select(n => DocumentText.Lines(n.Blocks[0]).Single()));
    }

    [Fact]
    public void Line_ends_between_ideographs_are_no_spaces()
    {
        var document = Read.Markdown("联合国\n大会。\n通过 A\nB 决议\n").Document;

        Assert.Equal("联合国大会。通过 A B 决议", DocumentText.Lines(document).Single());
    }

    [Fact]
    public void Every_report_of_the_corpus_reads_and_keeps_its_words()
    {
        var files = Directory.GetFiles(SharedData.Require("corpora/markdown/reports"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var read = 0;
        foreach (var file in files)
        {
            try
            {
                var result = Read.Bytes(Path.GetFileName(file), File.ReadAllBytes(file));
                Assert.NotEmpty(Read.Page(result));
                read++;
            }
            catch (RejectedException e)
            {
                // Pages that only send the reader on to another page have no text.
                Assert.Equal("no-words", e.Diagnostics[0].Code);
            }
        }
        TestContext.Current.SendDiagnosticMessage($"{read} of {files.Count} reports read.");
        Assert.True(read >= files.Count - 5, $"{read} of {files.Count}");
    }
}
