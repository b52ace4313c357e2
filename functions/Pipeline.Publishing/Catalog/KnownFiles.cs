using System.Text.Json;
using Azure;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Catalog;

/// <summary>Says of which document and edition a file is, by the file's hash.</summary>
public sealed class KnownFiles(PipelineStorage storage)
{
    private readonly FingerprintTable table = new(storage);
    private readonly RenditionStore renditions = new(storage);

    /// <summary>
    /// What a file is: each document of which it is the upload or a rendition, in the order of ids. Only what the catalog has
    /// committed counts, withdrawn documents included, and only what the edition's manifest confirms.
    /// </summary>
    /// <param name="sha256">Lower-case hexadecimal.</param>
    public async Task<IReadOnlyList<KnownFile>> FindAsync(string sha256, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        var rows = await table.FindAsync(sha256, cancellationToken);
        var files = await Task.WhenAll(rows.Select(row => ConfirmAsync(sha256, row.EditionHash, catalog.Find(row.DocumentId), cancellationToken)));
        return [.. files.OfType<KnownFile>().OrderBy(f => f.Document.Id, StringComparer.Ordinal).ThenByDescending(f => f.Edition.Number)
            // An edition that was rendered anew may have kept a file as it was.
            .DistinctBy(f => (f.Document.Id, f.Edition.Number))];
    }

    private async Task<KnownFile?> ConfirmAsync(string sha256, string editionHash, DocumentRecord? document, CancellationToken cancellationToken)
    {
        if (document is null || await ManifestAsync(document, editionHash, cancellationToken) is not { } manifest) return null;
        var edition = document.Editions.FirstOrDefault(e => e.Number == manifest.Edition);
        Rendition[] kinds = [.. Enum.GetValues<Rendition>().Where(r => r != Rendition.Manifest
            && manifest.Files.Any(f => f.Value.Sha256 == sha256 && f.Key == RenditionStore.FileName(r, Path.GetExtension(f.Key))))];
        if (edition is null || kinds.Length == 0 || manifest.DocumentId != document.Id || manifest.EditionHash != editionHash) return null;
        if (edition.Hash == editionHash) return new KnownFile(document, edition, kinds);
        // The edition is in the catalog as it was rendered later: of the same work, or this attempt at it was never committed.
        var current = await ManifestAsync(document, edition.Hash, cancellationToken);
        return manifest.Work is not null && current?.Work == manifest.Work ? new KnownFile(document, edition, kinds) { RenderedAnew = true } : null;
    }

    /// <summary>Null where there is none, or none that can be read.</summary>
    private async Task<Manifest?> ManifestAsync(DocumentRecord document, string editionHash, CancellationToken cancellationToken)
    {
        try
        {
            return await renditions.ReadManifestAsync(document.Id, editionHash, cancellationToken);
        }
        catch (Exception e) when (e is JsonException || (e is RequestFailedException failed && failed.IsBlobGone()))
        {
            return null;
        }
    }
}

/// <summary>A file that is known: which renditions of which edition it is (the same bytes may be both the upload and the PDF).</summary>
public sealed record KnownFile(DocumentRecord Document, EditionRecord Edition, IReadOnlyList<Rendition> Renditions)
{
    /// <summary>The edition's renditions were made anew since, by a later version of the renderer.</summary>
    public bool RenderedAnew { get; init; }

    /// <summary>It is of the current edition of a document that is not withdrawn.</summary>
    public bool IsLatest => Document.Withdrawn is null && Edition.Number == Document.Current.Number;
}
