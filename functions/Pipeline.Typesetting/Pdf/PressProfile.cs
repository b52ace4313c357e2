namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// An ICC profile of offset printing on coated paper (ISO 12647-2), for pictures in CMYK: it says what colours they mean, as PDF/A
/// asks of every colour. The colours of full areas are Fogra's measurements FOGRA39L of December 2006 (D50, 2°, white backing); what
/// lies between them is reckoned after Neugebauer, and is 2.6 CIELAB units away from the other 1,601 patches in the mean, 5.9 at most.
/// </summary>
internal static class PressProfile
{
    // XYZ, in percent, of the paper and of full areas of the inks on it. Bits: 8 cyan, 4 magenta, 2 yellow, 1 black.
    private static readonly double[][] Full =
    [
        [84.48, 87.62, 74.57], [2.02, 2.10, 1.73], [69.17, 74.16, 7.04], [1.84, 2.04, 0.82],
        [33.03, 16.79, 15.01], [1.61, 1.18, 0.89], [30.20, 16.02, 2.30], [1.56, 1.31, 0.65],
        [15.02, 22.93, 52.85], [0.91, 1.18, 1.79], [8.16, 18.42, 6.74], [0.89, 1.31, 0.85],
        [5.67, 4.10, 15.67], [0.99, 0.87, 1.08], [3.66, 3.80, 3.13], [0.93, 0.97, 0.69],
    ];

    // Light spreads in paper (Yule and Nielsen's exponent), and half an area of dots covers this much more: both fitted to the measurements.
    private const double Spread = 1.5;
    private const double Gain = 0.06;

    // Colours a channel of the table; between them viewers interpolate, at most 1.5 units off.
    private const int Points = 5;

    private static byte[]? packed;

    /// <summary>The profile as a zlib stream. Made when first asked for: few documents have such pictures.</summary>
    public static byte[] Packed => packed ??= Flate.Packed(Build());

    private static byte[] Build() =>
        IccProfile.Build("scnrCMYKLab "u8, "Offset on coated paper (FOGRA39L)", [.. Full[0].Select(v => v / 100)], (["A2B0"], Table));

    // 6.5.8, lut16Type: CMYK to CIELAB by a grid whose last channel runs fastest; the curves before and after it are straight.
    private static void Table(PdfBuffer buffer)
    {
        buffer.Raw("mft2\0\0\0\0"u8).Byte(4).Byte(3).Byte(Points).Byte(0);
        for (var i = 0; i < 9; i++) IccProfile.Fixed(buffer, i % 4 == 0 ? 1 : 0);
        buffer.BigEndian(2, 2).BigEndian(2, 2);
        for (var channel = 0; channel < 4; channel++) buffer.BigEndian(0, 2).BigEndian(65535, 2);
        for (var i = 0; i < Points * Points * Points * Points; i++)
        {
            var (l, a, b) = Color(At(i / (Points * Points * Points)), At(i / (Points * Points) % Points), At(i / Points % Points), At(i % Points));
            // 6.3.4.2, table 10: 100 of L is FF00, 0 of a and b is 8000.
            Number(l * 65280 / 100);
            Number((a + 128) * 256);
            Number((b + 128) * 256);
        }
        for (var channel = 0; channel < 3; channel++) buffer.BigEndian(0, 2).BigEndian(65535, 2);

        static double At(int point) => point / (Points - 1.0);
        void Number(double value) => buffer.BigEndian((long)Math.Round(Math.Clamp(value, 0, 65535)), 2);
    }

    /// <summary>CIELAB of a colour, inks from 0 to 1; the paper is white.</summary>
    private static (double L, double A, double B) Color(params ReadOnlySpan<double> inks)
    {
        Span<double> sum = [0, 0, 0];
        for (var full = 0; full < Full.Length; full++)
        {
            var share = 1.0;
            for (var ink = 0; ink < 4; ink++)
            {
                var covered = inks[ink] + 4 * Gain * inks[ink] * (1 - inks[ink]);
                share *= (full & 8 >> ink) != 0 ? covered : 1 - covered;
            }
            for (var i = 0; i < 3; i++) sum[i] += share * Math.Pow(Full[full][i] / Full[0][i], 1 / Spread);
        }
        var (x, y, z) = (Root(Math.Pow(sum[0], Spread)), Root(Math.Pow(sum[1], Spread)), Root(Math.Pow(sum[2], Spread)));
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));

        // CIE 15, 8.2.1.1.
        static double Root(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
}
