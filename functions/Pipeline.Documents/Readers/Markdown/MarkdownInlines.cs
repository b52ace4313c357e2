using Markdig.Extensions.Abbreviations;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using Pipeline.Documents.Readers.Html;

namespace Pipeline.Documents.Readers.Markdown;

/// <summary>Makes inlines of Markdig's. Tags of raw HTML, which Markdig gives one by one, are paired within their container.</summary>
internal sealed class MarkdownInlines
{
    private readonly Findings findings;
    private readonly ImageCollector images;
    private readonly HtmlMapper html;
    private readonly InlineWriter writer = new();
    private int line;

    public MarkdownInlines(Findings findings, ImageCollector images, HtmlMapper html)
    {
        (this.findings, this.images, this.html) = (findings, images, html);
        writer.Filter = text => SiteTemplates.OutOfText(text, findings, line);
    }

    public List<Inline> Map(ContainerInline? container, int line)
    {
        this.line = line;
        if (container is null)
            return [];
        // Most lines are one literal.
        if (container.FirstChild is LiteralInline { NextSibling: null } only)
            return SiteTemplates.OutOfText(only.Content.ToString(), findings, line) is { Length: > 0 } text ? [new Text(text)] : [];
        return Children(container);
    }

    private List<Inline> Children(ContainerInline container)
    {
        writer.Begin();
        HtmlTags? tags = null;
        for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is HtmlInline tag)
                (tags ??= new HtmlTags(writer, html, images, findings, line)).Write(tag.Tag);
            else if (tags is not { InDropped: true })
                Write(inline);
        }
        tags?.CloseAll();
        return writer.End();
    }

    private void Write(Markdig.Syntax.Inlines.Inline inline)
    {
        switch (inline)
        {
            case LiteralInline l: writer.Write(l.Content.AsSpan()); break;
            case LineBreakInline { IsHard: true }: writer.Write(new LineBreak()); break;
            case LineBreakInline: writer.SoftBreak(); break;
            case EmphasisInline e: Styled(e); break;
            case LinkInline { IsImage: true } i: Picture(i); break;
            case LinkInline l: Link(l.GetDynamicUrl?.Invoke() ?? l.Url, l.Title, Children(l)); break;
            case AutolinkInline a: Link(a.IsEmail ? "mailto:" + a.Url : a.Url, null, [new Text(a.Url)]); break;
            case CodeInline c: writer.Write(new Code(c.Content)); break;
            case HtmlEntityInline e: writer.Write(e.Transcoded.AsSpan()); break;
            case FootnoteLink { IsBackLink: true } or TaskList: break;
            case FootnoteLink f: writer.Write(new NoteReference(MarkdownMapper.NoteId(f.Footnote))); break;
            case AbbreviationInline a: writer.Write(new Abbreviation(a.Abbreviation.Label!, a.Abbreviation.Text.ToString())); break;
            case DelimiterInline d:
                writer.Write(d.ToLiteral());
                Splice(Children(d));
                break;
            case ContainerInline other: Splice(Children(other)); break;
        }
    }

    private void Splice(List<Inline> children)
    {
        foreach (var child in children)
        {
            if (child is Text text)
                writer.Write(text.Value);
            else
                writer.Write(child);
        }
    }

    private void Styled(EmphasisInline source)
    {
        var children = Children(source);
        InlineStyle? style = (source.DelimiterChar, source.DelimiterCount) switch
        {
            ('*' or '_', 1) => InlineStyle.Emphasis,
            ('*' or '_', 2) => InlineStyle.Strong,
            ('~', 1) => InlineStyle.Subscript,
            ('~', 2) => InlineStyle.Strikethrough,
            ('^', 1) => InlineStyle.Superscript,
            ('+', 2) => InlineStyle.Underline,
            ('=', 2) => InlineStyle.Highlight,
            _ => null,
        };
        if (style is { } known)
            writer.Write(new Styled(known, children));
        else
            Splice(children);
    }

    private void Link(string? target, string? title, List<Inline> children)
    {
        if (children.Count == 0 && !string.IsNullOrEmpty(target))
            children = [new Text(target)];
        if (LinkTargets.Allowed(target) is { } allowed)
        {
            writer.Write(new Link(allowed, children) { Title = string.IsNullOrEmpty(title) ? null : title });
            return;
        }
        HtmlMapper.RefuseLink(target, line, findings);
        Splice(children);
    }

    private void Picture(LinkInline source)
    {
        var alt = DocumentText.Of(Children(source));
        if (images.Find(source.Url ?? "", line) is { } key)
            writer.Write(new Image(key, alt) { Title = string.IsNullOrEmpty(source.Title) ? null : source.Title });
        else
            writer.Write(alt);
    }
}
