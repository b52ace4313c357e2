using System.Text;

namespace Pipeline.Documents.Readers.Pdf.Lines;

/// <summary>Makes inlines of runs and of lines.</summary>
internal static class RunInlines
{
    /// <summary>The lines of one paragraph, put together.</summary>
    public static List<TextRun> Join(IReadOnlyList<SetLine> lines, Hyphens hyphens) => Join([.. lines.Select(l => l.Runs)], hyphens);

    public static List<TextRun> Join(IReadOnlyList<IReadOnlyList<TextRun>> lines, Hyphens hyphens)
    {
        var joined = new List<TextRun>();
        foreach (var runs in lines)
        {
            if (runs.Count == 0)
                continue;
            if (joined.Count > 0)
            {
                var last = joined[^1];
                var seam = hyphens.Seam(last.Text, runs[0].Text, out var cut);
                joined[^1] = last with { Text = last.Text[..^cut] + seam };
            }
            joined.AddRange(runs);
        }
        return joined;
    }

    /// <param name="plain">Styles that the whole block has by its nature: a heading's bold letters.</param>
    public static List<Inline> Of(IReadOnlyList<TextRun> runs, RunStyle plain = RunStyle.None)
    {
        var inlines = new List<Inline>();
        for (var i = 0; i < runs.Count;)
        {
            var (style, link) = (runs[i].Style & ~plain, runs[i].Link);
            var text = new StringBuilder();
            for (; i < runs.Count && (runs[i].Style & ~plain) == style && runs[i].Link == link; i++)
                text.Append(runs[i].Text);
            if (text.Length > 0)
                inlines.AddRange(Styled(text.ToString(), style, link));
        }
        return Linked(inlines);
    }

    /// <summary>Spaces at the ends of a styled text stand outside of it.</summary>
    private static List<Inline> Styled(string text, RunStyle style, string? link)
    {
        var core = text.Trim(' ');
        if (core.Length == 0 || (style == RunStyle.None && link is null))
            return [new Text(text)];
        Inline inline = (style & RunStyle.FixedWidth) != 0 ? new Code(core) : new Text(core);
        if ((style & RunStyle.Superscript) != 0)
            inline = new Styled(InlineStyle.Superscript, [inline]);
        if ((style & RunStyle.Subscript) != 0)
            inline = new Styled(InlineStyle.Subscript, [inline]);
        if ((style & RunStyle.Italic) != 0)
            inline = new Styled(InlineStyle.Emphasis, [inline]);
        if ((style & RunStyle.Bold) != 0)
            inline = new Styled(InlineStyle.Strong, [inline]);
        if (link is not null)
            inline = new Link(link, [inline]);
        var parts = new List<Inline>();
        if (text[0] == ' ')
            parts.Add(new Text(" "));
        parts.Add(inline);
        if (text[^1] == ' ')
            parts.Add(new Text(" "));
        return parts;
    }

    /// <summary>Neighbouring texts are one text, and neighbouring links to one address one link.</summary>
    private static List<Inline> Linked(List<Inline> inlines)
    {
        var joined = new List<Inline>(inlines.Count);
        foreach (var inline in inlines)
        {
            if (inline is Text text && joined.Count > 0 && joined[^1] is Text before)
                joined[^1] = new Text(before.Value + text.Value);
            else if (inline is Link link && joined.Count > 0 && joined[^1] is Link last && last.Target == link.Target)
                joined[^1] = last with { Children = [.. last.Children, .. link.Children] };
            else if (inline is Link next && joined.Count > 1 && joined[^1] is Text { Value: " " } && joined[^2] is Link earlier && earlier.Target == next.Target)
            {
                joined.RemoveAt(joined.Count - 1);
                joined[^1] = earlier with { Children = [.. earlier.Children, new Text(" "), .. next.Children] };
            }
            else
                joined.Add(inline);
        }
        return joined;
    }
}
