namespace Pipeline.Documents.Readers.Pdf.Lines;

/// <summary>Characters of one look in reading order.</summary>
internal readonly record struct TextRun(string Text, RunStyle Style, string? Link);

[Flags]
internal enum RunStyle : byte
{
    None = 0,
    Bold = 1,
    Italic = 2,
    FixedWidth = 4,
    Superscript = 8,
    Subscript = 16,
}

/// <summary>A line as it is set: its runs in reading order, and its place in points, y upwards.</summary>
/// <param name="Size">The size of most of its letters.</param>
internal sealed record SetLine(int Page, IReadOnlyList<TextRun> Runs, float Left, float Right, float Baseline, float Size)
{
    public string Text { get; } = string.Concat(Runs.Select(r => r.Text));

    /// <summary>Every letter is bold.</summary>
    public bool IsBold { get; } = Runs.All(r => (r.Style & RunStyle.Bold) != 0 || string.IsNullOrWhiteSpace(r.Text) || (r.Style & RunStyle.Superscript) != 0);

    public bool IsRightToLeft { get; } = Runs.Any(r => LogicalOrder.IsRightToLeft(r.Text));

    /// <summary>Every letter is of a fixed-width font.</summary>
    public bool IsFixedWidth { get; } = Runs.All(r => (r.Style & RunStyle.FixedWidth) != 0 || string.IsNullOrWhiteSpace(r.Text));

    /// <summary>The same line with other runs.</summary>
    public SetLine Of(IReadOnlyList<TextRun> runs) => new(Page, runs, Left, Right, Baseline, Size);

    public float Width => Right - Left;

    /// <summary>Where it begins, from the side that it is read from.</summary>
    public float Start => IsRightToLeft ? -Right : Left;

    public float End => IsRightToLeft ? -Left : Right;
}
