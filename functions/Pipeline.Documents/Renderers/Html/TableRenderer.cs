using System.Globalization;

namespace Pipeline.Documents.Renderers.Html;

/// <summary>
/// Writes tables: each in a labelled region of its own, which scrolls where the screen is narrower. Simple headers have a scope; where
/// header cells span, each data cell names its headers (WCAG technique H43).
/// </summary>
internal sealed class TableRenderer(HtmlWriter writer, InlineRenderer inlines, UiWords words, Action<IReadOnlyList<Block>> writeBlocks)
{
    private int tables;

    public void Write(Table table)
    {
        var number = ++tables;
        writer.Markup("<div class=\"document-table\" role=\"region\" tabindex=\"0\""u8);
        if (table.Caption.Count > 0)
        {
            writer.Markup(" aria-labelledby=\"table-"u8);
            writer.Number(number);
            writer.Markup("-caption\""u8);
        }
        else
        {
            writer.Attribute(" aria-label=\""u8, UiWords.Number(words.Table, number));
        }
        writer.Markup(">\n<table"u8);
        InlineRenderer.PassageAttributes(writer, table.Language, table.Direction);
        writer.Markup(">\n"u8);
        if (table.Caption.Count > 0)
        {
            writer.Markup("<caption id=\"table-"u8);
            writer.Number(number);
            writer.Markup("-caption\">"u8);
            inlines.Write(table.Caption);
            writer.Markup("</caption>\n"u8);
        }
        Rows(table, number);
        writer.Markup("</table>\n</div>\n"u8);
    }

    private void Rows(Table table, int number)
    {
        // In most tables no cell spans, and a cell's column is its place in the row.
        var spans = table.Rows.Any(r => r.Cells.Any(c => c.ColumnSpan > 1 || c.RowSpan > 1));
        var placed = spans ? TableGrid.Place(table.Rows) : [];
        var named = spans || table.HeaderRows > 1 ? new HeaderNames(table, spans ? placed : TableGrid.Place(table.Rows), number) : null;
        var next = 0;
        for (var row = 0; row < table.Rows.Count; row++)
        {
            if (row == 0 && table.HeaderRows > 0)
                writer.Markup("<thead>\n"u8);
            if (row == table.HeaderRows)
                writer.Markup("<tbody>\n"u8);
            writer.Markup("<tr>"u8);
            var cells = table.Rows[row].Cells;
            for (var i = 0; i < cells.Count; i++)
                Cell(table, spans ? placed[next++] : new PlacedCell(row, i, cells[i]), named);
            writer.Markup("</tr>\n"u8);
            if (row == table.HeaderRows - 1)
                writer.Markup("</thead>\n"u8);
        }
        if (table.Rows.Count > table.HeaderRows)
            writer.Markup("</tbody>\n"u8);
    }

    private void Cell(Table table, PlacedCell placed, HeaderNames? named)
    {
        var cell = placed.Cell;
        var heads = (Columns: placed.Row < table.HeaderRows, Row: table.HeaderColumn && placed.Row >= table.HeaderRows && placed.Column == 0);
        // An empty corner heads nothing.
        var isHeader = (heads.Columns || heads.Row) && cell.Blocks.Count > 0;
        writer.Markup(isHeader ? "<th"u8 : "<td"u8);
        if (isHeader)
        {
            writer.Markup(heads.Columns
                ? (cell.ColumnSpan > 1 ? " scope=\"colgroup\""u8 : " scope=\"col\""u8)
                : (cell.RowSpan > 1 ? " scope=\"rowgroup\""u8 : " scope=\"row\""u8));
            if (named is not null)
                writer.Attribute(" id=\""u8, named.Id(placed));
        }
        else if (named?.Of(placed) is { Length: > 0 } headers)
        {
            writer.Attribute(" headers=\""u8, headers);
        }
        Span(" colspan=\""u8, cell.ColumnSpan);
        Span(" rowspan=\""u8, cell.RowSpan);
        writer.Markup(table.Columns[placed.Column] switch
        {
            ColumnAlignment.Center => " class=\"document-center\">"u8,
            ColumnAlignment.End => " class=\"document-end\">"u8,
            _ => ">"u8,
        });
        writeBlocks(cell.Blocks);
        writer.Markup(isHeader ? "</th>"u8 : "</td>"u8);
    }

    private void Span(ReadOnlySpan<byte> attribute, int cells)
    {
        if (cells == 1)
            return;
        writer.Markup(attribute);
        writer.Number(cells);
        writer.Markup("\""u8);
    }

    /// <summary>The header cells above and before each cell of a table with spans.</summary>
    private sealed class HeaderNames(Table table, IReadOnlyList<PlacedCell> cells, int number)
    {
        private readonly ILookup<int, PlacedCell> columnHeaders = cells.Where(c => c.Row < table.HeaderRows && c.Cell.Blocks.Count > 0)
            .SelectMany(c => Enumerable.Range(c.Column, c.Cell.ColumnSpan).Select(column => (column, c))).ToLookup(c => c.column, c => c.c);

        private readonly ILookup<int, PlacedCell> rowHeaders = cells.Where(c => table.HeaderColumn && c.Row >= table.HeaderRows && c.Column == 0 && c.Cell.Blocks.Count > 0)
            .SelectMany(c => Enumerable.Range(c.Row, c.Cell.RowSpan).Select(row => (row, c))).ToLookup(c => c.row, c => c.c);

        public string Id(PlacedCell cell) => string.Create(CultureInfo.InvariantCulture, $"table-{number}-{cell.Row + 1}-{cell.Column + 1}");

        public string Of(PlacedCell cell) => string.Join(' ',
            Enumerable.Range(cell.Column, cell.Cell.ColumnSpan).SelectMany(c => columnHeaders[c]).Where(h => h.Row < cell.Row)
                .Concat(Enumerable.Range(cell.Row, cell.Cell.RowSpan).SelectMany(r => rowHeaders[r]))
                .Select(Id).Distinct());
    }
}
