using System.Globalization;

namespace Pipeline.Documents.Readers;

/// <summary>Finds the pictures that a text names: in data: addresses, or through <see cref="ReadOptions.Images"/>. It never opens a file or an address itself.</summary>
internal sealed class ImageCollector(ReadOptions options, Findings findings)
{
    private readonly Dictionary<string, ImageData> images = [];
    private readonly Dictionary<string, string?> keys = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ImageData> Images => images;

    /// <summary>The picture's key in <see cref="Document.Images"/>, or null where there is no such picture; then a finding says so.</summary>
    /// <param name="address">As the text has it: <c>chart.png</c>, <c>data:image/png;base64,…</c>.</param>
    public string? Find(string address, int? line)
    {
        if (keys.TryGetValue(address, out var known))
            return known;
        return keys[address] = Load(address, line);
    }

    /// <summary>The same for a picture that is a part of the file itself.</summary>
    /// <param name="part">What tells it from others.</param>
    /// <param name="name">What it is called in findings.</param>
    public string? Add(string part, string name, Func<string, byte[]?> load)
    {
        if (keys.TryGetValue(part, out var known))
            return known;
        return keys[part] = Checked(load(part), name, null);
    }

    private string? Load(string address, int? line)
    {
        var embedded = address.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
        var name = embedded ? "embedded picture" : address;
        return Checked(embedded ? FromDataAddress(address) : FromLookup(address), name, line);
    }

    private string? Checked(ReadOnlyMemory<byte>? bytes, string name, int? line)
    {
        if (bytes is not { IsEmpty: false })
        {
            findings.Gather("image-missing", Severity.Warning, name, line, (count, names) => count == 1
                ? $"The picture {names} could not be included, its description stands in its place. Upload the picture beside the document, as a PNG or JPEG file of that name."
                : $"{count} pictures could not be included, their descriptions stand in their place: {names}. Upload the pictures beside the document, as PNG or JPEG files of those names.");
            return null;
        }
        if (ImageHeader.Read(bytes.Value) is not { } image)
        {
            findings.Gather("image-format", Severity.Warning, name, line, (_, names) =>
                $"Not a PNG or JPEG picture, or a damaged one: {names}. Its description stands in its place. Save it as PNG or JPEG and upload it again.");
            return null;
        }
        if ((long)image.Width * image.Height > options.MaximumImagePixels)
        {
            findings.Gather("image-too-large", Severity.Warning, name, line, (_, names) => string.Create(CultureInfo.InvariantCulture,
                $"Too large to print (more than {options.MaximumImagePixels:N0} pixels): {names}. Its description stands in its place. Make the picture smaller and upload it again."));
            return null;
        }
        var key = string.Create(CultureInfo.InvariantCulture, $"image-{images.Count + 1}");
        images.Add(key, image);
        return key;
    }

    private ReadOnlyMemory<byte>? FromLookup(string address)
    {
        if (options.Images is null || address.Contains("://", StringComparison.Ordinal))
            return null;
        var name = Uri.UnescapeDataString(address);
        // Only names below the document's own folder; what the caller makes of them is its affair, this is the first lock.
        var unsafeName = name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.StartsWith('/')
            || name.Split('/').Contains("..") || name.AsSpan().ContainsAnyInRange('\0', '\u001F');
        return unsafeName ? null : options.Images(name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name);
    }

    private static ReadOnlyMemory<byte>? FromDataAddress(string address)
    {
        var comma = address.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !address.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[(address.Length - comma) * 3 / 4 + 3];
        return Convert.TryFromBase64Chars(address.AsSpan(comma + 1), bytes, out var written) ? bytes.AsMemory(0, written) : null;
    }
}
