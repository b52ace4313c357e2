using Pipeline.Documents.Readers.Pdf.Lines;
using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>A line or a table, as it comes in a column.</summary>
internal readonly record struct FlowPart(SetLine? Line, RuledTable? Table);

/// <summary>A column of a page from top to bottom.</summary>
internal sealed record PageColumn(PdfPage Page, List<FlowPart> Parts)
{
    public IEnumerable<SetLine> Lines => Parts.Select(p => p.Line).OfType<SetLine>();
}

/// <summary>Finds the lines of a page by their places.</summary>
internal static class PageLines
{
    public static List<PageColumn> Find(PdfPage page)
    {
        var columns = new List<PageColumn>();
        var shown = page.Glyphs.FindAll(g => g.Mark != Glyph.Artifact && g.Turn != Turn.Oblique && g.Text.Length > 0);
        // A page may be turned as a whole; what else is turned stands beside the text, and comes after it.
        foreach (var turned in shown.GroupBy(g => g.Turn).OrderByDescending(g => g.Count()).ThenBy(g => g.Key))
        {
            var glyphs = turned.ToList();
            var fragments = new List<Fragment>();
            if (turned.Key == Turn.Upright)
            {
                foreach (var table in RuledTables.Find(page))
                {
                    var inside = glyphs.FindAll(g => table.Box.Holds((g.Left + g.Right) / 2, g.Baseline + (g.Size * 0.25f)));
                    if (!inside.Exists(g => !g.IsBlank) || !table.Fill(page, inside))
                        continue;
                    var taken = inside.ToHashSet();
                    glyphs.RemoveAll(taken.Contains);
                    fragments.Add(Fragment.Of(table));
                }
            }
            fragments.AddRange(Fragment.Divide(glyphs));
            var rightToLeft = glyphs.Count(g => LogicalOrder.IsRightToLeft(g.Text)) > glyphs.Count / 2;
            columns.AddRange(Columns.Order(fragments, rightToLeft).Select(c => new PageColumn(page, Rows(page, c))).Where(c => c.Parts.Count > 0));
        }
        return columns;
    }

    /// <summary>Fragments on one baseline are a line; small ones a little above or below it belong to it.</summary>
    public static List<FlowPart> Rows(PdfPage page, List<Fragment> fragments)
    {
        var parts = new List<FlowPart>();
        var row = new List<Fragment>();
        foreach (var fragment in fragments.OrderByDescending(f => f.Table is null ? f.Baseline : f.Top))
        {
            if (row.Count > 0 && !row.Exists(r => Beside(r, fragment)))
                Flush();
            if (fragment.Table is { } table)
            {
                Flush();
                parts.Add(new FlowPart(null, table));
            }
            else
            {
                row.Add(fragment);
            }
        }
        Flush();
        return parts;

        void Flush()
        {
            if (row.Count > 0 && LineSetter.Set(page, [.. row.SelectMany(f => f.Glyphs)], inPlaceOrder: true) is { } line)
                parts.Add(new FlowPart(line, null));
            row.Clear();
        }
    }

    private static bool Beside(Fragment one, Fragment other)
    {
        var (large, small) = one.Size >= other.Size ? (one, other) : (other, one);
        var raised = small.Baseline - large.Baseline;
        if (small.Size < large.Size * 0.85f && small.Glyphs.Count <= 6)
            return raised > -0.35f * large.Size && raised < 0.65f * large.Size;
        return Math.Abs(raised) < 0.25f * large.Size;
    }
}
