using System.Runtime.CompilerServices;

namespace Pipeline.Publishing.Catalog;

/// <summary>Numbers in as many bytes as they need, seven bits each, the lowest first (DWARF 4, 7.6).</summary>
internal static class Leb128
{
    public const int Longest = 10;

    public static int Length(uint value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : value < 1 << 28 ? 4 : 5;

    public static int Write(Span<byte> target, ulong value)
    {
        var length = 0;
        for (; value > 0x7F; value >>= 7) target[length++] = (byte)(value | 0x80);
        target[length++] = (byte)value;
        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<byte> source, ref int position)
    {
        ulong value = source[position++];
        return value <= 0x7F ? value : ReadOn(source, ref position, value & 0x7F);
    }

    private static ulong ReadOn(ReadOnlySpan<byte> source, ref int position, ulong value)
    {
        for (var shift = 7; ; shift += 7)
        {
            ulong next = source[position++];
            value |= (next & 0x7F) << shift;
            if (next <= 0x7F) return value;
        }
    }
}
