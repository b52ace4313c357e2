namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>
/// Puts what stands on a page in order of reading: where a gutter parts it into columns, each column is read to its end; what crosses
/// the gutter (a headline, a wide table) is read between what stands above and below it.
/// </summary>
internal static class Columns
{
    private const int MaximumDepth = 6;
    private const float Step = 2;

    /// <summary>Lines of text on each side, without which a gap is no gutter but a table's.</summary>
    private const int FewestLines = 4;

    private const int FewestLetters = 12;

    /// <summary>Groups of fragments in reading order, each of one column.</summary>
    public static List<List<Fragment>> Order(List<Fragment> fragments, bool rightToLeft, int depth = 0)
    {
        if (depth >= MaximumDepth || fragments.Count < FewestLines * 2 || Gutter(fragments) is not { } gutter)
            return fragments.Count == 0 ? [] : [fragments];
        var groups = new List<List<Fragment>>();
        var crossing = fragments.FindAll(f => f.Left < gutter && f.Right > gutter).OrderByDescending(f => f.Top).ToList();
        var rest = fragments.FindAll(f => f.Left >= gutter || f.Right <= gutter);
        foreach (var wide in crossing)
        {
            var above = rest.FindAll(f => f.Baseline > wide.Top - (wide.Size * 0.2f) || (f.Baseline > wide.Baseline && wide.Table is null));
            rest.RemoveAll(above.Contains);
            AddBand(above);
            if (groups.Count > 0 && groups[^1].TrueForAll(crossing.Contains))
                groups[^1].Add(wide);
            else
                groups.Add([wide]);
        }
        AddBand(rest);
        return groups;

        void AddBand(List<Fragment> band)
        {
            if (band.Count == 0)
                return;
            var (left, right) = (band.FindAll(f => f.Right <= gutter), band.FindAll(f => f.Left >= gutter));
            // A few lines side by side under a headline are a row, such as a date and a place.
            if (left.Count < FewestLines || right.Count < FewestLines)
            {
                groups.Add(band);
                return;
            }
            groups.AddRange(Order(rightToLeft ? right : left, rightToLeft, depth + 1));
            groups.AddRange(Order(rightToLeft ? left : right, rightToLeft, depth + 1));
        }
    }

    /// <summary>The middle of the widest white stripe that parts running text, which only few fragments cross.</summary>
    private static float? Gutter(List<Fragment> fragments)
    {
        var (left, right) = (fragments.Min(f => f.Left), fragments.Max(f => f.Right));
        var bins = (int)((right - left) / Step) + 1;
        if (bins is < 30 or > 5000)
            return null;
        var cover = new int[bins];
        foreach (var fragment in fragments)
        {
            for (var bin = (int)((fragment.Left - left) / Step); bin <= (int)((fragment.Right - left) / Step) && bin < bins; bin++)
                cover[bin]++;
        }
        var size = fragments.Where(f => f.Table is null).Select(f => f.Size).Order().ElementAtOrDefault(fragments.Count / 2);
        (float Middle, int Lines)? best = null;
        for (var start = bins / 8; start < bins * 7 / 8;)
        {
            var least = cover[start];
            var end = start;
            while (end < bins && cover[end] == least)
                end++;
            var middle = left + ((start + end) / 2f * Step);
            if ((end - start) * Step >= Math.Max(size * 0.7f, 6) && least <= fragments.Count / 5 && LinesBeside(fragments, middle) is > 0 and var lines && lines > (best?.Lines ?? 0))
                best = (middle, lines);
            start = end;
        }
        return best?.Middle;
    }

    /// <summary>The lines on the side that has fewer; 0 where a side is no running text.</summary>
    private static int LinesBeside(List<Fragment> fragments, float gutter)
    {
        var left = fragments.FindAll(f => f.Right <= gutter);
        var right = fragments.FindAll(f => f.Left >= gutter);
        if (!IsText(left) || !IsText(right))
            return 0;
        // The sides must stand beside each other.
        var (top, bottom) = (Math.Min(left.Max(f => f.Top), right.Max(f => f.Top)), Math.Max(left.Min(f => f.Bottom), right.Min(f => f.Bottom)));
        return Math.Min(left.Count(Between), right.Count(Between)) is >= FewestLines and var lines ? lines : 0;

        bool Between(Fragment f) => f.Baseline <= top && f.Baseline >= bottom;
    }

    private static bool IsText(List<Fragment> side) => side.Count >= FewestLines && side.Sum(f => f.Glyphs.Count) >= side.Count * FewestLetters;
}
