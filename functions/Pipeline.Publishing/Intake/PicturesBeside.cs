using System.Security.Cryptography;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Intake;

/// <summary>
/// The pictures that a text names by a relative path, from the blobs beside it. A first reading finds their names, they are
/// fetched, and a second reading shows them.
/// </summary>
internal sealed class PicturesBeside(PipelineStorage storage, string uploadPath)
{
    // Names go into the upload's row, which has room for some 32 Ki characters.
    private const int Most = 100, LongestName = 250;

    private readonly string folder = uploadPath[..(uploadPath.LastIndexOf('/') + 1)];
    private readonly SortedDictionary<string, Picture?> asked = new(StringComparer.Ordinal);

    private sealed record Picture(string ETag, byte[] Bytes);

    /// <summary>Blobs that the text names, whether they are there or not.</summary>
    public IReadOnlyList<string> Paths => [.. asked.Keys.Select(n => folder + n)];

    /// <summary>ETag by blob, empty where there is none.</summary>
    public IReadOnlyList<(string Path, string ETag)> Versions => [.. asked.Select(a => (folder + a.Key, a.Value?.ETag ?? ""))];

    /// <summary>SHA-256 of the pictures that there are, in the order of their names.</summary>
    public IReadOnlyList<string> Hashes => [.. asked.Values.OfType<Picture>().Select(p => Convert.ToHexStringLower(SHA256.HashData(p.Bytes)))];

    /// <summary>For <see cref="Documents.ReadOptions.Images"/>: the picture if it was fetched; otherwise its name is noted.</summary>
    public ReadOnlyMemory<byte>? Find(string name)
    {
        if (asked.TryGetValue(name, out var picture)) return picture?.Bytes;
        if (asked.Count < Most && name.Length <= LongestName) asked[name] = null;
        return null;
    }

    /// <summary>Fetches what was asked for, all together at most as large as one upload may be.</summary>
    /// <returns>Whether there is any, so that the text is worth reading again.</returns>
    public async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        var left = storage.Options.MaximumUploadBytes;
        foreach (var name in asked.Keys.ToList())
        {
            var path = folder + name;
            if (UploadName.Problem(path) is not null) continue;
            using var blob = await UploadBlob.OpenAsync(storage.Uploads, path, cancellationToken);
            if (blob is null || blob.Length == 0 || blob.Length > left) continue;
            left -= blob.Length;
            asked[name] = new Picture(blob.ETag, await blob.ReadAsync(blob.Length, cancellationToken));
        }
        return asked.Values.Any(p => p is not null);
    }
}
