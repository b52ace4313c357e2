using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// A font in one document: which of its glyphs are shown, for which characters, and by which codes. Where a glyph stands for
/// different characters in different places (a space and a no-break space), each gets a code of its own. A TrueType font's
/// CIDToGIDMap leads all of them to the glyph; in a CFF font the CID is the glyph's, so there a variant of the font
/// with another ToUnicode map tells them apart.
/// </summary>
internal sealed class FontUse : IDisposable
{
    // By glyph, the first of its places, 0 where it is not shown. Rented: a Chinese font has 30,000 glyphs.
    private readonly int[] slotOfGlyph;
    private readonly List<Slot> slots = [default];
    private readonly Dictionary<string, int> slotOfComposed = [];
    private FontSubset? subset;
    private Task<Streams>? streams;
    private string name = "";
    private int highestCode;

    public FontUse(FontFace face)
    {
        Face = face;
        slotOfGlyph = ArrayPool<int>.Shared.Rent(face.GlyphCount);
        slotOfGlyph.AsSpan(0, face.GlyphCount).Clear();
    }

    public FontFace Face { get; }
    public bool IsUnused => slots.Count == 1;

    /// <summary>Number of resources that the font needs: 1, or more for a CFF font with glyphs for different characters.</summary>
    public int Variants { get; private set; }

    /// <summary>The index of the first of its resources among the document's.</summary>
    public int FirstResource { get; set; }

    /// <summary>The place of a glyph that stands for <paramref name="text"/>, made when it is new.</summary>
    public int SlotOf(ushort glyph, ReadOnlySpan<char> text)
    {
        var known = CollectionsMarshal.AsSpan(slots);
        for (var i = slotOfGlyph[glyph]; i != 0; i = known[i].Next)
            if (text.SequenceEqual(known[i].Text)) return i;
        slots.Add(new Slot { Glyph = glyph, Text = text.ToString(), Next = slotOfGlyph[glyph], Width = Em(Face.AdvanceOf(glyph)) });
        return slotOfGlyph[glyph] = slots.Count - 1;
    }

    /// <summary>The same for a composed glyph.</summary>
    public int SlotOf(ComposedGlyph glyph, string text)
    {
        var key = $"{glyph.Key}\0{text}";
        if (slotOfComposed.TryGetValue(key, out var slot)) return slot;
        slots.Add(new Slot { Composed = glyph, Glyph = Face.GlyphCount, Text = text, Width = Em(glyph.Advance) });
        return slotOfComposed[key] = slots.Count - 1;
    }

    /// <summary>The code, the variant of the font and the width (thousandths of an em) of a place.</summary>
    public (int Code, int Variant, int Width) this[int slot]
    {
        get
        {
            ref readonly var found = ref CollectionsMarshal.AsSpan(slots)[slot];
            return (found.Code, found.Variant, found.Width);
        }
    }

    /// <summary>Makes the subset and gives out the codes, when all glyphs are known, and begins to pack its streams beside what follows.</summary>
    public void Encode()
    {
        // In an order that does not depend on that in which the document shows them.
        var ordered = Enumerable.Range(1, slots.Count - 1).ToArray();
        Array.Sort(ordered, (a, b) => Compare(slots[a], slots[b]));
        var composed = ordered.Select(i => slots[i].Composed).OfType<ComposedGlyph>().DistinctBy(g => g.Key).ToList();
        ushort[] glyphs = [.. ordered.Select(i => slots[i].Glyph).Where(g => g < Face.GlyphCount).Select(g => (ushort)g)
            .Concat(composed.SelectMany(c => c.Parts).Select(p => p.Glyph)).Distinct().Order()];
        subset = Face.Subsetter.Subset(glyphs, composed);
        name = $"{Tag(glyphs, composed)}+{Face.PostScriptName}";

        highestCode = subset.Codes.Concat(subset.ComposedCodes).Max();
        Variants = 1;
        var nextComposed = -1;
        for (int i = 0, variant = 0; i < ordered.Length; i++)
        {
            var slot = slots[ordered[i]];
            var same = i > 0 && slots[ordered[i - 1]] is var before && before.Glyph == slot.Glyph && before.Composed?.Key == slot.Composed?.Key;
            variant = same ? variant + 1 : 0;
            if (slot.Composed is not null && !same) nextComposed++;
            slot.Target = slot.Composed is not null ? subset.ComposedCodes[nextComposed] : subset.Codes[Array.BinarySearch(glyphs, (ushort)slot.Glyph)];
            slot.Code = variant > 0 && !Face.IsCff ? ++highestCode : slot.Target;
            slot.Variant = Face.IsCff ? variant : 0;
            Variants = Math.Max(Variants, slot.Variant + 1);
            slots[ordered[i]] = slot;
        }
        streams = Task.Run(Pack);
    }

    private Streams Pack()
    {
        var shown = slots.Skip(1).OrderBy(s => s.Code).ToList();
        var maps = new byte[Variants][];
        for (var variant = 0; variant < Variants; variant++)
        {
            using var map = UnicodeMap.Write(shown.Where(s => s.Variant == variant).Select(s => (s.Code, s.Text)).ToList());
            maps[variant] = Flate.Packed(map.Written);
        }
        var glyphMap = Face.IsCff || shown.All(s => s.Code == s.Target) ? null : Flate.Packed(GlyphMap(shown));
        return new Streams(Widths(shown), maps, glyphMap, Flate.Packed(subset!.Program));
    }

    private static int Compare(Slot a, Slot b)
    {
        if (a.Glyph != b.Glyph) return a.Glyph - b.Glyph;
        var key = string.CompareOrdinal(a.Composed?.Key, b.Composed?.Key);
        return key != 0 ? key : string.CompareOrdinal(a.Text, b.Text);
    }

    /// <summary>Writes the font (ISO 32000-1 9.7) as the objects <paramref name="resources"/>, one a variant.</summary>
    public void Write(PdfFile file, ReadOnlySpan<int> resources)
    {
        var (widths, unicodeMaps, packedGlyphMap, packedProgram) = streams!.GetAwaiter().GetResult();
        int descendant = file.Reserve(), descriptor = file.Reserve(), program = file.Reserve();
        for (var variant = 0; variant < Variants; variant++)
        {
            var unicode = file.Reserve();
            file.Packed(unicode, default, unicodeMaps[variant]);
            file.Begin(resources[variant]).Raw("<</Type/Font/Subtype/Type0/BaseFont"u8).Name(Face.IsCff ? name + "-Identity-H" : name)
                .Raw("/Encoding/Identity-H/DescendantFonts["u8).Reference(descendant).Raw("]/ToUnicode "u8).Reference(unicode).Raw(">>"u8);
        }

        var glyphMap = packedGlyphMap is null ? 0 : file.Reserve();
        var font = file.Begin(descendant).Raw("<</Type/Font/Subtype/CIDFontType"u8).Byte(Face.IsCff ? '0' : '2').Raw("/BaseFont"u8).Name(name)
            .Raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor "u8).Reference(descriptor).Raw(widths);
        if (glyphMap != 0) font.Raw("/CIDToGIDMap "u8).Reference(glyphMap);
        else if (!Face.IsCff) font.Raw("/CIDToGIDMap/Identity"u8);
        font.Raw(">>"u8);
        if (packedGlyphMap is not null) file.Packed(glyphMap, default, packedGlyphMap);

        WriteDescriptor(file.Begin(descriptor), program);
        using var entry = new PdfBuffer(64);
        if (Face.IsCff) entry.Raw("/Subtype/CIDFontType0C"u8);
        else entry.Raw("/Length1 "u8).Int(subset!.Program.Length);
        file.Packed(program, entry.Written, packedProgram);
    }

    private void WriteDescriptor(PdfBuffer buffer, int program)
    {
        // Table 123. Bit 3, symbolic: more than the standard Latin characters.
        var flags = (Face.FixedPitch ? 1 : 0) | (Face.Serif ? 2 : 0) | 4 | (Face.ItalicAngle != 0 ? 64 : 0);
        buffer.Raw("<</Type/FontDescriptor/FontName"u8).Name(name).Raw("/Flags "u8).Int(flags)
            .Raw("/FontBBox["u8).Int(Em(Face.XMin)).Byte(' ').Int(Em(Face.YMin)).Byte(' ').Int(Em(Face.XMax)).Byte(' ').Int(Em(Face.YMax))
            .Raw("]/ItalicAngle "u8).Number(Face.ItalicAngle)
            .Raw("/Ascent "u8).Int(Em(Face.Ascender)).Raw("/Descent "u8).Int(Em(Face.Descender)).Raw("/CapHeight "u8).Int(Em(Face.CapHeight))
            // No font file states its stem; a fifth of the weight comes near it: 80 for 400, 140 for 700.
            .Raw("/StemV "u8).Int(Face.Weight / 5)
            .Raw(Face.IsCff ? "/FontFile3 "u8 : "/FontFile2 "u8).Reference(program).Raw(">>"u8);
    }

    private int Em(int units) => (int)Math.Round(units * 1000.0 / Face.UnitsPerEm);

    // 9.7.4.3: a default, the width that most glyphs have, then "first [w w w]" for each run of others.
    private static byte[] Widths(List<Slot> shown)
    {
        using var font = new PdfBuffer(1024);
        var usual = shown.GroupBy(s => s.Width).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        if (usual != 1000) font.Raw("/DW "u8).Int(usual);
        var last = -1;
        foreach (var slot in shown.DistinctBy(s => s.Code).Where(s => s.Width != usual))
        {
            if (last < 0) font.Raw("/W["u8);
            if (slot.Code == last + 1 && last >= 0) font.Byte(' ');
            else font.Raw(last < 0 ? ""u8 : "]"u8).Int(slot.Code).Byte('[');
            font.Int(slot.Width);
            last = slot.Code;
        }
        if (last >= 0) font.Raw("]]"u8);
        return font.Written.ToArray();
    }

    private byte[] GlyphMap(List<Slot> shown)
    {
        var map = new byte[(highestCode + 1) * 2];
        // Codes between are glyphs that others are made of: each is its own.
        for (var code = 0; code <= highestCode; code++) (map[code * 2], map[code * 2 + 1]) = ((byte)(code >> 8), (byte)code);
        foreach (var slot in shown) (map[slot.Code * 2], map[slot.Code * 2 + 1]) = ((byte)(slot.Target >> 8), (byte)slot.Target);
        return map;
    }

    // 9.6.4: six letters, here of the glyphs' hash, so that the same subset has the same name and another another.
    private static string Tag(ushort[] glyphs, List<ComposedGlyph> composed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<ushort>(glyphs));
        foreach (var glyph in composed) hash.AppendData(MemoryMarshal.AsBytes<char>(glyph.Key));
        var letters = hash.GetHashAndReset().AsSpan(0, 6);
        foreach (ref var letter in letters) letter = (byte)('A' + letter % 26);
        return System.Text.Encoding.ASCII.GetString(letters);
    }

    public void Dispose() => ArrayPool<int>.Shared.Return(slotOfGlyph);

    // Packed, but for the widths; no glyph map where each code is its glyph's.
    private sealed record Streams(byte[] Widths, byte[][] UnicodeMaps, byte[]? GlyphMap, byte[] Program);

    private struct Slot
    {
        // The glyph count of the face for composed ones.
        public int Glyph;
        public ComposedGlyph? Composed;
        public string Text;
        public int Next, Width, Code, Target, Variant;
    }
}
