using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>Finds tables whose cells are ruled: rules that touch form a grid, and where a rule is missing a cell spans.</summary>
internal static class RuledTables
{
    /// <summary>Rules this close are one; ends this close to a rule touch it.</summary>
    private const float Tolerance = 2.5f;

    private const int MaximumLines = 400;
    private const int MaximumRules = 6_000;
    private const float ShortestRule = 6;

    public static List<RuledTable> Find(PdfPage page)
    {
        var horizontal = page.Rules.Where(r => r.Width > r.Height && r.Width >= ShortestRule).Take(MaximumRules).ToList();
        var vertical = page.Rules.Where(r => r.Height >= r.Width && r.Height >= ShortestRule).Take(MaximumRules).ToList();
        if (horizontal.Count < 2 || vertical.Count < 2)
            return [];
        return [.. Connected(horizontal, vertical).Select(Grid).OfType<RuledTable>().OrderByDescending(t => t.Box.Area)
            .Aggregate(new List<RuledTable>(), (kept, table) => kept.Exists(k => Overlap(k.Box, table.Box)) ? kept : [.. kept, table])];
    }

    private static bool Overlap(Box one, Box other) => one.Left < other.Right && other.Left < one.Right && one.Bottom < other.Top && other.Bottom < one.Top;

    /// <summary>Groups of rules that touch.</summary>
    private static List<(List<Box> Horizontal, List<Box> Vertical)> Connected(List<Box> horizontal, List<Box> vertical)
    {
        var all = horizontal.Concat(vertical).ToList();
        var parents = Enumerable.Range(0, all.Count).ToArray();
        int Root(int i)
        {
            while (parents[i] != i)
                i = parents[i] = parents[parents[i]];
            return i;
        }
        // Sorted by their left ends, so that only those that can touch are compared.
        var order = Enumerable.Range(0, all.Count).OrderBy(i => all[i].Left).ToArray();
        var open = new List<int>();
        foreach (var i in order)
        {
            open.RemoveAll(o => all[o].Right + Tolerance < all[i].Left);
            foreach (var o in open)
            {
                if (all[o].Bottom - Tolerance <= all[i].Top && all[i].Bottom - Tolerance <= all[o].Top)
                    parents[Root(i)] = Root(o);
            }
            open.Add(i);
        }
        return [.. Enumerable.Range(0, all.Count).GroupBy(Root)
            .Select(g => (g.Where(i => i < horizontal.Count).Select(i => all[i]).ToList(), g.Where(i => i >= horizontal.Count).Select(i => all[i]).ToList()))];
    }

    private static RuledTable? Grid((List<Box> Horizontal, List<Box> Vertical) rules)
    {
        var xs = Lines(rules.Vertical.Select(r => (r.Left + r.Right) / 2));
        var ys = Lines(rules.Horizontal.Select(r => (r.Bottom + r.Top) / 2));
        if (xs.Length < 2 || ys.Length < 2 || xs.Length + ys.Length < 5 || xs.Length > MaximumLines || ys.Length > MaximumLines || (xs.Length - 1) * (ys.Length - 1) > 20_000)
            return null;
        Array.Reverse(ys);
        var (rows, columns) = (ys.Length - 1, xs.Length - 1);
        var cells = new List<RuledCell>();
        var taken = new bool[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (taken[row, column])
                    continue;
                var (right, bottom) = (column + 1, row + 1);
                while (right < columns && !taken[row, right] && !Has(rules.Vertical, xs[right], (ys[row] + ys[row + 1]) / 2, upright: true))
                    right++;
                while (bottom < rows && !Has(rules.Horizontal, ys[bottom], (xs[column] + xs[column + 1]) / 2, upright: false))
                    bottom++;
                for (var r = row; r < bottom; r++)
                {
                    for (var c = column; c < right; c++)
                        taken[r, c] = true;
                }
                cells.Add(new RuledCell(new Box(xs[column], ys[bottom], xs[right], ys[row]), row, column, bottom - row, right - column));
            }
        }
        return cells.Count < 2 ? null : new RuledTable(new Box(xs[0], ys[^1], xs[^1], ys[0]), xs, ys, cells);
    }

    private static bool Has(List<Box> rules, float at, float across, bool upright) => rules.Exists(r => upright
        ? Math.Abs(((r.Left + r.Right) / 2) - at) <= Tolerance && r.Bottom <= across && r.Top >= across
        : Math.Abs(((r.Bottom + r.Top) / 2) - at) <= Tolerance && r.Left <= across && r.Right >= across);

    private static float[] Lines(IEnumerable<float> places)
    {
        var lines = new List<float>();
        foreach (var place in places.Order())
        {
            if (lines.Count == 0 || place - lines[^1] > Tolerance)
                lines.Add(place);
        }
        return [.. lines];
    }
}
