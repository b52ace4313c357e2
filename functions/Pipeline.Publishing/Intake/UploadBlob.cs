using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Documents;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Intake;

/// <summary>
/// One state of an uploaded blob, opened by one request: its properties are there at once, its bytes are read on demand and are
/// of the same state (where the connection breaks, the client reads on with <c>If-Match</c> on the ETag).
/// </summary>
internal sealed class UploadBlob : IDisposable
{
    private readonly BlobDownloadStreamingResult opened;

    private UploadBlob(string path, BlobDownloadStreamingResult opened)
    {
        this.opened = opened;
        Path = path;
        ETag = Plain(opened.Details.ETag);
    }

    public string Path { get; }

    public string ETag { get; }

    public DateTimeOffset UploadedAt => opened.Details.LastModified;

    public long Length => opened.Details.ContentLength;

    public IDictionary<string, string> Metadata => opened.Details.Metadata;

    /// <summary>An account with folders of its own shows each as an empty blob with this mark.</summary>
    public bool IsFolder => IsFolderMark(Metadata);

    public static bool IsFolderMark(IDictionary<string, string> metadata) =>
        metadata.TryGetValue("hdi_isfolder", out var mark) && mark.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>An ETag without quotes: listings and headers differ in them.</summary>
    public static string Plain(ETag? tag) => tag?.ToString("G").Trim('"') ?? "";

    /// <summary>Null where no such blob is there (any more).</summary>
    public static async Task<UploadBlob?> OpenAsync(BlobContainerClient container, string path, CancellationToken cancellationToken)
    {
        try
        {
            return new UploadBlob(path, await container.GetBlobClient(path).DownloadStreamingAsync(cancellationToken: cancellationToken));
        }
        catch (RequestFailedException e) when (e.IsBlobGone())
        {
            return null;
        }
    }

    /// <summary>The ETag of the blob as it is now; null where there is none.</summary>
    public static async Task<string?> TagAsync(BlobContainerClient container, string path, CancellationToken cancellationToken)
    {
        try
        {
            return Plain((await container.GetBlobClient(path).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ETag);
        }
        catch (RequestFailedException e) when (e.IsBlobGone())
        {
            return null;
        }
    }

    /// <exception cref="RejectedException">It is empty or larger than the limit.</exception>
    public async Task<byte[]> ReadAsync(long limit, CancellationToken cancellationToken)
    {
        if (Length > limit) throw TooLarge(Length, limit);
        if (Length == 0) throw new RejectedException("empty-file", "The file is empty: it has 0 bytes. Perhaps the upload was interrupted; upload it again.");
        var bytes = new byte[Length];
        await opened.Content.ReadExactlyAsync(bytes, cancellationToken);
        // A stream that goes on past its stated length is not the file that was announced.
        if (await opened.Content.ReadAsync(new byte[1], cancellationToken) > 0) throw TooLarge(Length + 1, limit);
        return bytes;
    }

    public void Dispose() => opened.Dispose();

    private static RejectedException TooLarge(long bytes, long limit) => new(
        "file-too-large",
        $"The file has {Megabytes(bytes)}; at most {Megabytes(limit)} can be published. Make its pictures smaller or divide it into parts, and upload it again.");

    private static string Megabytes(long bytes) => string.Create(null, $"{Math.Ceiling(bytes * 10 / (1024.0 * 1024)) / 10:0.#} MB");
}
