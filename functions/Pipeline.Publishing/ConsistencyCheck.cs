using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Intake;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing;

/// <summary>Proves that nothing is lost or torn: rows, renditions, hashes, uploads, change log and index all agree.</summary>
public sealed class ConsistencyCheck(PipelineStorage storage, TimeProvider time)
{
    private readonly RenditionStore renditions = new(storage);

    /// <summary>Reads everything that is stored. What is being published meanwhile may show as a difference.</summary>
    /// <param name="progress">Is told the number of editions whose blobs were read.</param>
    public async Task<CheckResult> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var stored = await Inspection.ReadAsync(storage, cancellationToken);
        var listing = await UploadListing.ReadAsync(storage, "", cancellationToken);
        using var feed = new CatalogFeed(storage, time);
        await feed.RefreshAsync(cancellationToken);

        List<string> differences =
        [
            .. Uploads(stored, listing),
            .. Documents(stored, listing),
            .. Index("The change log", stored, Replay(stored)),
            .. Index("The index", stored, feed.Current.All.ToDictionary(d => d.Id)),
            .. await new EventWriter(storage).DifferencesAsync(listing, feed.Current, cancellationToken),
        ];
        var (blobs, broken) = await RenditionsAsync(stored, progress, cancellationToken);
        differences.AddRange(broken.Order(StringComparer.Ordinal));
        return new CheckResult(
            Uploads: listing.Uploads.Count,
            Documents: stored.Documents.Count(d => d.Record.Withdrawn is null),
            Editions: stored.Documents.Sum(d => d.Record.Editions.Count),
            Blobs: blobs,
            Rejections: listing.Uploads.Count(u => stored.Uploads.GetValueOrDefault(u.Path)?.Record.State == UploadState.Rejected),
            Withdrawn: stored.Documents.Count(d => d.Record.Withdrawn is not null),
            differences);
    }

    private static IEnumerable<string> Uploads(Inspection stored, UploadListing listing)
    {
        foreach (var upload in listing.Uploads)
        {
            var row = stored.Uploads.GetValueOrDefault(upload.Path)?.Record;
            if (row is null) yield return $"Upload “{upload.Path}” has no row.";
            else if (row.ETag != upload.ETag) yield return $"Upload “{upload.Path}” changed since its row was written.";
            else if (row.State is not (UploadState.Published or UploadState.Rejected)) yield return $"Upload “{upload.Path}” is {row.State}, neither published nor rejected.";
        }
        var documents = stored.Documents.ToDictionary(d => d.Record.UploadPath);
        foreach (var row in stored.Uploads.Values.Select(r => r.Record))
        {
            if (row.State != UploadState.Withdrawn && !listing.Tags.ContainsKey(row.Path)) yield return $"Upload “{row.Path}” is gone, but its row says {row.State}.";
            if (row.State == UploadState.Published && !documents.ContainsKey(row.Path)) yield return $"Upload “{row.Path}” is published, but has no document.";
        }
    }

    private static IEnumerable<string> Documents(Inspection stored, UploadListing listing)
    {
        var logged = stored.Logged();
        foreach (var document in stored.Documents)
        {
            var record = document.Record;
            if (record.Id != DocumentIds.FromPath(record.UploadPath)) yield return $"Document {record.Id} has not the id of “{record.UploadPath}”.";
            if (record.Withdrawn is null && !listing.Tags.ContainsKey(record.UploadPath)) yield return $"Document {record.Id} is not withdrawn, but “{record.UploadPath}” is gone.";
            if (!stored.FitsUpload(document)) yield return $"Document {record.Id} and the row of “{record.UploadPath}” say different things.";
            if (!logged(record)) yield return $"The last commit of document {record.Id} is not in the change log.";
            for (var i = 1; i < record.Editions.Count; i++)
                if (record.Editions[i].Number != record.Editions[i - 1].Number + 1) yield return $"Document {record.Id} has edition {record.Editions[i].Number} after {record.Editions[i - 1].Number}.";
        }
    }

    /// <summary>The state of each document that follows from the stored catalog and the log after it.</summary>
    private static Dictionary<string, DocumentRecord> Replay(Inspection stored)
    {
        var state = stored.Stored.All.ToDictionary(d => d.Id, StringComparer.Ordinal);
        foreach (var record in stored.Log.Select(row => row.Record))
            if (!state.TryGetValue(record.Id, out var known) || known.CommittedAt < record.CommittedAt) state[record.Id] = record;
        return state;
    }

    private static IEnumerable<string> Index(string name, Inspection stored, Dictionary<string, DocumentRecord> index)
    {
        foreach (var record in stored.Documents.Select(d => d.Record))
        {
            if (!index.Remove(record.Id, out var other)) yield return $"{name} lacks document {record.Id}.";
            else if (other.CommittedAt != record.CommittedAt || !CatalogEntry.SaysTheSame(other, record)) yield return $"{name} has another state of document {record.Id} than the table.";
        }
        foreach (var id in index.Keys) yield return $"{name} has document {id}, which the table lacks.";
    }

    private async Task<(int Blobs, IReadOnlyCollection<string> Differences)> RenditionsAsync(Inspection stored, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var differences = new ConcurrentBag<string>();
        var (blobs, done) = (0, 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(stored.Documents.SelectMany(d => d.Record.Editions.Select(e => (d.Record, Edition: e))), parallel, async (item, token) =>
        {
            var missing = stored.Missing(item.Record, item.Edition).ToList();
            foreach (var name in missing) differences.Add($"Rendition {name} is missing.");
            if (missing.Count == 0)
                foreach (var difference in await VerifyAsync(stored, item.Record, item.Edition, token)) differences.Add(difference);
            Interlocked.Add(ref blobs, Enum.GetValues<Rendition>().Length - missing.Count);
            progress?.Report(Interlocked.Increment(ref done));
        });
        return (blobs, differences);
    }

    /// <summary>Compares an edition's blobs with their manifest, the manifest with the document's row, and the table of hashes with both.</summary>
    private async Task<IReadOnlyList<string>> VerifyAsync(Inspection stored, DocumentRecord document, EditionRecord edition, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        var place = $"{document.Id}/{edition.Hash}";
        try
        {
            var manifest = await renditions.ReadManifestAsync(document.Id, edition.Hash, cancellationToken);
            if (manifest.DocumentId != document.Id || manifest.Edition != edition.Number || manifest.EditionHash != edition.Hash)
                differences.Add($"The manifest of {place} is that of another edition.");
            foreach (var rendition in Enum.GetValues<Rendition>().Where(r => r != Rendition.Manifest))
            {
                var name = RenditionStore.FileName(rendition, edition.SourceExtension);
                var hash = Convert.ToHexStringLower(SHA256.HashData((await renditions.ReadAsync(document, edition, rendition, cancellationToken)).Span));
                if (manifest.Files.GetValueOrDefault(name)?.Sha256 != hash) differences.Add($"Rendition {place}/{name} has not the hash that its manifest states.");
                if (manifest.Files.GetValueOrDefault(name)?.Sha256 is { } stated && !stored.HasHash(stated, document, edition)) differences.Add($"The hash of rendition {place}/{name} is not in the table of hashes.");
                if (rendition == Rendition.Source && edition.SourceHash != hash) differences.Add($"The source of {place} has not the hash that the document's row states.");
            }
        }
        catch (JsonException)
        {
            differences.Add($"The manifest of {place} cannot be read.");
        }
        catch (RequestFailedException e) when (e.IsBlobGone())
        {
            differences.Add($"A rendition of {place} went missing.");
        }
        return differences;
    }
}

/// <summary>Counts, and one line for each difference; none means that all agree.</summary>
public sealed record CheckResult(int Uploads, int Documents, int Editions, int Blobs, int Rejections, int Withdrawn, IReadOnlyList<string> Differences);
