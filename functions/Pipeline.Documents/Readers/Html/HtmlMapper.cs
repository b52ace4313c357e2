using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// Maps HTML into the model. Three locks: elements that act (scripts, frames, forms) are taken out and counted, HtmlSanitizer takes out
/// every other element, attribute and address that is not on its list, and only what the model has a place for is mapped. Markup
/// itself never passes.
/// </summary>
internal sealed class HtmlMapper(ReadOptions options, Findings findings, ImageCollector images, PageMarks? marks = null)
{
    /// <summary>Elements that go with all that is in them: they act, or hold what is no text of the document.</summary>
    public static readonly FrozenSet<string> Dropped = FrozenSet.ToFrozenSet(
    [
        "script", "style", "iframe", "frame", "frameset", "noframes", "object", "embed", "applet", "param", "form", "input", "button", "select",
        "option", "optgroup", "textarea", "datalist", "svg", "math", "canvas", "audio", "video", "source", "track", "map", "area", "base", "link",
        "meta", "title", "head", "noscript", "template", "slot", "portal", "dialog", "marquee", "xmp", "plaintext", "noembed", "bgsound", "layer",
    ]);

    public static readonly FrozenSet<string> Void = FrozenSet.ToFrozenSet(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "bgsound", "frame"]);

    private static readonly FrozenSet<string> BlockElements = FrozenSet.ToFrozenSet(
    [
        "p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "center", "address", "hgroup", "details", "summary", "fieldset",
        "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "figure", "figcaption", "table", "caption",
        "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col",
    ]);

    private static readonly FrozenDictionary<string, InlineStyle> Styles = new Dictionary<string, InlineStyle>
    {
        ["b"] = InlineStyle.Strong,
        ["strong"] = InlineStyle.Strong,
        ["i"] = InlineStyle.Emphasis,
        ["em"] = InlineStyle.Emphasis,
        ["cite"] = InlineStyle.Emphasis,
        ["dfn"] = InlineStyle.Emphasis,
        ["var"] = InlineStyle.Emphasis,
        ["s"] = InlineStyle.Strikethrough,
        ["strike"] = InlineStyle.Strikethrough,
        ["del"] = InlineStyle.Strikethrough,
        ["u"] = InlineStyle.Underline,
        ["ins"] = InlineStyle.Underline,
        ["sup"] = InlineStyle.Superscript,
        ["sub"] = InlineStyle.Subscript,
        ["mark"] = InlineStyle.Highlight,
    }.ToFrozenDictionary();

    private readonly Lazy<HtmlSanitizer> sanitizer = new(Sanitizer);
    private readonly Lazy<HtmlParser> parser = new(() => new HtmlParser());
    private readonly InlineWriter writer = new();

    private static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer { KeepChildNodes = true };
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith([.. BlockElements, .. Styles.Keys, "html", "body", "a", "br", "img", "span", "code", "kbd", "samp", "tt", "abbr", "acronym", "bdi", "bdo", "q", "small", "big", "font", "time", "wbr"]);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["href", "src", "alt", "title", "lang", "dir", "colspan", "rowspan", "start", "type", "id", "align", "scope"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto", "data"]);
        sanitizer.AllowDataAttributes = false;
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
        return sanitizer;
    }

    /// <summary>A fragment of markup as blocks.</summary>
    public List<Block> Blocks(string markup, int? line)
    {
        // Comments alone, which are what most raw HTML is, need no parser.
        if (markup.StartsWith("<!--", StringComparison.Ordinal) && markup.IndexOf("-->", StringComparison.Ordinal) == markup.TrimEnd().Length - 3)
            return [];
        var body = Clean(markup, line);
        return body is null ? [] : Flow(body, line, 0);
    }

    /// <summary>The content of a parsed page, and the notes that were found in it.</summary>
    public (List<Block> Blocks, List<Note> Notes) Page(IHtmlDocument page, IElement content)
    {
        if (content != page.Body)
        {
            page.Body!.InnerHtml = "";
            page.Body.AppendChild(content);
        }
        sanitizer.Value.SanitizeDom(page, page.Body!);
        var notes = new List<Note>();
        foreach (var (id, element) in marks?.Notes ?? [])
        {
            element.Remove();
            notes.Add(new Note(id, Flow(element, null, 0)));
        }
        return (Flow(page.Body!, null, 0), notes);
    }

    private IHtmlElement? Clean(string markup, int? line)
    {
        var document = parser.Value.ParseDocument("<!DOCTYPE html><html><head></head><body>" + markup);
        foreach (var element in document.Body!.QuerySelectorAll(string.Join(',', Dropped)).ToList())
        {
            if (element.Parent is null)
                continue;
            Refuse(element.LocalName, line, findings);
            element.Remove();
        }
        return sanitizer.Value.SanitizeDom(document, document.Body).Body;
    }

    private List<Block> Flow(INode parent, int? line, int depth)
    {
        var blocks = new List<Block>();
        writer.Begin();
        foreach (var node in parent.ChildNodes)
        {
            if (node is IElement element && (BlockElements.Contains(element.LocalName) || HasBlocks(element)) && depth < options.MaximumNesting)
            {
                EndParagraph(blocks);
                // Pages have their text in many divisions, and a limit of their own on depth.
                foreach (var block in Block(element, line, marks is not null && IsWrapper(element) ? depth : depth + 1))
                    blocks.Add(Marked(block, element));
                writer.Begin();
            }
            else
            {
                Inline(node, line, depth);
            }
        }
        EndParagraph(blocks);
        return blocks;
    }

    private void EndParagraph(List<Block> blocks)
    {
        var content = writer.End();
        if (content.Exists(i => i is not Text text || !string.IsNullOrWhiteSpace(text.Value)))
            blocks.Add(Trimmed(content));
    }

    /// <summary>White space at the ends of a line is none in HTML; the builder takes the rest.</summary>
    private static Block Trimmed(List<Inline> content)
    {
        content.RemoveAll(i => i is Text { Value: var value } && string.IsNullOrWhiteSpace(value) && content.Count == 2);
        return Markdown.MarkdownMapper.ParagraphOrFigure(content);
    }

    private bool HasBlocks(IElement element) =>
        element.Children.Any(c => BlockElements.Contains(c.LocalName) || (marks is not null && c.ChildElementCount > 0 && HasBlocks(c)));

    private static bool IsWrapper(IElement element) => element.LocalName is "div" or "section" or "article" or "main" or "center" or "header" or "footer" or "aside" or "span";

    private List<Block> Block(IElement element, int? line, int depth)
    {
        switch (element.LocalName)
        {
            case ['h', >= '1' and <= '6' and var level]:
                return [new Heading(level - '0', Line(element, line, depth)) { Id = element.Id ?? "" }];
            case "ul" or "ol":
                return [List(element, line, depth)];
            case "dl":
                return [Definitions(element, line, depth)];
            case "blockquote":
                return [new Quote(Flow(element, line, depth))];
            case "pre":
                return [new CodeBlock(element.TextContent.TrimEnd('\n'))];
            case "hr":
                return [new ThematicBreak()];
            case "table":
                return HtmlTables.Table(element, cell => Flow(cell, line, depth), caption => Line(caption, line, depth));
            case "figure":
                return Figure(element, line, depth);
            case "summary":
                return [new Paragraph([new Styled(InlineStyle.Strong, Line(element, line, depth))])];
            default:
                return Flow(element, line, depth);
        }
    }

    private ListBlock List(IElement element, int? line, int depth)
    {
        var items = new List<ListItem>();
        foreach (var child in element.Children)
            items.Add(Item(child, child.LocalName == "li" ? Flow(child, line, depth) : Block(child, line, depth)));
        var style = element.LocalName == "ul" ? ListStyle.Bullet : element.GetAttribute("type") switch
        {
            "a" => ListStyle.LowerAlpha,
            "A" => ListStyle.UpperAlpha,
            "i" => ListStyle.LowerRoman,
            "I" => ListStyle.UpperRoman,
            _ => ListStyle.Numeric,
        };
        return new ListBlock(style, items) { Start = Number(element, "start", 1, 1, 1_000_000) };
    }

    private ListItem Item(IElement element, List<Block> blocks) => new(blocks)
    {
        Label = marks?.Labels.GetValueOrDefault(element),
        Checked = marks?.Checked.TryGetValue(element, out var done) == true ? done : null,
    };

    private DefinitionList Definitions(IElement element, int? line, int depth)
    {
        var items = new List<DefinitionItem>();
        var terms = new List<IReadOnlyList<Inline>>();
        foreach (var child in element.QuerySelectorAll("dt, dd"))
        {
            if (child.LocalName == "dt")
            {
                terms.Add(Line(child, line, depth));
                continue;
            }
            var definition = Flow(child, line, depth);
            if (terms.Count > 0 || items.Count == 0)
                items.Add(new DefinitionItem([.. terms], [definition]));
            else
                items[^1] = items[^1] with { Definitions = [.. items[^1].Definitions, definition] };
            terms.Clear();
        }
        if (terms.Count > 0)
            items.Add(new DefinitionItem(terms, []));
        return new DefinitionList(items);
    }

    private List<Block> Figure(IElement element, int? line, int depth)
    {
        var caption = element.QuerySelector("figcaption");
        var words = caption is null ? [] : Line(caption, line, depth);
        caption?.Remove();
        var content = Flow(element, line, depth);
        if (content is [Figure figure])
            return [figure with { Caption = words }];
        if (content is [Table { Caption.Count: 0 } table])
            return [table with { Caption = words }];
        return words.Count == 0 ? content : [.. content, new Paragraph(words)];
    }

    /// <summary>An element's text as one line, whatever blocks stand in it.</summary>
    private List<Inline> Line(IElement element, int? line, int depth)
    {
        writer.Begin();
        foreach (var node in element.ChildNodes)
            Inline(node, line, depth);
        return writer.End();
    }

    private void Inline(INode node, int? line, int depth)
    {
        if (node is IText text)
        {
            writer.Write(Collapsed(text.Data));
        }
        else if (node is IElement { LocalName: "br" or "hr" })
        {
            writer.Write(new LineBreak());
        }
        else if (node is IHtmlImageElement picture)
        {
            var alt = picture.AlternativeText ?? "";
            if (images.Find(picture.GetAttribute("src") ?? "", line) is { } key)
                writer.Write(new Image(key, alt) { Title = picture.Title is { Length: > 0 } title ? title : null });
            else
                writer.Write(alt);
        }
        else if (node is IElement element)
        {
            if (marks?.NoteCalls.TryGetValue(element, out var note) == true)
            {
                writer.Write(new NoteReference(note));
                return;
            }
            if (depth > 2 * options.MaximumNesting)
            {
                writer.Write(Collapsed(element.TextContent));
                return;
            }
            var make = Wrapper(element, line);
            if (make is not null)
                writer.Begin();
            foreach (var child in element.ChildNodes)
                Inline(child, line, depth + 1);
            if (make is not null)
                writer.Write(make(writer.End()));
            if (BlockElements.Contains(element.LocalName))
                writer.Write(" ");
        }
    }

    /// <summary>What an open tag's children become, or null where the tag itself has no meaning in the model.</summary>
    public Func<List<Inline>, Inline>? Wrapper(string name, string tag, int? line)
    {
        if (Styles.TryGetValue(name, out var style))
            return children => new Styled(style, children);
        return name is "a" or "span" or "bdo" or "bdi" or "abbr" or "acronym" or "code" or "kbd" or "samp" or "tt" or "q" && Element(tag) is { } element
            ? Wrapper(element, line)
            : null;
    }

    private Func<List<Inline>, Inline>? Wrapper(IElement element, int? line)
    {
        if (Styles.TryGetValue(element.LocalName, out var style))
            return children => new Styled(style, children);
        switch (element.LocalName)
        {
            case "code" or "kbd" or "samp" or "tt":
                return children => children.TrueForAll(c => c is Text) ? new Code(DocumentText.Of(children)) : new Passage(null, null, children);
            case "abbr" or "acronym" when element.GetAttribute("title") is { Length: > 0 } expansion:
                return children => new Abbreviation(DocumentText.Of(children), expansion);
            case "a" when element.GetAttribute("href") is { } target:
                if (LinkTargets.Allowed(target) is { } allowed)
                    return children => new Link(allowed, children) { Title = element.GetAttribute("title") };
                RefuseLink(target, line, findings);
                return null;
            case "q":
                return children => new Passage(null, null, [new Text("\u201C"), .. children, new Text("\u201D")]);
            default:
                var language = element.GetAttribute("lang");
                var direction = Direction(element);
                return language is { Length: > 0 } || direction is not null ? children => new Passage(Tag(language), direction, children) : null;
        }
    }

    public (string Source, string Alt, string? Title) Picture(string tag) =>
        Element(tag) is { } element
            ? (element.GetAttribute("src") ?? "", element.GetAttribute("alt") ?? "", element.GetAttribute("title") is { Length: > 0 } title ? title : null)
            : ("", "", null);

    /// <summary>One tag's element with what the sanitizer leaves of its attributes.</summary>
    private IElement? Element(string tag) => sanitizer.Value.SanitizeDom(parser.Value.ParseDocument("<!DOCTYPE html><html><head></head><body>" + tag)).Body?.FirstElementChild;

    private static Block Marked(Block block, IElement element) =>
        element.GetAttribute("lang") is { Length: > 0 } language || element.HasAttribute("dir")
            ? block with { Language = block.Language ?? Tag(element.GetAttribute("lang")), Direction = block.Direction ?? Direction(element) }
            : block;

    private static TextDirection? Direction(IElement element) => element.GetAttribute("dir")?.ToLowerInvariant() switch
    {
        "rtl" => TextDirection.RightToLeft,
        "ltr" => TextDirection.LeftToRight,
        _ => null,
    };

    private static string? Tag(string? language) => LanguageTags.IsWellFormed(language) ? language : null;

    internal static int Number(IElement element, string attribute, int otherwise, int least, int most) =>
        int.TryParse(element.GetAttribute(attribute), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, least, most)
            : otherwise;

    private static string Collapsed(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\t', '\r') < 0 && !text.Contains("  ", StringComparison.Ordinal))
            return text;
        var collapsed = string.Join(' ', text.Split([' ', '\n', '\t', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries));
        return (char.IsWhiteSpace(text[0]) ? " " : "") + collapsed + (collapsed.Length > 0 && char.IsWhiteSpace(text[^1]) ? " " : "");
    }

    public static void Refuse(string element, int? line, Findings findings) =>
        findings.Gather("html-removed", Severity.Warning, element, line, (count, names) =>
            $"{(count == 1 ? "One piece" : $"{count} pieces")} of web page code that a document cannot have (such as scripts, styles, forms, films) left out: {names}.");

    public static void RefuseLink(string? target, int? line, Findings findings) =>
        findings.Gather("link-refused", Severity.Warning, target ?? "", line, (count, names) => count == 1
            ? $"A link leads to {names}, which readers elsewhere cannot open; it is plain text now. Write the full address, beginning with https://."
            : $"{count} links lead to addresses that readers elsewhere cannot open; they are plain text now: {names}. Write the full addresses, beginning with https://.");
}
