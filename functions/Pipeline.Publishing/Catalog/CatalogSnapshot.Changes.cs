namespace Pipeline.Publishing.Catalog;

/// <summary>
/// How one snapshot becomes the next without touching what readers hold: what changed becomes a small segment, and small segments
/// are merged as they grow. Of the snapshots that come from one another, one thread at a time makes the next.
/// </summary>
public sealed partial class CatalogSnapshot
{
    // Segments up to this size are merged at once: some ten milliseconds. Beyond it a merge is for the background.
    private const int LargestQuickMerge = 2_048;

    // As soon as this many documents stand outside the first segment, or a sixteenth of it, they should become one.
    private const int LongestTail = 8 * LargestQuickMerge;

    /// <summary>How many of the first segments stay as they are, since a merge of them is under way.</summary>
    private int Settled { get; }

    /// <summary>
    /// While a merge is under way the chunk below which no record of a later segment lies, so that all below can go when it ends; in
    /// what a merge made the one below which it has none itself.
    /// </summary>
    private int FirstLaterChunk { get; init; }

    internal bool WantsMerge => parts.Length > 1 && parts.Skip(1).Sum(p => p.Segment.Count) > Math.Max(LongestTail, parts[0].Segment.Count / 16);

    /// <summary>Of two states of a document the one that was committed later counts, in whatever order they come.</summary>
    internal CatalogSnapshot With(IEnumerable<DocumentRecord> changes)
    {
        var latest = new Dictionary<string, DocumentRecord>(StringComparer.Ordinal);
        foreach (var record in changes)
        {
            var known = latest.TryGetValue(record.Id, out var other) ? other.CommittedAt : CommittedAt(record.Id);
            if (known is null || record.CommittedAt > known) latest[record.Id] = record;
        }
        if (latest.Count == 0) return this;

        var next = parts.ToList();
        var copied = new HashSet<int>();
        var version = sum;
        var places = new List<long>(latest.Count);
        var former = new List<long>();
        foreach (var record in latest.Values)
        {
            if (Locate(record.Id) is var (part, position) && part >= 0)
            {
                unchecked { version -= VersionOf(parts[part].Segment.Record(position)); }
                former.Add(parts[part].Segment.Place(position));
                if (copied.Add(part)) next[part] = new Part(next[part].Segment, [.. next[part].Current]);
                next[part].Drop(position);
            }
            places.Add(store.Add(record));
            unchecked { version += VersionOf(record); }
        }
        MoveWorks(next, copied, places, former);
        while (next.Count > Settled && IsQuick(next[^1].Segment.Count, places.Count))
        {
            places.AddRange(next[^1].CurrentPlaces());
            next.RemoveAt(next.Count - 1);
        }
        next.Add(new Part(Segment.Build(store, places, key => IsIn(next, key))));
        return new CatalogSnapshot(store, [.. next], Settled, version, events) { FirstLaterChunk = FirstLaterChunk };
    }

    /// <summary>The same documents with these events.</summary>
    internal CatalogSnapshot WithEvents(IEnumerable<EventRecord> all) => new(store, parts, Settled, sum, EventSet.Of(all)) { FirstLaterChunk = FirstLaterChunk };

    /// <summary>The same, of which the segments so far stay as they are until <see cref="Rebase"/>.</summary>
    internal CatalogSnapshot Settle() => new(store, parts, parts.Length, sum, events) { FirstLaterChunk = store.BeginChunk() };

    /// <summary>What <see cref="Settle"/> gave, in one segment. Takes seconds where documents are many; any thread may do it.</summary>
    internal CatalogSnapshot Merge()
    {
        var places = parts.SelectMany(p => p.CurrentPlaces()).ToList();
        // Rather than to keep more bytes of old states than of new ones, the new ones are copied together.
        var copies = store.Bytes > 2 * parts.Sum(p => p.CurrentBytes()) + (1 << 20);
        if (copies)
        {
            var chunks = store.Chunks;
            places = [.. places.Select(place => store.Append(RecordStore.At(chunks, place)))];
        }
        var merged = places.Count == 0 ? null : Segment.Build(store, places, _ => false);
        merged?.PutValuesInOrder();
        return new CatalogSnapshot(store, merged is null ? [] : [new Part(merged)], 0, sum, events)
        {
            FirstLaterChunk = copies ? FirstLaterChunk : 0,
        };
    }

    /// <summary>This snapshot, which came from <paramref name="settled"/>, with what that became by <see cref="Merge"/> in place of its segments.</summary>
    internal CatalogSnapshot Rebase(CatalogSnapshot settled, CatalogSnapshot merged)
    {
        var later = parts[settled.parts.Length..];
        var next = merged.parts.Select(p => new Part(p.Segment, [.. p.Current])).ToArray();
        foreach (var part in next)
            foreach (var newer in later)
                for (var position = 0; position < newer.Segment.Count; position++)
                    if (part.Segment.Find(RecordReader.Id(newer.Segment.Bytes(position))) is >= 0 and var superseded) part.Drop(superseded);
        store.Release(merged.FirstLaterChunk);
        return new CatalogSnapshot(store, [.. next, .. later], 0, sum, events);
    }

    /// <summary>
    /// Brings all that may be of one work with what changed, or was before, into the segment of what changed: takes it out of the
    /// parts and adds its places. What lies where a merge that is under way may leave nothing is copied.
    /// </summary>
    private void MoveWorks(List<Part> next, HashSet<int> copied, List<long> places, List<long> former)
    {
        var keys = new WorkKeys();
        var moved = places.ToHashSet();
        var seen = new HashSet<ulong>();
        foreach (var place in former) MoveOthersOf(RecordStore.At(store.Chunks, place));
        // It grows as others are found.
        for (var i = 0; i < places.Count; i++) MoveOthersOf(RecordStore.At(store.Chunks, places[i]));

        void MoveOthersOf(ReadOnlySpan<byte> record)
        {
            var key = keys.Of(record, out var original);
            if (!original.IsEmpty) MoveDocument(original);
            if (key != 0) MoveKey(key);
            MoveKey(WorkKeys.OfOriginal(RecordReader.Id(record)));
        }

        void MoveDocument(ReadOnlySpan<byte> id)
        {
            for (var part = 0; part < next.Count; part++)
                if (next[part].Segment.Find(id) is >= 0 and var position && Bits.Has(next[part].Current, position)) Move(part, position);
        }

        void MoveKey(ulong key)
        {
            if (!seen.Add(key)) return;
            var found = new List<(int Part, int Position)>();
            for (var part = 0; part < next.Count; part++)
                foreach (var (_, position) in next[part].Segment.Works.With(key))
                    if (Bits.Has(next[part].Current, position)) found.Add((part, position));
            if (found.Count > Works.Most) return;
            foreach (var (part, position) in found) Move(part, position);
        }

        void Move(int part, int position)
        {
            var place = next[part].Segment.Place(position);
            if (!moved.Add(place)) return;
            if (copied.Add(part)) next[part] = new Part(next[part].Segment, [.. next[part].Current]);
            next[part].Drop(position);
            places.Add(RecordStore.ChunkOf(place) < FirstLaterChunk ? store.Append(next[part].Segment.Bytes(position)) : place);
        }
    }

    /// <summary>Whether a current document of these parts has a work's key.</summary>
    private static bool IsIn(List<Part> parts, ulong key)
    {
        foreach (var part in parts)
            foreach (var (_, position) in part.Segment.Works.With(key))
                if (Bits.Has(part.Current, position)) return true;
        return false;
    }

    private static bool IsQuick(int older, int newer) => older + newer <= LargestQuickMerge && newer * 2 >= older;

    /// <summary>A segment and which of its documents are current: no later segment has another state of them.</summary>
    private sealed class Part(Segment segment, ulong[] current)
    {
        private ulong[]? listed, leads;

        public Part(Segment segment) : this(segment, Bits.Below(segment.Count)) { }

        public Segment Segment => segment;

        public ulong[] Current => current;

        /// <summary>Those that are current and not withdrawn.</summary>
        public ulong[] Listed => listed ??= Without(segment.Withdrawn);

        /// <summary>Of these the first of each work, which all stand in one part.</summary>
        public ulong[] Leads => leads ??= segment.Works.Any ? segment.Works.Leads(Listed) : Listed;

        /// <summary>Before the part is part of a snapshot only.</summary>
        public void Drop(int position) => Bits.Remove(current, position);

        public IEnumerable<long> CurrentPlaces() => CurrentPositions().Select(segment.Place);

        public IEnumerable<DocumentRecord> CurrentRecords() => CurrentPositions().Select(segment.Record);

        public long CurrentBytes() => CurrentPositions().Sum(p => (long)segment.Bytes(p).Length);

        private ulong[] Without(ulong[] others)
        {
            var rest = current.ToArray();
            for (var word = 0; word < rest.Length; word++) rest[word] &= ~others[word];
            return rest;
        }

        private IEnumerable<int> CurrentPositions()
        {
            for (var position = Bits.Next(current, 0); position >= 0; position = Bits.Next(current, position + 1)) yield return position;
        }
    }
}
