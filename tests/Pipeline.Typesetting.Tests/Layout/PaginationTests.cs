using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using static Pipeline.Typesetting.Tests.Layout.LaidOut;

namespace Pipeline.Typesetting.Tests.Layout;

public class PaginationTests(FontsFixture fixture)
{
    [Fact]
    public void A_short_document_is_one_page_with_its_title_first()
    {
        var laid = Lay(fixture.Fonts, Paragraph("Hello world."));
        Assert.Single(laid.Pages);
        Assert.Equal(["Title", "Hello world."], Lines(laid.Pages[0]));
    }

    [Fact]
    public void Pages_are_numbered_n_of_m_and_bear_the_title_from_the_second_on()
    {
        var laid = Lay(fixture.Fonts, Paragraph(Words(2_000)));
        Assert.True(laid.Pages.Count > 2);
        for (var i = 0; i < laid.Pages.Count; i++)
        {
            var artifacts = laid.Pages[i].Items.OfType<TextItem>().Where(t => t.Content is null).Select(TextOf).ToList();
            Assert.Contains($"Page {i + 1} of {laid.Pages.Count}", artifacts);
            Assert.Equal(i > 0, artifacts.Contains("Title"));
        }
    }

    [Theory]
    [InlineData("fr", "Page 1 sur 1")]
    [InlineData("es", "Página 1 de 1")]
    [InlineData("ru", "Страница 1 из 1")]
    [InlineData("zh-Hans", "第 1 页，共 1 页")]
    [InlineData("sw", "1 / 1")]
    public void The_page_number_is_in_the_documents_language(string language, string expected)
    {
        var laid = Lay(fixture.Fonts, new Document { Language = language, Blocks = [Paragraph("x")] });
        var footer = laid.Pages[0].Items.OfType<TextItem>().Where(t => t.Artifact == ArtifactKind.Footer);
        Assert.Equal(expected, string.Concat(footer.Select(TextOf)));
    }

    [Fact]
    public void Letter_paper_has_its_own_size_and_the_same_margins()
    {
        var laid = Lay(fixture.Fonts, new Document { Language = "en", Blocks = [Paragraph(Words(2_000))] }, new TypesettingOptions { Paper = PaperSize.Letter });
        Assert.All(laid.Pages, p => Assert.Equal((612f, 792f), (p.Width, p.Height)));
        AssertInside(laid);
    }

    [Fact]
    public void A_heading_is_never_last_whatever_follows()
    {
        Block[] followers =
        [
            new ListBlock(ListStyle.Bullet, [new ListItem([Paragraph("below")])]),
            new Table([default, default], [Row("below", "b"), Row("c", "d"), Row("e", "f")]) { HeaderRows = 1 },
            new Quote([Paragraph("below")]),
            new CodeBlock("below"),
            new Table([default, default], [Row(Words(3_000, "below"), "b")]),
            new DefinitionList([new DefinitionItem([[new Text("below")]], [[Paragraph("b")]])]),
        ];
        foreach (var follower in followers)
        {
            for (var lead = 420; lead < 540; lead += 12)
            {
                var laid = Lay(fixture.Fonts, Paragraph(Words(lead)), new Heading(2, [new Text("Heading")]) { Id = "h" }, new Heading(3, [new Text("Second")]) { Id = "i" }, follower);
                var page = laid.Pages[PageOf(laid, "Heading")];
                Assert.Contains("below", Text(page), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_note_that_only_a_note_calls_is_not_lost()
    {
        var laid = Lay(fixture.Fonts,
            [new Note("a", [new Paragraph([new Text("First note."), new NoteReference("b")])]), new Note("b", [Paragraph("Second note.")])],
            new Paragraph([new Text("calls"), new NoteReference("a")]));
        Assert.Equal((1, 1), (Count(laid, "First note."), Count(laid, "Second note.")));
    }

    [Fact]
    public void Two_thousand_pages_are_laid_out()
    {
        var paragraph = Paragraph(Words(700));
        var laid = Lay(fixture.Fonts, new Document { Language = "en", Blocks = [.. Enumerable.Repeat(paragraph, 2_200)] });
        Assert.True(laid.Pages.Count > 2_000);
    }

    [Fact]
    public void No_page_starts_or_ends_with_one_line_of_a_longer_paragraph()
    {
        for (var lead = 400; lead < 560; lead += 13)
        {
            var laid = Lay(fixture.Fonts, Paragraph(Words(lead)), Paragraph(Words(60, "second")));
            var lines = laid.Pages.Select(p => Lines(p).Count(l => l.StartsWith("second", StringComparison.Ordinal))).Where(n => n > 0).ToList();
            Assert.DoesNotContain(1, lines);
        }
    }

    [Fact]
    public void A_heading_stays_with_the_text_below_it()
    {
        for (var lead = 400; lead < 560; lead += 13)
        {
            var laid = Lay(fixture.Fonts, Paragraph(Words(lead)), new Heading(2, [new Text("Heading")]) { Id = "h" }, Paragraph(Words(60, "below")));
            var page = laid.Pages.Single(p => Lines(p).Contains("Heading"));
            Assert.True(Lines(page).Count(l => l.StartsWith("below", StringComparison.Ordinal)) >= 2);
        }
    }

    [Fact]
    public void A_note_stands_at_the_foot_of_the_page_that_calls_it()
    {
        for (var lead = 300; lead < 700; lead += 7)
        {
            var laid = Lay(fixture.Fonts, [new Note("n", [Paragraph("The note.")])],
                Paragraph(Words(lead)), new Paragraph([new Text("calls"), new NoteReference("n")]), Paragraph(Words(300)));
            var page = laid.Pages.Single(p => Lines(p).Any(l => l.StartsWith("calls", StringComparison.Ordinal)));
            Assert.Equal("1The note.", Lines(page)[^1]);
        }
    }

    [Fact]
    public void A_note_longer_than_a_page_goes_on_at_the_foot_of_the_next()
    {
        var laid = Lay(fixture.Fonts, [new Note("n", [Paragraph(Words(2_000, "note"))])],
            new Paragraph([new Text("calls"), new NoteReference("n")]), Paragraph(Words(900)));
        Assert.Equal(2_000, laid.Pages.Sum(p => Lines(p).Sum(l => l.Split("note").Length - 1)));
        Assert.True(laid.Pages.Count(p => Lines(p).Any(l => l.Contains("note", StringComparison.Ordinal))) >= 2);
    }

    [Fact]
    public void A_table_over_several_pages_repeats_its_header_as_an_artifact()
    {
        var rows = Enumerable.Range(0, 200).Select(i => Row($"cell {i}", "value")).Prepend(Row("Head", "Other"));
        var laid = Lay(fixture.Fonts, new Table([ColumnAlignment.Start, ColumnAlignment.End], [.. rows]) { HeaderRows = 1 });
        Assert.True(laid.Pages.Count > 3);
        foreach (var page in laid.Pages)
        {
            var head = page.Items.OfType<TextItem>().Single(t => TextOf(t) == "Head");
            Assert.Equal(page.Index == 0, head.Content is not null);
            Assert.Contains(page.Items.OfType<TextItem>(), t => TextOf(t).StartsWith("cell", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_row_higher_than_a_page_is_split_and_loses_nothing()
    {
        var laid = Lay(fixture.Fonts, new Table([ColumnAlignment.Start, ColumnAlignment.Start], [Row("Head", "Other"), Row(Words(3_000, "tall"), "short")]) { HeaderRows = 1 });
        Assert.True(laid.Pages.Count > 2);
        Assert.Equal(3_000, laid.Pages.Sum(p => Lines(p).Sum(l => l.Split("tall").Length - 1)));
    }

    [Fact]
    public void A_word_wider_than_its_column_is_broken_and_stays_inside()
    {
        var laid = Lay(fixture.Fonts, Paragraph(new string('x', 400)));
        Assert.Equal(400, Lines(laid.Pages[0]).Sum(l => l.Count(c => c == 'x')));
        foreach (var item in laid.Pages[0].Items.OfType<TextItem>())
            Assert.InRange(item.X + item.Words.ToArray().Sum(w => w.Word.Advance * item.Size / item.Font.UnitsPerEm), 0, laid.Pages[0].Width - 70);
    }

    [Fact]
    public void Too_many_pages_are_refused_in_plain_words()
    {
        var document = new Document { Language = "en", Blocks = [Paragraph(Words(5_000))] };
        var refused = Assert.Throws<RejectedException>(() => PdfRenderer.Render(
            document, new FrontMatter { Title = "Title" }, fixture.Fonts, new TypesettingOptions { MaximumPages = 3 }, TestContext.Current.CancellationToken));
        Assert.Equal("too-many-pages", refused.Diagnostics[0].Code);
    }

    private static TableRow Row(params string[] cells) => new([.. cells.Select(c => new TableCell([Paragraph(c)]))]);
}
