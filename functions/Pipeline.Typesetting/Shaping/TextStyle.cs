using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Shaping;

/// <summary>How a run of text looks. Sizes and offsets in points. Shared by reference between runs.</summary>
internal sealed record TextStyle(string Family, float Size)
{
    public bool Bold { get; init; }
    public bool Italic { get; init; }
    public bool SmallCapitals { get; init; }
    public bool Underline { get; init; }
    public bool Strikethrough { get; init; }
    public Color Color { get; init; }
    public Color? Background { get; init; }

    /// <summary>Raises (positive) or lowers the baseline.</summary>
    public float Rise { get; init; }
}
