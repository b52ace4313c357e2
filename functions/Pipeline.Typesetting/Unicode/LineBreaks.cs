using Pipeline.Documents.Unicode;

namespace Pipeline.Typesetting.Unicode;

/// <summary>What may happen before a character.</summary>
public enum LineBreakKind : byte
{
    Prohibited,

    /// <summary>A line may end before the character.</summary>
    Allowed,

    /// <summary>A line must end before the character.</summary>
    Mandatory,
}

/// <summary>Departures from the default rules of UAX #14.</summary>
[Flags]
public enum LineBreakOptions
{
    /// <summary>The default rules, with the numbers of UAX #14 section 8.2, example 7, as LineBreakTest.txt has them.</summary>
    None = 0,

    /// <summary>Web and e-mail addresses end a line where a reader still sees that they go on.</summary>
    Urls = 1,

    /// <summary>
    /// What running text needs: <c>.35</c> and <c>A/66/551</c> keep their digits together (IS × NU, SY × NU); an em dash closed up to
    /// the word before it does not begin a line, one that opens an insertion does not end it; small kana and the prolonged sound mark
    /// may begin a line (CSS Text 3, <c>line-break: normal</c>).
    /// </summary>
    Prose = 2,
}

/// <summary>
/// Finds where lines may and must end (UAX #14, revision of <see cref="UnicodeData.Version"/>). Time is linear in the text's length.
/// A word too long for its line is the caller's to cut, between grapheme clusters.
/// </summary>
public static class LineBreaks
{
    private static readonly CodePointTrie Classes = UnicodeData.Trie("line-break");

    /// <summary>
    /// Fills <paramref name="breaks"/>, one longer than the text: what may happen before each UTF-16 unit, and at the end, where it is
    /// always <see cref="LineBreakKind.Mandatory"/>. Never allowed before the first unit or inside a surrogate pair.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="breaks"/> is not one longer than <paramref name="text"/>.</exception>
    public static void Find(ReadOnlySpan<char> text, Span<LineBreakKind> breaks, LineBreakOptions options)
    {
        if (breaks.Length != text.Length + 1) throw new ArgumentException("The breaks must be one longer than the text.", nameof(breaks));
        var table = options.HasFlag(LineBreakOptions.Prose) ? LineBreakTable.Prose : LineBreakTable.Default;
        var transitions = table.Transitions;
        var latin = Classes.Latin1;
        var state = LineBreakTable.Start;
        var remembered = 0;
        for (var i = 0; i < text.Length;)
        {
            var at = i;
            int lineBreakClass;
            if (text[i] < 0x80) lineBreakClass = latin[text[i++]];
            else
            {
                lineBreakClass = Classes.Next(text, ref i);
                if (i - at == 2) breaks[at + 1] = LineBreakKind.Prohibited;
            }
            var transition = transitions[state * LineBreakTable.Columns + lineBreakClass];
            state = (byte)transition;
            breaks[at] = (LineBreakKind)((transition >> LineBreakTable.KindShift) & 3);
            if (transition < LineBreakTable.Remember) continue;

            // LB25: whether a line may end in "$(" depends on what follows it.
            if ((transition & LineBreakTable.Remember) != 0) remembered = at;
            else breaks[remembered] = LineBreakKind.Prohibited;
        }
        breaks[0] = LineBreakKind.Prohibited; // LB2
        breaks[text.Length] = LineBreakKind.Mandatory; // LB3
        if (options.HasFlag(LineBreakOptions.Urls)) UrlBreaks.Apply(text, breaks);
    }
}
