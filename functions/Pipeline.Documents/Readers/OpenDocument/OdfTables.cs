using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>Reads tables (ODF 1.3 part 3, 9).</summary>
/// <param name="flow">Reads the blocks of the cell that the reader stands on.</param>
internal sealed class OdfTables(OdfFile file, OdfXml xml, Func<List<BodyItem>> flow)
{
    private const int MostCells = 500;
    private const int MostRepeated = 100;

    private sealed class Reading
    {
        public List<(TableRow Row, List<ColumnAlignment> Alignments)> Rows { get; } = [];
        public int Header { get; set; }
        public bool InHeader { get; set; }
        public string Title { get; set; } = "";
    }

    /// <summary>The table that the reader stands on; null where it has no rows.</summary>
    public Table? Read()
    {
        var reading = new Reading();
        xml.Children(() => Child(reading));
        var rows = reading.Rows;
        if (rows.Count == 0)
            return null;
        var header = reading.Header;
        if (header == 0 && rows.Count > 1 && rows[0].Row.Cells.Count > 1 && rows[0].Row.Cells.All(c => c.Blocks is [Paragraph { Inlines: [Styled { Style: InlineStyle.Strong }] }]))
            header = 1;
        return new Table(rows.AsEnumerable().Reverse().MaxBy(r => r.Row.Cells.Count).Alignments, [.. rows.Select(r => r.Row)])
        {
            HeaderRows = Math.Min(header, rows.Count - 1),
            Caption = reading.Title.Length > 0 ? [new Text(reading.Title)] : [],
        };
    }

    private void Child(Reading reading)
    {
        switch (xml.Tag)
        {
            case "table:table-row": Row(reading); break;
            case "table:table-header-rows":
                reading.InHeader = true;
                xml.Children(() => Child(reading));
                reading.InHeader = false;
                break;
            case "table:table-rows" or "table:table-row-group": xml.Children(() => Child(reading)); break;
            case "table:title": reading.Title = xml.InnerText().Trim(); break;
        }
    }

    private void Row(Reading reading)
    {
        file.CancellationToken.ThrowIfCancellationRequested();
        var repeated = xml.Number("table:number-rows-repeated", 1, 1, MostRepeated);
        var (cells, alignments) = (new List<TableCell>(), new List<ColumnAlignment>());
        var covered = false;
        xml.Children(() =>
        {
            if (xml.Tag == "table:covered-table-cell")
            {
                covered = true;
                return;
            }
            if (xml.Tag != "table:table-cell")
                return;
            var times = xml.Number("table:number-columns-repeated", 1, 1, MostRepeated);
            var (columns, rows) = (xml.Number("table:number-columns-spanned", 1, 1, MostCells), xml.Number("table:number-rows-spanned", 1, 1, 10_000));
            var items = flow();
            var alignment = items.OfType<BodyParagraph>().FirstOrDefault()?.Format.Alignment switch { "center" => ColumnAlignment.Center, "end" or "right" => ColumnAlignment.End, _ => ColumnAlignment.Start };
            var cell = new TableCell(Assembler.Blocks(items, file)) { ColumnSpan = columns, RowSpan = rows };
            // Empty cells alone are repeated: what a file of a few bytes repeats in tables in tables would never end.
            times = cell.Blocks.Count == 0 ? Math.Min(times, file.Repeat(times)) : 1;
            for (; times > 0 && cells.Count < MostCells; times--)
            {
                cells.Add(cell);
                alignments.Add(alignment);
            }
        });
        if (cells.Count == 0 && !covered)
            return;
        repeated = cells.TrueForAll(c => c.Blocks.Count == 0) ? Math.Min(repeated, file.Repeat(repeated * cells.Count) / Math.Max(1, cells.Count)) : 1;
        for (; repeated > 0; repeated--)
            reading.Rows.Add((new TableRow(cells), alignments));
        if (reading.InHeader)
            reading.Header = reading.Rows.Count;
    }
}
