using Pipeline.Documents.Renderers;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>
/// The contents list of a long document. Its lines are as high whatever the numbers are, so that the text is laid out and put on
/// pages once: the entries keep their places, and are painted when every heading's page is known.
/// </summary>
internal sealed class ContentsBuilder(TextSetter setter, StyleSheet sheet, UiWords words)
{
    private readonly List<ContentsEntry> entries = [];

    /// <summary>The list's items for the headings that were set so far; empty where the author has put a list of contents into the text.</summary>
    public List<FlowItem> Build(Column column)
    {
        var headings = setter.Anchors.Entries.Where(e => e.Level > 1 && e.Id is { Length: > 0 }).ToList();
        if (headings.Take(10).Any(h => IsContentsHeading(h.Title))) return [];
        var deepest = sheet.ContentsLevel;
        while (deepest > 2 && headings.Count(h => h.Level <= deepest) > sheet.ContentsEntries) deepest--;

        var items = new List<FlowItem>();
        var toc = column.Parent.Add(new StructureElement("TOC"));
        AddHeading(column, toc, items);
        // One list a level: a deeper one stands in the item above it (ISO 32000-1 table 333).
        var open = new Stack<(int Level, StructureElement List, StructureElement? Item)>([(2, toc, null)]);
        foreach (var heading in headings.Where(h => h.Level <= deepest))
        {
            while (open.Count > 1 && open.Peek().Level > heading.Level) open.Pop();
            if (open.Peek() is var (level, _, above) && heading.Level > level && above is not null) open.Push((heading.Level, above.Add(new StructureElement("TOC")), null));
            var top = open.Pop();
            var item = top.List.Add(new StructureElement("TOCI"));
            open.Push((top.Level, top.List, item));
            AddEntry(heading, deepest > 2 && heading.Level == 2, item.Add(new StructureElement("Reference")).Add(new StructureElement("Link")), column, items);
        }
        return items;
    }

    /// <summary>Paints the entries with the numbers of their headings' pages, when all pages are there.</summary>
    public void Paint()
    {
        foreach (var entry in entries) entry.PaintNow(setter, sheet);
    }

    private bool IsContentsHeading(string title) =>
        title.Equals(words.Contents, StringComparison.OrdinalIgnoreCase) || title.Equals("Table of contents", StringComparison.OrdinalIgnoreCase);

    private void AddHeading(Column column, StructureElement toc, List<FlowItem> items)
    {
        var look = sheet.HeadingOf(2);
        var style = new TextStyle(sheet.HeadingFamily, look.Size) { Bold = true, Color = sheet.HeadingColor };
        var text = new InlineText(column.Direction);
        text.Append(words.Contents, style, words.Language, null);
        var caption = toc.Add(new StructureElement("Caption") { Language = words.Language == column.Language ? null : words.Language });
        setter.AddLines(setter.Set(text, caption, column with { Style = style, LineHeight = look.LineHeight }, column.Width), column, items);
        foreach (var item in items) item.KeepWithNext = true;
        items.Add(new SpaceItem(look.Below) { KeepWithNext = true });
    }

    private void AddEntry(Anchors.Entry heading, bool top, StructureElement link, Column column, List<FlowItem> items)
    {
        var style = new TextStyle(sheet.HeadingFamily, sheet.ContentsSize) { Bold = top, Color = top ? sheet.HeadingColor : sheet.TextColor };
        var outer = column with { Style = style, Language = heading.Language, Direction = column.Direction };
        var inner = outer.Indent((heading.Level - 2) * sheet.ContentsIndent, sheet.ContentsNumberWidth);
        var text = new InlineText(column.Direction);
        var span = heading.Language == column.Language ? null : new InlineMark(new StructureElement("Span") { Language = heading.Language }, null);
        text.Append(heading.Title, style, heading.Language, span);
        var set = setter.Set(text, link, inner, inner.Width);
        var (paragraph, lines) = LineBreaker.Break(set.Text, set.Width, 0, setter.Shaper);
        set = set with { Text = paragraph };
        for (var i = 0; i < lines.Count; i++)
        {
            entries.Add(new ContentsEntry(heading, set, lines[i], outer, i == lines.Count - 1)
            {
                KeepWithNext = i + 1 < lines.Count,
                SpaceAbove = i == 0 && top ? sheet.CaptionSpace : 0,
            });
            items.Add(entries[^1]);
        }
    }
}
