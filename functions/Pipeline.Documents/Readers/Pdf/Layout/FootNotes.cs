using Pipeline.Documents.Readers.Pdf.Lines;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>
/// Footnotes: small lines at a page's foot that begin with a label which stands, raised, in the page's text. Their calls are replaced by
/// placeholders in the lines.
/// </summary>
internal sealed class FootNotes
{
    /// <summary>How much smaller than the text they are, at the least.</summary>
    private const float SmallerThan = 0.94f;

    private readonly List<List<SetLine>> notes = [];

    /// <summary>The lines of each note, the first without its label.</summary>
    public IReadOnlyList<IReadOnlyList<SetLine>> All => notes;

    public void Take(List<PageColumn> columns, TextStyles styles)
    {
        var found = new List<(string Label, List<SetLine> Lines)>();
        foreach (var column in columns)
        {
            var lines = column.Lines.ToList();
            var start = lines.Count;
            while (start > 0 && lines[start - 1].Size <= styles.BodySize * SmallerThan)
                start--;
            var body = columns.SelectMany(c => c.Lines).Except(lines.Skip(start)).ToList();
            while (start < lines.Count && !(Label(lines[start]) is { } label && Calls(body, label)))
                start++;
            if (start == lines.Count || start == 0 && columns.Count == 1)
                continue;
            foreach (var line in lines.Skip(start))
            {
                if (Label(line) is { } label && (found.Count == 0 || Calls(body, label)) && !found.Exists(f => f.Label == label))
                    found.Add((label, [WithoutLabel(line, label)]));
                else
                    found[^1].Lines.Add(line);
            }
            var gone = lines.Skip(start).ToHashSet();
            column.Parts.RemoveAll(p => p.Line is not null && gone.Contains(p.Line));
        }
        columns.RemoveAll(c => c.Parts.Count == 0);
        if (found.Count == 0 || notes.Count + found.Count > NoteCalls.MostNotes)
            return;
        var first = notes.Count;
        notes.AddRange(found.Select(f => f.Lines));
        foreach (var column in columns)
        {
            for (var i = 0; i < column.Parts.Count; i++)
            {
                if (column.Parts[i].Line is { } line && line.Runs.Any(r => (r.Style & RunStyle.Superscript) != 0))
                    column.Parts[i] = new FlowPart(line.Of([.. line.Runs.Select(r => Called(r, found, first))]), null);
            }
        }
    }

    private static TextRun Called(TextRun run, List<(string Label, List<SetLine> Lines)> found, int first)
    {
        if ((run.Style & RunStyle.Superscript) == 0)
            return run;
        var at = found.FindIndex(f => f.Label == run.Text.Trim());
        return at < 0 ? run : run with { Text = NoteCalls.Placeholder(first + at) + (run.Text[^1] == ' ' ? " " : "") };
    }

    private static bool Calls(List<SetLine> lines, string label) =>
        lines.Exists(l => l.Runs.Any(r => (r.Style & RunStyle.Superscript) != 0 && r.Text.Trim() == label));

    /// <summary>The number or sign that a line begins with.</summary>
    private static string? Label(SetLine line)
    {
        var text = line.Text.TrimStart();
        var end = 0;
        while (end < text.Length && end < 4 && char.IsAsciiDigit(text[end]))
            end++;
        if (end == 0 && text.Length > 0 && text[0] is '*' or '†' or '‡' or '§')
            end = 1;
        return end > 0 && end < text.Length && ((line.Runs[0].Style & RunStyle.Superscript) != 0 || text[end] is ' ' or '.' or ')' or '\u00A0') ? text[..end] : null;
    }

    private static SetLine WithoutLabel(SetLine line, string label)
    {
        var runs = line.Runs.ToList();
        var cut = label.Length + (line.Text.Length - line.Text.TrimStart().Length);
        while (runs.Count > 0 && cut > 0)
        {
            var taken = Math.Min(cut, runs[0].Text.Length);
            cut -= taken;
            runs[0] = runs[0] with { Text = runs[0].Text[taken..] };
            if (runs[0].Text.Length == 0)
                runs.RemoveAt(0);
        }
        if (runs.Count > 0)
            runs[0] = runs[0] with { Text = runs[0].Text.TrimStart(' ', '.', ')', '\u00A0') };
        return line.Of(runs);
    }
}
