using System.Diagnostics;
using Pipeline.Documents;
using Pipeline.Documents.Renderers;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;
using Pipeline.Typesetting;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Publishing.Conversion;

/// <summary>
/// Turns one file into its renditions, with no storage: reads, resolves metadata, renders HTML, PDF and text. Pure: the same
/// input gives the same bytes on every machine. The command line's <c>convert</c> and the publisher both call it.
/// </summary>
public class Converter(FontLibrary fonts, PipelineOptions options)
{
    /// <summary>Names the code that makes renditions; another version re-renders what older ones made.</summary>
    public const string RendererVersion = "1";

    /// <summary>Reads the file and resolves its metadata; renders nothing.</summary>
    /// <param name="pictures">As <see cref="ReadOptions.Images"/>.</param>
    /// <param name="around">Metadata from beside the file: sidecar, blob metadata, <c>_collection.yaml</c>, nearest first.</param>
    /// <exception cref="RejectedException">The file cannot be published.</exception>
    public virtual PreparedDocument Prepare(SourceFile file, IReadOnlyList<MetadataEntry> around, Func<string, ReadOnlyMemory<byte>?>? pictures, CancellationToken cancellationToken) =>
        Prepare(file, around, ReadOptions.Default with { Images = pictures }, cancellationToken);

    /// <summary>The same with other limits than the usual ones.</summary>
    public static PreparedDocument Prepare(SourceFile file, IReadOnlyList<MetadataEntry> around, ReadOptions reading, CancellationToken cancellationToken)
    {
        var (changes, unclear) = TrackedChangesField.Of(around);
        var read = DocumentReader.Read(file, reading with { TrackedChanges = changes ?? reading.TrackedChanges }, cancellationToken);
        var (metadata, findings) = MetadataResolver.Resolve(file.Path, read.Document, [.. around, .. read.Metadata], Gazetteer.Default);
        return new PreparedDocument(file, read.Format, InLanguage(WithOwnTitle(read.Document, metadata.Title), metadata.Language), metadata, [.. unclear, .. read.Diagnostics, .. findings])
        {
            SourceCounts = read.Source,
            Pages = read.Pages,
            HasText = read.HasText,
        };
    }

    /// <summary>Renders what <c>Prepare</c> returned.</summary>
    /// <param name="edition">Number and address that the renditions show; null in a conversion without storage.</param>
    /// <exception cref="RejectedException">The document goes past a limit of rendering.</exception>
    public virtual Renditions Render(PreparedDocument document, EditionIdentity? edition, CancellationToken cancellationToken)
    {
        var frontMatter = FrontMatters.Of(document, edition, options);
        var clock = Stopwatch.GetTimestamp();
        var html = HtmlRenderer.RenderPage(document.Document, frontMatter);
        var htmlTime = Stopwatch.GetElapsedTime(clock);
        cancellationToken.ThrowIfCancellationRequested();
        var text = PlainTextRenderer.Render(document.Document, frontMatter);
        clock = Stopwatch.GetTimestamp();
        var pdf = Pdf(document, frontMatter, cancellationToken);
        return new Renditions(html, pdf.Bytes, text, pdf.PageCount, DocumentText.CountWords(document.Document), pdf.Diagnostics)
        {
            HtmlTime = htmlTime,
            PdfTime = Stopwatch.GetElapsedTime(clock),
        };
    }

    /// <summary>Only the page.</summary>
    public byte[] RenderHtml(PreparedDocument document, EditionIdentity? edition) =>
        HtmlRenderer.RenderPage(document.Document, FrontMatters.Of(document, edition, options));

    /// <summary>Only the PDF.</summary>
    public PdfResult RenderPdf(PreparedDocument document, EditionIdentity? edition, CancellationToken cancellationToken) =>
        Pdf(document, FrontMatters.Of(document, edition, options), cancellationToken);

    /// <summary>An upload that is a PDF is authentic as it was sent: it is its own rendition, byte for byte.</summary>
    private PdfResult Pdf(PreparedDocument document, FrontMatter frontMatter, CancellationToken cancellationToken) => document.Pages is { } pages
        ? new PdfResult(document.File.Bytes.ToArray(), pages, [])
        : PdfRenderer.Render(document.Document, frontMatter, fonts, options.Typesetting, cancellationToken);

    /// <summary>A first paragraph that says just the title is the title: it would stand twice otherwise.</summary>
    private static Document WithOwnTitle(Document document, string title) =>
        document is { Title.Count: 0, Blocks: [Paragraph { Number: null, Language: null } first, _, ..] }
        && string.Equals(DocumentText.Of(first.Inlines).Trim(), title.Trim(), StringComparison.OrdinalIgnoreCase)
            ? document with { Title = first.Inlines, Blocks = [.. document.Blocks.Skip(1)] }
            : document;

    /// <summary>The document in the language that its metadata states, where that is another one than was detected.</summary>
    private static Document InLanguage(Document document, string language) => language == document.Language || language == "und"
        ? document
        : document with { Language = language, Direction = LanguageTags.Direction(language) };
}

/// <summary>Number and address of the edition that renditions show in their colophon; the address is null where the website's is not known.</summary>
public sealed record EditionIdentity(int Number, string? Address);

/// <summary>A document that was read, with its resolved metadata and every finding so far.</summary>
public sealed record PreparedDocument(
    SourceFile File,
    SourceFormat Format,
    Document Document,
    DocumentMetadata Metadata,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>SHA-256 of the pictures from beside the file that it shows; they are part of the work as the file is.</summary>
    public IReadOnlyList<string> PictureHashes { get; init; } = [];

    /// <summary>What the document has.</summary>
    public DocumentCounts Counts => DocumentCounts.Of(Document);

    /// <summary>What the file says that it has; null where its format says nothing.</summary>
    public DocumentCounts? SourceCounts { get; init; }

    /// <summary>Pages of an upload that is a PDF; null for every other.</summary>
    public int? Pages { get; init; }

    /// <summary>False where the text cannot be read out of the upload, and only its PDF is shown.</summary>
    public bool HasText { get; init; } = true;

    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal.</summary>
    public string SourceHash { get; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.Bytes.Span));
}

/// <summary>The bytes of each rendition.</summary>
public sealed record Renditions(byte[] Html, byte[] Pdf, byte[] Text, int Pages, int Words, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>What rendering took.</summary>
    public TimeSpan HtmlTime { get; init; }

    /// <inheritdoc cref="HtmlTime"/>
    public TimeSpan PdfTime { get; init; }
}
