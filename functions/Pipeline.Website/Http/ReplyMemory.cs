using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website.Http;

/// <summary>
/// The replies to addresses that were asked of one state of the catalog, so that the next one who asks costs no reading of
/// parameters. Their bodies are the <see cref="BodyCache"/>'s.
/// </summary>
internal sealed class ReplyMemory
{
    private const int MostReplies = 4_096;
    private const int LongestAddress = 1_000;

    private volatile Replies replies = new(CatalogSnapshot.Empty);

    public Reply? Find(HttpRequest request, CatalogSnapshot catalog) =>
        replies is var kept && ReferenceEquals(kept.Catalog, catalog) && kept.ByAddress.TryGetValue((request.Path, request.QueryString), out var reply) ? reply : null;

    /// <summary>Keeps a reply that its address and the catalog alone decide, which is one with a tag.</summary>
    public void Keep(HttpRequest request, CatalogSnapshot catalog, Reply reply)
    {
        if (reply.Tag is null || reply.VariesByLanguage || reply.Status != StatusCodes.Status200OK || request.QueryString.Value?.Length > LongestAddress) return;
        var kept = replies;
        // Of two that are replaced at the same time one is lost, and made again.
        if (!ReferenceEquals(kept.Catalog, catalog)) replies = kept = new Replies(catalog);
        // All go when they are too many, so that who asks for everything once keeps nobody out: those that are asked often are soon back.
        if (kept.ByAddress.Count >= MostReplies) kept.ByAddress.Clear();
        kept.ByAddress.TryAdd((request.Path, request.QueryString), reply);
    }

    private sealed record Replies(CatalogSnapshot Catalog)
    {
        public ConcurrentDictionary<(PathString Path, QueryString Query), Reply> ByAddress { get; } = new(ExactAddress.Instance);
    }

    private sealed class ExactAddress : IEqualityComparer<(PathString Path, QueryString Query)>
    {
        public static readonly ExactAddress Instance = new();

        public bool Equals((PathString Path, QueryString Query) x, (PathString Path, QueryString Query) y) =>
            string.Equals(x.Path.Value, y.Path.Value, StringComparison.Ordinal) && string.Equals(x.Query.Value, y.Query.Value, StringComparison.Ordinal);

        public int GetHashCode((PathString Path, QueryString Query) address) =>
            HashCode.Combine(address.Path.Value?.GetHashCode(StringComparison.Ordinal), address.Query.Value?.GetHashCode(StringComparison.Ordinal));
    }
}
