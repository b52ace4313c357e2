using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>What the rows of a table share: its place, and its measures at the size that it is set in.</summary>
internal sealed record TableFrame(float X, float Width, float PaddingX, float PaddingY, float LineHeight, StyleSheet Sheet);

/// <summary>The items of one cell, stacked from its top, in the area between its column's sides.</summary>
internal sealed class RowCell(List<FlowItem> items, int rowSpan, float left, float width)
{
    public List<FlowItem> Items { get; } = items;
    public int RowSpan { get; } = rowSpan;
    public float Left { get; } = left;
    public float Width { get; } = width;
    public float Height { get; } = FlowItem.HeightOf(items);

    /// <summary>The cell with what fits into <paramref name="height"/>, and the one with the rest, which reaches over <paramref name="restSpan"/> rows.</summary>
    public (RowCell Top, RowCell Below) Split(float height, int topSpan, int restSpan)
    {
        var (top, rest) = FlowItem.Split(Items, height);
        return (new RowCell(top, topSpan, Left, Width), new RowCell(rest, restSpan, Left, Width));
    }
}

/// <summary>A table row, with the rule above it. One of several that a span joins is part of a <see cref="RowGroupItem"/>.</summary>
internal sealed class RowItem(List<RowCell> cells, TableFrame frame) : FlowItem
{
    private readonly float contentHeight = HeightOf(cells, frame);

    public List<RowCell> Cells { get; } = cells;
    public TableFrame Frame { get; } = frame;
    public bool IsHeader { get; init; }
    public bool IsLast { get; init; }

    /// <summary>Added to the height for the sake of a cell that ends here and began in a row above.</summary>
    public float Stretch { get; set; }

    /// <summary>The header's rows.</summary>
    public IReadOnlyList<FlowItem> Repeat { get; set; } = [];
    public override float Height => contentHeight + 2 * Frame.PaddingY + Stretch;
    public override IReadOnlyList<FlowItem> RepeatedAbove => Repeat;

    public override void Paint(Page page, float y, bool artifact)
    {
        PaintShade(page, y);
        PaintRule(page, y, Frame.X, Frame.Width);
        PaintCells(page, y, artifact);
        PaintEnd(page, y);
    }

    public void PaintShade(Page page, float y)
    {
        if (IsHeader) page.Add(new RectangleItem { X = Frame.X, Y = y, Width = Frame.Width, Height = Height, Color = Frame.Sheet.ShadeColor }, null);
    }

    public void PaintRule(Page page, float y, float x, float width)
    {
        var sheet = Frame.Sheet;
        page.Add(new RectangleItem { X = x, Y = y - sheet.HairRule / 2, Width = width, Height = IsHeader ? sheet.Rule : sheet.HairRule, Color = IsHeader ? sheet.HeadingColor : sheet.RuleColor }, null);
    }

    public void PaintCells(Page page, float y, bool artifact)
    {
        foreach (var cell in Cells) PaintAll(page, cell.Items, y + Frame.PaddingY, artifact);
    }

    public void PaintEnd(Page page, float y)
    {
        if (IsLast) page.Add(new RectangleItem { X = Frame.X, Y = y + Height, Width = Frame.Width, Height = Frame.Sheet.Rule, Color = Frame.Sheet.HeadingColor }, null);
    }

    public override (FlowItem Top, FlowItem Below)? Split(float height)
    {
        var (tops, rests) = (new List<RowCell>(Cells.Count), new List<RowCell>(Cells.Count));
        foreach (var cell in Cells)
        {
            var (top, rest) = cell.Split(height - 2 * Frame.PaddingY, 1, cell.RowSpan);
            tops.Add(top);
            rests.Add(rest);
        }
        if (tops.All(t => t.Items.Count == 0) || rests.All(r => r.Items.Count == 0)) return null;
        return (With(tops, isLast: false), With(rests, IsLast));
    }

    /// <summary>The same row with other cells.</summary>
    public RowItem With(List<RowCell> cells, bool isLast) => new(cells, Frame)
    {
        IsHeader = IsHeader,
        IsLast = isLast,
        Repeat = Repeat,
        Backdrops = Backdrops,
        Notes = NotesOf(cells),
    };

    public static IReadOnlyList<int> NotesOf(List<RowCell> cells)
    {
        List<int>? notes = null;
        foreach (var cell in cells)
            foreach (var item in cell.Items)
                foreach (var note in item.Notes) (notes ??= []).Add(note);
        return notes ?? (IReadOnlyList<int>)[];
    }

    private static float HeightOf(List<RowCell> cells, TableFrame frame)
    {
        var height = frame.LineHeight;
        foreach (var cell in cells)
            if (cell.RowSpan == 1) height = Math.Max(height, cell.Height);
        return height;
    }
}
