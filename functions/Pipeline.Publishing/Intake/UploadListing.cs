using System.IO.Hashing;
using System.Runtime.InteropServices;
using Azure.Storage.Blobs.Models;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Intake;

/// <summary>What the uploads container holds below a prefix, by role.</summary>
internal sealed class UploadListing
{
    private readonly XxHash128 hash = new();
    private readonly Dictionary<string, string> junk = new(StringComparer.Ordinal);
    private List<UploadVersion> sidecars = [];

    private UploadListing() { }

    /// <summary>Everything below the prefix, junk and metadata files included.</summary>
    public int Count { get; private set; }

    public int Ignored { get; private set; }

    /// <summary>What is to be published, or refused: descriptions of files that are not there are among it until the file comes.</summary>
    public List<UploadVersion> Uploads { get; } = [];

    /// <summary>ETags of the metadata files by path; those of the folders above the prefix, too.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>ETags of <see cref="Uploads"/> by path.</summary>
    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The ETag of any blob, junk and metadata files included, since a text may name each as its picture; empty where there is none.</summary>
    public string TagOf(string path) => Tags.GetValueOrDefault(path) ?? Metadata.GetValueOrDefault(path) ?? junk.GetValueOrDefault(path, "");

    /// <summary>The same while no blob comes, changes or goes.</summary>
    public UInt128 Hash => hash.GetCurrentHashAsUInt128();

    public static async Task<UploadListing> ReadAsync(PipelineStorage storage, string prefix, CancellationToken cancellationToken)
    {
        var listing = new UploadListing();
        var options = new GetBlobsOptions { Prefix = prefix.Length == 0 ? null : prefix, Traits = BlobTraits.Metadata };
        await foreach (var blob in storage.Uploads.GetBlobsAsync(options, cancellationToken))
            listing.Add(
                new UploadVersion(blob.Name, UploadBlob.Plain(blob.Properties.ETag), blob.Properties.LastModified ?? default, blob.Properties.ContentLength ?? 0),
                UploadBlob.IsFolderMark(blob.Metadata));
        listing.AddLost();
        if (prefix.Length > 0) await listing.AddFoldersAboveAsync(storage, prefix, cancellationToken);
        return listing;
    }

    private void Add(UploadVersion blob, bool folder)
    {
        Count++;
        hash.Append(MemoryMarshal.AsBytes(blob.Path.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(blob.ETag.AsSpan()));
        switch (folder ? UploadRole.Junk : UploadName.RoleOf(blob.Path))
        {
            case UploadRole.Junk:
                Ignored++;
                junk[blob.Path] = blob.ETag;
                break;
            case UploadRole.Document:
                Uploads.Add(blob);
                Tags[blob.Path] = blob.ETag;
                break;
            case UploadRole.Sidecar:
                sidecars.Add(blob);
                Metadata[blob.Path] = blob.ETag;
                break;
            default:
                Metadata[blob.Path] = blob.ETag;
                break;
        }
    }

    private void AddLost()
    {
        foreach (var sidecar in sidecars.Where(s => !Tags.ContainsKey(UploadName.GovernedBy(s.Path))).ToList())
        {
            Uploads.Add(sidecar);
            Tags[sidecar.Path] = sidecar.ETag;
        }
        sidecars = [];
    }

    /// <summary>The <c>_collection.yaml</c> of a folder above governs what is below the prefix.</summary>
    private async Task AddFoldersAboveAsync(PipelineStorage storage, string prefix, CancellationToken cancellationToken)
    {
        foreach (var (path, _) in UploadName.MetadataFilesOf(prefix).Skip(1))
        {
            if (Metadata.ContainsKey(path)) continue;
            using var blob = await UploadBlob.OpenAsync(storage.Uploads, path, cancellationToken);
            if (blob is not null) Metadata[path] = blob.ETag;
        }
    }
}
