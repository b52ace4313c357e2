using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Typesetting.Fonts;

/// <summary>What a font's tables say that HarfBuzz does not (OpenType specification, tables head, hhea, OS/2, post, name).</summary>
internal readonly ref struct SfntTables
{
    private readonly ReadOnlySpan<byte> font;

    public SfntTables(ReadOnlySpan<byte> font)
    {
        this.font = font;
        IsCff = !Table("CFF "u8).IsEmpty;

        var head = Table("head"u8);
        BoundingBox = (Int16(head, 36), Int16(head, 38), Int16(head, 40), Int16(head, 42));

        var os2 = Table("OS/2"u8);
        Weight = UInt16(os2, 4);
        // Family classes 1 to 5 and 7 are serif faces; PANOSE Latin text (2) has serif styles 2 to 10.
        Serif = os2[30] is >= 1 and <= 5 or 7 || (os2[32] == 2 && os2[33] is >= 2 and <= 10);
        var hhea = Table("hhea"u8);
        // The typographic ascender and descender are the designer's line; hhea is what older systems read.
        (Ascender, Descender) = os2.Length >= 72 ? (Int16(os2, 68), Int16(os2, 70)) : (Int16(hhea, 4), Int16(hhea, 6));
        (XHeight, CapHeight) = os2.Length >= 90 && UInt16(os2, 0) >= 2 ? (Int16(os2, 86), Int16(os2, 88)) : (Ascender / 2, Ascender * 7 / 10);

        var post = Table("post"u8);
        ItalicAngle = BinaryPrimitives.ReadInt32BigEndian(post[4..]) / 65536.0;
        UnderlinePosition = Int16(post, 8);
        UnderlineThickness = Int16(post, 10);
        FixedPitch = BinaryPrimitives.ReadUInt32BigEndian(post[12..]) != 0;

        PostScriptName = ReadPostScriptName(Table("name"u8));
    }

    public bool IsCff { get; }
    public (int XMin, int YMin, int XMax, int YMax) BoundingBox { get; }
    public int Weight { get; }
    public int Ascender { get; }
    public int Descender { get; }
    public int XHeight { get; }
    public int CapHeight { get; }
    public double ItalicAngle { get; }
    public int UnderlinePosition { get; }
    public int UnderlineThickness { get; }
    public bool FixedPitch { get; }
    public bool Serif { get; }
    public string PostScriptName { get; }

    private ReadOnlySpan<byte> Table(ReadOnlySpan<byte> tag)
    {
        var count = UInt16(font, 4);
        for (var i = 0; i < count; i++)
        {
            var record = font.Slice(12 + i * 16, 16);
            if (!record[..4].SequenceEqual(tag)) continue;
            var offset = (int)BinaryPrimitives.ReadUInt32BigEndian(record[8..]);
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(record[12..]);
            return font.Slice(offset, length);
        }
        return default;
    }

    private static string ReadPostScriptName(ReadOnlySpan<byte> name)
    {
        var strings = UInt16(name, 4);
        for (var i = 0; i < UInt16(name, 2); i++)
        {
            var record = name.Slice(6 + i * 12, 12);
            if (UInt16(record, 6) != 6) continue;
            var bytes = name.Slice(strings + UInt16(record, 10), UInt16(record, 8));
            return UInt16(record, 0) is 0 or 3 ? Encoding.BigEndianUnicode.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        }
        return "Font";
    }

    private static int UInt16(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadUInt16BigEndian(table[at..]);

    private static int Int16(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadInt16BigEndian(table[at..]);
}
