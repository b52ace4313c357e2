using System.Text.Json.Serialization;
using Pipeline.Documents;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// The catalog's entry of one document: its current edition's metadata and where its renditions lie. One row of table
/// <c>documents</c>; immutable in memory.
/// </summary>
public sealed record DocumentRecord
{
    /// <summary>Derived from the upload's path, never changes, safe in a URL and as a table key: <c>2011-ga-dialogue-statements-nigeria-k3f9qzab2c</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Path of the upload in container <c>uploads</c>.</summary>
    public required string UploadPath { get; init; }

    public required string Title { get; init; }
    public string? Subtitle { get; init; }
    public required DocumentKind Kind { get; init; }

    /// <summary>ISO 8601 of the precision known: <c>2011-07-12</c>, <c>2011-07</c>, <c>2011</c>; null where unknown.</summary>
    public string? Date { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public string? Summary { get; init; }
    public string? Symbol { get; init; }

    /// <summary>Id of the document that this one is a translation of; it need not be there.</summary>
    public string? TranslationOf { get; init; }
    public string? Speaker { get; init; }
    public string? Post { get; init; }

    /// <summary>Who wrote it, as its metadata has them. Of what somebody speaks the speaker is the author, whoever typed it.</summary>
    // A row that was written before there were any lacks them, and what reads JSON then sets null.
    public IReadOnlyList<string> Authors { get; init => field = value ?? []; } = [];

    /// <summary>Ids of the countries that speak: ISO 3166-1 alpha-3, or alpha-3 of ISO 3166-3 for those that are no more (<c>CSK</c>).</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Ids of the organizations that speak (<c>EU</c>, <c>ASEAN</c>).</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];

    /// <summary>For whom they speak: country ids, organization ids, or names as written where they have no id.</summary>
    public IReadOnlyList<string> OnBehalfOf { get; init; } = [];

    /// <summary>
    /// Ids of every place in both schemes that the document stands under, ancestors included: <c>africa</c>,
    /// <c>western-africa</c>, <c>un-african-group</c>, or <c>world</c>.
    /// </summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Id of the event or collection: the first folder's slug. Null for a file outside any folder.</summary>
    public string? Event { get; init; }
    public string? EventTitle { get; init; }
    public string? Place { get; init; }

    /// <summary>Every edition so far, oldest first; the last is current.</summary>
    public required IReadOnlyList<EditionRecord> Editions { get; init; }

    [JsonIgnore]
    public EditionRecord Current => Editions[^1];

    /// <summary>Set when the upload was deleted: the document is out of the index and its address answers 410.</summary>
    public DateTimeOffset? Withdrawn { get; init; }

    /// <summary>When this row was last committed; the change log is ordered by it.</summary>
    public DateTimeOffset CommittedAt { get; init; }
}

/// <summary>One published state of a document.</summary>
public sealed record EditionRecord
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Hash of source bytes, resolved metadata and renderer version; the folder of its renditions.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>SHA-256 of the uploaded bytes, lower-case hexadecimal.</summary>
    public required string SourceHash { get; init; }
    public required string SourceFormat { get; init; }
    /// <summary>Extension of the stored source, with its dot.</summary>
    public required string SourceExtension { get; init; }
    public required long SourceBytes { get; init; }
    public required string RendererVersion { get; init; }
    public required int Pages { get; init; }
    public required int Words { get; init; }
    public required long HtmlBytes { get; init; }
    public required long PdfBytes { get; init; }
    public required long TextBytes { get; init; }
    public string? ChangeNote { get; init; }
}

/// <summary>What a document is. Written in lower case in metadata, addresses and JSON.</summary>
public enum DocumentKind
{
    Report,
    Statement,
    Presentation,
    Summary,
    News,
    Letter,
    Other,
}

public enum UploadState
{
    /// <summary>Seen; conversion is under way or was interrupted.</summary>
    Received,
    Published,
    Rejected,
    Withdrawn,
    /// <summary>The infrastructure failed more often than retries bear; the sweep tries again.</summary>
    Failed,
}

/// <summary>What became of an upload: one row of table <c>uploads</c>, for staff to look at.</summary>
public sealed record UploadRecord
{
    public required string Path { get; init; }
    /// <summary>The document's id; also the row's key.</summary>
    public required string DocumentId { get; init; }
    public required UploadState State { get; init; }
    /// <summary>ETag of the blob that this state is about.</summary>
    public required string ETag { get; init; }
    public required long Bytes { get; init; }
    public required DateTimeOffset UploadedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    /// <summary>Hash of everything that decides the outcome besides the blob itself: renderer version, sidecar and collection files, pictures.</summary>
    public string? Inputs { get; init; }
    /// <summary>Blobs of the pictures that its text names beside itself, whether they are there or not.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];
    public string? EditionHash { get; init; }

    /// <summary>What the published document has; null where nothing was published.</summary>
    public DocumentCounts? Counts { get; init; }

    /// <summary>What the upload states or has, as far as its reader tells.</summary>
    public DocumentCounts? SourceCounts { get; init; }

    /// <summary>What the published document's metadata is, where each value was found, and how sure it is; empty where nothing was published.</summary>
    public IReadOnlyList<MetadataValue> Metadata { get; init; } = [];
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
    /// <summary>Milliseconds of download, read, render and store.</summary>
    public IReadOnlyDictionary<string, double> Timings { get; init; } = new Dictionary<string, double>();
    public int Attempts { get; init; }
}
