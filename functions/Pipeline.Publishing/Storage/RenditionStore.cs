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
    /// <summary>The bytes of a rendition. Immutable, so they may be cached for ever under (document id, edition hash, rendition).</summary>
    /// <exception cref="RequestFailedException">Storage failed, or the blob is missing.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(DocumentRecord document, EditionRecord edition, Rendition rendition, CancellationToken cancellationToken)
    {
        var blob = storage.Published.GetBlobClient(BlobName(document.Id, edition.Hash, FileName(rendition, edition.SourceExtension)));
        return (await blob.DownloadContentAsync(cancellationToken)).Value.Content.ToMemory();
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

    /// <summary>Writes an edition's five blobs at once; those that are there already with the same bytes are left as they are.</summary>
    internal Task WriteAsync(string documentId, EditionRecord edition, PreparedDocument document, Renditions renditions, CancellationToken cancellationToken)
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
            RendererVersion = edition.RendererVersion,
            UploadPath = document.File.Path,
            SourceFormat = edition.SourceFormat,
            Pages = edition.Pages,
            Words = edition.Words,
            Counts = document.Counts,
            SourceCounts = document.SourceCounts,
            Files = files.ToDictionary(
                f => FileName(f.Rendition, edition.SourceExtension),
                f => new ManifestFile(f.MediaType, f.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(f.Bytes.Span)))),
            Metadata = EditionHash.Stable(document.Metadata),
            Diagnostics = [.. document.Diagnostics, .. renditions.Diagnostics],
        };
        var manifestBytes = JsonSerializer.SerializeToUtf8Bytes(manifest, RowJson.Plain.Manifest);
        return Task.WhenAll(files.Append((Rendition.Manifest, "application/json", manifestBytes)).Select(f =>
            WriteAsync(BlobName(documentId, edition.Hash, FileName(f.Rendition, edition.SourceExtension)), f.MediaType, f.Bytes, cancellationToken)));
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
