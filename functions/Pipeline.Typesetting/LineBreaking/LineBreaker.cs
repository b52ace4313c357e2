using System.Buffers;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.LineBreaking;

/// <summary>
/// Breaks a shaped paragraph into lines that fit best as a whole (<see cref="TotalFit"/>): first without dividing words, then with,
/// then with spaces as wide as they must be. Ragged lines are filled as far as they go, unless that leaves a very short last one. A piece
/// wider than the line is broken between grapheme clusters, so that no text ever leaves its column.
/// </summary>
internal static class LineBreaker
{
    /// <summary>Points by which a line may be wider than its column: what adding up leaves.</summary>
    public const float Tolerance = 0.01f;

    // In parts of a line's stretch, 1.26 of which is TeX's \tolerance of 200. Words stay whole where spaces need not grow by more than 70 %.
    private const double FirstTolerance = 1.4;
    private const double SecondTolerance = 1.6;

    // What is divided is measured by its glyphs and shaped once it is chosen; a difference up to this is not seen.
    private const float DividedTolerance = 0.25f;

    /// <param name="width">Of every line, in points.</param>
    /// <param name="firstIndent">Less of it on the first line.</param>
    public static (ShapedParagraph Paragraph, List<Line> Lines) Break(
        ShapedParagraph paragraph, float width, float firstIndent, ParagraphShaper shaper, ParagraphSetting setting = default)
    {
        if (paragraph.Boxes.Length == 0) return (paragraph, []);
        var narrowest = Math.Max(1, width - Math.Max(0, firstIndent));
        if (setting.Justify && paragraph.NaturalWidth <= narrowest && !paragraph.HasForcedBreaks) return (paragraph, [Single(paragraph)]);
        if (paragraph.UnbreakableWidth > narrowest) paragraph = paragraph with { Boxes = SplitWide(paragraph, narrowest, shaper, setting.Hyphenate) };

        var shortestLast = setting.Justify ? 4 * paragraph.Boxes[0].Span.Style.Size : Math.Min(4 * paragraph.Boxes[0].Span.Style.Size, width / 6);
        if (!setting.Justify && paragraph.Source.SoftHyphens.Count == 0)
        {
            var filled = LineSetter.Fill(paragraph.Boxes, width, firstIndent);
            if (filled.Count < 2 || filled[^1].Width >= shortestLast) return (paragraph, filled);
        }

        var points = ArrayPool<Breakpoint>.Shared.Rent(2 * paragraph.Boxes.Length + 16);
        try
        {
            // Where kerning beside hyphens, of which a line can have two, made a line too wide, once more with every part of a word shaped.
            foreach (var measure in (ReadOnlySpan<ParagraphShaper?>)[null, shaper])
            {
                var found = points;
                if (Choose(paragraph, ref found, width, firstIndent, shortestLast, new BreakpointFinder(paragraph, shaper.Hyphenation, measure), setting) is not { } ends) break;
                var set = LineSetter.Set(paragraph, found, ends, width, firstIndent, shaper, setting.Justify);
                if (measure is not null || set.Lines.TrueForAll(l => l.Width <= width - (l.First == 0 ? firstIndent : 0) + DividedTolerance)) return set;
            }
            // Words that would fit only divided are broken anywhere, too.
            if (paragraph.UnbreakableWidth > narrowest) paragraph = paragraph with { Boxes = SplitWide(paragraph, narrowest, shaper, null) };
            return (paragraph, LineSetter.Fill(paragraph.Boxes, width, firstIndent));
        }
        finally
        {
            ArrayPool<Breakpoint>.Shared.Return(points);
        }
    }

    // Null where a single sign or picture is wider than its line.
    private static List<int>? Choose(
        ShapedParagraph paragraph, ref Breakpoint[] points, float width, float firstIndent, float shortestLast, BreakpointFinder finder, ParagraphSetting setting)
    {
        var em = paragraph.Boxes[0].Span.Style.Size;
        var rules = setting.Justify
            ? new TotalFit.Rules(width, FirstTolerance, false, 0, shortestLast)
            : new TotalFit.Rules(width, 3, true, width * 0.12, shortestLast);

        var count = finder.Find(ref points, firstIndent, hyphenate: false, trim: setting.Justify);
        if (TotalFit.Choose(points.AsSpan(0, count), rules, out _) is { } lines) return lines;
        if (setting.Hyphenate)
        {
            count = finder.Find(ref points, firstIndent, hyphenate: true, trim: setting.Justify);
            rules = rules with { Tolerance = SecondTolerance };
            if (TotalFit.Choose(points.AsSpan(0, count), rules, out _) is { } hyphenated) return hyphenated;
        }
        if (setting.Justify) rules = rules with { LineStretch = 2 * em };
        return TotalFit.Choose(points.AsSpan(0, count), rules with { Tolerance = double.PositiveInfinity }, out _);
    }

    private static Line Single(ShapedParagraph paragraph)
    {
        var end = paragraph.Boxes.Length;
        while (end > 0 && paragraph.Boxes[end - 1].IsSpace) end--;
        return LineSetter.Measure(paragraph.Boxes, 0, end);
    }

    // Pieces that fit when they are divided stay whole, those with soft hyphens alone if not hyphenate, none if null.
    private static Box[] SplitWide(ShapedParagraph paragraph, float width, ParagraphShaper shaper, bool? hyphenate)
    {
        var boxes = paragraph.Boxes;
        var finder = new BreakpointFinder(paragraph, shaper.Hyphenation);
        var result = new List<Box>(boxes.Length + 64);
        for (var start = 0; start < boxes.Length;)
        {
            var end = start;
            var piece = 0f;
            do
            {
                if (!boxes[end].IsSpace) piece += boxes[end].Width;
                end++;
            }
            while (end < boxes.Length && !boxes[end - 1].IsSpace && boxes[end - 1].Break == BreakAfter.No);
            var whole = piece <= width || (hyphenate is { } byPatterns && finder.FitsDivided(start, end, width, byPatterns));
            for (var i = start; i < end; i++)
            {
                if (whole || boxes[i].Word is null || boxes[i].IsSpace) result.Add(boxes[i]);
                else
                {
                    var parts = shaper.Split(boxes[i]);
                    // Also between boxes of one piece a line may now end.
                    if (i + 1 < end && parts[^1].Break == BreakAfter.No) parts[^1].Break = BreakAfter.Allowed;
                    result.AddRange(parts);
                }
            }
            start = end;
        }
        return [.. result];
    }
}
