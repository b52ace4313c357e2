using Pipeline.Documents;
using Pipeline.Documents.Renderers;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>Sets lists with their labels, and definition lists.</summary>
internal sealed class ListBuilder(FlowBuilder flow, TextSetter setter, NoteBuilder notes, StyleSheet sheet)
{
    private static readonly string[] Bullets = ["•", "–", "◦"];

    public void Add(ListBlock list, Column column, List<FlowItem> items)
    {
        if (list.Items.Count == 0) return;
        var element = column.Parent.Add(new StructureElement("L") { Language = list.Language, ListNumbering = NumberingOf(list) });
        var labels = Enumerable.Range(0, list.Items.Count).Select(i => LabelOf(list, i, column.Depth)).ToList();
        var indent = Math.Max(sheet.ListIndent, labels.Distinct().Max(l => setter.WidthOf(l, column)) + sheet.LabelGap);
        var between = list.Tight ? sheet.ItemSpace : sheet.ParagraphSpace;
        for (var i = 0; i < list.Items.Count; i++)
        {
            var li = element.Add(new StructureElement("LI"));
            var lbl = li.Add(new StructureElement("Lbl"));
            var inner = column.Indent(indent) with { Parent = li.Add(new StructureElement("LBody")), TextInParent = true, ParagraphSpace = between };
            var first = items.Count;
            flow.AddBlocks(list.Items[i].Blocks, inner, items);
            if (items.Count == first) items.Add(new SpaceItem(column.LineHeight));
            if (i > 0) items[first].SpaceAbove = Math.Max(items[first].SpaceAbove, between);
            setter.AddLabel(items, first, labels[i], column, lbl, indent);
        }
    }

    public void Add(DefinitionList list, Column column, List<FlowItem> items)
    {
        var element = column.Parent.Add(new StructureElement("L") { Language = list.Language });
        var strong = column with { Style = column.Style with { Bold = true }, Setting = default };
        for (var i = 0; i < list.Items.Count; i++)
        {
            var li = element.Add(new StructureElement("LI"));
            var lbl = li.Add(new StructureElement("Lbl"));
            var start = items.Count;
            foreach (var term in list.Items[i].Terms)
            {
                var first = items.Count;
                var text = setter.Flattener.Flatten(term, strong.Style, column.Language, column.Direction);
                setter.AddLines(setter.Set(text, lbl, strong, column.Width), column, items);
                for (var k = first; k < items.Count; k++) items[k].KeepWithNext = true;
                notes.AddCalled(text, column with { Parent = lbl });
            }
            foreach (var definition in list.Items[i].Definitions)
            {
                var body = li.Add(new StructureElement("LBody"));
                flow.AddBlocks(definition, column.Indent(sheet.ListIndent) with { Parent = body, TextInParent = true, ParagraphSpace = sheet.ItemSpace }, items);
            }
            if (i > 0 && items.Count > start) items[start].SpaceAbove = sheet.ParagraphSpace;
        }
    }

    private static string NumberingOf(ListBlock list) => list.Style switch
    {
        ListStyle.Numeric => "Decimal",
        ListStyle.LowerAlpha => "LowerAlpha",
        ListStyle.UpperAlpha => "UpperAlpha",
        ListStyle.LowerRoman => "LowerRoman",
        ListStyle.UpperRoman => "UpperRoman",
        _ => "Disc",
    };

    private static string LabelOf(ListBlock list, int index, int depth) =>
        list.Style == ListStyle.Bullet && list.Items[index] is { Label: null, Checked: null }
            ? Bullets[depth % Bullets.Length]
            : PlainTextRenderer.Label(list, index);
}
