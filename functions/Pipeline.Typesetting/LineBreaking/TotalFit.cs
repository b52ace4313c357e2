using System.Buffers;

namespace Pipeline.Typesetting.LineBreaking;

/// <summary>
/// Chooses the lines of a whole paragraph together, so that the sum of their demerits is least (Knuth and Plass, Breaking Paragraphs
/// into Lines, 1981). From each place that a line can start at only the few are tried where that line may end, and all lines are
/// of one width, so that time is linear in the paragraph's length.
/// </summary>
internal static class TotalFit
{
    private const int Classes = 4;

    // Points by which a later place may make a line narrower than an earlier one: a hyphen, half a full-width sign.
    private const double Slack = 12;

    // Places tried for the end of one line; bounds what a text of thousands of places without width costs.
    private const int MostEnds = 256;

    private const double LinePenalty = 10;
    private const double ClassDemerits = 10_000;
    private const double TwoHyphensDemerits = 10_000;
    private const double LastHyphenDemerits = 5_000;
    private const double ShortLastDemerits = 30_000;
    private const double RaggedLineDemerits = 1e9;

    /// <summary>What a line may look like.</summary>
    /// <param name="Width">Of every line.</param>
    /// <param name="Tolerance">How many times its stretch a line may be stretched; infinite: any, so that a way is always found.</param>
    /// <param name="Ragged">Spaces stay as they are, and there are as few lines as can be.</param>
    /// <param name="LineStretch">Stretch that every line has besides that of its spaces.</param>
    /// <param name="ShortestLast">A shorter last line is unwelcome.</param>
    public readonly record struct Rules(double Width, double Tolerance, bool Ragged, double LineStretch, double ShortestLast);

    private struct Node
    {
        public double Demerits;
        public int From;
    }

    /// <summary>The points that end a line, last one last; null where the rules allow no way.</summary>
    /// <param name="demerits">Sum of the way chosen.</param>
    public static List<int>? Choose(ReadOnlySpan<Breakpoint> points, in Rules rules, out double demerits)
    {
        var rented = ArrayPool<Node>.Shared.Rent(points.Length * Classes);
        try
        {
            var nodes = rented.AsSpan(0, points.Length * Classes);
            nodes.Fill(new Node { Demerits = double.PositiveInfinity });
            nodes[1].Demerits = 0;
            // The first place where a line may end that starts here or later.
            var nearest = 1;
            for (var start = 0; start < points.Length - 1; start++)
            {
                var from = nodes.Slice(start * Classes, Classes);
                var least = Math.Min(Math.Min(from[0].Demerits, from[1].Demerits), Math.Min(from[2].Demerits, from[3].Demerits));
                if (double.IsPositiveInfinity(least)) continue;
                nearest = Math.Max(nearest, start + 1);
                while (!points[nearest].Forced && IsShort(points[start], points[nearest], rules)) nearest++;
                TryEnds(points, nodes, start, nearest, least, rules);
            }
            return Trace(points.Length, nodes, out demerits);
        }
        finally
        {
            ArrayPool<Node>.Shared.Return(rented);
        }
    }

    private static void TryEnds(ReadOnlySpan<Breakpoint> points, Span<Node> nodes, int start, int nearest, double least, in Rules rules)
    {
        ref readonly var a = ref points[start];
        var limit = Math.Min(points.Length, nearest + MostEnds);
        for (var i = nearest; i < limit; i++)
        {
            ref readonly var b = ref points[i];
            if (LineDemerits(a, b, rules) is var (demerits, fitness) && !double.IsPositiveInfinity(demerits))
            {
                for (var c = 0; c < Classes; c++)
                {
                    var before = nodes[start * Classes + c].Demerits;
                    if (before > least + ClassDemerits) continue;
                    // Lines of very different looks beside each other; the first line has none before it.
                    var total = before + demerits + (start > 0 && Math.Abs(c - fitness) > 1 ? ClassDemerits : 0);
                    ref var to = ref nodes[i * Classes + fitness];
                    if (total < to.Demerits) to = new Node { Demerits = total, From = start * Classes + c };
                }
            }
            if (b.Forced || b.Start - a.Start - (b.StartShrink - a.StartShrink) * (rules.Ragged ? 0 : 1) > rules.Width + Slack) return;
        }
    }

    /// <summary>The demerits of a line and its fitness class: 0 tight, 1 decent, 2 loose, 3 very loose. Infinite where the rules forbid it.</summary>
    public static (double Demerits, int Fitness) LineDemerits(in Breakpoint a, in Breakpoint b, in Rules rules)
    {
        var natural = b.End - a.Start;
        var room = rules.Width - natural;
        double ratio;
        if (room < 0)
        {
            var shrink = rules.Ragged ? 0 : b.EndShrink - a.StartShrink;
            if (room + shrink < -LineBreaker.Tolerance) return (double.PositiveInfinity, 0);
            ratio = shrink > 0 ? Math.Max(-1, room / shrink) : 0;
        }
        else if (b.Forced) ratio = 0;
        else
        {
            var stretch = rules.LineStretch + (rules.Ragged ? 0 : b.EndStretch - a.StartStretch);
            ratio = room == 0 ? 0 : stretch > 0 ? room / stretch : double.PositiveInfinity;
            if (ratio > rules.Tolerance) return (double.PositiveInfinity, 0);
            ratio = Math.Min(ratio, 20);
        }

        var badness = 100 * Math.Abs(ratio * ratio * ratio);
        var demerits = (LinePenalty + badness) * (LinePenalty + badness) + b.Penalty * b.Penalty;
        if (rules.Ragged) demerits += RaggedLineDemerits;
        if (a.Hyphen) demerits += b.Last ? LastHyphenDemerits : b.Hyphen ? TwoHyphensDemerits : 0;
        // A paragraph of one line is as short as it is.
        if (b.Last && a.Box > 0 && natural < rules.ShortestLast) demerits += ShortLastDemerits * (1 - natural / rules.ShortestLast);
        return (demerits, rules.Ragged ? 1 : ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3);
    }

    private static bool IsShort(in Breakpoint a, in Breakpoint b, in Rules rules)
    {
        if (double.IsPositiveInfinity(rules.Tolerance)) return false;
        var stretch = rules.LineStretch + (rules.Ragged ? 0 : b.EndStretch - a.StartStretch);
        return b.End - a.Start + stretch * rules.Tolerance < rules.Width - Slack;
    }

    private static List<int>? Trace(int count, ReadOnlySpan<Node> nodes, out double demerits)
    {
        var best = (count - 1) * Classes;
        for (var c = 1; c < Classes; c++)
            if (nodes[(count - 1) * Classes + c].Demerits < nodes[best].Demerits) best = (count - 1) * Classes + c;
        demerits = nodes[best].Demerits;
        if (double.IsPositiveInfinity(demerits)) return null;
        var ends = new List<int>();
        for (var node = best; node >= Classes; node = nodes[node].From) ends.Add(node / Classes);
        ends.Reverse();
        return ends;
    }
}
