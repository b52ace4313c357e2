using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using Pipeline.Documents.Readers.Decoding;

namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// Reads a web page in one file (MHTML, RFC 2557), as browsers and Word save it: the page, its pictures and its style sheets are parts of a
/// message. Pictures are found by their addresses among the parts and nowhere else.
/// </summary>
internal static class WebArchive
{
    private const int Beginning = 4096;

    /// <summary>Whether a file begins as a message that holds a page.</summary>
    public static bool Is(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, Beginning)];
        if (start.Span.IndexOf("MIME-Version"u8) < 0 && start.Span.IndexOf("Mime-Version"u8) < 0) return false;
        var message = MimePart.Parse(start);
        return message.Headers.ContainsKey("mime-version") && message.MediaType is "multipart/related" or "text/html";
    }

    public static ReadResult Read(SourceFile file, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        var message = MimePart.Parse(file.Bytes);
        var parts = message.Leaves(options.MaximumPackageParts);
        var start = message.Parameter("start");
        var root = parts.Find(p => start is not null && p.Header("content-id") == start && IsPage(p)) ?? parts.Find(IsPage)
            ?? throw new RejectedException("damaged-file", "This web page in one file (MHTML) has no page in it: it may be damaged. Save the page again, and upload that file.");

        var bytes = root.Bytes();
        var declared = root.Parameter("charset") is { } charset ? HtmlEncoding.Find(charset) : null;
        var text = TextDecoder.Decode(bytes, findings, declared ?? HtmlEncoding.Declared(bytes.Span));
        if (text.Length > options.MaximumCharacters)
            throw DocumentReader.TooManyCharacters(text.Length, options);
        var page = HtmlPage.Parse(text, cancellationToken);

        var address = Uri.TryCreate(root.Header("content-location"), UriKind.Absolute, out var own) && own.Scheme is "http" or "https" or "file" ? own : null;
        var (pictures, places) = (new Dictionary<string, MimePart>(StringComparer.Ordinal), Places(parts, address));
        foreach (var picture in page.Images)
        {
            if (Find(picture.GetAttribute("src")) is not { } part) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"part-{pictures.Count + 1}");
            pictures[name] = part;
            picture.SetAttribute("src", name);
        }
        foreach (var link in page.QuerySelectorAll("link[rel=stylesheet i][href]").ToList())
        {
            if (Find(link.GetAttribute("href")) is not { MediaType: "text/css" } sheet) continue;
            var style = page.CreateElement("style");
            style.TextContent = Encoding.UTF8.GetString(sheet.Bytes().Span);
            link.Replace(style);
        }
        return HtmlReader.Read(page, SourceFormat.WebArchive, options with { Images = name => pictures.TryGetValue(name, out var part) ? part.Bytes() : null },
            findings, cancellationToken, address);

        MimePart? Find(string? target) => target is null ? null : places.GetValueOrDefault(target.Trim()) ?? places.GetValueOrDefault(Absolute(target.Trim(), address) ?? "");
    }

    private static bool IsPage(MimePart part) => part.MediaType is "text/html" or "application/xhtml+xml";

    // RFC 2557 4.2 and 8.3: a part is named by its Content-Location, which may be relative to the page's, or its Content-ID.
    private static Dictionary<string, MimePart> Places(List<MimePart> parts, Uri? address)
    {
        var places = new Dictionary<string, MimePart>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part.Header("content-id").Trim('<', '>') is { Length: > 0 } id) places.TryAdd("cid:" + id, part);
            if (part.Header("content-location") is not { Length: > 0 } location) continue;
            places.TryAdd(location, part);
            if (Absolute(location, address) is { } absolute) places.TryAdd(absolute, part);
        }
        return places;
    }

    private static string? Absolute(string target, Uri? address)
    {
        var known = address is null ? Uri.TryCreate(target, UriKind.Absolute, out var uri) : Uri.TryCreate(address, target, out uri);
        return known ? uri!.AbsoluteUri : null;
    }
}
