using System.Buffers;
using Pipeline.Documents;
using Pipeline.Documents.Unicode;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Hyphenation;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Unicode;

namespace Pipeline.Typesetting.Shaping;

/// <summary>
/// Cuts a paragraph's characters into boxes: at every place where a line may end, around spaces, where style, font or direction
/// change; and shapes each. One linear pass.
/// </summary>
internal sealed class ParagraphShaper(FontLibrary fonts, ISet<int> missing)
{
    // CJK Radicals Supplement: from here on come ideographs, kana and their punctuation.
    private const char FirstIdeographic = '\u2E80';

    private readonly FontSelector selector = new(fonts);
    private readonly Shaper codeShaper = fonts.Shaper(fonts.Face(FontLibrary.Monospace, false, false), "en", false, false);
    private Box[] boxes = new Box[256];
    private int count;

    public HyphenationLibrary Hyphenation { get; } = fonts.Hyphenation;

    /// <summary>Shapes the paragraph. Characters that no font has are added to the set given at construction.</summary>
    public ShapedParagraph Shape(InlineText source)
    {
        var text = source.Characters;
        var breaks = ArrayPool<LineBreakKind>.Shared.Rent(text.Length + 1);
        var levels = ArrayPool<byte>.Shared.Rent(text.Length);
        count = 0;
        try
        {
            LineBreaks.Find(text, breaks.AsSpan(0, text.Length + 1), LineBreakOptions.Urls | LineBreakOptions.Prose);
            var rightToLeft = source.Direction == TextDirection.RightToLeft;
            var plain = !rightToLeft && !Bidi.NeedsReordering(text);
            if (!plain) Bidi.ResolveLevels(text, rightToLeft ? BaseDirection.RightToLeft : BaseDirection.LeftToRight, levels.AsSpan(0, text.Length));

            var surrounding = Script.Common;
            foreach (var span in source.Spans)
            {
                if (span.Mark?.Image is { } image)
                {
                    Add(new Box { Span = span, Start = span.Start, Width = span.Style.Size, ObjectHeight = span.Style.Size * image.Height / Math.Max(1, image.Width), Break = BreakAt(breaks, span.End, text.Length), Level = plain ? (byte)0 : levels[span.Start] });
                    continue;
                }
                var start = span.Start;
                while (start < span.End)
                {
                    var level = plain ? (byte)0 : levels[start];
                    // Spaces, no-break spaces and all else are apart: only the first vanish at a line's end, only the first two stretch.
                    var kind = KindOf(text[start]);
                    var end = start + 1;
                    while (end < span.End && breaks[end] == LineBreakKind.Prohibited && KindOf(text[end]) == kind && (plain || levels[end] == level)
                        && text[end - 1] != InlineText.LineSeparator && text[end] != InlineText.LineSeparator) end++;
                    var isSpace = kind == ' ';
                    if (text[start] == InlineText.LineSeparator)
                        Add(new Box { Word = LineEnd(span), Span = span, Start = start, IsSpace = true, Break = BreakAfter.Forced, Level = level });
                    else
                        AddPiece(text, start, end, span, level, isSpace, BreakAt(breaks, end, text.Length), ref surrounding);
                    start = end;
                }
            }
            return new ShapedParagraph(source, boxes.AsSpan(0, count).ToArray()) { Reorders = !plain, CodeShaper = codeShaper };
        }
        finally
        {
            ArrayPool<LineBreakKind>.Shared.Return(breaks);
            ArrayPool<byte>.Shared.Return(levels);
        }
    }

    /// <summary>Shapes an unbreakable piece again, a box for each grapheme cluster, with breaks allowed between them: for a piece wider than its line.</summary>
    public Box[] Split(in Box box)
    {
        var text = box.Word!.Text;
        var pieces = new List<Box>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + GraphemeBreaks.Next(text.AsSpan(start));
            var piece = Part(box, text.AsSpan(start, end - start), box.Start + start);
            piece.Break = end == text.Length ? box.Break : BreakAfter.Allowed;
            pieces.Add(piece);
            start = end;
        }
        return [.. pieces];
    }

    /// <summary>The beginning of a divided word, with the hyphen that ends its line.</summary>
    public Box Head(in Box box, int from, int to)
    {
        var head = Part(box, string.Concat(box.Word!.Text.AsSpan(from, to - from), [InlineText.SoftHyphen]), box.Start + from);
        head.Break = BreakAfter.Allowed;
        head.Stretch = head.Shrink = 0;
        return head;
    }

    /// <summary>The rest of a divided word.</summary>
    public Box Tail(in Box box, int from) => Part(box, box.Word!.Text.AsSpan(from), box.Start + from);

    private Box Part(in Box box, ReadOnlySpan<char> text, int start)
    {
        var face = box.Word!.Font;
        var part = box;
        part.Word = selector.ShaperOf(face, box.Span.Language, box.Word.RightToLeft, box.Span.Style.SmallCapitals).Shape(text);
        part.Width = part.Word.Advance * box.Span.Style.Size / face.UnitsPerEm;
        part.Start = start;
        return part;
    }

    private static char KindOf(char c) => c is ' ' or '\u00A0' ? c : '\0';

    private static BreakAfter BreakAt(LineBreakKind[] breaks, int position, int length) =>
        position >= length ? BreakAfter.No
        : breaks[position] switch
        {
            LineBreakKind.Prohibited => BreakAfter.No,
            LineBreakKind.Mandatory => BreakAfter.Forced,
            _ => BreakAfter.Allowed,
        };

    private void AddPiece(string text, int start, int end, TextSpan span, byte level, bool isSpace, BreakAfter after, ref Script surrounding)
    {
        if (FontSelector.IsPlain(text.AsSpan(start, end - start)) && !FontSelector.HasFamilyOfItsOwn(surrounding))
        {
            AddShaped(text, start, end, span, level, isSpace, after, selector.FaceOf(span.Style));
            return;
        }
        FontFace? face = null;
        var runStart = start;
        for (var i = start; i < end;)
        {
            var at = i;
            var codePoint = CodePoints.Read(text, ref i);
            if (codePoint is >= 0xD800 and <= 0xDFFF) codePoint = 0xFFFD;
            if (Scripts.Of(codePoint) is not (Script.Common or Script.Inherited) and var script) surrounding = script;
            var next = selector.FaceAt(codePoint, surrounding, span.Style, face);
            if (next == face && next is not null) continue;
            if (face is not null && at > runStart) AddShaped(text, runStart, at, span, level, isSpace, BreakAfter.No, face);
            if (next is null)
            {
                missing.Add(codePoint);
                Add(new Box { Span = span, Start = at, Width = span.Style.Size * 1.3f, Level = level, Missing = codePoint, Break = i == end ? after : BreakAfter.No });
                runStart = i;
            }
            else runStart = at;
            face = next;
        }
        if (face is not null && end > runStart) AddShaped(text, runStart, end, span, level, isSpace, after, face);
    }

    private void AddShaped(string text, int start, int end, TextSpan span, byte level, bool isSpace, BreakAfter after, FontFace face)
    {
        var shaper = selector.ShaperOf(face, span.Language, (level & 1) == 1, span.Style.SmallCapitals);
        var word = shaper.Shape(text.AsSpan(start, end - start));
        var box = new Box { Word = word, Span = span, Start = start, Width = word.Advance * span.Style.Size / face.UnitsPerEm, Level = level, Break = after, IsSpace = isSpace };
        if (isSpace || text[start] == '\u00A0')
        {
            // As TeX's fonts have it for a space of a third of an em: half of it more, a third of it less.
            if (span.Style.Family != FontLibrary.Monospace) (box.Stretch, box.Shrink) = (box.Width / 2, box.Width / 3);
        }
        else if (after == BreakAfter.Allowed && (text[end - 1] >= FirstIdeographic || text[end] >= FirstIdeographic))
        {
            // Chinese and Japanese lines grow between their characters.
            box.Stretch = span.Style.Size * 0.06f;
        }
        Add(box);
    }

    /// <summary>A space that is not seen keeps the words of two lines apart in extracted text; lines of code end as they are.</summary>
    private ShapedWord? LineEnd(TextSpan span) => span.Style.Family == FontLibrary.Monospace ? null
        : selector.ShaperOf(selector.FaceOf(span.Style), span.Language, false, false).Shape(" ");

    private void Add(in Box box)
    {
        if (count == boxes.Length) Array.Resize(ref boxes, count * 2);
        boxes[count++] = box;
    }
}
