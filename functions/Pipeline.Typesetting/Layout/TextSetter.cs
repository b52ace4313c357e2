using Pipeline.Documents;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Sets paragraphs: shapes their text, breaks it into lines, puts labels beside them.</summary>
internal sealed class TextSetter(Document document, StyleSheet sheet, FontLibrary library, Pictures pictures, ISet<int> missing)
{
    private readonly FontSelector fonts = new(library);

    public ParagraphShaper Shaper { get; } = new(library, missing);
    public InlineFlattener Flattener { get; } = new(document, sheet, pictures);
    public Anchors Anchors { get; } = new();

    public SetParagraph Set(InlineText text, StructureElement element, Column column, float width) =>
        Set(Shaper.Shape(text), element, column, width);

    public SetParagraph Set(ShapedParagraph text, StructureElement element, Column column, float width)
    {
        var face = fonts.FaceOf(column.Style);
        var ascent = face.Ascender * column.Style.Size / face.UnitsPerEm;
        var descent = -face.Descender * column.Style.Size / face.UnitsPerEm;
        return new SetParagraph
        {
            Text = text,
            Element = element,
            X = column.X,
            Width = width,
            LineHeight = column.LineHeight,
            Ascent = (column.LineHeight - ascent - descent) / 2 + ascent,
            Anchors = Anchors,
            Alignment = column.Alignment,
            Setting = column.Alignment == Alignment.Start && width >= sheet.JustifiedFrom ? column.Setting : default,
        };
    }

    /// <summary>Breaks a paragraph and adds its lines: two at least stay together at its start and at its end.</summary>
    public void AddLines(SetParagraph set, Column column, List<FlowItem> items, float padding = 0)
    {
        var (paragraph, lines) = LineBreaker.Break(set.Text, set.Width, set.FirstIndent, Shaper, set.Setting);
        set = set with { Text = paragraph };
        for (var i = 0; i < lines.Count; i++)
        {
            items.Add(new LineItem(set, lines[i], i == 0)
            {
                // No lone first or last line on a page, and no word divided between two.
                KeepWithNext = i < lines.Count - 1 && (i == 0 || i == lines.Count - 2 || EndsInHyphen(paragraph, lines[i])),
                Notes = NotesIn(paragraph, lines[i]),
                Backdrops = column.Backdrops,
                PadTop = i == 0 ? padding : 0,
                PadBottom = i == lines.Count - 1 ? padding : 0,
            });
        }
    }

    /// <summary>Puts a label beside the first line from <paramref name="first"/> on, in the margin of <paramref name="indent"/> that its column left free.</summary>
    public void AddLabel(List<FlowItem> items, int first, string label, Column column, StructureElement element, float indent)
    {
        var line = items.Skip(first).OfType<LineItem>().FirstOrDefault();
        if (line is null) return;
        var x = column.RightToLeft ? column.X + column.Width - indent : column.X;
        line.Labels.Insert(0, SetLine(label, element, column with { X = x, Alignment = Alignment.Start }, indent));
    }

    /// <summary>One line of text for a place of its own, however wide: a label, a running title, a page number.</summary>
    public Label SetLine(string value, StructureElement element, Column column, float width)
    {
        var set = Set(TextOf(value, column), element, column, width);
        var (paragraph, lines) = LineBreaker.Break(set.Text, 10_000, 0, Shaper);
        return new Label(set with { Text = paragraph }, lines.Count > 0 ? lines[0] : default);
    }

    public float WidthOf(string value, Column column) => Shaper.Shape(TextOf(value, column)).NaturalWidth;

    private static InlineText TextOf(string value, Column column)
    {
        var text = new InlineText(column.Direction);
        text.Append(value, column.Style, column.Language, null);
        return text;
    }

    private static bool EndsInHyphen(ShapedParagraph paragraph, Line line) =>
        line.End > line.First && paragraph.Boxes[line.End - 1].Word?.Text is [.., '-' or '\u2010' or InlineText.SoftHyphen];

    private static int[] NotesIn(ShapedParagraph paragraph, Line line)
    {
        List<int>? notes = null;
        for (var i = line.First; i < line.End; i++)
            if (paragraph.Boxes[i].Span.Mark is { Note: >= 0 } mark && notes?.Contains(mark.Note) != true) (notes ??= []).Add(mark.Note);
        return notes is null ? [] : [.. notes];
    }
}
