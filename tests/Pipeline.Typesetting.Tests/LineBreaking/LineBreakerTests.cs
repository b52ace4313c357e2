using CsCheck;
using Pipeline.Documents;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Tests.LineBreaking;

public class LineBreakerTests(FontsFixture fixture)
{
    private static readonly ParagraphSetting Justified = new(true, false), Divided = new(true, true);

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.Char['a', 'z'].Array[1, 14].Select(c => new string(c)),
        Gen.OneOf([.. new[] { "independence", "communications", "“responsibility”,", "слово", "независимость", "كلمة", "词语，（中文）。", "e\u0301t\u00e9", "A/65/877",
            "https://example.org/a/long/address?b=c", "well-known", "in\u00ADter\u00ADest", "5\u00A0%", "fin\u00A0!", "\u2028" }.Select(Gen.Const)]));

    private readonly FontLibrary fonts = fixture.Fonts;

    // One for each paragraph: samples are taken on several threads.
    private ParagraphShaper NewShaper() => new(fonts, new HashSet<int>());

    private static Gen<(string Text, float Width, float Indent, ParagraphSetting Setting)> Cases =>
        Gen.Select(Word.Array[1, 60].Select(w => string.Join(' ', w)), Gen.Float[30, 460], Gen.Int[0, 1].Select(i => i * 15f), Gen.OneOf(Gen.Const(default(ParagraphSetting)), Gen.Const(Justified), Gen.Const(Divided)));

    [Fact]
    public void No_line_leaves_its_column() => Cases.Sample(c =>
    {
        var (broken, lines) = Break(c.Text, c.Width, c.Indent, c.Setting);
        Assert.All(lines, (line, i) =>
        {
            var available = c.Width - (i == 0 ? c.Indent : 0);
            // What is divided is measured a glyph at a time and shaped afterwards: kerning beside the hyphen may differ.
            var tolerance = EndsDivided(broken, line) || (i > 0 && EndsDivided(broken, lines[i - 1])) ? 0.5f : 0.05f;
            Assert.True(line.Width <= available + tolerance, $"{line.Width} > {available}");
            Assert.InRange(line.GlueSet, -1.001f, 6.001f);
        });
    }, iter: 400);

    [Fact]
    public void All_boxes_stay_in_their_order_and_no_character_is_lost() => Cases.Sample(c =>
    {
        var (broken, lines) = Break(c.Text, c.Width, c.Indent, c.Setting);
        var at = 0;
        foreach (var line in lines)
        {
            // Between lines only spaces.
            Assert.All(broken.Boxes[at..line.First], b => Assert.True(b.IsSpace));
            Assert.True(line.End >= line.First);
            at = line.End;
        }
        Assert.All(broken.Boxes[at..], b => Assert.True(b.IsSpace));
        Assert.Equal(Letters(c.Text), Letters(string.Concat(broken.Boxes.Select(b => b.Missing != 0 ? char.ConvertFromUtf32(b.Missing) : b.Word?.Text))));
    }, iter: 400);

    [Fact]
    public void A_column_narrower_than_a_sign_still_gets_its_lines() => Gen.Select(Cases, Gen.Float[1, 30]).Sample((c, width) =>
    {
        var (broken, lines) = Break(c.Text, width, 0, c.Setting);
        var seen = string.Concat(lines.SelectMany(l => broken.Boxes[l.First..l.End]).Select(b => b.Missing != 0 ? char.ConvertFromUtf32(b.Missing) : b.Word?.Text));
        Assert.Equal(Letters(c.Text), Letters(seen));
    }, iter: 200);

    [Fact]
    public void Lines_end_only_where_they_may() => Cases.Sample(c =>
    {
        var (broken, lines) = Break(c.Text, c.Width, c.Indent, c.Setting);
        foreach (var line in lines.SkipLast(1))
        {
            var last = broken.Boxes.AsSpan(line.First).Length == 0 ? default : broken.Boxes[NextOf(broken, lines, line) - 1];
            Assert.NotEqual(BreakAfter.No, last.Break);
            if (EndsDivided(broken, line) && c.Setting == Justified) Assert.Contains("\u00AD", c.Text, StringComparison.Ordinal);
        }
    }, iter: 400);

    [Fact]
    public void Fitting_the_whole_is_never_worse_than_filling_line_by_line() => Cases.Sample(c =>
    {
        var shaped = Shape(c.Text);
        if (shaped.UnbreakableWidth > c.Width - c.Indent || !c.Setting.Justify) return;
        var points = new Breakpoint[shaped.Boxes.Length + 2];
        var count = new BreakpointFinder(shaped, fonts.Hyphenation).Find(ref points, c.Indent, false, false);
        var rules = new TotalFit.Rules(c.Width, double.PositiveInfinity, false, 20, 40);
        var chosen = TotalFit.Choose(points.AsSpan(0, count), rules, out var least)!;
        Assert.Equal(least, Sum(points, chosen, rules), 3);
        // Soft hyphens are no places for first fit.
        var starts = LineSetter.Fill(shaped.Boxes, c.Width, c.Indent).Skip(1).Select(l => l.First).Append(shaped.Boxes.Length);
        var filled = starts.Select(s => Array.FindIndex(points, 1, p => p.Split == 0 && p.Box == s)).ToList();
        Assert.DoesNotContain(-1, filled);
        Assert.True(least <= Sum(points, filled, rules) + 0.001);
    }, iter: 400);

    [Fact]
    public void The_last_line_is_not_stretched_and_not_very_short()
    {
        foreach (var setting in (ParagraphSetting[])[default, Justified, Divided])
        {
            for (var words = 40; words < 80; words++)
            {
                var (_, lines) = Break(string.Join(' ', Enumerable.Range(0, words).Select(i => new string('n', 1 + i * 5 % 8))), 300, 0, setting);
                Assert.Equal(0, Math.Max(0, lines[^1].GlueSet));
                Assert.True(lines[^1].Width > 20);
            }
        }
    }

    [Fact]
    public void Justified_lines_end_at_the_same_place()
    {
        var (_, lines) = Break(string.Join(' ', Enumerable.Repeat("Every field station tested the agreement on shared warehouses before the rainy season.", 8)), 400, 0, Divided);
        Assert.True(lines.Count > 5);
        Assert.All(lines.SkipLast(1), l => Assert.Equal(400, l.Width, 2));
        Assert.All(lines, l => Assert.InRange(l.GlueSet, -1, 1.6f));
    }

    [Theory]
    [InlineData("Cela vaut\u00A0: « oui\u00A0» et «\u202Fnon\u202F»\u202F!", "Cela")]
    public void No_line_begins_with_what_a_no_break_space_ties(string text, string first)
    {
        for (var width = 60f; width < 200; width += 3)
        {
            var (broken, lines) = Break(text, width, 0, Justified);
            Assert.StartsWith(first, broken.Boxes[lines[0].First].Word!.Text, StringComparison.Ordinal);
            Assert.All(lines, l => Assert.DoesNotContain(broken.Boxes[l.First].Word!.Text[0], ":!»\u00A0\u202F"));
        }
    }

    [Fact]
    public void Chinese_lines_end_at_the_column_and_no_line_begins_with_closing_punctuation()
    {
        var (broken, lines) = Break(string.Concat(Enumerable.Repeat("人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以“兄弟关系”的精神相对待。", 6)), 301, 0, Justified, "zh-Hans");
        Assert.All(lines.SkipLast(1), l => Assert.Equal(301, l.Width, 1));
        Assert.All(lines, l => Assert.DoesNotContain(broken.Boxes[l.First].Word!.Text[0], "，。”"));
        Assert.All(lines.SkipLast(1), l => Assert.InRange(l.GlueSet, -1, 6));
    }

    [Fact]
    public void Soft_hyphens_divide_where_they_stand_and_show_nowhere_else()
    {
        var (broken, lines) = Break("Donau\u00ADdampf\u00ADschiff\u00ADfahrt", 60, 0, default);
        var texts = lines.Select(l => string.Concat(broken.Boxes[l.First..l.End].Select(b => b.Word!.Text))).ToList();
        Assert.Equal("Donau\u00AD", texts[0]);
        Assert.Equal("Donaudampfschifffahrt", string.Concat(texts).Replace("\u00AD", "", StringComparison.Ordinal));
        Assert.All(broken.Boxes[lines[0].First..lines[0].End], b => Assert.Equal(b.Word!.Font.GlyphOf(b.Word.Font.Hyphen), b.Word.Glyphs[^1].Id));
        (broken, lines) = Break("Donau\u00ADdampf", 300, 0, default);
        Assert.Equal("Donaudampf", Assert.Single(broken.Boxes).Word!.Text);
    }

    [Fact]
    public void The_last_word_addresses_code_and_compounds_are_not_divided()
    {
        var style = new TextStyle(FontLibrary.Serif, 10.5f);
        var text = new InlineText(TextDirection.LeftToRight);
        text.Append("see https://example.org/communications/hyphenation and self-determination of ", style, "en", null);
        text.Append("communications", style with { Family = FontLibrary.Monospace }, "en", null);
        text.Append(" or INDEPENDENCE hyphenation", style, "en", null);
        var shaped = NewShaper().Shape(text);
        var points = new Breakpoint[4];
        var count = new BreakpointFinder(shaped, fonts.Hyphenation).Find(ref points, 0, true, false);
        Assert.DoesNotContain(points[..count], p => p.Split > 0);
    }

    [Fact]
    public void A_paragraph_of_places_without_width_ends_soon()
    {
        var (_, lines) = Break(string.Concat(Enumerable.Repeat("a\u200B\u200B\u200B", 30_000)), 300, 0, Divided);
        Assert.True(lines.Count > 100);
    }

    private static double Sum(Breakpoint[] points, List<int> ends, in TotalFit.Rules rules)
    {
        var (sum, before, fitnessBefore) = (0.0, 0, 1);
        foreach (var end in ends)
        {
            var (demerits, fitness) = TotalFit.LineDemerits(points[before], points[end], rules);
            sum += demerits + (before > 0 && Math.Abs(fitness - fitnessBefore) > 1 ? 10_000 : 0);
            (before, fitnessBefore) = (end, fitness);
        }
        return sum;
    }

    private static bool EndsDivided(ShapedParagraph paragraph, Line line) => line.End > line.First && paragraph.Boxes[line.End - 1].Word?.Text is [.., '\u00AD'];

    private static int NextOf(ShapedParagraph paragraph, List<Line> lines, Line line)
    {
        var index = lines.IndexOf(line);
        return index + 1 < lines.Count ? lines[index + 1].First : paragraph.Boxes.Length;
    }

    private static string Letters(string text) => new([.. text.Where(c => c is not (' ' or '\u00AD' or '\u2028'))]);

    private (ShapedParagraph Paragraph, List<Line> Lines) Break(string text, float width, float indent, ParagraphSetting setting, string language = "en") =>
        LineBreaker.Break(Shape(text, language), width, indent, NewShaper(), setting);

    private ShapedParagraph Shape(string value, string language = "en")
    {
        var text = new InlineText(TextDirection.LeftToRight);
        text.Append(value, new TextStyle(FontLibrary.Serif, 10.5f), language, null);
        return NewShaper().Shape(text);
    }
}
