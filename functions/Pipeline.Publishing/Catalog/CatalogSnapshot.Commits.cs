namespace Pipeline.Publishing.Catalog;

/// <summary>
/// The catalog in the order of its last commits, for those who keep a copy. A document that is committed anew moves to the end, and
/// nothing ever leaves, so who goes on from a place in this order misses nothing, whatever came and went meanwhile.
/// </summary>
public sealed partial class CatalogSnapshot
{
    /// <summary>When the document was committed that has been left alone the longest; null where there is none.</summary>
    public DateTimeOffset? FirstCommit
    {
        get
        {
            var earliest = parts.Select(p => p.Segment.TakeByCommit(p.Current, 0, p.Segment.Count, 1)
                .Select(position => p.Segment.Committed(position)).FirstOrDefault(long.MaxValue)).DefaultIfEmpty(long.MaxValue).Min();
            return earliest == long.MaxValue ? null : new DateTimeOffset(earliest, TimeSpan.Zero);
        }
    }

    /// <summary>
    /// Of the documents that a query lets through, withdrawn ones included, those that were committed from <paramref name="from"/> on
    /// and before <paramref name="before"/>, by the time of the commit and then by id. The query's order, limit and cursor do not count.
    /// </summary>
    /// <param name="after">Only what stands behind this place; null: from the beginning.</param>
    public CommitPage Commits(CatalogQuery query, DateTimeOffset from, DateTimeOffset before, CommitPlace? after, int limit)
    {
        var filter = new CatalogFilter(query, store.Strings);
        var total = 0;
        var found = new List<(Segment Segment, int Position)>();
        foreach (var part in parts)
        {
            using var matches = filter.Match(part.Segment, part.Current, part.Current);
            var set = matches.Each();
            var (start, end) = (part.Segment.CommitsBefore(from.UtcTicks), part.Segment.CommitsBefore(before.UtcTicks));
            total += part.Segment.CountByCommit(set, start, end);
            if (after is { } place) start = Math.Max(start, part.Segment.CommitsUpTo(place.At.UtcTicks, place.Id));
            found.AddRange(part.Segment.TakeByCommit(set, start, end, limit + 1).Select(position => (part.Segment, position)));
        }
        var records = found.Select(f => f.Segment.Record(f.Position)).OrderBy(d => d.CommittedAt).ThenBy(d => d.Id, StringComparer.Ordinal).ToList();
        return new CommitPage(total, [.. records.Take(limit)], records.Count > limit);
    }
}

/// <summary>A place in the order of commits: behind this commit of this document.</summary>
public readonly record struct CommitPlace(DateTimeOffset At, string Id);

/// <summary>Documents in the order of their commits. <paramref name="Total"/> counts all of the query, <paramref name="More"/> is whether some stand behind these.</summary>
public sealed record CommitPage(int Total, IReadOnlyList<DocumentRecord> Items, bool More);
