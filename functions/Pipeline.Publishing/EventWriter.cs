using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Intake;
using Pipeline.Publishing.Regions;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing;

/// <summary>Keeps table <c>events</c> in the state of the <c>_collection.yaml</c> files. Idempotent; a file that cannot be read leaves its event as it was.</summary>
internal sealed class EventWriter(PipelineStorage storage)
{
    private readonly EventTable table = new(storage);

    /// <summary>What an event's row is made of: the file's state, this code, the reference data.</summary>
    public static string Inputs(string path, string eTag) => EditionHash.Hash(path, eTag, Converter.RendererVersion, Gazetteer.Default.Version);

    /// <summary>The metadata file of each event: where two folders lead to the same id, the first one's.</summary>
    public static Dictionary<string, (string Path, string Inputs)> Wanted(UploadListing listing)
    {
        var wanted = new Dictionary<string, (string Path, string Inputs)>(StringComparer.Ordinal);
        foreach (var (path, tag) in listing.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            if (EventFile.EventOf(path) is { } id) wanted.TryAdd(id, (path, Inputs(path, tag)));
        return wanted;
    }

    /// <summary>The rows as they are, by event. To be read before the listing: what that then lacks was deleted, not merely uploaded later.</summary>
    public async Task<Dictionary<string, EventRow>> RowsAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, EventRow>(StringComparer.Ordinal);
        await foreach (var row in table.ReadAllAsync(cancellationToken)) rows[row.Event.Id] = row;
        return rows;
    }

    /// <summary>Writes what changed, deletes what is gone.</summary>
    /// <param name="rows">As <see cref="RowsAsync"/> read them before the listing.</param>
    /// <param name="listing">All of the container, or what is below a prefix: then nothing is deleted.</param>
    /// <param name="whole">True for all of the container.</param>
    public async Task SyncAsync(Dictionary<string, EventRow> rows, UploadListing listing, bool whole, CancellationToken cancellationToken)
    {
        var wanted = Wanted(listing);
        foreach (var (id, (path, inputs)) in wanted)
            if (rows.GetValueOrDefault(id) is var row && row?.Inputs != inputs) await WriteAsync(id, path, row, cancellationToken);
        foreach (var (id, row) in rows)
            if (whole && !wanted.ContainsKey(id)) await table.DeleteAsync(row, cancellationToken);
        // Last, of the rows as they are now, and whoever dies before leaves it to the next: readers look for new rows when this changes.
        var state = EventTable.StateOf((await RowsAsync(cancellationToken)).Values);
        if (await table.StateAsync(cancellationToken) != state) await table.CompleteAsync(state, cancellationToken);
    }

    /// <summary>Brings an event's row to the state of its file. The file is read after the row, so that whoever read an older one never puts it over a newer one.</summary>
    private async Task WriteAsync(string id, string path, EventRow? row, CancellationToken cancellationToken)
    {
        while (await ReadAsync(path, cancellationToken) is { } read && read.Inputs != row?.Inputs)
        {
            if (await table.TryWriteAsync(read with { Tag = row?.Tag ?? default }, cancellationToken)) return;
            row = await table.ReadAsync(id, cancellationToken);
        }
    }

    /// <summary>A line for each event whose row, or whose place in the index, is not that of its file.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(UploadListing listing, CatalogSnapshot index, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        var wanted = Wanted(listing);
        var rows = await RowsAsync(cancellationToken);
        differences.AddRange(rows.Keys.Except(wanted.Keys).Select(id => $"Event {id} has a row, but its _collection.yaml is gone."));
        foreach (var (id, (path, inputs)) in wanted)
            if (rows.GetValueOrDefault(id)?.Inputs != inputs && await ReadAsync(path, cancellationToken) is not null)
                differences.Add($"Event {id} is not as “{path}” describes it.");
        differences.AddRange(rows.Keys.Where(id => index.FindEvent(id) is null).Select(id => $"The index lacks event {id}."));
        if (await table.StateAsync(cancellationToken) != EventTable.StateOf(rows.Values)) differences.Add("The events' rows are not marked as complete.");
        return differences;
    }

    private async Task<EventRow?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (UploadName.Problem(path) is not null) return null;
        using var blob = await UploadBlob.OpenAsync(storage.Uploads, path, cancellationToken);
        if (blob is null || blob.Length > DescriptionFile.Largest) return null;
        var bytes = blob.Length == 0 ? [] : await blob.ReadAsync(DescriptionFile.Largest, cancellationToken);
        return DescriptionFile.ReadEvent(bytes, path) is { } read ? new EventRow(read, Inputs(path, blob.ETag)) : null;
    }
}
