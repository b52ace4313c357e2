using System.Globalization;
using System.Text;
using CsCheck;
using Pipeline.Testing;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Pdf;
using Pipeline.Typesetting.Tests.Images;
using UglyToad.PdfPig;

namespace Pipeline.Typesetting.Tests.Pdf;

public class PdfWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_document_of_all_parts_passes_the_checkers()
    {
        using var file = TestFile.Write(AllParts());
        file.Check();
    }

    [Fact]
    public void The_same_pages_give_the_same_bytes_in_every_culture()
    {
        var first = PdfWriter.Write(AllParts(), Cancellation);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            // A culture made by hand, since no others are there: a comma for decimals, other digits' grouping, other signs.
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign, other.NumberFormat.NumberGroupSeparator) = (",", "~", ".");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(first, PdfWriter.Write(AllParts(), Cancellation));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Structure_tree_is_as_expected() => Golden.Match("structure.txt", TreeDump.Of(PdfWriter.Write(AllParts(), Cancellation)));

    [Fact]
    public void Content_has_no_operator_too_many()
    {
        var pages = new TestPages();
        var paragraph = pages.Add(new StructureElement("P"));
        pages.Line(paragraph, "Plain ", 100);
        pages.Line(paragraph, "again ", 114);
        pages.Line(paragraph, "red", 114, x: 140, color: new Color(255, 0, 0));
        pages.Line("P", "Bold", 140, TestFonts.Bold);
        pages.Page.Add(new RectangleItem { X = 72, Y = 150, Width = 100, Height = 0.5f, Color = new Color(51, 51, 51) }, null);
        pages.Line(null, "Page 1", 800, artifact: ArtifactKind.Footer);
        Golden.Match("content.txt", Content(pages));
    }

    [Fact]
    public void Metadata_and_information_say_the_same()
    {
        var pages = new TestPages();
        pages.Line("P", "x", 100);
        var document = new PagedDocument
        {
            Title = "Ein <Titel> & mehr — 标题",
            Language = "de",
            Authors = ["A. Author", "B. Author"],
            Subject = "A subject",
            Publisher = "A publisher",
            Date = "2011-07-12",
            Pages = pages.Finish().Pages,
            Root = pages.Root,
        };
        using var file = TestFile.Write(document);
        file.Check();
        using var pdf = PdfDocument.Open(file.Bytes);
        Assert.Equal((document.Title, "A. Author; B. Author", "A subject"), (pdf.Information.Title, pdf.Information.Author, pdf.Information.Subject));
        Assert.Equal("D:20110712", pdf.Information.CreationDate);
        var xmp = Encoding.UTF8.GetString(file.Bytes);
        foreach (var expected in (string[])["Ein &lt;Titel&gt; &amp; mehr — 标题", "A. Author", "B. Author", "A subject", "A publisher", "<xmp:CreateDate>2011-07-12<", "<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"])
            Assert.Contains(expected, xmp);
    }

    [Fact]
    public void Control_characters_in_a_title_leave_the_packet_sound()
    {
        var pages = new TestPages();
        pages.Line("P", "x", 100);
        using var file = TestFile.Write(pages.Finish("A\u0001title\u000B\uFFFF with (parentheses\\"));
        file.Check();
    }

    [Fact]
    public void Without_a_date_the_file_has_none()
    {
        var text = Encoding.Latin1.GetString(PdfWriter.Write(Small(), Cancellation));
        Assert.DoesNotContain("CreateDate", text);
        Assert.DoesNotContain("dc:date", text);
    }

    [Fact]
    public void Addresses_are_ascii()
    {
        Assert.Equal("https://example.org/%C3%A9t%C3%A9?q=%E4%BA%BA%20b&c=%20#x", UriText.Escape("https://example.org/été?q=人 b&c=%20#x"));
        Assert.Equal("https://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D", UriText.Escape("https://example.org/\"<>\\^`{|}"));
    }

    [Fact]
    public void Many_pages_make_balanced_trees()
    {
        var pages = new TestPages();
        for (var i = 0; i < 150; i++)
        {
            if (i > 0) pages.NewPage();
            pages.Line("P", $"Page {i + 1}", 100);
        }
        using var file = TestFile.Write(pages.Finish());
        file.Check();
        using var pdf = PdfDocument.Open(file.Bytes);
        Assert.Equal(150, pdf.NumberOfPages);
        Assert.Equal("Page 150", pdf.GetPage(150).Text);
    }

    [Fact]
    public void Bookmarks_lead_to_their_pages()
    {
        using var file = TestFile.Write(AllParts());
        using var pdf = PdfDocument.Open(file.Bytes);
        Assert.True(pdf.TryGetBookmarks(out var bookmarks));
        Assert.Equal([("First – eins", 0, 1), ("Below", 1, 1), ("Second", 0, 2)],
            bookmarks.GetNodes().OfType<UglyToad.PdfPig.Outline.DocumentBookmarkNode>().Select(n => (n.Title, n.Level, n.PageNumber)));
    }

    [Fact]
    public void A_document_of_press_colours_says_what_they_mean_and_is_archival()
    {
        var image = new Documents.ImageData(Fixtures.Read("quadrants-cmyk.jpg"), Documents.ImageFormat.Jpeg, 32, 16);
        var pages = new TestPages();
        pages.Page.Add(new ImageItem { Image = image, X = 10, Y = 10, Width = 32, Height = 16 }, pages.Add(new StructureElement("Figure") { Alt = "x" }));
        var text = Encoding.UTF8.GetString(PdfWriter.Write(pages.Finish(), Cancellation));
        Assert.Contains("<pdfaid:part>2", text);
        Assert.Contains("/N 4/Alternate/DeviceCMYK", text);
    }

    [Fact]
    public void Cancellation_is_heard() =>
        Assert.Throws<OperationCanceledException>(() => PdfWriter.Write(Small(), new CancellationToken(canceled: true)));

    [Fact]
    public void Any_tree_and_any_text_is_written_soundly()
    {
        Tools.Require("qpdf", "qpdf");
        var fonts = new[] { TestFonts.Serif, TestFonts.Sans, TestFonts.Monospace, TestFonts.Arabic, TestFonts.Chinese };
        var text = Gen.OneOf(
            Gen.String[Gen.Char["abcfiflWA.,()\\ 0123456789"], 1, 30],
            Gen.String[Gen.Char["بتثالمىًَُِّـ "], 1, 30],
            Gen.String[Gen.Char["人国\u0301\u200D\u00AD\u00A0 éß"], 1, 30]);
        var step = Gen.Select(Gen.Int[0, 5], text, Gen.Int[0, fonts.Length - 1], Gen.Bool, Gen.Float[-50, 900]);
        step.List[1, 40].Sample(steps =>
        {
            var pages = new TestPages();
            var open = pages.Root;
            foreach (var (kind, line, font, rightToLeft, y) in steps)
            {
                if (kind == 0) pages.NewPage();
                if (kind == 1) open = open.Add(new StructureElement("Div") { Language = "ar", Title = line });
                if (kind == 2) open = open.Parent ?? open;
                if (kind == 3) pages.Page.Add(new RectangleItem { X = y, Y = y, Width = y, Height = 1 }, rightToLeft ? open : null);
                pages.Line(rightToLeft && kind == 4 ? null : open, line, y, fonts[font], 1 + Math.Abs(y) / 30, rightToLeft);
            }
            using var file = TestFile.Write(pages.Finish());
            file.Sound();
        }, iter: 25);
    }

    private static string Content(TestPages pages)
    {
        using var file = new PdfFile();
        using var buffer = new PdfBuffer();
        using var resources = new DocumentResources(file);
        resources.Collect(pages.Page);
        resources.Encode();
        new PageContent(buffer, resources).Write(pages.Page, []);
        // Codes are two bytes each; shown in hexadecimal.
        var text = new StringBuilder();
        foreach (var value in buffer.Written) text.Append(value is >= 32 and < 127 or 10 ? (char)value : $"\\x{value:X2}");
        return text.ToString();
    }

    private static PagedDocument Small()
    {
        var pages = new TestPages();
        pages.Line("P", "Small", 100);
        return pages.Finish();
    }

    private static PagedDocument AllParts()
    {
        var pages = new TestPages();
        pages.Line(null, "Running head", 40, artifact: ArtifactKind.Header);
        var h1 = pages.Line("H1", "First – eins", 80, TestFonts.Bold, 20);
        var firstPage = pages.Page;

        var paragraph = pages.Add(new StructureElement("P"));
        pages.Line(paragraph, "See ", 110);
        var link = paragraph.Add(new StructureElement("Link"));
        pages.Line(link, "the site", 110, x: 100, color: new Color(0, 0, 160));
        pages.Page.AddLink(new LinkArea { Page = pages.Page, X = 100, Y = 100, Width = 40, Height = 14, Element = link, Description = "The site", Address = "https://example.org/été" });
        pages.Page.Add(new RectangleItem { X = 100, Y = 112, Width = 40, Height = 0.5f }, null);
        pages.Line(paragraph, " and the note", 110, x: 142);
        var reference = paragraph.Add(new StructureElement("Reference")).Add(new StructureElement("Link"));
        pages.Line(reference, "1", 106, size: 7, x: 220);
        var noteLink = new LinkArea { Page = pages.Page, X = 220, Y = 98, Width = 5, Height = 9, Element = reference, Description = "Note 1" };
        pages.Page.AddLink(noteLink);

        var list = pages.Add(new StructureElement("L") { ListNumbering = "Decimal" });
        var item = list.Add(new StructureElement("LI"));
        pages.Line(item.Add(new StructureElement("Lbl")), "1.", 140);
        pages.Line(item.Add(new StructureElement("LBody")).Add(new StructureElement("P")), "An item", 140, x: 90);

        var table = pages.Add(new StructureElement("Table"));
        var head = table.Add(new StructureElement("THead")).Add(new StructureElement("TR"));
        pages.Line(head.Add(new StructureElement("TH") { Scope = "Column", Id = "h1", ColumnSpan = 2 }), "Head", 170, TestFonts.Bold);
        var row = table.Add(new StructureElement("TBody")).Add(new StructureElement("TR"));
        pages.Line(row.Add(new StructureElement("TD") { Headers = ["h1"] }), "a", 190);
        pages.Line(row.Add(new StructureElement("TD") { Headers = ["h1"] }), "b", 190, x: 140);

        var figure = pages.Add(new StructureElement("Figure") { Alt = "A pattern, 图" });
        pages.Page.Add(new ImageItem { Image = TestPng.Make(8, 8, 6, 8), X = 72, Y = 210, Width = 80, Height = 80 }, figure);
        var h2 = pages.Line("H2", "Below", 320, TestFonts.Bold, 14);
        pages.Line("P", "人人生而自由", 350, TestFonts.Chinese, language: "zh-Hans");
        pages.Line("P", "يولد جميع الناس أحرارًا", 380, TestFonts.Arabic, 12, true, "ar");
        var split = pages.Add(new StructureElement("P"));
        pages.Line(split, "A paragraph that goes on ", 410);

        var second = pages.NewPage();
        pages.Line(split, "on the next page.", 80);
        var last = pages.Line("H1", "Second", 110, TestFonts.Bold, 20);
        var missing = pages.Add(new StructureElement("P")).Add(new StructureElement("Span") { ActualText = "𓀀", Language = "en" });
        pages.Page.Add(new FrameItem { X = 72, Y = 130, Width = 10, Height = 12 }, missing);
        var note = pages.Add(new StructureElement("Note") { Id = "note-1" });
        pages.Line(note, "1 A note.", 780, TestFonts.Serif, 8);
        noteLink.Target = new Destination(second, 770) { Element = note };

        return pages.Finish("All parts", "en",
        [
            new Bookmark("First – eins", new Destination(firstPage, 60) { Element = h1 }, [new Bookmark("Below", new Destination(firstPage, 306) { Element = h2 }, [])]),
            new Bookmark("Second", new Destination(second, 90) { Element = last }, []),
        ]);
    }
}
