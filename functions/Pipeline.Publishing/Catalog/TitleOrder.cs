using System.Collections.Concurrent;
using System.Numerics;

namespace Pipeline.Publishing.Catalog;

/// <summary>A segment's documents in the order of their titles.</summary>
/// <param name="positions">The documents' positions in that order.</param>
internal sealed class TitleOrder(int[] positions)
{
    // Looking along the titles costs as much a title as looking through the documents of a set costs for eight.
    private const int LongestWalk = 4_096;
    // Titles of a block, in their order.
    private const int BlockLength = 512;

    private readonly int[] ranks = Ranks(positions);
    private readonly ConcurrentDictionary<(CatalogField, int), ulong[]> blocks = new();

    public int[] Positions => positions;

    /// <summary>
    /// Which blocks of titles in their order hold a document with a value, as bits. It is found out when it is first asked, and
    /// kept.
    /// </summary>
    /// <param name="documents">The documents with the value.</param>
    public ulong[] Blocks(CatalogField field, int value, ulong[] documents) => blocks.GetOrAdd((field, value), _ =>
    {
        var found = new ulong[Bits.Words(positions.Length / BlockLength + 1)];
        for (var rank = 0; rank < positions.Length; rank++)
            if (Bits.Has(documents, positions[rank])) Bits.Add(found, rank / BlockLength);
        return found;
    });

    /// <summary>Walks along the titles as long as that may be quicker than looking at every document of the set, then does that.</summary>
    public List<int> Take(ReadOnlySpan<ulong> words, int start, int count, bool backwards, ulong[]? blocks)
    {
        var taken = new List<int>(count);
        var (rank, step) = backwards ? (start - 1, -1) : (start, 1);
        for (var patience = Math.Min(Bits.Count(words) + 64, LongestWalk); patience > 0 && taken.Count < count; patience--, rank += step)
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

        // The nearest of those that are left: what comes is gathered until it is twice what is wanted, then the farther half goes.
        var wanted = count - taken.Count;
        var nearest = new int[2 * wanted];
        var (filled, farthest) = (0, int.MaxValue);
        for (var word = 0; word < words.Length; word++)
        {
            for (var bits = words[word]; bits != 0; bits &= bits - 1)
            {
                var distance = (ranks[(word << 6) + BitOperations.TrailingZeroCount(bits)] - rank) * step;
                if (distance < 0 || distance >= farthest) continue;
                nearest[filled++] = distance;
                if (filled < nearest.Length) continue;
                Array.Sort(nearest);
                (filled, farthest) = (wanted, nearest[wanted - 1]);
            }
        }
        Array.Sort(nearest, 0, filled);
        for (var i = 0; i < Math.Min(filled, wanted); i++) taken.Add(positions[rank + nearest[i] * step]);
        return taken;
    }

    private static int[] Ranks(int[] positions)
    {
        var ranks = new int[positions.Length];
        for (var rank = 0; rank < positions.Length; rank++) ranks[positions[rank]] = rank;
        return ranks;
    }
}
