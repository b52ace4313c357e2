using System.Runtime.CompilerServices;

namespace Pipeline.Documents.Unicode;

/// <summary>
/// One byte for each of the 1,114,112 code points: 4352 numbers of blocks, one for each 256 code points, then the blocks. Equal
/// blocks are stored once, block 0 is that of U+0000 to U+00FF.
/// </summary>
public readonly struct CodePointTrie
{
    private const int Blocks = 0x110000 >> 8;

    private readonly byte[] data;

    /// <summary>Expands the run-length encoded form that <c>Data/generate.cs</c> describes.</summary>
    internal CodePointTrie(ReadOnlySpan<byte> encoded)
    {
        data = new byte[BitConverter.ToInt32(encoded)];
        var position = 4;
        for (var filled = 0; filled < data.Length;)
        {
            var value = encoded[position++];
            var run = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = encoded[position++];
                run |= (part & 0x7F) << shift;
                if (part < 0x80) break;
            }
            data.AsSpan(filled, run).Fill(value);
            filled += run;
        }
    }

    /// <summary>The value of a code point in 0..0x10FFFF.</summary>
    public byte this[int codePoint]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => data[Blocks + (data[codePoint >> 8] << 8) + (codePoint & 0xFF)];
    }

    /// <summary>
    /// The value of the code point that starts at <paramref name="index"/>, which then stands behind it. An unpaired surrogate stands
    /// for itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Next(ReadOnlySpan<char> text, ref int index)
    {
        var unit = text[index];
        if (char.IsSurrogate(unit)) return this[CodePoints.Read(text, ref index)];
        index++;
        return this[unit];
    }

    /// <summary>The values of U+0000 to U+00FF, to read without looking up their block.</summary>
    public ReadOnlySpan<byte> Latin1 => data.AsSpan(Blocks, 256);
}
