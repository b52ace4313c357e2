using System.Buffers.Binary;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// Whether the programs of a font in Compact Font Format (Adobe Technical Notes 5176 and 5177) come to an end. PdfPig puts a
/// subroutine's bytes where it is called and goes on with them, so one that calls itself never ends, and ten that call the next one
/// twice are a thousand; this runs them the same way, but counts.
/// </summary>
internal sealed class CompactFonts
{
    // 5177, appendix B: subroutines in each other, and bytes of one glyph's program, here with those of its subroutines.
    private const int MaximumDepth = 10;
    private const int MaximumBytes = 65_535;

    /// <summary>Bytes run, and commands looked through for the hints before a mask, of all glyphs of a font.</summary>
    private const long MaximumWork = 500_000_000;

    private static readonly byte[][] None = [];

    private readonly byte[][] globals;
    private readonly List<float> values = [];
    private byte[][] locals = None;
    private long work;
    private int bytes, commands, pending, stems, valuesBeforeMask;
    private bool masked;

    private CompactFonts(byte[][] globals) => this.globals = globals;

    /// <summary>False also for what is no font; true for one whose glyphs have no programs of this kind.</summary>
    /// <param name="font">Also within an OpenType font.</param>
    public static bool End(ReadOnlyMemory<byte> font)
    {
        try
        {
            if (font.Span.StartsWith("OTTO"u8))
                font = Table(font);
            var data = font.Span;
            if (data[0] != 1)
                return font.Span.StartsWith((ReadOnlySpan<byte>)[0, 1, 0, 0]);
            var at = (int)data[2];
            Index(font, ref at);
            var tops = Index(font, ref at);
            Index(font, ref at);
            var fonts = new CompactFonts(Index(font, ref at));
            return tops.All(top => fonts.End(font, Dictionary(top)));
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException or KeyNotFoundException)
        {
            return font.Span.StartsWith((ReadOnlySpan<byte>)[0, 1, 0, 0]);
        }
    }

    // 5176, tables 9, 10 and 23.
    private const int CharStrings = 17, Private = 18, Subroutines = 19, FontArray = 0x0C24, FontSelect = 0x0C25;

    private bool End(ReadOnlyMemory<byte> font, Dictionary<int, List<int>> top)
    {
        var at = top[CharStrings][0];
        var glyphs = Index(font, ref at);
        if (!top.TryGetValue(FontArray, out var array))
        {
            locals = Locals(font, top);
            return glyphs.All(Ends);
        }
        at = array[0];
        var all = Index(font, ref at).Select(one => Locals(font, Dictionary(one))).ToArray();
        var select = Selected(font.Span[top[FontSelect][0]..], glyphs.Length);
        for (var glyph = 0; glyph < glyphs.Length; glyph++)
        {
            locals = all[select[glyph]];
            if (!Ends(glyphs[glyph]))
                return false;
        }
        return true;
    }

    private static byte[][] Locals(ReadOnlyMemory<byte> font, Dictionary<int, List<int>> dictionary)
    {
        if (!dictionary.TryGetValue(Private, out var place))
            return None;
        var (size, offset) = (place[0], place[1]);
        if (!Dictionary(font.Slice(offset, size).ToArray()).TryGetValue(Subroutines, out var subroutines))
            return None;
        var at = offset + subroutines[0];
        return Index(font, ref at);
    }

    private bool Ends(byte[] program)
    {
        values.Clear();
        (bytes, commands, pending, stems, valuesBeforeMask, masked) = (0, 0, 0, 0, 0, false);
        try
        {
            return Run(program, 0);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            // A number that is missing, a subroutine that is not there: PdfPig stops there, too.
            return true;
        }
    }

    private bool Run(byte[] program, int depth)
    {
        bytes += program.Length;
        work += program.Length;
        if (depth > MaximumDepth || bytes > MaximumBytes || work > MaximumWork)
            return false;
        for (var i = 0; i < program.Length;)
        {
            var b = program[i++];
            switch (b)
            {
                case 28 or >= 32:
                    values.Add(Number(program, b, ref i));
                    pending++;
                    break;
                case 10 or 29:
                    var called = b == 10 ? locals : globals;
                    var number = (int)values[^1] + (called.Length < 1240 ? 107 : called.Length < 33900 ? 1131 : 32768);
                    values.RemoveAt(values.Count - 1);
                    pending--;
                    if (!Run(called[number], depth + 1))
                        return false;
                    break;
                case 11:
                    break;
                case 19 or 20:
                    if (!masked)
                        (masked, valuesBeforeMask, stems) = (true, values.Count, stems + pending / 2);
                    work += (long)(valuesBeforeMask + 1) * (commands + 1);
                    i += (stems + 7) / 8;
                    Command();
                    break;
                case 12:
                    Command(program[i++] <= 35);
                    break;
                default:
                    Command(b is 1 or 3 or 18 or 23);
                    break;
            }
        }
        return true;
    }

    private void Command(bool hints = false)
    {
        commands++;
        if (hints && !masked)
            stems += Math.Max(0, pending) / 2;
        pending = 0;
    }

    // 5177, table 1; 255 is 16.16.
    private static float Number(byte[] program, byte b, ref int i) => b switch
    {
        28 => (short)(program[i++] << 8 | program[i++]),
        <= 246 => b - 139,
        <= 250 => (b - 247) * 256 + program[i++] + 108,
        <= 254 => -(b - 251) * 256 - program[i++] - 108,
        _ => (short)(program[i++] << 8) + program[i++] + ((program[i++] << 8) + program[i++]) / 65535f,
    };

    // OpenType, table directory: after 12 bytes 16 for each table, its tag, checksum, offset and length.
    private static ReadOnlyMemory<byte> Table(ReadOnlyMemory<byte> font)
    {
        for (var at = 12; ; at += 16)
        {
            var entry = font.Span.Slice(at, 16);
            if (entry.StartsWith("CFF "u8))
                return font.Slice(BinaryPrimitives.ReadInt32BigEndian(entry[8..]), BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
        }
    }

    // 5176, 5: a count, the size of an offset, offsets from 1, the data.
    private static byte[][] Index(ReadOnlyMemory<byte> font, ref int at)
    {
        var data = font.Span;
        var count = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
        at += 2;
        if (count == 0)
            return None;
        var size = data[at++];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 4);
        var offsets = new int[count + 1];
        foreach (ref var offset in offsets.AsSpan())
        {
            for (var i = 0; i < size; i++)
                offset = offset << 8 | data[at++];
        }
        var start = at - 1;
        var items = new byte[count][];
        var total = 0L;
        for (var i = 0; i < count; i++)
        {
            // Items may not lie over each other, or few bytes would be many.
            total += Math.Max(0, offsets[i + 1] - offsets[i]);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(total, data.Length);
            items[i] = data.Slice(start + offsets[i], offsets[i + 1] - offsets[i]).ToArray();
        }
        at = start + offsets[^1];
        return items;
    }

    // 5176, 4: operands, then their operator; those of two bytes are 0x0C00 and the second.
    private static Dictionary<int, List<int>> Dictionary(byte[] data)
    {
        var entries = new Dictionary<int, List<int>>();
        var operands = new List<int>();
        for (var i = 0; i < data.Length;)
        {
            var b = data[i++];
            if (b <= 21)
            {
                entries[b == 12 ? 0x0C00 | data[i++] : b] = operands;
                operands = [];
            }
            else if (b == 30)
            {
                // A real number: no offset is one.
                while ((data[i] & 0x0F) != 0x0F && data[i] >> 4 != 0x0F)
                    i++;
                i++;
                operands.Add(0);
            }
            else
            {
                operands.Add(b switch
                {
                    28 => (short)(data[i++] << 8 | data[i++]),
                    29 => data[i++] << 24 | data[i++] << 16 | data[i++] << 8 | data[i++],
                    <= 246 => b - 139,
                    <= 250 => (b - 247) * 256 + data[i++] + 108,
                    <= 254 => -(b - 251) * 256 - data[i++] - 108,
                    _ => 0,
                });
            }
        }
        return entries;
    }

    // 5176, 19: by glyph, or ranges of glyphs.
    private static byte[] Selected(ReadOnlySpan<byte> data, int glyphs)
    {
        if (data[0] == 0)
            return data.Slice(1, glyphs).ToArray();
        var selected = new byte[glyphs];
        var ranges = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        for (var i = 0; i < ranges; i++)
        {
            var range = data.Slice(3 + i * 3, 5);
            int first = BinaryPrimitives.ReadUInt16BigEndian(range), next = BinaryPrimitives.ReadUInt16BigEndian(range[3..]);
            selected.AsSpan(Math.Min(first, glyphs)..Math.Min(next, glyphs)).Fill(range[2]);
        }
        return selected;
    }
}
