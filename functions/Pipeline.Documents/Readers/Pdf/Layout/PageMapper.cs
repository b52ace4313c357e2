using Pipeline.Documents.Readers.Pdf.Lines;
using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>Makes the document of a file without good tags, from how its pages look.</summary>
internal sealed class PageMapper
{
    private const int BlocksAboveTitle = 4;

    private readonly TextStyles styles;
    private readonly Hyphens hyphens;
    private readonly List<PageBlock> body;
    private readonly IReadOnlyList<IReadOnlyList<SetLine>> notes;

    /// <summary>1 where no heading is the title, whose level is 1.</summary>
    private int below;

    private PageMapper(IReadOnlyList<PdfPage> pages, ReadingBudget budget)
    {
        var columns = new List<List<PageColumn>>(pages.Count);
        foreach (var page in pages)
        {
            budget.Check();
            columns.Add(PageLines.Find(page));
        }
        RunningHeads.Remove(columns);
        styles = new TextStyles(columns);
        var footNotes = new FootNotes();
        foreach (var page in columns)
            footNotes.Take(page, styles);
        notes = footNotes.All;
        body = Paragraphs.Divide(columns.SelectMany(c => c), styles);
        hyphens = new Hyphens(body.Select(b => b.Lines).Concat(notes.Select(n => n.ToList())));
    }

    public static Document Map(IReadOnlyList<PdfPage> pages, ReadingBudget budget) => new PageMapper(pages, budget).Map();

    private Document Map()
    {
        var headings = body.FindAll(IsHeading);
        foreach (var heading in headings)
            styles.Note(heading.First);
        below = headings.Count > 0 && IsTitle(headings[0], headings) ? 0 : 1;
        return new Document
        {
            Language = "und",
            Blocks = Blocks(body, headings: true),
            Notes = [.. notes.Select((n, i) => new Note(NoteCalls.IdOf(i), [new Paragraph(Inlines(RunInlines.Join(n, hyphens)))]))],
        };
    }

    /// <summary>It stands before the text, is larger than it, and no other heading is like it.</summary>
    private bool IsTitle(PageBlock first, List<PageBlock> headings) =>
        first.First.Size > styles.BodySize * 1.15f && styles.Level(first.First) == 1 && headings.Count(h => styles.Level(h.First) == 1) == 1
        && body.IndexOf(first) <= BlocksAboveTitle;

    private bool IsHeading(PageBlock block) => block.Table is null && block.Marker is not { Kind: PlainText.LineMarkerKind.Bullet } && styles.IsHeading(block.Lines);

    private List<Block> Blocks(List<PageBlock> parts, bool headings)
    {
        var blocks = new List<Block>(parts.Count);
        for (var i = 0; i < parts.Count;)
        {
            var part = parts[i];
            if (part.Table is { } table)
            {
                blocks.Add(Table(table));
                i++;
            }
            else if (headings && IsHeading(part))
            {
                blocks.Add(new Heading(Math.Min(styles.Level(part.First) + below, 6), Inlines(RunInlines.Join(part.Lines, hyphens), RunStyle.Bold | RunStyle.Italic)));
                i++;
            }
            else if (part.Marker is not null)
            {
                var run = parts.Skip(i).TakeWhile(p => p.Marker is not null && p.Table is null && !(headings && IsHeading(p))).ToList();
                blocks.AddRange(new PageLists(runs => Inlines(runs), hyphens).Blocks(run));
                i += run.Count;
            }
            else
            {
                blocks.Add(new Paragraph(Inlines(RunInlines.Join(part.Lines, hyphens))));
                i++;
            }
        }
        return blocks;
    }

    private Table Table(RuledTable table)
    {
        var rows = table.Cells.GroupBy(c => c.Row).OrderBy(g => g.Key).ToList();
        var tableRows = rows.ConvertAll(r => new TableRow([.. r.OrderBy(c => c.Column).Select(c => new TableCell(CellBlocks(c)) { RowSpan = c.RowSpan, ColumnSpan = c.ColumnSpan })]));
        var headed = rows.Count > 1 && rows[0].All(c => c.Lines.TrueForAll(l => l.IsBold)) && rows[0].Any(c => c.Lines.Count > 0) && rows.Skip(1).Any(r => r.Any(c => c.Lines.Exists(l => !l.IsBold)));
        return new Table([.. Enumerable.Repeat(ColumnAlignment.Start, table.Columns.Length - 1)], tableRows) { HeaderRows = headed ? 1 : 0 };
    }

    private List<Block> CellBlocks(RuledCell cell)
    {
        var column = new PageColumn(new PdfPage(0, 0, 0), cell.Lines.ConvertAll(l => new FlowPart(l, null)));
        return Blocks(Paragraphs.Divide([column], styles), headings: false);
    }

    private List<Inline> Inlines(IReadOnlyList<TextRun> runs, RunStyle plain = RunStyle.None) => NoteCalls.Inlines(runs, notes.Count, plain);
}
