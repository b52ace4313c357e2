using Azure;
using Azure.Data.Tables;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Storage;

/// <summary>Table <c>documents</c>, the state, with table <c>changes</c>, the log of its commits.</summary>
internal sealed class DocumentTable(PipelineStorage storage)
{
    // Table Storage's limit of operations in one transaction.
    private const int LargestTransaction = 100;

    public async Task<DocumentRow?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var found = await storage.DocumentRows.GetEntityIfExistsAsync<TableEntity>(DocumentRow.Partition(id), id, cancellationToken: cancellationToken);
        return found.HasValue ? DocumentRow.From(found.Value!) : null;
    }

    public async IAsyncEnumerable<DocumentRow> ReadAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in storage.DocumentRows.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            yield return DocumentRow.From(entity);
    }

    /// <summary>
    /// Inserts a row without ETag, replaces the row with that ETag otherwise. Not written means that the row in storage is
    /// another one, which is then returned.
    /// </summary>
    public async Task<(bool Written, DocumentRow? Row)> TryWriteAsync(DocumentRow row, CancellationToken cancellationToken)
    {
        try
        {
            var entity = row.ToDocumentEntity();
            var response = row.Tag == default
                ? await storage.DocumentRows.AddEntityAsync(entity, cancellationToken)
                : await storage.DocumentRows.UpdateEntityAsync(entity, row.Tag, TableUpdateMode.Replace, cancellationToken);
            return (true, row with { Tag = response.Headers.ETag ?? default });
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            var current = await ReadAsync(row.Record.Id, cancellationToken);
            // A write whose answer was lost is tried again by the client and then meets itself.
            var own = current is not null && current.Record.CommittedAt == row.Record.CommittedAt
                && current.Record.Current.Hash == row.Record.Current.Hash && current.UploadETag == row.UploadETag
                && current.Record.Withdrawn == row.Record.Withdrawn;
            return (own, current);
        }
    }

    /// <summary>Appends the commit to the change log; the same commit has the same key, so once more changes nothing.</summary>
    public Task LogAsync(DocumentRow row, CancellationToken cancellationToken) =>
        storage.ChangeRows.UpsertEntityAsync(row.ToChangeEntity(), TableUpdateMode.Replace, cancellationToken);

    public async Task<bool> IsLoggedAsync(DocumentRecord record, CancellationToken cancellationToken)
    {
        var (partition, row) = DocumentRow.ChangeKey(record);
        return (await storage.ChangeRows.GetEntityIfExistsAsync<TableEntity>(partition, row, ["RowKey"], cancellationToken)).HasValue;
    }

    /// <summary>The whole log, in time order.</summary>
    public async IAsyncEnumerable<DocumentRow> ReadLogAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in storage.ChangeRows.QueryAsync<TableEntity>(cancellationToken: cancellationToken)) yield return DocumentRow.From(entity);
    }

    /// <summary>
    /// The rows of commits since a time, and of those before it that came late, in time order. Of what was most likely read before
    /// only the keys are read. Both keys begin with the time, so each query reads one range.
    /// </summary>
    /// <param name="overlap">How long before that time late ones are looked for.</param>
    /// <param name="written">Storage's own time before which every row of the overlap was read already; null where that is not known.</param>
    /// <param name="known">When the last commit of a document was that is known already: such rows, and older ones, are left out unread.</param>
    public async Task<List<DocumentRow>> ReadChangesAsync(
        DateTimeOffset since, TimeSpan overlap, DateTimeOffset? written, Func<string, DateTimeOffset?> known, CancellationToken cancellationToken)
    {
        var earlier = TableClient.CreateQueryFilter($" and RowKey lt {DocumentRow.ChangeTime(since)} and PartitionKey le {DocumentRow.ChangePartition(since)}");
        var (late, rest) = (ReadLateAsync(), ReadAsync(From(since)));
        await Task.WhenAll(late, rest);
        return [.. await late, .. await rest];

        async Task<List<DocumentRow>> ReadLateAsync()
        {
            var filter = From(since - overlap) + earlier;
            if (written is { } time) filter += TableClient.CreateQueryFilter($" and Timestamp ge {time}");
            await foreach (var entity in storage.ChangeRows.QueryAsync<TableEntity>(filter, select: ["RowKey", "Id"], cancellationToken: cancellationToken))
                if (IsNew(entity)) return await ReadAsync(From(DocumentRow.CommittedAt(entity.RowKey)) + earlier);
            return [];
        }

        async Task<List<DocumentRow>> ReadAsync(string filter)
        {
            var rows = new List<DocumentRow>();
            await foreach (var entity in storage.ChangeRows.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
                if (IsNew(entity)) rows.Add(DocumentRow.From(entity));
            return rows;
        }

        string From(DateTimeOffset time) => TableClient.CreateQueryFilter($"RowKey ge {DocumentRow.ChangeTime(time)} and PartitionKey ge {DocumentRow.ChangePartition(time)}");

        bool IsNew(TableEntity entity) => known(entity.GetString("Id")) is not { } last || last < DocumentRow.CommittedAt(entity.RowKey);
    }

    /// <summary>Deletes the changes before a time that a stored catalog has, or newer ones of the same document.</summary>
    /// <param name="stored">When the last commit of a document was that is stored.</param>
    /// <returns>How many are gone, be it that another process deleted them at the same time.</returns>
    public async Task<int> DeleteLogAsync(DateTimeOffset before, Func<string, DateTimeOffset?> stored, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var filter = TableClient.CreateQueryFilter($"PartitionKey lt {DocumentRow.ChangePartition(before)}");
        await foreach (var page in storage.ChangeRows.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "Id"], cancellationToken: cancellationToken).AsPages())
        {
            var old = page.Values.Where(row => stored(row.GetString("Id")) >= DocumentRow.CommittedAt(row.RowKey));
            foreach (var batch in old.GroupBy(row => row.PartitionKey).SelectMany(g => g.Chunk(LargestTransaction)))
            {
                await DeleteAsync(batch);
                deleted += batch.Length;
            }
        }
        return deleted;

        async Task DeleteAsync(TableEntity[] batch)
        {
            try
            {
                await storage.ChangeRows.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
            }
            catch (RequestFailedException e) when (e.IsConflict())
            {
                // Another process deletes the same. One by one, a row that is gone is no error.
                foreach (var row in batch) await storage.ChangeRows.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
            }
        }
    }
}
