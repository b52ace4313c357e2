namespace Pipeline.Typesetting.LineBreaking;

/// <summary>
/// A place where a line may end, with the sums of the paragraph's measures up to it: those of what stays before it as a line's
/// end, and those of what goes when the next line begins. A line's natural width is the one at its end less the other at its start.
/// </summary>
internal struct Breakpoint
{
    /// <summary>The box that the next line starts with, or the one that is divided.</summary>
    public int Box;

    /// <summary>Characters of the box before a hyphen; 0 where no word is divided.</summary>
    public int Split;
    public double End, EndStretch, EndShrink;
    public double Start, StartStretch, StartShrink;
    public float Penalty;

    /// <summary>The line ends with a hyphen.</summary>
    public bool Hyphen;

    /// <summary>No line goes past this place: the paragraph's end, or a line end of the author's.</summary>
    public bool Forced;

    /// <summary>The paragraph's end, where no very short line is wanted.</summary>
    public bool Last;
}
