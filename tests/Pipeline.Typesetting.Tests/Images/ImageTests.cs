using System.Text;
using Pipeline.Documents;
using Pipeline.Testing;
using Pipeline.Typesetting.Images;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Tests.Pdf;

namespace Pipeline.Typesetting.Tests.Images;

public class ImageTests
{
    private const int Width = 19, Height = 13;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Png_of_every_kind_keeps_its_pixels(bool interlaced)
    {
        Tools.Require("pdfimages", "poppler-utils");
        foreach (var (color, depth) in TestPng.Kinds)
        {
            var image = TestPng.Make(Width, Height, color, depth, interlaced, idatSize: 40);
            Assert.NotNull(ImageInfo.Read(image, ImageInfo.DefaultMaximumPixels, out _));
            using var file = TestFile.Write(WithPictures(image));
            var pictures = Extract(file);
            var kind = $"colour type {color}, {depth} bits";
            Assert.True(pictures[0].SequenceEqual(ExpectedColors(color, depth)), $"colours of {kind} differ");
            if (color is 4 or 6) Assert.True(pictures[1].SequenceEqual(Expected(x => Level(x, TestPng.Channels(color) - 1, depth))), $"alpha of {kind} differs");
        }
    }

    [Fact]
    public void Palette_alpha_becomes_a_soft_mask()
    {
        Tools.Require("pdfimages", "poppler-utils");
        foreach (var depth in (int[])[1, 2, 4, 8])
        {
            using var file = TestFile.Write(WithPictures(TestPng.Make(Width, Height, 3, depth, transparency: [0, 128])));
            var expected = Expected(p => TestPng.Sample(p.X, p.Y, 0, depth) switch { 0 => (byte)0, 1 => 128, _ => 255 });
            Assert.Equal(expected, Extract(file)[1]);
        }
    }

    [Fact]
    public void One_transparent_colour_becomes_a_colour_key()
    {
        using var file = TestFile.Write(WithPictures(TestPng.Make(Width, Height, 2, 8, transparency: [0, 10, 0, 20, 0, 30])));
        Assert.Contains("/Mask[10 10 20 20 30 30]", Encoding.Latin1.GetString(file.Bytes));
        file.Check();
    }

    [Fact]
    public void A_picture_without_alpha_passes_through_byte_for_byte()
    {
        var image = TestPng.Make(64, 64, 2, 8);
        var pdf = Pipeline.Typesetting.Pdf.PdfWriter.Write(WithPictures(image), TestContext.Current.CancellationToken);
        var idat = image.Bytes.Span.IndexOf("IDAT"u8);
        Assert.True(pdf.AsSpan().IndexOf(image.Bytes.Span[(idat + 4)..^16]) > 0);
    }

    [Fact]
    public void The_same_picture_is_written_once()
    {
        var image = TestPng.Make(Width, Height, 2, 8);
        using var file = TestFile.Write(WithPictures(image, image with { }, new ImageData(image.Bytes.ToArray(), image.Format, Width, Height)));
        Assert.Single(Encoding.Latin1.GetString(file.Bytes).Split("/Subtype/Image").Skip(1));
    }

    [Theory]
    [InlineData("quadrants-rgb.jpg", "/DeviceRGB")]
    [InlineData("quadrants-progressive.jpg", "/DeviceRGB")]
    [InlineData("quadrants-gray.jpg", "/DeviceGray")]
    [InlineData("quadrants-cmyk.jpg", "[/ICCBased ")]
    public void Jpeg_passes_through(string name, string colors)
    {
        var image = Jpeg(name);
        var info = ImageInfo.Read(image, ImageInfo.DefaultMaximumPixels, out _);
        Assert.Equal(new ImageInfo(32, 16, new Orientation(1)) { IsCmyk = name.Contains("cmyk", StringComparison.Ordinal) }, info);
        using var file = TestFile.Write(WithPictures(image));
        Assert.True(file.Bytes.AsSpan().IndexOf(image.Bytes.Span) > 0);
        Assert.Contains("/ColorSpace" + colors, Encoding.Latin1.GetString(file.Bytes));
        file.Check();
    }

    [Fact]
    public void Jpeg_in_press_colours_is_shown_as_it_is_meant()
    {
        Tools.Require("pdftoppm", "poppler-utils");
        var page = Render(Jpeg("quadrants-cmyk.jpg"), 1);
        // Red, green, blue, white: the strongest component says which.
        Assert.True(page.Pixel(0.25, 0.25) is var (r, g, b) && r > g && r > b, "top left is red");
        Assert.True(page.Pixel(0.75, 0.25) is var (r2, g2, b2) && g2 > r2 && g2 > b2, "top right is green");
        Assert.True(page.Pixel(0.75, 0.75) is var (r3, g3, b3) && r3 > 200 && g3 > 200 && b3 > 200, "bottom right is white");
    }

    [Theory]
    // By Exif 2.3: which stored quadrant (0 top left, 1 top right, 2 bottom left, 3 bottom right) shows at those four places.
    [InlineData(1, 0, 1, 2, 3)]
    [InlineData(2, 1, 0, 3, 2)]
    [InlineData(3, 3, 2, 1, 0)]
    [InlineData(4, 2, 3, 0, 1)]
    [InlineData(5, 0, 2, 1, 3)]
    [InlineData(6, 2, 0, 3, 1)]
    [InlineData(7, 3, 1, 2, 0)]
    [InlineData(8, 1, 3, 0, 2)]
    public void Exif_orientation_is_honoured(int orientation, int topLeft, int topRight, int bottomLeft, int bottomRight)
    {
        Tools.Require("pdftoppm", "poppler-utils");
        var image = Jpeg("quadrants-rgb.jpg", orientation);
        var info = ImageInfo.Read(image, ImageInfo.DefaultMaximumPixels, out _)!;
        Assert.Equal(orientation >= 5 ? (16, 32) : (32, 16), (info.Width, info.Height));
        var page = Render(image, orientation);
        int[] shown = [Quadrant(page.Pixel(.25, .25)), Quadrant(page.Pixel(.75, .25)), Quadrant(page.Pixel(.25, .75)), Quadrant(page.Pixel(.75, .75))];
        Assert.Equal([topLeft, topRight, bottomLeft, bottomRight], shown);

        static int Quadrant((int R, int G, int B) c) => c switch { ( > 200, > 200, > 200) => 3, ( > 150, _, _) => 0, (_, > 150, _) => 1, _ => 2 };
    }

    [Fact]
    public void A_bomb_is_refused_by_its_header()
    {
        var small = TestPng.Make(4, 4, 0, 8).Bytes.ToArray();
        var problem = Problem(Patch(small, 16, [0, 1, 0, 0, 0, 1, 0, 0]));
        Assert.Contains("65536 by 65536 pixels", problem);
        Assert.Contains("more than 50 million", problem);
    }

    [Fact]
    public void Damaged_pictures_are_named_and_never_stop_the_writer()
    {
        var png = TestPng.Make(40, 40, 6, 8).Bytes.ToArray();
        var jpeg = Jpeg("quadrants-rgb.jpg").Bytes.ToArray();
        var damaged = new List<ImageData>
        {
            new(Array.Empty<byte>(), ImageFormat.Png, 1, 1),
            new(Array.Empty<byte>(), ImageFormat.Jpeg, 1, 1),
            new(png.AsMemory(0, png.Length - 40), ImageFormat.Png, 40, 40),
            new(png.AsMemory(0, 60), ImageFormat.Png, 40, 40),
            new(jpeg.AsMemory(0, 100), ImageFormat.Jpeg, 32, 16),
            new(jpeg.AsMemory(0, jpeg.Length - 10), ImageFormat.Jpeg, 32, 16),
            new(png, ImageFormat.Jpeg, 40, 40),
            new(jpeg, ImageFormat.Png, 32, 16),
        };
        foreach (var image in damaged)
        {
            Assert.Null(ImageInfo.Read(image, ImageInfo.DefaultMaximumPixels, out var problem));
            Assert.EndsWith(".", problem);
            using var file = TestFile.Write(WithPictures(image));
            file.Check();
        }
    }

    [Fact]
    public void No_changed_byte_makes_reading_or_writing_throw()
    {
        var cancellation = TestContext.Current.CancellationToken;
        byte[][] sources = [TestPng.Make(9, 7, 3, 4, interlaced: true, transparency: [1, 2]).Bytes.ToArray(), Jpeg("quadrants-cmyk.jpg", 6).Bytes.ToArray()];
        foreach (var source in sources)
        {
            for (var i = 0; i < Math.Min(source.Length, 700); i++)
            {
                foreach (var value in (byte[])[0, 1, 0x7F, 0xFF])
                {
                    var changed = Patch(source, i, [value]);
                    var format = ReferenceEquals(source, sources[0]) ? ImageFormat.Png : ImageFormat.Jpeg;
                    var image = new ImageData(changed, format, 9, 7);
                    _ = ImageInfo.Read(image, 1_000_000, out _);
                    if (ImageInfo.Read(image, 1_000_000, out _) is null) continue;
                    Assert.NotEmpty(Pipeline.Typesetting.Pdf.PdfWriter.Write(WithPictures(image), cancellation));
                }
            }
        }
    }

    private static string? Problem(byte[] bytes)
    {
        // The header's checksum has to be right for its size to be believed.
        var crc = Crc32.Of(bytes.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), crc);
        Assert.Null(ImageInfo.Read(new ImageData(bytes, ImageFormat.Png, 4, 4), ImageInfo.DefaultMaximumPixels, out var problem));
        return problem;
    }

    private static byte[] Patch(byte[] source, int at, byte[] values)
    {
        var copy = source.ToArray();
        values.CopyTo(copy, at);
        return copy;
    }

    private static PagedDocument WithPictures(params ImageData[] images)
    {
        var pages = new TestPages();
        foreach (var image in images)
        {
            var figure = pages.Add(new StructureElement("Figure") { Alt = "A pattern" });
            pages.Page.Add(new ImageItem { Image = image, X = 100, Y = 100, Width = 160, Height = 80 }, figure);
        }
        return pages.Finish();
    }

    internal static ImageData Jpeg(string name, int orientation = 0)
    {
        var bytes = Fixtures.Read(name);
        if (orientation == 0) return new ImageData(bytes, ImageFormat.Jpeg, 32, 16);
        // After SOI: APP1 with a TIFF header and one entry, tag 274 of type SHORT.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return new ImageData((byte[])[.. bytes[..2], .. exif, .. bytes[2..]], ImageFormat.Jpeg, 32, 16);
    }

    private static RenderedPage Render(ImageData image, int orientation)
    {
        var pages = new TestPages();
        var (width, height) = orientation >= 5 ? (100, 200) : (200, 100);
        pages.Page.Add(new ImageItem { Image = image, X = 50, Y = 60, Width = width, Height = height }, pages.Add(new StructureElement("Figure") { Alt = "x" }));
        using var file = TestFile.Write(pages.Finish());
        return new RenderedPage(file, 50, 60, width, height);
    }

    // As poppler makes 8 bits of it: of 16 it takes the upper half.
    private static byte Level((int X, int Y) p, int channel, int depth) =>
        (byte)(depth == 16 ? TestPng.Sample(p.X, p.Y, channel, depth) >> 8 : TestPng.Sample(p.X, p.Y, channel, depth) * 255 / ((1 << depth) - 1));

    private static byte[] Expected(Func<(int X, int Y), byte> gray) =>
        [.. Enumerable.Range(0, Width * Height).Select(i => gray((i % Width, i / Width))).SelectMany(v => (byte[])[v, v, v])];

    private static byte[] ExpectedColors(int color, int depth) => color switch
    {
        // pdfimages gives one bit a pixel without the palette, 0 as white.
        3 when depth == 1 => Expected(p => (byte)(255 - Level(p, 0, depth))),
        3 => [.. Enumerable.Range(0, Width * Height).SelectMany(i => TestPng.Palette(depth).AsSpan(TestPng.Sample(i % Width, i / Width, 0, depth) * 3, 3).ToArray())],
        2 or 6 => [.. Enumerable.Range(0, Width * Height).SelectMany(i => Enumerable.Range(0, 3).Select(c => Level((i % Width, i / Width), c, depth)))],
        _ => Expected(p => Level(p, 0, depth)),
    };

    // Pictures and masks in the order of the file, each as RGB bytes.
    private static List<byte[]> Extract(TestFile file)
    {
        var folder = Directory.CreateTempSubdirectory();
        var (exit, _, errors) = Tools.Run("pdfimages", file.Path, Path.Combine(folder.FullName, "p"));
        Assert.True(exit == 0, errors);
        var result = Directory.GetFiles(folder.FullName).Order(StringComparer.Ordinal).Select(p => Netpbm.Read(File.ReadAllBytes(p)).Rgb).ToList();
        folder.Delete(recursive: true);
        return result;
    }
}
