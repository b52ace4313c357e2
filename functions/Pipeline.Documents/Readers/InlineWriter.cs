using System.Text;

namespace Pipeline.Documents.Readers;

/// <summary>
/// Collects a line's inlines: neighbouring texts become one, elements that are open when others begin become their parents. Kept
/// for a whole document, so that lines share its buffers.
/// </summary>
internal sealed class InlineWriter
{
    private readonly StringBuilder text = new();
    private readonly Stack<(List<Inline> Inlines, bool SoftBreaks)> outer = new();
    private List<Inline> inlines = [];
    private bool softBreaks;

    /// <summary>What each finished text goes through; the reader of a format may take something out there.</summary>
    public Func<string, string>? Filter { get; set; }

    public bool LastIsBreak => text.Length == 0 && inlines.Count > 0 && inlines[^1] is LineBreak;

    public void Write(string value) => text.Append(value);

    public void Write(ReadOnlySpan<char> value) => text.Append(value);

    public void Write(Inline inline)
    {
        Flush();
        inlines.Add(inline);
    }

    /// <summary>The end of a source line: a space between words, nothing between Chinese or Japanese characters.</summary>
    public void SoftBreak()
    {
        softBreaks |= text.Length > 0 && text[^1] >= '\u2E80';
        text.Append(text.Length > 0 && text[^1] >= '\u2E80' ? '\n' : ' ');
    }

    /// <summary>Begins a list of inlines of its own, to be taken by <see cref="End"/>.</summary>
    public void Begin()
    {
        Flush();
        outer.Push((inlines, softBreaks));
        (inlines, softBreaks) = ([], false);
    }

    public List<Inline> End()
    {
        Flush();
        var ended = inlines;
        (inlines, softBreaks) = outer.Pop();
        return ended;
    }

    private void Flush()
    {
        if (text.Length == 0)
            return;
        var value = text.ToString();
        text.Clear();
        if (softBreaks)
            value = JoinLines(value);
        softBreaks = false;
        if (Filter is not null)
            value = Filter(value);
        if (value.Length > 0)
            inlines.Add(new Text(value));
    }

    /// <summary>Puts a space in each line end's place, but none between two characters of a script without spaces.</summary>
    public static string JoinLines(string value)
    {
        var joined = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\n')
                joined.Append(value[i]);
            else if (i == 0 || i + 1 == value.Length || !Unspaced(value[i - 1]) || !Unspaced(value[i + 1]))
                joined.Append(' ');
        }
        return joined.ToString();
    }

    /// <summary>Ideographs, and their full-width punctuation, between which a line end is no word boundary.</summary>
    public static bool Unspaced(char c) =>
        DocumentText.IsIdeograph(c) || c is (>= '\u3000' and <= '\u303F') or (>= '\uFF00' and <= '\uFF65') || char.IsHighSurrogate(c) || char.IsLowSurrogate(c);
}
