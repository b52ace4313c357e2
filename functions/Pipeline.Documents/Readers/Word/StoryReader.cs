using Pipeline.Documents.Readers.Html;
using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>Reads the blocks of one story (ECMA-376 part 1, 17.2 to 17.4): paragraphs, tables, and what may stand around them.</summary>
internal sealed class StoryReader
{
    private readonly WordFile file;
    private readonly WordXml xml;
    private readonly Relationships relationships;
    private readonly RunReader runs;
    private readonly TableReader tables;
    private readonly Action child, paragraphChild;
    private List<BodyItem> items = [];
    private ParagraphFormat format = ParagraphFormat.None;
    private bool numbered;
    private Action? cellProperties;

    public StoryReader(WordFile file, WordXml xml, Relationships relationships)
    {
        (this.file, this.xml, this.relationships) = (file, xml, relationships);
        runs = new RunReader(file, xml, relationships, () => Inner()) { PageBreak = SplitParagraph };
        tables = new TableReader(file, xml, Inner);
        (child, paragraphChild) = (Child, ParagraphChild);
    }

    /// <summary>Reads the story whose root, body or note the reader stands on.</summary>
    public List<BodyItem> Read()
    {
        var read = Inner();
        file.ContentsNeverEnd |= runs.Fields.InContents && file.DropContents;
        return read;
    }

    /// <summary>The blocks of a cell, a box or the story, in a line and list of their own.</summary>
    private List<BodyItem> Inner(Action? properties = null)
    {
        var (outerItems, outerLine, outerFormat, outerStyle, outerNumbered, outerProperties) = (items, runs.Line, format, runs.Style, numbered, cellProperties);
        (items, runs.Line, format, numbered, cellProperties) = ([], new Line(), ParagraphFormat.None, false, properties);
        xml.Each(child);
        EndParagraph();
        var read = items;
        (items, runs.Line, format, runs.Style, numbered, cellProperties) = (outerItems, outerLine, outerFormat, outerStyle, outerNumbered, outerProperties);
        return read;
    }

    private void Child()
    {
        switch (xml.Vocabulary == Vocabulary.Word ? xml.Name : "")
        {
            case "p": Paragraph(); break;
            case "tcPr": cellProperties?.Invoke(); break;
            case "tbl":
                EndParagraph();
                if (tables.Read() is { } table)
                    Add(new BodyBlock(table));
                break;
            case "sdt": ContentControl.Read(file, xml, () => xml.Each(child)); break;
            case "ins" or "moveTo": runs.Change(file.Revisions.KeepsInsertions, () => xml.Each(child)); break;
            case "del" or "moveFrom": runs.Change(file.Revisions.KeepsDeletions, () => xml.Each(child)); break;
            case "customXml" or "smartTag" or "body": xml.Each(child); break;
            case "altChunk": OtherFile(); break;
            case "bookmarkStart" or "subDoc": runs.Child(); break;
            case "r" or "hyperlink": runs.Child(); break; // damaged: a run outside a paragraph
            default:
                if (xml.Vocabulary == Vocabulary.Math)
                    runs.Child();
                break;
        }
    }

    private void Paragraph()
    {
        file.CancellationToken.ThrowIfCancellationRequested();
        (format, numbered) = (ParagraphFormat.None, false);
        runs.Style = file.Styles.Paragraph(null);
        xml.Each(paragraphChild);
        runs.Fields.EndParagraph();
        if (format.DropCap || EndIsGone())
            return;
        EndParagraph();
    }

    private void ParagraphChild()
    {
        if (!xml.IsWord("pPr"))
        {
            runs.Child();
            return;
        }
        var stated = ParagraphFormat.Read(xml);
        runs.Style = file.Styles.Paragraph(stated.Style);
        format = stated.Over(runs.Style.Paragraph);
    }

    /// <summary>Whether the paragraph's end was deleted, so that the next one runs on in it (ECMA-376 part 1, 17.13.5.15).</summary>
    private bool EndIsGone()
    {
        if (!format.Mark.Inserted && !format.Mark.Deleted)
            return false;
        if (file.Revisions.Add())
            file.Revisions.NameFirst(runs.Line.Words());
        return format.Mark.Deleted ? !file.Revisions.KeepsDeletions : !file.Revisions.KeepsInsertions;
    }

    /// <summary>A page ends within the paragraph; what follows is one of its own, without a number.</summary>
    private void SplitParagraph()
    {
        if (!runs.Line.HasWords)
            return;
        EndParagraph();
        numbered = true;
    }

    private void EndParagraph()
    {
        var line = runs.Line;
        var style = runs.Style;
        runs.Line = new Line();
        var label = numbered ? null : Label(style);
        if (!line.IsEmpty || file.NewBookmarks.Count > 0)
            Add(Made(line, style, label));
        items.AddRange(runs.Aside);
        runs.Aside.Clear();
    }

    private BodyParagraph Made(Line line, WordStyle style, NumberLabel? label)
    {
        var (role, level) = format.OutlineLevel is { } outline && outline != style.Paragraph.OutlineLevel
            ? outline is >= 0 and < 9 ? (StyleRole.Heading, outline + 1) : style.Role == StyleRole.Heading ? (StyleRole.Body, 0) : (style.Role, style.Level)
            : (style.Role, style.Level);
        var byLevel = role == StyleRole.Heading && style.Role != StyleRole.Heading;
        if (byLevel && line.Letters > Headings.LongestByLevel)
            (role, level, byLevel) = (style.Role, style.Level, false);
        var mayBeItem = byLevel && label is not null;
        var content = line.ToInlines(role is StyleRole.Heading or StyleRole.Title && !mayBeItem ? Marks.Strong | Marks.Underline | Marks.SmallCaps : Marks.None,
            (inlines, link) => file.InnerLinks.Add((inlines, link)));
        return new BodyParagraph
        {
            Format = format,
            Content = content,
            Label = label,
            Role = role,
            Level = level,
            MayBeItem = mayBeItem,
            Letters = line.Letters,
            Bold = line.HasWords && line.BoldLetters == line.Letters,
            Size = line.LettersBySize.Count == 0 ? 0 : line.LettersBySize.MaxBy(s => (s.Value, s.Key)).Key,
            Centered = format.Alignment == "center",
        };
    }

    private NumberLabel? Label(WordStyle style) =>
        format.Numbering is { } numbering and not 0 && format != ParagraphFormat.None
            && file.Numbering.Next(numbering, format.NumberingLevel, format.Style ?? style.Id) is { } label
            ? label with { Indent = format.ItemIndent ?? label.Indent }
            : null;

    private void Add(BodyItem item)
    {
        if (file.NewBookmarks.Count > 0)
        {
            item = item with { Bookmarks = [.. file.NewBookmarks] };
            file.NewBookmarks.Clear();
        }
        items.Add(item);
    }

    /// <summary>Text that another program put into the file in a format of its own (ECMA-376 part 1, 17.17.2.1). Web pages can be read.</summary>
    private void OtherFile()
    {
        if (relationships.Find(xml.Relationship()) is { External: false } part && part.Target.EndsWith("html", StringComparison.OrdinalIgnoreCase)
            && file.Package.Bytes(part.Target) is { } bytes)
        {
            var markup = Decoding.TextDecoder.Decode(bytes, file.Findings);
            file.Count(markup.Length);
            var body = markup.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
            markup = body < 0 ? markup : markup[body..];
            items.AddRange(new HtmlMapper(file.Options, file.Findings, file.Images).Blocks(markup, 1).Select(b => new BodyBlock(b)));
            return;
        }
        file.Findings.Add("part-left-out", Severity.Warning,
            "A part of this document is stored in it in another format, which could not be read. Open the document in Word, save it again as .docx, and upload that file.");
    }
}
