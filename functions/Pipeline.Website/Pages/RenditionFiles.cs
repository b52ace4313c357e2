using Microsoft.Net.Http.Headers;
using Pipeline.Publishing.Storage;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>The renditions as files: PDF, text, print view and the file that was uploaded.</summary>
internal static class RenditionFiles
{
    public static Reply Pdf(SiteRequest request, string id) => File(request, id, Rendition.Pdf, "application/pdf") with
    {
        Ranges = true,
        Headers = Named("inline", request.Document(id).Title, ".pdf"),
    };

    public static Reply Text(SiteRequest request, string id) => File(request, id, Rendition.Text, "text/plain; charset=utf-8");

    /// <summary>The self-contained page, with the print styles that it carries.</summary>
    public static Reply Print(SiteRequest request, string id) => File(request, id, Rendition.Html, "text/html; charset=utf-8") with
    {
        Policy = ContentPolicy.Rendition,
    };

    /// <summary>The upload itself, to be saved and never shown: its content is somebody else's.</summary>
    public static Reply Source(SiteRequest request, string id)
    {
        var document = request.Document(id);
        var edition = request.Edition(document);
        var name = document.UploadPath[(document.UploadPath.LastIndexOf('/') + 1)..];
        var stem = name.EndsWith(edition.SourceExtension, StringComparison.OrdinalIgnoreCase) ? name[..^edition.SourceExtension.Length] : name;
        return File(request, id, Rendition.Source, MediaType(edition.SourceExtension)) with
        {
            Ranges = true,
            Policy = ContentPolicy.Upload,
            Headers = Named("attachment", stem, edition.SourceExtension),
        };
    }

    private static Reply File(SiteRequest request, string id, Rendition rendition, string contentType)
    {
        var document = request.Document(id);
        var edition = request.Edition(document);
        return new Reply
        {
            ContentType = contentType,
            // Two documents of the same bytes and metadata have editions of the same hash, but their own address in the colophon.
            Tag = SiteRequest.Hash($"{document.Id}\n{edition.Hash}\n{rendition}"),
            CacheControl = request.Parameters.One("edition") is null ? CacheFor.Moments : CacheFor.AnHour,
            Body = async cancellationToken => new Content(await request.Library.ReadRendition(document, edition, rendition, cancellationToken)),
        };
    }

    /// <summary>RFC 6266: the name in ASCII for old clients and in UTF-8 for the others.</summary>
    private static Dictionary<string, string> Named(string disposition, string stem, string extension)
    {
        const int Longest = 120;
        var clean = new string([.. stem.Select(c => char.IsControl(c) || "\\/:*?\"<>|".Contains(c, StringComparison.Ordinal) ? ' ' : c)]).Trim(' ', '.');
        if (clean.Length > Longest) clean = clean[..(char.IsHighSurrogate(clean[Longest - 1]) ? Longest - 1 : Longest)].TrimEnd();
        var header = new ContentDispositionHeaderValue(disposition);
        header.SetHttpFileName((clean.Length == 0 ? "document" : clean) + extension);
        return new Dictionary<string, string> { [HeaderNames.ContentDisposition] = header.ToString() };
    }

    private static string MediaType(string extension) => extension.ToLowerInvariant() switch
    {
        ".md" or ".markdown" => "text/markdown",
        ".txt" => "text/plain",
        ".html" or ".htm" => "text/html",
        ".mht" or ".mhtml" => "multipart/related",
        ".pdf" => "application/pdf",
        ".rtf" => "application/rtf",
        ".doc" => "application/msword",
        ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".odt" => "application/vnd.oasis.opendocument.text",
        ".pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    };
}
