using Pipeline.Documents.Readers.Pdf.Source;
using Pipeline.Documents.Readers.Pdf.Tags;

namespace Pipeline.Documents.Readers.Pdf;

/// <summary>The pictures that the document takes from the file: JPEGs, whose bytes stand in it as they are.</summary>
internal sealed class PdfPictures(ReadOptions options)
{
    private readonly Dictionary<string, ImageData> images = [];
    private readonly Dictionary<ReadOnlyMemory<byte>, string?> keys = [];

    public IReadOnlyDictionary<string, ImageData> Images => images;

    /// <summary>The only picture that stands in these contents; null where there are several, or none that can be taken.</summary>
    public string? Find(IReadOnlyList<PdfPage> pages, IEnumerable<TagContent> contents)
    {
        var found = contents.SelectMany(c => c.Page > 0 && c.Page <= pages.Count ? pages[c.Page - 1].Pictures.Where(p => p.Mark == c.Mark) : []).Take(2).ToList();
        return found.Count == 1 ? Add(found[0].Jpeg) : null;
    }

    private string? Add(ReadOnlyMemory<byte> jpeg)
    {
        if (jpeg.IsEmpty)
            return null;
        if (keys.TryGetValue(jpeg, out var known))
            return known;
        if (ImageHeader.Read(jpeg) is not { } image || (long)image.Width * image.Height > options.MaximumImagePixels || Components(jpeg.Span) is not (1 or 3))
            return keys[jpeg] = null;
        var key = $"image-{images.Count + 1}";
        images.Add(key, image with { Bytes = jpeg.ToArray() });
        return keys[jpeg] = key;
    }

    /// <summary>Colour components of a JPEG (ITU-T T.81 B.2.2): those with four are for print, and are shown wrong elsewhere.</summary>
    private static int Components(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length && jpeg[at] == 0xFF;)
        {
            var marker = jpeg[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return jpeg[at + 9];
            at += marker is 0xFF ? 1 : 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]);
        }
        return 0;
    }
}
