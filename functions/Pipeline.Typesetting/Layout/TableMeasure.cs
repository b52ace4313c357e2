using Pipeline.Documents;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>How wide the columns of a table would be, and are.</summary>
internal sealed class TableMeasure(TextSetter setter, StyleSheet sheet)
{
    private const int DeepestMeasured = 100;

    // So that no rounding breaks a word in a column that is just as wide.
    private const float Slack = 0.05f;

    /// <summary>Of each column: the widest unbreakable piece; the same, counting only what may be a word; the whole text on one line. With padding.</summary>
    public (float[] Least, float[] Words, float[] Natural) Sizes(List<GridCell> cells, int columns, TextStyle style, float paddingX)
    {
        var (least, words, natural) = (new float[columns], new float[columns], new float[columns]);
        var longest = style.Size * sheet.LongestWord;
        foreach (var cell in cells.Exists(c => c.ColumnSpan > 1) ? cells.OrderBy(c => c.ColumnSpan) : (IEnumerable<GridCell>)cells)
        {
            var (min, max) = cell.Shaped is { } shaped ? (shaped.UnbreakableWidth, shaped.NaturalWidth) : Measure(cell.Cell.Blocks, style);
            Widen(least, cell, min + 2 * paddingX + Slack);
            Widen(words, cell, Math.Min(min, longest) + 2 * paddingX + 2 * Slack);
            Widen(natural, cell, Math.Max(min, max) + 2 * paddingX + Slack);
        }
        return (least, words, natural);

        static void Widen(float[] widths, GridCell cell, float wanted)
        {
            var have = 0f;
            for (var c = cell.Column; c < cell.Column + cell.ColumnSpan; c++) have += widths[c];
            if (have >= wanted) return;
            for (var c = cell.Column; c < cell.Column + cell.ColumnSpan; c++) widths[c] += (wanted - have) / cell.ColumnSpan;
        }
    }

    /// <summary>
    /// A column whose text takes no more than its share of the room gets it, so that short texts stay unbroken; the others get their
    /// widest unbreakable piece, and of what remains as much as their text would still take in proportion, a whole line at most. Where there
    /// is not even room for the pieces, the widest columns give way first.
    /// </summary>
    public static float[] Widths(float[] least, float[] natural, float available)
    {
        var leastLeft = least.Sum();
        if (leastLeft >= available)
        {
            var widest = Widest(least, available);
            return [.. least.Select(w => Math.Min(w, widest))];
        }
        var sumNatural = natural.Sum();
        if (sumNatural <= available) return [.. natural.Select(w => w * available / sumNatural)];

        var widths = new float[least.Length];
        var room = available;
        var byNatural = Enumerable.Range(0, least.Length).OrderBy(c => natural[c]).ToArray();
        var first = 0;
        for (; first < byNatural.Length; first++)
        {
            var c = byNatural[first];
            if (natural[c] > room / (byNatural.Length - first) || room - natural[c] < leastLeft - least[c]) break;
            widths[c] = natural[c];
            room -= natural[c];
            leastLeft -= least[c];
        }
        var wanted = byNatural[first..].Sum(c => Math.Min(natural[c], available) - least[c]);
        foreach (var c in byNatural[first..])
            widths[c] = least[c] + (wanted > 0 ? (Math.Min(natural[c], available) - least[c]) * (room - leastLeft) / wanted : 0);
        return widths;
    }

    /// <summary>The width that no column may pass, so that all together are as wide as there is room.</summary>
    private static float Widest(float[] least, float available)
    {
        var ordered = least.Order().ToArray();
        var left = available;
        for (var i = 0; i < ordered.Length; i++)
        {
            var share = left / (ordered.Length - i);
            if (ordered[i] > share) return share;
            left -= ordered[i];
        }
        return ordered[^1];
    }

    private (float Least, float Natural) Measure(IReadOnlyList<Block> blocks, TextStyle style, int depth = 0)
    {
        // What stands deeper is rejected when it is set.
        if (depth > DeepestMeasured) return (0, 0);
        float least = 0, natural = 0;
        foreach (var block in blocks)
        {
            var (min, max) = block switch
            {
                Paragraph p => MeasureText(p.Inlines, style),
                Heading h => MeasureText(h.Inlines, style),
                ListBlock l => Indented(Measure([.. l.Items.SelectMany(i => i.Blocks)], style, depth + 1)),
                Quote q => Indented(Measure(q.Blocks, style, depth + 1)),
                Table t => MeasureTable(t, style, depth + 1),
                // A picture shrinks, code breaks: neither needs much.
                _ => (style.Size * 6, style.Size * 20),
            };
            least = Math.Max(least, min);
            natural = Math.Max(natural, max);
        }
        return (least, natural);
    }

    private (float, float) MeasureText(IReadOnlyList<Inline> inlines, TextStyle style)
    {
        var shaped = setter.Shaper.Shape(setter.Flattener.Flatten(inlines, style, "und", TextDirection.LeftToRight));
        return (shaped.UnbreakableWidth, shaped.NaturalWidth);
    }

    private (float, float) Indented((float Least, float Natural) inner) => (inner.Least + sheet.ListIndent, inner.Natural + sheet.ListIndent);

    private (float, float) MeasureTable(Table table, TextStyle style, int depth)
    {
        var (least, natural) = (0f, 0f);
        foreach (var row in table.Rows)
        {
            var (min, max) = (0f, 0f);
            foreach (var cell in row.Cells)
            {
                var (cellLeast, cellNatural) = Measure(cell.Blocks, style, depth);
                (min, max) = (min + cellLeast + 2 * sheet.CellPaddingX, max + cellNatural + 2 * sheet.CellPaddingX);
            }
            (least, natural) = (Math.Max(least, min), Math.Max(natural, max));
        }
        return (least, natural);
    }
}
