using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.LineBreaking;

/// <summary>Makes lines of the places chosen: divides the words that a hyphen ends a line in, and sets the glue of each line.</summary>
internal static class LineSetter
{
    // A line whose spaces would have to grow more than this part of their stretch stays ragged.
    private const float WidestGlueSet = 6;

    public static (ShapedParagraph Paragraph, List<Line> Lines) Set(
        ShapedParagraph paragraph, Breakpoint[] points, List<int> ends, float width, float firstIndent, ParagraphShaper shaper, bool justify)
    {
        var starts = Divide(ref paragraph, points, ends, shaper);
        var boxes = paragraph.Boxes;
        var lines = new List<Line>(ends.Count);
        for (var i = 0; i < ends.Count; i++)
        {
            var (first, next) = (i == 0 ? 0 : starts[i - 1], starts[i]);
            var line = Trim(boxes, first, next);
            lines.Add(justify && line.End > first ? Justify(boxes, line, width - (i == 0 ? firstIndent : 0), i == 0, points[ends[i]].Forced) : line);
        }
        return (paragraph, lines);
    }

    /// <summary>Lines filled as far as they go (first fit).</summary>
    public static List<Line> Fill(Box[] boxes, float width, float firstIndent)
    {
        var lines = new List<Line>();
        var available = width - firstIndent + LineBreaker.Tolerance;
        for (int start = 0, next; start < boxes.Length; start = next)
        {
            next = FillOne(boxes, start, available);
            lines.Add(Trim(boxes, start, next));
            available = width + LineBreaker.Tolerance;
        }
        return lines;
    }

    /// <summary>The box that the next line starts with.</summary>
    private static int FillOne(Box[] boxes, int start, float available)
    {
        var width = 0f;
        var lastBreak = -1;
        for (var i = start; i < boxes.Length; i++)
        {
            ref readonly var box = ref boxes[i];
            width += box.Width;
            if (!box.IsSpace && width > available && i > start) return lastBreak > start ? lastBreak : i;
            if (box.Break == BreakAfter.Forced) return i + 1;
            if (box.Break == BreakAfter.Allowed) lastBreak = i + 1;
        }
        return boxes.Length;
    }

    private static Line Trim(Box[] boxes, int first, int next)
    {
        var end = next;
        while (end > first && boxes[end - 1].IsSpace) end--;
        return Measure(boxes, first, end) with { EndsAtSpace = end < next && next < boxes.Length && boxes[end].Word is not null };
    }

    /// <summary>Boxes as wide as they are.</summary>
    public static Line Measure(Box[] boxes, int first, int end)
    {
        float width = 0, height = 0;
        for (var i = first; i < end; i++)
        {
            width += boxes[i].Width;
            height = Math.Max(height, boxes[i].ObjectHeight);
        }
        return new Line(first, end, width, height);
    }

    private static Line Justify(Box[] boxes, Line line, float width, bool first, bool forced)
    {
        // Of the last box only what is seen counts.
        float stretch = 0, shrink = 0;
        for (var i = line.First; i < line.End - 1; i++)
        {
            stretch += boxes[i].Stretch;
            shrink += boxes[i].Shrink;
        }
        var outdent = first ? 0 : FullWidthSigns.BlankAtStart(boxes[line.First]);
        var natural = line.Width - outdent - FullWidthSigns.BlankAtEnd(boxes[line.End - 1]);
        var room = width - natural;
        var glue = room < 0 ? (shrink > 0 ? Math.Max(-1, room / shrink) : 0)
            : forced || stretch <= 0 || room / stretch > WidestGlueSet ? 0
            : room / stretch;
        return line with { GlueSet = glue, Outdent = outdent, Width = natural + glue * (glue < 0 ? shrink : stretch) };
    }

    /// <summary>The box that each line's successor starts with, once words at hyphens are two boxes.</summary>
    private static int[] Divide(ref ShapedParagraph paragraph, Breakpoint[] points, List<int> ends, ParagraphShaper shaper)
    {
        var starts = new int[ends.Count];
        var boxes = paragraph.Boxes;
        List<Box>? divided = null;
        var copied = 0;
        for (var i = 0; i < ends.Count; i++)
        {
            ref readonly var point = ref points[ends[i]];
            if (point.Split == 0)
            {
                starts[i] = point.Box + (divided is null ? 0 : divided.Count - copied);
                continue;
            }
            divided ??= new List<Box>(boxes.Length + 8);
            divided.AddRange(boxes.AsSpan(copied, point.Box - copied));
            // A long word in a narrow column may end more than one line.
            var last = i;
            while (last + 1 < ends.Count && points[ends[last + 1]] is { Split: > 0 } next && next.Box == point.Box) last++;
            var from = 0;
            for (; i <= last; i++)
            {
                divided.Add(shaper.Head(boxes[point.Box], from, points[ends[i]].Split));
                starts[i] = divided.Count;
                from = points[ends[i]].Split;
            }
            i = last;
            divided.Add(shaper.Tail(boxes[point.Box], from));
            copied = point.Box + 1;
        }
        if (divided is not null)
        {
            divided.AddRange(boxes.AsSpan(copied));
            paragraph = paragraph with { Boxes = [.. divided] };
        }
        return starts;
    }
}
