using System.Buffers.Binary;

namespace Pipeline.Typesetting.Fonts;

/// <summary>The charset of a CFF font program (Adobe Technical Note 5176, section 13).</summary>
internal static class CffCharset
{
    private const int Ros = 0x0C1E, Charset = 15, CharStrings = 17;

    /// <summary>The CID of each glyph of a CID-keyed font; null for a name-keyed one, which has none.</summary>
    public static ushort[]? Read(ReadOnlySpan<byte> cff)
    {
        var names = Index(cff, cff[2]);
        var tops = Index(cff, names.End);
        var operands = TopDict(cff[tops.FirstItem..tops.FirstItemEnd]);
        if (!operands.ContainsKey(Ros)) return null;

        var cids = new ushort[Index(cff, operands[CharStrings]).Count];
        // 0 to 2 name predefined charsets, which CID-keyed fonts may not use: they stand for the identity here.
        var at = operands.GetValueOrDefault(Charset);
        if (at <= 2)
        {
            for (var i = 0; i < cids.Length; i++) cids[i] = (ushort)i;
            return cids;
        }
        var format = cff[at++];
        for (var glyph = 1; glyph < cids.Length;)
        {
            int first = BinaryPrimitives.ReadUInt16BigEndian(cff[at..]), left = 0;
            at += 2;
            if (format == 1) left = cff[at++];
            else if (format == 2)
            {
                left = BinaryPrimitives.ReadUInt16BigEndian(cff[at..]);
                at += 2;
            }
            for (var i = 0; i <= left && glyph < cids.Length; i++) cids[glyph++] = (ushort)(first + i);
        }
        return cids;
    }

    // Section 5: count, offset size, offsets from 1, data.
    private static (int Count, int FirstItem, int FirstItemEnd, int End) Index(ReadOnlySpan<byte> cff, int at)
    {
        int count = BinaryPrimitives.ReadUInt16BigEndian(cff[at..]);
        if (count == 0) return (0, at + 2, at + 2, at + 2);
        int size = cff[at + 2], data = at + 3 + (count + 1) * size - 1;
        return (count, data + 1, data + Offset(cff, at + 3 + size, size), data + Offset(cff, at + 3 + count * size, size));
    }

    private static int Offset(ReadOnlySpan<byte> cff, int at, int size)
    {
        var value = 0;
        for (var i = 0; i < size; i++) value = value << 8 | cff[at + i];
        return value;
    }

    // Section 4: the last operand before each operator; real numbers are passed over.
    private static Dictionary<int, int> TopDict(ReadOnlySpan<byte> dict)
    {
        var result = new Dictionary<int, int>();
        var operand = 0;
        for (var i = 0; i < dict.Length;)
        {
            int b = dict[i++];
            if (b <= 21) result[b == 12 ? 0x0C00 | dict[i++] : b] = operand;
            else if (b == 28) (operand, i) = (BinaryPrimitives.ReadInt16BigEndian(dict[i..]), i + 2);
            else if (b == 29) (operand, i) = (BinaryPrimitives.ReadInt32BigEndian(dict[i..]), i + 4);
            else if (b == 30)
            {
                while ((dict[i] & 0x0F) != 0x0F) i++;
                i++;
            }
            else if (b <= 246) operand = b - 139;
            else if (b <= 250) operand = (b - 247) * 256 + dict[i++] + 108;
            else if (b <= 254) operand = -(b - 251) * 256 - dict[i++] - 108;
        }
        return result;
    }
}
