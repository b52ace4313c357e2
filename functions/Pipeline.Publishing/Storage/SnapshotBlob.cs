using System.Buffers.Binary;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Storage;

/// <summary>The blob with the whole catalog as of a time, from which a process starts; the change log has what came after.</summary>
internal sealed class SnapshotBlob(PipelineStorage storage)
{
    /// <summary>With the version of its format.</summary>
    public const string Name = "documents-3.catalog";

    private const string AsOf = "asof";

    private readonly BlockBlobClient blob = storage.Catalog.GetBlockBlobClient(Name);

    /// <summary>Null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async Task<(DateTimeOffset AsOf, CatalogSnapshot Catalog)?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            return await StoredCatalog.ReadAsync(response.Content, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsBlobGone())
        {
            return null;
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The stored catalog is cut off.", e);
        }
    }

    /// <summary>
    /// Replaces what is stored, unless that is of a later time or another process replaces it meanwhile; whether it did. Until the
    /// last request of it, readers get what was stored before.
    /// </summary>
    public async Task<bool> WriteAsync(DateTimeOffset asOf, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            var stored = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (stored.Metadata.TryGetValue(AsOf, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var ticks) && ticks > asOf.UtcTicks) return false;
            conditions = new BlobRequestConditions { IfMatch = stored.ETag };
        }
        catch (RequestFailedException e) when (e.Status == 404 && e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
        }
        try
        {
            var write = Guid.NewGuid();
            var blocks = new List<string>();
            await foreach (var frame in StoredCatalog.FramesAsync(asOf, catalog, cancellationToken))
            {
                blocks.Add(BlockId(write, blocks.Count));
                using var content = new MemoryStream(frame);
                await blob.StageBlockAsync(blocks[^1], content, cancellationToken: cancellationToken);
            }
            var options = new CommitBlockListOptions
            {
                Conditions = conditions,
                Metadata = new Dictionary<string, string> { [AsOf] = asOf.UtcTicks.ToString(CultureInfo.InvariantCulture) },
            };
            await blob.CommitBlockListAsync(blocks, options, cancellationToken);
            return true;
        }
        // When another process commits, storage drops the blocks that are not committed.
        catch (RequestFailedException e) when (e.IsConflict() || e.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            return false;
        }
    }

    /// <summary>
    /// Of each write its own, since blocks of all who write at the same time lie together until one commits. All of a blob's have
    /// one length; it is that of the client's, so that they fit with what one of those wrote.
    /// </summary>
    private static string BlockId(Guid write, int number)
    {
        var id = new byte[48];
        write.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32LittleEndian(id.AsSpan(16), number);
        return Convert.ToBase64String(id);
    }
}
