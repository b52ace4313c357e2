using Pipeline.Documents;

namespace Pipeline.Typesetting.Images;

/// <summary>
/// How a picture's stored rows and columns are shown: the Exif orientation (Exif 2.3, tag 274), 1 to 8, of which 1 is as stored.
/// </summary>
public readonly record struct Orientation(int Value)
{
    /// <summary>True where stored rows are shown as columns.</summary>
    public bool Turned => Value >= 5;

    /// <summary>The matrix that shows the unit square in a rectangle (ISO 32000-1 8.9.5.1: a picture's top is y = 1).</summary>
    internal double[] Matrix(double x, double y, double width, double height) => Value switch
    {
        2 => [-width, 0, 0, height, x + width, y],
        3 => [-width, 0, 0, -height, x + width, y + height],
        4 => [width, 0, 0, -height, x, y + height],
        5 => [0, -height, -width, 0, x + width, y + height],
        6 => [0, -height, width, 0, x, y + height],
        7 => [0, height, width, 0, x, y],
        8 => [0, height, -width, 0, x + width, y],
        _ => [width, 0, 0, height, x, y],
    };
}

/// <summary>
/// What is known about a picture after its bytes were checked. Layout asks for it before it places a picture; where there is none it
/// shows the alternative text and reports the problem.
/// </summary>
/// <param name="Width">Pixels across as shown, the Exif orientation applied.</param>
/// <param name="Height">Pixels down as shown.</param>
/// <param name="Orientation">How the stored picture is turned to be shown.</param>
public sealed record ImageInfo(int Width, int Height, Orientation Orientation)
{
    /// <summary>Default limit: more than a camera makes, and unpacked, at its worst (8 bytes a pixel), 400 MB.</summary>
    public const long DefaultMaximumPixels = 50_000_000;

    /// <summary>Whether the colours are those of a printing press (CMYK); which press it is no JPEG file must say.</summary>
    public bool IsCmyk { get; init; }

    /// <summary>
    /// Checks a picture from its first byte to its last, without unpacking more than <paramref name="maximumPixels"/>.
    /// Returns null and says in <paramref name="problem"/>, in plain words, why it cannot be shown.
    /// </summary>
    public static ImageInfo? Read(ImageData image, long maximumPixels, out string? problem)
    {
        var picture = Open(image, maximumPixels, out problem);
        if (picture is PngImage png && !png.IsIntact())
        {
            problem = "The picture is damaged: its file is cut off or was changed on the way. Save it again as PNG or JPEG.";
            return null;
        }
        return picture?.Info;
    }

    /// <summary>The picture with its header read, or null and the problem; the pixels are not looked at.</summary>
    internal static Picture? Open(ImageData image, long maximumPixels, out string? problem)
    {
        try
        {
            Picture picture = image.Format == ImageFormat.Png ? PngImage.Read(image.Bytes) : JpegImage.Read(image.Bytes);
            problem = (long)picture.Width * picture.Height <= maximumPixels ? null
                : $"The picture has {picture.Width} by {picture.Height} pixels, which is more than {maximumPixels / 1_000_000} million. Make it smaller and upload it again.";
            return problem is null ? picture : null;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            problem = e is InvalidDataException ? e.Message : "The picture is damaged: its file is cut off. Save it again as PNG or JPEG.";
            return null;
        }
    }
}

/// <summary>A picture whose header was read. <paramref name="width"/> and <paramref name="height"/> are as stored.</summary>
internal abstract class Picture(int width, int height)
{
    public int Width { get; } = width;
    public int Height { get; } = height;
    public Orientation Orientation { get; protected init; } = new(1);
    public virtual bool IsCmyk => false;
    public ImageInfo Info => (Orientation.Turned ? new ImageInfo(Height, Width, Orientation) : new(Width, Height, Orientation)) with { IsCmyk = IsCmyk };
}
