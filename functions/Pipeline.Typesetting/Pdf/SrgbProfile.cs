namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// An ICC profile of sRGB, as PDF/A's output intent needs one. Built from the numbers of IEC 61966-2-1: its primaries adapted to D50
/// by Bradford's matrix, and its transfer curve.
/// </summary>
internal static class SrgbProfile
{
    public static byte[] Bytes { get; } = IccProfile.Build("mntrRGB XYZ "u8, "sRGB", IccProfile.White,
        (["rXYZ"], b => IccProfile.Xyz(b, [0.43607, 0.22249, 0.01392])),
        (["gXYZ"], b => IccProfile.Xyz(b, [0.38515, 0.71687, 0.09708])),
        (["bXYZ"], b => IccProfile.Xyz(b, [0.14307, 0.06061, 0.71410])),
        (["rTRC", "gTRC", "bTRC"], Curve));

    /// <summary>The same as a zlib stream: every file carries it, and it is packed once.</summary>
    public static byte[] Packed { get; } = Flate.Packed(Bytes);

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
}
