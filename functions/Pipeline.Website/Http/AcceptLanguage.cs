using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pipeline.Website.Http;

/// <summary>The header <c>Accept-Language</c> (RFC 9110, 12.5.4): which of some languages a reader likes best.</summary>
internal static class AcceptLanguage
{
    private const int MostRanges = 32;

    /// <summary>
    /// The first of the tags that the header likes best, by the lookup of RFC 4647, 3.4 and the weights; null where it is absent or
    /// likes none of them.
    /// </summary>
    public static string? Best(StringValues header, IReadOnlyList<string> tags)
    {
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var ranges)) return null;
        var liked = ranges.Take(MostRanges).Where(r => r.Quality is null or > 0).Select((r, i) => (Range: r.Value.Value!, Quality: r.Quality ?? 1, Order: i))
            .OrderByDescending(r => r.Quality).ThenBy(r => r.Order);
        foreach (var (range, _, _) in liked)
        {
            if (range == "*") return tags.Count > 0 ? tags[0] : null;
            for (var tried = range; tried.Length > 0; tried = tried.LastIndexOf('-') is > 0 and var end ? tried[..end] : "")
                if (tags.FirstOrDefault(t => Covers(tried, t)) is { } found) return found;
        }
        return null;
    }

    private static bool Covers(string range, string tag) =>
        tag.StartsWith(range, StringComparison.OrdinalIgnoreCase) && (tag.Length == range.Length || tag[range.Length] == '-');
}
