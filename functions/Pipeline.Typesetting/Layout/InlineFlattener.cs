using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Turns a document's inlines into the characters of one paragraph, with a style and a structure mark for each run.</summary>
internal sealed class InlineFlattener(Document document, StyleSheet sheet, Pictures pictures)
{
    private readonly Dictionary<string, int> noteIndices =
        document.Notes.Select((note, index) => (note.Id, index)).ToDictionary(n => n.Id, n => n.index);
    private readonly Dictionary<(TextStyle, InlineStyle), TextStyle> styles = [];
    private readonly Dictionary<TextStyle, TextStyle> codeStyles = [];
    private readonly Dictionary<TextStyle, TextStyle> linkStyles = [];

    /// <summary>Notes called in the text, in order.</summary>
    public static IReadOnlyList<int> NotesIn(InlineText text)
    {
        List<int>? notes = null;
        foreach (var span in text.Spans)
            if (span.Mark is { Note: >= 0 } mark) (notes ??= []).Add(mark.Note);
        return notes ?? (IReadOnlyList<int>)[];
    }

    public InlineText Flatten(IReadOnlyList<Inline> inlines, TextStyle style, string language, TextDirection direction)
    {
        var text = new InlineText(direction);
        Append(text, inlines, style, language, null);
        return text;
    }

    public void Append(InlineText text, IReadOnlyList<Inline> inlines, TextStyle style, string language, InlineMark? mark)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case Text t:
                    text.Append(t.Value, style, language, mark);
                    break;
                case Styled s:
                    Append(text, s.Children, StyleOf(style, s.Style), language, mark);
                    break;
                case Code c:
                    text.Append(c.Value, CodeStyleOf(style), language, new InlineMark(new StructureElement("Code"), mark));
                    break;
                case Passage p:
                    var inner = p.Language is { } other && other != language
                        ? new InlineMark(new StructureElement("Span") { Language = other }, mark)
                        : mark;
                    Append(text, p.Children, style, p.Language ?? language, inner);
                    break;
                case Link l:
                    var link = new InlineMark(new StructureElement("Link"), mark) { LinkTarget = l.Target, LinkDescription = DescribeLink(l) };
                    Append(text, l.Children, LinkStyleOf(style), language, link);
                    break;
                case Image i when pictures.Find(i) is { } image:
                    var figure = new InlineMark(new StructureElement("Figure") { Alt = i.Alt }, mark) { Image = image };
                    text.Append(InlineText.Object.ToString(), style with { Size = WidthOf(image) }, language, figure);
                    break;
                case Image i:
                    text.Append(i.Alt, style with { Background = sheet.ShadeColor }, language, mark);
                    break;
                case NoteReference n when noteIndices.TryGetValue(n.NoteId, out var note):
                    var reference = new InlineMark(new StructureElement("Reference"), mark);
                    var call = new InlineMark(new StructureElement("Link"), reference)
                    {
                        LinkTarget = "#" + NoteAnchor(note),
                        LinkDescription = $"{note + 1}",
                        Note = note,
                    };
                    // A narrow space keeps the number from running into the word, on paper and in extracted text.
                    text.Append($"\u202F{note + 1}", StyleOf(style, InlineStyle.Superscript), language, call);
                    break;
                case LineBreak:
                    text.Append(InlineText.LineSeparator.ToString(), style, language, mark);
                    break;
                case Abbreviation a:
                    text.Append(a.Value, style, language, new InlineMark(new StructureElement("Span") { Expansion = a.Expansion }, mark));
                    break;
            }
        }
    }

    private float WidthOf(ImageData image) =>
        Math.Min(image.Width * sheet.PixelSize, Math.Min(sheet.InlinePictureWidth, sheet.InlinePictureHeight * image.Width / image.Height));

    /// <summary>Cannot be an anchor of the document's own: those hold no space.</summary>
    public static string NoteAnchor(int note) => $"note {note}";

    private static string DescribeLink(Link link) =>
        link.Title is { Length: > 0 } title ? title
        : link.Target.StartsWith('#') ? DocumentText.Of(link.Children)
        : link.Target;

    private TextStyle StyleOf(TextStyle style, InlineStyle change)
    {
        if (styles.TryGetValue((style, change), out var known)) return known;
        return styles[(style, change)] = change switch
        {
            InlineStyle.Emphasis => style with { Italic = !style.Italic },
            InlineStyle.Strong => style with { Bold = true },
            InlineStyle.Strikethrough => style with { Strikethrough = true },
            InlineStyle.Underline => style with { Underline = true },
            InlineStyle.SmallCaps => style with { SmallCapitals = true },
            InlineStyle.Superscript => style with { Size = style.Size * sheet.ScriptScale, Rise = style.Rise + style.Size * sheet.SuperscriptRise },
            InlineStyle.Subscript => style with { Size = style.Size * sheet.ScriptScale, Rise = style.Rise + style.Size * sheet.SubscriptRise },
            InlineStyle.Highlight => style with { Background = sheet.HighlightColor },
            _ => style,
        };
    }

    private TextStyle CodeStyleOf(TextStyle style)
    {
        if (codeStyles.TryGetValue(style, out var known)) return known;
        return codeStyles[style] = style with { Family = sheet.CodeFamily, Size = style.Size * sheet.InlineCodeScale, Italic = false };
    }

    private TextStyle LinkStyleOf(TextStyle style)
    {
        if (linkStyles.TryGetValue(style, out var known)) return known;
        return linkStyles[style] = style with { Color = sheet.LinkColor, Underline = true };
    }
}
