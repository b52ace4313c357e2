using Pipeline.Documents;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Where lines stand against the sides of their column.</summary>
internal enum Alignment
{
    Start,
    Center,
    End,
}

/// <summary>A paragraph set in a column: what all its lines share. Measures in points.</summary>
internal sealed record SetParagraph
{
    public required ShapedParagraph Text { get; init; }
    public required StructureElement Element { get; init; }

    /// <summary>Left of the column.</summary>
    public required float X { get; init; }
    public required float Width { get; init; }
    public required float LineHeight { get; init; }

    /// <summary>From a line's top to its baseline.</summary>
    public required float Ascent { get; init; }
    public required Anchors Anchors { get; init; }
    public Alignment Alignment { get; init; }
    public float FirstIndent { get; init; }
    public ParagraphSetting Setting { get; init; }

    /// <summary>The anchor that leads to the paragraph's first line, or null.</summary>
    public string? Id { get; init; }

    /// <summary>A heading's place in the bookmarks, or null.</summary>
    public Anchors.Entry? Bookmark { get; init; }

    public float LeftOf(in Line line, bool first)
    {
        var slack = Width - line.Width - (first ? FirstIndent : 0);
        var rightToLeft = Text.Direction == TextDirection.RightToLeft;
        var left = Alignment switch
        {
            Alignment.Center => slack / 2,
            Alignment.End => rightToLeft ? 0 : slack,
            _ => rightToLeft ? slack : 0,
        };
        return X + left - line.Outdent + (first && !rightToLeft ? FirstIndent : 0);
    }
}

/// <summary>A label that stands beside a first line: a bullet, a number.</summary>
internal sealed record Label(SetParagraph Paragraph, Line Line);

/// <summary>One line of a paragraph.</summary>
internal sealed class LineItem(SetParagraph paragraph, Line line, bool first) : FlowItem
{
    private readonly SetParagraph paragraph = paragraph;
    private readonly Line line = line;

    public override float Height => PadTop + Math.Max(paragraph.LineHeight, line.ObjectHeight + paragraph.LineHeight - paragraph.Ascent) + PadBottom;

    public float PadTop { get; init; }
    public float PadBottom { get; init; }

    /// <summary>Labels of the list items that start with this line, outermost first.</summary>
    public List<Label> Labels { get; } = [];

    /// <summary>The anchor of the note that starts with this line, or null.</summary>
    public string? NoteId { get; set; }

    /// <summary>From the item's top to its baseline.</summary>
    public float Baseline => PadTop + Math.Max(paragraph.Ascent, line.ObjectHeight);

    public override void Paint(Page page, float y, bool artifact)
    {
        if (first && !artifact)
        {
            if (paragraph.Id is { } id) paragraph.Anchors.Reach(id, page, y, paragraph.Element);
            if (NoteId is { } note) paragraph.Anchors.Reach(note, page, y, paragraph.Element);
            paragraph.Bookmark?.Reach(page, y, paragraph.Element);
        }
        foreach (var label in Labels)
            LinePainter.Paint(page, label.Paragraph, label.Line, label.Paragraph.LeftOf(label.Line, false), y + Baseline, artifact);
        LinePainter.Paint(page, paragraph, line, paragraph.LeftOf(line, first), y + Baseline, artifact);
    }
}
