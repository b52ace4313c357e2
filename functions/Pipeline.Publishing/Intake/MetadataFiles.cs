using System.Collections.Concurrent;
using Pipeline.Documents;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Intake;

/// <summary>
/// The metadata files around uploads: sidecars and <c>_collection.yaml</c>, each read at most once by one of these. A sweep,
/// which has listed the container, knows which there are; otherwise each is asked for.
/// </summary>
/// <param name="listing">What the container holds; null where nobody listed it.</param>
internal sealed class MetadataFiles(PipelineStorage storage, UploadListing? listing)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<MetadataFile?>>> files = new(StringComparer.Ordinal);

    /// <summary>What stands beside an upload, nearest first and each field once for each origin.</summary>
    public async Task<SurroundingMetadata> ReadAsync(string uploadPath, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(UploadName.MetadataFilesOf(uploadPath)
            .Where(f => listing is null || listing.Metadata.ContainsKey(f.Path))
            .Select(f => OnceAsync(f.Path, f.Origin, cancellationToken)));
        var present = found.OfType<MetadataFile>().ToList();
        return new SurroundingMetadata(
            [.. present.SelectMany(f => f.Entries).DistinctBy(e => (e.Name, e.Origin))],
            [.. present.SelectMany(f => f.Diagnostics)],
            [.. present.Select(f => (f.Path, f.ETag))]);
    }

    /// <summary>
    /// The hash of everything that decides an upload's outcome besides the blob itself: this code, the reference data, the options that
    /// show, the metadata files, and the pictures beside it that it shows.
    /// </summary>
    /// <param name="files">Metadata files and pictures with their ETags; that of a picture which is not there is empty.</param>
    public string Inputs(IEnumerable<(string Path, string ETag)> files) => EditionHash.Hash(
    [
        Converter.RendererVersion,
        Regions.Gazetteer.Default.Version,
        storage.Options.Publisher,
        storage.Options.PublicAddress?.AbsoluteUri ?? "",
        .. files.SelectMany(f => new[] { f.Path, f.ETag }),
    ]);

    /// <summary>As <see cref="Inputs"/>, with the pictures as they are now.</summary>
    public async Task<string> InputsAsync(SurroundingMetadata around, IReadOnlyList<string> pictures, CancellationToken cancellationToken) =>
        Inputs([.. around.Files, .. await Task.WhenAll(pictures.Select(async p => (p, await TagAsync(p, cancellationToken))))]);

    /// <summary>As <see cref="Inputs"/>, of the files as they are at this moment, whatever was listed or read before.</summary>
    public async Task<string> InputsNowAsync(string uploadPath, IReadOnlyList<string> pictures, CancellationToken cancellationToken)
    {
        var metadata = Task.WhenAll(UploadName.MetadataFilesOf(uploadPath).Select(f => NowAsync(f.Path)));
        var shown = Task.WhenAll(pictures.Select(NowAsync));
        return Inputs([.. (await metadata).Where(f => f.ETag.Length > 0), .. await shown]);

        async Task<(string Path, string ETag)> NowAsync(string path) => (path, await TagNowAsync(path, cancellationToken));
    }

    /// <summary>As <see cref="Inputs"/>, of the files as they were listed and without reading any.</summary>
    public string ListedInputs(string uploadPath, IReadOnlyList<string> pictures) => Inputs(
    [
        .. UploadName.MetadataFilesOf(uploadPath).Where(f => listing!.Metadata.ContainsKey(f.Path)).Select(f => (f.Path, listing!.Metadata[f.Path])),
        .. pictures.Select(p => (p, listing!.TagOf(p))),
    ]);

    private async Task<string> TagAsync(string picture, CancellationToken cancellationToken) =>
        listing is not null ? listing.TagOf(picture) : await TagNowAsync(picture, cancellationToken);

    private async Task<string> TagNowAsync(string path, CancellationToken cancellationToken) =>
        UploadName.Problem(path) is null ? await UploadBlob.TagAsync(storage.Uploads, path, cancellationToken) ?? "" : "";

    /// <summary>The file as it was first read. A reading that storage failed is not kept: it would fail every upload that the file governs.</summary>
    private async Task<MetadataFile?> OnceAsync(string path, MetadataOrigin origin, CancellationToken cancellationToken)
    {
        var reading = files.GetOrAdd(path, _ => new(() => OpenAsync(path, origin, cancellationToken)));
        try
        {
            return await reading.Value;
        }
        catch
        {
            files.TryRemove(KeyValuePair.Create(path, reading));
            throw;
        }
    }

    private async Task<MetadataFile?> OpenAsync(string path, MetadataOrigin origin, CancellationToken cancellationToken)
    {
        // A name that cannot be asked for governs nothing.
        if (UploadName.Problem(path) is not null) return null;
        using var blob = await UploadBlob.OpenAsync(storage.Uploads, path, cancellationToken);
        if (blob is null) return null;
        if (blob.Length > DescriptionFile.Largest) return new MetadataFile(path, blob.ETag, [], [DescriptionFile.TooLarge(path)]);
        var bytes = blob.Length == 0 ? [] : await blob.ReadAsync(DescriptionFile.Largest, cancellationToken);
        var (entries, findings) = DescriptionFile.Read(bytes, path, origin);
        return new MetadataFile(path, blob.ETag, entries, findings);
    }

    private sealed record MetadataFile(string Path, string ETag, IReadOnlyList<MetadataEntry> Entries, IReadOnlyList<Diagnostic> Diagnostics);
}

/// <summary>Metadata beside an upload, and the files that it stands in with their ETags.</summary>
internal sealed record SurroundingMetadata(IReadOnlyList<MetadataEntry> Entries, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<(string Path, string ETag)> Files);
