using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Hyphenation;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.LineBreaking;

/// <summary>Finds the places where the lines of a paragraph may end, with the sums that fitting needs.</summary>
/// <param name="shaper">Shapes the parts of divided words to measure them; null: they are as wide as their glyphs in the whole word.</param>
internal sealed class BreakpointFinder(ShapedParagraph paragraph, HyphenationLibrary hyphenation, ParagraphShaper? shaper = null)
{
    private const float HyphenPenalty = 70;

    // A line that ends within a compound, an address or after a dash.
    private const float InsidePenalty = 50;

    private readonly Box[] boxes = paragraph.Boxes;
    private readonly IReadOnlyList<int> softHyphens = paragraph.Source.SoftHyphens;

    /// <summary>Fills <paramref name="points"/>, the paragraph's start first, and returns their number.</summary>
    /// <param name="firstIndent">The first line's.</param>
    /// <param name="hyphenate">Also within words.</param>
    /// <param name="trim">Half of a full-width sign is blank: at a line's side it counts as half.</param>
    public int Find(ref Breakpoint[] points, float firstIndent, bool hyphenate, bool trim)
    {
        var count = 1;
        points[0] = new Breakpoint { Start = -firstIndent };
        double width = 0, stretch = 0, shrink = 0;
        // Up to the last box that is no space.
        double end = 0, endStretch = 0, endShrink = 0;
        for (var i = 0; i < boxes.Length; i++)
        {
            ref readonly var box = ref boxes[i];
            if (box.IsSpace)
            {
                width += box.Width;
                stretch += box.Stretch;
                shrink += box.Shrink;
            }
            else
            {
                if (box.Word is not null && (hyphenate || softHyphens.Count > 0)) AddHyphens(ref points, ref count, i, hyphenate, width, stretch, shrink);
                width += box.Width;
                (end, endStretch, endShrink) = (width, stretch, shrink);
                // What follows a box at its line's end is not seen.
                stretch += box.Stretch;
                shrink += box.Shrink;
            }
            var last = i == boxes.Length - 1;
            if (box.Break == BreakAfter.No && !last) continue;

            var blank = trim && !box.IsSpace ? FullWidthSigns.BlankAtEnd(box) : 0;
            var hyphen = !box.IsSpace && box.Word?.Text is [.., '-' or '\u2010'];
            Add(ref points, ref count) = new Breakpoint
            {
                Box = i + 1,
                End = end - blank,
                EndStretch = endStretch,
                EndShrink = endShrink,
                Start = width + (trim && !last ? FullWidthSigns.BlankAtStart(boxes[i + 1]) : 0),
                StartStretch = stretch,
                StartShrink = shrink,
                Penalty = box.IsSpace || box.Stretch > 0 || last ? 0 : InsidePenalty,
                Hyphen = hyphen,
                Forced = last || box.Break == BreakAfter.Forced,
                Last = last,
            };
        }
        return count;
    }

    private static ref Breakpoint Add(ref Breakpoint[] points, ref int count)
    {
        if (count == points.Length) Array.Resize(ref points, count * 2);
        return ref points[count++];
    }

    private void AddHyphens(ref Breakpoint[] points, ref int count, int index, bool hyphenate, double width, double stretch, double shrink)
    {
        ref readonly var box = ref boxes[index];
        var word = box.Word!;
        if (word.RightToLeft || word.Text.Length < 4) return;
        if (PlacesIn(index, hyphenate) is not { Length: > 0 } places) return;

        var scale = box.Span.Style.Size / word.Font.UnitsPerEm;
        var hyphen = word.Font.HyphenAdvance * scale;
        var glyphs = word.Glyphs;
        var advance = 0;
        var g = 0;
        foreach (var place in places)
        {
            // A ligature across the place counts for what stands before it: what is chosen is shaped again.
            while (g < glyphs.Length && glyphs[g].TextStart < place) advance += glyphs[g++].Advance;
            var head = width + advance * scale;
            var (end, start) = shaper is null
                ? (head + hyphen, head)
                : (width + shaper.Head(box, 0, place).Width, width + box.Width - shaper.Tail(box, place).Width);
            Add(ref points, ref count) = new Breakpoint
            {
                Box = index,
                Split = place,
                End = end,
                EndStretch = stretch,
                EndShrink = shrink,
                Start = start,
                StartStretch = stretch,
                StartShrink = shrink,
                Penalty = HyphenPenalty,
                Hyphen = true,
            };
        }
    }

    /// <summary>Whether boxes that no line ends between are one word whose parts, with their hyphens, are no wider than a line.</summary>
    public bool FitsDivided(int first, int end, float width, bool hyphenate)
    {
        while (end > first && boxes[end - 1].IsSpace) end--;
        if (end != first + 1 || boxes[first].Word is not { RightToLeft: false } || PlacesIn(first, hyphenate) is not { Length: > 0 }) return false;
        var points = new Breakpoint[16];
        var count = 1;
        AddHyphens(ref points, ref count, first, hyphenate, 0, 0, 0);
        for (var i = 1; i < count; i++)
            if (points[i].End - points[i - 1].Start > width) return false;
        return boxes[first].Width - points[count - 1].Start <= width;
    }

    private int[]? PlacesIn(int index, bool hyphenate)
    {
        ref readonly var box = ref boxes[index];
        return SoftHyphensIn(box) ?? (hyphenate && IsWord(index) ? hyphenation.For(box.Span.Language)?.Divide(box.Word!.Text) : null);
    }

    /// <summary>The author's own places in a word; where there are some no others are tried. Null where there are none.</summary>
    private int[]? SoftHyphensIn(in Box box)
    {
        if (softHyphens.Count == 0) return null;
        List<int>? places = null;
        var length = box.Word!.Text.Length;
        for (var k = FirstAtLeast(box.Start + 1); k < softHyphens.Count && softHyphens[k] < box.Start + length; k++) (places ??= []).Add(softHyphens[k] - box.Start);
        return places is null ? null : [.. places];
    }

    private int FirstAtLeast(int position)
    {
        int low = 0, high = softHyphens.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (softHyphens[middle] < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>A whole word of running text: no code, no part of an address or of a compound, and not the paragraph's last.</summary>
    private bool IsWord(int index)
    {
        ref readonly var box = ref boxes[index];
        if (box.Span.Style.Family == FontLibrary.Monospace || !Ends(index - 1) || !Ends(index + 1)) return false;
        for (var i = index + 1; i < boxes.Length; i++)
            if (boxes[i].Word is not null && !boxes[i].IsSpace && ContainsLetter(boxes[i].Word!.Text)) return true;
        return false;
    }

    // Nothing of a word stands there: a space, a sign.
    private bool Ends(int index) =>
        index < 0 || index >= boxes.Length || boxes[index].IsSpace || boxes[index].Word is not { } word
        || (!ContainsLetter(word.Text) && (boxes[index].Break == BreakAfter.No || word.Text.AsSpan().ContainsAny('—', '–')));

    private static bool ContainsLetter(string text)
    {
        foreach (var c in text)
            if (char.IsLetterOrDigit(c)) return true;
        return false;
    }
}
