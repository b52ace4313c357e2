using Pipeline.Publishing.Catalog;

namespace Pipeline.Website;

/// <summary>One event in a list of them.</summary>
/// <param name="From">First day, ISO 8601 of the precision known: as the event's description has it, else by <see cref="CatalogSnapshot.DatesOf"/>.</param>
internal sealed record EventSummary(string Id, string Title, string? From, string? To, string? Place, int Count)
{
    /// <summary>The events that have documents or a description, newest first, then by id.</summary>
    public static IReadOnlyList<EventSummary> All(SiteRequest request)
    {
        var counts = request.Catalog.Query(new CatalogQuery { Limit = 0 }).Facets["event"].ToDictionary(f => f.Value, f => f.Count);
        return [.. request.Catalog.Events.Select(e => e.Id).Union(counts.Keys).Select(Of)
            .OrderByDescending(e => e.From ?? "", StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal)];

        EventSummary Of(string id)
        {
            var described = request.Catalog.FindEvent(id);
            var newest = described is { Title: not null, From: not null } ? null : request.Catalog.NewestOf(id);
            var dates = described?.From is null ? request.Catalog.DatesOf(id) : null;
            return new EventSummary(id, described?.Title ?? newest?.EventTitle ?? id, described?.From ?? dates?.From, described?.To ?? dates?.To, described?.Place ?? newest?.Place, counts.GetValueOrDefault(id));
        }
    }
}
