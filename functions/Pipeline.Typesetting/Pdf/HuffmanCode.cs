namespace Pipeline.Typesetting.Pdf;

/// <summary>A canonical prefix code for symbols of known frequency, no codeword longer than a limit (RFC 1951 3.2.2).</summary>
internal sealed class HuffmanCode(int symbols, int limit)
{
    private const int LongestPossible = 32;

    private readonly long[] used = new long[symbols];
    private readonly int[] work = new int[symbols];

    /// <summary>How often each symbol occurs; cleared by whoever counts.</summary>
    public int[] Counts { get; } = new int[symbols];

    /// <summary>Bits of each codeword, 0 for a symbol that does not occur.</summary>
    public byte[] Lengths { get; } = new byte[symbols];

    /// <summary>The codewords with their first bit lowest, as deflate packs them (3.1.1).</summary>
    public ushort[] Codes { get; } = new ushort[symbols];

    /// <summary>Makes the code for <see cref="Counts"/>. At least two symbols get a codeword, so that the code is complete.</summary>
    public void Build()
    {
        var count = 0;
        for (var s = 0; s < symbols; s++)
            if (Counts[s] > 0) used[count++] = (long)Counts[s] << 16 | (uint)s;
        for (var s = 0; count < 2; s++)
            if (Counts[s] == 0) used[count++] = 1 << 16 | (uint)s;
        Array.Sort(used, 0, count);

        Span<int> ofLength = stackalloc int[LongestPossible + 1];
        ofLength.Clear();
        CountLengths(count, ofLength);
        Limit(ofLength);
        // The rarest symbols come first and get the longest words.
        Array.Clear(Lengths);
        var next = 0;
        for (var length = limit; length > 0; length--)
            for (var i = 0; i < ofLength[length]; i++) Lengths[used[next++] & 0xFFFF] = (byte)length;
        Number(ofLength);
    }

    /// <summary>Makes the code of words of the given <paramref name="lengths"/>.</summary>
    public void Build(ReadOnlySpan<byte> lengths)
    {
        lengths.CopyTo(Lengths);
        Span<int> ofLength = stackalloc int[LongestPossible + 1];
        ofLength.Clear();
        foreach (var length in lengths) ofLength[length]++;
        Number(ofLength);
    }

    // Huffman's algorithm on a sorted list: a merged node is never lighter than the one before, so both queues are sorted. First each
    // node's weight, then its parent, then its depth stand in work.
    private void CountLengths(int count, Span<int> ofLength)
    {
        int leaf = 0, node = 0;
        for (var made = 0; made < count - 1; made++)
        {
            var weight = 0;
            for (var k = 0; k < 2; k++)
            {
                if (leaf < count && (node >= made || (int)(used[leaf] >> 16) <= work[node]))
                {
                    weight += (int)(used[leaf++] >> 16);
                    continue;
                }
                weight += work[node];
                work[node++] = made;
            }
            work[made] = weight;
        }
        work[count - 2] = 0;
        for (var i = count - 3; i >= 0; i--) work[i] = work[work[i]] + 1;
        // From the root down: the places of a depth that no inner node takes are leaves.
        int places = 1, depth = 0, at = count - 2;
        for (var left = count; left > 0; depth++)
        {
            var inner = 0;
            for (; at >= 0 && work[at] == depth; at--) inner++;
            ofLength[Math.Min(depth, LongestPossible)] += places - inner;
            left -= places - inner;
            places = inner * 2;
        }
    }

    // Words that are too long are cut, and shorter ones lengthened until the sum of 2^-length is 1 again.
    private void Limit(Span<int> ofLength)
    {
        long sum = 0;
        for (var length = limit + 1; length <= LongestPossible; length++) ofLength[limit] += ofLength[length];
        for (var length = 1; length <= limit; length++) sum += (long)ofLength[length] << (limit - length);
        for (; sum > 1L << limit; sum--)
        {
            var length = limit - 1;
            while (ofLength[length] == 0) length--;
            ofLength[limit]--;
            ofLength[length]--;
            ofLength[length + 1] += 2;
        }
    }

    private void Number(ReadOnlySpan<int> ofLength)
    {
        Span<int> next = stackalloc int[limit + 1];
        for (int length = 1, code = 0; length <= limit; length++)
        {
            next[length] = code;
            code = code + ofLength[length] << 1;
        }
        for (var s = 0; s < symbols; s++)
        {
            int length = Lengths[s];
            if (length > 0) Codes[s] = (ushort)(Reversed((uint)next[length]++) >> (16 - length));
        }
    }

    private static uint Reversed(uint value)
    {
        value = (value & 0x5555) << 1 | value >> 1 & 0x5555;
        value = (value & 0x3333) << 2 | value >> 2 & 0x3333;
        value = (value & 0x0F0F) << 4 | value >> 4 & 0x0F0F;
        return (value & 0xFF) << 8 | value >> 8;
    }
}
