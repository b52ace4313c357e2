using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Catalog;

/// <summary>Reads table <c>uploads</c>: what became of each upload.</summary>
public sealed class UploadLedger(PipelineStorage storage)
{
    private readonly UploadTable table = new(storage);

    /// <summary>All uploads, newest change first, with only what lists and counts need: the rows are twenty times as long.</summary>
    public async Task<IReadOnlyList<UploadEntry>> EntriesAsync(CancellationToken cancellationToken)
    {
        var entries = await table.ReadEntriesAsync(cancellationToken).ToListAsync(cancellationToken);
        return [.. entries.OrderByDescending(e => e.ChangedAt).ThenBy(e => e.Path, StringComparer.Ordinal)];
    }

    /// <summary>The records of some uploads as they are now, in the same order; without those that are gone.</summary>
    public async Task<IReadOnlyList<UploadRecord>> ReadAsync(IReadOnlyList<UploadEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0) return [];
        var records = entries.ToDictionary(e => e.DocumentId, _ => (UploadRecord?)null, StringComparer.Ordinal);
        var state = entries.Select(e => e.State).Distinct().ToArray() is [var one] ? one : (UploadState?)null;
        // Entries of a list stand together.
        await foreach (var row in table.ReadAllAsync(state, cancellationToken, entries.Min(e => e.ChangedAt), entries.Max(e => e.ChangedAt)))
            if (records.ContainsKey(row.Record.DocumentId)) records[row.Record.DocumentId] = row.Record;
        var found = new List<UploadRecord>();
        foreach (var entry in entries)
        {
            // What changed in the meantime stands elsewhere.
            if ((records[entry.DocumentId] ?? await FindAsync(entry.Path, cancellationToken)) is { } record) found.Add(record);
        }
        return found;
    }

    /// <summary>The records of uploads in one state, or all, newest change first.</summary>
    public async Task<IReadOnlyList<UploadRecord>> ListAsync(UploadState? state, CancellationToken cancellationToken)
    {
        var rows = await table.ReadAllAsync(state, cancellationToken).ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Record).OrderByDescending(r => r.ChangedAt).ThenBy(r => r.Path, StringComparer.Ordinal)];
    }

    /// <summary>The row of one upload; null where it was never seen or is ignored.</summary>
    public async Task<UploadRecord?> FindAsync(string uploadPath, CancellationToken cancellationToken) =>
        (await table.ReadAsync(uploadPath, cancellationToken))?.Record;
}

/// <summary>An upload in a list of them.</summary>
public sealed record UploadEntry(string Path, string DocumentId, UploadState State, DateTimeOffset ChangedAt);
