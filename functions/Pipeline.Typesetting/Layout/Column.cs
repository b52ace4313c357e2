using Pipeline.Documents;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>
/// What blocks are set into: a column of the page, a cell, a list item. Everything that a block takes from what it stands in.
/// </summary>
internal sealed record Column
{
    public required float X { get; init; }
    public required float Width { get; init; }

    /// <summary>Height of the text on a page.</summary>
    public required float TextHeight { get; init; }

    /// <summary>The same on a landscape page, where a table may go that is too wide for this one; null inside of something.</summary>
    public Column? Landscape { get; init; }
    public required TextStyle Style { get; init; }
    public required float LineHeight { get; init; }
    public required string Language { get; init; }
    public required TextDirection Direction { get; init; }

    /// <summary>Parent of the structure elements made here.</summary>
    public required StructureElement Parent { get; init; }
    public Alignment Alignment { get; init; }
    public IReadOnlyList<Backdrop> Backdrops { get; init; } = [];
    public float ParagraphSpace { get; init; }

    /// <summary>Of running text; what is centred, or set in a narrow column, is ragged nevertheless.</summary>
    public ParagraphSetting Setting { get; init; }

    /// <summary>A lone paragraph puts its text straight into the parent element (a list item's body, a cell).</summary>
    public bool TextInParent { get; init; }

    /// <summary>Blocks inside blocks so far.</summary>
    public int Depth { get; init; }

    public bool RightToLeft => Direction == TextDirection.RightToLeft;

    /// <summary>Narrower by <paramref name="start"/> on the side where lines start and by <paramref name="end"/> on the other.</summary>
    public Column Indent(float start, float end = 0)
    {
        // However deep the nesting, a column stays wide enough for a word.
        var room = Math.Max(0, Width - 72);
        start = Math.Min(start, room);
        end = Math.Min(end, room - start);
        return this with { X = X + (RightToLeft ? end : start), Width = Width - start - end, Depth = Depth + 1, Landscape = null };
    }
}
