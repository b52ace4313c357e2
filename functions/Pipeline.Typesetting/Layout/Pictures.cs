using Pipeline.Documents;
using Pipeline.Typesetting.Images;

namespace Pipeline.Typesetting.Layout;

/// <summary>A document's pictures, each checked once before it is placed; and what was found wrong with them.</summary>
internal sealed class Pictures(Document document, TypesettingOptions options)
{
    private readonly Dictionary<string, ImageData?> known = [];
    private readonly List<Diagnostic> findings = [];
    private long pixels;

    public IReadOnlyList<Diagnostic> Findings => findings;

    /// <summary>The picture with its width and height as shown, or null where it cannot be shown.</summary>
    public ImageData? Find(Image image)
    {
        if (known.TryGetValue(image.Source, out var found)) return found;
        return known[image.Source] = document.Images.TryGetValue(image.Source, out var data) ? Check(image, data) : null;
    }

    private ImageData? Check(Image image, ImageData data)
    {
        var info = ImageInfo.Read(data, options.MaximumImagePixels, out var problem);
        if (info is not null && (long)info.Width * info.Height > options.MaximumDocumentPixels - pixels)
            (info, problem) = (null, $"The document's pictures have more than {options.MaximumDocumentPixels / 1_000_000} million pixels together. Make them smaller and upload it again.");
        var place = image.Alt.Length > 0 ? $"picture “{image.Alt}”" : $"picture {image.Source}";
        if (info is null)
        {
            findings.Add(new Diagnostic("picture-not-shown", Severity.Warning, $"{problem} The PDF shows the picture's description instead of it.", place));
            return null;
        }
        if (info.IsCmyk)
            findings.Add(new Diagnostic("picture-in-press-colours", Severity.Info,
                "The picture has the colours of a printing press (CMYK). They are shown as offset printing on coated paper has them. Save the picture in RGB if its exact colours matter.", place));
        pixels += (long)info.Width * info.Height;
        return data with { Width = info.Width, Height = info.Height };
    }
}
