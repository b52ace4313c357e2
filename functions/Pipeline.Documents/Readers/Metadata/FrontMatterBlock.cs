namespace Pipeline.Documents.Readers.Metadata;

/// <summary>The lines between <c>---</c> and <c>---</c> that a Markdown file may begin with.</summary>
/// <param name="Yaml">The lines between, or null where the file has none.</param>
/// <param name="TextStart">Where the text after it begins.</param>
/// <param name="TextLine">How many lines stand before the text.</param>
internal readonly record struct FrontMatterBlock(string? Yaml, int TextStart, int TextLine)
{
    /// <exception cref="RejectedException">It begins and never ends.</exception>
    public static FrontMatterBlock Find(string text)
    {
        var (line, next) = Line(text, 0);
        if (!IsFence(line, '-'))
            return default;
        var start = next;
        var first = true;
        for (var number = 1; next < text.Length; number++)
        {
            var lineStart = next;
            (line, next) = Line(text, next);
            if (first && !string.IsNullOrWhiteSpace(line))
            {
                if (!IsField(line) && !IsFence(line, '-'))
                    return default; // a thematic break, and then the text
                first = false;
            }
            if (IsFence(line, '-') || IsFence(line, '.'))
                return new FrontMatterBlock(text[start..lineStart], next, number + 1);
        }
        if (first)
            return default;
        throw new RejectedException("metadata-malformed",
            "The file begins with “---” and fields such as “title:”, but the line “---” that ends them is missing. Add it below the last field and upload the file again.", "line 1");
    }

    private static (string Line, int Next) Line(string text, int start)
    {
        var end = text.AsSpan(start).IndexOfAny('\n', '\r');
        if (end < 0)
            return (text[start..], text.Length);
        var next = start + end + (text[start + end] == '\r' && start + end + 1 < text.Length && text[start + end + 1] == '\n' ? 2 : 1);
        return (text.Substring(start, end), next);
    }

    private static bool IsFence(string line, char of) => line.TrimEnd() is { Length: 3 } fence && fence[0] == of && fence[1] == of && fence[2] == of;

    /// <summary><c>name: value</c> or a comment.</summary>
    private static bool IsField(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return line.StartsWith('#')
            || (colon > 0 && (colon == line.TrimEnd().Length - 1 || line[colon + 1] is ' ' or '\t')
                && line.AsSpan(0, colon).Trim('"').IndexOfAnyExcept(NameCharacters) < 0);
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_- ");
}
