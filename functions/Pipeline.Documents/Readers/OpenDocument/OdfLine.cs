using System.Globalization;
using System.Text;
using Pipeline.Documents.Languages;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>Reads what stands in paragraphs (ODF 1.3 part 3, 6): text, spans, links, fields, notes, changes, frames.</summary>
internal sealed class OdfLine
{
    private readonly OdfFile file;
    private readonly OdfXml xml;
    private readonly Func<List<BodyItem>> flow;
    private readonly OdfFrames frames;
    private readonly Action element;
    private readonly Action<string> text;
    private readonly Stack<(Line Line, List<BodyItem> Aside, RunFormat Format, LinkSpan? Link, bool Space)> outer = new();
    private readonly HashSet<string> openInsertions = [];
    private readonly StringBuilder firstChange = new();
    private Line line = new();
    private List<BodyItem> aside = [];
    private RunFormat format;
    private LinkSpan? link;

    // White space is one space, and none at a paragraph's beginning (6.1.2).
    private bool space = true;

    /// <param name="flow">Reads the blocks within the element that the reader stands on.</param>
    public OdfLine(OdfFile file, OdfXml xml, Func<List<BodyItem>> flow)
    {
        (this.file, this.xml, this.flow) = (file, xml, flow);
        frames = new OdfFrames(file, xml, this);
        (element, text) = (Element, Text);
    }

    /// <summary>Begins a story within the paragraph that is read.</summary>
    public void Begin()
    {
        outer.Push((line, aside, format, link, space));
        (line, aside, format, link, space) = (new Line(), [], default, null, true);
    }

    public void End() => (line, aside, format, link, space) = outer.Pop();

    public Line Take()
    {
        var taken = line;
        (line, space) = (new Line(), true);
        return taken;
    }

    public List<BodyItem> TakeAside()
    {
        var taken = aside;
        aside = [];
        return taken;
    }

    public void Paragraph(OdfStyle style)
    {
        (format, link) = (style.Run, null);
        xml.Children(element, text);
    }

    /// <summary>The blocks of a box in the line, to follow its paragraph.</summary>
    public void Box() => aside.AddRange(flow());

    public void Aside(BodyItem item) => aside.Add(item);

    public void Element()
    {
        switch (xml.Tag)
        {
            case "text:span": Span(); break;
            case "text:a": Link(); break;
            case "text:s": Text(" "); break;
            case "text:tab": Text(" "); break;
            case "text:line-break":
                space = true;
                Write(new LineBreak());
                break;
            case "text:note": Note(); break;
            case "text:bookmark" or "text:bookmark-start" or "text:reference-mark" or "text:reference-mark-start": Bookmark(); break;
            case "text:change-start" or "text:change-end" or "text:change": Change(); break;
            case "office:annotation": file.Comments++; break;
            case "text:ruby": xml.Children(Ruby); break;
            case "text:hidden-text" or "text:hidden-paragraph": Hide(xml.Get("text:string-value") ?? ""); break;
            case "text:placeholder":
                file.Findings.Gather("placeholder-text", Severity.Warning, "", null, (count, _) =>
                    $"{(count == 1 ? "A field of this document still shows" : $"{count} fields of this document still show")} its prompt. Fill it in or delete it, and upload the file again.");
                xml.Children(element, text);
                break;
            case "office:annotation-end" or "text:script" or "text:soft-page-break" or "text:bookmark-end" or "text:reference-mark-end" or "text:alphabetical-index-mark" or "text:toc-mark": break;
            case var tag when tag.StartsWith("draw:", StringComparison.Ordinal): frames.Read(); break;
            case var tag when tag.StartsWith("text:", StringComparison.Ordinal): xml.Children(element, text); break; // fields: their results
        }
    }

    public void Bookmark()
    {
        if (xml.Get("text:name") is { Length: > 0 } name)
            file.NewBookmarks.Add(name);
    }

    public void Change()
    {
        if (xml.Get("text:change-id") is not { } id || !file.Changes.TryGetValue(id, out var deleted))
            return;
        if (xml.Tag == "text:change-start" && deleted is null)
            openInsertions.Add(id);
        else if (xml.Tag == "text:change-end")
            openInsertions.Remove(id);
        else if (xml.Tag == "text:change" && deleted is not null && file.Revisions.KeepsDeletions)
            Text(deleted);
    }

    public void Hide(string words)
    {
        if (!string.IsNullOrWhiteSpace(words) && file.Hidden++ == 0)
            file.FirstHidden = words.Trim();
    }

    public void Write(Inline inline)
    {
        if (openInsertions.Count == 0 || file.Revisions.KeepsInsertions)
            line.Write(inline, MarksOf(), link);
    }

    /// <summary>Characters of the text.</summary>
    public void Text(string written)
    {
        if (openInsertions.Count > 0 && file.Revisions.First.Length == 0 && firstChange.Length < 200)
            file.Revisions.NameFirst(firstChange.Append(written).ToString());
        if (openInsertions.Count > 0 && !file.Revisions.KeepsInsertions)
            return;
        if (format.Has(Marks.Hidden))
        {
            Hide(written);
            return;
        }
        var collapsed = Collapsed(written);
        if (collapsed.Length == 0)
            return;
        file.Count(collapsed.Length);
        collapsed = Mapped(collapsed);
        line.Count(collapsed, format.Has(Marks.Strong), format.Size);
        line.Write(collapsed, MarksOf(), link, LanguageOf(collapsed), null);
    }

    private void Span()
    {
        var around = format;
        format = file.Styles.Text(xml.Get("text:style-name")).Run.Over(format);
        xml.Children(element, text);
        format = around;
    }

    private void Link()
    {
        var around = link;
        var target = xml.Get("xlink:href") ?? "";
        // The kind of a target in the document follows a bar: "#Introduction|outline".
        if (target.StartsWith('#') && target.LastIndexOf('|') is > 0 and var bar)
            target = target[..bar];
        if (LinkTargets.Allowed(target) is { } allowed)
            link = new LinkSpan(allowed, xml.Get("office:title") is { Length: > 0 } title ? title : null);
        else if (target.Length > 0)
            Html.HtmlMapper.RefuseLink(target, null, file.Findings);
        xml.Children(element, text);
        link = around;
    }

    private void Note()
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"note-{file.Notes.Count + outer.Count + 1}-{xml.Get("text:id")}");
        Write(new NoteReference(id));
        xml.Children(() =>
        {
            if (xml.Tag == "text:note-body")
                file.Notes.Add(new Note(id, Assembler.Blocks(flow(), file)));
        });
        space = false;
    }

    private void Ruby()
    {
        if (xml.Tag == "text:ruby-base")
            xml.Children(element, text);
        else if (xml.Tag == "text:ruby-text" && xml.InnerText() is { Length: > 0 } reading)
            Text($"({reading})");
    }

    private string Collapsed(string written)
    {
        var collapsed = new StringBuilder(written.Length);
        foreach (var c in written)
        {
            var isSpace = c is ' ' or '\t' or '\n' or '\r';
            if (!isSpace || !space)
                collapsed.Append(isSpace ? ' ' : c);
            space = isSpace;
        }
        return collapsed.ToString();
    }

    private string Mapped(string written)
    {
        if (!SymbolFonts.IsSymbolFont(format.Font) && !written.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF'))
            return written;
        return string.Concat(written.Select(c =>
        {
            // OpenSymbol and Word's fonts hold their signs in the private area; letters there are letters.
            var sign = char.IsBetween(c, '\uE000', '\uF8FF') ? SymbolFonts.Mapped(c, format.Font) : c;
            if (sign == SymbolFonts.Unknown && c != SymbolFonts.Unknown)
                file.Findings.Gather("symbol-unknown", Severity.Warning, format.Font ?? "", null, (count, names) =>
                    $"{(count == 1 ? "A sign" : $"{count} signs")} of fonts that only some computers have could not be carried over; “\uFFFD” stands there now. The fonts: {names}. Write the sign with Insert > Special Character from the normal text font.");
            return sign;
        }));
    }

    private Marks MarksOf() => format.Values & ~(Marks.Hidden | Marks.RightToLeft);

    /// <summary>The language that a span states and the text itself does not contradict.</summary>
    private string? LanguageOf(string words)
    {
        if (format.Language is not { } stated || !LanguageTags.IsWellFormed(stated) || stated == file.Styles.Language
            || (file.Styles.Language is { } main && LanguageTags.IsWellFormed(main) && LanguageTags.Primary(stated) == LanguageTags.Primary(main)))
            return null;
        var guess = LanguageDetector.Guess(words);
        return guess.Letters >= 3 && guess.Language is { } found && LanguageTags.Primary(found) == LanguageTags.Primary(stated) ? stated : null;
    }
}
