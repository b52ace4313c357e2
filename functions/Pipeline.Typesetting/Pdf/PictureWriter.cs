using Pipeline.Typesetting.Images;

namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// Writes pictures as image XObjects (ISO 32000-1 8.9.5). PNG's rows are packed and filtered just as PDF's Flate filter with
/// predictor 15 reads them, so they pass through as they are, unless alpha lies between the colours or the rows are interlaced.
/// </summary>
internal static class PictureWriter
{
    /// <summary>
    /// Writes a picture and what belongs to it; returns the number of its object. <paramref name="pressProfile"/> is the object of the
    /// profile that says what CMYK means, where the picture has such colours.
    /// </summary>
    /// <exception cref="InvalidDataException">The picture had to be unpacked and is damaged; nothing refers to what was written.</exception>
    public static int Write(PdfFile file, Picture picture, int pressProfile) =>
        picture is PngImage png ? WritePng(file, png) : WriteJpeg(file, (JpegImage)picture, pressProfile);

    private static int WriteJpeg(PdfFile file, JpegImage jpeg, int pressProfile)
    {
        var id = file.Reserve();
        using var entries = Entries(jpeg, 8);
        if (jpeg.IsCmyk) entries.Raw("/ColorSpace[/ICCBased "u8).Reference(pressProfile).Byte(']');
        else entries.Raw(jpeg.Components == 1 ? "/ColorSpace/DeviceGray"u8 : "/ColorSpace/DeviceRGB"u8);
        if (jpeg.Inverted) entries.Raw("/Decode[1 0 1 0 1 0 1 0]"u8);
        file.Encoded(id, entries.Written, "/Filter/DCTDecode"u8, jpeg.Bytes.Span);
        return id;
    }

    private static int WritePng(PdfFile file, PngImage png)
    {
        var mask = png.HasAlpha || (png.ColorType == 3 && !png.Transparency.IsEmpty) ? file.Reserve() : 0;
        using var entries = Entries(png, png.Depth);
        var colors = png.ColorType is 2 or 6 ? 3 : 1;
        if (png.ColorType == 3)
        {
            entries.Raw("/ColorSpace[/Indexed/DeviceRGB "u8).Int(png.Palette.Length / 3 - 1).Raw("<"u8);
            foreach (var value in png.Palette.Span) entries.Hex(value);
            entries.Raw(">]"u8);
        }
        else
        {
            entries.Raw(colors == 3 ? "/ColorSpace/DeviceRGB"u8 : "/ColorSpace/DeviceGray"u8);
            if (!png.HasAlpha && !png.Transparency.IsEmpty) WriteColorKey(entries, png, colors);
        }
        if (mask != 0) entries.Raw("/SMask "u8).Reference(mask);
        Predictor(entries, colors, png.Depth, png.Width);

        var id = file.Reserve();
        if (!png.Interlaced && !png.HasAlpha)
        {
            if (mask != 0) WritePaletteAlpha(file, mask, png);
            file.Encoded(id, entries.Written, "/Filter/FlateDecode"u8, png.Packed.Span);
            return id;
        }
        using var color = new PdfBuffer(1 << 16);
        using var alpha = new PdfBuffer(1 << 16);
        if (png.HasAlpha)
        {
            Split(png, color, alpha);
            WriteMask(file, mask, png, png.Depth, alpha);
        }
        else
        {
            foreach (var row in png.Rows()) color.Raw(row);
            if (mask != 0) WritePaletteAlpha(file, mask, png);
        }
        file.Stream(id, entries.Written, color.Written);
        return id;
    }

    // 8.9.6.4: samples in this range, here of one value each, are not painted.
    private static void WriteColorKey(PdfBuffer entries, PngImage png, int colors)
    {
        entries.Raw("/Mask["u8);
        for (var i = 0; i < colors; i++)
        {
            var value = (png.Transparency.Span[i * 2] << 8 | png.Transparency.Span[i * 2 + 1]) & ((1 << png.Depth) - 1);
            if (i > 0) entries.Byte(' ');
            entries.Int(value).Byte(' ').Int(value);
        }
        entries.Byte(']');
    }

    // A filter works on the same byte of neighbouring pixels (PNG 9.2), so filtered rows can be taken apart by
    // channel without undoing it: what comes out is filtered for the channels left.
    private static void Split(PngImage png, PdfBuffer color, PdfBuffer alpha)
    {
        var sample = png.Depth / 8;
        var colorBytes = (png.Channels - 1) * sample;
        foreach (var row in png.Rows())
        {
            color.Byte(row[0]);
            alpha.Byte(row[0]);
            var colors = color.Free(png.Width * colorBytes);
            var alphas = alpha.Free(png.Width * sample);
            int c = 0, a = 0;
            for (var i = 1; i < row.Length;)
            {
                for (var k = 0; k < colorBytes; k++) colors[c++] = row[i++];
                for (var k = 0; k < sample; k++) alphas[a++] = row[i++];
            }
            color.Advance(c);
            alpha.Advance(a);
        }
    }

    private static void WritePaletteAlpha(PdfFile file, int id, PngImage png)
    {
        using var alpha = new PdfBuffer(1 << 16);
        var opacity = png.Transparency.Span;
        var above = new byte[png.RowLength];
        foreach (var row in png.Rows())
        {
            PngFilter.Undo(row[0], row.AsSpan(1), above, 1);
            row.AsSpan(1).CopyTo(above);
            alpha.Byte(0);
            for (var x = 0; x < png.Width; x++)
            {
                var index = above[x * png.Depth / 8] >> (8 - png.Depth - x * png.Depth % 8) & ((1 << png.Depth) - 1);
                // Entries beyond the chunk's end are opaque.
                alpha.Byte(index < opacity.Length ? opacity[index] : 255);
            }
        }
        WriteMask(file, id, png, 8, alpha);
    }

    private static void WriteMask(PdfFile file, int id, PngImage png, int depth, PdfBuffer rows)
    {
        using var entries = Entries(png, depth).Raw("/ColorSpace/DeviceGray"u8);
        Predictor(entries, 1, depth, png.Width);
        file.Stream(id, entries.Written, rows.Written);
    }

    private static PdfBuffer Entries(Picture picture, int depth) => new PdfBuffer(512).Raw("/Type/XObject/Subtype/Image/Width "u8).Int(picture.Width)
        .Raw("/Height "u8).Int(picture.Height).Raw("/BitsPerComponent "u8).Int(depth);

    private static void Predictor(PdfBuffer entries, int colors, int depth, int columns) => entries.Raw("/DecodeParms<</Predictor 15/Colors "u8).Int(colors)
        .Raw("/BitsPerComponent "u8).Int(depth).Raw("/Columns "u8).Int(columns).Raw(">>"u8);
}
