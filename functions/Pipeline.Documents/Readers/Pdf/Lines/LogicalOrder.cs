using Pipeline.Documents.Readers.Pdf.Source;
using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Readers.Pdf.Lines;

/// <summary>
/// Brings the glyphs of a line from the order on paper, left to right, into the order of reading: the levels of UAX #9 are found from
/// the order on paper, which its rules for neutrals and numbers allow nearly everywhere, and rule L2 is its own inverse.
/// </summary>
internal static class LogicalOrder
{
    private const byte ClassMask = 0x1F;
    private const byte Unknown = byte.MaxValue;

    private static readonly CodePointTrie Classes = UnicodeData.Trie("bidi");

    public static bool IsRightToLeft(string text)
    {
        foreach (var c in text)
        {
            if (c >= '\u0590' && ClassOf(c) is BidiClass.R or BidiClass.AL)
                return true;
        }
        return false;
    }

    /// <param name="glyphs">From left to right.</param>
    /// <param name="inRightToLeft">The text around it is read from right to left, so that the line is, whatever stands in it.</param>
    public static List<Glyph> Restore(List<Glyph> glyphs, bool inRightToLeft)
    {
        var classes = glyphs.ConvertAll(g => ClassOf(g.Text));
        var rightToLeft = classes.Count(c => c is BidiClass.R or BidiClass.AL);
        if (rightToLeft == 0)
            return glyphs;
        var level = (byte)(inRightToLeft || rightToLeft >= classes.Count(c => c == BidiClass.L) ? 1 : 0);
        var levels = Levels(classes, level);
        var order = Enumerable.Range(0, glyphs.Count).ToArray();
        for (var highest = levels.Max(); highest >= 1; highest--)
        {
            for (var start = 0; start < levels.Length; start++)
            {
                var end = start;
                while (end < levels.Length && levels[end] >= highest)
                    end++;
                order.AsSpan(start, end - start).Reverse();
                levels.AsSpan(start, end - start).Reverse();
                start = end;
            }
        }
        return Unmirrored([.. order.Select(i => glyphs[i])]);
    }

    private static byte[] Levels(List<BidiClass> classes, byte paragraph)
    {
        var levels = new byte[classes.Count];
        // W7: a number that stands in Latin text is part of it.
        for (var i = 0; i < levels.Length; i++)
        {
            if (classes[i] == BidiClass.EN && StrongFrom(classes, i, -1) == BidiClass.L)
                classes[i] = BidiClass.L;
        }
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = classes[i] switch
            {
                BidiClass.L => (byte)(paragraph * 2),
                BidiClass.R or BidiClass.AL => 1,
                BidiClass.AN => 2,
                BidiClass.EN => (byte)(paragraph == 1 || BetweenRightToLeft(classes, i) ? 2 : 0),
                _ => Unknown,
            };
        }
        // W4 and W5: separators between digits, and signs beside them, belong to the number.
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] != Unknown)
                continue;
            var (before, after) = (i > 0 && IsNumber(classes[i - 1]), i + 1 < levels.Length && IsNumber(classes[i + 1]));
            if ((classes[i] is BidiClass.ES or BidiClass.CS && before && after) || (classes[i] == BidiClass.ET && (before || after)))
                levels[i] = before ? levels[i - 1] : levels[i + 1];
        }
        // N1 and N2; numbers count as right to left there, but a neutral between two of them within Latin text is Latin.
        for (var i = 0; i < levels.Length;)
        {
            var end = i;
            while (end < levels.Length && levels[end] == Unknown)
                end++;
            if (end > i)
            {
                var (before, after) = (i > 0 ? levels[i - 1] : paragraph, end < levels.Length ? levels[end] : paragraph);
                var (strongBefore, strongAfter) = (i > 0 && IsNumber(classes[i - 1]) && before == 2 ? (byte)1 : before, end < levels.Length && IsNumber(classes[end]) && after == 2 ? (byte)1 : after);
                levels.AsSpan(i, end - i).Fill(strongBefore == strongAfter ? strongBefore : paragraph);
            }
            i = Math.Max(end, i + 1);
        }
        return levels;
    }

    private static bool BetweenRightToLeft(List<BidiClass> classes, int index) => StrongFrom(classes, index, -1) == BidiClass.R && StrongFrom(classes, index, 1) == BidiClass.R;

    /// <summary>The next strong character on one side: L, R, or ON where there is none.</summary>
    private static BidiClass StrongFrom(List<BidiClass> classes, int index, int step)
    {
        for (var i = index + step; i >= 0 && i < classes.Count; i += step)
        {
            if (classes[i] is BidiClass.R or BidiClass.AL or BidiClass.L)
                return classes[i] == BidiClass.L ? BidiClass.L : BidiClass.R;
        }
        return BidiClass.ON;
    }

    private static bool IsNumber(BidiClass value) => value is BidiClass.EN or BidiClass.AN;

    /// <summary>Some files have a bracket's glyph as it looks, others as it is read: a closing one that comes first was read as it looks.</summary>
    private static List<Glyph> Unmirrored(List<Glyph> glyphs)
    {
        var (opened, wrong) = (0, false);
        foreach (var glyph in glyphs)
        {
            opened += glyph.Text is "(" or "[" ? 1 : glyph.Text is ")" or "]" ? -1 : 0;
            wrong |= opened < 0;
        }
        return !wrong || opened != 0 ? glyphs : glyphs.ConvertAll(g => g with { Text = g.Text switch { "(" => ")", ")" => "(", "[" => "]", "]" => "[", _ => g.Text } });
    }

    private static BidiClass ClassOf(string text) => text.Length == 0 ? BidiClass.BN : char.IsSurrogate(text[0]) && text.Length > 1 ? ClassOf(char.ConvertToUtf32(text, 0)) : ClassOf(text[0]);

    private static BidiClass ClassOf(int codePoint) => (BidiClass)(Classes[codePoint] & ClassMask);
}
