using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>A glyph to show: its place among its font's (<see cref="FontUse"/>), and measures in font units as in <see cref="Glyph"/>.</summary>
internal readonly record struct ShownGlyph(int Slot, int Advance, int OffsetX, int OffsetY);

/// <summary>
/// Words with marks, or with clusters of several glyphs. Every glyph shown must stand for characters (ISO 14289-1 7.21.7), and text is
/// extracted glyph by glyph. So a glyph without characters of its own (the dots that a font sets on a bare letter) becomes one composed glyph
/// with that which has them; and a mark becomes a glyph without advance that bears its shift in itself: programs that extract
/// text take a mark that is moved by operators for one of another word or line. A CFF font is not composed.
/// </summary>
internal static class GlyphGroups
{
    // What a glyph without characters of its own stands for in a CFF font: a character that shows nothing and breaks nothing.
    private const string WordJoiner = "\u2060";

    /// <summary>False where each glyph has characters and an advance of its own and none is raised, as nearly always.</summary>
    public static bool HasAny(ReadOnlySpan<Glyph> glyphs)
    {
        foreach (ref readonly var glyph in glyphs)
            if (glyph.TextLength == 0 || glyph.Advance == 0 || glyph.OffsetY != 0) return true;
        return false;
    }

    public static ShownGlyph[] Of(ShapedWord word, FontUse use)
    {
        var glyphs = word.Glyphs;
        var shown = new List<ShownGlyph>(glyphs.Length);
        for (int start = 0, end; start < glyphs.Length; start = end)
        {
            end = start + 1;
            while (end < glyphs.Length && glyphs[end].TextStart == glyphs[start].TextStart) end++;
            ShowCluster(word, glyphs[start..end], use, shown);
        }
        return [.. shown];
    }

    private static void ShowCluster(ShapedWord word, ReadOnlySpan<Glyph> cluster, FontUse use, List<ShownGlyph> shown)
    {
        var texts = Texts(word, cluster);
        if (cluster is [{ Advance: 0 }] && texts[0] is { Length: > 0 } text && text.All(IsUnseen)) return;

        var main = word.RightToLeft ? Array.FindLastIndex(texts, t => t is not null) : Array.FindIndex(texts, t => t is not null);
        if (use.Face.IsCff || main < 0)
        {
            for (var i = 0; i < cluster.Length; i++)
                shown.Add(new ShownGlyph(use.SlotOf(cluster[i].Id, texts[i] ?? WordJoiner), cluster[i].Advance, cluster[i].OffsetX, cluster[i].OffsetY));
            return;
        }
        // Places from the cluster's start: of each glyph, and of the pen when one that is shown comes.
        var places = new int[cluster.Length];
        for (int i = 0, pen = 0; i < places.Length; pen += cluster[i++].Advance) places[i] = pen + cluster[i].OffsetX;
        for (int i = 0, pen = 0; i < places.Length; i++)
        {
            if (texts[i] is null) continue;
            var parts = new List<GlyphPart>();
            var advance = 0;
            for (var k = 0; k < places.Length; k++)
            {
                if (k != i && (i != main || texts[k] is not null)) continue;
                advance += cluster[k].Advance;
                if (!IsJoiner(texts[k])) parts.Add(new GlyphPart(cluster[k].Id, (short)(places[k] - pen), cluster[k].OffsetY));
            }
            shown.Add(parts is [{ Y: 0 } single] && advance != 0
                ? new ShownGlyph(use.SlotOf(single.Glyph, texts[i]), advance, single.X, 0)
                : new ShownGlyph(use.SlotOf(new ComposedGlyph([.. parts], advance), texts[i]!), advance, 0, 0));
            pen += advance;
        }
    }

    // The characters of a cluster shared out among its glyphs; null for those that get none.
    private static string?[] Texts(ShapedWord word, ReadOnlySpan<Glyph> cluster)
    {
        var length = 0;
        foreach (ref readonly var glyph in cluster) length = Math.Max(length, glyph.TextLength);
        var text = word.Text.Substring(cluster[0].TextStart, length);
        if (cluster.Length == 1) return [text];

        var texts = new string?[cluster.Length];
        var runes = text.EnumerateRunes().ToList();
        // To a glyph that the character map gives for one of the characters, that one; the rest in reading order.
        for (var i = 0; i < texts.Length; i++)
        {
            var glyph = cluster[i].Id;
            var own = runes.FindIndex(r => word.Font.GlyphOf(r.Value) == glyph);
            if (own < 0) continue;
            texts[i] = runes[own].ToString();
            runes.RemoveAt(own);
        }
        var without = texts.Count(t => t is null);
        for (var k = 0; k < texts.Length && runes.Count > 0; k++)
        {
            var i = word.RightToLeft ? texts.Length - 1 - k : k;
            if (texts[i] is not null) continue;
            // The first takes what is left over: a ligature of several letters comes before its marks.
            var count = Math.Max(1, runes.Count - without + 1);
            texts[i] = string.Concat(runes.Take(count));
            runes.RemoveRange(0, count);
            without--;
        }
        if (runes.Count > 0) texts[word.RightToLeft ? ^1 : 0] += string.Concat(runes);
        return texts;
    }

    // Shaped as a space without advance: there is nothing in it to see.
    private static bool IsJoiner(string? text) => text is "\u200C" or "\u200D";

    // Soft hyphens where no line breaks, zero-width spaces and marks of direction: they steered layout and have done their work.
    private static bool IsUnseen(char c) =>
        c is '\u00AD' or '\u061C' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069') or '\uFEFF';
}
