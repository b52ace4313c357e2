using CsCheck;
using Pipeline.Testing;
using Pipeline.Typesetting.Unicode;

namespace Pipeline.Typesetting.Tests.Unicode;

public class LineBreaksTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_of_LineBreakTest_passes()
    {
        var cases = 0;
        foreach (var line in UnicodeFiles.Read("auxiliary/LineBreakTest.txt"))
        {
            // "× 0023 × 0308 ÷ 2014 ÷"
            var pieces = line.Replace("×", "", StringComparison.Ordinal).Split('÷', StringSplitOptions.RemoveEmptyEntries).Select(UnicodeFiles.Text).ToArray();
            var actual = Pieces(string.Concat(pieces), LineBreakOptions.None);
            Assert.True(pieces.SequenceEqual(actual), $"{line}\nexpected {string.Join('|', pieces)}\nactual   {string.Join('|', actual)}");
            cases++;
        }
        output.WriteLine($"LineBreakTest.txt: {cases} of {cases} lines pass.");
        Assert.InRange(cases, 5_000, int.MaxValue);
    }

    [Theory]
    [InlineData("The responsibility to protect", "The |responsibility |to |protect")]
    [InlineData("«\u00A0Oui\u202F», a dit l’Assemblée\u202F: 12\u202F000\u00A0€", "«\u00A0Oui\u202F», |a |dit |l’Assemblée\u202F: |12\u202F000\u00A0€")]
    [InlineData("(see $12.50) or 5%", "(see |$12.50) |or |5%")]
    [InlineData("well-known 1990-1995", "well-|known |1990-1995")]
    [InlineData("保护的责任。下一句", "保|护|的|责|任。|下|一|句")]
    [InlineData("「はい」と言った", "「は|い」|と|言っ|た")]
    [InlineData("المسؤولية عن الحماية", "المسؤولية |عن |الحماية")]
    [InlineData("🇫🇷🇩🇪👩‍👩‍👧", "🇫🇷|🇩🇪|👩‍👩‍👧")]
    [InlineData("soft\u00ADhyphen and zero\u200Bwidth", "soft\u00AD|hyphen |and |zero\u200B|width")]
    public void Lines_end_where_the_default_rules_allow(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Pieces(text, LineBreakOptions.None)));

    [Theory]
    [InlineData("only .35 cents", "only .35 |cents")]
    [InlineData("in A/66/551, and/or", "in |A/66/551, |and/|or")]
    [InlineData("said—as before—that", "said—|as |before—|that")]
    [InlineData("dijo —según parece— que", "dijo |—según |parece— |que")]
    [InlineData("one — two", "one |— |two")]
    [InlineData("言った", "言|っ|た")]
    public void Running_text_departs_from_the_default_rules(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Pieces(text, LineBreakOptions.Prose)));

    [Theory]
    [InlineData("See https://www.un.org/en/ga/president/65/initiatives/R2P.shtml.", "See |https://www|.un|.org/|en/|ga/|president/|65/|initiatives/|R2P|.shtml.")]
    [InlineData("(http://example.org/a-page_1?x=10&y=200#part)", "(http://example|.org/|a|-page|_1|?x|=10|&y|=200|#part)")]
    [InlineData("at www.globalr2p.org/about now", "at |www|.globalr2p|.org/|about |now")]
    [InlineData("secretariat@responsibilitytoprotect.org, or", "secretariat|@responsibilitytoprotect|.org, |or")]
    [InlineData("to first.last@example.org today", "to |first|.last|@example|.org |today")]
    [InlineData("one.Two: three http://a", "one.Two: |three |http://a")]
    [InlineData("请看http://www.un.org/zh/。谢谢", "请|看|http://www|.un|.org/|zh/。|谢|谢")]
    [InlineData("a @ b and :// alone, so-called", "a |@ |b |and :// |alone, |so-|called")]
    [InlineData("http://ab.c", "http://ab.c")]
    public void Addresses_are_divided_where_a_reader_sees_that_they_go_on(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Pieces(text, LineBreakOptions.Urls)));

    [Fact]
    public void Line_ends_in_the_text_are_mandatory()
    {
        const string Text = "a\nb\r\nc\u2028d";
        var breaks = new LineBreakKind[Text.Length + 1];
        LineBreaks.Find(Text, breaks, LineBreakOptions.None);
        Assert.Equal([2, 5, 7, 8], Enumerable.Range(0, breaks.Length).Where(i => breaks[i] == LineBreakKind.Mandatory));
    }

    [Fact]
    public void Empty_text_has_only_its_end()
    {
        var breaks = new LineBreakKind[1];
        LineBreaks.Find("", breaks, LineBreakOptions.Urls);
        Assert.Equal(LineBreakKind.Mandatory, breaks[0]);
    }

    [Theory]
    [InlineData("a.")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("://")]
    [InlineData("www.")]
    [InlineData("$(")]
    public void Long_runs_of_what_looks_like_addresses_take_linear_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var breaks = new LineBreakKind[text.Length + 1];
        LineBreaks.Find(text, breaks, LineBreakOptions.Urls | LineBreakOptions.Prose);
        Assert.Equal(LineBreakKind.Mandatory, breaks[^1]);
    }

    [Fact]
    public void Breaks_never_divide_a_surrogate_pair_or_leave_the_start_empty() =>
        Gen.Select(UnicodeText.Any, Gen.Int[0, 3]).Sample((text, options) =>
        {
            var breaks = new LineBreakKind[text.Length + 1];
            LineBreaks.Find(text, breaks, (LineBreakOptions)options);
            Assert.Equal(LineBreakKind.Mandatory, breaks[^1]);
            if (text.Length > 0) Assert.Equal(LineBreakKind.Prohibited, breaks[0]);
            for (var i = 1; i < text.Length; i++)
                if (char.IsHighSurrogate(text[i - 1]) && char.IsLowSurrogate(text[i])) Assert.Equal(LineBreakKind.Prohibited, breaks[i]);
        });

    private static List<string> Pieces(string text, LineBreakOptions options)
    {
        var breaks = new LineBreakKind[text.Length + 1];
        LineBreaks.Find(text, breaks, options);
        var pieces = new List<string>();
        var start = 0;
        for (var i = 1; i < breaks.Length; i++)
        {
            if (breaks[i] == LineBreakKind.Prohibited) continue;
            pieces.Add(text[start..i]);
            start = i;
        }
        return pieces;
    }
}
