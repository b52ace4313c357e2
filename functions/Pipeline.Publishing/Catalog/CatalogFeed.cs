using Azure;
using Microsoft.Extensions.Logging;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Holds the current <see cref="CatalogSnapshot"/> of one process and keeps it fresh from the change log, swapping it atomically.
/// </summary>
public sealed class CatalogFeed(PipelineStorage storage, TimeProvider time, ILogger<CatalogFeed>? log = null) : IDisposable
{
    // Every so many looks goes further back, for a process whose clock is far off or whose write was long under way; the first one
    // does, too, since the process that stored the catalog may have done so before its own next one.
    private const int DeepLookEvery = 60;
    private const int DeepLookOverlaps = 20;
    private const int LargeCatalog = 100_000;
    // How far the clocks of two servers of storage may be apart.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMilliseconds(250);

    private readonly DocumentTable table = new(storage);
    private readonly SnapshotBlob blob = new(storage);
    private readonly EventTable events = new(storage);
    private readonly SemaphoreSlim refreshing = new(1);
    private readonly SemaphoreSlim merging = new(1);
    private readonly Lock gate = new();
    private readonly List<DocumentRecord> early = [];
    private volatile CatalogSnapshot current = CatalogSnapshot.Empty;
    private volatile bool ready;
    private DateTimeOffset lookedAt;
    // When the latest row that was read was stored, by the clock of storage; and how long the last look took: what was stored longer
    // before that was there when the look began.
    private DateTimeOffset? written;
    private TimeSpan lookTook;
    private int looks;
    private int mergeAgainAt;
    private string? eventState;
    private int changesSinceStored;

    /// <summary>Never blocks, never null; <see cref="CatalogSnapshot.Empty"/> before <see cref="RefreshAsync"/> ended once.</summary>
    public CatalogSnapshot Current => current;

    /// <summary>True once the first load ended.</summary>
    public bool Ready => ready;

    /// <summary>Reads what changed since the last look and swaps.</summary>
    /// <exception cref="RequestFailedException">Storage failed; what was there stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await refreshing.WaitAsync(cancellationToken);
        var first = !ready;
        try
        {
            (DateTimeOffset AsOf, CatalogSnapshot Catalog)? loaded = ready ? null : await LoadAsync(cancellationToken);
            var deep = ++looks % DeepLookEvery == 0 || loaded is not null;
            var overlap = storage.Options.RefreshOverlap * (deep ? DeepLookOverlaps : 1);
            var now = time.GetUtcNow();
            var since = loaded?.AsOf ?? lookedAt;
            var readingEvents = ReadEventsAsync(cancellationToken);
            var changed = await table.ReadChangesAsync(since, overlap, deep ? null : written - lookTook - ClockDifference, (loaded?.Catalog ?? current).CommittedAt, cancellationToken);
            var changedEvents = await readingEvents;
            lookedAt = now;
            (lookTook, written) = (time.GetUtcNow() - now, changed.Select(row => row.Written).Append(written).Max());
            lock (gate)
            {
                if (loaded is not null) current = loaded.Value.Catalog.With(early);
                if (changedEvents is var (state, all)) (eventState, current) = (state, current.WithEvents(all));
                early.Clear();
                ready = true;
                Put(changed.ConvertAll(row => row.Record));
            }
        }
        finally
        {
            refreshing.Release();
        }
        if (first) GiveBackMemory();
        if (current.WantsMerge && looks >= mergeAgainAt && merging.CurrentCount > 0) _ = Task.Run(MergeUnattendedAsync, CancellationToken.None);
    }

    /// <summary>
    /// Refreshes every <see cref="PipelineOptions.RefreshInterval"/> until cancelled. What fails is logged and tried again, be it that
    /// a newer version wrote a row which this one cannot read: what was there before is still good to answer from.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(storage.Options.RefreshInterval, time);
        do
        {
            try
            {
                await RefreshAsync(cancellationToken);
            }
#pragma warning disable CA1031 // It would end the process, and the next one would read the same.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                log?.Log(e.LevelInLoop(), e, "The catalog could not be refreshed; it is tried again in {Interval}.", storage.Options.RefreshInterval);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Takes a commit of this process over at once; for <see cref="Publisher.Committed"/>.</summary>
    public void Apply(DocumentRecord record)
    {
        lock (gate)
        {
            if (ready) Put([record]);
            else early.Add(record);
        }
    }

    /// <summary>
    /// Stores the catalog as it is in this process, where enough changed since it was stored last that others would start much
    /// faster, and deletes the changes that are in it and older than <see cref="PipelineOptions.KeepChanges"/>.
    /// </summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset asOf;
        int changes;
        lock (gate)
        {
            (asOf, changes) = (lookedAt, changesSinceStored);
            if (!ready || changes < Math.Max(1_000, current.All.Count / 10)) return;
        }
        var merged = await MergeAsync(cancellationToken);
        if (!await blob.WriteAsync(asOf, merged, cancellationToken)) return;
        lock (gate) changesSinceStored -= changes;
        await table.DeleteLogAsync(time.GetUtcNow() - storage.Options.KeepChanges, merged.CommittedAt, cancellationToken);
    }

    public void Dispose()
    {
        refreshing.Dispose();
        merging.Dispose();
    }

    /// <summary>Merges all that is there now; readers and refreshes go on meanwhile.</summary>
    private async Task<CatalogSnapshot> MergeAsync(CancellationToken cancellationToken)
    {
        await merging.WaitAsync(cancellationToken);
        try
        {
            var merged = await Task.Run(MergeAndSwap, cancellationToken);
            GiveBackMemory();
            return merged;
        }
        finally
        {
            merging.Release();
        }
    }

    /// <summary>For a merge that nobody waits for. Without it all goes on, only slower, so that it is not tried again at once.</summary>
    private async Task MergeUnattendedAsync()
    {
        try
        {
            await MergeAsync(CancellationToken.None);
        }
#pragma warning disable CA1031 // Nobody else hears of it, except where the process ends meanwhile and everything is disposed.
        catch (Exception e) when (e is not ObjectDisposedException)
#pragma warning restore CA1031
        {
            mergeAgainAt = looks + DeepLookEvery;
            log?.LogError(e, "The catalog could not be merged; it is tried again in {Interval}.", storage.Options.RefreshInterval * DeepLookEvery);
        }
    }

    // By itself, so that nothing holds what was before the merge when memory is given back.
    private CatalogSnapshot MergeAndSwap()
    {
        CatalogSnapshot settled;
        lock (gate) current = settled = current.Settle();
        var merged = settled.Merge();
        lock (gate) current = current.Rebase(settled, merged);
        return merged;
    }

    /// <summary>
    /// After a large catalog was read or merged, which happens seldom, as much again is garbage as is in use, and the collector by
    /// itself would keep it from the system for long.
    /// </summary>
    private void GiveBackMemory()
    {
        if (current.All.Count >= LargeCatalog) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private async Task<(DateTimeOffset AsOf, CatalogSnapshot Catalog)> LoadAsync(CancellationToken cancellationToken)
    {
        var start = time.GetUtcNow();
        try
        {
            if (await blob.ReadAsync(cancellationToken) is { } stored) return stored;
        }
        catch (InvalidDataException e)
        {
            // It is only a copy: the table has everything.
            log?.LogWarning(e, "The stored catalog cannot be read; the table is read instead.");
        }
        var all = new List<DocumentRecord>();
        await foreach (var row in table.ReadAllAsync(cancellationToken)) all.Add(row.Record);
        changesSinceStored = all.Count;
        return (start, CatalogSnapshot.Of(all));
    }

    /// <summary>All events and the state that they are in, where any changed since the last look; null where none did.</summary>
    private async Task<(string State, IReadOnlyList<EventRecord> All)?> ReadEventsAsync(CancellationToken cancellationToken)
    {
        var state = await events.StateAsync(cancellationToken);
        if (state == eventState) return null;
        var all = new List<EventRecord>();
        await foreach (var row in events.ReadAllAsync(cancellationToken)) all.Add(row.Event);
        return (state, all);
    }

    private void Put(List<DocumentRecord> changes)
    {
        var next = current.With(changes);
        if (ReferenceEquals(next, current)) return;
        changesSinceStored += changes.Count;
        current = next;
    }
}
