using System.Runtime.InteropServices;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Which of a segment's documents have a word that is in no name of who made them, since <see cref="SpeakerNames"/> finds those. Words
/// stand in order, so that those with one beginning are neighbours. The documents of a word are the differences of their positions in
/// LEB128, or where they are many bits, which begin at a whole 64-bit word.
/// </summary>
internal sealed class TextIndex
{
    private readonly WordList words;
    private readonly int[] counts;
    private readonly ulong[] postings;
    private readonly TitleOrder titles;
    // Where the documents of each word begin in the postings, in bytes.
    private readonly int[] starts;
    // The blocks of titles of all but the rarest words.
    private readonly Dictionary<int, ulong[]> blocks = [];

    /// <param name="titles">The segment's titles.</param>
    public TextIndex(WordList words, int[] counts, ulong[] postings, TitleOrder titles)
    {
        (this.words, this.counts, this.postings, this.titles, starts) = (words, counts, postings, titles, new int[words.Count]);
        var bytes = MemoryMarshal.AsBytes(postings.AsSpan());
        for (var (w, position) = (0, 0); w < words.Count; w++)
        {
            if (IsDense(w))
            {
                starts[w] = Aligned(position);
                position = starts[w] + Bits.Words(DocumentCount) * sizeof(ulong);
                if (titles.BlocksOf(Dense(w).Span) is { } some) blocks.Add(w, some);
                continue;
            }
            starts[w] = position;
            if (titles.WantsBlocks(counts[w]))
            {
                var found = titles.NewBlocks()!;
                for (var (i, document) = (0, -1); i < counts[w]; i++) titles.AddBlock(found, document += (int)Leb128.Read(bytes, ref position));
                blocks.Add(w, found);
                continue;
            }
            // The last byte of each number has its high bit clear.
            for (var left = counts[w]; left > 0; position++)
                if (bytes[position] < 0x80) left--;
        }
    }

    public WordList Words => words;

    public int[] Counts => counts;

    public ulong[] Postings => postings;

    private int DocumentCount => titles.Positions.Length;

    private bool IsDense(int word) => DocumentSet.IsDense(counts[word], DocumentCount);

    /// <summary>The documents of a word; not to be changed.</summary>
    /// <param name="room">Where they go if they are few.</param>
    public DocumentSet Set(int word, int[] room)
    {
        if (IsDense(word)) return new DocumentSet(Dense(word), blocks.GetValueOrDefault(word));
        var bytes = MemoryMarshal.AsBytes(postings.AsSpan())[starts[word]..];
        var few = room.AsMemory(0, counts[word]);
        var (position, document) = (0, -1);
        foreach (ref var place in few.Span) place = document += (int)Leb128.Read(bytes, ref position);
        return new DocumentSet(default, few, blocks.GetValueOrDefault(word));
    }

    private Memory<ulong> Dense(int word) => postings.AsMemory(starts[word] / sizeof(ulong), Bits.Words(DocumentCount));

    private static int Aligned(int position) => position + sizeof(ulong) - 1 & -sizeof(ulong);

    /// <summary>Takes the documents in the order of their positions, each with all its texts.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byChars;
        private readonly List<Word> statistics = [];
        // The words of each document as they came: their number, then each one's.
        private readonly List<int> stream = [];
        private readonly StringTable strings;
        private readonly List<(CatalogField, int)> speakers = [];
        private int document = -1;
        private int head;
        private char[]? buffer;

        /// <param name="strings">Those that the values of <see cref="BeginDocument"/> are numbers of.</param>
        public Builder(StringTable strings) => (this.strings, byChars) = (strings, numbers.GetAlternateLookup<ReadOnlySpan<char>>());

        /// <param name="speakers">Who made it: words of their names are left out, since they are looked up there.</param>
        public void BeginDocument(ReadOnlySpan<(CatalogField, int)> speakers)
        {
            document++;
            this.speakers.Clear();
            this.speakers.AddRange(speakers);
            head = stream.Count;
            stream.Add(0);
        }

        public void Add(ReadOnlySpan<char> text)
        {
            foreach (var chars in FoldedText.Words(FoldedText.Of(text, ref buffer)))
            {
                if (!byChars.TryGetValue(chars, out var number))
                {
                    byChars[chars] = number = statistics.Count;
                    statistics.Add(new Word { Last = -1, Names = NamesWith(chars) });
                }
                ref var word = ref CollectionsMarshal.AsSpan(statistics)[number];
                if (word.Last == document || (word.Names is not null && IsOfOne(word.Names))) continue;
                word.Bytes += Leb128.Length((uint)(document - word.Last));
                word.Count++;
                word.Last = document;
                stream.Add(number);
                CollectionsMarshal.AsSpan(stream)[head]++;
            }
        }

        private bool IsOfOne(HashSet<(CatalogField, int)> names)
        {
            foreach (var one in speakers)
                if (names.Contains(one)) return true;
            return false;
        }

        private HashSet<(CatalogField, int)>? NamesWith(ReadOnlySpan<char> word)
        {
            HashSet<(CatalogField, int)>? found = null;
            foreach (var (field, id) in SpeakerNames.Default.Find(word.ToString(), prefix: false))
                if (strings.Find(id) is >= 0 and var value) (found ??= []).Add((field, value));
            return found;
        }

        public TextIndex Build(TitleOrder titles)
        {
            var documentCount = titles.Positions.Length;
            var found = numbers.Where(n => statistics[n.Value].Count > 0).OrderBy(n => n.Key, StringComparer.Ordinal).ToArray();
            var (words, order) = (Array.ConvertAll(found, n => n.Key), Array.ConvertAll(found, n => n.Value));

            var counts = new int[words.Length];
            var next = new int[statistics.Count];
            var total = 0;
            for (var w = 0; w < order.Length; w++)
            {
                ref var word = ref CollectionsMarshal.AsSpan(statistics)[order[w]];
                counts[w] = word.Count;
                word.Last = -1;
                var dense = DocumentSet.IsDense(word.Count, documentCount);
                next[order[w]] = dense ? Aligned(total) : total;
                total = checked(next[order[w]] + (dense ? Bits.Words(documentCount) * sizeof(ulong) : word.Bytes));
            }

            var postings = new ulong[Aligned(total) / sizeof(ulong)];
            var bytes = MemoryMarshal.AsBytes(postings.AsSpan());
            var entries = CollectionsMarshal.AsSpan(stream);
            for (var (d, at) = (0, 0); d < documentCount; d++)
            {
                var end = at + 1 + entries[at];
                for (at++; at < end; at++)
                {
                    var number = entries[at];
                    ref var word = ref CollectionsMarshal.AsSpan(statistics)[number];
                    if (DocumentSet.IsDense(word.Count, documentCount)) Bits.Add(postings.AsSpan(next[number] / sizeof(ulong)), d);
                    else next[number] += Leb128.Write(bytes[next[number]..], (uint)(d - word.Last));
                    word.Last = d;
                }
            }
            return new TextIndex(WordList.Of(words), counts, postings, titles);
        }

        private struct Word
        {
            public int Count, Bytes, Last;
            public HashSet<(CatalogField, int)>? Names;
        }
    }
}
