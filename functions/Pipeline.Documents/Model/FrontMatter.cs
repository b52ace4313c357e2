namespace Pipeline.Documents;

/// <summary>
/// What a rendition shows about its document above and below the text. It comes from the resolved metadata, never from the
/// clock; all texts are ready to be shown in the document's language.
/// </summary>
public sealed record FrontMatter
{
    public required string Title { get; init; }
    public string? Subtitle { get; init; }
    /// <summary>The kind as readers see it: <c>Statement</c>.</summary>
    public string? Kind { get; init; }
    /// <summary>Who speaks or publishes: a country or an organization.</summary>
    public string? Organization { get; init; }
    public string? Speaker { get; init; }
    public string? Post { get; init; }
    public IReadOnlyList<string> OnBehalfOf { get; init; } = [];
    public string? Event { get; init; }
    public string? Place { get; init; }
    /// <summary>ISO 8601 date, of the precision that is known: <c>2011-07-12</c>, <c>2011-07</c>, <c>2011</c>.</summary>
    public string? Date { get; init; }
    public string? Symbol { get; init; }
    public string? Summary { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public string? Publisher { get; init; }
    /// <summary>The document's absolute address on the website, or null where it is not known (a conversion without storage).</summary>
    public string? Address { get; init; }
    /// <summary>Number of the edition, from 1; null in a conversion without storage.</summary>
    public int? Edition { get; init; }
    /// <summary>SHA-256 of the uploaded bytes in lower-case hexadecimal.</summary>
    public string? SourceHash { get; init; }
    /// <summary>The text cannot be read out of the upload, a PDF: a note says so in its place.</summary>
    public bool OnlyPdf { get; init; }
}
