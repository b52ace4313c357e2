using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing;

/// <summary>
/// Brings a document's row to the state of its upload: renditions first, then one conditional write, then the change log. Until
/// that write nothing is visible; a process that dies anywhere leaves what the next attempt completes.
/// </summary>
internal sealed class EditionWriter(PipelineStorage storage, Converter converter, ConversionGate gate, TimeProvider time)
{
    private readonly DocumentTable table = new(storage);
    private readonly RenditionStore renditions = new(storage);

    /// <summary>Publishes what was read from an upload.</summary>
    /// <param name="upload">Which state of which upload it is.</param>
    /// <param name="known">What is known of earlier attempts.</param>
    /// <param name="isAsRead">Whether the files beside the upload that were read with it are in the same state still.</param>
    /// <returns>Null where the upload, or what lies beside it, is not in this state any more; somebody else publishes the newer one.</returns>
    public async Task<PublishedEdition?> PublishAsync(
        UploadVersion upload, PreparedDocument prepared, Earlier known, Func<Task<bool>> isAsRead, Timings timings, CancellationToken cancellationToken)
    {
        var id = DocumentIds.FromPath(upload.Path);
        var work = EditionHash.OfWork(prepared.SourceHash, prepared.PictureHashes, prepared.Metadata, storage.Options);
        var row = known.SeenBefore ? await table.ReadAsync(id, cancellationToken) : null;
        (Renditions Renditions, string Hash)? stored = null;
        while (true)
        {
            if (row is not null && row.Record.UploadPath != upload.Path)
                throw new RejectedException("name-collision", $"By a rare coincidence this name leads to the same address as “{row.Record.UploadPath}”. Rename the file and upload it again.");
            if (row is not null && !await IsCurrentAsync(upload, row, cancellationToken)) return null;

            var (number, unchanged) = EditionHash.Number(work, row?.Record);
            var hash = EditionHash.Of(work, number, Converter.RendererVersion);
            if (unchanged && !known.Force)
            {
                if (await KeepAsync(row!, upload, known, cancellationToken) is { } kept)
                    return new PublishedEdition(hash, [], row!.Record.Current.Pages) { Committed = Anew(kept, row!) };
                row = await table.ReadAsync(id, cancellationToken);
                continue;
            }
            // A sweep may have read sidecars long ago, and what the row has may be made of newer ones. Asked after the row was read:
            // who reads newer ones than this commits later, and then the write below fails.
            if (row is not null && !await isAsRead()) return null;

            if (stored?.Hash != hash)
            {
                var identity = new EditionIdentity(number, storage.Options.AddressOf(id));
                var rendered = await gate.RunAsync("render", token => converter.Render(prepared, identity, token), timings, cancellationToken);
                stored = (rendered, hash);
                var edition = EditionOf(row, prepared, rendered, number, hash);
                await timings.RunAsync("store", () => renditions.WriteAsync(id, edition, work, prepared, rendered, cancellationToken));
            }
            var record = CatalogEntry.Of(
                id, upload.Path, prepared.Metadata, row?.Record, EditionOf(row, prepared, stored.Value.Renditions, number, hash), CommitTime(row));
            if (unchanged && CatalogEntry.SaysTheSame(record, row!.Record))
            {
                if (await KeepAsync(row, upload, known with { Logged = false }, cancellationToken) is { } kept)
                    return new PublishedEdition(hash, stored.Value.Renditions.Diagnostics, stored.Value.Renditions.Pages) { Committed = Anew(kept, row) };
                row = await table.ReadAsync(id, cancellationToken);
                continue;
            }
            var next = new DocumentRow(record, upload.ETag, upload.UploadedAt) { Tag = row?.Tag ?? default };
            var (written, other) = await CommitAsync(next, cancellationToken);
            if (written is not null) return new PublishedEdition(hash, stored.Value.Renditions.Diagnostics, stored.Value.Renditions.Pages) { Committed = written.Record };
            row = other;
        }
    }

    /// <summary>Takes the document of an upload that is gone out of the index.</summary>
    /// <returns><c>Gone</c> is false where the upload is back again; the document's new state where this withdrew it.</returns>
    public async Task<(bool Gone, DocumentRecord? Committed)> WithdrawAsync(string path, Earlier known, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await table.ReadAsync(DocumentIds.FromPath(path), cancellationToken);
            if (row is null) return (true, null);
            if (row.Record.Withdrawn is not null && (known.Logged || await table.IsLoggedAsync(row.Record, cancellationToken))) return (true, null);
            // Asked after the row was read: an upload that comes later than this commits later, and then the write below fails.
            if (await CurrentETagAsync(path, cancellationToken) is not null) return (false, null);
            var now = CommitTime(row);
            var (written, _) = await CommitAsync(
                row with { Record = row.Record with { Withdrawn = row.Record.Withdrawn ?? now, CommittedAt = now } }, cancellationToken);
            if (written is not null) return (true, written.Record);
        }
    }

    /// <summary>Logs the document's last commit where an attempt died before it did.</summary>
    public async Task CompleteAsync(string path, CancellationToken cancellationToken)
    {
        var row = await table.ReadAsync(DocumentIds.FromPath(path), cancellationToken);
        while (row is not null && !await table.IsLoggedAsync(row.Record, cancellationToken))
        {
            var (written, other) = await CommitAsync(row with { Record = row.Record with { CommittedAt = CommitTime(row) } }, cancellationToken);
            row = written ?? other;
        }
    }

    /// <summary>
    /// Writes the row and appends the commit to the log. Readers re-read only the last part of the log, so a commit that was
    /// logged too late for them is committed once more, at a later time.
    /// </summary>
    private async Task<(DocumentRow? Written, DocumentRow? Other)> CommitAsync(DocumentRow row, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (written, now) = await table.TryWriteAsync(row, cancellationToken);
            if (!written) return (null, now);
            await table.LogAsync(now!, cancellationToken);
            if (time.GetUtcNow() - row.Record.CommittedAt < storage.Options.RefreshOverlap / 2) return (now, null);
            row = now! with { Record = now.Record with { CommittedAt = CommitTime(now) } };
        }
    }

    /// <summary>
    /// The content is the current edition's: nothing is written, unless the upload is another one of the same content, or an
    /// earlier attempt died between the commit and the log.
    /// </summary>
    private async Task<DocumentRow?> KeepAsync(DocumentRow row, UploadVersion upload, Earlier known, CancellationToken cancellationToken)
    {
        if (!known.Logged && !await table.IsLoggedAsync(row.Record, cancellationToken))
        {
            var again = row with { Record = row.Record with { CommittedAt = CommitTime(row) }, UploadETag = upload.ETag, UploadedAt = upload.UploadedAt };
            return (await CommitAsync(again, cancellationToken)).Written;
        }
        if (row.UploadETag == upload.ETag) return row;
        var (written, now) = await table.TryWriteAsync(row with { UploadETag = upload.ETag, UploadedAt = upload.UploadedAt }, cancellationToken);
        return written ? now : null;
    }

    /// <summary>
    /// Whether this upload may replace what the row was made of: an older one never does. The service's times are whole seconds,
    /// and a withdrawn document's upload was gone once: then the container itself, which is the truth, is asked.
    /// </summary>
    private async Task<bool> IsCurrentAsync(UploadVersion upload, DocumentRow row, CancellationToken cancellationToken) =>
        upload.UploadedAt > row.UploadedAt
        || (upload.ETag == row.UploadETag && row.Record.Withdrawn is null)
        || await CurrentETagAsync(upload.Path, cancellationToken) == upload.ETag;

    private static DocumentRecord? Anew(DocumentRow kept, DocumentRow before) =>
        kept.Record.CommittedAt != before.Record.CommittedAt ? kept.Record : null;

    private async Task<string?> CurrentETagAsync(string path, CancellationToken cancellationToken) =>
        Intake.UploadName.Problem(path) is null ? await Intake.UploadBlob.TagAsync(storage.Uploads, path, cancellationToken) : null;

    /// <summary>Now, to the millisecond, and later than the row's last commit.</summary>
    private DateTimeOffset CommitTime(DocumentRow? row)
    {
        var now = time.GetUtcNow();
        now = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        var after = row?.Record.CommittedAt.AddMilliseconds(1) ?? now;
        return after > now ? after : now;
    }

    private EditionRecord EditionOf(DocumentRow? row, PreparedDocument prepared, Renditions rendered, int number, string hash) => new()
    {
        Number = number,
        Hash = hash,
        // An edition that is only rendered anew was published when it was.
        PublishedAt = row?.Record.Editions.FirstOrDefault(e => e.Number == number)?.PublishedAt ?? CommitTime(row),
        SourceHash = prepared.SourceHash,
        SourceFormat = prepared.Format.Name,
        SourceExtension = CatalogEntry.ExtensionOf(prepared.File.Name, prepared.Format),
        SourceBytes = prepared.File.Bytes.Length,
        RendererVersion = Converter.RendererVersion,
        Pages = rendered.Pages,
        Words = rendered.Words,
        HtmlBytes = rendered.Html.Length,
        PdfBytes = rendered.Pdf.Length,
        TextBytes = rendered.Text.Length,
        ChangeNote = prepared.Metadata.ChangeNote,
    };
}

/// <summary>One state of one upload.</summary>
internal sealed record UploadVersion(string Path, string ETag, DateTimeOffset UploadedAt, long Bytes);

/// <summary>What is known of earlier attempts at an upload.</summary>
/// <param name="SeenBefore">The upload has a row, so its document may have one.</param>
/// <param name="Logged">The last attempt ended as it should, so its commit stands in the change log.</param>
/// <param name="Force">Render and store again even where nothing changed.</param>
internal sealed record Earlier(bool SeenBefore, bool Logged, bool Force);

/// <summary>The edition that an upload is published as. <see cref="Committed"/> is null where it was that already.</summary>
internal sealed record PublishedEdition(string Hash, IReadOnlyList<Diagnostic> Diagnostics, int Pages)
{
    public DocumentRecord? Committed { get; init; }
}
