using System.Text;
using Pipeline.Documents.Renderers.Html;

namespace Pipeline.Documents.Renderers;

/// <summary>
/// Renders a document as one self-contained, semantic HTML5 page: no script, no outside resource. All classes begin with
/// <c>document</c> and stand in <see cref="StyleSheet"/>; all anchors are those of the document, and <c>contents</c>, <c>notes</c>,
/// <c>note-1</c>, <c>note-1-ref</c>.
/// </summary>
public static class HtmlRenderer
{
    private static readonly byte[] PageStyles = Resource("page.css");
    private static readonly byte[] DocumentStyles = Resource("document.css");

    /// <summary>The whole page. The content fragment stands in it between <c>&lt;main&gt;</c> and <c>&lt;/main&gt;</c>, byte for byte.</summary>
    public static byte[] RenderPage(Document document, FrontMatter frontMatter)
    {
        var writer = new HtmlWriter();
        var titles = TitleBlock.Of(document, frontMatter);
        writer.Markup("<!DOCTYPE html>\n<html"u8);
        writer.Attribute(" lang=\""u8, document.Language);
        writer.Markup(document.Direction == TextDirection.RightToLeft ? " dir=\"rtl\">\n"u8 : " dir=\"ltr\">\n"u8);
        writer.Markup("<head>\n<meta charset=\"utf-8\">\n"u8);
        writer.Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"u8);
        writer.Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>"u8);
        writer.Text(DocumentText.Of(titles.Title));
        writer.Markup("</title>\n"u8);
        Meta(writer, "description", frontMatter.Summary);
        Meta(writer, "author", titles.Byline);
        Meta(writer, "date", frontMatter.Date);
        if (frontMatter.Address is { Length: > 0 } address && Readers.LinkTargets.Allowed(address) is { } canonical)
        {
            writer.Attribute("<link rel=\"canonical\" href=\""u8, canonical);
            writer.Markup(">\n"u8);
        }
        writer.Markup("<style>\n"u8);
        writer.Markup(PageStyles);
        writer.Markup(DocumentStyles);
        writer.Markup("</style>\n</head>\n<body>\n<main>"u8);
        new ContentRenderer(writer, document, titles).Render();
        writer.Markup("</main>\n</body>\n</html>\n"u8);
        return writer.ToArray();
    }

    /// <summary>The bare content for a website to embed: the title block, contents list, text and notes, without head and styles.</summary>
    public static byte[] RenderFragment(Document document, FrontMatter frontMatter)
    {
        var writer = new HtmlWriter();
        new ContentRenderer(writer, document, TitleBlock.Of(document, frontMatter)).Render();
        return writer.ToArray();
    }

    /// <summary>Cuts the fragment out of a page that <see cref="RenderPage"/> made.</summary>
    /// <exception cref="ArgumentException">The bytes are no such page.</exception>
    public static ReadOnlyMemory<byte> FragmentOf(ReadOnlyMemory<byte> page)
    {
        // Text is escaped, so that the tags stand only where they were written.
        var start = page.Span.IndexOf("<main>"u8) + "<main>"u8.Length;
        var end = page.Span.LastIndexOf("</main>"u8);
        return start > "<main>"u8.Length && end >= start ? page[start..end] : throw new ArgumentException("This is no page of this renderer.", nameof(page));
    }

    /// <summary>The style sheet of the fragment, to be served by the website that embeds it; the page carries it inline. Every rule is scoped under <c>.document</c>.</summary>
    public static string StyleSheet { get; } = Encoding.UTF8.GetString(DocumentStyles);

    private static void Meta(HtmlWriter writer, string name, string? content)
    {
        if (string.IsNullOrWhiteSpace(content))
            return;
        writer.Attribute("<meta name=\""u8, name);
        writer.Attribute(" content=\""u8, content);
        writer.Markup(">\n"u8);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(HtmlRenderer).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
