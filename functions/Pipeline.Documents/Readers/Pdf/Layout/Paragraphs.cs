using Pipeline.Documents.Readers.Pdf.Lines;
using Pipeline.Documents.Readers.Pdf.Source;
using Pipeline.Documents.Readers.PlainText;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>Lines that are one paragraph, heading or item; or a table.</summary>
internal sealed record PageBlock(List<SetLine> Lines, RuledTable? Table)
{
    public SetLine First => Lines[0];

    /// <summary>What its first line begins with, where that is an item's label.</summary>
    public LineMarker? Marker { get; init; }
}

/// <summary>Divides columns into paragraphs, by distance, indents, how full lines are, and where sentences end; and joins them over columns and pages.</summary>
internal sealed class Paragraphs(TextStyles styles)
{
    private readonly List<PageBlock> blocks = [];

    public static List<PageBlock> Divide(IEnumerable<PageColumn> columns, TextStyles styles)
    {
        var paragraphs = new Paragraphs(styles);
        foreach (var column in columns)
            paragraphs.Add(column);
        return paragraphs.blocks;
    }

    private void Add(PageColumn column)
    {
        var lines = column.Lines.ToList();
        if (lines.Count == 0 && column.Parts.Count == 0)
            return;
        var (start, end) = lines.Count == 0 ? (0, 0) : (lines.Min(l => l.Start), Edge(column.Page, lines));
        var firstInColumn = true;
        foreach (var part in column.Parts)
        {
            if (part.Table is not null)
            {
                blocks.Add(new PageBlock([], part.Table));
                firstInColumn = false;
                continue;
            }
            var line = part.Line!;
            var marker = Marker(line);
            if (blocks is [.., { Table: null } last] && (firstInColumn ? GoesOnAcross(last, line, marker) : GoesOn(last, line, marker, start, end)))
                last.Lines.Add(line);
            else
                blocks.Add(new PageBlock([line], null) { Marker = marker });
            firstInColumn = false;
        }
    }

    /// <summary>How far full lines reach. One that runs off the page is no measure.</summary>
    private static float Edge(PdfPage page, List<SetLine> lines)
    {
        var ends = lines.Where(l => page.Width == 0 || l.Right <= page.Width).Select(l => l.End).DefaultIfEmpty(lines.Max(l => l.End)).Order().ToList();
        return ends[(ends.Count - 1) * 19 / 20];
    }

    public static LineMarker? Marker(SetLine line)
    {
        var text = line.Text.TrimStart();
        // Word's second bullet is a small o of a fixed-width font.
        if (text.StartsWith("o ", StringComparison.Ordinal) && (line.Runs[0].Style & RunStyle.FixedWidth) != 0)
            return new LineMarker(LineMarkerKind.Bullet, "o", text[2..], 0);
        return LineMarker.Of(text);
    }

    private bool GoesOn(PageBlock block, SetLine line, LineMarker? marker, float start, float end)
    {
        var last = block.Lines[^1];
        var step = last.Baseline - line.Baseline;
        if (step < 0 || step > styles.Leading(line.Size) * 1.3f + 1 || !SameLook(last, line))
            return false;
        var isShort = IsShort(last, line, start, end);
        var ended = Sentences.Ended(last.Text);
        if (marker is not null && (marker.Kind == LineMarkerKind.Bullet || ended || isShort || block.Marker?.Kind == marker.Kind))
            return false;
        var shift = (line.Start - last.Start) / line.Size;
        if (styles.IsHeading(block.Lines))
            return styles.IsHeading([.. block.Lines, line]) && step <= styles.Leading(line.Size) * 1.15f + 0.5f && !(isShort && ended);
        // An item's lines hang under its text; what stands further out again is no part of it.
        if (block.Marker is not null)
            return block.Lines.Count == 1 ? shift > 0.4f || (!isShort && !ended) : Math.Abs(shift) < 0.9f;
        // The first line may be set in; any other that is set in begins a paragraph.
        if (shift > 0.8f && !(block.Lines.Count == 1 && !ended && IsCentered(last, line)))
            return !ended && !isShort && Sentences.GoesOn(line.Text);
        if (shift < -0.8f && block.Lines.Count > 1)
            return !ended && !isShort;
        return !isShort || (!ended && Sentences.GoesOn(line.Text));
    }

    private bool GoesOnAcross(PageBlock block, SetLine line, LineMarker? marker)
    {
        var last = block.Lines[^1];
        return marker?.Kind != LineMarkerKind.Bullet && SameLook(last, line) && !styles.IsHeading(block.Lines) && !styles.IsHeading([line])
            && !Sentences.Ended(last.Text) && (Sentences.GoesOn(line.Text.TrimStart()) || (marker is null && last.Width > line.Width * 0.75f && last.Text[^1] is not ':' && !char.IsUpper(line.Text[0])) || last.Text[^1] is ',' or '-');
    }

    /// <summary>The next line's first word would have had a place on it.</summary>
    private static bool IsShort(SetLine last, SetLine next, float start, float end)
    {
        var word = next.Text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? space : next.Text.Length;
        var width = next.Width / Math.Max(1, next.Text.Length) * (word + 1);
        return last.End + width < end - (last.Size * 0.5f) && last.End < end - Math.Max((end - start) * 0.08f, last.Size);
    }

    private static bool IsCentered(SetLine one, SetLine next) => Math.Abs((one.Left + one.Right) - (next.Left + next.Right)) < one.Size;

    private static bool SameLook(SetLine one, SetLine next) => Math.Abs(one.Size - next.Size) <= Math.Max(0.6f, one.Size * 0.07f) && one.IsBold == next.IsBold;
}
