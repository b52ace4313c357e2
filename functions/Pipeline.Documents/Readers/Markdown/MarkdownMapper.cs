using System.Globalization;
using System.Text;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Pipeline.Documents.Readers.Html;
using MarkdigBlock = Markdig.Syntax.Block;
using MarkdigCell = Markdig.Extensions.Tables.TableCell;
using MarkdigRow = Markdig.Extensions.Tables.TableRow;
using MarkdigTable = Markdig.Extensions.Tables.Table;

namespace Pipeline.Documents.Readers.Markdown;

/// <summary>Makes a document of Markdig's syntax tree: the blocks. The inlines are in <see cref="MarkdownInlines"/>.</summary>
internal sealed class MarkdownMapper
{
    private readonly CancellationToken cancellationToken;
    private readonly int lineOffset;
    private readonly ImageCollector images;
    private readonly HtmlMapper html;
    private readonly MarkdownInlines inlines;
    private readonly List<Note> notes = [];

    /// <param name="lineOffset">Lines of the file before the text, so that findings name the file's lines.</param>
    public MarkdownMapper(ReadOptions options, Findings findings, int lineOffset, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        this.lineOffset = lineOffset;
        images = new ImageCollector(options, findings);
        html = new HtmlMapper(options, findings, images);
        inlines = new MarkdownInlines(findings, images, html);
    }

    public Document Map(MarkdownDocument source)
    {
        var blocks = Blocks(source);
        foreach (var note in FootnoteRecorder.Of(source))
        {
            if (note.Parent is not FootnoteGroup || note.Order < 0)
                notes.Add(new Note(string.Create(CultureInfo.InvariantCulture, $"unreferenced-{notes.Count + 1}"), Blocks(note)));
        }
        return new Document { Language = "und", Blocks = blocks, Notes = notes, Images = images.Images };
    }

    private List<Block> Blocks(ContainerBlock container)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var blocks = new List<Block>(container.Count);
        for (var i = 0; i < container.Count; i++)
        {
            // Raw HTML that a blank line cuts in two (a table's rows, say) is one piece for its author.
            if (container[i] is HtmlBlock first)
            {
                var markup = new StringBuilder(Lines(first));
                while (i + 1 < container.Count && container[i + 1] is HtmlBlock next)
                {
                    markup.Append("\n\n").Append(Lines(next));
                    i++;
                }
                blocks.AddRange(html.Blocks(markup.ToString(), Line(first)));
            }
            else
            {
                Add(blocks, container[i]);
            }
        }
        return blocks;
    }

    private void Add(List<Block> blocks, MarkdigBlock block)
    {
        switch (block)
        {
            case HeadingBlock h: blocks.Add(Heading(h)); break;
            case ParagraphBlock p: blocks.Add(ParagraphOrFigure(inlines.Map(p.Inline, Line(p)))); break;
            case Markdig.Syntax.ListBlock l: blocks.Add(List(l)); break;
            case QuoteBlock q: blocks.Add(new Quote(Blocks(q))); break;
            case FencedCodeBlock f: blocks.Add(new CodeBlock(Lines(f)) { CodeLanguage = string.IsNullOrWhiteSpace(f.Info) ? null : f.Info.Trim() }); break;
            case Markdig.Syntax.CodeBlock c: blocks.Add(new CodeBlock(Lines(c))); break;
            case ThematicBreakBlock: blocks.Add(new ThematicBreak()); break;
            case MarkdigTable t: blocks.Add(Table(t)); break;
            case Markdig.Extensions.DefinitionLists.DefinitionList d: blocks.Add(Definitions(d)); break;
            case FootnoteGroup g: Notes(g); break;
            case LinkReferenceDefinitionGroup or LinkReferenceDefinition or BlankLineBlock: break;
            case ContainerBlock other: blocks.AddRange(Blocks(other)); break;
            case LeafBlock other: blocks.Add(new Paragraph(inlines.Map(other.Inline, Line(other)))); break;
        }
    }

    private Heading Heading(HeadingBlock source)
    {
        var content = inlines.Map(source.Inline, Line(source));
        if (content is not [.., Text last] || SiteTemplates.HeadingAnchor(last.Value) is not { Id: { } id } anchor)
            return new Heading(source.Level, content);
        content[^1] = new Text(anchor.Text);
        return new Heading(source.Level, content) { Id = id };
    }

    /// <summary>A picture that is alone in its paragraph stands alone in the text; its title is its caption.</summary>
    internal static Block ParagraphOrFigure(List<Inline> content) =>
        content is [Image only]
            ? new Figure(only with { Title = null }, only.Title is { Length: > 0 } caption ? [new Text(caption)] : [])
            : new Paragraph(content);

    private ListBlock List(Markdig.Syntax.ListBlock source)
    {
        var items = new List<ListItem>(source.Count);
        foreach (var item in source)
        {
            var done = item is ContainerBlock { Count: > 0 } content && content[0] is ParagraphBlock { Inline.FirstChild: TaskList task } ? task.Checked : (bool?)null;
            items.Add(new ListItem(Blocks((ContainerBlock)item)) { Checked = done });
        }
        return new ListBlock(source.IsOrdered ? ListStyle.Numeric : ListStyle.Bullet, items)
        {
            Start = int.TryParse(source.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1,
            Tight = !source.IsLoose,
        };
    }

    private Table Table(MarkdigTable source)
    {
        var rows = new List<TableRow>(source.Count);
        var headerRows = 0;
        foreach (MarkdigRow row in source.Cast<MarkdigRow>())
        {
            headerRows += row.IsHeader && headerRows == rows.Count ? 1 : 0;
            rows.Add(new TableRow([.. row.Cast<MarkdigCell>().Select(c => new TableCell(Blocks(c)) { ColumnSpan = Math.Max(1, c.ColumnSpan), RowSpan = Math.Max(1, c.RowSpan) })]));
        }
        var columns = source.ColumnDefinitions.Take(TableGrid.Width(rows)).Select(c => c.Alignment switch
        {
            TableColumnAlign.Center => ColumnAlignment.Center,
            TableColumnAlign.Right => ColumnAlignment.End,
            _ => ColumnAlignment.Start,
        });
        return new Table([.. columns], rows) { HeaderRows = headerRows };
    }

    private DefinitionList Definitions(Markdig.Extensions.DefinitionLists.DefinitionList source)
    {
        var items = new List<DefinitionItem>(source.Count);
        foreach (var item in source.OfType<Markdig.Extensions.DefinitionLists.DefinitionItem>())
        {
            var terms = item.OfType<DefinitionTerm>().Select(IReadOnlyList<Inline> (t) => inlines.Map(t.Inline, Line(t))).ToList();
            var definition = new List<Block>();
            foreach (var block in item.Where(b => b is not DefinitionTerm))
                Add(definition, block);
            items.Add(new DefinitionItem(terms, [definition]));
        }
        return new DefinitionList(items);
    }

    private void Notes(FootnoteGroup group)
    {
        foreach (var note in group.OfType<Footnote>().Where(n => n.Order > 0))
            notes.Add(new Note(NoteId(note), Blocks(note)));
    }

    internal static string NoteId(Footnote note) => string.Create(CultureInfo.InvariantCulture, $"note-{note.Order}");

    private int Line(MarkdigBlock block) => block.Line + 1 + lineOffset;

    private static string Lines(LeafBlock block) => block.Lines.ToString().TrimEnd('\n');
}
