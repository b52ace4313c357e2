using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// An immutable, in-memory state of the whole catalog: every list, count and facet of one answer comes from one of these, so
/// counts agree with lists (the count is the list). It consists of segments, most often a large one and what changed since.
/// </summary>
public sealed partial class CatalogSnapshot
{
    // Values of all facets that are kept, 16 bytes each: those of events are thousands.
    private const int MostKeptValues = 1_000_000;
    // What a list of them weighs besides, also an empty one.
    private const int ValuesOfAKey = 16;
    // Documents on all pages that are kept, some 1.5 KB each.
    private const int MostKeptRows = 8_192;
    private const int LongestKeptPage = 250;
    // Of what nobody writes by hand nothing is kept: thousands of names weigh more than their answers.
    private const int LongestKeptKey = 1_000;

    private static readonly CatalogField[] Facets =
        [CatalogField.Region, CatalogField.Kind, CatalogField.Country, CatalogField.Organization, CatalogField.Event, CatalogField.Language, CatalogField.Year];

    private readonly RecordStore store;
    private readonly Part[] parts;
    private readonly UInt128 sum;
    private readonly EventSet events;
    // Of a field, under the key of the filters of the others.
    private readonly KeptAnswers<(string Key, CatalogField Field), IReadOnlyList<FacetCount>> facets = new(MostKeptValues, ValuesOfAKey);
    private readonly KeptAnswers<(string Filter, CatalogOrder Order, string? Cursor, int Limit), Found> pages = new(MostKeptRows, each: 1);
    private readonly Lazy<IReadOnlyDictionary<string, int>> regionCounts;

    private CatalogSnapshot(RecordStore store, Part[] parts, int settled, UInt128 sum, EventSet events)
    {
        (this.store, this.parts, Settled, this.sum, this.events) = (store, parts, settled, sum, events);
        Version = unchecked(sum + events.Sum).ToString("x32", null);
        Documents = new Listing(parts.Sum(p => Bits.Count(p.Listed)), () => AllPages().SelectMany(p => p.Items));
        All = new Listing(parts.Sum(p => Bits.Count(p.Current)), () => parts.SelectMany(p => p.CurrentRecords()));
        regionCounts = new(() => Query(new CatalogQuery { Limit = 0 }).Facets["region"].ToDictionary(f => f.Value, f => f.Count));
    }

    public static CatalogSnapshot Empty { get; } = new(NewStore(), [], 0, 0, EventSet.Empty);

    /// <summary>The snapshot of these documents, withdrawn ones included; the last one of an id counts.</summary>
    public static CatalogSnapshot Of(IEnumerable<DocumentRecord> documents, IEnumerable<EventRecord>? events = null)
    {
        var byId = new Dictionary<string, DocumentRecord>(StringComparer.Ordinal);
        foreach (var document in documents) byId[document.Id] = document;
        return new CatalogSnapshot(NewStore(), [], 0, 0, EventSet.Of(events ?? [])).With(byId.Values);
    }

    /// <summary>
    /// Changes with every change of content, and only then; the base of every HTTP ETag. Two processes that hold the same
    /// catalog give it the same version.
    /// </summary>
    public string Version { get; }

    /// <summary>Documents that are not withdrawn, newest first, as <see cref="SortKey"/> has it.</summary>
    public IReadOnlyCollection<DocumentRecord> Documents { get; }

    /// <summary>Every document, withdrawn ones included, in no order.</summary>
    public IReadOnlyCollection<DocumentRecord> All { get; }

    /// <summary>The document with this id, withdrawn ones included; null if there never was one.</summary>
    public DocumentRecord? Find(string id) => Locate(id) is var (part, position) && part >= 0 ? parts[part].Segment.Record(position) : null;

    /// <summary>
    /// A document and the others of the same work, one in each language, the one first that stands for them; empty where there is
    /// no other.
    /// </summary>
    public IReadOnlyList<DocumentRecord> WorkOf(string id)
    {
        var (part, position) = Locate(id);
        if (part < 0) return [];
        DocumentRecord[] work = [.. parts[part].Segment.Works.Of(position).ToArray().Where(p => Bits.Has(parts[part].Listed, p)).Select(parts[part].Segment.Record)];
        return work.Length > 1 ? work : [];
    }

    /// <summary>When the document with this id was last committed; null if there never was one.</summary>
    public DateTimeOffset? CommittedAt(string id) =>
        Locate(id) is var (part, position) && part >= 0 ? new DateTimeOffset(parts[part].Segment.Committed(position), TimeSpan.Zero) : null;

    /// <summary>What is known of an event beside its documents; null where its folder has no <c>_collection.yaml</c>.</summary>
    public EventRecord? FindEvent(string id) => events.ById.GetValueOrDefault(id);

    /// <summary>Whether a file describes the event, or a document that is not withdrawn belongs to it.</summary>
    public bool HasEvent(string id) => FindEvent(id) is not null || NewestOf(id) is not null;

    /// <summary>The events that a file describes, in no order.</summary>
    public IReadOnlyCollection<EventRecord> Events => events.ById.Values;

    /// <summary>Number of documents under each region id of both schemes (<see cref="DocumentRecord.Regions"/>).</summary>
    public IReadOnlyDictionary<string, int> RegionCounts => regionCounts.Value;

    /// <summary>A document of an event that is not withdrawn, of the newest in the catalog; null where it has none.</summary>
    public DocumentRecord? NewestOf(string eventId)
    {
        var number = store.Strings.Find(eventId);
        if (number < 0) return null;
        return parts.SelectMany(p => p.Segment.Column(CatalogField.Event).Documents(number, p.Listed, most: 1).Select(position => (p.Segment, Position: position)))
            .OrderBy(f => f.Segment.KeyOf(f.Position, CatalogOrder.Date)).Select(f => f.Segment.Record(f.Position)).FirstOrDefault();
    }

    /// <summary>
    /// The first and the last date of what was said at an event, or where nobody speaks of all its documents; as precise as they are
    /// known, without those that may be a more precise one beside them. Null where no date is known.
    /// </summary>
    public (string From, string To)? DatesOf(string eventId)
    {
        var number = store.Strings.Find(eventId);
        if (number < 0) return null;
        var dates = parts.Select(p => p.Segment.DatesOf(number, p.Listed)).OfType<(bool Spoken, string From, string To)>().ToArray();
        var said = dates.Any(d => d.Spoken) ? dates.Where(d => d.Spoken) : dates;
        string[] ends = [.. said.SelectMany(d => new[] { d.From, d.To })];
        string[] own = [.. ends.Where(d => !ends.Any(e => e.Length > d.Length && e.StartsWith(d, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
        return own.Length == 0 ? null : (own[0], own[^1]);
    }

    /// <summary>Of the documents that a query lets through those that were committed last, the latest first.</summary>
    public IReadOnlyList<DocumentRecord> Latest(CatalogQuery query, int count)
    {
        var filter = new CatalogFilter(query, store.Strings);
        var latest = new PriorityQueue<(Segment Segment, int Position), long>();
        foreach (var part in parts)
        {
            using var matches = filter.Match(part.Segment, part.Listed, part.Leads);
            var set = matches.Each();
            for (var position = Bits.Next(set, 0); position >= 0; position = Bits.Next(set, position + 1))
            {
                if (latest.Count < count) latest.Enqueue((part.Segment, position), part.Segment.Committed(position));
                else latest.EnqueueDequeue((part.Segment, position), part.Segment.Committed(position));
            }
        }
        return [.. latest.UnorderedItems.Select(i => i.Element.Segment.Record(i.Element.Position))
            .OrderByDescending(d => d.CommittedAt).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>One page of the documents that a query lets through, and on demand its facets.</summary>
    /// <exception cref="FormatException">The cursor is not one that this catalog gave, or a date is none.</exception>
    public CatalogPage Query(CatalogQuery query)
    {
        var filter = new CatalogFilter(query, store.Strings);
        var key = (filter.Key, query.Order, query.Cursor, query.Limit);
        if (pages.Find(key) is not { } found)
        {
            found = Look(filter, query);
            if (found.Items.Length <= LongestKeptPage && filter.Key.Length <= LongestKeptKey) pages.Keep(key, found, found.Items.Length);
        }
        return new CatalogPage(found.Total, found.Items, () => FacetsOf(filter))
        {
            NextCursor = found.Next,
            HasPrevious = found.HasPrevious,
            PreviousCursor = found.Previous,
        };
    }

    private Found Look(CatalogFilter filter, CatalogQuery query)
    {
        var after = query.Cursor is null ? (SortKey?)null : SortKey.FromCursor(query.Cursor, query.Order);
        var limit = Math.Max(0, query.Limit);
        var total = 0;
        var (following, preceding) = (new List<(Segment Segment, int Position)>(), new List<(Segment Segment, int Position)>());
        foreach (var part in parts)
        {
            using var matches = filter.Match(part.Segment, part.Listed, part.Leads, withBlocks: query.Order == CatalogOrder.Title);
            var (set, size) = matches.Found();
            total += size;
            if (size == 0) continue;
            var blocks = set.IsFew ? null : matches.TitleBlocks();
            following.AddRange(part.Segment.Take(set, size, after, limit + 1, query.Order, backwards: false, blocks).Select(p => (part.Segment, p)));
            if (after is not null) preceding.AddRange(part.Segment.Take(set, size, after, limit + 1, query.Order, backwards: true, blocks).Select(p => (part.Segment, p)));
        }
        following = InOrder(following, query.Order, backwards: false);
        preceding = InOrder(preceding, query.Order, backwards: true);
        var items = following.Take(limit).ToArray();
        return new Found(total, Array.ConvertAll(items, i => i.Segment.Record(i.Position)),
            Next: following.Count <= limit ? null : items.Length == 0 ? query.Cursor : Cursor(items[^1]),
            HasPrevious: preceding.Count > 0,
            Previous: preceding.Count > limit ? Cursor(preceding[limit]) : null);

        string Cursor((Segment Segment, int Position) document) => document.Segment.KeyOf(document.Position, query.Order).ToCursor(query.Order);
    }

    /// <summary>A kind as it is written in addresses and JSON.</summary>
    internal static string KindName(DocumentKind kind) => kind switch
    {
        DocumentKind.Report => "report",
        DocumentKind.Statement => "statement",
        DocumentKind.Presentation => "presentation",
        DocumentKind.Summary => "summary",
        DocumentKind.News => "news",
        DocumentKind.Letter => "letter",
        _ => "other",
    };

    /// <summary>The number of a kind's name in every catalog's strings: they were put there first.</summary>
    internal static int KindNumber(DocumentKind kind) => (int)kind;

    internal static RecordStore NewStore()
    {
        var strings = new StringTable();
        foreach (var kind in Enum.GetValues<DocumentKind>()) strings.Add(KindName(kind));
        return new RecordStore(strings);
    }

    private static List<(Segment Segment, int Position)> InOrder(List<(Segment Segment, int Position)> documents, CatalogOrder order, bool backwards)
    {
        // Those of one segment are in order as they come.
        if (documents.Count < 2 || documents[0].Segment == documents[^1].Segment) return documents;
        var keyed = documents.Select(d => (Document: d, Key: d.Segment.KeyOf(d.Position, order)));
        return [.. (backwards ? keyed.OrderByDescending(k => k.Key) : keyed.OrderBy(k => k.Key)).Select(k => k.Document)];
    }

    private (int Part, int Position) Locate(string id)
    {
        Span<byte> utf8 = stackalloc byte[512];
        if (!Encoding.UTF8.TryGetBytes(id, utf8, out var length)) return (-1, -1);
        // What was committed later stands in a later part.
        for (var part = parts.Length - 1; part >= 0; part--)
            if (parts[part].Segment.Find(utf8[..length]) is >= 0 and var position) return (part, position);
        return (-1, -1);
    }

    private Dictionary<string, IReadOnlyList<FacetCount>> FacetsOf(CatalogFilter filter)
    {
        // A field's counts do not depend on its own filter: the pages of all regions have those of regions in common.
        var keys = Array.ConvertAll(Facets, field => (filter.KeyWithout(field), field));
        var lists = Array.ConvertAll(keys, facets.Find);
        if (lists.Contains(null)) Count(filter, keys, lists);
        var found = new Dictionary<string, IReadOnlyList<FacetCount>>(StringComparer.Ordinal);
        foreach (var (field, list) in Facets.Zip(lists)) found[field.ToString().ToLowerInvariant()] = list!;
        return found;
    }

    /// <summary>Counts what is missing of the facets, and keeps it.</summary>
    private void Count(CatalogFilter filter, (string Key, CatalogField Field)[] keys, IReadOnlyList<FacetCount>?[] lists)
    {
        var counts = Array.ConvertAll(lists, list => list is null ? new Dictionary<int, int>() : null);
        foreach (var part in parts)
        {
            using var matches = filter.Match(part.Segment, part.Listed, part.Leads);
            foreach (var (field, totals) in Facets.Zip(counts))
            {
                if (totals is null) continue;
                // No two documents of a work are in one language: each stands for it in its own.
                var once = field == CatalogField.Language ? matches.Each(field) : matches.Once(field);
                if (field != CatalogField.Year) part.Segment.Column(field).Count(once, totals);
                else foreach (var (year, start, end) in part.Segment.Years) totals[year] = totals.GetValueOrDefault(year) + Bits.Count(once, start, end);
                if (!filter.EveryLanguage && part.Segment.Works.AnyDiffering(field))
                    part.Segment.Works.CountDiffering(field, matches.Each(field), once, part.Segment.ValuesOf, totals);
            }
        }
        for (var f = 0; f < Facets.Length; f++)
        {
            if (counts[f] is not { } totals) continue;
            var list = Sorted(Facets[f], totals);
            lists[f] = list;
            if (filter.Key.Length <= LongestKeptKey) facets.Keep(keys[f], list, list.Length);
        }
    }

    /// <summary>Most first, then by value; values of none are left out.</summary>
    private FacetCount[] Sorted(CatalogField field, Dictionary<int, int> counts)
    {
        var sorted = counts.Where(c => c.Value > 0).ToArray();
        Array.Sort(sorted, (a, b) => a.Value != b.Value ? b.Value.CompareTo(a.Value) : field == CatalogField.Year ? a.Key.CompareTo(b.Key) : store.Strings.Compare(a.Key, b.Key));
        return Array.ConvertAll(sorted, c => new FacetCount(field == CatalogField.Year ? c.Key.ToString("D4", CultureInfo.InvariantCulture) : store.Strings[c.Key], c.Value));
    }

    private IEnumerable<CatalogPage> AllPages()
    {
        var query = new CatalogQuery { Limit = 500, EveryLanguage = true };
        do
        {
            var page = Query(query);
            yield return page;
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);
    }

    /// <summary>A document's share in the version: the hash of what its last commit decided. The version is their sum, so that it does not depend on order.</summary>
    private static UInt128 VersionOf(DocumentRecord document)
    {
        Span<byte> buffer = stackalloc byte[1024];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, document.CommittedAt.UtcTicks);
        Encoding.UTF8.TryGetBytes(document.Id, buffer[8..], out var id);
        Encoding.UTF8.TryGetBytes(document.Current.Hash, buffer[(8 + id)..], out var hash);
        return XxHash128.HashToUInt128(buffer[..(8 + id + hash)]);
    }

    private sealed record Found(int Total, DocumentRecord[] Items, string? Next, bool HasPrevious, string? Previous);

    private sealed class Listing(int count, Func<IEnumerable<DocumentRecord>> documents) : IReadOnlyCollection<DocumentRecord>
    {
        public int Count => count;

        public IEnumerator<DocumentRecord> GetEnumerator() => documents().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
