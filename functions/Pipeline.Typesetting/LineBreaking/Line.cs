namespace Pipeline.Typesetting.LineBreaking;

/// <summary>
/// One line of a paragraph: boxes <paramref name="First"/> to <paramref name="End"/> (exclusive), without the spaces at its end.
/// Width in points, glue set; <paramref name="ObjectHeight"/> is that of the tallest picture in it.
/// </summary>
internal readonly record struct Line(int First, int End, float Width, float ObjectHeight)
{
    /// <summary>How far the line's glue is stretched (positive) or shrunk: each box is followed by this part of its stretch or shrink.</summary>
    public float GlueSet { get; init; }

    /// <summary>Blank at the left of a full-width sign that opens the line: so far it stands out of the column.</summary>
    public float Outdent { get; init; }

    /// <summary>The box after <see cref="End"/> is a space, and the paragraph goes on behind it.</summary>
    public bool EndsAtSpace { get; init; }
}
