namespace Pipeline.Documents;

/// <summary>A cell with the row and column that its upper start corner stands in, both from 0.</summary>
public readonly record struct PlacedCell(int Row, int Column, TableCell Cell);

/// <summary>Where the cells of a table stand: the table model of HTML (13.4.9.1, "forming a table"), in which spans push later cells on.</summary>
public static class TableGrid
{
    /// <summary>The cells row by row, in each row from the start.</summary>
    public static IReadOnlyList<PlacedCell> Place(IReadOnlyList<TableRow> rows)
    {
        var placed = new List<PlacedCell>();
        // For each column the first row that is free again below a cell that spans rows.
        var freeFrom = new List<int>();
        for (var row = 0; row < rows.Count; row++)
        {
            var column = 0;
            foreach (var cell in rows[row].Cells)
            {
                while (column < freeFrom.Count && freeFrom[column] > row)
                    column++;
                placed.Add(new PlacedCell(row, column, cell));
                for (var span = 0; span < cell.ColumnSpan; span++, column++)
                {
                    while (freeFrom.Count <= column)
                        freeFrom.Add(0);
                    freeFrom[column] = row + cell.RowSpan;
                }
            }
        }
        return placed;
    }

    /// <summary>How many columns the rows need.</summary>
    public static int Width(IReadOnlyList<TableRow> rows)
    {
        if (rows.All(r => r.Cells.All(c => c.RowSpan == 1)))
            return rows.Max(r => (int?)r.Cells.Sum(c => c.ColumnSpan)) ?? 0;
        return Place(rows).Max(p => (int?)(p.Column + p.Cell.ColumnSpan)) ?? 0;
    }
}
