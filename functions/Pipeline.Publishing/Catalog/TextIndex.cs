using System.Runtime.InteropServices;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Which of a segment's documents have a word. Words stand in order, so that those with one beginning are neighbours. The documents
/// of a word are the differences of their positions in LEB128, or bits where they are many.
/// </summary>
internal sealed class TextIndex(string[] words, int[] counts, byte[] postings, int documentCount)
{
    // Beyond one document in so many, bits are smaller than a byte for each, and quicker.
    private const int Sparsest = 16;

    private readonly int[] starts = Starts(counts, postings, documentCount);

    public string[] Words => words;

    public int[] Counts => counts;

    public byte[] Postings => postings;

    /// <summary>Marks the documents that have the word, or where <paramref name="prefix"/> any word that begins so.</summary>
    public void Mark(string word, bool prefix, ulong[] mask)
    {
        var w = Array.BinarySearch(words, word, StringComparer.Ordinal);
        if (w < 0 && !prefix) return;
        for (w = w < 0 ? ~w : w; w < words.Length && (prefix ? words[w].StartsWith(word, StringComparison.Ordinal) : words[w] == word); w++)
        {
            var bytes = postings.AsSpan(starts[w]);
            if (IsDense(counts[w], documentCount))
            {
                Bits.Or(mask.AsSpan(0, Bits.Words(documentCount)), MemoryMarshal.Cast<byte, ulong>(bytes));
                continue;
            }
            var (position, document) = (0, -1);
            for (var i = 0; i < counts[w]; i++)
            {
                document += (int)Leb128.Read(bytes, ref position);
                Bits.Add(mask, document);
            }
        }
    }

    private static bool IsDense(int count, int documentCount) => (long)count * Sparsest > documentCount;

    private static int[] Starts(int[] counts, byte[] postings, int documentCount)
    {
        var starts = new int[counts.Length];
        var position = 0;
        for (var w = 0; w < counts.Length; w++)
        {
            starts[w] = position;
            if (IsDense(counts[w], documentCount))
            {
                position += Bits.Words(documentCount) * sizeof(ulong);
                continue;
            }
            // The last byte of each number has its high bit clear.
            for (var left = counts[w]; left > 0; position++)
                if (postings[position] < 0x80) left--;
        }
        return starts;
    }

    /// <summary>Takes the documents in the order of their positions, each with all its texts.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byChars;
        private readonly List<Word> statistics = [];
        // The words of each document as they came: their number, then each one's.
        private readonly List<int> stream = [];
        private int document = -1;
        private int head;
        private char[]? buffer;

        public Builder() => byChars = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

        public void BeginDocument()
        {
            document++;
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
                    statistics.Add(new Word { Last = -1 });
                }
                ref var word = ref CollectionsMarshal.AsSpan(statistics)[number];
                if (word.Last == document) continue;
                word.Bytes += Leb128.Length((uint)(document - word.Last));
                word.Count++;
                word.Last = document;
                stream.Add(number);
                CollectionsMarshal.AsSpan(stream)[head]++;
            }
        }

        public TextIndex Build()
        {
            var documentCount = document + 1;
            var words = new string[statistics.Count];
            var order = new int[words.Length];
            foreach (var (text, number) in numbers) (words[number], order[number]) = (text, number);
            Array.Sort(words, order, StringComparer.Ordinal);

            var counts = new int[words.Length];
            var next = new int[words.Length];
            long total = 0;
            for (var w = 0; w < order.Length; w++)
            {
                ref var word = ref CollectionsMarshal.AsSpan(statistics)[order[w]];
                counts[w] = word.Count;
                word.Last = -1;
                next[order[w]] = (int)total;
                total += IsDense(word.Count, documentCount) ? Bits.Words(documentCount) * sizeof(ulong) : word.Bytes;
            }

            var postings = new byte[checked((int)total)];
            var entries = CollectionsMarshal.AsSpan(stream);
            for (var (d, at) = (0, 0); d < documentCount; d++)
            {
                var end = at + 1 + entries[at];
                for (at++; at < end; at++)
                {
                    var number = entries[at];
                    ref var word = ref CollectionsMarshal.AsSpan(statistics)[number];
                    if (IsDense(word.Count, documentCount)) postings[next[number] + (d >> 3)] |= (byte)(1 << (d & 7));
                    else next[number] += Leb128.Write(postings.AsSpan(next[number]), (uint)(d - word.Last));
                    word.Last = d;
                }
            }
            return new TextIndex(words, counts, postings, documentCount);
        }

        private struct Word
        {
            public int Count, Bytes, Last;
        }
    }
}
