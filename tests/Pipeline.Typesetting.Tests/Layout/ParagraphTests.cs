using CsCheck;
using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using static Pipeline.Typesetting.Tests.Layout.LaidOut;

namespace Pipeline.Typesetting.Tests.Layout;

public class ParagraphTests(FontsFixture fixture)
{
    [Fact]
    public void Letters_that_join_become_one_glyph_that_stands_for_both()
    {
        var word = Words("office").Single();
        Assert.Contains(word.Glyphs.ToArray(), g => g.TextLength > 1);
        Assert.Equal("office", string.Concat(word.Glyphs.ToArray().Select(g => word.Text.Substring(g.TextStart, g.TextLength))));
    }

    [Fact]
    public void Kerning_moves_letters_together()
    {
        var kerned = Words("AVAVAV").Single();
        Assert.True(kerned.Advance < kerned.Glyphs.ToArray().Sum(g => kerned.Font.AdvanceOf(g.Id)));
    }

    [Fact]
    public void Arabic_starts_at_the_right_and_runs_to_the_left()
    {
        var laid = Lay(fixture.Fonts, new Document { Language = "ar", Direction = TextDirection.RightToLeft, Blocks = [Paragraph("السلام عليكم ورحمة الله")] });
        var item = laid.Pages[0].Items.OfType<TextItem>().Last(t => t.Content is not null);
        Assert.Equal("Noto Naskh Arabic", item.Font.Family);
        Assert.Equal("السلام", item.Words.Span[^1].Word.Text);
        var right = item.X + item.Words.ToArray().Sum(w => w.Word.Advance * item.Size / item.Font.UnitsPerEm);
        Assert.InRange(right, laid.Pages[0].Width - 71.5f, laid.Pages[0].Width - 70f);
    }

    [Fact]
    public void Numbers_in_Arabic_keep_their_order()
    {
        var laid = Lay(fixture.Fonts, new Document { Language = "ar", Direction = TextDirection.RightToLeft, Blocks = [Paragraph("عام 2026 كان")] });
        var texts = laid.Pages[0].Items.OfType<TextItem>().Where(t => t.Content is not null).SelectMany(t => t.Words.ToArray()).Select(w => w.Word.Text).ToList();
        Assert.Equal(["كان", " ", "2026", " ", "عام"], texts[^5..]);
    }

    [Fact]
    public void Chinese_is_set_in_its_own_face_with_its_punctuation()
    {
        var laid = Lay(fixture.Fonts, Paragraph("各国，地区。"));
        Assert.Equal(["Noto Sans SC"], laid.Pages[0].Items.OfType<TextItem>().Where(t => t.Content?.Element.Type == "P").Select(t => t.Font.Family).Distinct());
    }

    [Fact]
    public void A_character_that_no_font_has_is_a_box_with_its_code_and_a_finding()
    {
        var laid = Lay(fixture.Fonts, Paragraph("a\U0001F9FFb"));
        Assert.Single(laid.Pages[0].Items.OfType<FrameItem>());
        var finding = Assert.Single(laid.Diagnostics);
        Assert.Equal("missing-character", finding.Code);
        Assert.Contains("U+1F9FF", finding.Message, StringComparison.Ordinal);
        Assert.Contains(laid.Pages[0].Items.OfType<TextItem>(), t => TextOf(t) == "1F9");
    }

    [Fact]
    public void A_line_break_after_a_word_is_no_missing_character()
    {
        var laid = Lay(fixture.Fonts, new Heading(2, [new Text("First"), new LineBreak(), new Text("second")]) { Id = "first" });
        Assert.Empty(laid.Diagnostics);
        Assert.Empty(laid.Pages[0].Items.OfType<FrameItem>());
    }

    [Fact]
    public void Links_carry_their_address_and_sit_on_their_words()
    {
        var laid = Lay(fixture.Fonts, new Paragraph([new Text("See "), new Link("https://example.org/a", [new Text("this page")]), new Text(".")]));
        var link = Assert.Single(laid.Pages[0].Links);
        Assert.Equal("https://example.org/a", link.Address);
        Assert.Equal("Link", link.Element.Type);
        Assert.Contains(link, link.Element.Kids);
        Assert.Equal("Title See this page .", ReadingOrder(laid));
    }

    [Fact]
    public void Links_to_anchors_lead_to_the_heading()
    {
        var laid = Lay(fixture.Fonts, new Paragraph([new Link("#there", [new Text("below")])]), Paragraph(LaidOut.Words(1_500)), new Heading(2, [new Text("There")]) { Id = "there" });
        Assert.Equal(laid.Pages[^1], laid.Pages[0].Links[0].Target!.Page);
        Assert.Equal(["There"], laid.Bookmarks[0].Children.Select(b => b.Title));
    }

    [Fact]
    public void Lists_have_labels_beside_their_items()
    {
        var laid = Lay(fixture.Fonts, new ListBlock(ListStyle.Numeric, [Item("one"), Item("two", new ListBlock(ListStyle.LowerAlpha, [Item("deep")]))]) { Start = 9 });
        Assert.Equal(["Title", "9.one", "10.two", "a.deep"], Lines(laid.Pages[0]));
        Assert.Equal("Title 9. one 10. two a. deep", ReadingOrder(laid));

        static ListItem Item(string text, params Block[] more) => new([Paragraph(text), .. more]);
    }

    [Fact]
    public void No_document_loses_a_word_or_makes_the_engine_fail()
    {
        var word = Gen.OneOf(Gen.Char['a', 'z'].Array[1, 14].Select(c => new string(c)), Gen.OneOf("слово", "كلمة", "词语", "e\u0301t\u00e9", "A/65/877", "https://example.org/a?b=c", "”quoted“"));
        var words = word.Array[1, 40].Select(w => string.Join(' ', w));
        var paragraph = words.Select(w => (Block)Paragraph(w));
        var cell = words.Select(w => new TableCell([Paragraph(w)]));
        var block = Gen.OneOf(
            paragraph,
            words.Select(w => (Block)new Heading(2, [new Text(w)]) { Id = "h" }),
            words.Select(w => (Block)new CodeBlock(w)),
            paragraph.Array[1, 3].Select(p => (Block)new Quote(p)),
            paragraph.Array[1, 3].Select(p => (Block)new ListBlock(ListStyle.Bullet, [.. p.Select(b => new ListItem([b]))])),
            cell.Array[3].Array[1, 6].Select(rows => (Block)new Table([default, default, default], [.. rows.Select(r => new TableRow(r))]) { HeaderRows = 1 }));
        block.Array[1, 12].Sample(blocks =>
        {
            var laid = Lay(fixture.Fonts, blocks);
            var expected = blocks.SelectMany(TextsOf).SelectMany(t => t.Split(' ')).ToHashSet();
            var seen = string.Concat(ReadingOrder(laid).Where(c => c != ' '));
            // Right-to-left words of one line stand in visual order, so each is looked for by itself.
            Assert.All(expected, w => Assert.Contains(w, seen, StringComparison.Ordinal));
            Assert.All(laid.Pages, p => Assert.All(p.Items.OfType<TextItem>(), t => Assert.InRange(t.Y, 0, p.Height)));
        }, iter: 60);
    }

    private static IEnumerable<string> TextsOf(Block block) => block switch
    {
        Paragraph p => p.Inlines.OfType<Text>().Select(t => t.Value),
        Heading h => h.Inlines.OfType<Text>().Select(t => t.Value),
        CodeBlock c => [c.Text],
        Quote q => q.Blocks.SelectMany(TextsOf),
        ListBlock l => l.Items.SelectMany(i => i.Blocks).SelectMany(TextsOf),
        Table t => t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks).SelectMany(TextsOf),
        _ => [],
    };

    private List<ShapedWord> Words(string text) =>
        [.. Lay(fixture.Fonts, Paragraph(text)).Pages[0].Items.OfType<TextItem>().Last(t => t.Content is not null).Words.ToArray().Select(w => w.Word)];
}
