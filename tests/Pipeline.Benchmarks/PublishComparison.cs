using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Pipeline.Local.Development;
using Pipeline.Local.Hosting;
using Pipeline.Publishing;
using Pipeline.Publishing.Storage;

namespace Pipeline.Benchmarks;

/// <summary>
/// Publishing a folder (uploading it, reading, rendering, committing) beside writing the very same blobs and rows with the bare
/// SDK: the same uploads, renditions and final rows, as many at a time, to the same Azurite, in turns.
/// </summary>
internal static class PublishComparison
{
    // As many documents as a sweep has under way (Sweep.InFlightPerConversion).
    private static readonly int DocumentsAtOnce = new PipelineOptions().Concurrency * 6;

    private const string Collection = "benchmark";

    public static async Task<int> RunAsync(string folder, int rounds)
    {
        await using var azurite = await Azurite.StartAsync(dataFolder: null, preferUsualPorts: false, CancellationToken.None);
        var (files, _) = Uploader.Find(Path.GetFullPath(folder), Collection);

        // The first round warms both up, and shows what there is to write.
        var (_, written) = await PublishAsync(azurite, files, "ours0", capture: true);
        await WriteBareAsync(azurite, files, written!, "bare0");
        Console.WriteLine($"{folder}: {files.Count} uploads, {written!.Documents.Sum(d => d.Count)} renditions of {written.Documents.Count} documents, {written.Rows.Sum(t => t.Count) + written.Hashes.Sum(h => h.Count)} rows, {DocumentsAtOnce} documents at once");

        var samples = new List<(double, double)>();
        for (var round = 1; round <= rounds; round++)
        {
            double ours = 0, bare = 0;
            if (round % 2 == 0) bare = await WriteBareAsync(azurite, files, written, $"bare{round}");
            (ours, _) = await PublishAsync(azurite, files, $"ours{round}", capture: false);
            if (round % 2 != 0) bare = await WriteBareAsync(azurite, files, written, $"bare{round}");
            Console.WriteLine($"  round {round}: {ours:F2} s, bare {bare:F2} s");
            samples.Add((ours, bare));
        }
        Statistics.Print("publish", "the same blobs and rows, bare SDK", samples, "s");
        return 0;
    }

    private static async Task<(double Seconds, Written? Written)> PublishAsync(Azurite azurite, IReadOnlyList<LocalFile> files, string name, bool capture)
    {
        using var parts = new Parts(azurite.ConnectionString, Names(name), Parts.LoadFonts());
        await parts.Storage.CreateAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        await Uploader.UploadAsync(parts.Storage.Uploads, Collection, files, (_, _) => { }, CancellationToken.None);
        var result = await parts.Sweep.RunAsync(new SweepOptions(), null, CancellationToken.None);
        clock.Stop();
        if (result.Published + result.Rejected < files.Count(f => !Uploader.IsMetadata(f.UploadPath)))
            throw new InvalidOperationException($"Not everything was published: {result}");
        var written = capture ? await CaptureAsync(parts.Storage) : null;
        await DeleteAsync(parts.Storage);
        return (clock.Elapsed.TotalSeconds, written);
    }

    private static async Task<double> WriteBareAsync(Azurite azurite, IReadOnlyList<LocalFile> files, Written written, string name)
    {
        var storage = PipelineStorage.Connect(azurite.ConnectionString, Names(name));
        await storage.CreateAsync(CancellationToken.None);
        TableClient[] tables = [storage.DocumentRows, storage.ChangeRows, storage.UploadRows];
        var clock = Stopwatch.StartNew();
        await Uploader.UploadAsync(storage.Uploads, Collection, files, (_, _) => { }, CancellationToken.None);
        await Parallel.ForEachAsync(Enumerable.Range(0, Math.Max(written.Documents.Count, written.Rows.Max(t => t.Count))),
            new ParallelOptions { MaxDegreeOfParallelism = DocumentsAtOnce },
            async (i, token) =>
            {
                if (i < written.Documents.Count)
                    await Task.WhenAll(written.Documents[i].Select(b => storage.Published.GetBlobClient(b.Name).UploadAsync(b.Content, token)));
                for (var t = 0; t < tables.Length; t++)
                    if (i < written.Rows[t].Count) await tables[t].AddEntityAsync(written.Rows[t][i], token);
                if (i < written.Hashes.Count) await storage.HashRows.SubmitTransactionAsync(written.Hashes[i].Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), token);
            });
        foreach (var (blob, content) in written.Catalog) await storage.Catalog.GetBlobClient(blob).UploadAsync(content);
        clock.Stop();
        await DeleteAsync(storage);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<Written> CaptureAsync(PipelineStorage storage)
    {
        var published = await BlobsAsync(storage.Published);
        return new Written(
            published.GroupBy(b => b.Name.Split('/')[0]).Select(g => g.ToList()).ToList(),
            await BlobsAsync(storage.Catalog),
            [await RowsAsync(storage.DocumentRows), await RowsAsync(storage.ChangeRows), await RowsAsync(storage.UploadRows)],
            // A row's key begins with the hash of 64 digits and a hyphen; the rest names the edition.
            (await RowsAsync(storage.HashRows)).GroupBy(row => row.RowKey[65..]).Select(g => g.ToList()).ToList());
    }

    private static async Task<List<(string Name, BinaryData Content)>> BlobsAsync(BlobContainerClient container)
    {
        var blobs = new ConcurrentBag<(string, BinaryData)>();
        await Parallel.ForEachAsync(container.GetBlobsAsync(), async (blob, token) =>
            blobs.Add((blob.Name, (await container.GetBlobClient(blob.Name).DownloadContentAsync(token)).Value.Content)));
        return [.. blobs.OrderBy(b => b.Item1, StringComparer.Ordinal)];
    }

    private static async Task<List<TableEntity>> RowsAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }

    /// <summary>Azurite slows as it grows, so that a round leaves nothing to the next.</summary>
    private static async Task DeleteAsync(PipelineStorage storage)
    {
        foreach (var container in new[] { storage.Uploads, storage.Published, storage.Catalog }) await container.DeleteAsync();
        foreach (var table in new[] { storage.DocumentRows, storage.ChangeRows, storage.UploadRows, storage.EventRows, storage.HashRows }) await table.DeleteAsync();
    }

    private static PipelineOptions Names(string name) => new()
    {
        UploadsContainer = name + "uploads",
        PublishedContainer = name + "published",
        CatalogContainer = name + "catalog",
        DocumentsTable = name + "documents",
        ChangesTable = name + "changes",
        UploadsTable = name + "uploads",
        EventsTable = name + "events",
        HashesTable = name + "hashes",
    };

    private sealed record Written(
        IReadOnlyList<List<(string Name, BinaryData Content)>> Documents,
        IReadOnlyList<(string Name, BinaryData Content)> Catalog,
        IReadOnlyList<List<TableEntity>> Rows,
        IReadOnlyList<List<TableEntity>> Hashes);
}
