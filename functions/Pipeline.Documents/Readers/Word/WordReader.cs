using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>
/// Reads Word documents and templates (ECMA-376 and ISO 29500, transitional and strict; macros are never looked at). Each part is walked
/// through once; nothing outside the file is ever fetched.
/// </summary>
internal static class WordReader
{
    public static ReadResult Read(SourceFile source, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        using var package = ZipPackage.Open(source.Bytes, options, cancellationToken);
        var root = Relationships.Of("", package, options, cancellationToken);
        var main = root.Part("officeDocument") is { } part && package.Has(part) ? part : "word/document.xml";
        if (!package.Has(main))
            throw ZipPackage.Damaged();
        var relationships = Relationships.Of(main, package, options, cancellationToken);
        var (document, file) = Text(main, relationships, package, options, dropContents: true, cancellationToken);
        if (file.ContentsNeverEnd)
            (document, file) = Text(main, relationships, package, options, dropContents: false, cancellationToken);
        BodyReport.Write(file, Comments(file, relationships), findings);
        if (package.Names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            findings.Add("macros-left-out", Severity.Info, "This file has macros. They were neither run nor looked at.");
        document = BodyReport.Finish(document, file.Language, options, findings);
        var metadata = WordProperties.Read(package, root, options, cancellationToken);
        return new ReadResult(document, SourceFormat.Word, metadata, [.. file.Findings.ToList(), .. findings.ToList()])
        {
            Source = WordProperties.Counts(package, root, options, cancellationToken),
        };
    }

    private static (Document, WordFile) Text(
        string main, Relationships relationships, ZipPackage package, ReadOptions options, bool dropContents, CancellationToken cancellationToken)
    {
        WordXml? Open(string kind) => relationships.Part(kind) is { } name && package.Open(name) is { } stream ? new WordXml(stream, name, options, cancellationToken) : null;
        using var stylesPart = Open("styles");
        using var numberingPart = Open("numbering");
        var styles = WordStyles.Read(stylesPart);
        var language = styles.Defaults.Language;
        var file = new WordFile(package, options, new Findings(), cancellationToken)
        {
            Styles = styles,
            Numbering = Numbering.Read(numberingPart, LanguageTags.IsWellFormed(language) ? LanguageTags.Primary(language!) : "en"),
            Language = LanguageTags.IsWellFormed(language) ? language : null,
            DropContents = dropContents,
        };
        var items = Story(main, relationships, file);
        if (file.ContentsDropped)
            items.RemoveAll(i => i is BodyParagraph p && StyleNames.IsContentsHeading(DocumentText.Of(p.Content)));
        Headings.KeepLists(items);
        Headings.FindTitleByLooks(items);
        Headings.FindByLooks(items);
        var title = Headings.TakeTitle(items);
        var notes = Notes(relationships, file);
        Anchors.Resolve(items, file);
        var blocks = Assembler.Blocks(items, file);
        return (new Document { Language = "und", Title = title, Blocks = blocks, Notes = notes, Images = file.Images.Images }, file);
    }

    private static List<BodyItem> Story(string main, Relationships relationships, WordFile file)
    {
        using var xml = file.Open(main)!;
        return xml.Root() ? new StoryReader(file, xml, relationships).Read() : [];
    }

    /// <summary>The footnotes and endnotes that are called, also from notes. Separators and the like are called nowhere.</summary>
    private static List<Note> Notes(Relationships relationships, WordFile file)
    {
        var notes = new List<Note>();
        foreach (var kind in (ReadOnlySpan<string>)["footnote", "endnote"])
        {
            var part = relationships.Part(kind + "s");
            using var xml = file.Open(part);
            if (xml is null || !xml.Root())
                continue;
            var story = new StoryReader(file, xml, file.RelationshipsOf(part!));
            xml.Each(() =>
            {
                var id = $"{kind}-{xml.Get("id")}";
                if (xml.IsWord(kind) && file.NoteCalls.Contains(id))
                    notes.Add(new Note(id, Assembler.Blocks(story.Read(), file)));
            });
        }
        return notes;
    }

    private static int Comments(WordFile file, Relationships relationships)
    {
        using var xml = file.Open(relationships.Part("comments"));
        var count = 0;
        if (xml?.Root() == true)
            xml.Each(() => count += xml.IsWord("comment") ? 1 : 0);
        return count;
    }
}
