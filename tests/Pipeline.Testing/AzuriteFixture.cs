using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Pipeline.Local.Development;
using Pipeline.Publishing;
using Pipeline.Publishing.Storage;
using Xunit;

namespace Pipeline.Testing;

/// <summary>
/// One Azurite in memory for the tests of an assembly, on free ports. Declare it with
/// <c>[assembly: AssemblyFixture(typeof(AzuriteFixture))]</c> and take it in the test class's constructor.
/// </summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static int accounts;
    private Azurite? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await NodePackages.EnsureInstalledAsync(Console.WriteLine, CancellationToken.None);
        azurite = await Azurite.StartAsync(dataFolder: null, preferUsualPorts: false, CancellationToken.None);
    }

    /// <summary>Options with containers and tables of its own, so that tests do not see each other.</summary>
    public static PipelineOptions NewOptions()
    {
        var name = $"t{Interlocked.Increment(ref accounts)}";
        return new PipelineOptions
        {
            UploadsContainer = $"{name}-uploads",
            PublishedContainer = $"{name}-published",
            CatalogContainer = $"{name}-catalog",
            DocumentsTable = $"{name}documents",
            ChangesTable = $"{name}changes",
            UploadsTable = $"{name}uploads",
            EventsTable = $"{name}events",
            HashesTable = $"{name}hashes",
        };
    }

    /// <summary>Empty storage with containers and tables of its own, which exist.</summary>
    public async Task<PipelineStorage> NewStorageAsync(PipelineOptions? options = null)
    {
        var storage = Connect(options ?? NewOptions());
        await storage.CreateAsync(TestContext.Current.CancellationToken);
        return storage;
    }

    /// <summary>Another client of the same storage, as another process has one, whose requests go through a policy.</summary>
    public PipelineStorage Connect(PipelineOptions options, HttpPipelinePolicy? policy = null)
    {
        var blobs = PipelineStorage.BlobOptions();
        var tables = PipelineStorage.TableOptions();
        if (policy is not null)
        {
            blobs.AddPolicy(policy, HttpPipelinePosition.PerCall);
            tables.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }
        return new PipelineStorage(new BlobServiceClient(ConnectionString, blobs), new TableServiceClient(ConnectionString, tables), options);
    }

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null) await azurite.DisposeAsync();
    }
}
