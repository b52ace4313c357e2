using System.Globalization;
using System.Text;
using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Lines;

/// <summary>Makes a line of the glyphs that stand on it: order, spaces, styles.</summary>
internal static class LineSetter
{
    /// <summary>A gap of so many times the size is a space between words: in a line that has spaces of its own, and in one that has none.</summary>
    private const float GapBesideSpaces = 0.3f, GapForSpaces = 0.13f;

    private const float NoGap = 0.03f;

    private const int LettersForSpace = 15;

    /// <param name="inPlaceOrder">False where the order in the file is known to be that of reading (tagged text from left to right).</param>
    public static SetLine? Set(PdfPage page, List<Glyph> glyphs, bool inPlaceOrder)
    {
        glyphs = WithoutDoubles(glyphs);
        var visible = glyphs.FindAll(g => !g.IsBlank);
        if (visible.Count == 0)
            return null;
        var size = Dominant(visible, g => MathF.Round(g.Size * 4) / 4);
        var baseline = Dominant(visible.FindAll(g => MathF.Round(g.Size * 4) / 4 == size), g => MathF.Round(g.Baseline * 2) / 2);
        var rightToLeft = visible.Exists(g => LogicalOrder.IsRightToLeft(g.Text));
        var ordered = inPlaceOrder || rightToLeft ? InPlace(glyphs) : glyphs;
        ordered = Spaced(ordered, size, inPlaceOrder || rightToLeft);
        if (rightToLeft)
            ordered = LogicalOrder.Restore(ordered, page.IsRightToLeft);
        var runs = Runs(page, ordered, size, baseline);
        return runs.Count == 0 ? null : new SetLine(page.Number, runs, visible.Min(g => g.Left), visible.Max(g => g.Right), baseline, size);
    }

    private static float Dominant(List<Glyph> glyphs, Func<Glyph, float> value) =>
        glyphs.GroupBy(value).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;

    /// <summary>Bold is imitated by painting a letter twice, a little apart.</summary>
    private static List<Glyph> WithoutDoubles(List<Glyph> glyphs)
    {
        var kept = new List<Glyph>(glyphs.Count);
        var places = new HashSet<(string, int, int)>();
        foreach (var glyph in glyphs)
        {
            if (glyph.Text.Length == 0)
                continue;
            var step = Math.Max(glyph.Size * 0.12f, 0.1f);
            var (x, y) = ((int)MathF.Round(glyph.Left / step), (int)MathF.Round(glyph.Baseline / step));
            if (!glyph.IsBlank && !places.Add((glyph.Text, x, y)))
                continue;
            kept.Add(glyph with { Text = PresentationForms.Resolve(glyph.Text) });
        }
        return kept;
    }

    /// <summary>From left to right; a mark stays with the letter that it stands on.</summary>
    private static List<Glyph> InPlace(List<Glyph> glyphs)
    {
        var letters = glyphs.FindAll(g => !IsMark(g)).OrderBy(g => g.Left).ToList();
        foreach (var mark in glyphs.FindAll(IsMark))
        {
            var middle = (mark.Left + mark.Right) / 2;
            var at = letters.FindIndex(l => !l.IsBlank && l.Left - 0.5f <= middle && middle <= l.Right + 0.5f);
            if (at >= 0)
                letters[at] = letters[at] with { Text = letters[at].Text + mark.Text };
            else
                letters.Add(mark);
        }
        return letters;
    }

    private static bool IsMark(Glyph glyph) => CharUnicodeInfo.GetUnicodeCategory(glyph.Text, 0) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>Puts a space where there is a gap, and takes those away that stand beside another or at an end.</summary>
    private static List<Glyph> Spaced(List<Glyph> glyphs, float size, bool inPlace)
    {
        var spaced = new List<Glyph>(glyphs.Count + 16);
        var width = glyphs.Count(g => g.IsBlank) * LettersForSpace > glyphs.Count ? GapBesideSpaces : GapForSpaces;
        // A space may be as wide as nothing (in some files all are), or a gap stand beside it.
        foreach (var glyph in glyphs)
        {
            if (glyph.IsBlank)
            {
                if (spaced.Count > 0 && !spaced[^1].IsBlank)
                    spaced.Add(glyph with { Text = glyph.Text == "\u00A0" ? "\u00A0" : " " });
                continue;
            }
            // Blanks of another text may lie over this one.
            if (inPlace && spaced.Count > 1 && spaced[^1].IsBlank && glyph.Left - spaced[^2].Right < NoGap * size)
                spaced.RemoveAt(spaced.Count - 1);
            if (spaced.Count > 0 && !spaced[^1].IsBlank && Apart(spaced[^1], glyph, size, width))
                spaced.Add(spaced[^1] with { Text = " " });
            spaced.Add(glyph);
        }
        while (spaced.Count > 0 && spaced[^1].IsBlank)
            spaced.RemoveAt(spaced.Count - 1);
        return spaced;
    }

    private static bool Apart(Glyph one, Glyph next, float size, float gapForSpace)
    {
        var gap = Math.Max(next.Left - one.Right, one.Left - next.Right - size);
        var width = Math.Min(size, Math.Max(one.Size, next.Size)) * gapForSpace;
        // Ideographs are set with gaps, and without spaces.
        return gap > width && !(InlineWriter.Unspaced(one.Text[^1]) && InlineWriter.Unspaced(next.Text[0]) && gap < size * 0.8f);
    }

    private static List<TextRun> Runs(PdfPage page, List<Glyph> glyphs, float size, float baseline)
    {
        var runs = new List<TextRun>();
        var text = new StringBuilder();
        var (style, link) = (RunStyle.None, (string?)null);
        foreach (var glyph in glyphs)
        {
            var (itsStyle, itsLink) = glyph.IsBlank ? (style, link) : (StyleOf(glyph, size, baseline), LinkAt(page, glyph));
            if (text.Length > 0 && (itsStyle != style || itsLink != link))
            {
                runs.Add(new TextRun(text.ToString(), style, link));
                text.Clear();
            }
            (style, link) = (itsStyle, itsLink);
            text.Append(glyph.Text);
        }
        if (text.Length > 0)
            runs.Add(new TextRun(text.ToString(), style, link));
        return runs;
    }

    private static RunStyle StyleOf(Glyph glyph, float size, float baseline)
    {
        var style = RunStyle.None;
        if ((glyph.Style & GlyphStyle.Bold) != 0)
            style |= RunStyle.Bold;
        if ((glyph.Style & GlyphStyle.Italic) != 0)
            style |= RunStyle.Italic;
        if ((glyph.Style & GlyphStyle.FixedWidth) != 0)
            style |= RunStyle.FixedWidth;
        if (glyph.Size < size * 0.85f)
            style |= glyph.Baseline - baseline > size * 0.15f ? RunStyle.Superscript : baseline - glyph.Baseline > size * 0.05f ? RunStyle.Subscript : RunStyle.None;
        return style;
    }

    private static string? LinkAt(PdfPage page, Glyph glyph)
    {
        if (page.Links.Count == 0 || glyph.Turn != Turn.Upright)
            return null;
        var (x, y) = ((glyph.Left + glyph.Right) / 2, glyph.Baseline + (glyph.Size * 0.3f));
        foreach (var link in page.Links)
        {
            if (link.Box.Holds(x, y))
                return link.Target;
        }
        return null;
    }
}
