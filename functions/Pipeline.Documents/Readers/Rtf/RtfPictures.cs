using System.Globalization;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>Pictures (RTF 1.9.1, "Pictures"), alone or in shapes, which keep the description apart from the picture.</summary>
internal sealed class RtfPictures(Word.BodyFile file, RtfText text)
{
    private enum Format
    {
        Unknown,
        Raster,
        Metafile,
        Bitmap,
    }

    private sealed class Shape
    {
        public string Description { get; set; } = "";
        public List<(string Key, RtfState State)> Pictures { get; } = [];
    }

    private static readonly string[] FileEndings = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf"];

    private readonly List<byte> bytes = [];
    private readonly Stack<Shape> shapes = new();
    private Format format;
    private string description = "";
    private int digit = -1;
    private int count;
    private bool open;

    /// <returns>What is to be done at the shape's end.</returns>
    public Action BeginShape()
    {
        var shape = new Shape();
        shapes.Push(shape);
        return () =>
        {
            shapes.Pop();
            foreach (var (key, state) in shape.Pictures)
                Write(key, shape.Description, state);
        };
    }

    public void Begin()
    {
        bytes.Clear();
        (format, description, digit, open) = (Format.Unknown, "", -1, true);
    }

    public void Word(string word) => format = word switch
    {
        "pngblip" or "jpegblip" => Format.Raster,
        "emfblip" or "wmetafile" or "macpict" or "pmmetafile" => Format.Metafile,
        "dibitmap" or "wbitmap" => Format.Bitmap,
        _ => format,
    };

    /// <summary>Takes a description; the picture's place on its author's disk, which Word writes there by itself, is none.</summary>
    public void Describe(string words)
    {
        if (words.Contains(":\\", StringComparison.Ordinal) || FileEndings.Any(e => words.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            return;
        if (open)
            description = words;
        else if (shapes.TryPeek(out var shape))
            shape.Description = words;
    }

    public void Binary(ReadOnlySpan<byte> data) => bytes.AddRange(data);

    public void Hexadecimal(ReadOnlySpan<byte> digits)
    {
        foreach (var c in digits)
        {
            var value = c switch { >= (byte)'0' and <= (byte)'9' => c - '0', >= (byte)'a' and <= (byte)'f' => c - 'a' + 10, >= (byte)'A' and <= (byte)'F' => c - 'A' + 10, _ => -1 };
            if (value < 0)
                continue;
            if (digit < 0)
            {
                digit = value;
                continue;
            }
            bytes.Add((byte)((digit << 4) | value));
            digit = -1;
        }
    }

    public void End(in RtfState state)
    {
        open = false;
        if (bytes.Count == 0)
            return;
        var name = string.Create(CultureInfo.InvariantCulture, $"picture {++count}");
        if (format is Format.Metafile or Format.Bitmap)
        {
            var kind = format == Format.Metafile ? "a Windows drawing (WMF or EMF)" : "a Windows bitmap";
            file.Findings.Gather("image-format", Severity.Warning, name + (description.Length > 0 ? $": {description}" : ""), null, (_, names) =>
                $"Pictures in this document could not be carried over: {names}. The first is {kind}. In Word cut such a picture, insert it again with Paste Special as PNG, and give it alt text.");
            text.Write(description, state);
            return;
        }
        var data = bytes.ToArray();
        if (file.Images.Add("rtf:" + name, name, _ => data) is not { } key)
            text.Write(description, state);
        else if (shapes.TryPeek(out var shape) && description.Length == 0)
            shape.Pictures.Add((key, state));
        else
            Write(key, description, state);
    }

    private void Write(string key, string alt, in RtfState state)
    {
        if (alt.Length == 0)
            file.Findings.Gather("image-undescribed", Severity.Warning, key, null, (number, _) =>
                $"{(number == 1 ? "A picture has" : $"{number} pictures have")} no description for people who cannot see it. In Word: right-click the picture, “Edit Alt Text”, write what it shows or mark it as decorative.");
        text.Write(new Image(key, alt), state);
    }
}
