using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using static Pipeline.Typesetting.Tests.Layout.LaidOut;

namespace Pipeline.Typesetting.Tests.Layout;

public class ContentsTests(FontsFixture fixture)
{
    [Theory]
    [InlineData("en", TextDirection.LeftToRight)]
    [InlineData("ar", TextDirection.RightToLeft)]
    public void A_long_report_lists_its_headings_with_their_pages(string language, TextDirection direction)
    {
        var laid = Lay(fixture.Fonts, Report(language, direction, 12));
        var toc = Elements(laid.Root).First(e => e.Type == "TOC");
        var entries = Elements(toc).Where(e => e.Type == "TOCI").ToList();
        Assert.Equal(24, entries.Count);
        var texts = TextByElement(laid);
        foreach (var entry in entries)
        {
            Assert.Equal("Reference", Assert.IsType<StructureElement>(entry.Kids[0]).Type);
            var link = (StructureElement)((StructureElement)entry.Kids[0]).Kids[0];
            var area = Assert.Single(link.Kids.OfType<LinkArea>());
            Assert.EndsWith($"{area.Target!.Page.Index + 1}", texts[link].Trim(), StringComparison.Ordinal);
            Assert.Contains(area.Description.Split(' ')[0], texts[area.Target.Element!], StringComparison.Ordinal);
        }
        // Headings of the third level are in lists of their own, within the item above.
        Assert.All(entries.Where((_, i) => i % 2 == 0), e => Assert.Equal("TOC", ((StructureElement)e.Kids[1]).Type));
        Assert.Equal("H1", ((StructureElement)laid.Root.Kids[0]).Type);
        Assert.Same(toc, laid.Root.Kids[1]);
        AssertInside(laid);
    }

    [Fact]
    public void The_list_passes_the_checkers()
    {
        using var file = Pdf.TestFile.Write(Lay(fixture.Fonts, Report("en", TextDirection.LeftToRight, 12)));
        file.Check();
    }

    [Fact]
    public void A_short_document_and_one_with_few_headings_have_no_list()
    {
        Assert.DoesNotContain(Elements(Lay(fixture.Fonts, Report("en", TextDirection.LeftToRight, 2)).Root), e => e.Type == "TOC");
        var few = new Document { Language = "en", Blocks = [new Heading(2, [new Text("One")]) { Id = "one" }, Paragraph(Words(9_000))] };
        Assert.DoesNotContain(Elements(Lay(fixture.Fonts, few).Root), e => e.Type == "TOC");
    }

    [Fact]
    public void An_authors_own_list_is_enough()
    {
        var report = Report("en", TextDirection.LeftToRight, 12);
        var own = report with { Blocks = [new Heading(2, [new Text("Contents")]) { Id = "contents" }, .. report.Blocks] };
        Assert.DoesNotContain(Elements(Lay(fixture.Fonts, own).Root), e => e.Type == "TOC");
    }

    [Fact]
    public void Very_many_headings_are_listed_by_chapter_only()
    {
        var laid = Lay(fixture.Fonts, Report("en", TextDirection.LeftToRight, 40));
        Assert.Equal(40, Elements(laid.Root).Count(e => e.Type == "TOCI"));
    }

    [Fact]
    public void An_option_turns_it_off()
    {
        var laid = Lay(fixture.Fonts, Report("en", TextDirection.LeftToRight, 12), new TypesettingOptions { ContentsFromPages = int.MaxValue });
        Assert.DoesNotContain(Elements(laid.Root), e => e.Type == "TOC");
    }

    private static Document Report(string language, TextDirection direction, int chapters) => new()
    {
        Language = language,
        Direction = direction,
        Blocks = [.. Enumerable.Range(1, chapters).SelectMany(i => (Block[])
        [
            new Heading(2, [new Text($"Chapter{i} of the report")]) { Id = $"c{i}" }, Paragraph(Words(350)),
            new Heading(3, [new Text($"Section{i} that is longer")]) { Id = $"s{i}" }, Paragraph(Words(150)),
        ])],
    };

    private static Dictionary<StructureElement, string> TextByElement(PagedDocument document) =>
        document.Pages.SelectMany(p => p.Items).OfType<TextItem>().Where(t => t.Content is not null)
            .GroupBy(t => t.Content!.Element).ToDictionary(g => g.Key, g => string.Concat(g.Select(TextOf)));
}
