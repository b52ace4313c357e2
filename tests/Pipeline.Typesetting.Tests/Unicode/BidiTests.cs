using System.Globalization;
using CsCheck;
using Pipeline.Documents.Unicode;
using Pipeline.Testing;
using Pipeline.Typesetting.Unicode;

namespace Pipeline.Typesetting.Tests.Unicode;

public class BidiTests(ITestOutputHelper output)
{
    private static readonly BaseDirection[] Directions = [BaseDirection.Auto, BaseDirection.LeftToRight, BaseDirection.RightToLeft];

    [Fact]
    public void Every_case_of_BidiTest_passes()
    {
        // A character of each class that is no bracket.
        const string Names = "L R AL EN ES ET AN CS NSM BN B S WS ON LRE LRO RLE RLO PDF LRI RLI FSI PDI";
        const string Characters = "aאب1+%٣,\u0300\u00AD\u2029\t !\u202A\u202D\u202B\u202E\u202C\u2066\u2067\u2068\u2069";
        var samples = Names.Split(' ').Zip(Characters).ToDictionary(s => s.First, s => s.Second);
        var cases = 0;
        string expectedLevels = "", expectedOrder = "";
        foreach (var line in UnicodeFiles.Read("BidiTest.txt"))
        {
            if (line.StartsWith("@Levels:", StringComparison.Ordinal)) expectedLevels = line["@Levels:".Length..].Trim();
            else if (line.StartsWith("@Reorder:", StringComparison.Ordinal)) expectedOrder = line["@Reorder:".Length..].Trim();
            else if (line[0] != '@')
            {
                var fields = line.Split(';');
                var text = string.Concat(fields[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => samples[c]));
                var directions = int.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                for (var d = 0; d < Directions.Length; d++)
                {
                    if ((directions & (1 << d)) == 0) continue;
                    Check(line, text, Directions[d], expectedLevels, expectedOrder);
                    cases++;
                }
            }
        }
        output.WriteLine($"BidiTest.txt: {cases} of {cases} cases pass.");
        Assert.InRange(cases, 700_000, int.MaxValue);
    }

    [Fact]
    public void Every_case_of_BidiCharacterTest_passes()
    {
        var cases = 0;
        foreach (var line in UnicodeFiles.Read("BidiCharacterTest.txt"))
        {
            var fields = line.Split(';');
            var direction = fields[1] switch { "0" => BaseDirection.LeftToRight, "1" => BaseDirection.RightToLeft, _ => BaseDirection.Auto };
            var paragraph = Check(line, UnicodeFiles.Text(fields[0]), direction, fields[3], fields[4]);
            Assert.True(paragraph == byte.Parse(fields[2], CultureInfo.InvariantCulture), line);
            cases++;
        }
        output.WriteLine($"BidiCharacterTest.txt: {cases} of {cases} cases pass.");
        Assert.InRange(cases, 90_000, int.MaxValue);
    }

    [Theory]
    [InlineData("abc אבג def", BaseDirection.LeftToRight, "00001110000")]
    [InlineData("abc אבג def", BaseDirection.RightToLeft, "22211111222")]
    [InlineData("صوت 23 عضوا", BaseDirection.Auto, "11112211111")]
    [InlineData("(אב) ab", BaseDirection.RightToLeft, "1111122")]
    [InlineData("car is \u2067THE\u2069 א", BaseDirection.LeftToRight, "00000000222001")]
    [InlineData("plain", BaseDirection.RightToLeft, "22222")]
    [InlineData("plain", BaseDirection.Auto, "00000")]
    [InlineData("\U00010800\U00010801", BaseDirection.Auto, "1111")]
    [InlineData("a\nא", BaseDirection.Auto, "001")]
    [InlineData("", BaseDirection.Auto, "")]
    public void Characters_have_their_level(string text, BaseDirection direction, string expected)
    {
        var levels = new byte[text.Length];
        Bidi.ResolveLevels(text, direction, levels);
        Assert.Equal(expected, string.Concat(levels));
    }

    [Fact]
    public void White_space_at_the_end_of_a_line_has_the_level_of_the_paragraph()
    {
        const string Line = "אב \u2069 ";
        byte[] levels = [1, 1, 1, 1, 1];
        Bidi.ResetLineEnd(Line, levels, 0);
        Assert.Equal([1, 1, 0, 0, 0], levels);
    }

    [Theory]
    [InlineData("012", "021")]
    [InlineData("1", "0")]
    [InlineData("111", "210")]
    [InlineData("0121", "0321")]
    [InlineData("12221", "41230")]
    [InlineData("22102", "20134")]
    [InlineData("", "")]
    public void Runs_are_put_in_visual_order(string levels, string expected)
    {
        var order = new int[levels.Length];
        Bidi.VisualOrder([.. levels.Select(l => (byte)(l - '0'))], order);
        Assert.Equal(expected, string.Concat(order));
    }

    [Theory]
    [InlineData('(', ')')]
    [InlineData('»', '«')]
    [InlineData('≤', '≥')]
    [InlineData('a', 'a')]
    [InlineData(0x1F600, 0x1F600)]
    public void Characters_have_their_mirror(int codePoint, int expected) => Assert.Equal(expected, Bidi.Mirror(codePoint));

    [Fact]
    public void Whatever_raises_a_level_needs_reordering()
    {
        var classes = UnicodeData.Trie("bidi");
        for (var c = 0; c < 0x110000; c++)
        {
            if (c is >= 0xD800 and < 0xE000) continue;
            var type = (BidiClass)(classes[c] & 0x1F);
            if (type is BidiClass.R or BidiClass.AL or BidiClass.AN or BidiClass.LRE or BidiClass.RLE or BidiClass.LRO or BidiClass.RLO
                or BidiClass.LRI or BidiClass.RLI or BidiClass.FSI)
                Assert.True(Bidi.NeedsReordering("a" + char.ConvertFromUtf32(c)), $"U+{c:X4} is {type}.");
        }
        Assert.False(Bidi.NeedsReordering("Ça, l’Assemblée – 保护责任 и права 😀"));
    }

    [Fact]
    public void Levels_stay_in_their_bounds_and_pairs_have_one_level() => Gen.Select(UnicodeText.Any, Gen.Int[0, 2]).Sample((text, direction) =>
    {
        var levels = new byte[text.Length];
        var paragraph = Bidi.ResolveLevels(text, (BaseDirection)direction, levels);
        Assert.InRange(paragraph, 0, 1);
        Assert.All(levels, l => Assert.InRange(l, 0, 126));
        for (var i = 1; i < text.Length; i++)
            if (char.IsHighSurrogate(text[i - 1]) && char.IsLowSurrogate(text[i])) Assert.Equal(levels[i - 1], levels[i]);
        var order = new int[text.Length];
        Bidi.VisualOrder(levels, order);
        Assert.Equal(Enumerable.Range(0, text.Length), order.Order());
    });

    [Theory]
    [InlineData("\u2068")]
    [InlineData("\u2067")]
    [InlineData("\u202B")]
    [InlineData("א(")]
    [InlineData("א)")]
    [InlineData("([{א")]
    [InlineData("\u2068א\u2069")]
    public void Long_runs_of_controls_and_brackets_take_linear_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 500_000 / part.Length));
        var levels = new byte[text.Length];
        Assert.Equal(1, Bidi.ResolveLevels("א" + text[1..], BaseDirection.Auto, levels));
    }

    private static byte Check(string line, string text, BaseDirection direction, string expectedLevels, string expectedOrder)
    {
        var units = new byte[text.Length];
        var paragraph = Bidi.ResolveLevels(text, direction, units);
        Bidi.ResetLineEnd(text, units, paragraph);
        var expected = expectedLevels.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var runs = new List<(int Index, byte Level)>();
        var index = 0;
        for (var i = 0; i < text.Length; index++)
        {
            if (expected[index] != "x")
            {
                if (units[i].ToString(CultureInfo.InvariantCulture) != expected[index]) Assert.Fail($"{line}\n{direction}: expected {expectedLevels}, actual {string.Join(' ', units)}");
                runs.Add((index, units[i]));
            }
            CodePoints.Read(text, ref i);
        }
        Assert.Equal(expected.Length, index);

        var order = new int[runs.Count];
        Bidi.VisualOrder([.. runs.Select(r => r.Level)], order);
        if (string.Join(' ', order.Select(o => runs[o].Index)) != expectedOrder) Assert.Fail($"{line}\n{direction}: expected order {expectedOrder}");
        return paragraph;
    }
}
