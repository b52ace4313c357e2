using Pipeline.Documents;

namespace Pipeline.Typesetting.Shaping;

/// <summary>A shaped paragraph: boxes in logical order, ready to be broken into lines of any width.</summary>
internal sealed record ShapedParagraph(InlineText Source, Box[] Boxes)
{
    public TextDirection Direction => Source.Direction;

    /// <summary>True where some box runs against or is embedded in the paragraph's direction, so that lines must be reordered.</summary>
    public bool Reorders { get; init; }

    /// <summary>Sets the codes of characters that no font has.</summary>
    public Shaper? CodeShaper { get; init; }

    /// <summary>True where the author ends a line before the paragraph's end.</summary>
    public bool HasForcedBreaks
    {
        get
        {
            foreach (ref readonly var box in Boxes.AsSpan())
                if (box.Break == BreakAfter.Forced) return true;
            return false;
        }
    }

    /// <summary>Width on one line without its trailing spaces, in points.</summary>
    public float NaturalWidth
    {
        get
        {
            float width = 0, widest = 0, pending = 0;
            foreach (ref readonly var box in Boxes.AsSpan())
            {
                if (box.IsSpace) pending += box.Width;
                else
                {
                    width += pending + box.Width;
                    pending = 0;
                }
                if (box.Break != BreakAfter.Forced) continue;
                widest = Math.Max(widest, width);
                width = pending = 0;
            }
            return Math.Max(widest, width);
        }
    }

    /// <summary>Width of the widest piece that cannot be broken, in points.</summary>
    public float UnbreakableWidth
    {
        get
        {
            float width = 0, widest = 0;
            foreach (ref readonly var box in Boxes.AsSpan())
            {
                if (!box.IsSpace)
                {
                    width += box.Width;
                    widest = Math.Max(widest, width);
                }
                if (box.IsSpace || box.Break != BreakAfter.No) width = 0;
            }
            return widest;
        }
    }
}
