namespace Pipeline.Documents.Readers.PlainText;

/// <summary>How a text file is laid out: what ends a paragraph in it besides a blank line.</summary>
/// <param name="Wrapped">Lines are cut at a width; where not, each is a paragraph.</param>
/// <param name="Width">The width that lines are cut at, in columns.</param>
/// <param name="IndentsParagraphs">A paragraph's first line is set in.</param>
/// <param name="Indent">Columns that the text as a whole is set in.</param>
internal sealed record TextLayout(bool Wrapped, int Width, bool IndentsParagraphs, int Indent)
{
    /// <summary>Wider lines than these are not cut for paper or screen.</summary>
    private const int WidestCut = 110;

    /// <summary>Nothing is cut narrower: such lines are short on purpose.</summary>
    private const int NarrowestCut = 40;

    public static TextLayout Of(IReadOnlyList<TextLine> lines)
    {
        var written = lines.Where(l => !l.IsBlank).ToList();
        if (written.Count == 0)
            return new TextLayout(false, NarrowestCut, false, 0);
        var widths = written.Select(l => l.Width + l.Indent).Order().ToList();
        var wide = written.Where(l => l.Width > WidestCut).Sum(l => (long)l.Width);
        var wrapped = wide * 2 < written.Sum(l => (long)l.Width);
        var indent = written.GroupBy(l => l.Indent).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        var setIn = 0;
        for (var i = 1; i < lines.Count; i++)
        {
            // A list's own indents say nothing about paragraphs.
            if (!lines[i].IsBlank && !lines[i - 1].IsBlank && lines[i].Indent > indent && lines[i - 1].Indent == indent && LineMarker.Of(lines[i].Text) is null)
                setIn++;
        }
        // Where most lines stand is where the text stands; a paragraph has some lines after its first.
        var indents = wrapped && setIn >= 2 && setIn * 2 < written.Count;
        return new TextLayout(wrapped, Math.Max(widths[(widths.Count - 1) * 19 / 20], NarrowestCut), indents, indent);
    }

    /// <summary>Whether the author ended the line before its width was used up: the next word would have had room.</summary>
    public bool EndsEarly(TextLine line, TextLine next)
    {
        var space = next.Text.IndexOf(' ', StringComparison.Ordinal);
        var word = space < 0 ? next.Width : space;
        return line.Indent + line.Width + 1 + Math.Min(word, 20) <= Width - 4;
    }
}
