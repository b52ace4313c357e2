using System.Runtime.InteropServices;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>How a segment is made: its documents are put in order, and read twice for their fields and once for their words.</summary>
internal sealed partial class Segment
{
    /// <param name="spread">Whether documents outside the segment have a work's key (<see cref="WorkKeys"/>), too.</param>
    public static Segment Build(RecordStore store, List<long> places, Func<ulong, bool> spread)
    {
        var chunks = store.Chunks;
        var order = places.ToArray();
        Sort(Array.ConvertAll(order, place => DateKey(RecordStore.At(chunks, place), store.Strings)), order, Comparer<SortKey>.Default, (a, b) => CompareIds(chunks, a, b));
        return new Segment(store, order, null, null, spread);
    }

    /// <summary>The segment of records that lie in order already, with what is expensive to find out anew.</summary>
    public static Segment Restore(RecordStore store, List<long> places, Func<TitleOrder, TextIndex> text, int[] byTitle) => new(store, [.. places], text, byTitle, _ => false);

    private FacetColumn[] ReadRecords()
    {
        var builders = new FacetColumn.Builder[Columns];
        for (var i = 0; i < Columns; i++) builders[i] = new FacetColumn.Builder();
        for (var position = 0; position < Count; position++)
        {
            var record = new RecordReader(Bytes(position));
            (days[position], committed[position]) = (record.Day, record.Committed);
            if (record.Withdrawn) Bits.Add(Withdrawn, position);
            var slot = SlotOf(record.Utf8());
            while (slots[slot] > 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = position + 1;
            ReadFields(ref record, position, builders, placing: false);
        }
        foreach (var builder in builders) builder.BeginPlacing(Count);
        for (var position = 0; position < Count; position++)
        {
            var record = new RecordReader(Bytes(position));
            record.Utf8();
            ReadFields(ref record, position, builders, placing: true);
        }
        return [.. builders.Select((b, field) => b.Build(titles, counted: field != (int)CatalogField.Speaker))];
    }

    private static void ReadFields(ref RecordReader record, int position, FacetColumn.Builder[] builders, bool placing)
    {
        Add(CatalogField.Kind, CatalogSnapshot.KindNumber(record.Kind));
        Add(CatalogField.Language, record.Language().Primary);
        for (var left = record.Number(); left > 0; left--) Add(CatalogField.Region, record.Number());
        for (var left = record.Number(); left > 0; left--) Add(CatalogField.Country, record.Number());
        for (var left = record.Number(); left > 0; left--) Add(CatalogField.Organization, record.Number());
        if (record.Number() is > 0 and var happening) Add(CatalogField.Event, happening - 1);
        if (record.Number() is > 0 and var speaker) Add(CatalogField.Speaker, speaker - 1);

        void Add(CatalogField field, int value)
        {
            if (placing) builders[(int)field].Place(value, position);
            else builders[(int)field].Count(value, position);
        }
    }

    private TextIndex IndexText()
    {
        var builder = new TextIndex.Builder(store.Strings);
        var buffer = new char[1024];
        var speakers = new List<(CatalogField, int)>();
        for (var position = 0; position < Count; position++)
        {
            var record = new RecordReader(Bytes(position));
            record.Utf8();
            record.Language();
            for (var left = record.Number(); left > 0; left--) record.Number();
            speakers.Clear();
            for (var left = record.Number(); left > 0; left--) speakers.Add((CatalogField.Country, record.Number()));
            for (var left = record.Number(); left > 0; left--) speakers.Add((CatalogField.Organization, record.Number()));
            builder.BeginDocument(CollectionsMarshal.AsSpan(speakers));
            record.Number();
            if (record.Number() is > 0 and var speaker) builder.Add(store.Strings[speaker - 1]);
            // Title, symbol, the id of the original, summary; then authors.
            for (var text = 0; text < 4; text++)
            {
                var utf8 = record.Utf8();
                if (text != 2) Add(utf8);
            }
            for (var left = record.Number(); left > 0; left--) Add(record.Utf8());
        }
        return builder.Build(titles);

        void Add(ReadOnlySpan<byte> utf8)
        {
            if (buffer.Length < utf8.Length) buffer = new char[utf8.Length];
            builder.Add(buffer.AsSpan(0, Encoding.UTF8.GetChars(utf8, buffer)));
        }
    }

    private int[] SortByTitle()
    {
        var keys = new string[Count];
        var order = new int[Count];
        for (var position = 0; position < Count; position++) (keys[position], order[position]) = (TitleKey(Bytes(position)), position);
        Sort(keys, order, StringComparer.Ordinal, (a, b) => CompareIds(chunks, places[a], places[b]));
        return order;
    }

    /// <summary>Puts documents in the order of their keys, those with one key in that of their ids.</summary>
    private static void Sort<TKey, T>(TKey[] keys, T[] documents, IComparer<TKey> comparer, Comparison<T> byId)
    {
        Array.Sort(keys, documents, comparer);
        for (var (start, end) = (0, 1); start < documents.Length; start = end++)
        {
            while (end < documents.Length && comparer.Compare(keys[end], keys[start]) == 0) end++;
            if (end - start > 1) Array.Sort(documents, start, end - start, Comparer<T>.Create(byId));
        }
    }

    private (int, int, int)[] FindYears()
    {
        var found = new List<(int, int, int)>();
        for (var start = 0; start < Count && days[start] != DocumentDate.Unknown;)
        {
            var year = days[start] / 10_000;
            var end = CountNewer(year * 10_000);
            found.Add((year, start, end));
            start = end;
        }
        return [.. found];
    }
}
