using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Intake;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing;

/// <summary>Brings one upload to its state: published, rejected, withdrawn or ignored. Idempotent; safe to call at any time, any number of times, from several processes.</summary>
public sealed class Publisher : IDisposable
{
    private readonly PipelineStorage storage;
    private readonly Converter converter;
    private readonly TimeProvider time;
    private readonly ConversionGate gate;
    private readonly UploadTable uploads;
    private readonly EditionWriter editions;
    private readonly EventWriter events;

    public Publisher(PipelineStorage storage, Converter converter, TimeProvider time)
    {
        (this.storage, this.converter, this.time) = (storage, converter, time);
        gate = new ConversionGate(storage.Options, time);
        uploads = new UploadTable(storage);
        editions = new EditionWriter(storage, converter, gate, time);
        events = new EventWriter(storage);
    }

    /// <summary>Raised after an own commit, so that this process's catalog has it at once (<see cref="CatalogFeed.Apply"/>).</summary>
    public event Action<DocumentRecord>? Committed;

    /// <summary>
    /// Publishes the upload as it is now, or withdraws it if it is gone. A sidecar publishes the upload that it describes; a
    /// <c>_collection.yaml</c> brings its event up to date, and may govern thousands of uploads, which the next sweep publishes.
    /// </summary>
    /// <returns>The upload's row, or null where the upload is junk that is ignored, a metadata file of its own, or nothing that was ever there.</returns>
    /// <exception cref="Azure.RequestFailedException">Storage failed; the host retries.</exception>
    public async Task<UploadRecord?> PublishAsync(string uploadPath, CancellationToken cancellationToken)
    {
        switch (UploadName.RoleOf(uploadPath))
        {
            case UploadRole.Junk:
                return null;
            case UploadRole.Collection:
                if (EventFile.EventOf(uploadPath) is not null)
                    await events.SyncAsync(await events.RowsAsync(cancellationToken), await UploadListing.ReadAsync(storage, uploadPath, cancellationToken), whole: false, cancellationToken);
                return null;
            case UploadRole.Sidecar:
                await PublishAsync(UploadName.GovernedBy(uploadPath), cancellationToken);
                return null;
            default:
                return (await PublishAsync(new UploadTask(uploadPath, new MetadataFiles(storage, listing: null)), cancellationToken)).Record;
        }
    }

    /// <summary>Records that the infrastructure failed for good (the poison queue). The sweep tries again.</summary>
    public async Task RecordFailureAsync(string uploadPath, string reason, CancellationToken cancellationToken)
    {
        if (UploadName.RoleOf(uploadPath) != UploadRole.Document) return;
        var row = await uploads.ReadAsync(uploadPath, cancellationToken);
        var record = row?.Record ?? NewRecord(new UploadVersion(uploadPath, "", time.GetUtcNow(), 0), null);
        await uploads.WriteAsync(
            record with
            {
                State = UploadState.Failed,
                ChangedAt = time.GetUtcNow(),
                Attempts = record.Attempts + 1,
                Diagnostics = [new Diagnostic("processing-failed", Severity.Error,
                    $"The file could not be processed because of a fault that is not yours. It is tried again by itself. For the administrator: {TableText.Bounded(reason, 1_000)}")],
            },
            row?.Tag ?? default, cancellationToken);
    }

    public void Dispose() => gate.Dispose();

    /// <returns>As the public one, and whether the document's row was committed anew.</returns>
    internal async Task<(UploadRecord? Record, bool Committed)> PublishAsync(UploadTask task, CancellationToken cancellationToken)
    {
        while (true)
        {
            // No outcome means that the upload changed under our hands: look again.
            if (await TryPublishAsync(task, cancellationToken) is { } outcome)
            {
                if (outcome.Committed is { } document) Committed?.Invoke(document);
                return (outcome.Record, outcome.Committed is not null);
            }
            task = new UploadTask(task.Path, new MetadataFiles(storage, listing: null)) { Force = task.Force };
        }
    }

    private async Task<Outcome?> TryPublishAsync(UploadTask task, CancellationToken cancellationToken)
    {
        var timings = new Timings(time);
        var start = time.GetTimestamp();
        if (UploadName.Refusal(task.Path) is { } problem) return new Outcome(await RefuseAsync(task, problem, cancellationToken));

        var asking = task.Known ? Task.FromResult(task.Row) : uploads.ReadAsync(task.Path, cancellationToken);
        var opening = UploadBlob.OpenAsync(storage.Uploads, task.Path, cancellationToken);
        var surrounding = task.Metadata.ReadAsync(task.Path, cancellationToken);
        // First, so that it is closed when one of the others fails.
        using var blob = await opening;
        var (row, around) = (await asking, await surrounding);
        var earlier = new Earlier(row is not null, row?.Record.State is UploadState.Published or UploadState.Rejected or UploadState.Withdrawn, task.Force);

        // Of a sweep's row only some columns were read; it is written back whole.
        if (blob is null) return await WithdrawAsync(task.Path, task.Known && row is not null ? await uploads.ReadAsync(task.Path, cancellationToken) : row, earlier, cancellationToken);
        if (blob.IsFolder) return new Outcome(null);
        var upload = new UploadVersion(task.Path, blob.ETag, blob.UploadedAt, blob.Length);
        if (!task.Force && row is not null && await IsSettledAsync(row)) return new Outcome(row.Record);
        var received = task.Received ?? (row?.IsReceived(upload.ETag) == true
            ? row
            : await uploads.WriteAsync(Received(upload, row?.Record, time.GetUtcNow()), row?.Tag ?? default, cancellationToken));
        // Somebody else, a trigger beside a sweep, came to the end of it since the row was read.
        if (!task.Force && await IsSettledAsync(received)) return new Outcome(received.Record);

        UploadRecord outcome;
        DocumentRecord? committed = null;
        var findings = around.Diagnostics;
        var pictures = new PicturesBeside(storage, task.Path);
        try
        {
            var bytes = await blob.ReadAsync(storage.Options.MaximumUploadBytes, cancellationToken);
            timings.Add("download", start);
            if (findings.Any(f => f.Severity == Severity.Error)) throw new RejectedException(findings);
            MetadataEntry[] entries = [.. around.Entries, .. BlobMetadata.Read(blob.Metadata)];
            Task<PreparedDocument> reading;
            do
            {
                reading = gate.RunAsync("read", token => converter.Prepare(new SourceFile(task.Path, bytes), entries, pictures.Find, token), timings, cancellationToken);
                // Whether it succeeds or not: a text of nothing but pictures is refused as long as they are missing.
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            while (await pictures.FetchAsync(cancellationToken));
            var prepared = await reading with { PictureHashes = pictures.Hashes };
            findings = [.. findings, .. prepared.Diagnostics];
            var published = await editions.PublishAsync(upload, prepared with { Diagnostics = findings }, earlier, IsAsReadAsync, timings, cancellationToken);
            if (published is null) return null;
            committed = published.Committed;
            outcome = EndedAs(UploadState.Published) with
            {
                EditionHash = published.Hash,
                Counts = prepared.Counts with { Pages = published.Pages },
                SourceCounts = prepared.SourceCounts,
                Metadata = MetadataValue.Of(prepared.Metadata),
                Diagnostics = [.. findings, .. published.Diagnostics],
            };
        }
        catch (RejectedException e)
        {
            // By files beside it, perhaps, that were mended since a sweep read them.
            if (!await IsAsReadAsync()) return null;
            // What was published before stays as it is.
            if (earlier is { SeenBefore: true, Logged: false }) await editions.CompleteAsync(task.Path, cancellationToken);
            outcome = EndedAs(UploadState.Rejected) with { Diagnostics = [.. findings.Except(e.Diagnostics), .. e.Diagnostics] };
        }
        outcome = outcome with { ChangedAt = time.GetUtcNow(), Timings = timings.Milliseconds, Attempts = received.Record.Attempts };
        return new Outcome((await uploads.WriteAsync(outcome, received.Tag, cancellationToken)).Record) { Committed = committed };

        UploadRecord EndedAs(UploadState state)
        {
            var (inputs, shown) = Used();
            return NewRecord(upload, inputs) with { State = state, Pictures = shown };
        }

        // Everything besides the upload that its outcome was made of, and the pictures among it.
        (string Inputs, IReadOnlyList<string> Pictures) Used()
        {
            var shown = pictures.Versions;
            return (task.Metadata.Inputs([.. around.Files, .. shown]), [.. shown.Select(p => p.Path)]);
        }

        async Task<bool> IsAsReadAsync() => Used() is var (inputs, shown) && inputs == await task.Metadata.InputsNowAsync(task.Path, shown, cancellationToken);

        async Task<bool> IsSettledAsync(UploadRow known) =>
            known.Record.ETag == upload.ETag && known.IsSettled(upload.ETag, await task.Metadata.InputsAsync(around, known.Record.Pictures, cancellationToken));
    }

    private async Task<Outcome?> WithdrawAsync(string path, UploadRow? row, Earlier earlier, CancellationToken cancellationToken)
    {
        var logged = row?.Record.State == UploadState.Withdrawn;
        var (gone, committed) = await editions.WithdrawAsync(path, earlier with { Logged = logged }, cancellationToken);
        if (!gone) return null;
        if (row is not null && row.Record.State != UploadState.Withdrawn)
        {
            var withdrawn = row.Record with { State = UploadState.Withdrawn, ChangedAt = time.GetUtcNow(), Metadata = [], Diagnostics = [], Timings = new Dictionary<string, double>() };
            row = await uploads.WriteAsync(withdrawn, row.Tag, cancellationToken);
        }
        return new Outcome(row?.Record) { Committed = committed };
    }

    /// <summary>What is refused for its name is not opened, and some cannot be, so what the listing says of it has to do.</summary>
    private async Task<UploadRecord?> RefuseAsync(UploadTask task, Diagnostic problem, CancellationToken cancellationToken)
    {
        // A description whose file came, or that is gone itself: it never was an upload of its own that could be withdrawn.
        if (task.Gone && UploadName.RoleOf(task.Path) == UploadRole.Sidecar)
        {
            await uploads.DeleteAsync(task.Path, cancellationToken);
            return null;
        }
        var row = task.Known && !task.Gone ? task.Row : await uploads.ReadAsync(task.Path, cancellationToken);
        var upload = task.Listed ?? new UploadVersion(task.Path, "", time.GetUtcNow(), 0);
        var record = task.Gone && row is not null
            ? row.Record with { State = UploadState.Withdrawn, ChangedAt = time.GetUtcNow() }
            : NewRecord(upload, task.Listed is null ? null : task.Metadata.ListedInputs(task.Path, [])) with { State = UploadState.Rejected, Diagnostics = [problem] };
        // No storage holds a blob of so long a name: there is nothing to keep a row about.
        return problem.Code == "name-too-long" ? record : (await uploads.WriteAsync(record, row?.Tag ?? default, cancellationToken)).Record;
    }

    /// <summary>The row of an upload that was just seen; what its last state was published as stays in it.</summary>
    internal static UploadRecord Received(UploadVersion upload, UploadRecord? before, DateTimeOffset now) => new()
    {
        Path = upload.Path,
        DocumentId = DocumentIds.FromPath(upload.Path),
        State = UploadState.Received,
        ETag = upload.ETag,
        Bytes = upload.Bytes,
        UploadedAt = upload.UploadedAt,
        ChangedAt = now,
        EditionHash = before?.EditionHash,
        Attempts = before?.ETag == upload.ETag ? before.Attempts + 1 : 1,
    };

    private UploadRecord NewRecord(UploadVersion upload, string? inputs) => Received(upload, null, time.GetUtcNow()) with { Inputs = inputs };
}

/// <summary>What became of an upload; <see cref="Committed"/> is its document's new state, null where the row was not committed anew.</summary>
internal sealed record Outcome(UploadRecord? Record)
{
    public DocumentRecord? Committed { get; init; }
}

/// <summary>An upload to be looked at.</summary>
/// <param name="Metadata">Where to read the metadata files around it; shared by the uploads of one sweep.</param>
internal sealed record UploadTask(string Path, MetadataFiles Metadata)
{
    /// <summary>Whether <see cref="Row"/> was read; otherwise it is read first.</summary>
    public bool Known { get; init; }

    /// <summary>What decides (<see cref="UploadTable.ReadDecidingAsync"/>), not the whole row.</summary>
    public UploadRow? Row { get; init; }

    /// <summary>The row that a sweep wrote over it to mark the upload as received; null where that is still to be done.</summary>
    public UploadRow? Received { get; init; }

    /// <summary>As the container's listing has it; null where nobody listed it.</summary>
    public UploadVersion? Listed { get; init; }

    /// <summary>A listing no longer has it.</summary>
    public bool Gone { get; init; }

    /// <summary>Publish again though nothing changed.</summary>
    public bool Force { get; init; }
}
