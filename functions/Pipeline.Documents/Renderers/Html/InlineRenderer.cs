using System.Text;

namespace Pipeline.Documents.Renderers.Html;

/// <summary>Writes lines of text, and counts how often each note is called, so that its links back can be written.</summary>
internal sealed class InlineRenderer(HtmlWriter writer, Document document, UiWords words)
{
    private readonly Dictionary<string, int> noteIndex = document.Notes.Select((n, i) => (n.Id, i)).ToDictionary(n => n.Id, n => n.i);
    private readonly int[] references = new int[document.Notes.Count];
    private bool withLinks = true;

    public int References(int note) => references[note];

    /// <summary>The text of a heading in the contents list: its links and note references stand in the text itself.</summary>
    public void WriteWithoutLinks(IReadOnlyList<Inline> inlines)
    {
        withLinks = false;
        Write(inlines);
        withLinks = true;
    }

    public void Write(IReadOnlyList<Inline> inlines)
    {
        for (var i = 0; i < inlines.Count; i++)
            Write(inlines[i]);
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case Text t: writer.Text(t.Value); break;
            case Styled s: Styled(s); break;
            case Code c:
                writer.Markup("<code>"u8);
                writer.Text(c.Value);
                writer.Markup("</code>"u8);
                break;
            case Passage p:
                writer.Markup("<span"u8);
                PassageAttributes(writer, p.Language, p.Direction);
                writer.Markup(">"u8);
                Write(p.Children);
                writer.Markup("</span>"u8);
                break;
            case Link l when withLinks: Link(l); break;
            case Link l: Write(l.Children); break;
            case Image i: Image(i); break;
            case NoteReference n when withLinks: Reference(noteIndex[n.NoteId]); break;
            case NoteReference: break;
            case LineBreak: writer.Markup(withLinks ? "<br>\n"u8 : " "u8); break;
            case Abbreviation a:
                writer.Attribute("<abbr title=\""u8, a.Expansion);
                writer.Markup(">"u8);
                writer.Text(a.Value);
                writer.Markup("</abbr>"u8);
                break;
            default: throw new ArgumentException($"An inline of type {inline.GetType().Name} is not known here.", nameof(inline));
        }
    }

    public static void PassageAttributes(HtmlWriter writer, string? language, TextDirection? direction)
    {
        if (language is not null)
            writer.Attribute(" lang=\""u8, language);
        if (direction is { } known)
            writer.Markup(known == TextDirection.RightToLeft ? " dir=\"rtl\""u8 : " dir=\"ltr\""u8);
    }

    /// <summary><c>note-1-ref</c>, <c>note-1-ref-2</c>.</summary>
    public static void ReferenceId(HtmlWriter writer, int note, int reference)
    {
        writer.Markup("note-"u8);
        writer.Number(note + 1);
        writer.Markup("-ref"u8);
        if (reference == 1)
            return;
        writer.Markup("-"u8);
        writer.Number(reference);
    }

    public void Image(Image image)
    {
        var data = document.Images[image.Source];
        writer.Markup(data.Format == ImageFormat.Png ? "<img src=\"data:image/png;base64,"u8 : "<img src=\"data:image/jpeg;base64,"u8);
        writer.Base64(data.Bytes.Span);
        writer.Attribute("\" alt=\""u8, image.Alt);
        writer.Markup(" width=\""u8);
        writer.Number(data.Width);
        writer.Markup("\" height=\""u8);
        writer.Number(data.Height);
        writer.Markup("\""u8);
        if (image.Title is { Length: > 0 } title)
            writer.Attribute(" title=\""u8, title);
        writer.Markup(">"u8);
    }

    private void Styled(Styled styled)
    {
        var (open, close) = Tags[(int)styled.Style];
        writer.Markup(open);
        Write(styled.Children);
        writer.Markup(close);
    }

    /// <summary>By <see cref="InlineStyle"/>, in its order.</summary>
    private static readonly (byte[] Open, byte[] Close)[] Tags =
    [
        .. new[] { "em", "strong", "s", "u", "span class=\"document-smallcaps\"", "sup", "sub", "mark" }
            .Select(tag => (Encoding.ASCII.GetBytes($"<{tag}>"), Encoding.ASCII.GetBytes($"</{tag.Split(' ')[0]}>"))),
    ];

    private void Link(Link link)
    {
        writer.Attribute("<a href=\""u8, link.Target);
        if (link.Title is { Length: > 0 } title)
            writer.Attribute(" title=\""u8, title);
        writer.Markup(">"u8);
        Write(link.Children);
        writer.Markup("</a>"u8);
    }

    private void Reference(int note)
    {
        writer.Markup("<sup class=\"document-noteref\"><a id=\""u8);
        ReferenceId(writer, note, ++references[note]);
        writer.Markup("\" href=\"#note-"u8);
        writer.Number(note + 1);
        writer.Markup("\" role=\"doc-noteref\""u8);
        writer.Attribute(" aria-label=\""u8, UiWords.Number(words.Note, note + 1));
        writer.Markup(">"u8);
        writer.Number(note + 1);
        writer.Markup("</a></sup>"u8);
    }
}
