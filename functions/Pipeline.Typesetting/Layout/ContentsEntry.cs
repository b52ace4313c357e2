using System.Globalization;
using Pipeline.Documents;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>A line of an entry of the contents list: the <paramref name="last"/> one has the leader and the number.</summary>
internal sealed class ContentsEntry(Anchors.Entry heading, SetParagraph set, Line line, Column column, bool last) : FlowItem
{
    private (Page Page, float Y)? place;

    public override float Height => set.LineHeight;

    /// <summary>Keeps the place.</summary>
    public override void Paint(Page page, float y, bool artifact) => place = (page, y);

    /// <summary>Paints the entry, when the heading's page is known.</summary>
    public void PaintNow(TextSetter setter, StyleSheet sheet)
    {
        if (place is not var (page, y)) return;
        var baseline = y + set.Ascent;
        var left = set.LeftOf(line, false);
        LinePainter.Paint(page, set, line, left, baseline, artifact: false);
        if (last) PaintNumber(setter, sheet, page, baseline, column.RightToLeft ? left : left + line.Width);
        var area = new LinkArea
        {
            Page = page,
            X = column.X,
            Y = y,
            Width = column.Width,
            Height = Height,
            Element = set.Element,
            Description = heading.Title,
        };
        page.AddLink(area);
        set.Anchors.Await(area, heading.Id!);
    }

    private void PaintNumber(TextSetter setter, StyleSheet sheet, Page page, float baseline, float textEnd)
    {
        // The space before the number keeps it from the title in extracted text.
        var value = ((heading.Place?.Page.Index ?? page.Index) + 1).ToString(CultureInfo.InvariantCulture);
        var number = setter.SetLine(" " + value, set.Element, column with { Alignment = Alignment.End }, column.Width);
        var numberLeft = number.Paragraph.LeftOf(number.Line, false);
        PaintLeader(setter, sheet, page, baseline,
            column.RightToLeft ? numberLeft + number.Line.Width : textEnd, column.RightToLeft ? textEnd : numberLeft);
        LinePainter.Paint(page, number.Paragraph, number.Line, numberLeft, baseline, artifact: false);
    }

    // Dots stand in the same places in all lines.
    private void PaintLeader(TextSetter setter, StyleSheet sheet, Page page, float baseline, float from, float to)
    {
        var style = column.Style with { Bold = false, Color = sheet.QuietColor };
        var dot = setter.SetLine(".", set.Element, column with { Style = style, Direction = TextDirection.LeftToRight }, column.Width).Paragraph.Text.Boxes[0];
        var first = (int)MathF.Ceiling((from + sheet.LeaderStep - column.X) / sheet.LeaderStep);
        var count = (int)MathF.Floor((to - dot.Width - column.X) / sheet.LeaderStep) - first;
        if (count < 1 || dot.Word is not { } word) return;
        var words = new PlacedWord[count];
        Array.Fill(words, new PlacedWord(word, sheet.LeaderStep - dot.Width));
        page.Add(new TextItem { Font = word.Font, Size = style.Size, Color = style.Color, X = column.X + first * sheet.LeaderStep, Y = baseline, Words = words }, null);
    }
}
