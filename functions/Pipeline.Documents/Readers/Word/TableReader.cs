namespace Pipeline.Documents.Readers.Word;

/// <summary>Reads tables (ECMA-376 part 1, 17.4): cells that go over columns and rows, header rows, tables in cells.</summary>
/// <param name="flow">Reads the blocks of the cell that the reader stands on, and calls the action on its properties.</param>
internal sealed class TableReader(WordFile file, WordXml xml, Func<Action, List<BodyItem>> flow)
{
    private const int MostColumns = 1000;

    private enum Merge
    {
        None,
        Start,
        Continue,
    }

    private sealed class Cell
    {
        public int Column { get; set; }
        public int Span { get; set; } = 1;
        public int Rows { get; set; } = 1;
        public Merge Vertical { get; set; }
        public bool MergedLeft { get; set; }
        public ColumnAlignment Alignment { get; set; }
        public List<Block> Blocks { get; set; } = [];
    }

    private sealed class Row
    {
        public List<Cell> Cells { get; } = [];
        public bool Header { get; set; }
        public int Before { get; set; }
        public bool Gone { get; set; }
    }

    private sealed class Look
    {
        public string? Style { get; set; }
        public string? Caption { get; set; }
        public bool FirstRow { get; set; }
        public bool FirstColumn { get; set; }
        public bool RightToLeft { get; set; }
    }

    /// <summary>The table that the reader stands on; null where it has no rows.</summary>
    public Table? Read()
    {
        var (rows, look) = (new List<Row>(), new Look());
        void Child()
        {
            switch (xml.Vocabulary == Vocabulary.Word ? xml.Name : "")
            {
                case "tblPr": ReadLook(look); break;
                case "tr":
                    var row = ReadRow();
                    if (!row.Gone && row.Cells.Count > 0)
                        rows.Add(row);
                    break;
                case "sdt": ContentControl.Read(file, xml, () => xml.Each(Child)); break;
                case "customXml" or "ins" or "moveTo": xml.Each(Child); break;
            }
        }
        xml.Each(Child);
        return rows.Count == 0 ? null : Made(rows, look);
    }

    private Table Made(List<Row> rows, Look look)
    {
        MergeRows(rows);
        var style = file.Styles.Table(look.Style);
        var header = rows.TakeWhile(r => r.Header).Count();
        if (header == 0 && rows.Count > 1 && ((look.FirstRow && style.FirstRow) || IsBold(rows[0])))
            header = 1;
        // A header over merged cells goes as far down as they do.
        if (header > 0)
            header = Math.Max(header, rows.Take(header).SelectMany((r, i) => r.Cells.Where(c => c.Vertical != Merge.Continue).Select(c => i + c.Rows)).Max());
        var made = rows.Select(r => new TableRow([.. r.Cells.Where(c => c.Vertical != Merge.Continue).Select(c => new TableCell(c.Blocks) { ColumnSpan = c.Span, RowSpan = c.Rows })])).ToList();
        return new Table(Alignments(rows, header), made)
        {
            HeaderRows = header < rows.Count ? header : 0,
            HeaderColumn = look.FirstColumn && style.FirstColumn && rows.Skip(header).All(r => r.Cells is [{ Column: 0 }, _, ..]),
            Caption = look.Caption is { Length: > 0 } caption ? [new Text(caption)] : [],
            Direction = look.RightToLeft ? TextDirection.RightToLeft : null,
        };
    }

    private static bool IsBold(Row row) => row.Cells.Count > 1 && row.Cells.TrueForAll(c => c.Blocks is [Paragraph { Inlines: [Styled { Style: InlineStyle.Strong }] }]);

    /// <summary>Puts each cell that continues one above into it, and drops the empty columns that rows begin with.</summary>
    private static void MergeRows(List<Row> rows)
    {
        var open = new Dictionary<int, Cell>();
        foreach (var row in rows)
        {
            row.Cells.RemoveAll(c => c.MergedLeft);
            foreach (var cell in row.Cells)
            {
                if (cell.Vertical == Merge.Continue && open.TryGetValue(cell.Column, out var above) && above.Span == cell.Span)
                {
                    above.Rows++;
                    continue;
                }
                if (cell.Vertical == Merge.Continue)
                    cell.Vertical = Merge.Start;
                for (var column = cell.Column; column < cell.Column + cell.Span; column++)
                    open.Remove(column);
                if (cell.Vertical == Merge.Start)
                    open[cell.Column] = cell;
            }
        }
        foreach (var row in rows.Where(r => r.Before > 0))
            row.Cells.Insert(0, new Cell { Span = row.Before });
    }

    /// <summary>A column is aligned as most of its cells below the header are.</summary>
    private static List<ColumnAlignment> Alignments(List<Row> rows, int header)
    {
        var votes = new Dictionary<(int Column, ColumnAlignment Alignment), int>();
        var cells = new Dictionary<int, int>();
        foreach (var cell in rows.Skip(header).SelectMany(r => r.Cells).Where(c => c.Span == 1 && c.Blocks.Count > 0))
        {
            cells[cell.Column] = cells.GetValueOrDefault(cell.Column) + 1;
            votes[(cell.Column, cell.Alignment)] = votes.GetValueOrDefault((cell.Column, cell.Alignment)) + 1;
        }
        var width = rows.Max(r => r.Cells.Count == 0 ? 0 : r.Cells[^1].Column + r.Cells[^1].Span);
        return [.. Enumerable.Range(0, Math.Min(width, MostColumns)).Select(c =>
            votes.GetValueOrDefault((c, ColumnAlignment.Center)) * 2 > cells.GetValueOrDefault(c) ? ColumnAlignment.Center
            : votes.GetValueOrDefault((c, ColumnAlignment.End)) * 2 > cells.GetValueOrDefault(c) ? ColumnAlignment.End : ColumnAlignment.Start)];
    }

    private Row ReadRow()
    {
        var row = new Row();
        var column = 0;
        void Child()
        {
            switch (xml.Vocabulary == Vocabulary.Word ? xml.Name : "")
            {
                case "trPr":
                    ReadRowProperties(row);
                    column = row.Before;
                    break;
                case "tc" when !row.Gone:
                    var cell = ReadCell();
                    cell.Column = column;
                    column += cell.Span;
                    if (cell.MergedLeft && row.Cells.Count > 0)
                        row.Cells[^1].Span += cell.Span;
                    else
                        cell.MergedLeft = false;
                    if (column <= MostColumns)
                        row.Cells.Add(cell);
                    break;
                case "sdt": ContentControl.Read(file, xml, () => xml.Each(Child)); break;
                case "customXml": xml.Each(Child); break;
            }
        }
        xml.Each(Child);
        return row;
    }

    private void ReadRowProperties(Row row) => xml.Each(() =>
    {
        switch (xml.Vocabulary == Vocabulary.Word ? xml.Name : "")
        {
            case "tblHeader": row.Header = xml.On; break;
            case "gridBefore": row.Before = Math.Clamp(xml.Number() ?? 0, 0, MostColumns); break;
            case "ins" or "del":
                var inserted = xml.Name == "ins";
                if (file.Revisions.Add())
                    file.Revisions.NameFirst("a row of a table");
                row.Gone |= inserted ? !file.Revisions.KeepsInsertions : !file.Revisions.KeepsDeletions;
                break;
        }
    });

    private Cell ReadCell()
    {
        var cell = new Cell();
        var items = flow(() => ReadCellProperties(cell));
        cell.Alignment = items.OfType<BodyParagraph>().FirstOrDefault()?.Format.Alignment switch
        {
            "center" => ColumnAlignment.Center,
            "right" or "end" => ColumnAlignment.End,
            _ => ColumnAlignment.Start,
        };
        cell.Blocks = Assembler.Blocks(items, file);
        return cell;
    }

    private void ReadCellProperties(Cell cell) => xml.Each(() =>
    {
        switch (xml.Vocabulary == Vocabulary.Word ? xml.Name : "")
        {
            case "gridSpan": cell.Span = Math.Clamp(xml.Number() ?? 1, 1, MostColumns); break;
            case "vMerge": cell.Vertical = xml.Val == "restart" ? Merge.Start : Merge.Continue; break;
            case "hMerge": cell.MergedLeft = xml.Val != "restart"; break;
            case "cellIns" or "cellDel":
                if (file.Revisions.Add())
                    file.Revisions.NameFirst("a cell of a table");
                break;
        }
    });

    private void ReadLook(Look look) => xml.Each(() =>
    {
        switch (xml.Vocabulary == Vocabulary.Word ? xml.Name : "")
        {
            case "tblStyle": look.Style = xml.Val; break;
            // What people who cannot see the table are told of it.
            case "tblCaption": look.Caption = xml.Val; break;
            case "tblDescription": look.Caption ??= xml.Val; break;
            case "bidiVisual": look.RightToLeft = xml.On; break;
            case "tblLook":
                var bits = int.TryParse(xml.Val, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0;
                look.FirstRow = (bits & 0x20) != 0 || xml.Get("firstRow") is "1" or "true";
                look.FirstColumn = (bits & 0x80) != 0 || xml.Get("firstColumn") is "1" or "true";
                break;
        }
    });
}
