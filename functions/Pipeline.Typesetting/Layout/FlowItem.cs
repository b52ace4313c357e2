using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>
/// A piece of the column that text flows down: a line, a table row, a picture, a rule. Pagination puts items on pages and never
/// looks inside one, except to split it. Measures in points.
/// </summary>
internal abstract class FlowItem
{
    /// <summary>Space above; it vanishes at the top of a page.</summary>
    public float SpaceAbove { get; set; }

    public abstract float Height { get; }

    /// <summary>No page may end after this item.</summary>
    public bool KeepWithNext { get; set; }

    /// <summary>Indices of the notes that are called in it, in order.</summary>
    public IReadOnlyList<int> Notes { get; init; } = [];

    /// <summary>Rules and shades behind it, which also fill the space between items that share the list.</summary>
    public IReadOnlyList<Backdrop> Backdrops { get; init; } = [];

    /// <summary>Rows that are repeated above it where it starts a page.</summary>
    public virtual IReadOnlyList<FlowItem> RepeatedAbove => [];

    /// <summary>Paints it with its top at <paramref name="y"/>; as an artifact when it only repeats what stands elsewhere.</summary>
    public abstract void Paint(Page page, float y, bool artifact);

    /// <summary>It starts a page.</summary>
    public bool StartsPage { get; set; }

    /// <summary>It stands on a landscape page, together only with others that do.</summary>
    public bool Landscape { get; set; }

    /// <summary>Its first part, at most <paramref name="height"/> high, and the rest; null where it cannot be split there.</summary>
    public virtual (FlowItem Top, FlowItem Below)? Split(float height) => null;

    /// <summary>Height of items below each other; the first keeps no space above itself.</summary>
    public static float HeightOf(IReadOnlyList<FlowItem> items)
    {
        var height = 0f;
        for (var i = 0; i < items.Count; i++) height += items[i].Height + (i > 0 ? items[i].SpaceAbove : 0);
        return height;
    }

    /// <summary>Those items that fit into <paramref name="height"/>, and the others; one of them may be split, and none is parted from what it must stay with unless nothing would fit.</summary>
    public static (List<FlowItem> Top, List<FlowItem> Below) Split(List<FlowItem> items, float height)
    {
        var (fits, used) = (0, 0f);
        for (; fits < items.Count; fits++)
        {
            var above = fits > 0 ? items[fits].SpaceAbove : 0;
            if (used + above + items[fits].Height > height + 0.01f)
            {
                if (items[fits].Split(height - used - above) is not { } parts) break;
                parts.Top.SpaceAbove = items[fits].SpaceAbove;
                return ([.. items.Take(fits), parts.Top], [parts.Below, .. items.Skip(fits + 1)]);
            }
            used += above + items[fits].Height;
        }
        var end = fits;
        while (end > 0 && end < items.Count && items[end - 1].KeepWithNext) end--;
        if (end == 0) end = fits;
        return (items.GetRange(0, end), items.GetRange(end, items.Count - end));
    }

    /// <summary>Paints items below each other from <paramref name="y"/> down, with what is behind them, and returns where the last one ends.</summary>
    public static float PaintAll(Page page, IReadOnlyList<FlowItem> items, float y, bool artifact)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var gap = i > 0 ? items[i].SpaceAbove : 0;
            items[i].PaintBackdrops(page, i > 0 ? items[i - 1] : null, y, gap);
            y += gap;
            items[i].Paint(page, y, artifact);
            y += items[i].Height;
        }
        return y;
    }

    /// <summary>Paints the strips behind the item, which go on through the <paramref name="gap"/> above it where the item before has them too.</summary>
    public void PaintBackdrops(Page page, FlowItem? before, float y, float gap)
    {
        foreach (var backdrop in Backdrops)
        {
            var joined = before is not null && before.Backdrops.Contains(backdrop);
            page.Add(new RectangleItem { X = backdrop.X, Y = joined ? y : y + gap, Width = backdrop.Width, Height = Height + (joined ? gap : 0), Color = backdrop.Color }, null);
        }
    }
}

/// <summary>A coloured strip behind items: the bar beside a quotation, the shade behind code.</summary>
internal sealed record Backdrop(float X, float Width, Color Color);

/// <summary>Empty space that does not vanish at a page's top.</summary>
internal sealed class SpaceItem(float height) : FlowItem
{
    public override float Height => height;

    public override void Paint(Page page, float y, bool artifact) { }
}

/// <summary>A horizontal rule, set in the middle of its height.</summary>
internal sealed class RuleItem(float x, float width, float thickness, float height, Color color) : FlowItem
{
    public override float Height => height;

    public override void Paint(Page page, float y, bool artifact) =>
        page.Add(new RectangleItem { X = x, Y = y + (height - thickness) / 2, Width = width, Height = thickness, Color = color }, null);
}

/// <summary>A picture with its structure element; null for one that only decorates.</summary>
internal sealed class PictureItem(Documents.ImageData image, float x, float width, float height, StructureElement? element) : FlowItem
{
    public override float Height => height;

    public override void Paint(Page page, float y, bool artifact) =>
        page.Add(new ImageItem { Image = image, X = x, Y = y, Width = width, Height = height }, artifact ? null : element);
}
