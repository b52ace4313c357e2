using Azure.Data.Tables;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Catalog;

/// <summary>Reads table <c>uploads</c>: what became of each upload.</summary>
public sealed class UploadLedger(PipelineStorage storage)
{
    private readonly UploadTable table = new(storage);

    /// <summary>Newest change first; all states where <paramref name="state"/> is null.</summary>
    public async Task<IReadOnlyList<UploadRecord>> ListAsync(UploadState? state, CancellationToken cancellationToken)
    {
        var records = new List<UploadRecord>();
        await foreach (var row in table.ReadAllAsync(state, cancellationToken)) records.Add(row.Record);
        records.Sort((a, b) => a.ChangedAt != b.ChangedAt ? b.ChangedAt.CompareTo(a.ChangedAt) : string.CompareOrdinal(a.Path, b.Path));
        return records;
    }

    /// <summary>The row of one upload; null where it was never seen or is ignored.</summary>
    public async Task<UploadRecord?> FindAsync(string uploadPath, CancellationToken cancellationToken) =>
        (await table.ReadAsync(uploadPath, cancellationToken))?.Record;

    /// <summary>Number of uploads in each state; every state is there.</summary>
    public async Task<IReadOnlyDictionary<UploadState, int>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = Enum.GetValues<UploadState>().ToDictionary(s => s, _ => 0);
        await foreach (var row in storage.UploadRows.QueryAsync<TableEntity>(select: ["State"], cancellationToken: cancellationToken))
            counts[Enum.Parse<UploadState>(row.GetString("State"))]++;
        return counts;
    }
}
