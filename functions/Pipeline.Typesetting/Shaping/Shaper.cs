using System.Collections.Concurrent;
using HarfBuzzSharp;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Pages;
using Buffer = HarfBuzzSharp.Buffer;

namespace Pipeline.Typesetting.Shaping;

/// <summary>
/// Turns words into glyphs through HarfBuzz: kerning, ligatures, contextual forms, marks. Shaping depends on nothing but the
/// word, its font, language and direction, so results are kept and shared between paragraphs and documents. A soft hyphen at the
/// end of a text is one that ends a line: it shows as a hyphen and stays U+00AD for those who extract text (ISO 32000-1 14.8.2.2.3).
/// Thread-safe.
/// </summary>
internal sealed class Shaper(FontFace face, string language, bool rightToLeft, bool smallCapitals) : IDisposable
{
    // A word longer than this is rarely met twice; a full cache is emptied, since every entry can be made again.
    private const int LongestKept = 40;
    private const int MostKept = 50_000;

    private static readonly Feature[] SmallCapitalsFeature = [new(new Tag('s', 'm', 'c', 'p'), 1)];

    [ThreadStatic]
    private static Buffer? sharedBuffer;

    private readonly ConcurrentDictionary<string, ShapedWord> words = new();
    private readonly Language hbLanguage = new(language);
    private int kept;

    public FontFace Face { get; } = face;

    public ShapedWord Shape(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestKept) return ShapeNew(text.ToString());
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out var known)) return known;

        var word = ShapeNew(text.ToString());
        if (Interlocked.Increment(ref kept) > MostKept)
        {
            words.Clear();
            kept = 0;
        }
        words[word.Text] = word;
        return word;
    }

    public void Dispose() => hbLanguage.Dispose();

    private ShapedWord ShapeNew(string text)
    {
        var buffer = sharedBuffer ??= new Buffer();
        buffer.ClearContents();
        // Each character that can keep glyphs of its own does, so that extracted text is exact.
        buffer.ClusterLevel = ClusterLevel.MonotoneCharacters;
        buffer.AddUtf16(text is [.., InlineText.SoftHyphen] ? string.Concat(text.AsSpan(0, text.Length - 1), [Face.Hyphen]) : text);
        buffer.Direction = rightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        // Always set: HarfBuzz would take the process's locale.
        buffer.Language = hbLanguage;
        buffer.GuessSegmentProperties();
        if (smallCapitals) Face.HarfBuzzFont.Shape(buffer, SmallCapitalsFeature);
        else Face.HarfBuzzFont.Shape(buffer);

        var infos = buffer.GetGlyphInfoSpan();
        var positions = buffer.GetGlyphPositionSpan();
        var glyphs = new Glyph[infos.Length];
        for (var i = 0; i < glyphs.Length; i++)
        {
            var cluster = (int)infos[i].Cluster;
            // The base glyph holds the cluster's characters: the first in reading direction, which is the last on paper from right to left.
            var neighbour = rightToLeft ? i + 1 : i - 1;
            var holds = neighbour < 0 || neighbour >= glyphs.Length || infos[neighbour].Cluster != cluster;
            var position = positions[i];
            glyphs[i] = new Glyph((ushort)infos[i].Codepoint, (short)position.XAdvance, (short)position.XOffset, (short)position.YOffset,
                (ushort)cluster, holds ? (ushort)(ClusterEnd(infos, i, text.Length) - cluster) : (ushort)0);
        }
        return new ShapedWord(Face, text, glyphs, rightToLeft);
    }

    private int ClusterEnd(ReadOnlySpan<GlyphInfo> infos, int glyph, int textLength)
    {
        var cluster = infos[glyph].Cluster;
        var step = rightToLeft ? -1 : 1;
        for (var i = glyph + step; i >= 0 && i < infos.Length; i += step)
            if (infos[i].Cluster != cluster) return (int)infos[i].Cluster;
        return textLength;
    }
}
