using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Storage;

/// <summary>Table <c>uploads</c>: what became of each upload.</summary>
internal sealed class UploadTable(PipelineStorage storage)
{
    // Table Storage's limit of operations in one transaction.
    private const int LargestTransaction = 100;

    public async Task<UploadRow?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var found = await storage.UploadRows.GetEntityIfExistsAsync<TableEntity>(
            UploadRow.Partition(path), DocumentIds.FromPath(path), cancellationToken: cancellationToken);
        return found.HasValue ? UploadRow.From(found.Value!) : null;
    }

    /// <param name="state">Only those in this state.</param>
    /// <param name="from">Only those that changed from this time on.</param>
    /// <param name="to">Only those that changed up to this time.</param>
    public async IAsyncEnumerable<UploadRow> ReadAllAsync(
        UploadState? state, [EnumeratorCancellation] CancellationToken cancellationToken, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        string?[] conditions =
        [
            state is { } one ? TableClient.CreateQueryFilter($"State eq {one.ToString()}") : null,
            from is { } first ? TableClient.CreateQueryFilter($"ChangedAt ge {first}") : null,
            to is { } last ? TableClient.CreateQueryFilter($"ChangedAt le {last}") : null,
        ];
        var filter = string.Join(" and ", conditions.OfType<string>());
        await foreach (var entity in storage.UploadRows.QueryAsync<TableEntity>(filter.Length == 0 ? null : filter, cancellationToken: cancellationToken))
            yield return UploadRow.From(entity);
    }

    /// <summary>
    /// Of every row what decides whether its upload is to be looked at; a sweep holds all of them at once, and whole rows are four
    /// times as large. Such a row is never to be written back.
    /// </summary>
    public async IAsyncEnumerable<UploadRow> ReadDecidingAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in storage.UploadRows.QueryAsync<TableEntity>(select: UploadRow.Deciding, cancellationToken: cancellationToken))
            yield return UploadRow.From(entity);
    }

    public async IAsyncEnumerable<UploadEntry> ReadEntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in storage.UploadRows.QueryAsync<TableEntity>(select: ["RowKey", "Path", "State", "ChangedAt"], cancellationToken: cancellationToken))
            yield return new UploadEntry(entity.GetString("Path"), entity.RowKey, Enum.Parse<UploadState>(entity.GetString("State")), entity.GetDateTimeOffset("ChangedAt")!.Value);
    }

    /// <summary>
    /// Writes what became of an upload over the row that has this ETag (none: where no row is). Where another process wrote
    /// meanwhile, the row about the newer upload stands, and of two about the same one the published one.
    /// </summary>
    public async Task<UploadRow> WriteAsync(UploadRecord record, ETag tag, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = new UploadRow(record, tag);
            try
            {
                var response = tag == default
                    ? await storage.UploadRows.AddEntityAsync(row.ToEntity(), cancellationToken)
                    : await storage.UploadRows.UpdateEntityAsync(row.ToEntity(), tag, TableUpdateMode.Replace, cancellationToken);
                return row with { Tag = response.Headers.ETag ?? default };
            }
            catch (RequestFailedException e) when (e.IsConflict())
            {
                var current = await ReadAsync(record.Path, cancellationToken);
                if (current is not null && Stands(current.Record, record)) return current;
                tag = current?.Tag ?? default;
            }
        }
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        storage.UploadRows.DeleteEntityAsync(UploadRow.Partition(path), DocumentIds.FromPath(path), ETag.All, cancellationToken);

    /// <summary>
    /// Marks uploads as received, a hundred of one collection in one request. Rows that another process changed meanwhile are
    /// left to it and missing in the answer.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, UploadRow>> MarkReceivedAsync(IEnumerable<UploadRow> rows, CancellationToken cancellationToken)
    {
        var marked = new Dictionary<string, UploadRow>(StringComparer.Ordinal);
        foreach (var batch in rows.GroupBy(r => UploadRow.Partition(r.Record.Path)).SelectMany(g => g.Chunk(LargestTransaction)))
        {
            try
            {
                var answers = await storage.UploadRows.SubmitTransactionAsync(
                    batch.Select(r => r.Tag == default
                        ? new TableTransactionAction(TableTransactionActionType.Add, r.ToEntity())
                        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, r.ToEntity(), r.Tag)),
                    cancellationToken);
                for (var i = 0; i < batch.Length; i++)
                    if (answers.Value[i].Headers.ETag is { } tag) marked[batch[i].Record.Path] = batch[i] with { Tag = tag };
            }
            catch (TableTransactionFailedException e) when (e.IsConflict())
            {
                // One row of the batch is not as it was: each upload then marks its own row, which settles who is newer.
            }
        }
        return marked;
    }

    private static bool Stands(UploadRecord current, UploadRecord ours) =>
        current.UploadedAt > ours.UploadedAt
        // Who only now marks it as received comes after the one who settled it.
        || (current.ETag == ours.ETag && ours.State == UploadState.Received && (current.State is UploadState.Published or UploadState.Rejected))
        || (current.ETag == ours.ETag && current.Inputs == ours.Inputs && current.State == UploadState.Published && ours.State != UploadState.Withdrawn);
}
