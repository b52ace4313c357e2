using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>Reads Rich Text Format (RTF 1.9.1), as Word, WordPad, TextEdit and others write it.</summary>
internal static class RtfReader
{
    public static ReadResult Read(SourceFile source, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        if (source.Bytes.Length > options.MaximumPackageBytes)
            throw new RejectedException("file-too-large", $"This file has {source.Bytes.Length} bytes, more than can be read. Make the pictures in it smaller, or split it into several documents.");
        var file = new BodyFile(options, new Findings(), cancellationToken);
        var parser = new RtfParser(source.Bytes, file);
        var items = parser.Read();
        if (!parser.IsRtf)
            throw new RejectedException("damaged-file", "This file begins like Rich Text (RTF) and holds nothing of it. Open it in the program that it was made with, save it again, and upload that file.");
        BodyReport.Write(file, parser.Comments, findings);
        Headings.KeepLists(items);
        Headings.FindByLooks(items);
        var title = Headings.TakeTitle(items);
        Anchors.Resolve(items, file);
        var document = new Document
        {
            Language = "und",
            Title = title,
            Blocks = Assembler.Blocks(items, file),
            Notes = parser.Notes,
            Images = file.Images.Images,
        };
        document = BodyReport.Finish(document, parser.Language, options, findings);
        return new ReadResult(document, SourceFormat.Rtf, parser.Information.ToMetadata(), [.. file.Findings.ToList(), .. findings.ToList()])
        {
            Source = parser.Information.Counts,
        };
    }
}
