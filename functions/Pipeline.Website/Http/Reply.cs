using System.Text;

namespace Pipeline.Website.Http;

/// <summary>
/// What is answered, as a value: <see cref="ReplyWriter"/> turns it into HTTP (conditional, ranged, compressed). The body is a
/// function, so that an answer of "not modified" costs neither a query nor a look into storage; it may end in a problem.
/// </summary>
internal sealed record Reply
{
    public int Status { get; init; } = 200;

    public required string ContentType { get; init; }

    public required Func<CancellationToken, ValueTask<Content>> Body { get; init; }

    /// <summary>Names the content: the same tag means the same bytes. Null where the answer may not be cached at all.</summary>
    public string? Tag { get; init; }

    public string CacheControl { get; init; } = "no-store";

    /// <summary>Byte ranges may be asked for; such a reply is never compressed.</summary>
    public bool Ranges { get; init; }

    /// <summary>Content security policy; null for what no browser shows as a page.</summary>
    public string? Policy { get; init; }

    /// <summary>It depends on the request's <c>Accept-Language</c>; its tag does, too.</summary>
    public bool VariesByLanguage { get; init; }

    /// <summary>Programs on other origins may read it.</summary>
    public bool AnyOrigin { get; init; } = true;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Func<CancellationToken, ValueTask<Content>> Bytes(Func<Content> make) => _ => ValueTask.FromResult(make());

    public static Func<CancellationToken, ValueTask<Content>> Text(string text) => Bytes(() => new Content(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A body, and the header <c>Link</c> (RFC 8288) that is known only with it.</summary>
internal readonly record struct Content(ReadOnlyMemory<byte> Bytes, string? Link = null);

/// <summary>The values of <c>Cache-Control</c> that this website uses.</summary>
internal static class CacheFor
{
    /// <summary>What changes with the catalog: shared caches keep it for moments and then ask again, which a tag makes cheap.</summary>
    public const string Moments = "public, max-age=5, must-revalidate";

    /// <summary>
    /// An edition by its number. Not for ever: an edition may be rendered anew under its number, and a withdrawn document should
    /// leave the caches within the hour.
    /// </summary>
    public const string AnHour = "public, max-age=3600, must-revalidate";

    /// <summary>What its address names by content.</summary>
    public const string Ever = "public, max-age=31536000, immutable";

    /// <summary>What is of this moment, or for staff.</summary>
    public const string Nothing = "no-store";
}
