using System.Runtime.InteropServices;
using Pipeline.Documents.Readers.Packages;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>Reads OpenDocument texts and their templates (ODF 1.3), as packages or as one XML file. Nothing outside the file is ever fetched.</summary>
internal static class OpenDocumentReader
{
    public static ReadResult Read(SourceFile source, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        if (!source.Bytes.Span.StartsWith("PK"u8))
            return Flat(source, options, findings, cancellationToken);
        using var package = ZipPackage.Open(source.Bytes, options, cancellationToken);
        var file = new OdfFile(package, options, new Findings(), cancellationToken);
        CheckEncryption(package);
        if (!package.Has("content.xml"))
            throw ZipPackage.Damaged();
        Each("meta.xml", file, tag => tag == "office:meta", (xml, _) => file.Metadata.Read(xml));
        // Automatic styles of this part are those of headers and footers; the text's have the same names.
        Each("styles.xml", file, tag => tag == "office:styles", (xml, _) => file.Styles.Read(xml));
        var items = new List<BodyItem>();
        Each("content.xml", file, tag => tag is "office:automatic-styles" or "office:body", (xml, tag) => Part(xml, tag, file, items));
        return Finish(items, file, options, findings);
    }

    private static ReadResult Flat(SourceFile source, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        if (source.Bytes.Length > options.MaximumPackageBytes)
            throw new RejectedException("file-too-large", $"This file has {source.Bytes.Length} bytes, more than can be read. Make the pictures in it smaller, or split it into several documents.");
        var file = new OdfFile(null, options, new Findings(), cancellationToken);
        var items = new List<BodyItem>();
        MemoryMarshal.TryGetArray(source.Bytes, out var bytes);
        using var xml = new OdfXml(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), source.Name, options, cancellationToken);
        if (xml.Root())
            xml.Children(() => Part(xml, xml.Tag, file, items));
        return Finish(items, file, options, findings);
    }

    private static void Part(OdfXml xml, string tag, OdfFile file, List<BodyItem> items)
    {
        switch (tag)
        {
            case "office:meta": file.Metadata.Read(xml); break;
            case "office:styles" or "office:automatic-styles": file.Styles.Read(xml); break;
            case "office:body":
                var isText = false;
                xml.Children(() =>
                {
                    if (xml.Tag != "office:text")
                        return;
                    isText = true;
                    items.AddRange(new OdfStory(file, xml).Read());
                });
                if (!isText)
                    throw FileTypes.Unsupported("an OpenDocument file that is no text", "Only texts can be published. Copy what is to be published into a text document, and upload that.");
                break;
        }
    }

    private static void Each(string part, OdfFile file, Func<string, bool> wanted, Action<OdfXml, string> read)
    {
        using var xml = file.Open(part);
        if (xml?.Root() == true)
            xml.Children(() =>
            {
                if (wanted(xml.Tag))
                    read(xml, xml.Tag);
            });
    }

    /// <summary>
    /// ODF 1.3 part 2, 4.8: a part that is encrypted says so in the manifest. It is not read as XML, since old programs wrote a DTD's name into it.
    /// </summary>
    private static void CheckEncryption(ZipPackage package)
    {
        if (package.Bytes("META-INF/manifest.xml") is { } manifest && manifest.AsSpan().IndexOf(":encryption-data"u8) >= 0)
            throw new RejectedException("password-protected", "This file is protected with a password. In LibreOffice: File > Save As without “Save with password”, and upload that file.");
    }

    private static ReadResult Finish(List<BodyItem> items, OdfFile file, ReadOptions options, Findings findings)
    {
        BodyReport.Write(file, file.Comments, findings);
        if (file.Package?.Names.Any(n => n.StartsWith("Basic/", StringComparison.Ordinal) || n.StartsWith("Scripts/", StringComparison.Ordinal)) == true)
            findings.Add("macros-left-out", Severity.Info, "This file has macros. They were neither run nor looked at.");
        Headings.FindByLooks(items);
        var title = Headings.TakeTitle(items);
        Anchors.Resolve(items, file);
        var document = new Document { Language = "und", Title = title, Blocks = Assembler.Blocks(items, file), Notes = file.Notes, Images = file.Images.Images };
        document = BodyReport.Finish(document, file.Styles.Language, options, findings);
        return new ReadResult(document, SourceFormat.OpenDocument, file.Metadata.ToEntries(), [.. file.Findings.ToList(), .. findings.ToList()])
        {
            Source = file.Metadata.Counts,
        };
    }
}
