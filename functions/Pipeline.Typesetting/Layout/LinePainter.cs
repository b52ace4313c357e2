using System.Globalization;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;
using Pipeline.Typesetting.Unicode;

namespace Pipeline.Typesetting.Layout;

/// <summary>Puts the boxes of a line on a page: in visual order from left to right, as few text items as styles and structure allow.</summary>
internal static class LinePainter
{
    /// <param name="x">Left end of the line's text.</param>
    /// <param name="baseline">From the page's top.</param>
    /// <param name="artifact">Paint it as repeated matter, without structure.</param>
    public static void Paint(Page page, SetParagraph paragraph, in Line line, float x, float baseline, bool artifact)
    {
        var boxes = paragraph.Text.Boxes;
        var count = line.End - line.First;
        if (count <= 0) return;
        // The space that the line ended at goes along outside the column: it keeps words apart for those who extract text. Always at
        // the right, last on paper: who takes characters as they come meets it before the next line in text of either direction.
        if (line.EndsAtSpace) count++;
        var span = boxes.AsSpan(line.First, count);
        if (!paragraph.Text.Reorders)
        {
            PaintRun(page, paragraph, line, span, default, x, baseline, artifact);
            return;
        }
        var seen = line.End - line.First;
        var levels = new byte[seen];
        for (var i = 0; i < seen; i++) levels[i] = span[i].Level;
        var order = new int[count];
        order[^1] = count - 1;
        Bidi.VisualOrder(levels, order.AsSpan(0, seen));
        PaintRun(page, paragraph, line, span, order, x, baseline, artifact);
    }

    private static void PaintRun(Page page, SetParagraph paragraph, in Line line, ReadOnlySpan<Box> boxes, ReadOnlySpan<int> order, float x, float baseline, bool artifact)
    {
        var words = new PlacedWord[boxes.Length];
        var filled = 0;
        for (var i = 0; i < boxes.Length;)
        {
            ref readonly var box = ref boxes[order.IsEmpty ? i : order[i]];
            if (box.Word is null)
            {
                PaintObject(page, paragraph, box, x, baseline, artifact);
                x += box.Width + line.GlueSet * (line.GlueSet < 0 ? box.Shrink : box.Stretch);
                i++;
                continue;
            }

            var (style, mark, font) = (box.Span.Style, box.Span.Mark, box.Word.Font);
            var start = filled;
            var width = 0f;
            do
            {
                var index = order.IsEmpty ? i : order[i];
                ref readonly var next = ref boxes[index];
                if (next.Word is null || next.Word.Font != font || !ReferenceEquals(next.Span.Style, style) || next.Span.Mark != mark) break;
                i++;
                if (line.EndsAtSpace && index == boxes.Length - 1)
                {
                    // Of its width nothing is shaded, underlined or linked.
                    words[filled++] = new PlacedWord(next.Word, 0);
                    continue;
                }
                var extra = line.GlueSet * (line.GlueSet < 0 ? next.Shrink : next.Stretch);
                words[filled++] = new PlacedWord(next.Word, extra);
                width += next.Width + extra;
            }
            while (i < boxes.Length);

            var element = artifact ? null : mark?.Attach(paragraph.Element) ?? paragraph.Element;
            var y = baseline - style.Rise;
            var item = new TextItem { Font = font, Size = style.Size, Color = style.Color, X = x, Y = y, Words = words.AsMemory(start, filled - start) };
            if (style.Background is { } background && width > 0)
                page.Add(new RectangleItem { X = x, Y = y - style.Size * 0.8f, Width = width, Height = style.Size * 1.1f, Color = background }, null);
            page.Add(item, element);
            if (style.Underline && width > 0) AddRule(page, x, y + style.Size * 0.14f, width, style);
            if (style.Strikethrough && width > 0) AddRule(page, x, y - style.Size * 0.27f, width, style);
            if (!artifact && width > 0) AddLink(page, paragraph, mark, x, y, width, style.Size);
            x += width;
        }
    }

    private static void AddRule(Page page, float x, float y, float width, TextStyle style) =>
        page.Add(new RectangleItem { X = x, Y = y, Width = width, Height = Math.Max(0.4f, style.Size * 0.05f), Color = style.Color }, null);

    private static void AddLink(Page page, SetParagraph paragraph, InlineMark? mark, float x, float y, float width, float size)
    {
        for (; mark is not null; mark = mark.Parent)
        {
            if (mark.LinkTarget is not { } target) continue;
            var local = target.StartsWith('#');
            var link = new LinkArea
            {
                Page = page,
                X = x,
                Y = y - size * 0.85f,
                Width = width,
                Height = size * 1.15f,
                Element = mark.Attach(paragraph.Element),
                Description = mark.LinkDescription,
                Address = local ? null : target,
            };
            page.AddLink(link);
            if (local) paragraph.Anchors.Await(link, target[1..]);
            return;
        }
    }

    /// <summary>A picture in the text, or the box with its code that stands for a character that no font has.</summary>
    private static void PaintObject(Page page, SetParagraph paragraph, in Box box, float x, float baseline, bool artifact)
    {
        var mark = box.Span.Mark;
        if (mark?.Image is { } image)
        {
            var element = artifact || mark.Element.Alt is "" or null ? null : mark.Attach(paragraph.Element);
            page.Add(new ImageItem { Image = image, X = x, Y = baseline - box.ObjectHeight, Width = box.Width, Height = box.ObjectHeight }, element);
            return;
        }
        if (box.Missing == 0) return;
        var parent = mark?.Attach(paragraph.Element) ?? paragraph.Element;
        var span = artifact ? null : parent.Add(new StructureElement("Span") { ActualText = char.ConvertFromUtf32(box.Missing) });
        var size = box.Span.Style.Size;
        page.Add(new FrameItem { X = x + size * 0.08f, Y = baseline - size * 0.75f, Width = box.Width - size * 0.16f, Height = size * 0.9f, Color = box.Span.Style.Color }, span);
        var code = box.Missing.ToString("X4", CultureInfo.InvariantCulture);
        var half = (code.Length + 1) / 2;
        var letters = size * 0.42f;
        for (var row = 0; row < 2; row++)
        {
            var word = paragraph.Text.CodeShaper!.Shape(row == 0 ? code.AsSpan(0, half) : code.AsSpan(half));
            var width = word.Advance * letters / word.Font.UnitsPerEm;
            page.Add(new TextItem { Font = word.Font, Size = letters, Color = box.Span.Style.Color, X = x + (box.Width - width) / 2, Y = baseline - size * (row == 0 ? 0.34f : -0.04f), Words = new PlacedWord[] { new(word, 0) } }, span);
        }
    }
}
