namespace Pipeline.Documents.Readers.PlainText;

/// <summary>A line of a text file.</summary>
/// <param name="Number">From 1, as an editor shows it.</param>
/// <param name="Indent">Columns before the first character; a tab goes to the next multiple of 4.</param>
/// <param name="Text">Without the blanks around it; empty in a blank line.</param>
/// <param name="StartsPage">A form feed stands before it.</param>
internal sealed record TextLine(int Number, int Indent, string Text, bool StartsPage)
{
    public bool IsBlank => Text.Length == 0;

    /// <summary>Columns that the text takes: Chinese and Japanese characters take two.</summary>
    public int Width { get; } = Text.Length + Text.Count(InlineWriter.Unspaced);

    public static List<TextLine> Split(string text)
    {
        var lines = new List<TextLine>(text.Length / 40);
        var number = 0;
        foreach (var ended in text.AsSpan().EnumerateLines())
        {
            number++;
            var startsPage = false;
            // Usually a form feed has a line to itself; one within a line ends that line.
            for (var rest = ended; ;)
            {
                var feed = rest.IndexOf('\f');
                var line = feed < 0 ? rest : rest[..feed];
                if (feed < 0 || !line.IsWhiteSpace())
                    lines.Add(new TextLine(number, Columns(line), line.Trim().ToString(), startsPage));
                if (feed < 0)
                    break;
                startsPage = true;
                rest = rest[(feed + 1)..];
            }
        }
        return lines;
    }

    private static int Columns(ReadOnlySpan<char> line)
    {
        var columns = 0;
        foreach (var c in line)
        {
            if (c == '\t')
                columns += 4 - (columns % 4);
            else if (c == '\u3000')
                columns += 2;
            else if (char.IsWhiteSpace(c))
                columns++;
            else
                break;
        }
        return columns;
    }
}
