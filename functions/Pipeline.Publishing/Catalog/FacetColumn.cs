using System.Numerics;
using System.Runtime.InteropServices;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// One field of a segment's documents: for each value the positions of its documents, as bits where they are many and as a sorted
/// list where they are few; and for each document those of its values of which there are few. Values are numbers of the
/// <see cref="StringTable"/>.
/// </summary>
internal sealed class FacetColumn
{
    // No complement of a place, since the first place is 1.
    private const int None = -1;

    private readonly int[] values;
    private readonly Dictionary<int, int> index;
    private readonly ulong[]?[] dense;
    // The blocks of titles of all but the rarest values.
    private readonly ulong[]?[] blocks;
    // Documents of value v where they are few: documents[starts[v]..starts[v + 1]].
    private readonly int[] starts, documents;
    // Of document d the value of which there are few: its number, None, or where there are several the complement of their place in
    // more, which begins with how many. Null for a field that is not counted, or has no such value.
    private readonly int[]? valueOf;
    private readonly int[] more = [];

    private FacetColumn(Builder builder, TitleOrder titles, bool counted)
    {
        (values, index, dense) = ([.. builder.Values], builder.Index, builder.Dense!);
        (starts, documents) = (builder.Starts!, builder.Documents!);
        blocks = new ulong[]?[values.Length];
        for (var v = 0; v < values.Length; v++) blocks[v] = dense[v] is { } bits ? titles.BlocksOf(bits) : titles.BlocksOf(DocumentsOf(v));
        if (!counted || documents.Length == 0) return;
        valueOf = new int[titles.Positions.Length];
        Array.Fill(valueOf, None);
        var several = new SortedDictionary<int, List<int>>();
        for (var v = 0; v < values.Length; v++)
        {
            foreach (var document in DocumentsOf(v))
            {
                if (valueOf[document] == None) valueOf[document] = v;
                else if (several.TryGetValue(document, out var list)) list.Add(v);
                else several.Add(document, [valueOf[document], v]);
            }
        }
        var all = new List<int>();
        foreach (var (document, list) in several)
        {
            valueOf[document] = ~(all.Count + 1);
            all.Add(list.Count);
            all.AddRange(list);
        }
        more = [.. all];
    }

    public IReadOnlyList<int> Values => values;

    /// <summary>The documents that have a value: not to be changed.</summary>
    public DocumentSet Set(int value) =>
        !index.TryGetValue(value, out var v) ? default : dense[v] is { } bits ? new DocumentSet(bits, blocks[v]) : new DocumentSet(default, documents.AsMemory(starts[v]..starts[v + 1]), blocks[v]);

    /// <summary>Adds to <paramref name="totals"/> how many of the marked documents have each value.</summary>
    public void Count(ReadOnlySpan<ulong> mask, Dictionary<int, int> totals)
    {
        var counts = new int[values.Length];
        for (var v = 0; v < values.Length; v++)
            if (dense[v] is { } bits) counts[v] = Bits.CountBoth(mask, bits);
        if (valueOf is not null && Bits.Count(mask) < documents.Length) CountByDocument(mask, counts);
        else CountByValue(mask, counts);
        for (var v = 0; v < values.Length; v++)
            if (counts[v] > 0) CollectionsMarshal.GetValueRefOrAddDefault(totals, values[v], out _) += counts[v];
    }

    /// <summary>The marked documents that have the value, in order.</summary>
    public List<int> Documents(int value, ReadOnlySpan<ulong> mask, int most = int.MaxValue)
    {
        var found = new List<int>();
        if (!index.TryGetValue(value, out var v)) return found;
        if (dense[v] is { } bits)
        {
            for (var position = Bits.Next(bits, 0); position >= 0 && found.Count < most; position = Bits.Next(bits, position + 1))
                if (Bits.Has(mask, position)) found.Add(position);
            return found;
        }
        foreach (var document in DocumentsOf(v))
            if (found.Count < most && Bits.Has(mask, document)) found.Add(document);
        return found;
    }

    private void CountByDocument(ReadOnlySpan<ulong> mask, int[] counts)
    {
        for (var word = 0; word < mask.Length; word++)
        {
            for (var bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                var document = (word << 6) + BitOperations.TrailingZeroCount(bits);
                var value = valueOf![document];
                if (value >= 0) counts[value]++;
                else if (value != None) foreach (var one in more.AsSpan(~value, more[~value - 1])) counts[one]++;
            }
        }
    }

    private void CountByValue(ReadOnlySpan<ulong> mask, int[] counts)
    {
        for (var v = 0; v < values.Length; v++)
        {
            var count = 0;
            foreach (var document in DocumentsOf(v)) count += (int)(mask[document >> 6] >> document & 1);
            counts[v] += count;
        }
    }

    private ReadOnlySpan<int> DocumentsOf(int v) => documents.AsSpan(starts[v], starts[v + 1] - starts[v]);

    /// <summary>Is told the values of documents in the order of their positions twice: first to count, then to place them.</summary>
    public sealed class Builder
    {
        private readonly List<int> counts = [];
        private readonly List<int> last = [];
        private int[] next = [];

        public List<int> Values { get; } = [];
        public Dictionary<int, int> Index { get; } = [];
        public ulong[]?[]? Dense { get; private set; }
        public int[]? Starts { get; private set; }
        public int[]? Documents { get; private set; }

        public void Count(int value, int document)
        {
            if (!Index.TryGetValue(value, out var v))
            {
                Index.Add(value, v = Values.Count);
                Values.Add(value);
                counts.Add(0);
                last.Add(-1);
            }
            // A value that stands twice in one document is one document.
            if (last[v] == document) return;
            last[v] = document;
            counts[v]++;
        }

        public void BeginPlacing(int documentCount)
        {
            Dense = new ulong[]?[Values.Count];
            Starts = new int[Values.Count + 1];
            for (var v = 0; v < Values.Count; v++)
            {
                var many = DocumentSet.IsDense(counts[v], documentCount);
                if (many) Dense[v] = new ulong[Bits.Words(documentCount)];
                Starts[v + 1] = Starts[v] + (many ? 0 : counts[v]);
                last[v] = -1;
            }
            Documents = new int[Starts[^1]];
            next = [.. Starts];
        }

        public void Place(int value, int document)
        {
            var v = Index[value];
            if (Dense![v] is { } bits) Bits.Add(bits, document);
            else if (last[v] != document) Documents![next[v]++] = document;
            last[v] = document;
        }

        /// <param name="counted">Whether the field has facets.</param>
        public FacetColumn Build(TitleOrder titles, bool counted) => new(this, titles, counted);
    }
}
