namespace Pipeline.Documents.Building;

/// <summary>Brings a table into shape: spans that end within it, one alignment a column, a header that is not all of it.</summary>
internal static class Tables
{
    private const int MaximumColumns = 1000;

    /// <summary>Null where the table has no cell with anything in it.</summary>
    public static Table? Finish(Table table)
    {
        var rows = table.Rows;
        if (!rows.Any(r => r.Cells.Any(c => c.Blocks.Count > 0)))
            return null;
        if (rows.Any(r => r.Cells.Any(c => c.ColumnSpan != 1 || c.RowSpan != 1)))
            rows = [.. rows.Select((r, i) => new TableRow([.. r.Cells.Select(c => c with
            {
                ColumnSpan = Math.Clamp(c.ColumnSpan, 1, MaximumColumns),
                RowSpan = Math.Clamp(c.RowSpan, 1, table.Rows.Count - i),
            })]))];
        var width = TableGrid.Width(rows);
        var columns = table.Columns.Count == width
            ? table.Columns
            : [.. Enumerable.Range(0, width).Select(i => i < table.Columns.Count ? table.Columns[i] : ColumnAlignment.Start)];
        return table with { Rows = rows, Columns = columns, HeaderRows = Math.Clamp(table.HeaderRows, 0, rows.Count) };
    }
}
