using Pipeline.Documents;
using Pipeline.Typesetting.Layout;
using Pipeline.Typesetting.Pages;
using static Pipeline.Typesetting.Tests.Layout.LaidOut;

namespace Pipeline.Typesetting.Tests.Layout;

public class TableTests(FontsFixture fixture)
{
    [Fact]
    public void A_cell_over_hundreds_of_rows_goes_on_from_page_to_page()
    {
        var rows = Enumerable.Range(0, 300).Select(i => i == 0
            ? new TableRow([Cell(Words(2_000, "tall")) with { RowSpan = 300 }, Cell("row 0")])
            : Row($"row {i}"));
        var laid = Lay(fixture.Fonts, Table(2, [Row("Head", "Other"), .. rows]));
        AssertInside(laid);
        Assert.True(laid.Pages.Count >= 8);
        Assert.Equal(2_000, Count(laid, "tall"));
        Assert.Equal(300, Count(laid, "row "));
        Assert.Contains("tall", Text(laid.Pages[1]), StringComparison.Ordinal);
        Assert.All(laid.Pages.Take(8), p => Assert.Contains("Head", string.Concat(p.Items.OfType<TextItem>().Select(TextOf)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_higher_than_a_page_within_joined_rows_is_split()
    {
        var laid = Lay(fixture.Fonts, Table(3,
            [Row("A", "B", "C"),
            new TableRow([Cell("joins") with { RowSpan = 2 }, Cell(Words(1_500, "first")), Cell("c")]),
            new TableRow([Cell(Words(900, "second")), Cell("d")])]));
        AssertInside(laid);
        Assert.Equal((1_500, 900), (Count(laid, "first"), Count(laid, "second")));
    }

    [Fact]
    public void A_table_too_wide_for_the_page_stands_on_landscape_pages_with_its_heading_and_its_notes()
    {
        var noted = new TableCell([new Paragraph([new Text("estimated"), new NoteReference("n")])]);
        var document = new Document
        {
            Language = "en",
            Blocks =
            [
                Paragraph("before"),
                new Heading(2, [new Text("Wide figures")]) { Id = "wide" },
                Table(12, [Row([.. Enumerable.Range(0, 12).Select(i => $"Administration {i}")]), .. Enumerable.Range(0, 60).Select(r =>
                    new TableRow([Cell($"row {r}."), r == 2 ? noted : Cell("x"), .. Enumerable.Range(2, 10).Select(i => Cell($"{r * i}"))]))]),
                Paragraph("after"),
            ],
            Notes = [new Note("n", [Paragraph("by the ministry")])],
        };
        var laid = Lay(fixture.Fonts, document);
        AssertInside(laid);
        Assert.Equal([false, true, true, true, false], laid.Pages.Select(p => p.Width > p.Height));
        Assert.All(laid.Pages, p => Assert.Equal((841.89f, 595.276f), (Math.Max(p.Width, p.Height), Math.Min(p.Width, p.Height))));
        Assert.Equal((0, 1, 1, 4), (PageOf(laid, "before"), PageOf(laid, "Wide figures"), PageOf(laid, "row 0."), PageOf(laid, "after")));
        Assert.Equal(60, Count(laid, "row "));
        // No word is broken, and the text is larger than it could be on upright pages.
        Assert.All(laid.Pages.Skip(1).Take(3), p => Assert.Contains("Administration", string.Concat(p.Items.OfType<TextItem>().Select(TextOf)), StringComparison.Ordinal));
        var row = laid.Pages[1].Items.OfType<TextItem>().Single(t => TextOf(t).StartsWith("row 0.", StringComparison.Ordinal));
        Assert.InRange(row.Size / StyleSheet.Default.TableSize, StyleSheet.Default.LandscapeBelow, 1);
        // The note at the foot of its page, the running title at its right margin.
        var note = laid.Pages[1].Items.OfType<TextItem>().Single(t => TextOf(t).Contains("ministry", StringComparison.Ordinal));
        Assert.InRange(note.Y, 595.276f - StyleSheet.Default.MarginBottom - 12, 595.276f - StyleSheet.Default.MarginBottom);
        var title = laid.Pages[1].Items.OfType<TextItem>().Single(t => t.Artifact == ArtifactKind.Header);
        Assert.InRange(title.X, 841.89f - StyleSheet.Default.MarginSide - 40, 841.89f - StyleSheet.Default.MarginSide);
        Assert.Contains("before Wide figures Administration 0", ReadingOrder(laid), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wide_table_inside_a_quotation_stays_where_it_is()
    {
        var laid = Lay(fixture.Fonts, new Quote([Table(12, [Row([.. Enumerable.Range(0, 12).Select(i => $"Administration {i}")])], headerRows: 0)]));
        AssertInside(laid);
        Assert.False(Assert.Single(laid.Pages) is { } page && page.Width > page.Height);
    }

    [Fact]
    public void Rows_that_a_cell_joins_stay_together_where_a_page_has_room()
    {
        for (var lead = 380; lead < 520; lead += 20)
        {
            var laid = Lay(fixture.Fonts, Paragraph(Words(lead)), Table(2,
                [Row("A", "B"), new TableRow([Cell("joins") with { RowSpan = 4 }, Cell("one")]), Row("two"), Row("three"), Row("four")]));
            Assert.Equal(PageOf(laid, "one"), PageOf(laid, "four"));
        }
    }

    [Fact]
    public void A_low_table_is_not_parted_and_a_higher_one_is()
    {
        for (var lead = 380; lead < 520; lead += 20)
        {
            Assert.True(OnOnePage(lead, rows: 7));
        }
        Assert.Contains(Enumerable.Range(19, 8), i => !OnOnePage(i * 20, rows: 14));

        bool OnOnePage(int lead, int rows)
        {
            var laid = Lay(fixture.Fonts, Paragraph(Words(lead)), Table(2, [Row("A", "B"), .. Enumerable.Range(1, rows).Select(r => Row($"row {r}."))]));
            return PageOf(laid, "row 1.") == PageOf(laid, $"row {rows}.");
        }
    }

    [Fact]
    public void A_rule_does_not_cross_a_cell_that_joins_rows()
    {
        var laid = Lay(fixture.Fonts, Table(2, [new TableRow([Cell("joins") with { RowSpan = 2 }, Cell("one")]), Row("two")], headerRows: 0));
        var two = laid.Pages[0].Items.OfType<TextItem>().Single(t => TextOf(t) == "two");
        var joins = laid.Pages[0].Items.OfType<TextItem>().Single(t => TextOf(t) == "joins");
        var rule = laid.Pages[0].Items.OfType<RectangleItem>().Single(r => r.Y > joins.Y && r.Y < two.Y);
        Assert.True(rule.X > joins.X + 10);
    }

    [Fact]
    public void A_header_higher_than_a_page_is_split_and_not_repeated()
    {
        var laid = Lay(fixture.Fonts, Table(2, [Row(Words(1_500, "heading"), "B"), Row("one", "two"), Row("three", "four")]));
        AssertInside(laid);
        Assert.Equal(1_500, Count(laid, "heading"));
        Assert.Equal(1_500, laid.Pages.Sum(p => string.Concat(p.Items.OfType<TextItem>().Select(TextOf)).Split("heading").Length - 1));
    }

    [Fact]
    public void Nested_tables_break_between_pages_too()
    {
        var inner = Table(2, [Row("x", "y"), .. Enumerable.Range(0, 120).Select(i => Row($"inner {i}", "value"))]);
        var laid = Lay(fixture.Fonts, Table(2, [Row("A", "B"), new TableRow([new TableCell([inner]), Cell("beside")])]));
        AssertInside(laid);
        Assert.Equal(120, Count(laid, "inner "));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(20)]
    public void Many_columns_are_set_smaller_before_a_word_is_broken(int columns)
    {
        var laid = Lay(fixture.Fonts, Table(columns, [Row([.. Enumerable.Range(0, columns).Select(i => $"Column{i}")]), Row([.. Enumerable.Range(0, columns).Select(i => $"w{i}rd")])]));
        AssertInside(laid);
        foreach (var i in Enumerable.Range(0, columns))
        {
            var word = laid.Pages[0].Items.OfType<TextItem>().Single(t => TextOf(t).Trim() == $"Column{i}");
            Assert.InRange(word.Size, 5.5f, 9f);
        }
    }

    [Fact]
    public void A_table_that_just_fits_breaks_no_word()
    {
        string[] heads = ["Region", "Planned", "Delivered", "Share", "Remark", "Officer", "Date", "Status", "Symbol", "Station", "Level", "Change"];
        var laid = Lay(fixture.Fonts, Table(12, [Row(heads), Row("Upper valley", "66000", "37613", "57.0", "unexplained.", "Wójcik", "2026-11-23", "provisional", "CN/26/111", "ST-67-C", "96.6", "-3.4")]));
        var texts = laid.Pages[0].Items.OfType<TextItem>().Select(t => TextOf(t).Trim()).ToList();
        Assert.All((string[])[.. heads, "unexplained.", "provisional"], w => Assert.Contains(w, texts));
    }

    [Fact]
    public void Sixty_columns_stay_on_the_page_and_lose_nothing()
    {
        var laid = Lay(fixture.Fonts, Table(60, [Row([.. Enumerable.Range(100, 60).Select(i => $"c{i}")]), Row([.. Enumerable.Repeat("12.5", 60)])]));
        AssertInside(laid);
        Assert.Contains("c159", ReadingOrder(laid).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_address_is_no_reason_to_set_a_table_smaller()
    {
        var laid = Lay(fixture.Fonts, Table(2, [Row("Name", "Hash"), Row("report", new string('f', 128))]));
        AssertInside(laid);
        Assert.Equal(9.3f, laid.Pages[0].Items.OfType<TextItem>().Single(t => TextOf(t) == "report").Size, 0.01f);
    }

    [Fact]
    public void The_header_keeps_two_rows_below_it_on_its_page()
    {
        for (var lead = 380; lead < 560; lead += 6)
        {
            var laid = Lay(fixture.Fonts, Paragraph(Words(lead)), Table(2, [Row("Head", "B"), .. Enumerable.Range(0, 8).Select(i => Row($"row {i}", "x"))]));
            Assert.Equal(PageOf(laid, "Head"), PageOf(laid, "row 1"));
            Assert.Equal(PageOf(laid, "row 6"), PageOf(laid, "row 7"));
        }
    }

    [Fact]
    public void With_spans_every_cell_names_its_headers()
    {
        var year = Cell("Year") with { RowSpan = 2 };
        var tonnes = Cell("Tonnes") with { ColumnSpan = 2 };
        var table = Table(3, [new TableRow([year, tonnes]), Row("planned", "delivered"), Row("2010", "1", "2"), Row("2011", "3", "4")], headerRows: 2);
        var laid = Lay(fixture.Fonts, table with { HeaderColumn = true });
        var cells = Elements(laid.Root).Where(e => e.Type is "TH" or "TD").ToList();
        Assert.Equal(
            [
                "TH table-1-1-1 ← ", "TH table-1-1-2 ← ", "TH table-1-2-2 ← table-1-1-2", "TH table-1-2-3 ← table-1-1-2",
                "TH table-1-3-1 ← table-1-1-1", "TD  ← table-1-1-2 table-1-2-2 table-1-3-1", "TD  ← table-1-1-2 table-1-2-3 table-1-3-1",
                "TH table-1-4-1 ← table-1-1-1", "TD  ← table-1-1-2 table-1-2-2 table-1-4-1", "TD  ← table-1-1-2 table-1-2-3 table-1-4-1",
            ],
            cells.Select(c => $"{c.Type} {c.Id} ← {string.Join(' ', c.Headers)}"));
        Assert.Equal(["Column", "Column", "Column", "Column", "Row", "Row"], cells.Where(c => c.Type == "TH").Select(c => c.Scope));
    }

    [Fact]
    public void A_note_in_a_cell_stands_at_the_foot_of_its_page()
    {
        var rows = Enumerable.Range(0, 60).Select(i => i == 45 ? new TableRow([new TableCell([new Paragraph([new Text("calls"), new NoteReference("n")])]), Cell("x")]) : Row($"row {i}", "x"));
        var laid = Lay(fixture.Fonts, [new Note("n", [Paragraph("The note.")])], Table(2, [Row("A", "B"), .. rows]));
        Assert.Equal(PageOf(laid, "calls"), PageOf(laid, "The note."));
    }

    private static Table Table(int columns, TableRow[] rows, int headerRows = 1) => new([.. Enumerable.Repeat(ColumnAlignment.Start, columns)], rows) { HeaderRows = headerRows };

    private static TableCell Cell(string text) => new([Paragraph(text)]);

    private static TableRow Row(params string[] cells) => new([.. cells.Select(Cell)]);
}
