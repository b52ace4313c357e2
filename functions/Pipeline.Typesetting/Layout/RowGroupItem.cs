using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>
/// Rows that a cell reaching over several of them joins. They stay together where a page has room for them; otherwise they part
/// between two rows, or inside the first, and what a joining cell has left goes on in its rows below.
/// </summary>
internal sealed class RowGroupItem : FlowItem
{
    private readonly List<RowItem> rows;

    public RowGroupItem(List<RowItem> rows)
    {
        this.rows = rows;
        Stretch();
        Height = rows.Sum(r => r.Height);
        Notes = [.. rows.SelectMany(r => r.Notes)];
        Backdrops = rows[0].Backdrops;
    }

    public override float Height { get; }
    public IReadOnlyList<FlowItem> Repeat { get; set; } = [];
    public override IReadOnlyList<FlowItem> RepeatedAbove => Repeat;

    public override void Paint(Page page, float y, bool artifact)
    {
        var top = y;
        foreach (var row in rows)
        {
            row.PaintShade(page, top);
            top += row.Height;
        }
        top = y;
        for (var r = 0; r < rows.Count; r++)
        {
            PaintRules(page, r, top);
            rows[r].PaintCells(page, top, artifact);
            rows[r].PaintEnd(page, top);
            top += rows[r].Height;
        }
    }

    /// <summary>The rule above a row, left out where a cell from above reaches through it.</summary>
    private void PaintRules(Page page, int row, float y)
    {
        var frame = rows[row].Frame;
        var from = frame.X;
        foreach (var cell in CellsThrough(row).OrderBy(c => c.Left))
        {
            if (cell.Left > from) rows[row].PaintRule(page, y, from, cell.Left - from);
            from = Math.Max(from, cell.Left + cell.Width);
        }
        if (from < frame.X + frame.Width) rows[row].PaintRule(page, y, from, frame.X + frame.Width - from);
    }

    private IEnumerable<RowCell> CellsThrough(int row)
    {
        for (var r = 0; r < row; r++)
            foreach (var cell in rows[r].Cells)
                if (r + cell.RowSpan > row) yield return cell;
    }

    /// <summary>The last row of a span grows where the spanning cell is higher than its rows.</summary>
    private void Stretch()
    {
        for (var r = 0; r < rows.Count; r++)
        {
            foreach (var cell in rows[r].Cells)
            {
                if (cell.RowSpan == 1) continue;
                var end = Math.Min(r + cell.RowSpan, rows.Count);
                var have = 0f;
                for (var k = r; k < end; k++) have += rows[k].Height;
                rows[end - 1].Stretch += Math.Max(0, cell.Height + 2 * rows[r].Frame.PaddingY - have);
            }
        }
    }

    public override (FlowItem Top, FlowItem Below)? Split(float height)
    {
        var (fits, used) = (0, 0f);
        for (; fits < rows.Count && used + rows[fits].Height <= height; fits++) used += rows[fits].Height;
        if (fits == rows.Count) return null;
        if (fits > 0) return SplitBefore(fits);
        return rows[0].Split(height) is { } parts ? (parts.Top, Part([(RowItem)parts.Below, .. rows.Skip(1)])) : null;
    }

    private (FlowItem Top, FlowItem Below) SplitBefore(int row)
    {
        var upper = new List<RowItem>(row);
        var carried = new List<RowCell>();
        var bottom = 0f;
        for (var r = 0; r < row; r++) bottom += rows[r].Height;
        var top = 0f;
        for (var r = 0; r < row; r++)
        {
            var cells = new List<RowCell>(rows[r].Cells.Count);
            foreach (var cell in rows[r].Cells)
            {
                if (r + cell.RowSpan <= row)
                {
                    cells.Add(cell);
                    continue;
                }
                var (above, rest) = cell.Split(bottom - top - 2 * rows[r].Frame.PaddingY, row - r, r + cell.RowSpan - row);
                cells.Add(above);
                carried.Add(rest);
            }
            upper.Add(rows[r].With(cells, isLast: false));
            top += rows[r].Height;
        }
        var first = rows[row].With([.. rows[row].Cells.Concat(carried).OrderBy(c => c.Left)], rows[row].IsLast);
        return (Part(upper), Part([first, .. rows.Skip(row + 1)]));
    }

    private FlowItem Part(List<RowItem> part)
    {
        // Rows hold what an earlier span added to them: they start afresh.
        var fresh = part.Select(r => r.Stretch == 0 ? r : r.With(r.Cells, r.IsLast)).ToList();
        return fresh.Count == 1 && fresh[0].Cells.All(c => c.RowSpan == 1) ? fresh[0] : new RowGroupItem(fresh) { Repeat = Repeat };
    }
}
