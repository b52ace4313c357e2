namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// An ICC profile of sRGB (ICC.1:2001-04, version 2.4 of the format), as PDF/A's output intent needs one. Built from the numbers of
/// IEC 61966-2-1: its primaries adapted to D50 by Bradford's matrix, and its transfer curve.
/// </summary>
internal static class SrgbProfile
{
    public static byte[] Bytes { get; } = Build();

    /// <summary>The same as a zlib stream: every file carries it, and it is packed once.</summary>
    public static byte[] Packed { get; } = Flate.Packed(Bytes);

    private static byte[] Build()
    {
        // Four characters a tag, its type, and its data from byte 8 on.
        (string Tag, Action<PdfBuffer> Data)[] tags =
        [
            ("desc", b => Description(b, "sRGB")),
            ("cprt", b => b.Raw("text\0\0\0\0No copyright, use freely\0"u8)),
            ("wtpt", b => Xyz(b, 0.9642, 1, 0.8249)),
            ("rXYZ", b => Xyz(b, 0.43607, 0.22249, 0.01392)),
            ("gXYZ", b => Xyz(b, 0.38515, 0.71687, 0.09708)),
            ("bXYZ", b => Xyz(b, 0.14307, 0.06061, 0.71410)),
            ("rTRC", Curve),
        ];
        using var data = new PdfBuffer();
        using var table = new PdfBuffer();
        // Green and blue share red's curve.
        table.BigEndian(tags.Length + 2, 4);
        var start = 128 + 4 + (tags.Length + 2) * 12;
        foreach (var (tag, write) in tags)
        {
            var offset = data.Length;
            write(data);
            var length = data.Length - offset;
            while (data.Length % 4 != 0) data.Byte(0);
            foreach (var name in tag == "rTRC" ? ["rTRC", "gTRC", "bTRC"] : (string[])[tag])
            {
                foreach (var c in name) table.Byte(c);
                table.BigEndian(start + offset, 4).BigEndian(length, 4);
            }
        }

        // 6.1: the header, 128 bytes. No date but the standard's own: 1999-10-18.
        using var profile = new PdfBuffer();
        profile.BigEndian(start + data.Length, 4).BigEndian(0, 4).BigEndian(0x02400000, 4).Raw("mntrRGB XYZ "u8)
            .BigEndian(1999, 2).BigEndian(10, 2).BigEndian(18, 2).BigEndian(0, 6).Raw("acsp"u8).BigEndian(0, 28);
        Fixed(profile, 0.9642);
        Fixed(profile, 1);
        Fixed(profile, 0.8249);
        profile.BigEndian(0, 4);
        while (profile.Length < 128) profile.Byte(0);
        return profile.Raw(table.Written).Raw(data.Written).Written.ToArray();
    }

    // 6.5.17: the ASCII form; the Unicode and Macintosh forms are empty.
    private static void Description(PdfBuffer buffer, string text)
    {
        buffer.Raw("desc\0\0\0\0"u8).BigEndian(text.Length + 1, 4);
        foreach (var c in text) buffer.Byte(c);
        for (var i = 0; i < 1 + 4 + 4 + 2 + 1 + 67; i++) buffer.Byte(0);
    }

    private static void Xyz(PdfBuffer buffer, double x, double y, double z)
    {
        buffer.Raw("XYZ \0\0\0\0"u8);
        Fixed(buffer, x);
        Fixed(buffer, y);
        Fixed(buffer, z);
    }

    private static void Curve(PdfBuffer buffer)
    {
        const int Points = 256;
        buffer.Raw("curv\0\0\0\0"u8).BigEndian(Points, 4);
        for (var i = 0; i < Points; i++)
        {
            var value = i / (Points - 1.0);
            var linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            buffer.BigEndian((long)Math.Round(linear * 65535), 2);
        }
    }

    private static void Fixed(PdfBuffer buffer, double value) => buffer.BigEndian((long)Math.Round(value * 65536), 4);
}
