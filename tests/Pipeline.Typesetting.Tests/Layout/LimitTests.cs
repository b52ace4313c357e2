using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Tests.Images;
using static Pipeline.Typesetting.Tests.Layout.LaidOut;

namespace Pipeline.Typesetting.Tests.Layout;

/// <summary>What goes past a limit, or cannot be shown, is said in words.</summary>
public class LimitTests(FontsFixture fixture)
{
    [Fact]
    public void Blocks_too_deep_inside_each_other_are_refused()
    {
        Block deep = Paragraph("deep");
        for (var i = 0; i < 20_000; i++) deep = i % 2 == 0 ? new Quote([deep]) : new ListBlock(ListStyle.Bullet, [new ListItem([deep])]);
        Assert.Equal("nested-too-deeply", Refused(new Document { Language = "en", Blocks = [deep] }, TypesettingOptions.Default));
        Assert.Equal("nested-too-deeply", Refused(new Document { Language = "en", Blocks = [new Table([default], [new TableRow([new TableCell([deep, deep])])])] }, TypesettingOptions.Default));
    }

    [Fact]
    public void Too_many_cells_are_refused_before_any_is_set()
    {
        var columns = Enumerable.Repeat(ColumnAlignment.Start, 2_000).ToArray();
        var row = new TableRow([new TableCell([Paragraph("x")])]);
        var table = new Table(columns, [.. Enumerable.Repeat(row, 1_000)]);
        Assert.Equal("too-many-cells", Refused(new Document { Language = "en", Blocks = [table] }, TypesettingOptions.Default));
    }

    [Fact]
    public void A_document_that_takes_too_long_is_refused() =>
        Assert.Equal("too-slow", Refused(new Document { Language = "en", Blocks = [.. Enumerable.Repeat(Paragraph(Words(500)), 400)] }, new TypesettingOptions { MaximumTime = TimeSpan.Zero }));

    [Fact]
    public void Cancelling_is_not_taken_for_slowness() =>
        Assert.Throws<OperationCanceledException>(() => PdfRenderer.Render(
            new Document { Language = "en", Blocks = [Paragraph("x")] }, new FrontMatter { Title = "Title" }, fixture.Fonts, TypesettingOptions.Default, new CancellationToken(canceled: true)));

    [Fact]
    public void A_damaged_picture_becomes_its_description_in_a_box_and_a_finding()
    {
        var good = TestPng.Make(40, 40, 2, 8);
        var laid = Lay(fixture.Fonts, WithPicture(good with { Bytes = good.Bytes[..^40] }));
        var finding = Assert.Single(laid.Diagnostics);
        Assert.Equal(("picture-not-shown", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("damaged", finding.Message, StringComparison.Ordinal);
        Assert.Equal("picture “A chart”", finding.Place);
        Assert.Empty(laid.Pages[0].Items.OfType<ImageItem>());
        Assert.Contains("A chart", Lines(laid.Pages[0]));
        Assert.Contains("Its caption", Lines(laid.Pages[0]));
        using var file = Pdf.TestFile.Write(laid);
        file.Check();
    }

    [Fact]
    public void A_picture_of_too_many_pixels_is_left_out()
    {
        var laid = Lay(fixture.Fonts, WithPicture(TestPng.Make(40, 40, 2, 8)), new TypesettingOptions { MaximumImagePixels = 1_000 });
        Assert.Equal("picture-not-shown", Assert.Single(laid.Diagnostics).Code);
    }

    [Fact]
    public void Pictures_beyond_what_a_document_may_hold_are_left_out()
    {
        var pictures = Enumerable.Range(0, 5).ToDictionary(i => $"p{i}", i => TestPng.Make(40, 40 + i, 2, 8));
        var laid = Lay(fixture.Fonts, new Document { Language = "en", Images = pictures, Blocks = [.. pictures.Keys.Select(p => new Figure(new Image(p, p), []))] },
            new TypesettingOptions { MaximumDocumentPixels = 5_000 });
        Assert.Equal(3, laid.Pages[0].Items.OfType<ImageItem>().Count());
        Assert.Equal(["picture “p3”", "picture “p4”"], laid.Diagnostics.Select(d => d.Place));
    }

    [Fact]
    public void A_turned_picture_is_as_high_as_it_is_shown()
    {
        var laid = Lay(fixture.Fonts, WithPicture(ImageTests.Jpeg("quadrants-rgb.jpg", orientation: 6)));
        var image = Assert.Single(laid.Pages[0].Items.OfType<ImageItem>());
        Assert.Equal((12f, 24f), (image.Width, image.Height));
    }

    [Fact]
    public void A_picture_in_press_colours_is_shown_with_a_finding()
    {
        var laid = Lay(fixture.Fonts, WithPicture(ImageTests.Jpeg("quadrants-cmyk.jpg")));
        Assert.Single(laid.Pages[0].Items.OfType<ImageItem>());
        Assert.Equal(("picture-in-press-colours", Severity.Info), (laid.Diagnostics[0].Code, laid.Diagnostics[0].Severity));
    }

    [Fact]
    public void A_very_tall_picture_fits_its_page_with_its_caption_in_a_line_or_alone()
    {
        var tall = TestPng.Make(4, 4_000, 0, 8);
        var document = WithPicture(tall);
        var laid = Lay(fixture.Fonts, document with { Blocks = [Paragraph(Words(300)), .. document.Blocks, new Paragraph([new Text("in a line "), new Image("p", "tall")])] });
        AssertInside(laid);
        Assert.Equal(2, laid.Pages.Sum(p => p.Items.OfType<ImageItem>().Count()));
        Assert.Contains("Its caption", Lines(laid.Pages.First(p => p.Items.OfType<ImageItem>().Any())));
    }

    private static Document WithPicture(ImageData image) => new()
    {
        Language = "en",
        Images = new Dictionary<string, ImageData> { ["p"] = image },
        Blocks = [new Figure(new Image("p", "A chart"), [new Text("Its caption")])],
    };

    private string Refused(Document document, TypesettingOptions options) => Assert.Throws<RejectedException>(() => PdfRenderer.Render(
        document, new FrontMatter { Title = "Title" }, fixture.Fonts, options, TestContext.Current.CancellationToken)).Diagnostics[0].Code;
}
