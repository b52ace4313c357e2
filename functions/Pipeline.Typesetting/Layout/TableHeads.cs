using Pipeline.Documents;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>A cell at its place in the grid. <paramref name="Shaped"/>: its text where it is one plain paragraph, shaped once for measuring and setting.</summary>
internal sealed record GridCell(TableCell Cell, int Row, int Column, int ColumnSpan, int RowSpan, bool Heads, InlineText? Text, ShapedParagraph? Shaped);

/// <summary>
/// Which header cells head a cell, by their identifiers (ISO 32000-1 table 349, Headers): for tables with spans, where the scope of a
/// header cell alone does not tell.
/// </summary>
internal sealed class TableHeads
{
    private readonly int table;
    private readonly List<(int End, string Id)>[] columnHeads;
    private readonly string?[] rowHeads;

    private TableHeads(int table, int columns, int rows)
    {
        this.table = table;
        columnHeads = new List<(int, string)>[columns];
        for (var c = 0; c < columns; c++) columnHeads[c] = [];
        rowHeads = new string?[rows];
    }

    /// <summary>Null where no cell spans or none is a header.</summary>
    /// <param name="number">Of the table in the document.</param>
    public static TableHeads? Of(Table table, List<GridCell> cells, int number)
    {
        if (!cells.Exists(c => c.ColumnSpan > 1 || c.RowSpan > 1) || !cells.Exists(c => c.Heads)) return null;
        var heads = new TableHeads(number, table.Columns.Count, table.Rows.Count);
        foreach (var cell in cells)
        {
            if (!cell.Heads) continue;
            if (cell.Row < table.HeaderRows)
                for (var c = cell.Column; c < cell.Column + cell.ColumnSpan; c++) heads.columnHeads[c].Add((cell.Row + cell.RowSpan, heads.IdOf(cell)));
            else
                for (var r = cell.Row; r < cell.Row + cell.RowSpan; r++) heads.rowHeads[r] = heads.IdOf(cell);
        }
        return heads;
    }

    public string IdOf(GridCell cell) => $"table-{table}-{cell.Row + 1}-{cell.Column + 1}";

    /// <summary>The header cells above it and at its rows' start, itself not among them.</summary>
    public IReadOnlyList<string> Of(GridCell cell)
    {
        var ids = new List<string>();
        for (var c = cell.Column; c < cell.Column + cell.ColumnSpan; c++)
            foreach (var (end, id) in columnHeads[c])
                if (end <= cell.Row && !ids.Contains(id)) ids.Add(id);
        if (cell.Heads) return ids;
        string? last = null;
        for (var r = cell.Row; r < cell.Row + cell.RowSpan; r++)
        {
            if (rowHeads[r] is { } id && id != last) ids.Add(id);
            last = rowHeads[r];
        }
        return ids;
    }
}
