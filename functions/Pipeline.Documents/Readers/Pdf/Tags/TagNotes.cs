using Pipeline.Documents.Readers.Pdf.Lines;

namespace Pipeline.Documents.Readers.Pdf.Tags;

/// <summary>Footnotes: finds them before the text is read, and matches their calls by label, which may begin anew on each page.</summary>
internal sealed class TagNotes
{
    private readonly List<(TagNode Node, string Label)> notes = [];
    private readonly HashSet<int> called = [];

    public TagNotes(TagNode root, TagText text) => Find(root, text);

    public IReadOnlyList<(TagNode Node, string Label)> All => notes;

    /// <summary>What stands for a call of the note with this label, the next one that is not called yet; null where there is no such note.</summary>
    public string? Call(string label)
    {
        if (label.Length is 0 or > 6)
            return null;
        var found = notes.FindIndex(n => n.Label == label && !called.Contains(notes.IndexOf(n)));
        if (found < 0)
            found = notes.FindIndex(n => n.Label == label);
        if (found < 0)
            return null;
        called.Add(found);
        return NoteCalls.Placeholder(found);
    }

    /// <summary>Runs as inlines, with calls where their placeholders stand, and where small raised numbers are a note's label.</summary>
    public List<Inline> Inlines(IReadOnlyList<TextRun> runs, RunStyle plain = RunStyle.None) =>
        NoteCalls.Inlines([.. runs.Select(r => (r.Style & RunStyle.Superscript) != 0 && Call(r.Text.Trim()) is { } call ? r with { Text = call + (r.Text[^1] == ' ' ? " " : "") } : r)], notes.Count, plain);

    private void Find(TagNode node, TagText text)
    {
        foreach (var kid in node.Elements)
        {
            if (kid.Type is "Note" or "FENote" && notes.Count < NoteCalls.MostNotes)
                notes.Add((kid, LabelOf(kid, text)));
            Find(kid, text);
        }
    }

    private static string LabelOf(TagNode note, TagText text)
    {
        if (FirstLabel(note, 0) is { } label)
            return text.Plain(label.Kids).Trim('.', ' ', '[', ']', '(', ')');
        var shown = text.Plain(note.Kids);
        var end = 0;
        while (end < shown.Length && (char.IsAsciiDigit(shown[end]) || shown[end] is '*' or '†' or '‡'))
            end++;
        return shown[..end];
    }

    private static TagNode? FirstLabel(TagNode node, int depth) =>
        depth > 3 ? null : node.Elements.FirstOrDefault(e => e.Type == "Lbl") ?? node.Elements.Take(1).Select(e => FirstLabel(e, depth + 1)).FirstOrDefault();
}
