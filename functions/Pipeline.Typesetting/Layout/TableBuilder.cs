using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Sets a table: a grid of cells, column widths from content, then a row item a row.</summary>
internal sealed class TableBuilder(
    FlowBuilder flow, TextSetter setter, StyleSheet sheet, int maximumCells, CancellationToken cancellationToken)
{
    private readonly TableMeasure measure = new(setter, sheet);
    private readonly Dictionary<TextStyle, TextStyle> boldStyles = [];
    private long cellsSoFar;
    private int tablesSoFar;

    public void Add(Table table, Column column, List<FlowItem> items)
    {
        if (table.Rows.Count == 0 || table.Columns.Count == 0) return;
        cellsSoFar += (long)table.Rows.Count * table.Columns.Count;
        if (cellsSoFar > maximumCells)
            throw new RejectedException("too-many-cells", $"The tables have more than {maximumCells} cells together. Publish long tables as files of data, and show here what matters in them.");
        tablesSoFar++;
        var element = column.Parent.Add(new StructureElement("Table") { Language = table.Language });
        (column, var cells, var inner, var frame, var widths) = Fit(table, column);
        var first = items.Count;
        if (table.Caption.Count > 0) AddCaption(table, column, element, items);
        var lefts = Lefts(widths, column);
        var heads = TableHeads.Of(table, cells, tablesSoFar);
        var head = table.HeaderRows > 0 ? element.Add(new StructureElement("THead")) : null;
        var body = table.HeaderRows < table.Rows.Count ? element.Add(new StructureElement("TBody")) : null;
        var (rows, group, header) = (new List<FlowItem>(), new List<RowItem>(), 0);
        var (next, groupEnd) = (0, 0);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isHeader = r < table.HeaderRows;
            var tr = (isHeader ? head! : body!).Add(new StructureElement("TR"));
            var set = new List<RowCell>();
            for (; next < cells.Count && cells[next].Row == r; next++)
            {
                set.Add(SetCell(cells[next], table, inner, tr, frame, lefts, widths, heads));
                groupEnd = Math.Max(groupEnd, r + cells[next].RowSpan);
            }
            var row = new RowItem(set, frame) { IsHeader = isHeader, IsLast = r == table.Rows.Count - 1, Backdrops = column.Backdrops, Notes = RowItem.NotesOf(set) };
            group.Add(row);
            if (r + 1 < groupEnd) continue;
            rows.Add(group.Count == 1 ? row : new RowGroupItem([.. group]));
            group.Clear();
            if (isHeader) header = rows.Count;
        }
        Tie(rows, header, column.TextHeight);
        items.AddRange(rows);
        if (column.TextHeight >= column.Width) return;
        // A heading goes with its table.
        while (first > 0 && items[first - 1].KeepWithNext) first--;
        for (; first < items.Count; first++) items[first].Landscape = true;
    }

    private void AddCaption(Table table, Column column, StructureElement element, List<FlowItem> items)
    {
        var style = new TextStyle(sheet.HeadingFamily, sheet.TableSize) { Bold = true, Color = sheet.HeadingColor };
        var text = setter.Flattener.Flatten(table.Caption, style, column.Language, column.Direction);
        var first = items.Count;
        setter.AddLines(setter.Set(text, element.Add(new StructureElement("Caption")), column with { Style = style, LineHeight = sheet.TableLineHeight, Setting = default }, column.Width), column, items);
        items.Add(new SpaceItem(sheet.CaptionSpace));
        for (var i = first; i < items.Count; i++) items[i].KeepWithNext = true;
        flow.Notes.AddCalled(text, column);
    }

    /// <summary>The column that the table stands in, of a landscape page if it needs one; its cells and widths, at the largest size at which no word has to be broken.</summary>
    private (Column Column, List<GridCell> Cells, Column Inner, TableFrame Frame, float[] Widths) Fit(Table table, Column column)
    {
        var (cells, inner, frame) = At(1);
        var sizes = measure.Sizes(cells, table.Columns.Count, inner.Style, frame.PaddingX);
        var wanted = sizes.Words.Sum();
        if (wanted > column.Width)
        {
            if (column.Landscape is { } landscape && wanted * sheet.LandscapeBelow > column.Width)
                column = landscape with { Language = column.Language, Direction = column.Direction, Parent = column.Parent };
            var scale = wanted <= column.Width ? 1 : sheet.TableScales.FirstOrDefault(s => s * wanted <= column.Width, sheet.TableScales[^1]);
            (cells, inner, frame) = At(scale);
            sizes = measure.Sizes(cells, table.Columns.Count, inner.Style, frame.PaddingX);
        }
        return (column, cells, inner, frame, TableMeasure.Widths(sizes.Least, sizes.Natural, column.Width));

        (List<GridCell>, Column, TableFrame) At(float scale)
        {
            var set = column with
            {
                Style = new TextStyle(sheet.HeadingFamily, sheet.TableSize * scale) { Color = sheet.TextColor },
                LineHeight = sheet.TableLineHeight * scale,
                ParagraphSpace = sheet.ItemSpace,
                TextInParent = true,
                Setting = default,
                Backdrops = [],
                Depth = column.Depth + 1,
                Landscape = null,
            };
            return (Grid(table, set), set, new TableFrame(column.X, column.Width, sheet.CellPaddingX * scale, sheet.CellPaddingY * scale, set.LineHeight, sheet));
        }
    }

    /// <summary>Every cell at its place, in reading order; what a row lacks is filled with empty cells, so that every row has all columns.</summary>
    private List<GridCell> Grid(Table table, Column column)
    {
        var columns = table.Columns.Count;
        var cells = new List<GridCell>();
        var occupiedUntil = new int[columns];
        var empty = new TableCell([]);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var c = 0;
            var given = table.Rows[r].Cells;
            for (var i = 0; c < columns; i++)
            {
                while (c < columns && occupiedUntil[c] > r) c++;
                if (c >= columns) break;
                var cell = i < given.Count ? given[i] : empty;
                var span = 1;
                while (span < cell.ColumnSpan && c + span < columns && occupiedUntil[c + span] <= r) span++;
                // A span stays within the header or the body, and within the table.
                var end = r < table.HeaderRows ? Math.Min(table.HeaderRows, table.Rows.Count) : table.Rows.Count;
                var rowSpan = Math.Clamp(cell.RowSpan, 1, end - r);
                for (var k = c; k < c + span; k++) occupiedUntil[k] = r + rowSpan;
                var heads = r < table.HeaderRows || (table.HeaderColumn && c == 0);
                var text = cell.Blocks is [Paragraph { Number: null, Language: null, Direction: null } p]
                    ? setter.Flattener.Flatten(p.Inlines, StyleOf(column, heads), column.Language, column.Direction)
                    : null;
                cells.Add(new GridCell(cell, r, c, span, rowSpan, heads, text, text is null ? null : setter.Shaper.Shape(text)));
                c += span;
            }
        }
        return cells;
    }

    private TextStyle StyleOf(Column column, bool heads)
    {
        if (!heads) return column.Style;
        if (!boldStyles.TryGetValue(column.Style, out var bold)) boldStyles[column.Style] = bold = column.Style with { Bold = true };
        return bold;
    }

    private static float[] Lefts(float[] widths, Column column)
    {
        var lefts = new float[widths.Length];
        var x = column.RightToLeft ? column.X + column.Width : column.X;
        for (var c = 0; c < widths.Length; c++)
        {
            if (column.RightToLeft) x -= widths[c];
            lefts[c] = x;
            if (!column.RightToLeft) x += widths[c];
        }
        return lefts;
    }

    private RowCell SetCell(GridCell cell, Table table, Column column, StructureElement tr, TableFrame frame, float[] lefts, float[] widths, TableHeads? heads)
    {
        var width = 0f;
        for (var c = cell.Column; c < cell.Column + cell.ColumnSpan; c++) width += widths[c];
        var left = column.RightToLeft ? lefts[cell.Column + cell.ColumnSpan - 1] : lefts[cell.Column];
        var element = tr.Add(new StructureElement(cell.Heads ? "TH" : "TD")
        {
            Id = cell.Heads ? heads?.IdOf(cell) : null,
            Headers = heads?.Of(cell) ?? [],
            Scope = cell.Heads ? (cell.Row < table.HeaderRows ? "Column" : "Row") : null,
            ColumnSpan = cell.ColumnSpan,
            RowSpan = cell.RowSpan,
        });
        var inner = column with
        {
            X = left + frame.PaddingX,
            Width = Math.Max(1, width - 2 * frame.PaddingX),
            Parent = element,
            Style = StyleOf(column, cell.Heads),
            Alignment = table.Columns[cell.Column] switch
            {
                ColumnAlignment.Center => Alignment.Center,
                ColumnAlignment.End => Alignment.End,
                _ => Alignment.Start,
            },
        };
        var items = new List<FlowItem>();
        if (cell.Shaped is { } shaped)
        {
            setter.AddLines(setter.Set(shaped, element, inner, inner.Width), inner, items);
            flow.Notes.AddCalled(cell.Text!, inner);
        }
        else flow.AddBlocks(cell.Cell.Blocks, inner, items);
        return new RowCell(items, cell.RowSpan, left, width);
    }

    /// <summary>Keeps a low table whole, the header of another with the first rows, the last rows together, and repeats the header where it is not too high.</summary>
    private void Tie(List<FlowItem> rows, int header, float textHeight)
    {
        var together = FlowItem.HeightOf(rows) <= textHeight * sheet.WholeTableShare ? rows.Count : header;
        for (var r = 0; r < together; r++) rows[r].KeepWithNext = r + 1 < rows.Count;
        // Two rows at least stay with the header, and two together at the end.
        if (rows.Count - header >= 3) rows[header].KeepWithNext = rows[^2].KeepWithNext = true;
        var repeat = rows.GetRange(0, header);
        if (FlowItem.HeightOf(repeat) > textHeight * sheet.RepeatedHeaderShare) return;
        for (var r = header; r < rows.Count; r++)
        {
            if (rows[r] is RowItem row) row.Repeat = repeat;
            else if (rows[r] is RowGroupItem group) group.Repeat = repeat;
        }
    }
}
