namespace Pipeline.Documents.Readers.PlainText;

/// <summary>How plain texts mark headings and breaks.</summary>
internal static class HeadingMarks
{
    private const int LongestHeading = 80;

    /// <summary><c>***</c>, <c>* * *</c>, <c>-----</c>, <c>=====</c>: three or more of one sign and nothing else.</summary>
    public static bool IsRule(string line)
    {
        var sign = line[0];
        return sign is '*' or '-' or '_' or '=' or '~' or '•' or '—' or '–' or '#' && line.All(c => c == sign || c == ' ') && line.Count(c => c == sign) >= 3;
    }

    /// <summary>The line of signs is about as long as the heading above it.</summary>
    public static bool Underlines(string rule, string heading) =>
        rule[0] is '=' or '-' or '_' or '~' && !rule.Contains(' ', StringComparison.Ordinal) && heading.Length <= LongestHeading
        && rule.Length * 2 >= heading.Length && rule.Length <= heading.Length + 20 && !Sentences.Ended(heading);

    /// <summary>Words in capitals, not the end of a sentence.</summary>
    public static bool IsCapitals(string line)
    {
        if (line.Length > LongestHeading || line[^1] is '.' or ',' or ';' or ':')
            return false;
        var letters = 0;
        foreach (var c in line)
        {
            if (char.IsLower(c) || (char.IsLetter(c) && !char.IsUpper(c)))
                return false;
            letters += char.IsUpper(c) ? 1 : 0;
        }
        return letters >= 4 && letters * 2 > line.Length;
    }
}
