using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>
/// Sets the blocks of a document into a column: shapes and breaks every paragraph and gives the items in reading order, with the
/// structure elements that they belong to. Pages do not exist here.
/// </summary>
internal sealed class FlowBuilder
{
    private readonly StyleSheet sheet;
    private readonly TextSetter setter;
    private readonly ListBuilder lists;
    private readonly TableBuilder tables;
    private readonly FigureBuilder figures;
    private readonly TypesettingOptions options;
    private readonly CancellationToken cancellationToken;

    public FlowBuilder(
        Document document, TextSetter setter, Pictures pictures, StyleSheet sheet, TypesettingOptions options, CancellationToken cancellationToken)
    {
        this.sheet = sheet;
        this.setter = setter;
        this.options = options;
        this.cancellationToken = cancellationToken;
        Notes = new NoteBuilder(document, this, setter, sheet);
        lists = new ListBuilder(this, setter, Notes, sheet);
        tables = new TableBuilder(this, setter, sheet, options.MaximumTableCells, cancellationToken);
        figures = new FigureBuilder(setter, Notes, pictures, sheet);
    }

    public NoteBuilder Notes { get; }

    /// <summary>Adds the blocks' items to <paramref name="items"/>.</summary>
    /// <exception cref="RejectedException">They stand too deep inside each other.</exception>
    public void AddBlocks(IReadOnlyList<Block> blocks, Column column, List<FlowItem> items)
    {
        if (column.Depth > options.MaximumDepth)
            throw new RejectedException("nested-too-deeply", $"Lists, quotations or tables stand inside each other more than {options.MaximumDepth} deep. Make the text flatter.");
        var pending = 0f;
        for (var i = 0; i < blocks.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = blocks[i];
            var (above, below) = SpacesOf(block, column);
            if (i == 0 && column.Depth > 0) above = 0;
            var first = items.Count;
            AddBlock(block, blocks.Count == 1, ColumnFor(block, column), items);
            if (items.Count == first) continue;
            items[first].SpaceAbove = Math.Max(pending, above) + items[first].SpaceAbove;
            pending = below;
        }
    }

    private void AddBlock(Block block, bool alone, Column column, List<FlowItem> items)
    {
        switch (block)
        {
            case Heading h: AddHeading(h, column, items); break;
            case Paragraph p: AddParagraph(p, alone, column, items); break;
            case ListBlock l: lists.Add(l, column, items); break;
            case Quote q: AddQuote(q, column, items); break;
            case CodeBlock c: AddCode(c, column, items); break;
            case Table t: tables.Add(t, column, items); break;
            case DefinitionList d: lists.Add(d, column, items); break;
            case Figure f: figures.Add(f, column, items); break;
            case ThematicBreak:
                var width = column.Width * sheet.BreakRuleShare;
                items.Add(new RuleItem(column.X + (column.Width - width) / 2, width, sheet.ThinRule, sheet.LineHeight, sheet.RuleColor));
                break;
            default: throw new InvalidOperationException($"No layout for {block.GetType().Name}.");
        }
    }

    private static Column ColumnFor(Block block, Column column) =>
        block.Language is null && block.Direction is null ? column
        : column with { Language = block.Language ?? column.Language, Direction = block.Direction ?? column.Direction };

    private (float Above, float Below) SpacesOf(Block block, Column column) => block switch
    {
        Heading h => (sheet.HeadingOf(h.Level).Above, sheet.HeadingOf(h.Level).Below),
        Paragraph => (column.ParagraphSpace, column.ParagraphSpace),
        ListBlock => column.Depth == 0 ? (sheet.ParagraphSpace, sheet.BlockSpace) : (sheet.ItemSpace, sheet.ItemSpace),
        _ => (sheet.BlockSpace, sheet.BlockSpace),
    };

    /// <summary>An element for a block, below the column's parent, with the block's language where it differs.</summary>
    private static StructureElement ElementFor(string type, Block block, Column column) =>
        column.Parent.Add(new StructureElement(type) { Language = block.Language });

    private void AddHeading(Heading heading, Column column, List<FlowItem> items)
    {
        var look = sheet.HeadingOf(heading.Level);
        var style = new TextStyle(sheet.HeadingFamily, look.Size) { Bold = true, Italic = heading.Level == 6, Color = sheet.HeadingColor };
        var text = setter.Flattener.Flatten(heading.Inlines, style, column.Language, column.Direction);
        var element = ElementFor($"H{heading.Level}", heading, column);
        var title = DocumentText.Of(heading.Inlines);
        var set = setter.Set(text, element, column with { Style = style, LineHeight = look.LineHeight, Setting = default }, column.Width) with
        {
            Id = heading.Id,
            Bookmark = column.Depth == 0 && title.Length > 0
                ? setter.Anchors.AddBookmark(new Anchors.Entry(heading.Level, title, heading.Id, column.Language, column.Direction))
                : null,
        };
        var first = items.Count;
        setter.AddLines(set, column, items);
        for (var i = first; i < items.Count; i++) items[i].KeepWithNext = true;
        Notes.AddCalled(text, column);
    }

    private void AddParagraph(Paragraph paragraph, bool alone, Column column, List<FlowItem> items)
    {
        var indent = paragraph.Number is { } label ? Math.Max(sheet.NumberIndent, setter.WidthOf(label, column) + sheet.LabelGap) : 0;
        var inner = paragraph.Number is null ? column : column.Indent(indent) with { Depth = column.Depth };
        var text = setter.Flattener.Flatten(paragraph.Inlines, column.Style, column.Language, column.Direction);
        var element = alone && column.TextInParent && paragraph.Language is null ? column.Parent : ElementFor("P", paragraph, column);
        var set = setter.Set(text, element, inner, inner.Width) with { Id = paragraph.Id };
        var first = items.Count;
        setter.AddLines(set, inner, items);
        if (paragraph.Number is { } number) setter.AddLabel(items, first, number, column, element, indent);
        Notes.AddCalled(text, column);
    }

    private void AddQuote(Quote quote, Column column, List<FlowItem> items)
    {
        var bar = new Backdrop(column.RightToLeft ? column.X + column.Width - 2 * sheet.QuoteBar : column.X + sheet.QuoteBar, sheet.QuoteBar, sheet.RuleColor);
        var inner = column.Indent(sheet.QuoteIndent, column.Depth == 0 ? sheet.QuoteIndent : 0) with
        {
            Parent = ElementFor("BlockQuote", quote, column),
            Backdrops = [.. column.Backdrops, bar],
            ParagraphSpace = sheet.ParagraphSpace,
            TextInParent = false,
        };
        AddBlocks(quote.Blocks, inner, items);
    }

    private void AddCode(CodeBlock code, Column column, List<FlowItem> items)
    {
        // P around Code, since Code is an inline-level element (ISO 32000-1 14.8.4.4).
        var element = ElementFor("P", code, column).Add(new StructureElement("Code"));
        var style = new TextStyle(sheet.CodeFamily, sheet.CodeSize) { Color = sheet.TextColor };
        var text = new InlineText(TextDirection.LeftToRight);
        text.Append(code.Text.Replace("\t", "    ", StringComparison.Ordinal).Replace('\n', InlineText.LineSeparator), style, column.Language, null);
        var inner = (column with { Direction = TextDirection.LeftToRight }).Indent(sheet.BoxPadding, sheet.BoxPadding) with
        {
            Style = style,
            LineHeight = sheet.CodeLineHeight,
            Setting = default,
            Alignment = Alignment.Start,
            Backdrops = [.. column.Backdrops, new Backdrop(column.X, column.Width, sheet.ShadeColor)],
        };
        setter.AddLines(setter.Set(text, element, inner, inner.Width), inner, items, sheet.BoxPadding);
    }
}
