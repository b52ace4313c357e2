namespace Pipeline.Typesetting.Pdf;

/// <summary>The file format of colour profiles (ICC.1:2001-04, version 2.4), as far as ours need it.</summary>
internal static class IccProfile
{
    // D50, the white of the space in which profiles connect (Annex A.1).
    public static readonly double[] White = [0.9642, 1, 0.8249];

    /// <summary>A whole profile.</summary>
    /// <param name="kind">Class, colour space and connection space, four characters each (6.1.5 to 6.1.7).</param>
    /// <param name="white">The white of the medium as XYZ; 1 is the Y of a perfect diffuser.</param>
    /// <param name="tags">Further tags, beside description, copyright and white: the names that share the data, four characters each, and what writes it.</param>
    public static byte[] Build(ReadOnlySpan<byte> kind, string description, double[] white, params (string[] Names, Action<PdfBuffer> Write)[] tags)
    {
        tags =
        [
            (["desc"], b => Description(b, description)),
            (["cprt"], b => b.Raw("text\0\0\0\0No copyright, use freely\0"u8)),
            (["wtpt"], b => Xyz(b, white)),
            .. tags,
        ];
        var count = tags.Sum(t => t.Names.Length);
        using var data = new PdfBuffer();
        using var table = new PdfBuffer();
        table.BigEndian(count, 4);
        var start = 128 + 4 + count * 12;
        foreach (var (names, write) in tags)
        {
            var offset = data.Length;
            write(data);
            var length = data.Length - offset;
            while (data.Length % 4 != 0) data.Byte(0);
            foreach (var name in names)
            {
                foreach (var c in name) table.Byte(c);
                table.BigEndian(start + offset, 4).BigEndian(length, 4);
            }
        }

        // 6.1: the header, 128 bytes. No date but that of the sRGB standard: 1999-10-18.
        using var profile = new PdfBuffer();
        profile.BigEndian(start + data.Length, 4).BigEndian(0, 4).BigEndian(0x02400000, 4).Raw(kind)
            .BigEndian(1999, 2).BigEndian(10, 2).BigEndian(18, 2).BigEndian(0, 6).Raw("acsp"u8).BigEndian(0, 28);
        foreach (var value in White) Fixed(profile, value);
        while (profile.Length < 128) profile.Byte(0);
        return profile.Raw(table.Written).Raw(data.Written).Written.ToArray();
    }

    /// <summary>Data of the type XYZType (6.5.26).</summary>
    public static void Xyz(PdfBuffer buffer, double[] xyz)
    {
        buffer.Raw("XYZ \0\0\0\0"u8);
        foreach (var value in xyz) Fixed(buffer, value);
    }

    /// <summary>A number with 16 bits after the point (s15Fixed16Number, 5.3.2).</summary>
    public static void Fixed(PdfBuffer buffer, double value) => buffer.BigEndian((long)Math.Round(value * 65536), 4);

    // 6.5.17: the ASCII form; the Unicode and Macintosh forms are empty.
    private static void Description(PdfBuffer buffer, string text)
    {
        buffer.Raw("desc\0\0\0\0"u8).BigEndian(text.Length + 1, 4);
        foreach (var c in text) buffer.Byte(c);
        for (var i = 0; i < 1 + 4 + 4 + 2 + 1 + 67; i++) buffer.Byte(0);
    }
}
