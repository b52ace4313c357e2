using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;

namespace Pipeline.Publishing.Storage;

/// <summary>
/// Table <c>events</c>: a row for each event that a <c>_collection.yaml</c> describes, and one row that says which state of all of
/// them is complete. Readers look at that one each second, and at the others when it changed.
/// </summary>
internal sealed class EventTable(PipelineStorage storage)
{
    private const string Events = "event";
    private const string State = "state";

    public async IAsyncEnumerable<EventRow> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entity in storage.EventRows.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Events}"), cancellationToken: cancellationToken))
            yield return From(entity);
    }

    public async Task<EventRow?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        var found = await storage.EventRows.GetEntityIfExistsAsync<TableEntity>(Events, TableKey.Checked(id), cancellationToken: cancellationToken);
        return found.HasValue ? From(found.Value!) : null;
    }

    /// <summary>The state that the rows were in when somebody last completed one; empty where nobody ever did.</summary>
    public async Task<string> StateAsync(CancellationToken cancellationToken)
    {
        var found = await storage.EventRows.GetEntityIfExistsAsync<TableEntity>(State, State, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value!.GetString("State") : "";
    }

    /// <summary>The state that follows from these rows; empty for none.</summary>
    public static string StateOf(IReadOnlyCollection<EventRow> rows) => rows.Count == 0 ? "" :
        EditionHash.Hash([.. rows.OrderBy(r => r.Event.Id, StringComparer.Ordinal).SelectMany(r => new[] { r.Event.Id, r.Inputs })]);

    /// <summary>Inserts a row without ETag, replaces the row with that ETag otherwise.</summary>
    /// <returns>False where somebody else wrote or deleted it meanwhile.</returns>
    public async Task<bool> TryWriteAsync(EventRow row, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Events, TableKey.Checked(row.Event.Id)) { ["Inputs"] = row.Inputs };
        entity.SetText("Event", JsonSerializer.Serialize(row.Event, RowJson.Plain.EventRecord));
        try
        {
            if (row.Tag == default) await storage.EventRows.AddEntityAsync(entity, cancellationToken);
            else await storage.EventRows.UpdateEntityAsync(entity, row.Tag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            return false;
        }
    }

    /// <summary>Deletes the row with that ETag; one that somebody else wrote meanwhile stays.</summary>
    public async Task DeleteAsync(EventRow row, CancellationToken cancellationToken)
    {
        try
        {
            await storage.EventRows.DeleteEntityAsync(Events, TableKey.Checked(row.Event.Id), row.Tag, cancellationToken);
        }
        catch (RequestFailedException e) when (e.IsConflict())
        {
            // Its file came back, and with it a newer row.
        }
    }

    public Task CompleteAsync(string state, CancellationToken cancellationToken) =>
        storage.EventRows.UpsertEntityAsync(new TableEntity(State, State) { ["State"] = state }, TableUpdateMode.Replace, cancellationToken);

    private static EventRow From(TableEntity entity) =>
        new(JsonSerializer.Deserialize(entity.GetText("Event")!, RowJson.Plain.EventRecord)!, entity.GetString("Inputs")) { Tag = entity.ETag };
}

/// <summary>An event's row.</summary>
/// <param name="Inputs">Names the state of the file and of the code that it was read by.</param>
internal sealed record EventRow(EventRecord Event, string Inputs)
{
    /// <summary>The row's own ETag; default where it was never stored.</summary>
    public ETag Tag { get; init; }
}
