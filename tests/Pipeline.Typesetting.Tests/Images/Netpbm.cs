using Pipeline.Testing;
using Pipeline.Typesetting.Tests.Pdf;

namespace Pipeline.Typesetting.Tests.Images;

/// <summary>Reads the bitmaps that poppler writes: PBM, PGM and PPM in their binary forms.</summary>
internal static class Netpbm
{
    public static (int Width, int Height, byte[] Rgb) Read(byte[] file)
    {
        var at = 0;
        var kind = Token();
        var (width, height) = (int.Parse(Token()), int.Parse(Token()));
        if (kind != "P4") Token();
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                rgb[i * 3 + c] = kind switch
                {
                    "P6" => file[at + i * 3 + c],
                    "P5" => file[at + i],
                    // One bit a pixel, rows on whole bytes, 1 is black.
                    _ => (file[at + i / width * ((width + 7) / 8) + i % width / 8] >> (7 - i % width % 8) & 1) == 1 ? (byte)0 : (byte)255,
                };
            }
        }
        return (width, height, rgb);

        string Token()
        {
            var start = at;
            while (!char.IsWhiteSpace((char)file[at])) at++;
            return System.Text.Encoding.ASCII.GetString(file, start, at++ - start);
        }
    }
}

/// <summary>A part of a page as poppler renders it, at 72 pixels an inch.</summary>
internal sealed class RenderedPage
{
    private readonly (int Width, int Height, byte[] Rgb) bitmap;
    private readonly (int X, int Y, int Width, int Height) area;

    public RenderedPage(TestFile file, int x, int y, int width, int height)
    {
        area = (x, y, width, height);
        var folder = Directory.CreateTempSubdirectory();
        var (exit, _, errors) = Tools.Run("pdftoppm", "-r", "72", "-singlefile", file.Path, Path.Combine(folder.FullName, "p"));
        Assert.True(exit == 0, errors);
        bitmap = Netpbm.Read(File.ReadAllBytes(Path.Combine(folder.FullName, "p.ppm")));
        folder.Delete(recursive: true);
    }

    /// <summary>The pixel at a fraction of the area's width and height.</summary>
    public (int R, int G, int B) Pixel(double x, double y)
    {
        var i = ((area.Y + (int)(y * area.Height)) * bitmap.Width + area.X + (int)(x * area.Width)) * 3;
        return (bitmap.Rgb[i], bitmap.Rgb[i + 1], bitmap.Rgb[i + 2]);
    }
}
