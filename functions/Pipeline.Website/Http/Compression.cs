using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Pipeline.Website.Http;

internal enum Coding
{
    Identity,
    Brotli,
    Gzip,
}

/// <summary>
/// Compression of whole replies. Not the framework's middleware, since that sends the same strong ETag with different bytes
/// (RFC 9110, 8.8.3: a strong validator differs between content codings), and compresses a cached reply again each time.
/// </summary>
internal static class Compression
{
    /// <summary>Below this a coding saves no packet.</summary>
    public const int WorthIt = 1024;

    public static bool Applies(string contentType) =>
        contentType.StartsWith("text/", StringComparison.Ordinal)
        || contentType.StartsWith("application/atom+xml", StringComparison.Ordinal)
        || contentType.StartsWith("application/xml", StringComparison.Ordinal)
        || contentType.StartsWith("application/json", StringComparison.Ordinal)
        || contentType.StartsWith("application/problem+json", StringComparison.Ordinal);

    /// <summary>
    /// The coding that the client likes best: the highest quality, brotli before gzip, and none only where that is named and liked
    /// better than both (RFC 9110, 12.5.3).
    /// </summary>
    public static Coding Choose(HttpRequest request)
    {
        var best = (Coding: Coding.Identity, Quality: 0.0);
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)) return best.Coding;
        foreach (var (name, coding) in new[] { ("br", Coding.Brotli), ("gzip", Coding.Gzip), ("identity", Coding.Identity) })
        {
            var entry = accepted.FirstOrDefault(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? (coding == Coding.Identity ? null : accepted.FirstOrDefault(a => a.Value == "*"));
            var quality = entry is null ? 0 : entry.Quality ?? 1;
            if (quality > best.Quality) best = (coding, quality);
        }
        return best.Coding;
    }

    public static string Name(Coding coding) => coding == Coding.Brotli ? "br" : "gzip";

    /// <summary>The coded body, which is kept: without the spare room of the buffer that it was made in.</summary>
    public static byte[] Compress(ReadOnlyMemory<byte> body, Coding coding)
    {
        using var output = new MemoryStream(body.Length / 3 + 64);
        using (Stream compressor = coding == Coding.Brotli
            ? new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            compressor.Write(body.Span);
        }
        return output.ToArray();
    }
}
