using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Pipeline.Publishing.Storage;

/// <summary>The storage account's containers and tables by their configured names; no other place knows a name.</summary>
public sealed class PipelineStorage(BlobServiceClient blobs, TableServiceClient tables, PipelineOptions options)
{
    public PipelineOptions Options { get; } = options;
    public BlobContainerClient Uploads { get; } = blobs.GetBlobContainerClient(options.UploadsContainer);
    public BlobContainerClient Published { get; } = blobs.GetBlobContainerClient(options.PublishedContainer);
    public BlobContainerClient Catalog { get; } = blobs.GetBlobContainerClient(options.CatalogContainer);
    public TableClient DocumentRows { get; } = tables.GetTableClient(options.DocumentsTable);
    public TableClient ChangeRows { get; } = tables.GetTableClient(options.ChangesTable);
    public TableClient UploadRows { get; } = tables.GetTableClient(options.UploadsTable);
    public TableClient EventRows { get; } = tables.GetTableClient(options.EventsTable);
    public TableClient HashRows { get; } = tables.GetTableClient(options.HashesTable);

    /// <summary>An account by its connection string (<c>UseDevelopmentStorage=true</c>, Azurite's, or a real one with its key).</summary>
    public static PipelineStorage Connect(string connectionString, PipelineOptions options) =>
        new(new BlobServiceClient(connectionString, BlobOptions()), new TableServiceClient(connectionString, TableOptions()), options);

    /// <summary>An account by its addresses and an identity.</summary>
    public static PipelineStorage Connect(Uri blobs, Uri tables, TokenCredential credential, PipelineOptions options) =>
        new(new BlobServiceClient(blobs, credential, BlobOptions()), new TableServiceClient(tables, credential, TableOptions()), options);

    /// <summary>How every blob client of the pipeline is set up; a caller may add policies of its own.</summary>
    public static BlobClientOptions BlobOptions() => Configure(new BlobClientOptions());

    /// <summary>How every table client of the pipeline is set up; a caller may add policies of its own.</summary>
    public static TableClientOptions TableOptions() => Configure(new TableClientOptions());

    /// <summary>Creates what does not exist yet.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Uploads.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
        Published.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
        Catalog.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
        DocumentRows.CreateIfNotExistsAsync(cancellationToken),
        ChangeRows.CreateIfNotExistsAsync(cancellationToken),
        UploadRows.CreateIfNotExistsAsync(cancellationToken),
        EventRows.CreateIfNotExistsAsync(cancellationToken),
        HashRows.CreateIfNotExistsAsync(cancellationToken));

    private static T Configure<T>(T options) where T : ClientOptions
    {
        // Six tries over about six seconds: long enough for a storage partition to move, short enough for a host that retries too.
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.MaxRetries = 5;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        // A request of two milliseconds should not pay for spans and log lines that nobody collects.
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        return options;
    }
}
