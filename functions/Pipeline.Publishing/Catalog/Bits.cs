using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pipeline.Publishing.Catalog;

/// <summary>Sets of positions as bits, 64 a word.</summary>
internal static class Bits
{
    // A byte counts 255 at most: eight bits of each of so many.
    private const int MostOfAByte = 31;

    public static int Words(int count) => (count + 63) >> 6;

    public static bool Has(ReadOnlySpan<ulong> set, int position) => (set[position >> 6] >> position & 1) != 0;

    public static void Add(Span<ulong> set, int position) => set[position >> 6] |= 1UL << position;

    public static void Remove(Span<ulong> set, int position) => set[position >> 6] &= ~(1UL << position);

    /// <summary>The set of the positions below a number.</summary>
    public static ulong[] Below(int count)
    {
        var set = new ulong[Words(count)];
        Array.Fill(set, ulong.MaxValue);
        if ((count & 63) != 0) set[^1] = (1UL << count) - 1;
        return set;
    }

    /// <summary>Those of some positions that are in both sets.</summary>
    /// <param name="kept">Where they go; it may be where they are.</param>
    /// <returns>How many they are.</returns>
    public static int Keep(ReadOnlySpan<int> positions, ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<int> kept)
    {
        b = b[..a.Length];
        var count = 0;
        foreach (var position in positions)
        {
            // Without a branch, which would be guessed wrong half of the time.
            kept[count] = position;
            count += (int)((a[position >> 6] & b[position >> 6]) >> position & 1);
        }
        return count;
    }

    public static int Count(ReadOnlySpan<ulong> set) => CountBoth(set, set);

    /// <summary>How many positions from <paramref name="start"/> up to <paramref name="end"/> are in the set.</summary>
    public static int Count(ReadOnlySpan<ulong> set, int start, int end)
    {
        if (start >= end) return 0;
        var (first, last) = (start >> 6, (end - 1) >> 6);
        var (head, tail) = (ulong.MaxValue << start, ulong.MaxValue >> (63 - ((end - 1) & 63)));
        if (first == last) return BitOperations.PopCount(set[first] & head & tail);
        return BitOperations.PopCount(set[first] & head) + Count(set[(first + 1)..last]) + BitOperations.PopCount(set[last] & tail);
    }

    /// <summary>How many positions are in both sets.</summary>
    public static int CountBoth(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        b = b[..a.Length];
        var vectorsOfA = MemoryMarshal.Cast<ulong, Vector512<ulong>>(a);
        var vectorsOfB = MemoryMarshal.Cast<ulong, Vector512<ulong>>(b);
        // Bits are added up across vectors first, as in columns of a sum, so that only every fourth vector is counted (Harley and Seal).
        var (ones, twos, count) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero, 0);
        var next = 0;
        for (var whole = vectorsOfA.Length & ~3; next < whole;)
        {
            var bytes = Vector512<ulong>.Zero;
            for (var end = Math.Min(next + 4 * MostOfAByte, whole); next < end; next += 4)
            {
                var (first, second) = (vectorsOfA[next] & vectorsOfB[next], vectorsOfA[next + 1] & vectorsOfB[next + 1]);
                var (third, fourth) = (vectorsOfA[next + 2] & vectorsOfB[next + 2], vectorsOfA[next + 3] & vectorsOfB[next + 3]);
                var carried = Carry(ones, first, second);
                ones ^= first ^ second;
                var alsoCarried = Carry(ones, third, fourth);
                ones ^= third ^ fourth;
                bytes += CountInBytes(Carry(twos, carried, alsoCarried));
                twos ^= carried ^ alsoCarried;
            }
            count += 4 * SumOfBytes(bytes);
        }
        count += 2 * SumOfBytes(CountInBytes(twos)) + SumOfBytes(CountInBytes(ones));
        for (var i = next * Vector512<ulong>.Count; i < a.Length; i++) count += BitOperations.PopCount(a[i] & b[i]);
        return count;
    }

    public static void And(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> result)
    {
        a = a[..result.Length];
        b = b[..result.Length];
        var vectorsOfA = MemoryMarshal.Cast<ulong, Vector512<ulong>>(a);
        var vectorsOfB = MemoryMarshal.Cast<ulong, Vector512<ulong>>(b);
        var results = MemoryMarshal.Cast<ulong, Vector512<ulong>>(result);
        for (var i = 0; i < results.Length; i++) results[i] = vectorsOfA[i] & vectorsOfB[i];
        for (var i = results.Length * Vector512<ulong>.Count; i < result.Length; i++) result[i] = a[i] & b[i];
    }

    public static void Or(Span<ulong> target, ReadOnlySpan<ulong> other)
    {
        other = other[..target.Length];
        var targets = MemoryMarshal.Cast<ulong, Vector512<ulong>>(target);
        var others = MemoryMarshal.Cast<ulong, Vector512<ulong>>(other);
        for (var i = 0; i < targets.Length; i++) targets[i] |= others[i];
        for (var i = targets.Length * Vector512<ulong>.Count; i < target.Length; i++) target[i] |= other[i];
    }

    /// <summary>Takes away what is not from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public static void Clip(Span<ulong> set, int start, int end)
    {
        if (start >= end)
        {
            set.Clear();
            return;
        }
        set[..(start >> 6)].Clear();
        set[(start >> 6)] &= ulong.MaxValue << start;
        if (end >= set.Length << 6) return;
        set[(end >> 6)] &= (1UL << end) - 1;
        set[((end >> 6) + 1)..].Clear();
    }

    /// <summary>The first position from <paramref name="position"/> on; -1 where there is none.</summary>
    public static int Next(ReadOnlySpan<ulong> set, int position)
    {
        var word = position >> 6;
        if (word >= set.Length) return -1;
        var bits = set[word] & (ulong.MaxValue << position);
        while (bits == 0)
        {
            if (++word == set.Length) return -1;
            bits = set[word];
        }
        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The last position up to and with <paramref name="position"/>; -1 where there is none.</summary>
    public static int Previous(ReadOnlySpan<ulong> set, int position)
    {
        if (position < 0) return -1;
        var word = position >> 6;
        var bits = set[word] & (ulong.MaxValue >> (63 - (position & 63)));
        while (bits == 0)
        {
            if (--word < 0) return -1;
            bits = set[word];
        }
        return (word << 6) + 63 - BitOperations.LeadingZeroCount(bits);
    }

    /// <summary>Bits that are set in at least two of three.</summary>
    private static Vector512<ulong> Carry(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) => Vector512.ConditionalSelect(a ^ b, c, a);

    private static Vector512<ulong> CountInBytes(Vector512<ulong> bits)
    {
        bits -= bits >>> 1 & Vector512.Create(0x5555_5555_5555_5555UL);
        bits = (bits & Vector512.Create(0x3333_3333_3333_3333UL)) + (bits >>> 2 & Vector512.Create(0x3333_3333_3333_3333UL));
        return bits + (bits >>> 4) & Vector512.Create(0x0F0F_0F0F_0F0F_0F0FUL);
    }

    private static int SumOfBytes(Vector512<ulong> bytes)
    {
        var pairs = (bytes & Vector512.Create(0x00FF_00FF_00FF_00FFUL)) + (bytes >>> 8 & Vector512.Create(0x00FF_00FF_00FF_00FFUL));
        return (int)Vector512.Sum(pairs * 0x0001_0001_0001_0001UL >>> 48);
    }
}
