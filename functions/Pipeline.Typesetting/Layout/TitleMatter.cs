using Pipeline.Documents;
using Pipeline.Documents.Renderers;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Sets what stands above the text (organization, title, speaker, date) and below it (publisher, address, source).</summary>
internal sealed class TitleMatter(FlowBuilder flow, TextSetter setter, StyleSheet sheet, TitleBlock lines)
{
    public void AddAbove(Column column, List<FlowItem> items)
    {
        var label = new TextStyle(sheet.HeadingFamily, sheet.LabelSize) { Bold = true, Color = sheet.AccentColor };
        var quiet = new TextStyle(sheet.HeadingFamily, sheet.BylineSize) { Color = sheet.QuietColor };
        var subtitle = new TextStyle(sheet.HeadingFamily, sheet.SubtitleSize) { Color = sheet.HeadingColor };

        AddLine(lines.Heading, label, column, items, 0);
        AddTitle(column, items);
        AddInlines(lines.OwnTitle, subtitle, column, items, sheet.CaptionSpace);
        AddLine(lines.Subtitle, subtitle, column, items, sheet.CaptionSpace);
        AddLine(lines.Byline, quiet with { Bold = true, Color = sheet.TextColor }, column, items, sheet.ParagraphSpace);
        AddLine(lines.OnBehalfOf, quiet, column, items, sheet.ItemSpace);
        AddLine(lines.Occasion, quiet, column, items, sheet.ItemSpace);
        AddLine(string.Join(" · ", new[] { lines.Date, lines.Symbol }.OfType<string>()), quiet, column, items, sheet.ItemSpace);
        AddRule(column, items);
        if (lines.Summary is { } summary)
        {
            AddLine(summary, column.Style with { Italic = true }, column, items, 0);
            AddRule(column, items);
        }
        foreach (var item in items) item.KeepWithNext = true;
    }

    public void AddBelow(Column column, List<FlowItem> items)
    {
        var style = new TextStyle(sheet.HeadingFamily, sheet.ColophonSize) { Color = sheet.QuietColor };
        var first = items.Count;
        items.Add(new RuleItem(column.X, column.Width, sheet.ThinRule, sheet.ParagraphSpace, sheet.RuleColor) { SpaceAbove = sheet.LineHeight });
        AddLine(lines.Imprint, style, column, items, 0);
        if (lines.Address is { } address && Uri.TryCreate(address, UriKind.Absolute, out _)) AddInlines([new Link(address, [new Text(address)])], style, column, items, 0);
        else AddLine(lines.Address, style, column, items, 0);
        AddLine(lines.SourceHash, style, column, items, 0);
        if (items.Count == first + 1) items.RemoveAt(first);
        for (var i = first; i < items.Count - 1; i++) items[i].KeepWithNext = true;
    }

    private void AddTitle(Column column, List<FlowItem> items)
    {
        var style = new TextStyle(sheet.HeadingFamily, sheet.TitleSize) { Bold = true, Color = sheet.HeadingColor };
        var text = setter.Flattener.Flatten(lines.Title, style, column.Language, column.Direction);
        var element = column.Parent.Add(new StructureElement("H1"));
        var set = setter.Set(text, element, column with { Style = style, LineHeight = sheet.TitleLineHeight }, column.Width) with
        {
            Bookmark = setter.Anchors.AddBookmark(new Anchors.Entry(1, DocumentText.Of(lines.Title), null, column.Language, column.Direction)),
        };
        var first = items.Count;
        setter.AddLines(set, column, items);
        flow.Notes.AddCalled(text, column);
        if (items.Count > first && first > 0) items[first].SpaceAbove = sheet.CaptionSpace;
    }

    private void AddRule(Column column, List<FlowItem> items) =>
        items.Add(new RuleItem(column.X, column.Width, sheet.Rule, sheet.TitleRuleSpace, sheet.RuleColor));

    private void AddLine(string? line, TextStyle style, Column column, List<FlowItem> items, float above)
    {
        if (!string.IsNullOrEmpty(line)) AddInlines([new Text(line)], style, column, items, above);
    }

    private void AddInlines(IReadOnlyList<Inline> inlines, TextStyle style, Column column, List<FlowItem> items, float above)
    {
        if (inlines.Count == 0) return;
        var text = setter.Flattener.Flatten(inlines, style, column.Language, column.Direction);
        var first = items.Count;
        var inner = column with { Style = style, LineHeight = style.Size * sheet.TitleMatterLeading };
        setter.AddLines(setter.Set(text, column.Parent.Add(new StructureElement("P")), inner, column.Width), inner, items);
        flow.Notes.AddCalled(text, column);
        if (items.Count > first) items[first].SpaceAbove = above;
    }
}
