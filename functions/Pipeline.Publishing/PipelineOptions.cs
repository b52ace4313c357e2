using Pipeline.Typesetting;

namespace Pipeline.Publishing;

/// <summary>Options of publishing, bound from configuration section <c>Pipeline</c>. The defaults work.</summary>
public sealed record PipelineOptions
{
    /// <summary>Largest upload, in bytes.</summary>
    public long MaximumUploadBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>Longest conversion of one upload.</summary>
    public TimeSpan ConversionTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Uploads converted at the same time by one process.</summary>
    public int Concurrency { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>The website's public root, such as <c>https://example.org/</c>; it stands in colophons and feeds. Null: relative addresses only.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>The name of the coalition that publishes, in headers and colophons.</summary>
    public string Publisher { get; init; } = "Document library";

    /// <summary>Time between two looks at the change log.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far back in the change log each look searches for commits that came late, since clocks differ and writes overtake each other.</summary>
    public TimeSpan RefreshOverlap { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the change log keeps commits that the stored catalog has, counted from the commit; for processes that read neither meanwhile.</summary>
    public TimeSpan KeepChanges { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Paper, justification and hyphenation of PDF files.</summary>
    public TypesettingOptions Typesetting { get; init; } = TypesettingOptions.Default;

    public string UploadsContainer { get; init; } = "uploads";
    public string PublishedContainer { get; init; } = "published";
    public string CatalogContainer { get; init; } = "catalog";
    public string DocumentsTable { get; init; } = "documents";
    public string ChangesTable { get; init; } = "changes";
    public string UploadsTable { get; init; } = "uploads";
    public string EventsTable { get; init; } = "events";
    public string HashesTable { get; init; } = "hashes";

    /// <summary>The absolute address of a document's page, or null where the website's is not known.</summary>
    public string? AddressOf(string documentId) => PublicAddress is null ? null : new Uri(PublicAddress, $"/documents/{documentId}").AbsoluteUri;
}
