using AngleSharp.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>HTML tables: rows in their order on screen, header rows from <c>thead</c> or from rows of <c>th</c> only.</summary>
internal static class HtmlTables
{
    private const int MaximumSpan = 1000;

    /// <param name="flow">Maps a cell's content to blocks.</param>
    /// <param name="words">Maps the caption to one line.</param>
    public static List<Block> Table(IElement element, Func<IElement, List<Block>> flow, Func<IElement, List<Inline>> words)
    {
        var rows = Rows(element).ToList();
        if (rows.Count == 0)
            return flow(element);
        var headerRows = rows.TakeWhile(r => r.ParentElement?.LocalName == "thead" || (Cells(r).Any() && Cells(r).All(c => c.LocalName == "th"))).Count();
        var result = new Table(Alignments(rows), [.. rows.Select(r => new TableRow([.. Cells(r).Select(c => Cell(c, flow))]))])
        {
            HeaderRows = headerRows < rows.Count ? headerRows : Math.Min(headerRows, rows.Count - 1),
            HeaderColumn = rows.Skip(headerRows).Any() && rows.Skip(headerRows).All(r => Cells(r).FirstOrDefault()?.LocalName == "th"),
            Caption = element.Children.FirstOrDefault(c => c.LocalName == "caption") is { } caption ? words(caption) : [],
        };
        return [result];
    }

    /// <summary>The rows of this table, not of tables in its cells; the foot last, wherever it stands.</summary>
    private static IEnumerable<IElement> Rows(IElement table)
    {
        var groups = table.Children.OrderBy(c => c.LocalName switch { "thead" => 0, "tfoot" => 2, _ => 1 });
        return groups.SelectMany(g => g.LocalName == "tr" ? [g] : g.Children.Where(c => c.LocalName == "tr"));
    }

    private static IEnumerable<IElement> Cells(IElement row) => row.Children.Where(c => c.LocalName is "td" or "th");

    private static TableCell Cell(IElement cell, Func<IElement, List<Block>> flow) => new(flow(cell))
    {
        ColumnSpan = HtmlMapper.Number(cell, "colspan", 1, 1, MaximumSpan),
        RowSpan = HtmlMapper.Number(cell, "rowspan", 1, 1, MaximumSpan),
    };

    /// <summary>A column is aligned as its cell is in the last of the rows with the most cells, which is a body row where there is one.</summary>
    private static List<ColumnAlignment> Alignments(List<IElement> rows) => [.. Cells(rows.AsEnumerable().Reverse().MaxBy(r => Cells(r).Count())!).Select(c => c.GetAttribute("align")?.ToLowerInvariant() switch
    {
        "center" => ColumnAlignment.Center,
        "right" => ColumnAlignment.End,
        _ => ColumnAlignment.Start,
    })];
}
