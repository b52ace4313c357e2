using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;

namespace Pipeline.Publishing.Storage;

public enum Rendition
{
    Html,
    Pdf,
    Text,
    Source,
    Manifest,
}

/// <summary>The immutable blobs of editions, below <c>{document id}/{edition hash}/</c> in container <c>published</c>.</summary>
public sealed class RenditionStore(PipelineStorage storage)
{
    private readonly FingerprintTable fingerprints = new(storage);

    /// <summary>The bytes of a rendition. Immutable, so they may be cached for ever under (document id, edition hash, rendition).</summary>
    /// <exception cref="RequestFailedException">Storage failed, or the blob is missing.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(DocumentRecord document, EditionRecord edition, Rendition rendition, CancellationToken cancellationToken)
    {
        var blob = storage.Published.GetBlobClient(BlobName(document.Id, edition.Hash, FileName(rendition, edition.SourceExtension)));
        return (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
    }

    /// <exception cref="RequestFailedException">Storage failed, or there is none.</exception>
    /// <exception cref="JsonException">It is damaged.</exception>
    internal async Task<Manifest> ReadManifestAsync(string documentId, string editionHash, CancellationToken cancellationToken)
    {
        var blob = storage.Published.GetBlobClient(BlobName(documentId, editionHash, FileName(Rendition.Manifest, "")));
        var json = (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
        return JsonSerializer.Deserialize(json.Span, RowJson.Plain.Manifest) ?? throw new JsonException("The manifest is empty.");
    }

    /// <summary>Writes the hashes by which an edition's files are known anew, as its manifest has them; false where it has none that can be read.</summary>
    internal async Task<bool> RestoreHashesAsync(string documentId, string editionHash, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = await ReadManifestAsync(documentId, editionHash, cancellationToken);
            await fingerprints.WriteAsync(documentId, editionHash, manifest.Files.Values.Select(f => f.Sha256), cancellationToken);
            return true;
        }
        catch (Exception e) when (e is JsonException || (e is RequestFailedException failed && failed.IsBlobGone()))
        {
            return false;
        }
    }

    internal static string BlobName(string documentId, string editionHash, string file) => $"{documentId}/{editionHash}/{file}";

    internal static string FileName(Rendition rendition, string sourceExtension) => rendition switch
    {
        Rendition.Html => "document.html",
        Rendition.Pdf => "document.pdf",
        Rendition.Text => "document.txt",
        Rendition.Source => "source" + sourceExtension,
        _ => "manifest.json",
    };

    /// <summary>
    /// Writes an edition's five blobs at once; those that are there already with the same bytes are left as they are. With them the
    /// hashes by which its files are known.
    /// </summary>
    /// <param name="work">As <see cref="EditionHash.OfWork"/>.</param>
    internal Task WriteAsync(string documentId, EditionRecord edition, string work, PreparedDocument document, Renditions renditions, CancellationToken cancellationToken)
    {
        (Rendition Rendition, string MediaType, ReadOnlyMemory<byte> Bytes)[] files =
        [
            (Rendition.Html, "text/html; charset=utf-8", renditions.Html),
            (Rendition.Pdf, "application/pdf", renditions.Pdf),
            (Rendition.Text, "text/plain; charset=utf-8", renditions.Text),
            (Rendition.Source, document.Format.MediaType, document.File.Bytes),
        ];
        var manifest = new Manifest
        {
            DocumentId = documentId,
            Edition = edition.Number,
            EditionHash = edition.Hash,
            Work = work,
            RendererVersion = edition.RendererVersion,
            UploadPath = document.File.Path,
            SourceFormat = edition.SourceFormat,
            Pages = edition.Pages,
            Words = edition.Words,
            Counts = document.Counts,
            SourceCounts = document.SourceCounts,
            Files = files.ToDictionary(
                f => FileName(f.Rendition, edition.SourceExtension),
                f => new ManifestFile(f.MediaType, f.Bytes.Length, f.Rendition == Rendition.Source ? document.SourceHash : Convert.ToHexStringLower(SHA256.HashData(f.Bytes.Span)))),
            Metadata = EditionHash.Stable(document.Metadata),
            Diagnostics = [.. document.Diagnostics, .. renditions.Diagnostics],
        };
        var manifestBytes = JsonSerializer.SerializeToUtf8Bytes(manifest, RowJson.Plain.Manifest);
        var hashing = fingerprints.WriteAsync(documentId, edition.Hash, manifest.Files.Values.Select(f => f.Sha256), cancellationToken);
        return Task.WhenAll(files.Append((Rendition.Manifest, "application/json", manifestBytes)).Select(f =>
            WriteAsync(BlobName(documentId, edition.Hash, FileName(f.Rendition, edition.SourceExtension)), f.MediaType, f.Bytes, cancellationToken)).Append(hashing));
    }

    private async Task WriteAsync(string name, string mediaType, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var blob = storage.Published.GetBlobClient(name);
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = mediaType, CacheControl = "public, max-age=31536000, immutable" },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await blob.UploadAsync(new BinaryData(bytes), options, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // There already: from an attempt that was cut off, or an edition that is made anew on request. The same hash means
            // the same bytes, unless the renderer was changed without a new version; then all five are replaced together.
            var stored = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (stored.ContentHash is { } md5 && stored.ContentLength == bytes.Length && md5.AsSpan().SequenceEqual(Md5(bytes))) return;
            options.Conditions = new BlobRequestConditions { IfMatch = stored.ETag };
            await blob.UploadAsync(new BinaryData(bytes), options, cancellationToken);
        }
    }

    // Not for security: it is the checksum that the service itself keeps of a blob.
#pragma warning disable CA5351
    private static byte[] Md5(ReadOnlyMemory<byte> bytes) => MD5.HashData(bytes.Span);
#pragma warning restore CA5351
}
