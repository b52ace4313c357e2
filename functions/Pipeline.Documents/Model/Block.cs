namespace Pipeline.Documents;

/// <summary>
/// A part of a document that stands on lines of its own. <see cref="Language"/> and <see cref="Direction"/> are null where
/// the passage has those of what it stands in.
/// </summary>
public abstract record Block
{
    private protected Block() { }

    /// <summary>BCP 47 tag of this passage, or null where it is that of the surrounding text.</summary>
    public string? Language { get; init; }

    /// <summary>Base direction of this passage, or null where it is that of the surrounding text.</summary>
    public TextDirection? Direction { get; init; }
}

/// <summary>A heading of level 2 to 6; level 1 is the document's title. <see cref="Id"/> is its anchor, unique in the document.</summary>
public sealed record Heading(int Level, IReadOnlyList<Inline> Inlines) : Block
{
    public string Id { get; init; } = "";
}

/// <summary>
/// A paragraph. <see cref="Number"/> is the label of a numbered paragraph as official texts have them (<c>12.</c>,
/// <c>(a)</c>): the text does not repeat it. Its anchor is <see cref="Id"/>.
/// </summary>
public sealed record Paragraph(IReadOnlyList<Inline> Inlines) : Block
{
    public string? Number { get; init; }

    /// <summary>The anchor of a numbered paragraph (<c>para-12</c>), unique in the document; null where it has no number.</summary>
    public string? Id { get; init; }
}

/// <summary>
/// A bulleted or numbered list. <see cref="Start"/> is the number of the first item. A tight list has no space between items.
/// </summary>
public sealed record ListBlock(ListStyle Style, IReadOnlyList<ListItem> Items) : Block
{
    public int Start { get; init; } = 1;

    public bool Tight { get; init; } = true;
}

public enum ListStyle
{
    Bullet,
    Numeric,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
}

/// <summary>One item. <see cref="Checked"/> is not null in a task list. <see cref="Label"/> replaces the computed number (a Word label such as <c>1.2.(b)</c>).</summary>
public sealed record ListItem(IReadOnlyList<Block> Blocks)
{
    public bool? Checked { get; init; }

    public string? Label { get; init; }
}

public sealed record Quote(IReadOnlyList<Block> Blocks) : Block;

/// <summary>Preformatted text; lines end with <c>\n</c>, the last one without. <see cref="CodeLanguage"/> is a programming language's name.</summary>
public sealed record CodeBlock(string Text) : Block
{
    public string? CodeLanguage { get; init; }
}

/// <summary>
/// A table. Each row holds the cells that start in it; a cell's column follows from the spans before and above it, as in HTML.
/// The first <see cref="HeaderRows"/> rows are the header, repeated on each page. <see cref="HeaderColumn"/>: the first cell of
/// each body row heads its row. <see cref="Columns"/> has one alignment a column.
/// </summary>
public sealed record Table(IReadOnlyList<ColumnAlignment> Columns, IReadOnlyList<TableRow> Rows) : Block
{
    public int HeaderRows { get; init; }

    public bool HeaderColumn { get; init; }

    public IReadOnlyList<Inline> Caption { get; init; } = [];
}

public enum ColumnAlignment
{
    Start,
    Center,
    End,
}

public sealed record TableRow(IReadOnlyList<TableCell> Cells);

public sealed record TableCell(IReadOnlyList<Block> Blocks)
{
    public int ColumnSpan { get; init; } = 1;

    public int RowSpan { get; init; } = 1;
}

public sealed record DefinitionList(IReadOnlyList<DefinitionItem> Items) : Block;

public sealed record DefinitionItem(IReadOnlyList<IReadOnlyList<Inline>> Terms, IReadOnlyList<IReadOnlyList<Block>> Definitions);

/// <summary>A picture that stands alone, with its caption (which may be empty).</summary>
public sealed record Figure(Image Image, IReadOnlyList<Inline> Caption) : Block;

/// <summary>A change of subject: a rule in print, <c>hr</c> in HTML.</summary>
public sealed record ThematicBreak : Block;
