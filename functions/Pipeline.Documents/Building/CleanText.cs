using System.Buffers;
using System.Text;
using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Building;

/// <summary>Texts as the model promises them: NFC, without control characters and broken surrogates.</summary>
internal static class CleanText
{
    private static readonly string AllControls = string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(IsControl));
    private static readonly SearchValues<char> Controls = SearchValues.Create(AllControls);
    private static readonly SearchValues<char> ControlsInLines = SearchValues.Create(AllControls.Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal));

    /// <summary>One line: line ends and tabs are spaces, runs of spaces are one. The text itself where it is clean, as nearly all are.</summary>
    public static string Line(string value)
    {
        var span = value.AsSpan();
        if (span.IndexOfAnyExceptInRange(' ', '~') < 0 && !value.Contains("  ", StringComparison.Ordinal))
            return value;
        return Normalization.ToNfc(NeedsCleaning(span, keepLines: false) ? Clean(value, keepLines: false) : value);
    }

    /// <summary>Preformatted lines: ends are <c>\n</c>, none at the end; blanks stay.</summary>
    public static string Lines(string value)
    {
        if (value.Contains('\r', StringComparison.Ordinal))
            value = value.ReplaceLineEndings("\n");
        value = value.TrimEnd('\n');
        return Normalization.ToNfc(NeedsCleaning(value, keepLines: true) ? Clean(value, keepLines: true) : value);
    }

    private static bool NeedsCleaning(ReadOnlySpan<char> value, bool keepLines)
    {
        if (value.ContainsAny(keepLines ? ControlsInLines : Controls) || (!keepLines && value.IndexOf("  ", StringComparison.Ordinal) >= 0))
            return true;
        for (var at = 0; value[at..].IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var next; at += next + 2)
        {
            if (at + next + 1 == value.Length || !char.IsSurrogatePair(value[at + next], value[at + next + 1]))
                return true;
        }
        return false;
    }

    private static string Clean(string value, bool keepLines)
    {
        var clean = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (keepLines && rune.Value is '\n' or '\t')
                clean.Append((char)rune.Value);
            else if (rune.Value is '\n' or '\r' or '\t' or '\f' or '\v' or ' ' or 0x85 or 0x2028 or 0x2029)
                clean.Append(!keepLines && clean.Length > 0 && clean[^1] == ' ' ? "" : " ");
            else if (rune.Value > 0xFFFF || !IsControl((char)rune.Value))
                clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>C0, C1, the line and paragraph separators and the noncharacters of the first plane.</summary>
    private static bool IsControl(char c) => c < ' ' || c is (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' or '\uFEFF';
}
