using System.Buffers.Binary;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// Fonts with TrueType outlines (OpenType 1.9, <c>glyf</c>, <c>loca</c>). A glyph may be made of others, and those again; PdfPig reads them
/// all, so glyphs that are made of themselves would end the process, and ten made of two of the one before are a thousand.
/// </summary>
internal sealed class TrueTypeFonts
{
    private const int MaximumDepth = 16;

    /// <summary>Points of all glyphs, and parts that glyphs are made of; a font of 65,535 ideographs has some millions.</summary>
    private const long MaximumWork = 10_000_000;

    private const int Directory = 12, Entry = 16;

    private readonly ReadOnlyMemory<byte> glyphs;
    private readonly long[] offsets;
    // By glyph: its points, or one of the two below.
    private readonly long[] points;
    private const long Unknown = -1, Begun = -2;
    private long work;

    private TrueTypeFonts(ReadOnlyMemory<byte> glyphs, long[] offsets)
    {
        (this.glyphs, this.offsets, points) = (glyphs, offsets, new long[Math.Max(0, offsets.Length - 1)]);
        Array.Fill(points, Unknown);
    }

    /// <summary>The font, its tables no longer than what there is of them; without the places of its glyphs where some of these would never end or take all memory.</summary>
    public static ReadOnlyMemory<byte> WithoutEndlessGlyphs(ReadOnlyMemory<byte> font)
    {
        font = Clipped(font);
        try
        {
            if (Of(font) is not { } read || read.AllEnd())
                return font;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            // Nor is it known of a damaged one.
        }
        var safe = font.ToArray();
        foreach (var (offset, length) in Tables(font, "loca"u8))
            safe.AsSpan((int)Math.Min(offset, safe.Length)..(int)Math.Min((long)offset + length, safe.Length)).Clear();
        return safe;
    }

    // PdfPig takes as much memory for the table of glyphs as its length says.
    private static ReadOnlyMemory<byte> Clipped(ReadOnlyMemory<byte> font)
    {
        byte[]? clipped = null;
        foreach (var at in Entries(font))
        {
            var entry = font.Span.Slice(at, Entry);
            var present = Math.Max(0, font.Length - (long)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]));
            if (BinaryPrimitives.ReadUInt32BigEndian(entry[12..]) <= present)
                continue;
            clipped ??= font.ToArray();
            BinaryPrimitives.WriteUInt32BigEndian(clipped.AsSpan(at + 12), (uint)present);
        }
        return clipped ?? font;
    }

    /// <summary>Null for a font without outlines of this kind.</summary>
    private static TrueTypeFonts? Of(ReadOnlyMemory<byte> font)
    {
        if (Tables(font, "glyf"u8) is not [var glyf] || Tables(font, "loca"u8) is not [var loca] || Tables(font, "head"u8) is not [var head] || Tables(font, "maxp"u8) is not [var maxp])
            return Tables(font, "glyf"u8).Count == 0 ? null : throw new ArgumentOutOfRangeException(nameof(font));
        var count = Read(font, maxp.Offset + 4) + 1;
        var wide = Read(font, head.Offset + 50) != 0;
        var offsets = new long[Math.Min(count, loca.Length / (wide ? 4 : 2))];
        for (var i = 0; i < offsets.Length; i++)
            offsets[i] = wide ? BinaryPrimitives.ReadUInt32BigEndian(font.Span[((int)loca.Offset + i * 4)..]) : Read(font, loca.Offset + i * 2) * 2L;
        return new TrueTypeFonts(font.Slice((int)glyf.Offset, (int)Math.Min(glyf.Length, font.Length - glyf.Offset)), offsets);
    }

    private bool AllEnd()
    {
        for (var glyph = 0; glyph < points.Length; glyph++)
        {
            if (!Ends(glyph, 0))
                return false;
        }
        return true;
    }

    private bool Ends(int glyph, int depth)
    {
        if (points[glyph] == Begun || depth > MaximumDepth)
            return false;
        if (points[glyph] != Unknown)
            return true;
        points[glyph] = 0;
        var at = offsets[glyph];
        if (offsets[glyph + 1] <= at || at >= glyphs.Length)
            return true;
        var contours = (short)Read(glyphs, at);
        at += 10;
        if (contours >= 0)
        {
            points[glyph] = contours == 0 ? 0 : Read(glyphs, at + (contours - 1) * 2) + 1;
            return (work += points[glyph]) <= MaximumWork;
        }
        points[glyph] = Begun;
        var sum = 0L;
        int flags;
        do
        {
            flags = Read(glyphs, at);
            var part = Read(glyphs, at + 2);
            at += 4;
            // As PdfPig does: a part that is not there is passed over without what it states.
            if (part >= points.Length)
                continue;
            if (++work > MaximumWork || !Ends(part, depth + 1))
                return false;
            sum += points[part];
            at += ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }
        while ((flags & 0x20) != 0);
        points[glyph] = sum;
        return (work += sum) <= MaximumWork;
    }

    private static List<(uint Offset, uint Length)> Tables(ReadOnlyMemory<byte> font, ReadOnlySpan<byte> tag)
    {
        var found = new List<(uint, uint)>();
        foreach (var at in Entries(font))
        {
            var entry = font.Span.Slice(at, Entry);
            if (entry.StartsWith(tag))
                found.Add((BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), BinaryPrimitives.ReadUInt32BigEndian(entry[12..])));
        }
        return found;
    }

    /// <summary>Where the entries of the directory of tables are.</summary>
    private static IEnumerable<int> Entries(ReadOnlyMemory<byte> font)
    {
        var count = font.Length < Directory ? 0 : Math.Min(Read(font, 4), (font.Length - Directory) / Entry);
        return Enumerable.Range(0, count).Select(i => Directory + i * Entry);
    }

    private static int Read(ReadOnlyMemory<byte> data, long at) => BinaryPrimitives.ReadUInt16BigEndian(data.Span[checked((int)at)..]);
}
