using Pipeline.Documents.Languages;
using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>Reads what stands in paragraphs: runs, links, fields, changes, pictures, equations, calls of notes.</summary>
internal sealed class RunReader
{
    private readonly WordFile file;
    private readonly WordXml xml;
    private readonly Relationships relationships;
    private readonly Drawings drawings;
    private readonly Fields fields = new();
    private readonly Action run, paragraphChild;
    private LinkSpan? link;
    private RunFormat format;
    private RunFormat looks;
    private System.Text.StringBuilder? firstChange;

    /// <param name="flow">Reads the blocks within the element that the reader stands on: the text of a box.</param>
    public RunReader(WordFile file, WordXml xml, Relationships relationships, Func<List<BodyItem>> flow)
    {
        (this.file, this.xml, this.relationships) = (file, xml, relationships);
        drawings = new Drawings(file, xml, relationships, flow);
        (run, paragraphChild) = (RunChild, Child);
        Line = new Line();
    }

    /// <summary>The paragraph's line so far; paragraphs whose ends were deleted run on in it.</summary>
    public Line Line { get; set; }

    /// <summary>The style of the paragraph that is read.</summary>
    public WordStyle Style { get; set; } = WordStyle.None;

    /// <summary>Blocks that stand beside the line: boxes, the text of drawings.</summary>
    public List<BodyItem> Aside => drawings.Aside;

    /// <summary>Whether a page or column ends in the line, which cuts it in two.</summary>
    public Action? PageBreak { get; set; }

    public Fields Fields => fields;

    /// <summary>A child of a paragraph, or of what may stand around runs.</summary>
    public void Child()
    {
        switch (xml.Vocabulary)
        {
            case Vocabulary.Math when xml.Name is "oMath" or "oMathPara":
                file.Equations++;
                Write(MathText.Read(xml));
                return;
            case not Vocabulary.Word: return;
        }
        switch (xml.Name)
        {
            case "r": Run(); break;
            case "hyperlink": Hyperlink(); break;
            case "fldSimple": SimpleField(); break;
            case "ins" or "moveTo": Change(file.Revisions.KeepsInsertions); break;
            case "del" or "moveFrom": Change(file.Revisions.KeepsDeletions); break;
            case "bookmarkStart":
                if (xml.Get("name") is { } name && name != "_GoBack")
                    file.NewBookmarks.Add(name);
                break;
            case "sdt": ContentControl.Read(file, xml, () => xml.Each(paragraphChild)); break;
            case "smartTag" or "customXml" or "dir" or "bdo" or "sdtContent": xml.Each(paragraphChild); break;
            case "subDoc": file.Findings.Add("subdocument-left-out", Severity.Warning, "A part of this document stands in another file, which is not in this one. Copy its text into this document, and upload it again."); break;
        }
    }

    /// <summary>Reads on as if what follows had been inserted or deleted (ECMA-376 part 1, 17.13.5).</summary>
    public void Change(bool keep, Action? content = null)
    {
        var first = file.Revisions.Add();
        if (!keep)
        {
            var words = first ? new System.Text.StringBuilder() : null;
            if (words is not null)
            {
                xml.Descendants(() => words.Append(xml.Vocabulary == Vocabulary.Word && xml.Name is "t" or "delText" ? xml.InnerText() : ""));
                file.Revisions.NameFirst(words.ToString());
            }
            return;
        }
        if (first)
            firstChange = new System.Text.StringBuilder();
        if (content is null)
            xml.Each(paragraphChild);
        else
            content();
        if (first)
        {
            file.Revisions.NameFirst(firstChange!.ToString());
            firstChange = null;
        }
    }

    private void Hyperlink()
    {
        var outer = link;
        var anchor = xml.Get("anchor");
        var target = relationships.Find(xml.Relationship()) is { } relationship
            ? (relationship.External ? relationship.Target : "") + (anchor is null ? "" : "#" + anchor)
            : anchor is null ? null : "#" + anchor;
        link = Allowed(target is null ? null : new LinkSpan(target, xml.Get("tooltip"))) ?? outer;
        xml.Each(paragraphChild);
        link = outer;
    }

    private void SimpleField()
    {
        var words = Fields.Words(xml.Get("instr") ?? "");
        if (Fields.IsContents(words) && file.DropContents)
        {
            file.ContentsDropped = true;
            return;
        }
        var outer = link;
        link = Allowed(Fields.LinkOf(words)) ?? outer;
        xml.Each(paragraphChild);
        link = outer;
    }

    private LinkSpan? Allowed(LinkSpan? span)
    {
        if (span is null)
            return null;
        if (LinkTargets.Allowed(span.Target) is { } allowed)
            return span with { Target = allowed };
        Html.HtmlMapper.RefuseLink(span.Target, null, file.Findings);
        return null;
    }

    private void Run()
    {
        format = default;
        looks = Style.Run.Over(file.Styles.Defaults);
        xml.Each(run);
    }

    private void RunChild()
    {
        if (xml.Vocabulary == Vocabulary.Math)
        {
            Child();
            return;
        }
        if (xml.Vocabulary != Vocabulary.Word)
            return;
        if (xml.Name == "rPr")
        {
            format = RunFormat.Read(xml);
            var character = file.Styles.Character(format.Style);
            looks = format.Over(character.Run).Over(looks);
            format = format.Over(character.Run);
            if (StyleNames.IsCode(character.Name))
                format = format with { Values = format.Values | Marks.Code };
            return;
        }
        if (xml.Name is "fldChar" or "instrText" or "delInstrText")
        {
            Field();
            return;
        }
        if (fields.InInstruction || (fields.InContents && file.DropContents))
            return;
        if (looks.Has(Marks.Hidden) && xml.Name is not ("footnoteReference" or "endnoteReference"))
        {
            Hide();
            return;
        }
        switch (xml.Name)
        {
            case "t" or "delText": Write(xml.InnerText()); break;
            case "tab" or "ptab": Write(" "); break;
            case "br" when xml.Get("type") is "page" or "column" && PageBreak is not null: PageBreak(); break;
            case "br" or "cr": Line.Write(new LineBreak(), MarksOf(), Link()); break;
            case "noBreakHyphen": Write("\u2011"); break;
            case "softHyphen": Write("\u00AD"); break;
            case "sym": Symbol(); break;
            case "footnoteReference": Call("footnote"); break;
            case "endnoteReference": Call("endnote"); break;
            case "drawing" or "pict" or "object": drawings.Read(Line, MarksOf(), Link()); break;
            case "ruby": xml.Each(Ruby); break;
            case "ins" or "moveTo" or "del" or "moveFrom" or "r": Child(); break;
        }
    }

    private void Ruby()
    {
        // The reading stands above its characters; in a line it follows them, as HTML shows it without ruby.
        if (xml.IsWord("rubyBase"))
        {
            xml.Each(paragraphChild);
        }
        else if (xml.IsWord("rt"))
        {
            var reading = "";
            xml.Descendants(() => reading += xml.IsWord("t") ? xml.InnerText() : "");
            Write(reading.Length > 0 ? $"({reading})" : "");
        }
    }

    private void Field()
    {
        if (xml.Name != "fldChar")
        {
            fields.Instruct(xml.InnerText());
            return;
        }
        switch (xml.Get("fldCharType"))
        {
            case "begin":
                fields.Begin();
                CheckBox();
                break;
            case "separate":
                fields.Separate();
                file.ContentsDropped |= fields.InContents && file.DropContents;
                break;
            case "end": Write(fields.End()); break;
        }
    }

    private void CheckBox()
    {
        var (isBox, on) = (false, false);
        xml.Descendants(() =>
        {
            isBox |= xml.IsWord("checkBox");
            if (xml.IsWord("checked") || xml.IsWord("default"))
                on = xml.On;
        });
        if (isBox)
            fields.Check(on);
    }

    private void Symbol()
    {
        if (!int.TryParse(xml.Get("char"), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code) || code is < 0x20 or > 0xFFFF)
            return;
        var font = xml.Get("font") ?? "";
        Write(Mapped((char)code, font).ToString(), mapped: true);
    }

    private char Mapped(char c, string? font)
    {
        var mapped = SymbolFonts.Mapped(c, font);
        if (mapped == SymbolFonts.Unknown && c != SymbolFonts.Unknown)
            file.Findings.Gather("symbol-unknown", Severity.Warning, font ?? "", null, (count, names) =>
                $"{(count == 1 ? "A sign" : $"{count} signs")} of fonts that only some computers have could not be carried over; “\uFFFD” stands there now. The fonts: {names}. Write the sign with Insert > Symbol from the normal text font.");
        return mapped;
    }

    private void Call(string kind)
    {
        var id = $"{kind}-{xml.Get("id")}";
        file.NoteCalls.Add(id);
        Line.Write(new NoteReference(id), Marks.None, null);
        // The mark that somebody typed instead of the number stands in the same run.
        if (xml.Get("customMarkFollows") is "1" or "true" or "on")
            looks = looks with { Values = looks.Values | Marks.Hidden };
    }

    private void Hide()
    {
        if (xml.Name is not ("t" or "sym"))
            return;
        var words = xml.InnerText();
        if (string.IsNullOrWhiteSpace(words))
            return;
        if (file.Hidden++ == 0)
            file.FirstHidden = words.Trim();
    }

    private void Write(string text, bool mapped = false)
    {
        if (text.Length == 0)
            return;
        fields.Show();
        file.Count(text.Length);
        var font = looks.Font;
        if (!mapped && (SymbolFonts.IsSymbolFont(font) || text.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF')))
            text = string.Create(text.Length, (text, font, this), static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++)
                    to[i] = from.Item3.Mapped(from.text[i], from.font);
            });
        firstChange?.Append(text);
        Line.Count(text, looks.Has(Marks.Strong), looks.Size);
        Line.Write(text, MarksOf(), Link(), LanguageOf(text), null);
    }

    private Marks MarksOf() => format.Values & ~(Marks.Hidden | Marks.RightToLeft);

    private LinkSpan? Link() => link ?? (fields.Link is { } field ? Allowed(field) : null);

    /// <summary>
    /// The language that a run is marked with, where it is another than the file's. People's texts are full of marks that are wrong, since
    /// Word marks by the keyboard: one that the text itself contradicts does not count.
    /// </summary>
    private string? LanguageOf(string text)
    {
        var stated = format.Has(Marks.RightToLeft) ? format.BidiLanguage : format.Language;
        if (stated is null || file.Language is null || !LanguageTags.IsWellFormed(stated) || LanguageTags.Primary(stated) == LanguageTags.Primary(file.Language))
            return null;
        return LanguageDetector.Confirms(text, stated) ? stated : null;
    }
}
