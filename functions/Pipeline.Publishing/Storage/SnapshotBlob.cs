using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
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

    private readonly BlobClient blob = storage.Catalog.GetBlobClient(Name);

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

    /// <summary>Replaces what is stored, unless that is of a later time or another process replaces it meanwhile; whether it did.</summary>
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
            var options = new BlockBlobOpenWriteOptions
            {
                OpenConditions = conditions,
                BufferSize = 8 << 20,
                Metadata = new Dictionary<string, string> { [AsOf] = asOf.UtcTicks.ToString(CultureInfo.InvariantCulture) },
            };
            await using var stream = await storage.Catalog.GetBlockBlobClient(Name).OpenWriteAsync(overwrite: true, options, cancellationToken);
            await StoredCatalog.WriteAsync(stream, asOf, catalog, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            return false;
        }
    }
}
