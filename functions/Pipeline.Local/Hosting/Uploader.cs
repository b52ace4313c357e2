using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Publishing.Intake;

namespace Pipeline.Local.Hosting;

/// <summary>A file on this machine and the path it is uploaded under.</summary>
internal sealed record LocalFile(string FullPath, string UploadPath);

/// <param name="Uploaded">Files that were new or changed.</param>
/// <param name="Unchanged">Files that storage has already with the same content.</param>
/// <param name="Refused">Files that storage does not take (their name is too long, for example), with its reason.</param>
internal sealed record UploadResult(IReadOnlyDictionary<string, ETag> Uploaded, IReadOnlyDictionary<string, ETag> Unchanged, IReadOnlyDictionary<string, string> Refused);

/// <summary>Uploads a folder into the <c>uploads</c> container as staff would: under the same names.</summary>
internal static class Uploader
{
    private const int Concurrency = 8;

    /// <summary>All files below the folder in ordinal order of their path, and how many others were left out as junk.</summary>
    /// <param name="prefix">The collection to upload them into; empty where the folder's own folders are the collections.</param>
    public static (IReadOnlyList<LocalFile> Files, int Junk) Find(string folder, string prefix)
    {
        // Links are not followed: they may lead in a circle, or out of the folder.
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = Directory.EnumerateFiles(folder, "*", everywhere)
            .Select(file => (file, path: Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')))
            .OrderBy(f => f.path, StringComparer.Ordinal)
            .ToLookup(f => RoleOf(f.path) == UploadRole.Junk);
        return (files[false].Select(f => new LocalFile(f.file, prefix.Length == 0 ? f.path : $"{prefix}/{f.path}")).ToList(), files[true].Count());
    }

    /// <summary>Uploads what storage does not have already. Metadata files go first, so that no document is published without them.</summary>
    public static async Task<UploadResult> UploadAsync(
        BlobContainerClient container, string prefix, IReadOnlyList<LocalFile> files, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var stored = await StoredAsync(container, prefix, cancellationToken);
        var uploaded = new Dictionary<string, ETag>();
        var unchanged = new Dictionary<string, ETag>();
        var refused = new Dictionary<string, string>();
        var gate = new Lock();
        var done = 0;
        foreach (var round in files.GroupBy(f => IsMetadata(f.UploadPath)).OrderByDescending(g => g.Key))
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(round, parallel, async (file, token) =>
            {
                var (etag, isNew, refusal) = await UploadAsync(container, file, stored.GetValueOrDefault(file.UploadPath), token);
                lock (gate)
                {
                    if (refusal is not null) refused[file.UploadPath] = refusal;
                    else (isNew ? uploaded : unchanged)[file.UploadPath] = etag;
                    progress(++done, files.Count);
                }
            });
        }
        return new UploadResult(uploaded, unchanged, refused);
    }

    public static bool IsMetadata(string path) => RoleOf(path) is UploadRole.Sidecar or UploadRole.Collection;

    private static async Task<(ETag ETag, bool IsNew, string? Refusal)> UploadAsync(
        BlobContainerClient container, LocalFile file, (byte[]? Hash, ETag ETag) stored, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file.FullPath);
#pragma warning disable CA5351 // Content-MD5 is what storage keeps for a blob; it tells changed content, not hostile content.
        var hash = await MD5.HashDataAsync(content, cancellationToken);
#pragma warning restore CA5351
        if (stored.Hash is not null && hash.AsSpan().SequenceEqual(stored.Hash)) return (stored.ETag, false, null);

        content.Position = 0;
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentHash = hash, ContentType = "application/octet-stream" } };
        try
        {
            var response = await container.GetBlobClient(file.UploadPath).UploadAsync(content, options, cancellationToken);
            return (response.Value.ETag, true, null);
        }
        catch (RequestFailedException e) when (e.Status == 400)
        {
            return (default, false, $"Storage does not take this file ({e.ErrorCode}). Give it a shorter, simpler name.");
        }
    }

    private static async Task<Dictionary<string, (byte[]? Hash, ETag ETag)>> StoredAsync(
        BlobContainerClient container, string prefix, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<string, (byte[]?, ETag)>(StringComparer.Ordinal);
        var options = new GetBlobsOptions { Prefix = prefix.Length == 0 ? null : prefix + "/" };
        await foreach (var blob in container.GetBlobsAsync(options, cancellationToken))
            stored[blob.Name] = (blob.Properties.ContentHash, blob.Properties.ETag ?? default);
        return stored;
    }

    /// <summary>As publishing sees it; what lies in a hidden folder (<c>.git</c>) no member of staff would upload.</summary>
    private static UploadRole RoleOf(string path) => path.Split('/').SkipLast(1).Any(folder => folder.StartsWith('.')) ? UploadRole.Junk : UploadName.RoleOf(path);
}
