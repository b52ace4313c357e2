namespace Pipeline.Documents.Readers.PlainText;

/// <summary>
/// Reads plain text: lines that were cut at a width become paragraphs again; headings, lists, numbered paragraphs and passages that
/// are set in are told by how such files are written. Every word of the file is in the document, but for page numbers, which a
/// finding names.
/// </summary>
internal static class PlainTextReader
{
    public static ReadResult Read(string text, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        var lines = TextLine.Split(text);
        cancellationToken.ThrowIfCancellationRequested();
        var furniture = PageFurniture.Find(lines, findings);
        var layout = TextLayout.Of([.. lines.Where((_, i) => !furniture.Contains(i))]);
        var parts = new PartReader(lines, furniture, layout).Read(cancellationToken);
        var blocks = new PartAssembler(layout, new LineJoiner(lines)).Assemble(parts);
        var document = DocumentBuilder.Finish(new Document { Language = "und", Blocks = blocks }, options, findings);
        return new ReadResult(document, SourceFormat.PlainText, [], findings.ToList());
    }
}
