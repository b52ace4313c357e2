using Pipeline.Documents;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Sets notes for the foot of a page; their elements stand in the tree behind the text that calls them.</summary>
internal sealed class NoteBuilder(Document document, FlowBuilder flow, TextSetter setter, StyleSheet sheet)
{
    private readonly HashSet<int> placed = [];

    // 14289-1 7.9: every note has an identifier.
    private readonly StructureElement[] elements = [.. document.Notes.Select((_, i) => new StructureElement("Note") { Id = $"note-{i + 1}" })];

    /// <summary>Puts the elements of the notes that a text calls behind its own.</summary>
    public void AddCalled(InlineText text, Column column)
    {
        foreach (var note in InlineFlattener.NotesIn(text))
            if (placed.Add(note)) column.Parent.Add(elements[note]);
    }

    /// <summary>The lines of a note, its number beside the first.</summary>
    public List<FlowItem> Lay(int index, Column column)
    {
        var style = new TextStyle(sheet.BodyFamily, sheet.NoteSize) { Color = sheet.TextColor };
        var element = elements[index];
        var inner = column with { Style = style, LineHeight = sheet.NoteLineHeight, ParagraphSpace = sheet.ItemSpace, Backdrops = [] };
        var items = new List<FlowItem>();
        var lbl = element.Add(new StructureElement("Lbl"));
        var number = $"{index + 1}";
        var indent = Math.Max(sheet.NoteIndent, setter.WidthOf(number, inner) + sheet.LabelGap / 2);
        flow.AddBlocks(document.Notes[index].Blocks, inner.Indent(indent) with { Parent = element }, items);
        if (items.OfType<LineItem>().FirstOrDefault() is { } first)
        {
            setter.AddLabel(items, 0, number, inner, lbl, indent);
            first.NoteId = InlineFlattener.NoteAnchor(index);
        }
        foreach (var item in items) item.KeepWithNext = false;
        return items;
    }
}
