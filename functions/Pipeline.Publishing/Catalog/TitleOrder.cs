using System.Numerics;

namespace Pipeline.Publishing.Catalog;

/// <summary>A segment's documents in the order of their titles.</summary>
/// <param name="positions">The documents' positions in that order.</param>
internal sealed class TitleOrder(int[] positions)
{
    // Looking along the titles costs as much a title as looking through the documents of a set costs for eight.
    private const int LongestWalk = 4_096;
    // Sets of fewer documents know no blocks of theirs.
    private const int FewestForBlocks = 64;
    // Titles of a block, in their order.
    private const int BlockLength = 512;

    private readonly int[] ranks = Ranks(positions);

    public int[] Positions => positions;

    /// <summary>A set of no blocks; null where the titles are so few that blocks are of no use.</summary>
    public ulong[]? NewBlocks() => positions.Length <= LongestWalk ? null : new ulong[Bits.Words(positions.Length / BlockLength + 1)];

    /// <summary>Which blocks of titles in their order hold one of these documents, as bits; null as in <see cref="NewBlocks"/>.</summary>
    public ulong[]? BlocksOf(ReadOnlySpan<ulong> documents)
    {
        var blocks = NewBlocks();
        if (blocks is null) return null;
        for (var word = 0; word < documents.Length; word++)
            for (var bits = documents[word]; bits != 0; bits &= bits - 1) AddBlock(blocks, (word << 6) + BitOperations.TrailingZeroCount(bits));
        return blocks;
    }

    /// <summary>The same of a list of documents; null also where they are too few to be worth it.</summary>
    public ulong[]? BlocksOf(ReadOnlySpan<int> documents)
    {
        if (!WantsBlocks(documents.Length)) return null;
        var blocks = NewBlocks()!;
        foreach (var document in documents) AddBlock(blocks, document);
        return blocks;
    }

    /// <summary>Whether it is worth knowing the blocks of so many documents.</summary>
    public bool WantsBlocks(int count) => count >= Math.Max(FewestForBlocks, positions.Length / LongestWalk) && positions.Length > LongestWalk;

    /// <summary>Adds the block that holds a document.</summary>
    public void AddBlock(ulong[] blocks, int document) => Bits.Add(blocks, ranks[document] / BlockLength);

    /// <summary>
    /// Walks along the titles as long as that may be quicker than looking at every document of the set, then does that.
    /// </summary>
    /// <param name="size">How many documents the set has.</param>
    /// <param name="blocks">The blocks in which they may be; null for any.</param>
    public List<int> Take(ReadOnlySpan<ulong> words, int size, int start, int count, bool backwards, ulong[]? blocks)
    {
        var taken = new List<int>(count);
        var (rank, step) = backwards ? (start - 1, -1) : (start, 1);
        // A small set's documents are expected too far apart to walk from one to the next.
        var among = blocks is null ? positions.Length : (long)Bits.Count(blocks) * BlockLength;
        var far = (long)size * size < count * among;
        for (var patience = far ? 0 : Math.Min(size + 64, LongestWalk); patience > 0 && taken.Count < count; patience--, rank += step)
        {
            if (blocks is not null && (uint)rank < (uint)positions.Length && !Bits.Has(blocks, rank / BlockLength))
            {
                var block = backwards ? Bits.Previous(blocks, rank / BlockLength) : Bits.Next(blocks, rank / BlockLength);
                rank = block < 0 ? (backwards ? -1 : positions.Length) : backwards ? block * BlockLength + BlockLength - 1 : block * BlockLength;
            }
            if (rank < 0 || rank >= positions.Length) return taken;
            if (Bits.Has(words, positions[rank])) taken.Add(positions[rank]);
        }
        if (taken.Count == count) return taken;

        // The nearest of those that are left.
        var nearest = new Nearest(count - taken.Count, rank, step);
        for (var word = 0; word < words.Length; word++)
            for (var bits = words[word]; bits != 0; bits &= bits - 1) nearest.Add(ranks[(word << 6) + BitOperations.TrailingZeroCount(bits)]);
        taken.AddRange(nearest.ToList(positions));
        return taken;
    }

    /// <summary>The same of a sorted list of documents.</summary>
    public List<int> Take(ReadOnlySpan<int> few, int start, int count, bool backwards)
    {
        var nearest = new Nearest(count, backwards ? start - 1 : start, backwards ? -1 : 1);
        foreach (var document in few) nearest.Add(ranks[document]);
        return nearest.ToList(positions);
    }

    private static int[] Ranks(int[] positions)
    {
        var ranks = new int[positions.Length];
        for (var rank = 0; rank < positions.Length; rank++) ranks[positions[rank]] = rank;
        return ranks;
    }

    /// <summary>So many ranks that come first from one on: what comes is gathered until it is twice what is wanted, then the farther half goes.</summary>
    private ref struct Nearest(int wanted, int start, int step)
    {
        private readonly int[] distances = new int[2 * wanted];
        private int found;
        private int farthest = int.MaxValue;

        public void Add(int rank)
        {
            var distance = (rank - start) * step;
            if ((uint)distance >= (uint)farthest) return;
            distances[found++] = distance;
            if (found < distances.Length) return;
            Array.Sort(distances);
            (found, farthest) = (wanted, distances[wanted - 1]);
        }

        public readonly List<int> ToList(int[] positions)
        {
            Array.Sort(distances, 0, found);
            var taken = new List<int>(wanted);
            foreach (var distance in distances.AsSpan(0, Math.Min(found, wanted))) taken.Add(positions[start + distance * step]);
            return taken;
        }
    }
}
