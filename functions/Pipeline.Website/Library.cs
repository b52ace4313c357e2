using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Publishing.Storage;

namespace Pipeline.Website;

/// <summary>Everything that the website answers from. <see cref="PipelineServices"/> fills it from storage, a test from records.</summary>
public sealed record Library
{
    public required PipelineOptions Options { get; init; }

    public WebsiteOptions Website { get; init; } = new();

    public Gazetteer Gazetteer { get; init; } = Gazetteer.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The catalog as it is now; asked once a request, so that one answer never mixes two states.</summary>
    public required Func<CatalogSnapshot> Catalog { get; init; }

    /// <summary>False until the catalog was loaded once.</summary>
    public required Func<bool> Ready { get; init; }

    public required Func<DocumentRecord, EditionRecord, Rendition, CancellationToken, Task<ReadOnlyMemory<byte>>> ReadRendition { get; init; }

    /// <summary>Of which documents and editions a file is, by its SHA-256 in lower-case hexadecimal, as far as a state of the catalog has them.</summary>
    public required Func<string, CatalogSnapshot, CancellationToken, Task<IReadOnlyList<KnownFile>>> FindFile { get; init; }

    /// <summary>All uploads, newest change first.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<UploadEntry>>> Uploads { get; init; }

    /// <summary>What became of some of them, in the same order.</summary>
    public required Func<IReadOnlyList<UploadEntry>, CancellationToken, Task<IReadOnlyList<UploadRecord>>> ReadUploads { get; init; }

    /// <summary>
    /// Stores a file under its upload path and publishes it; null where nothing came of it (junk, a metadata file). Used only with
    /// <see cref="WebsiteOptions.AllowUploads"/>.
    /// </summary>
    public Func<string, Stream, CancellationToken, Task<UploadRecord?>>? Receive { get; init; }

    /// <summary>The library in a storage account. The feed is kept fresh by whoever made it.</summary>
    public static Library Over(
        PipelineStorage storage, CatalogFeed feed, UploadLedger uploads, RenditionStore renditions, Publisher publisher, WebsiteOptions website) => new()
        {
            Options = storage.Options,
            Website = website,
            Catalog = () => feed.Current,
            Ready = () => feed.Ready,
            ReadRendition = renditions.ReadAsync,
            FindFile = new KnownFiles(storage).FindAsync,
            Uploads = uploads.EntriesAsync,
            ReadUploads = uploads.ReadAsync,
            Receive = async (path, content, cancellationToken) =>
            {
                await storage.Uploads.GetBlobClient(path).UploadAsync(content, overwrite: true, cancellationToken);
                return await publisher.PublishAsync(path, cancellationToken);
            },
        };
}
