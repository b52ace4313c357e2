using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// Writes the content stream of one page (ISO 32000-1 7.8.2, 9.4, 14.6): every item inside a marked-content sequence, and no operator
/// that says what already holds. Positions are kept in hundredths of a point as they were written, so that rounding never adds up.
/// </summary>
internal sealed class PageContent(PdfBuffer content, DocumentResources resources)
{
    // A glyph may stand this many thousandths of an em beside its place before an adjustment is written.
    private const double Tolerance = 1.5;

    private double pageHeight;
    private bool inText;
    private Color fill, stroke;
    private float lineWidth;
    private int font;
    private float fontSize;
    // Where the text line matrix and the text position are, in hundredths and in points.
    private long lineX, lineY;
    private double penX;
    private int rise;
    private ShowState show;
    private int showStart;

    private enum ShowState
    {
        Closed,
        Array,
        String,
    }

    /// <summary>Writes the page and adds to <paramref name="contents"/> its marked contents in the order of their identifiers.</summary>
    public void Write(Page page, List<MarkedContent> contents)
    {
        pageHeight = page.Height;
        inText = false;
        fill = stroke = default;
        lineWidth = 1;
        (font, fontSize, rise) = (-1, 0, 0);

        var items = page.Items;
        for (int start = 0, end; start < items.Count; start = end)
        {
            var first = items[start];
            var textOnly = first is TextItem;
            for (end = start + 1; end < items.Count && SameSequence(first, items[end]); end++) textOnly &= items[end] is TextItem;
            // Marked content lies wholly in one text object or wholly holds some (14.6.1).
            if (textOnly) BeginText();
            else EndText();
            Open(first, contents);
            for (var i = start; i < end; i++) WriteItem(items[i]);
            if (!textOnly) EndText();
            content.Raw("EMC\n"u8);
        }
        EndText();
    }

    private static bool SameSequence(PageItem a, PageItem b) =>
        a.Content is null ? b.Content is null && a.Artifact == b.Artifact : a.Content == b.Content;

    private void Open(PageItem item, List<MarkedContent> contents)
    {
        if (item.Content is { } marked)
        {
            content.Name(marked.Element.Type).Raw("<</MCID "u8).Int(contents.Count).Raw(">>BDC\n"u8);
            contents.Add(marked);
            return;
        }
        // Table 330.
        content.Raw(item.Artifact switch
        {
            ArtifactKind.Header => "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"u8,
            ArtifactKind.Footer => "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n"u8,
            ArtifactKind.Pagination => "/Artifact<</Type/Pagination>>BDC\n"u8,
            _ => "/Artifact<</Type/Layout>>BDC\n"u8,
        });
    }

    private void WriteItem(PageItem item)
    {
        switch (item)
        {
            case TextItem text:
                BeginText();
                WriteText(text);
                break;
            case RectangleItem rectangle:
                EndText();
                SetFill(rectangle.Color);
                Rectangle(rectangle.X, rectangle.Y, rectangle.Width, rectangle.Height);
                content.Raw("f\n"u8);
                break;
            case FrameItem frame:
                EndText();
                SetStroke(frame);
                Rectangle(frame.X, frame.Y, frame.Width, frame.Height);
                content.Raw("S\n"u8);
                break;
            case ImageItem image when resources.Image(image.Image) is { } picture:
                EndText();
                content.Raw("q "u8);
                foreach (var value in picture.Info.Orientation.Matrix(image.X, pageHeight - image.Y - image.Height, image.Width, image.Height))
                    content.Number(value).Byte(' ');
                content.Raw("cm/I"u8).Int(picture.Resource).Raw(" Do Q\n"u8);
                break;
        }
    }

    private void Rectangle(double x, double y, double width, double height)
    {
        // Both edges are rounded, not the size, so that areas that touch still do.
        long left = Hundredths(x), right = Hundredths(x + width), top = Hundredths(pageHeight - y), bottom = Hundredths(pageHeight - y - height);
        Coordinate(left).Byte(' ');
        Coordinate(bottom).Byte(' ');
        Coordinate(right - left).Byte(' ');
        Coordinate(top - bottom).Raw(" re "u8);
    }

    private static long Hundredths(double points) => (long)Math.Round(points * 100);

    private PdfBuffer Coordinate(long hundredths) => content.Thousandths(hundredths * 10);

    private void SetFill(Color color)
    {
        if (color == fill) return;
        WriteColor(color, " g\n"u8, " rg\n"u8);
        fill = color;
    }

    private void SetStroke(FrameItem frame)
    {
        if (frame.Color != stroke) WriteColor(frame.Color, " G\n"u8, " RG\n"u8);
        stroke = frame.Color;
        if (frame.LineWidth != lineWidth) content.Number(frame.LineWidth).Raw(" w\n"u8);
        lineWidth = frame.LineWidth;
    }

    private void WriteColor(Color color, ReadOnlySpan<byte> gray, ReadOnlySpan<byte> rgb)
    {
        content.Number(color.R / 255.0);
        if (color.R == color.G && color.G == color.B)
        {
            content.Raw(gray);
            return;
        }
        content.Byte(' ').Number(color.G / 255.0).Byte(' ').Number(color.B / 255.0).Raw(rgb);
    }

    private void BeginText()
    {
        if (inText) return;
        content.Raw("BT\n"u8);
        inText = true;
        (lineX, lineY, penX) = (0, 0, 0);
    }

    private void EndText()
    {
        if (!inText) return;
        // The rise is part of the graphics state and would outlive the text object.
        SetRise(0);
        content.Raw("ET\n"u8);
        inText = false;
    }

    private void WriteText(TextItem item)
    {
        SetFill(item.Color);
        long x = Hundredths(item.X), y = Hundredths(pageHeight - item.Y);
        if (y != lineY || Math.Abs(item.X - penX) > 0.0051)
        {
            Coordinate(x - lineX).Byte(' ');
            Coordinate(y - lineY).Raw(" Td\n"u8);
            (lineX, lineY, penX) = (x, y, x / 100.0);
        }

        var use = resources.Font(item.Font);
        var perPoint = 1000.0 / item.Size;
        var perUnit = 1000.0 / item.Font.UnitsPerEm;
        // Both in thousandths of an em from item.X: where the next glyph belongs, and where the viewer's pen is.
        double place = 0, pen = (penX - item.X) * perPoint;
        foreach (ref readonly var placed in item.Words.Span)
        {
            var word = placed.Word;
            if (resources.Groups(word, use) is { } groups)
            {
                foreach (ref readonly var glyph in groups.AsSpan()) Show(glyph);
            }
            else
            {
                foreach (ref readonly var glyph in word.Glyphs)
                {
                    var slot = use.SlotOf(glyph.Id, word.Text.AsSpan(glyph.TextStart, glyph.TextLength));
                    Show(new ShownGlyph(slot, glyph.Advance, glyph.OffsetX, glyph.OffsetY));
                }
            }
            place += placed.Extra * perPoint;
        }
        EndShow();
        penX = item.X + pen / perPoint;

        void Show(in ShownGlyph glyph)
        {
            var (code, variant, width) = use[glyph.Slot];
            SetFont(use.FirstResource + variant, item.Size);
            SetRise(glyph.OffsetY == 0 ? 0 : (int)Math.Round(glyph.OffsetY * perUnit * item.Size));
            var error = place + glyph.OffsetX * perUnit - pen;
            if (Math.Abs(error) >= Tolerance)
            {
                var adjustment = (int)Math.Round(error);
                Adjust(-adjustment);
                pen += adjustment;
            }
            ShowGlyph(code);
            pen += width;
            place += glyph.Advance * perUnit;
        }
    }

    private void SetFont(int resource, float size)
    {
        if (resource == font && size == fontSize) return;
        EndShow();
        content.Raw("/F"u8).Int(resource).Byte(' ').Number(size).Raw(" Tf\n"u8);
        (font, fontSize) = (resource, size);
    }

    private void SetRise(int thousandths)
    {
        if (thousandths == rise) return;
        EndShow();
        content.Thousandths(thousandths).Raw(" Ts\n"u8);
        rise = thousandths;
    }

    private void ShowGlyph(int code)
    {
        if (show == ShowState.Closed)
        {
            showStart = content.Length;
            content.Byte('[');
        }
        if (show != ShowState.String) content.Byte('(');
        show = ShowState.String;
        content.LiteralByte(code >> 8).LiteralByte(code & 0xFF);
    }

    private void Adjust(int thousandths)
    {
        if (show == ShowState.Closed)
        {
            showStart = -1;
            content.Byte('[');
        }
        if (show == ShowState.String)
        {
            content.Byte(')');
            showStart = -1;
        }
        show = ShowState.Array;
        content.Int(thousandths);
    }

    private void EndShow()
    {
        if (show == ShowState.Closed) return;
        if (show == ShowState.String) content.Byte(')');
        show = ShowState.Closed;
        if (showStart >= 0)
        {
            // One string without adjustments needs no array.
            content.RemoveAt(showStart);
            content.Raw("Tj\n"u8);
        }
        else
        {
            content.Raw("]TJ\n"u8);
        }
    }
}
