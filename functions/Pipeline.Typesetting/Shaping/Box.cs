using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Shaping;

/// <summary>What may happen after a box.</summary>
internal enum BreakAfter : byte
{
    No,

    /// <summary>A line may end here.</summary>
    Allowed,

    /// <summary>A line must end here.</summary>
    Forced,
}

/// <summary>
/// The smallest piece that line breaking moves: a shaped word between two places where a line may end, a space, a picture, a
/// character that no font has. Width in points.
/// </summary>
internal struct Box
{
    /// <summary>Null for a picture, a forced line end, and a character that no font has.</summary>
    public ShapedWord? Word;
    public TextSpan Span;

    /// <summary>Place of its first character in the paragraph.</summary>
    public int Start;
    public float Width;

    /// <summary>Embedding level (UAX #9): odd runs from right to left.</summary>
    public byte Level;
    public BreakAfter Break;

    /// <summary>Vanishes at a line's end.</summary>
    public bool IsSpace;

    /// <summary>By how much, in points, the box or the gap behind it grows and shrinks where lines are justified: spaces, ideographs.</summary>
    public float Stretch, Shrink;

    /// <summary>A character that no font has: its code point; 0 otherwise.</summary>
    public int Missing;

    /// <summary>Height above the baseline of a picture in the text; 0 otherwise.</summary>
    public float ObjectHeight;
}
