using System.Text;

namespace Pipeline.Documents.Readers.PlainText;

/// <summary>
/// Puts the lines of a paragraph together. A hyphen at a line's end is taken out only where the text itself has the word without it
/// elsewhere and never with it: "sixty-" and "fifth" stay "sixty-fifth".
/// </summary>
internal sealed class LineJoiner(IReadOnlyList<TextLine> lines)
{
    private readonly Lazy<HashSet<string>> words = new(() => Words(lines));

    public string Join(IReadOnlyList<string> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var text = new StringBuilder(parts[0]);
        for (var i = 1; i < parts.Count; i++)
        {
            var next = parts[i];
            var last = text.Length > 0 ? text[^1] : ' ';
            if (last is '\u00AD')
                text.Length--;
            else if (last is '-' or '\u2010' && text.Length > 1 && char.IsLetterOrDigit(text[^2]) && char.IsLetterOrDigit(next[0]))
                text.Length -= IsDivision(text, next) ? 1 : 0;
            else if (!InlineWriter.Unspaced(last) || !InlineWriter.Unspaced(next[0]))
                text.Append(' ');
            text.Append(next);
        }
        return text.ToString();
    }

    private bool IsDivision(StringBuilder text, string next)
    {
        if (!char.IsLower(next[0]))
            return false;
        var start = text.Length - 1;
        while (start > 0 && char.IsLetter(text[start - 1]))
            start--;
        var before = text.ToString(start, text.Length - 1 - start).ToLowerInvariant();
        var end = next.AsSpan().IndexOfAnyExcept(Letters(next));
        var after = (end < 0 ? next : next[..end]).ToLowerInvariant();
        return words.Value.Contains(before + after) && !words.Value.Contains($"{before}-{after}");
    }

    private static string Letters(string text) => new([.. text.Where(char.IsLetter).Distinct()]);

    /// <summary>Every word of the text, in lower case, with its hyphens.</summary>
    private static HashSet<string> Words(IReadOnlyList<TextLine> lines)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var start = -1;
            for (var i = 0; i <= line.Text.Length; i++)
            {
                var inside = i < line.Text.Length && (char.IsLetter(line.Text[i]) || (start >= 0 && line.Text[i] == '-'));
                if (inside && start < 0)
                    start = i;
                if (inside || start < 0)
                    continue;
                words.Add(line.Text[start..i].ToLowerInvariant());
                start = -1;
            }
        }
        return words;
    }
}
