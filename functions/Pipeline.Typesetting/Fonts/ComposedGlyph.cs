using System.Buffers.Binary;

namespace Pipeline.Typesetting.Fonts;

/// <summary>
/// A glyph made of others, or of one that is shifted: a letter with what shaping put on it, or a mark at its place.
/// Without parts it shows nothing.
/// </summary>
internal sealed record ComposedGlyph(GlyphPart[] Parts, int Advance)
{
    /// <summary>Equal for equal glyphs.</summary>
    public string Key { get; } = string.Create(1 + Parts.Length * 3, (Parts, Advance), static (key, glyph) =>
    {
        key[0] = (char)glyph.Advance;
        for (var i = 0; i < glyph.Parts.Length; i++)
            (key[i * 3 + 1], key[i * 3 + 2], key[i * 3 + 3]) = ((char)glyph.Parts[i].Glyph, (char)glyph.Parts[i].X, (char)glyph.Parts[i].Y);
    });
}

/// <summary>A glyph and where it stands in the composed one, in font units.</summary>
internal readonly record struct GlyphPart(ushort Glyph, short X, short Y);

/// <summary>Adds composite glyphs to a TrueType font (OpenType specification, tables glyf, loca, hmtx, maxp, head, hhea).</summary>
internal static class GlyphComposer
{
    private const int ArgumentsAreWords = 0x1, ArgumentsAreOffsets = 0x2, MoreComponents = 0x20;

    /// <summary>Appends <paramref name="glyphs"/>, whose parts are glyphs of <paramref name="font"/>, after its last; the first becomes glyph <paramref name="first"/>.</summary>
    public static byte[] Append(byte[] font, IReadOnlyList<ComposedGlyph> glyphs, out int first)
    {
        var tables = ReadTables(font);
        byte[] head = tables["head"], hhea = tables["hhea"], maxp = tables["maxp"], glyf = tables["glyf"];
        first = BinaryPrimitives.ReadUInt16BigEndian(maxp.AsSpan(4));
        var count = first;
        var offsets = ReadLocations(tables["loca"], count, longFormat: head[51] != 0);

        var outlines = new MemoryStream();
        outlines.Write(glyf, 0, offsets[^1]);
        var locations = new List<int>(offsets);
        var lefts = new List<int>();
        foreach (var glyph in glyphs)
        {
            lefts.Add(WriteComposite(outlines, glyph, glyf, offsets));
            locations.Add((int)outlines.Length);
        }
        tables["glyf"] = outlines.ToArray();
        tables["loca"] = new byte[locations.Count * 4];
        for (var i = 0; i < locations.Count; i++) BinaryPrimitives.WriteInt32BigEndian(tables["loca"].AsSpan(i * 4), locations[i]);
        head[51] = 1;
        tables["hmtx"] = Metrics(tables["hmtx"], BinaryPrimitives.ReadUInt16BigEndian(hhea.AsSpan(34)), count, glyphs, lefts);
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)(count + glyphs.Count));
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)(count + glyphs.Count));
        RaiseLimits(maxp, glyphs.Max(g => g.Parts.Length));
        return WriteTables(tables);
    }

    // Returns the left end of the ink.
    private static int WriteComposite(MemoryStream outlines, ComposedGlyph glyph, byte[] glyf, int[] offsets)
    {
        if (glyph.Parts.Length == 0) return 0;
        int xMin = 0, yMin = 0, xMax = 0, yMax = 0;
        var any = false;
        foreach (var part in glyph.Parts)
        {
            if (offsets[part.Glyph] == offsets[part.Glyph + 1]) continue;
            var header = glyf.AsSpan(offsets[part.Glyph]);
            int left = Int16(header, 2) + part.X, bottom = Int16(header, 4) + part.Y, right = Int16(header, 6) + part.X, top = Int16(header, 8) + part.Y;
            (xMin, yMin, xMax, yMax) = any ? (Math.Min(xMin, left), Math.Min(yMin, bottom), Math.Max(xMax, right), Math.Max(yMax, top)) : (left, bottom, right, top);
            any = true;
        }
        // -1 contours: a composite.
        Span<byte> data = stackalloc byte[10 + 8 * glyph.Parts.Length];
        ReadOnlySpan<int> header10 = [-1, xMin, yMin, xMax, yMax];
        for (var i = 0; i < 5; i++) BinaryPrimitives.WriteInt16BigEndian(data[(i * 2)..], (short)header10[i]);
        for (var i = 0; i < glyph.Parts.Length; i++)
        {
            var flags = ArgumentsAreWords | ArgumentsAreOffsets | (i + 1 < glyph.Parts.Length ? MoreComponents : 0);
            var part = data[(10 + i * 8)..];
            BinaryPrimitives.WriteUInt16BigEndian(part, (ushort)flags);
            BinaryPrimitives.WriteUInt16BigEndian(part[2..], glyph.Parts[i].Glyph);
            BinaryPrimitives.WriteInt16BigEndian(part[4..], glyph.Parts[i].X);
            BinaryPrimitives.WriteInt16BigEndian(part[6..], glyph.Parts[i].Y);
        }
        outlines.Write(data);
        return xMin;
    }

    private static int[] ReadLocations(byte[] loca, int count, bool longFormat)
    {
        var offsets = new int[count + 1];
        for (var i = 0; i <= count; i++)
            offsets[i] = longFormat ? BinaryPrimitives.ReadInt32BigEndian(loca.AsSpan(i * 4)) : BinaryPrimitives.ReadUInt16BigEndian(loca.AsSpan(i * 2)) * 2;
        return offsets;
    }

    // Glyphs after the last full entry share its advance; here every one gets an entry of its own.
    private static byte[] Metrics(byte[] hmtx, int full, int count, IReadOnlyList<ComposedGlyph> glyphs, List<int> lefts)
    {
        var result = new byte[(count + glyphs.Count) * 4];
        hmtx.AsSpan(0, full * 4).CopyTo(result);
        for (var i = full; i < count; i++)
        {
            hmtx.AsSpan((full - 1) * 4, 2).CopyTo(result.AsSpan(i * 4));
            hmtx.AsSpan(full * 4 + (i - full) * 2, 2).CopyTo(result.AsSpan(i * 4 + 2));
        }
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(result.AsSpan((count + i) * 4), (ushort)glyphs[i].Advance);
            // Rasterizers move a glyph so that its ink begins at its left side bearing.
            BinaryPrimitives.WriteInt16BigEndian(result.AsSpan((count + i) * 4 + 2), (short)lefts[i]);
        }
        return result;
    }

    // maxp: points and contours of composites (upper bounds), components, and their nesting.
    private static void RaiseLimits(byte[] maxp, int parts)
    {
        for (var at = 10; at <= 12; at += 2)
        {
            var most = Math.Max(BinaryPrimitives.ReadUInt16BigEndian(maxp.AsSpan(at)), BinaryPrimitives.ReadUInt16BigEndian(maxp.AsSpan(at - 4)));
            BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(at), (ushort)Math.Min(most * parts, ushort.MaxValue));
        }
        var components = Math.Max(BinaryPrimitives.ReadUInt16BigEndian(maxp.AsSpan(28)), parts);
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(28), (ushort)components);
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(30), (ushort)(BinaryPrimitives.ReadUInt16BigEndian(maxp.AsSpan(30)) + 1));
    }

    private static SortedDictionary<string, byte[]> ReadTables(byte[] font)
    {
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(4)); i++)
        {
            var record = font.AsSpan(12 + i * 16, 16);
            var (offset, length) = (BinaryPrimitives.ReadInt32BigEndian(record[8..]), BinaryPrimitives.ReadInt32BigEndian(record[12..]));
            tables[System.Text.Encoding.ASCII.GetString(record[..4])] = font.AsSpan(offset, length).ToArray();
        }
        return tables;
    }

    private static byte[] WriteTables(SortedDictionary<string, byte[]> tables)
    {
        var font = new byte[12 + tables.Count * 16 + tables.Values.Sum(t => (t.Length + 3) & ~3)];
        BinaryPrimitives.WriteInt32BigEndian(font, 0x00010000);
        var power = System.Numerics.BitOperations.Log2((uint)tables.Count);
        ReadOnlySpan<int> search = [tables.Count, 16 << power, power, tables.Count * 16 - (16 << power)];
        for (var i = 0; i < 4; i++) BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4 + i * 2), (ushort)search[i]);
        int record = 12, at = 12 + tables.Count * 16;
        foreach (var (tag, table) in tables)
        {
            table.CopyTo(font.AsSpan(at));
            System.Text.Encoding.ASCII.GetBytes(tag, font.AsSpan(record));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(record + 4), Checksum(font.AsSpan(at, (table.Length + 3) & ~3)));
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(record + 8), at);
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(record + 12), table.Length);
            record += 16;
            at += (table.Length + 3) & ~3;
        }
        return font;
    }

    private static uint Checksum(ReadOnlySpan<byte> table)
    {
        var sum = 0u;
        for (var i = 0; i < table.Length; i += 4) sum += BinaryPrimitives.ReadUInt32BigEndian(table[i..]);
        return sum;
    }

    private static int Int16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt16BigEndian(data[at..]);
}
