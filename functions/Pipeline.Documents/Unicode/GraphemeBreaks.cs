namespace Pipeline.Documents.Unicode;

/// <summary>Extended grapheme clusters (UAX #29): what a reader takes for one character, which is never torn apart.</summary>
public static class GraphemeBreaks
{
    private static readonly CodePointTrie Classes = UnicodeData.Trie("grapheme-break");

    /// <summary>The number of UTF-16 units of the cluster that <paramref name="text"/> starts with; 0 where it is empty.</summary>
    public static int Next(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) return text.Length;
        // Two ASCII characters that are no controls: by far the usual case.
        if (text[0] is >= ' ' and < '\u007F' && text[1] < '\u007F') return 1;

        var index = 0;
        var before = (GraphemeClass)Classes.Next(text, ref index);
        var indicators = before == GraphemeClass.RI ? 1 : 0;
        // GB11: a pictograph, any number of extending characters, perhaps a joiner.
        var pictograph = before == GraphemeClass.ExtPict;
        while (index < text.Length)
        {
            var next = index;
            var after = (GraphemeClass)Classes.Next(text, ref next);
            if (IsBoundary(before, after, pictograph, indicators)) break;

            indicators = after == GraphemeClass.RI ? indicators + 1 : 0;
            pictograph = after == GraphemeClass.ExtPict || (pictograph && after is GraphemeClass.EX or GraphemeClass.ZWJ);
            before = after;
            index = next;
        }
        return index;
    }

    private static bool IsBoundary(GraphemeClass before, GraphemeClass after, bool pictograph, int indicators)
    {
        if (before == GraphemeClass.CR && after == GraphemeClass.LF) return false; // GB3
        if (before is GraphemeClass.CN or GraphemeClass.CR or GraphemeClass.LF) return true; // GB4
        if (after is GraphemeClass.CN or GraphemeClass.CR or GraphemeClass.LF) return true; // GB5
        if (after is GraphemeClass.EX or GraphemeClass.ZWJ or GraphemeClass.SM) return false; // GB9, GB9a
        return (before, after) switch
        {
            (GraphemeClass.L, GraphemeClass.L or GraphemeClass.V or GraphemeClass.LV or GraphemeClass.LVT) => false, // GB6
            (GraphemeClass.LV or GraphemeClass.V, GraphemeClass.V or GraphemeClass.T) => false, // GB7
            (GraphemeClass.LVT or GraphemeClass.T, GraphemeClass.T) => false, // GB8
            (GraphemeClass.PP, _) => false, // GB9b
            (GraphemeClass.ZWJ, GraphemeClass.ExtPict) => !pictograph, // GB11
            (GraphemeClass.RI, GraphemeClass.RI) => indicators % 2 == 0, // GB12, GB13
            _ => true, // GB999
        };
    }
}
