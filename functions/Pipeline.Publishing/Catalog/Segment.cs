using System.IO.Hashing;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Some documents in the catalog's order, immutable: where their records lie, and their fields and words the other way round. A
/// position is a document's number in it.
/// </summary>
internal sealed partial class Segment
{
    public const int Columns = (int)CatalogField.Year;

    private readonly RecordStore store;
    private readonly byte[][] chunks;
    private readonly long[] places;
    private readonly int[] days;
    private readonly long[] committed;
    // Open addressing by the hash of the id: position + 1.
    private readonly int[] slots;
    private readonly FacetColumn[] columns;
    private readonly (int Year, int Start, int End)[] years;
    private readonly TitleOrder titles;
    private int[]? byCommit;

    private Segment(RecordStore store, long[] places, Func<TitleOrder, TextIndex>? text, int[]? byTitle, Func<ulong, bool> spread)
    {
        (this.store, this.places, chunks) = (store, places, store.ChunksOf(places));
        (days, committed) = (new int[places.Length], new long[places.Length]);
        slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)places.Length * 2 + 1)];
        Withdrawn = new ulong[Bits.Words(places.Length)];
        titles = new TitleOrder(byTitle ?? SortByTitle());
        columns = ReadRecords();
        years = FindYears();
        Works = Works.Build(Count, Bytes, Language, FindListed, ValuesOf, position => days[position], spread);
        Text = text is null ? IndexText() : text(titles);
    }

    public int Count => places.Length;

    /// <summary>Documents that were withdrawn: they are found by their id, and in no list.</summary>
    public ulong[] Withdrawn { get; }

    public TextIndex Text { get; }

    public Works Works { get; }

    public TitleOrder Titles => titles;

    /// <summary>The years of the documents, newest first, with the positions that each has.</summary>
    public IReadOnlyList<(int Year, int Start, int End)> Years => years;

    public ReadOnlySpan<byte> Bytes(int position) => RecordStore.At(chunks, places[position]);

    public long Place(int position) => places[position];

    public DocumentRecord Record(int position) => RecordReader.Record(Bytes(position), store.Strings);

    public long Committed(int position) => committed[position];

    /// <summary>The position of the document with this id; -1 where it is not here.</summary>
    public int Find(ReadOnlySpan<byte> id)
    {
        for (var slot = SlotOf(id); slots[slot] > 0; slot = (slot + 1) & (slots.Length - 1))
            if (RecordReader.Id(Bytes(slots[slot] - 1)).SequenceEqual(id)) return slots[slot] - 1;
        return -1;
    }

    /// <summary>The values of a document in a field: numbers of the strings, or the year.</summary>
    public int[] ValuesOf(int position, CatalogField field)
    {
        if (field == CatalogField.Year) return days[position] == DocumentDate.Unknown ? [] : [days[position] / 10_000];
        var record = new RecordReader(Bytes(position));
        if (field == CatalogField.Kind) return [CatalogSnapshot.KindNumber(record.Kind)];
        record.Utf8();
        var language = record.Language().Primary;
        if (field == CatalogField.Language) return [language];
        foreach (var list in (ReadOnlySpan<CatalogField>)[CatalogField.Region, CatalogField.Country, CatalogField.Organization])
        {
            var values = new int[record.Number()];
            for (var i = 0; i < values.Length; i++) values[i] = record.Number();
            if (list == field) return values;
        }
        var happening = record.Number();
        if (field == CatalogField.Event) return happening == 0 ? [] : [happening - 1];
        var speaker = record.Number();
        return speaker == 0 ? [] : [speaker - 1];
    }

    /// <summary>See <see cref="CatalogSnapshot.DatesOf"/>.</summary>
    public (bool Spoken, string From, string To)? DatesOf(int happening, ReadOnlySpan<ulong> listed)
    {
        int[] dated = [.. Column(CatalogField.Event).Documents(happening, listed).Where(p => days[p] != DocumentDate.Unknown)];
        if (dated.Length == 0) return null;
        var spoken = Array.Exists(dated, IsSpoken);
        if (spoken) dated = Array.FindAll(dated, IsSpoken);
        var oldest = dated.Length - 1;
        // Of "2011" and "2011-07-12" the latter says when it was.
        while (oldest > 0 && Date(dated[oldest]) is var date && Date(dated[oldest - 1]) is var next && next.Length > date.Length && next.StartsWith(date, StringComparison.Ordinal)) oldest--;
        return (spoken, Date(dated[oldest]), Date(dated[0]));

        string Date(int position) => Record(position).Date!;

        bool IsSpoken(int position) =>
            ValuesOf(position, CatalogField.Country).Length > 0 || ValuesOf(position, CatalogField.Organization).Length > 0 || ValuesOf(position, CatalogField.Speaker).Length > 0;
    }

    private string Language(int position)
    {
        var record = new RecordReader(Bytes(position));
        record.Utf8();
        return store.Strings[record.Language().Primary];
    }

    private int FindListed(ReadOnlySpan<byte> id) => Find(id) is >= 0 and var position && !Bits.Has(Withdrawn, position) ? position : -1;

    public FacetColumn Column(CatalogField field) => columns[(int)field];

    /// <summary>Makes the order of the values known that have facets: facets are counted before that, too, but are sorted slowly.</summary>
    public void PutValuesInOrder() => store.Strings.PutInOrder(columns.Where((_, field) => field != (int)CatalogField.Speaker).SelectMany(c => c.Values));

    public SortKey KeyOf(int position, CatalogOrder order)
    {
        var record = Bytes(position);
        var id = Encoding.UTF8.GetString(RecordReader.Id(record));
        return order == CatalogOrder.Title ? new SortKey(0, 0, TitleKey(record), id) : DateKey(record, store.Strings) with { Id = id };
    }

    /// <summary>The positions whose day is at least <paramref name="first"/> and at most <paramref name="last"/>.</summary>
    public (int Start, int End) Days(int first, int last)
    {
        var start = CountNewer(last);
        return (start, Math.Max(start, CountNewer(first - 1)));
    }

    /// <summary>
    /// The first positions of a set after a key, in order; or where <paramref name="backwards"/> the last ones up to it, from the
    /// key back.
    /// </summary>
    /// <param name="size">How many documents the set has.</param>
    /// <param name="blocks">The blocks of titles in which they may be; null for any.</param>
    public List<int> Take(DocumentSet set, int size, SortKey? after, int count, CatalogOrder order, bool backwards, ulong[]? blocks)
    {
        var start = after is { } key ? CountUpTo(key, order) : 0;
        if (set.IsFew) return order == CatalogOrder.Date ? TakeByDate(set.Few.Span, start, count, backwards) : titles.Take(set.Few.Span, start, count, backwards);
        var bits = set.Documents.Span[..Bits.Words(Count)];
        return order == CatalogOrder.Date ? TakeByDate(bits, start, count, backwards) : titles.Take(bits, size, start, count, backwards, blocks);
    }

    /// <summary>How many documents were committed before a time; with <see cref="CommitsUpTo"/> places in the order of commits, then of ids.</summary>
    public int CommitsBefore(long time) => CountCommits(p => committed[p] < time);

    /// <summary>How many documents stand up to and with a place in the order of commits.</summary>
    public int CommitsUpTo(long time, string id)
    {
        var utf8 = Encoding.UTF8.GetBytes(id);
        return CountCommits(p => committed[p] < time || (committed[p] == time && RecordReader.Id(Bytes(p)).SequenceCompareTo(utf8) <= 0));
    }

    /// <summary>How many documents of a set stand between two places in the order of commits.</summary>
    public int CountByCommit(ReadOnlySpan<ulong> set, int start, int end)
    {
        if (start == 0 && end == Count) return Bits.Count(set);
        var count = 0;
        foreach (var position in ByCommit.AsSpan(start, Math.Max(0, end - start)))
            if (Bits.Has(set, position)) count++;
        return count;
    }

    /// <summary>The first positions of a set from one place in the order of commits up to another.</summary>
    public List<int> TakeByCommit(ReadOnlySpan<ulong> set, int start, int end, int count)
    {
        var taken = new List<int>();
        for (var i = start; i < end && taken.Count < count; i++)
            if (Bits.Has(set, ByCommit[i])) taken.Add(ByCommit[i]);
        return taken;
    }

    private static List<int> TakeByDate(ReadOnlySpan<int> few, int start, int count, bool backwards)
    {
        var before = DocumentSet.CountBefore(few, start);
        if (!backwards) return [.. few.Slice(before, Math.Min(count, few.Length - before))];
        var taken = few.Slice(Math.Max(0, before - count), Math.Min(count, before)).ToArray();
        Array.Reverse(taken);
        return [.. taken];
    }

    private static List<int> TakeByDate(ReadOnlySpan<ulong> words, int start, int count, bool backwards)
    {
        var taken = new List<int>(count);
        for (var p = backwards ? Bits.Previous(words, start - 1) : Bits.Next(words, start); p >= 0 && taken.Count < count; p = backwards ? Bits.Previous(words, p - 1) : Bits.Next(words, p + 1))
            taken.Add(p);
        return taken;
    }

    /// <summary>How many documents stand up to and with a key.</summary>
    private int CountUpTo(SortKey key, CatalogOrder order)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (KeyOf(order == CatalogOrder.Date ? middle : titles.Positions[middle], order).CompareTo(key) <= 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>How many documents, in the order of commits, come before the first that a condition does not hold of.</summary>
    private int CountCommits(Func<int, bool> holds)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (holds(ByCommit[middle])) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private int CountNewer(int day)
    {
        var (low, high) = (0, days.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (days[middle] > day) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Positions in the order of commits, then of ids. Sorted when first asked for, since few processes are ever harvested.</summary>
    private int[] ByCommit => byCommit ??= SortByCommit();

    private int[] SortByCommit()
    {
        var keys = committed.ToArray();
        var order = new int[Count];
        for (var position = 0; position < Count; position++) order[position] = position;
        Sort(keys, order, Comparer<long>.Default, (a, b) => CompareIds(chunks, places[a], places[b]));
        return order;
    }

    private int SlotOf(ReadOnlySpan<byte> id) => (int)XxHash3.HashToUInt64(id) & (slots.Length - 1);

    private static string TitleKey(ReadOnlySpan<byte> bytes)
    {
        var record = AfterMaker(bytes, out _);
        record.Number();
        record.Number();
        return FoldedText.SortKey(Encoding.UTF8.GetString(record.Utf8()));
    }

    /// <summary>The key by date, without the id. Of one day files of a statement and its translations mostly are neighbours by name.</summary>
    private static SortKey DateKey(ReadOnlySpan<byte> bytes, StringTable strings)
    {
        var record = AfterMaker(bytes, out var maker);
        if (record.Day == DocumentDate.Unknown) return new SortKey(0, record.Committed, "", "");
        return new SortKey(record.Day, 0, maker < 0 ? "" : SpeakerNames.Default.SortKeyOf(strings[maker]), "");
    }

    /// <summary>A record from the event on.</summary>
    /// <param name="maker">The number of the first country, or else organization, that speaks; -1 for none.</param>
    private static RecordReader AfterMaker(ReadOnlySpan<byte> bytes, out int maker)
    {
        var record = new RecordReader(bytes);
        record.Utf8();
        record.Language();
        for (var left = record.Number(); left > 0; left--) record.Number();
        maker = -1;
        for (var list = 0; list < 2; list++)
        {
            for (var left = record.Number(); left > 0; left--)
                if (record.Number() is var number && maker < 0) maker = number;
        }
        return record;
    }

    private static int CompareIds(byte[][] chunks, long a, long b) =>
        RecordReader.Id(RecordStore.At(chunks, a)).SequenceCompareTo(RecordReader.Id(RecordStore.At(chunks, b)));
}
