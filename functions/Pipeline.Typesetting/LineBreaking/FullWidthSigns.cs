using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.LineBreaking;

/// <summary>
/// Chinese and Japanese punctuation as wide as an ideograph, half of it blank. At the side of a column the blank half falls outside
/// of it, so that lines end and begin at the same place (CLREQ 3.1.6; JLREQ 3.1.8, 3.1.9).
/// </summary>
internal static class FullWidthSigns
{
    /// <summary>Points.</summary>
    public static float BlankAtEnd(in Box box) => box.Word is { Text: [.., var last] } && IsClosing(last) ? Blank(box, box.Word.Glyphs[^1].Advance) : 0;

    /// <summary>Points.</summary>
    public static float BlankAtStart(in Box box) => box.Word is { Text: [var first, ..] } && IsOpening(first) ? Blank(box, box.Word.Glyphs[0].Advance) : 0;

    private static float Blank(in Box box, int advance)
    {
        var em = box.Word!.Font.UnitsPerEm;
        return advance >= em * 0.95f && !box.Word.RightToLeft ? box.Span.Style.Size * advance / em / 2 : 0;
    }

    private static bool IsClosing(char c) => c >= '\u2018' && c is '，' or '。' or '、' or '；' or '：' or '．' or '）' or '」' or '』' or '】' or '》' or '〉' or '〕' or '］' or '｝' or '”' or '’';

    private static bool IsOpening(char c) => c >= '\u2018' && c is '（' or '「' or '『' or '【' or '《' or '〈' or '〔' or '［' or '｛' or '“' or '‘';
}
