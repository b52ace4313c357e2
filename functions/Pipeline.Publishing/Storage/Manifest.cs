using Pipeline.Documents;
using Pipeline.Publishing.Conversion;

namespace Pipeline.Publishing.Storage;

/// <summary>
/// <c>manifest.json</c> of an edition: what its blobs are and how they came to be. It holds no time, so the same input gives the
/// same bytes.
/// </summary>
internal sealed record Manifest
{
    public required string DocumentId { get; init; }
    public required int Edition { get; init; }
    public required string EditionHash { get; init; }
    /// <summary>Hash of what the edition is made of, whatever renders it; null where an early version wrote the manifest.</summary>
    public string? Work { get; init; }
    public required string RendererVersion { get; init; }
    public required string UploadPath { get; init; }
    public required string SourceFormat { get; init; }
    public required int Pages { get; init; }
    public required int Words { get; init; }
    /// <summary>What the document has, beside what its source says that it has.</summary>
    public required DocumentCounts Counts { get; init; }
    public DocumentCounts? SourceCounts { get; init; }
    /// <summary>Each rendition by its blob's name, without the manifest itself.</summary>
    public required IReadOnlyDictionary<string, ManifestFile> Files { get; init; }
    /// <summary>As resolved; its origins say where each field came from, its confidences how far it can be relied on.</summary>
    public required DocumentMetadata Metadata { get; init; }
    /// <summary>Every finding, whole.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }
}

/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record ManifestFile(string MediaType, long Bytes, string Sha256);
