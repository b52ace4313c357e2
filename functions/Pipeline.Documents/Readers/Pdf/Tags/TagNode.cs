namespace Pipeline.Documents.Readers.Pdf.Tags;

/// <summary>An element of the structure tree (ISO 32000-1 14.7.2), its type mapped to a standard one (14.8.4) where the file says how.</summary>
internal sealed class TagNode(string type)
{
    public string Type { get; } = type;

    /// <summary>Elements (<see cref="TagNode"/>) and content (<see cref="TagContent"/>) in reading order.</summary>
    public List<object> Kids { get; } = [];

    public string? Alt { get; init; }

    public string? ActualText { get; init; }

    public string? Expansion { get; init; }

    public string? Language { get; init; }

    public int ColumnSpan { get; init; } = 1;

    public int RowSpan { get; init; } = 1;

    public string? Scope { get; init; }

    public string? ListNumbering { get; init; }

    public IEnumerable<TagNode> Elements => Kids.OfType<TagNode>();
}

/// <summary>A marked-content sequence on a page.</summary>
internal readonly record struct TagContent(int Page, int Mark);
