using System.Collections.Concurrent;
using System.Security.Cryptography;
using Pipeline.Publishing.Storage;

namespace Pipeline.Publishing.Intake;

/// <summary>
/// The pictures that a text names by a relative path, from the blobs beside it. A first reading finds their names, they are
/// fetched, and another reading shows them.
/// </summary>
internal sealed class PicturesBeside(PipelineStorage storage, string uploadPath)
{
    // Names go into the upload's row, which has room for some 32 Ki characters.
    private const int Most = 100, LongestName = 250;

    private readonly string folder = uploadPath[..(uploadPath.LastIndexOf('/') + 1)];

    // Null for a name that was not looked up yet. A reader that ran out of its time may go on asking while others look in here.
    private readonly ConcurrentDictionary<string, Picture?> asked = new(StringComparer.Ordinal);

    // Without bytes where nothing was taken: it is not there, is empty, or is too large. Its ETag counts all the same.
    private sealed record Picture(string ETag, byte[]? Bytes);

    /// <summary>The blobs that the text names with their ETags, those that were looked up; the ETag is empty where there is none.</summary>
    public IReadOnlyList<(string Path, string ETag)> Versions => [.. Known().Select(a => (folder + a.Name, a.Picture.ETag))];

    /// <summary>SHA-256 of the pictures that there are, in the order of their names.</summary>
    public IReadOnlyList<string> Hashes => [.. Known().Select(a => a.Picture.Bytes).OfType<byte[]>().Select(bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)))];

    /// <summary>For <see cref="Documents.ReadOptions.Images"/>: the picture if it was fetched; otherwise its name is noted.</summary>
    public ReadOnlyMemory<byte>? Find(string name)
    {
        if (asked.TryGetValue(name, out var picture)) return picture?.Bytes is { } bytes ? bytes : null;
        if (asked.Count < Most && name.Length <= LongestName) asked.TryAdd(name, null);
        return null;
    }

    /// <summary>Fetches what was asked for since the last time, all together at most as large as one upload may be.</summary>
    /// <returns>Whether any came, so that the text is worth reading again.</returns>
    public async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        var left = storage.Options.MaximumUploadBytes - Known().Sum(a => a.Picture.Bytes?.LongLength ?? 0);
        var came = false;
        foreach (var name in asked.Where(a => a.Value is null).Select(a => a.Key).Order(StringComparer.Ordinal).ToList())
        {
            var path = folder + name;
            using var blob = UploadName.Problem(path) is null ? await UploadBlob.OpenAsync(storage.Uploads, path, cancellationToken) : null;
            var taken = blob is not null && blob.Length > 0 && blob.Length <= left;
            asked[name] = new Picture(blob?.ETag ?? "", taken ? await blob!.ReadAsync(blob.Length, cancellationToken) : null);
            if (taken) left -= blob!.Length;
            came |= taken;
        }
        return came;
    }

    private IEnumerable<(string Name, Picture Picture)> Known() =>
        asked.Where(a => a.Value is not null).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => (a.Key, a.Value!));
}
