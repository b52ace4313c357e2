using CsCheck;

namespace Pipeline.Documents.Tests;

public class DocumentBuilderTests
{
    private static Document Finish(params IReadOnlyList<Block> blocks) => DocumentBuilder.Finish(new Document { Language = "en", Blocks = blocks });

    private static Heading H(int level, string text) => new(level, [new Text(text)]);

    private static Paragraph P(params IReadOnlyList<Inline> inlines) => new(inlines);

    [Theory]
    [InlineData("1 2 3 2", "T 2 3 2")]
    [InlineData("1 2 1 2 3", "T 2 2 3 4")]
    [InlineData("2 3 3", "T 2 2")]
    [InlineData("2 3 2", "2 3 2")]
    [InlineData("1 4 6 4 2", "T 2 3 2 2")]
    [InlineData("3 1 2", "2 2 3")]
    [InlineData("1 2 3 4 5 6", "T 2 3 4 5 6")]
    [InlineData("1 1 2 3 4 5 6", "T 2 3 4 5 6 6")]
    public void Headings_get_levels_from_2_that_skip_none(string levels, string expected)
    {
        var document = Finish([.. levels.Split(' ').Select((l, i) => H(int.Parse(l, null), "Heading " + i))]);

        var found = string.Join(' ', document.Blocks.Cast<Heading>().Select(h => h.Level));
        Assert.Equal(expected, (document.Title.Count > 0 ? "T " : "") + found);
    }

    [Theory]
    [InlineData("The people of the region want peace.", "en", false)]
    [InlineData("The people of the region want peace and security, and they have the right to be heard by those who decide about them and their children.", "en", true)]
    [InlineData("Les peuples de la région veulent la paix et la sécurité, et ils ont le droit d'être entendus par ceux qui décident de leur avenir et de celui de leurs enfants.", "fr", true)]
    [InlineData("各位代表，我们今天在这里开会。", "zh", false)]
    [InlineData("Η ειρήνη", "el", false)]
    public void A_language_is_clear_where_enough_of_the_text_says_so(string text, string language, bool clear) =>
        Assert.Equal(new TextLanguage(language, clear), Finish(P(new Text(text))).ReadsAs);

    [Fact]
    public void A_language_is_not_clear_where_as_much_text_is_in_another_or_in_one_that_is_not_known()
    {
        const string English = "The people of the region want peace and security, and they have the right to be heard by those who decide about them and their children.";
        const string French = "Les peuples de la région veulent la paix et la sécurité, et ils ont le droit d'être entendus par ceux qui décident de leur avenir.";
        const string Welsh = "Genir pawb yn rhydd ac yn gydradd â'i gilydd mewn urddas a hawliau. Fe'u cynysgaeddir â rheswm a chydwybod, a dylai pawb ymddwyn y naill at y llall mewn ysbryd cymodlon.";

        Assert.True(Finish(P(new Text(English)), P(new Text(English)), P(new Text(French))).ReadsAs?.Clear);
        Assert.False(Finish(P(new Text(English)), P(new Text(French)), P(new Text(French[..60]))).ReadsAs?.Clear);
        Assert.False(Finish(P(new Text(English)), P(new Text(Welsh))).ReadsAs?.Clear);
        Assert.Null(Finish(P(new Text("2011"))).ReadsAs);
    }

    [Fact]
    public void Anchors_are_words_of_any_script_and_unique()
    {
        var document = Finish(P(new Text("Words")), H(2, "Scope & aims"), H(2, "Scope & aims"), H(2, "Основные положения"), H(2, "第一章"), H(2, "!?"), H(2, "Note 1"), H(2, "Contents"), H(2, "Cafe\u0301"));

        Assert.Equal(["scope-aims", "scope-aims-2", "основные-положения", "第一章", "section", "section-note-1", "section-contents", "café"], document.Blocks.OfType<Heading>().Select(h => h.Id));
    }

    [Fact]
    public void Links_to_headings_find_them_however_they_are_spelled()
    {
        var document = Finish(P(new Link("#scope--aims", [new Text("a")]), new Link("#Scope-Aims", [new Text("b")]), new Link("#nowhere", [new Text("c")])), H(2, "Scope & aims"), H(2, "Other"));

        Assert.Equal(["#scope-aims", "#scope-aims"], Assert.IsType<Paragraph>(document.Blocks[0]).Inlines.OfType<Link>().Select(l => l.Target));
        Assert.Equal("c", Assert.IsType<Text>(Assert.IsType<Paragraph>(document.Blocks[0]).Inlines[2]).Value);
    }

    [Fact]
    public void Neighbouring_texts_are_one_and_empty_things_are_gone()
    {
        var document = Finish(
            P(new Text(" One "), new Text(""), new Text(" two"), new Styled(InlineStyle.Strong, [new Text("")]), new LineBreak()),
            P(), P(new Text("  ")), new Quote([P()]), new ListBlock(ListStyle.Bullet, []), new CodeBlock("\n"), H(2, " "),
            new Table([], [new TableRow([new TableCell([])])]));

        Assert.Equal("One two", Assert.IsType<Text>(Assert.Single(Assert.IsType<Paragraph>(Assert.Single(document.Blocks)).Inlines)).Value);
    }

    [Fact]
    public void Containers_past_the_limit_are_flattened_with_all_their_words()
    {
        Block block = P(new Text("innermost"));
        for (var i = 0; i < 100; i++)
            block = i % 2 == 0 ? new Quote([P(new Text("q" + i)), block]) : new ListBlock(ListStyle.Bullet, [new ListItem([P(new Text("l" + i)), block])]);

        var document = Finish(block);

        Assert.Equal(101, DocumentText.Lines(document).Count());
        Assert.Equal(ReadOptions.Default.MaximumNesting, Depth(document.Blocks) - 1);
    }

    [Fact]
    public void Spans_end_within_the_table()
    {
        var cell = new TableCell([P(new Text("a"))]) { RowSpan = 99, ColumnSpan = 2 };

        var table = Assert.IsType<Table>(Finish(new Table([], [new TableRow([cell]), new TableRow([new TableCell([P(new Text("b"))])])]) { HeaderRows = 7 }).Blocks[0]);

        Assert.Equal((2, 2, 3), (table.Rows[0].Cells[0].RowSpan, table.HeaderRows, table.Columns.Count));
    }

    [Fact]
    public void Link_in_a_link_is_one_link()
    {
        var link = Assert.IsType<Link>(Assert.IsType<Paragraph>(Finish(P(new Link("https://a.example/", [new Text("a "), new Link("https://b.example/", [new Text("b")])]))).Blocks[0]).Inlines[0]);

        Assert.Equal("a b", Assert.IsType<Text>(Assert.Single(link.Children)).Value);
    }

    [Fact]
    public void Finishing_any_document_keeps_its_promises()
    {
        var text = Gen.OneOf(Pick("the words of a text in English", " x ", "", "a  b", "e\u0301", "мир", "世界", "\u0007bell", "\uD800", "tab\there", "𐐷"), Gen.String[0, 12]);
        Gen<Inline> inline = Gen.Recursive<Inline>((depth, inner) => depth > 4
            ? text.Select(Inline (t) => new Text(t))
            : Gen.OneOf(
                text.Select(Inline (t) => new Text(t)),
                text.Select(Inline (t) => new Code(t)),
                text.Select(Inline (t) => new Abbreviation(t, t)),
                Gen.Const<Inline>(new LineBreak()),
                Pick("a", "b", "c", "lost").Select(Inline (n) => new NoteReference(n)),
                Pick("i", "lost").Select(Inline (i) => new Image(i, "alt")),
                Gen.Select(Gen.Enum<InlineStyle>(), inner.Array[0, 3]).Select(Inline (s) => new Styled(s.Item1, s.Item2)),
                Gen.Select(Pick("#heading", "#lost", "https://example.org/"), inner.Array[0, 3]).Select(Inline (l) => new Link(l.Item1, l.Item2)),
                inner.Array[0, 3].Select(Inline (c) => new Passage("fr", null, c))));
        var inlines = inline.Array[0, 5];
        Gen<Block> block = Gen.Recursive<Block>((depth, inner) => depth > 3
            ? inlines.Select(Block (i) => new Paragraph(i))
            : Gen.OneOf(
                inlines.Select(Block (i) => new Paragraph(i)),
                Gen.Select(Pick("1.", "(a)", "2."), inlines).Select(Block (p) => new Paragraph(p.Item2) { Number = p.Item1 }),
                Gen.Select(Gen.Int[1, 6], inlines).Select(Block (h) => new Heading(h.Item1, h.Item2)),
                text.Select(Block (t) => new CodeBlock(t)),
                Gen.Const<Block>(new ThematicBreak()),
                inner.Array[0, 3].Select(Block (b) => new Quote(b)),
                inner.Array[0, 2].Array[0, 3].Select(Block (i) => new ListBlock(ListStyle.Numeric, [.. i.Select(b => new ListItem(b))])),
                Gen.Select(inner.Array[0, 2].Array[0, 3].Array[0, 3], Gen.Int[1, 3]).Select(Block (t) => new Table([], [.. t.Item1.Select(r => new TableRow([.. r.Select(c => new TableCell(c) { ColumnSpan = t.Item2, RowSpan = t.Item2 })]))]) { HeaderRows = 1 }),
                Gen.Select(inlines, inlines, inner.Array[0, 2]).Select(Block (d) => new DefinitionList([new DefinitionItem([d.Item1, d.Item2], [d.Item3])])),
                Gen.Select(Pick("i", "lost"), inlines).Select(Block (f) => new Figure(new Image(f.Item1, "alt"), f.Item2))));
        var image = new ImageData(new byte[] { 1 }, ImageFormat.Png, 1, 1);
        Gen.Select(block.Array[0, 8], block.Array[0, 2].Array[3]).Select(d => new Document
        {
            Language = "en",
            Blocks = d.Item1,
            Notes = [.. d.Item2.Select((b, i) => new Note(((char)('a' + i)).ToString(), b))],
            Images = new Dictionary<string, ImageData> { ["i"] = image },
        }).Sample(source =>
        {
            var document = DocumentBuilder.Finish(source);
            Invariants.Assert(document);
            // And both renderers can show it.
            var frontMatter = new FrontMatter { Title = "Title" };
            Assert.NotEmpty(Renderers.HtmlRenderer.RenderPage(document, frontMatter));
            Assert.NotEmpty(Renderers.PlainTextRenderer.Render(document, frontMatter));
            // Finishing again keeps every word and anchor, but that a heading may be found to be the title once what stood above it is
            // gone. It may mark more languages: a line is measured again without the passages that are marked by now.
            if (document.Title.Count == 0)
                return;
            var again = DocumentBuilder.Finish(document);
            Invariants.Assert(again);
            Assert.Equal(Renderers.PlainTextRenderer.Render(document, frontMatter), Renderers.PlainTextRenderer.Render(again, frontMatter));
            Assert.Equal(Invariants.Anchors(document), Invariants.Anchors(again));
        }, iter: 5000, threads: 1, print: d => string.Join('\n', d.Blocks.Select(b => b.ToString())));
    }

    private static Gen<string> Pick(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static int Depth(IEnumerable<Block> blocks) => blocks.Select(b => 1 + b switch
    {
        Quote q => Depth(q.Blocks),
        ListBlock l => Depth(l.Items.SelectMany(i => i.Blocks)),
        _ => 0,
    }).DefaultIfEmpty(0).Max();
}
