using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Storage;

/// <summary>
/// All rows and the names of all renditions, read one after the other, to find what does not fit together. Of the change log the
/// beginning may be only in the stored catalog.
/// </summary>
internal sealed record Inspection(
    IReadOnlyList<DocumentRow> Documents,
    IReadOnlyList<DocumentRow> Log,
    CatalogSnapshot Stored,
    IReadOnlyDictionary<string, UploadRow> Uploads,
    IReadOnlySet<string> Blobs,
    IReadOnlySet<string> Hashes)
{
    /// <summary>What is published meanwhile may look torn; publishing it again does no harm.</summary>
    public static async Task<Inspection> ReadAsync(PipelineStorage storage, CancellationToken cancellationToken)
    {
        var uploads = new Dictionary<string, UploadRow>(StringComparer.Ordinal);
        await foreach (var row in new UploadTable(storage).ReadDecidingAsync(cancellationToken)) uploads[row.Record.Path] = row;
        var table = new DocumentTable(storage);
        var documents = new List<DocumentRow>();
        await foreach (var row in table.ReadAllAsync(cancellationToken)) documents.Add(row);
        var log = new List<DocumentRow>();
        await foreach (var row in table.ReadLogAsync(cancellationToken)) log.Add(row);
        // After the log: what was deleted from it before is in here.
        var stored = await StoredAsync(storage, cancellationToken);
        var blobs = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in storage.Published.GetBlobsAsync(cancellationToken: cancellationToken)) blobs.Add(blob.Name);
        return new Inspection(documents, log, stored, uploads, blobs, await new FingerprintTable(storage).ReadAllAsync(cancellationToken));
    }

    /// <summary>The paths of uploads whose document is torn or has lost a rendition of its current edition: publishing them again mends it.</summary>
    public IEnumerable<string> Torn()
    {
        var logged = Logged();
        return Documents.Where(d => !logged(d.Record) || !FitsUpload(d) || (d.Record.Withdrawn is null && Missing(d.Record, d.Record.Current).Any()))
            .Select(d => d.Record.UploadPath);
    }

    /// <summary>Tells whether the last commit of a document is in the log, or in the stored catalog that stands for its beginning.</summary>
    public Func<DocumentRecord, bool> Logged()
    {
        var keys = Log.Select(row => DocumentRow.ChangeKey(row.Record)).ToHashSet();
        return record => keys.Contains(DocumentRow.ChangeKey(record)) || Stored.CommittedAt(record.Id) == record.CommittedAt;
    }

    /// <summary>The names of an edition's blobs that are not there.</summary>
    public IEnumerable<string> Missing(DocumentRecord document, EditionRecord edition) => Enum.GetValues<Rendition>()
        .Select(r => RenditionStore.BlobName(document.Id, edition.Hash, RenditionStore.FileName(r, edition.SourceExtension)))
        .Where(name => !Blobs.Contains(name));

    /// <summary>Editions whose files nobody would recognise: where the upload's hash is missing, the others may be, too.</summary>
    public IEnumerable<(DocumentRecord Document, EditionRecord Edition)> WithoutHashes() =>
        Documents.SelectMany(d => d.Record.Editions.Select(e => (d.Record, e))).Where(item => !HasHash(item.e.SourceHash, item.Record, item.e));

    /// <summary>Whether a file of this hash is known as one of the edition's.</summary>
    public bool HasHash(string sha256, DocumentRecord document, EditionRecord edition) => Hashes.Contains(FingerprintTable.Key(sha256, document.Id, edition.Hash));

    /// <summary>Whether the upload's row says of the document what its own row says; an upload under way says nothing yet.</summary>
    public bool FitsUpload(DocumentRow document) => Uploads.GetValueOrDefault(document.Record.UploadPath)?.Record switch
    {
        null => false,
        { State: UploadState.Published } upload => document.Record.Withdrawn is null && upload.EditionHash == document.Record.Current.Hash,
        { State: UploadState.Withdrawn } => document.Record.Withdrawn is not null,
        _ => true,
    };

    private static async Task<CatalogSnapshot> StoredAsync(PipelineStorage storage, CancellationToken cancellationToken)
    {
        try
        {
            return (await new SnapshotBlob(storage).ReadAsync(cancellationToken))?.Catalog ?? CatalogSnapshot.Empty;
        }
        catch (InvalidDataException)
        {
            // Who starts from it then reads the table instead, and so do we.
            return CatalogSnapshot.Empty;
        }
    }
}
