using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>How a row is made (RTF 1.9.1, "Table definitions"): where its cells end, and which of them are parts of merged ones.</summary>
internal sealed class RtfRow
{
    public sealed record Cell(int Right, bool MergedLeft, bool StartsMerge, bool MergedUp);

    public List<Cell> Cells { get; } = [];
    public int Left { get; private set; }
    public bool Header { get; private set; }
    public bool RightToLeft { get; private set; }

    // Of the cell whose end comes next.
    private bool mergedLeft, startsMerge, mergedUp;

    /// <returns>Whether the word defines something of a row.</returns>
    public bool Word(string word, int number)
    {
        switch (word)
        {
            case "cellx": EndCell(number); return true;
            case "clmrg": mergedLeft = true; return true;
            case "clvmgf": startsMerge = true; return true;
            case "clvmrg": mergedUp = true; return true;
            case "trleft": Left = number; return true;
            case "trhdr": Header = true; return true;
            case "rtlrow": RightToLeft = true; return true;
            default: return false;
        }
    }

    private void EndCell(int right)
    {
        if (Cells.Count < 500)
            Cells.Add(new Cell(right, mergedLeft, startsMerge, mergedUp));
        (mergedLeft, startsMerge, mergedUp) = (false, false, false);
    }
}

/// <summary>A table that is being read: rows that have ended, and the cells of the one that has not.</summary>
internal sealed class RtfTable
{
    /// <summary>Cell edges closer than this, in twentieths of a point, are one.</summary>
    private const int Tolerance = 40;

    private sealed class Placed
    {
        public required List<Block> Blocks { get; init; }
        public required int Column { get; init; }
        public required int Span { get; set; }
        public int Rows { get; set; } = 1;
        public bool MergedUp { get; init; }
    }

    private readonly List<(RtfRow Definition, List<(List<BodyItem> Items, ColumnAlignment Alignment)> Cells)> rows = [];
    private List<(List<BodyItem> Items, ColumnAlignment Alignment)> cells = [];

    public RtfRow Definition { get; set; } = new();
    public List<BodyItem> Items { get; private set; } = [];

    /// <summary>Between a row's definition and its end.</summary>
    public bool RowIsOpen { get; set; }

    public bool HasCells => cells.Count > 0 || Items.Count > 0;

    public void EndCell()
    {
        if (cells.Count < 500)
            cells.Add((Items, Items.OfType<BodyParagraph>().FirstOrDefault()?.Format.Alignment switch { "center" => ColumnAlignment.Center, "right" => ColumnAlignment.End, _ => ColumnAlignment.Start }));
        else
            cells[^1].Items.AddRange(Items);
        Items = [];
    }

    public void EndRow()
    {
        if (Items.Exists(i => i is not BodyParagraph { Content.Count: 0 }))
            EndCell();
        if (cells.Count > 0)
            rows.Add((Definition, cells));
        cells = [];
        RowIsOpen = false;
    }

    /// <summary>The table, and after it what is left of a row that never ended.</summary>
    public List<BodyItem> Close(BodyFile file)
    {
        var left = cells.SelectMany(c => c.Items).Concat(Items).ToList();
        var closed = rows.Count > 0 ? new List<BodyItem> { new BodyBlock(Made(file)) } : [];
        closed.AddRange(left);
        return closed;
    }

    private Table Made(BodyFile file)
    {
        // Rows of as many cells each, none merged, are a plain grid, whatever their widths.
        var plain = rows.TrueForAll(r => r.Cells.Count == rows[0].Cells.Count && !r.Definition.Cells.Take(r.Cells.Count).Any(c => c.MergedLeft || c.MergedUp || c.StartsMerge))
            || rows.Exists(r => r.Definition.Cells.Count < r.Cells.Count);
        var edges = plain ? [] : Edges();
        var placed = rows.Select(r => Place(r.Definition, r.Cells, edges, file)).ToList();
        var open = new Dictionary<int, Placed>();
        foreach (var row in placed)
        {
            foreach (var cell in row.ToList())
            {
                if (cell.MergedUp && open.TryGetValue(cell.Column, out var above))
                {
                    above.Rows++;
                    above.Blocks.AddRange(cell.Blocks);
                    row.Remove(cell);
                }
                else
                {
                    open[cell.Column] = cell;
                }
            }
        }
        var header = rows.TakeWhile(r => r.Definition.Header).Count();
        if (header == 0 && rows.Count > 1 && placed[0].Count > 1 && placed[0].TrueForAll(c => c.Blocks is [Paragraph { Inlines: [Styled { Style: InlineStyle.Strong }] }]))
            header = 1;
        return new Table(rows.MaxBy(r => r.Cells.Count).Cells.ConvertAll(c => c.Alignment), [.. placed.Select(r => new TableRow([.. r.Select(c => new TableCell(c.Blocks) { ColumnSpan = c.Span, RowSpan = c.Rows })]))])
        {
            HeaderRows = Math.Min(header, rows.Count - 1),
            Direction = rows[0].Definition.RightToLeft ? TextDirection.RightToLeft : null,
        };
    }

    private static List<Placed> Place(RtfRow definition, List<(List<BodyItem> Items, ColumnAlignment Alignment)> cells, List<int> edges, BodyFile file)
    {
        var placed = new List<Placed>();
        var column = edges.Count == 0 ? 0 : Math.Max(0, Edge(edges, definition.Left));
        for (var i = 0; i < cells.Count; i++)
        {
            var blocks = Assembler.Blocks(cells[i].Items, file);
            var made = definition.Cells.ElementAtOrDefault(i);
            var end = edges.Count == 0 || made is null ? column + 1 : Math.Max(column + 1, Edge(edges, made.Right));
            if (made?.MergedLeft == true && placed.Count > 0)
            {
                placed[^1].Span += end - column;
                placed[^1].Blocks.AddRange(blocks);
            }
            else
            {
                placed.Add(new Placed { Blocks = blocks, Column = column, Span = end - column, MergedUp = made?.MergedUp == true });
            }
            column = end;
        }
        return placed;
    }

    private List<int> Edges()
    {
        var edges = new List<int>();
        foreach (var edge in rows.SelectMany(r => r.Definition.Cells.Select(c => c.Right).Prepend(r.Definition.Left)).Order())
        {
            if (edges.Count == 0 || edge - edges[^1] > Tolerance)
                edges.Add(edge);
        }
        return edges;
    }

    private static int Edge(List<int> edges, int at)
    {
        var index = edges.BinarySearch(at);
        if (index >= 0)
            return index;
        index = ~index;
        return index == 0 ? 0 : index == edges.Count || at - edges[index - 1] <= edges[index] - at ? index - 1 : index;
    }
}
