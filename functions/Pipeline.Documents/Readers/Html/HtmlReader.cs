using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Pipeline.Documents.Readers.Decoding;

namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// Reads a web page: one that a browser saved, an export of Word or of a website's editor. What is around the text (menus, headers, scripts)
/// goes, what the text is made of is mapped by <see cref="HtmlMapper"/>. Nothing that the page names is fetched.
/// </summary>
internal static class HtmlReader
{
    private static readonly string[] NotesTitles = ["notes", "footnotes", "endnotes", "references", "note", "fußnoten", "anmerkungen", "notas", "notes de bas de page"];

    public static ReadResult Read(SourceFile file, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        var text = TextDecoder.Decode(file.Bytes, findings, HtmlEncoding.Declared(file.Bytes.Span));
        if (text.Length > options.MaximumCharacters)
            throw DocumentReader.TooManyCharacters(text.Length, options);
        return Read(HtmlPage.Parse(text, cancellationToken), SourceFormat.Html, options, findings, cancellationToken);
    }

    /// <param name="page">A parsed page; it is taken apart.</param>
    /// <param name="address">Where the page was taken from, if its own markup does not say so; null: not known.</param>
    public static ReadResult Read(IHtmlDocument page, SourceFormat format, ReadOptions options, Findings findings, CancellationToken cancellationToken, Uri? address = null)
    {
        var metadata = PageMetadata.Read(page);
        var language = PageMetadata.Language(page);
        var body = page.Body!;
        PageLinks.Resolve(page, address);
        PageStyles.Apply(page, findings);
        PageElements.Clear(body, findings);
        cancellationToken.ThrowIfCancellationRequested();

        var marks = new PageMarks();
        OfficeMarkup.Rewrite(body, marks, findings);
        var content = MainContent.Find(page, findings, cancellationToken);
        PageAnchors.Settle(content);
        PageNotes.Find(content, marks);
        cancellationToken.ThrowIfCancellationRequested();

        var images = new ImageCollector(options, findings);
        var mapper = new HtmlMapper(options, findings, images, marks);
        var (blocks, notes) = mapper.Page(page, content);
        var document = new Document
        {
            Language = language ?? "und",
            Blocks = notes.Count > 0 ? WithoutNotesTitle(blocks) : blocks,
            Notes = notes,
            Images = images.Images,
        };
        document = DocumentBuilder.Finish(document, options, findings);
        return new ReadResult(document, format, PageMetadata.WithTitle(metadata, page, DocumentText.Of(document.Title)), findings.ToList());
    }

    /// <summary>What stood over and before the notes at the end of the page, now that they stand elsewhere.</summary>
    private static List<Block> WithoutNotesTitle(List<Block> blocks)
    {
        while (blocks.Count > 1 && (blocks[^1] is ThematicBreak
            || (blocks[^1] is Heading heading && NotesTitles.Contains(DocumentText.Of(heading.Inlines).Trim().ToLowerInvariant()))))
            blocks.RemoveAt(blocks.Count - 1);
        return blocks;
    }
}

/// <summary>What was found out about elements of a page before it is mapped.</summary>
internal sealed class PageMarks
{
    /// <summary>Elements that call a note, with its id.</summary>
    public Dictionary<IElement, string> NoteCalls { get; } = [];

    /// <summary>Notes in the order of their calls, with the elements that hold their text.</summary>
    public List<(string Id, IElement Element)> Notes { get; } = [];

    /// <summary>Items of lists with the labels that they bear.</summary>
    public Dictionary<IElement, string> Labels { get; } = [];

    /// <summary>Items of task lists.</summary>
    public Dictionary<IElement, bool> Checked { get; } = [];
}
