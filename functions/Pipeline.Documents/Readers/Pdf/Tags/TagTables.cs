namespace Pipeline.Documents.Readers.Pdf.Tags;

/// <summary>Tables (ISO 32000-1 14.8.4.3.4), headers by the types of cells.</summary>
internal static class TagTables
{
    public static List<Block> Table(TagNode table, Func<IEnumerable<object>, List<Block>> flow, Func<IEnumerable<object>, List<Inline>> line)
    {
        var rows = Rows(table).Where(r => Cells(r).Any()).ToList();
        if (rows.Count == 0)
            return flow(table.Kids);
        var inHead = table.Elements.Where(e => e.Type == "THead").SelectMany(Rows).Count(r => Cells(r).Any());
        var headerRows = Math.Max(inHead, rows.TakeWhile(r => Cells(r).All(c => c.Type == "TH" && c.Scope != "Row")).Count());
        var caption = table.Elements.FirstOrDefault(e => e.Type == "Caption");
        var tableRows = rows.ConvertAll(r => new TableRow([.. Cells(r).Select(c => new TableCell(flow(c.Kids)) { ColumnSpan = c.ColumnSpan, RowSpan = c.RowSpan })]));
        headerRows = headerRows < rows.Count ? headerRows : Math.Min(headerRows, rows.Count - 1);
        return
        [
            new Table([.. Enumerable.Repeat(ColumnAlignment.Start, TableGrid.Width(tableRows))], tableRows)
            {
                HeaderRows = headerRows,
                HeaderColumn = rows.Count > headerRows && rows.Skip(headerRows).All(r => Cells(r).First().Type == "TH"),
                Caption = caption is null ? [] : line(caption.Kids),
            },
        ];
    }

    private static IEnumerable<TagNode> Rows(TagNode parent)
    {
        foreach (var kid in parent.Elements)
        {
            if (kid.Type == "TR")
                yield return kid;
            else if (kid.Type is "THead" or "TBody" or "TFoot" or "Div" or "NonStruct")
            {
                foreach (var row in Rows(kid))
                    yield return row;
            }
        }
    }

    private static IEnumerable<TagNode> Cells(TagNode row) => row.Elements.Where(c => c.Type is "TH" or "TD");
}
