using System.Buffers;

namespace Pipeline.Typesetting.Unicode;

/// <summary>
/// Where a web or e-mail address may be divided: after a slash, or before another mark, so that the end of the line shows that the
/// address goes on and no hyphen, point or comma at it can be taken for one of the text. At no other place.
/// </summary>
internal static class UrlBreaks
{
    private const int FewestOnALine = 3;

    // RFC 3986, appendix A: what an address is written with. Letters beyond ASCII are left to the text: Chinese has no space after an address.
    private static readonly SearchValues<char> Written =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    private static readonly SearchValues<char> Name =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._+");

    /// <summary>Replaces what <paramref name="breaks"/> says of places inside addresses.</summary>
    public static void Apply(ReadOnlySpan<char> text, Span<LineBreakKind> breaks)
    {
        var done = 0;
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOfAny(':', '@', '.');
            if (found < 0) return;
            var sign = from + found;
            from = sign + 1;
            var start = FindStart(text, done, sign);
            if (start == sign) continue;

            var length = text[sign..].IndexOfAnyExcept(Written);
            from = done = length < 0 ? text.Length : sign + length;
            var end = done;
            while (end > sign && IsPunctuation(text[end - 1])) end--;
            if (end > sign + 3) Divide(text, start, text[sign] == ':' ? sign + 3 : start, end, breaks);
        }
    }

    /// <summary>Where the address with the given sign in it starts: its scheme, its mailbox, its www; the sign itself where it is none.</summary>
    private static int FindStart(ReadOnlySpan<char> text, int done, int sign)
    {
        var start = sign;
        if (text[sign] == '.')
        {
            if (sign - done < 3 || !text[(sign - 3)..sign].Equals("www", StringComparison.OrdinalIgnoreCase)) return sign;
            return sign - 3 > done && char.IsAsciiLetterOrDigit(text[sign - 4]) ? sign : sign - 3;
        }
        if (text[sign] == ':' && !text[sign..].StartsWith("://")) return sign;
        while (start > done && Name.Contains(text[start - 1])) start--;
        return start;
    }

    private static void Divide(ReadOnlySpan<char> text, int start, int body, int end, Span<LineBreakKind> breaks)
    {
        breaks[(start + 1)..end].Clear(); // Prohibited
        for (var i = body + FewestOnALine; i <= end - FewestOnALine; i++)
        {
            var afterSlash = text[i - 1] == '/' && text[i] != '/';
            var beforeMark = char.IsAsciiLetterOrDigit(text[i - 1]) && text[i] != '/' && !char.IsAsciiLetterOrDigit(text[i]);
            if (afterSlash || beforeMark) breaks[i] = LineBreakKind.Allowed;
        }
    }

    /// <summary>What at the end of an address belongs to the sentence.</summary>
    private static bool IsPunctuation(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or ')' or ']';
}
