using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// Writes positioned pages as a tagged PDF 1.7 file (ISO 32000-1) that conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
/// </summary>
public static class PdfWriter
{
    /// <summary>The whole file. The same pages give the same bytes.</summary>
    public static byte[] Write(PagedDocument document, CancellationToken cancellationToken)
    {
        using var file = new PdfFile();
        var catalog = file.Reserve();
        var resourceObject = file.Reserve();

        using var resources = new DocumentResources(file);
        foreach (var page in document.Pages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            resources.Collect(page);
        }
        resources.Encode();
        var pages = new PdfPages(file, document.Pages);
        var pageTree = pages.Write(resources, resourceObject, cancellationToken);
        resources.Write(resourceObject);
        var structure = new StructureTree(file, pages).Write(document.Root);
        var outline = document.Bookmarks.Count > 0 ? Outline.Write(file, pages, document.Bookmarks) : 0;
        var (xmp, information) = Metadata.Write(file, document);
        var intent = WriteOutputIntent(file);

        var buffer = file.Begin(catalog).Raw("<</Type/Catalog/Pages "u8).Reference(pageTree).Raw("/Lang"u8).Text(document.Language)
            .Raw("/MarkInfo<</Marked true>>/StructTreeRoot "u8).Reference(structure).Raw("/Metadata "u8).Reference(xmp)
            .Raw("/ViewerPreferences<</DisplayDocTitle true"u8)
            .Raw(document.Direction == Documents.TextDirection.RightToLeft ? "/Direction/R2L>>"u8 : ">>"u8);
        if (outline != 0) buffer.Raw("/Outlines "u8).Reference(outline);
        buffer.Raw("/OutputIntents["u8).Reference(intent).Raw("]>>"u8);
        return file.Finish(catalog, information, document.Identity);
    }

    // ISO 32000-1 14.11.5. It says what the device colours of pages and pictures mean; pictures in CMYK have a profile of their own.
    private static int WriteOutputIntent(PdfFile file)
    {
        var (intent, profile) = (file.Reserve(), file.Reserve());
        file.Packed(profile, "/N 3"u8, SrgbProfile.Packed);
        file.Begin(intent).Raw("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile "u8)
            .Reference(profile).Raw(">>"u8);
        return intent;
    }
}
