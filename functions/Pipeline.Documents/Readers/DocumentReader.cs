using System.Globalization;
using Pipeline.Documents.Readers;
using Pipeline.Documents.Readers.Decoding;
using Pipeline.Documents.Readers.Html;
using Pipeline.Documents.Readers.Markdown;
using Pipeline.Documents.Readers.OpenDocument;
using Pipeline.Documents.Readers.Pdf;
using Pipeline.Documents.Readers.PlainText;
using Pipeline.Documents.Readers.Rtf;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents;

/// <summary>An upload's bytes and its path in storage (<c>2011-ga-dialogue/statements/nigeria.md</c>), whose last part is the file's name.</summary>
public sealed record SourceFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>Limits and defaults of reading. Every one is an option; what goes past one is a rejection that names it.</summary>
public sealed record ReadOptions
{
    public static ReadOptions Default { get; } = new();

    /// <summary>Blocks inside blocks (lists in quotes in cells); deeper ones are flattened with a warning.</summary>
    public int MaximumNesting { get; init; } = 64;

    /// <summary>Width times height of one picture, in pixels, as its header states it.</summary>
    public long MaximumImagePixels { get; init; } = 100_000_000;

    /// <summary>Characters of text in one file.</summary>
    public int MaximumCharacters { get; init; } = 20_000_000;

    /// <summary>Bytes of a file that is a package of parts (Word, OpenDocument), as it is uploaded.</summary>
    public long MaximumPackageBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Bytes of all its parts together, unpacked.</summary>
    public long MaximumUnpackedBytes { get; init; } = 400 * 1024 * 1024;

    /// <summary>How many times as large a part may become when it is unpacked.</summary>
    public int MaximumExpansion { get; init; } = 500;

    public int MaximumPackageParts { get; init; } = 10_000;

    /// <summary>Elements inside elements in the XML of a part.</summary>
    public int MaximumXmlDepth { get; init; } = 256;

    /// <summary>What becomes of changes that nobody has accepted or rejected.</summary>
    public TrackedChanges TrackedChanges { get; init; }

    /// <summary>
    /// Gives the bytes of a picture that a text names by a relative path below its own folder (<c>chart.png</c>, <c>img/map.jpg</c>; never
    /// with <c>..</c>), or null where there is none. The readers themselves open nothing.
    /// </summary>
    public Func<string, ReadOnlyMemory<byte>?>? Images { get; init; }
}

/// <summary>What to do with a document that has tracked changes.</summary>
public enum TrackedChanges
{
    /// <summary>It is rejected: which version is meant is its authors' decision.</summary>
    Refuse,
    Accept,
    Reject,
}

/// <summary>What a reader makes of a file: the document, what the file says about itself, and what could not be carried over.</summary>
public sealed record ReadResult(
    Document Document,
    SourceFormat Format,
    IReadOnlyList<MetadataEntry> Metadata,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Pages of a file that is a PDF, and so its own PDF rendition; null for every other format.</summary>
    public int? Pages { get; init; }

    /// <summary>False where the file is one to look at alone: its text cannot be read, and <see cref="Document"/> has none.</summary>
    public bool HasText { get; init; } = true;

    /// <summary>What the file says or has by its own account; null where its format has no such account.</summary>
    public DocumentCounts? Source { get; init; }
}

/// <summary>A format that uploads come in, recognised by their bytes first and their extension second.</summary>
/// <param name="Name">Stable name: <c>markdown</c>, <c>text</c>, <c>word</c>.</param>
/// <param name="MediaType">RFC 6838 media type to serve the source with.</param>
/// <param name="Extension">The usual extension with its dot.</param>
public sealed record SourceFormat(string Name, string MediaType, string Extension)
{
    public static SourceFormat Markdown { get; } = new("markdown", "text/markdown; charset=utf-8", ".md");

    public static SourceFormat PlainText { get; } = new("text", "text/plain; charset=utf-8", ".txt");

    public static SourceFormat Html { get; } = new("html", "text/html; charset=utf-8", ".html");

    /// <summary>A web page in one file (RFC 2557).</summary>
    public static SourceFormat WebArchive { get; } = new("mhtml", "multipart/related", ".mhtml");

    public static SourceFormat Rtf { get; } = new("rtf", "application/rtf", ".rtf");

    public static SourceFormat OpenDocument { get; } = new("opendocument", "application/vnd.oasis.opendocument.text", ".odt");

    public static SourceFormat Pdf { get; } = new("pdf", "application/pdf", ".pdf");

    public static SourceFormat Word { get; } = new("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
}

/// <summary>Reads an uploaded file into a <see cref="Document"/>.</summary>
public static class DocumentReader
{
    private delegate ReadResult Reader(SourceFile file, ReadOptions options, Findings findings, CancellationToken cancellationToken);

    private delegate ReadResult TextReader(string text, ReadOptions options, Findings findings, CancellationToken cancellationToken);

    /// <summary>Format by format who reads it. To add one: its signature in <see cref="FileTypes"/>, a folder with its reader, a line here.</summary>
    private static readonly Dictionary<SourceFormat, Reader> Readers = new()
    {
        [SourceFormat.Markdown] = Decoded(MarkdownReader.Read),
        [SourceFormat.PlainText] = Decoded(PlainTextReader.Read),
        [SourceFormat.Pdf] = PdfReader.Read,
        [SourceFormat.Word] = WordReader.Read,
        [SourceFormat.Html] = HtmlReader.Read,
        [SourceFormat.WebArchive] = WebArchive.Read,
        [SourceFormat.Rtf] = RtfReader.Read,
        [SourceFormat.OpenDocument] = OpenDocumentReader.Read,
    };

    /// <summary>
    /// Recognises the format and reads it. Pure: the same bytes and options give the same result on every machine.
    /// </summary>
    /// <exception cref="RejectedException">The file cannot be published; its diagnostics say why and what to do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ReadResult Read(SourceFile file, ReadOptions options, CancellationToken cancellationToken)
    {
        var format = FileTypes.Recognise(file);
        cancellationToken.ThrowIfCancellationRequested();
        var result = Readers[format](file, options, new Findings(), cancellationToken);
        if (result.HasText && !HasContent(result.Document))
            throw new RejectedException("no-words", "This file has no words in it. Check that it is the right file, and upload it again.");
        return result;
    }

    private static Reader Decoded(TextReader read) => (file, options, findings, cancellationToken) =>
    {
        var text = TextDecoder.Decode(file.Bytes, findings);
        if (text.Length > options.MaximumCharacters)
            throw TooManyCharacters(text.Length, options);
        cancellationToken.ThrowIfCancellationRequested();
        return read(text, options, findings, cancellationToken);
    };

    internal static RejectedException TooManyCharacters(long characters, ReadOptions options) => new("too-many-characters", string.Create(CultureInfo.InvariantCulture,
        $"This file has {characters:N0} characters; at most {options.MaximumCharacters:N0} can be published. Split it into several documents."));

    private static bool HasContent(Document document) =>
        document.Images.Count > 0 || document.Title.Count > 0 || DocumentText.Lines(document).Any(l => l.Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c)));
}
