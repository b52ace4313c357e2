using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Intake;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing;

/// <summary>
/// Finds what triggers missed: publishes new and changed uploads, withdraws what is gone, re-renders what an older renderer made,
/// repairs what is torn. One at a time in a process.
/// </summary>
public sealed class Sweep(PipelineStorage storage, Publisher publisher, CatalogFeed feed, TimeProvider time, ILogger<Sweep>? log = null)
{
    // Uploads under way for each one that is converted: the others wait for storage. It bounds memory, too.
    private const int InFlightPerConversion = 6;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // Though the listing is as it was, the rows are looked at again this often.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(1);

    private readonly UploadTable uploads = new(storage);
    private readonly EventWriter events = new(storage);
    private readonly RenditionStore renditions = new(storage);
    private (UInt128 Listing, SweepResult Result, DateTimeOffset At)? clean;

    /// <summary>
    /// One pass. An upload that fails is recorded as failed, and tried again in later passes after ever longer pauses; it does not
    /// hold up the others.
    /// </summary>
    /// <exception cref="Azure.RequestFailedException">Storage failed so that not even that can be recorded.</exception>
    public async Task<SweepResult> RunAsync(SweepOptions options, IProgress<SweepProgress>? progress, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        if (options.OnlyIfChanged && clean is { } last && time.GetUtcNow() - last.At < LongestIdle
            && (await UploadListing.ReadAsync(storage, options.Prefix, cancellationToken)).Hash == last.Listing)
        {
            return last.Result;
        }
        // The rows before the listing: what it then lacks was deleted, not merely uploaded later.
        var rows = await RowsAsync(options.Prefix, cancellationToken);
        var eventRows = await events.RowsAsync(cancellationToken);
        var listing = await UploadListing.ReadAsync(storage, options.Prefix, cancellationToken);
        await events.SyncAsync(eventRows, listing, whole: options.Prefix.Length == 0, cancellationToken);
        var (torn, restored) = options.Thorough ? await TornAsync(options.Prefix, cancellationToken) : ([], 0);

        var metadata = new MetadataFiles(storage, listing);
        var work = listing.Uploads.Where(u => IsDue(u, rows.GetValueOrDefault(u.Path), metadata, options, torn))
            .Select(u => new UploadTask(u.Path, metadata)
            {
                Known = true,
                Row = rows.GetValueOrDefault(u.Path),
                Listed = u,
                Force = IsForced(u.Path, options, torn),
            })
            .ToList();
        var gone = rows.Values.Where(r => r.Record.State != UploadState.Withdrawn && !listing.Tags.ContainsKey(r.Record.Path))
            .Select(r => new UploadTask(r.Record.Path, metadata) { Known = true, Row = r, Gone = true })
            .ToList();
        var lost = torn.Where(path => !listing.Tags.ContainsKey(path) && !gone.Any(g => g.Path == path)).Select(path => new UploadTask(path, metadata) { Gone = true });

        List<UploadTask> tasks = [.. await MarkReceivedAsync(work, cancellationToken), .. gone, .. lost];
        var outcomes = await PublishAsync(tasks, () => time.GetElapsedTime(start) >= options.LongestTime, progress, cancellationToken);
        await feed.CompactAsync(cancellationToken);

        var result = new SweepResult(listing.Count, listing.Ignored,
            Published: outcomes.Count(o => o is { State: UploadState.Published, Committed: true }),
            Rejected: outcomes.Count(o => o.State == UploadState.Rejected),
            Withdrawn: outcomes.Count(o => o.State == UploadState.Withdrawn),
            Repaired: torn.Count + restored,
            Unchanged: listing.Uploads.Count - work.Count + outcomes.Count(o => o is { State: UploadState.Published, Committed: false }))
        { Failed = outcomes.Count(o => o.State == UploadState.Failed) };
        // Failed uploads become due by the clock, not by the listing.
        var settled = result.Failed == 0 && !rows.Values.Any(r => r.Record.State is UploadState.Failed or UploadState.Received);
        clean = tasks.Count == 0 && settled && options is { Prefix: "", Thorough: false } ? (listing.Hash, result, time.GetUtcNow()) : null;
        return result;
    }

    /// <summary>
    /// Sweeps until cancelled, as a host does where no events come; cheap while nothing changes. What fails is logged and tried again, be
    /// it that a newer version wrote a row which this one cannot read.
    /// </summary>
    public async Task RunContinuouslyAsync(TimeSpan interval, IProgress<SweepProgress>? progress, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        var options = new SweepOptions { OnlyIfChanged = true };
        do
        {
            try
            {
                await RunAsync(options, progress, cancellationToken);
            }
#pragma warning disable CA1031 // It would end the host, whose website has no part in it.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log?.Log(e.LevelInLoop(), e, "The uploads could not be swept; it is tried again in {Interval}.", interval);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task<IReadOnlyCollection<(UploadState State, bool Committed)>> PublishAsync(
        List<UploadTask> tasks, Func<bool> isLate, IProgress<SweepProgress>? progress, CancellationToken cancellationToken)
    {
        var outcomes = new ConcurrentBag<(UploadState, bool)>();
        var done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = storage.Options.Concurrency * InFlightPerConversion, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tasks, parallel, async (task, token) =>
        {
            if (isLate()) return;
            UploadState? state;
            var committed = false;
            try
            {
                (var record, committed) = await publisher.PublishAsync(task, token);
                state = record?.State;
            }
#pragma warning disable CA1031 // Whatever one upload sets off, a fault of ours included, is recorded and must not stop the others.
            catch (Exception e) when (!token.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log?.LogError(e, "Publishing {Path} failed.", task.Path);
                await publisher.RecordFailureAsync(task.Path, e.Message, token);
                state = UploadState.Failed;
            }
            if (state is { } known) outcomes.Add((known, committed));
            progress?.Report(new SweepProgress(Interlocked.Increment(ref done), tasks.Count, task.Path, state));
        });
        if (done < tasks.Count) log?.LogInformation("{Count} of {Total} uploads are left to later sweeps: the time was over.", tasks.Count - done, tasks.Count);
        return outcomes;
    }

    /// <summary>Lets staff see at once what came in, a hundred uploads in one request.</summary>
    private async Task<List<UploadTask>> MarkReceivedAsync(List<UploadTask> work, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var marks = work.Where(t => UploadName.Refusal(t.Path) is null && t.Row?.IsReceived(t.Listed!.ETag) != true)
            .Select(t => new UploadRow(Publisher.Received(t.Listed!, t.Row?.Record, now), t.Row?.Tag ?? default));
        var marked = await uploads.MarkReceivedAsync(marks, cancellationToken);
        return [.. work.Select(t => marked.TryGetValue(t.Path, out var row) ? t with { Received = row } : t)];
    }

    private bool IsDue(UploadVersion upload, UploadRow? row, MetadataFiles metadata, SweepOptions options, HashSet<string> torn)
    {
        if (row is null || IsForced(upload.Path, options, torn)) return true;
        if (row.IsSettled(upload.ETag, metadata.ListedInputs(upload.Path, row.Record.Pictures))) return false;
        if (row.Record.ETag != upload.ETag) return true;
        var pause = row.Record.State switch
        {
            UploadState.Failed => ShortestPause * Math.Min(Math.Pow(2, row.Record.Attempts), LongestPause / ShortestPause),
            UploadState.Received => options.LeaveReceived,
            _ => TimeSpan.Zero,
        };
        return time.GetUtcNow() - row.Record.ChangedAt >= pause;
    }

    private static bool IsForced(string path, SweepOptions options, HashSet<string> torn) =>
        options.RepublishAll || torn.Contains(path) || options.Republish?.Contains(DocumentIds.FromPath(path)) == true;

    /// <summary>The uploads to publish again; and for how many editions the hashes of their files were written anew, which needs no more.</summary>
    private async Task<(HashSet<string> Torn, int Restored)> TornAsync(string prefix, CancellationToken cancellationToken)
    {
        var stored = await Inspection.ReadAsync(storage, cancellationToken);
        var restored = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = storage.Options.Concurrency * InFlightPerConversion, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(stored.WithoutHashes(), parallel, async (item, token) =>
        {
            if (await renditions.RestoreHashesAsync(item.Document.Id, item.Edition.Hash, token)) Interlocked.Increment(ref restored);
        });
        return ([.. stored.Torn().Where(path => path.StartsWith(prefix, StringComparison.Ordinal))], restored);
    }

    private async Task<Dictionary<string, UploadRow>> RowsAsync(string prefix, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, UploadRow>(StringComparer.Ordinal);
        await foreach (var row in uploads.ReadDecidingAsync(cancellationToken))
            if (row.Record.Path.StartsWith(prefix, StringComparison.Ordinal)) rows[row.Record.Path] = row;
        return rows;
    }
}

/// <summary>What a sweep looks at.</summary>
public sealed record SweepOptions
{
    /// <summary>Only uploads below this prefix; empty: all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Publish these documents again though nothing changed; null: none.</summary>
    public IReadOnlySet<string>? Republish { get; init; }

    public bool RepublishAll { get; init; }

    /// <summary>Also inspect documents, change log and renditions, and repair what is torn or missing; reads every row and lists every blob.</summary>
    public bool Thorough { get; init; }

    /// <summary>Return the last result at once while the listing is as it was when nothing was left to do.</summary>
    public bool OnlyIfChanged { get; init; }

    /// <summary>
    /// Uploads that were marked as received more recently than this are left to whoever works on them; for hosts that have triggers
    /// beside the sweep. Zero where the sweep is alone: after a restart it goes on at once.
    /// </summary>
    public TimeSpan LeaveReceived { get; init; }

    /// <summary>After this time no further upload is begun, so that a host that ends whatever runs too long does not end it in the middle; later sweeps go on. Null: all of them.</summary>
    public TimeSpan? LongestTime { get; init; }
}

public sealed record SweepProgress(int Done, int Total, string Path, Catalog.UploadState? State);

/// <summary>What a sweep saw and did. <paramref name="Repaired"/>: documents that were torn or had lost renditions, and editions whose files had no hashes (<see cref="SweepOptions.Thorough"/>).</summary>
public sealed record SweepResult(int Seen, int Ignored, int Published, int Rejected, int Withdrawn, int Repaired, int Unchanged)
{
    /// <summary>Uploads that the infrastructure failed; later sweeps try again.</summary>
    public int Failed { get; init; }
}
