using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>Glyphs that stand close to each other on one baseline, or a table in their place.</summary>
internal sealed class Fragment(List<Glyph> glyphs)
{
    /// <summary>Gaps wider than this many sizes part fragments: columns stand further apart, words seldom do.</summary>
    private const float WidestGap = 1.1f;

    public List<Glyph> Glyphs { get; } = glyphs;

    public RuledTable? Table { get; private init; }

    public float Left { get; private init; } = Edge(glyphs, g => g.Min(x => x.Left));

    public float Right { get; private init; } = Edge(glyphs, g => g.Max(x => x.Right));

    public float Baseline { get; private init; } = glyphs.Count == 0 ? 0 : glyphs[0].Baseline;

    public float Size { get; private init; } = Edge(glyphs, g => g.Max(x => x.Size));

    public float Top => Table is null ? Baseline + (Size * 0.8f) : Table.Box.Top;

    public float Bottom => Table is null ? Baseline - (Size * 0.2f) : Table.Box.Bottom;

    private static float Edge(List<Glyph> glyphs, Func<IEnumerable<Glyph>, float> edge) => glyphs.Count == 0 ? 0 : edge(glyphs.Where(g => !g.IsBlank));

    public static Fragment Of(RuledTable table) => new([])
    {
        Table = table,
        Left = table.Box.Left,
        Right = table.Box.Right,
        Baseline = table.Box.Bottom,
        Size = table.Box.Height,
    };

    /// <summary>Divides glyphs that follow each other in the file.</summary>
    public static List<Fragment> Divide(IEnumerable<Glyph> glyphs)
    {
        var fragments = new List<Fragment>();
        var current = new List<Glyph>();
        Glyph? last = null;
        foreach (var glyph in glyphs)
        {
            // Blanks belong to what stands before them; where they reach says nothing.
            if (!glyph.IsBlank && last is { } before && !Follows(before, glyph))
            {
                fragments.Add(new Fragment(current));
                current = [];
            }
            if (glyph.IsBlank && current.Count == 0)
                continue;
            current.Add(glyph);
            last = glyph.IsBlank ? last : glyph;
        }
        if (current.Count > 0)
            fragments.Add(new Fragment(current));
        return fragments;
    }

    private static bool Follows(Glyph last, Glyph next)
    {
        var size = Math.Max(last.Size, next.Size);
        // Right-to-left lines come from either side.
        var gap = Math.Max(next.Left - last.Right, last.Left - next.Right);
        return Math.Abs(last.Baseline - next.Baseline) < 0.1f * size && gap < WidestGap * size;
    }
}
