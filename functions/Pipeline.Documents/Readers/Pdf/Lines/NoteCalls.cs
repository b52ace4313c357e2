namespace Pipeline.Documents.Readers.Pdf.Lines;

/// <summary>Calls of notes, which stand in runs as characters of a plane for private use until inlines are made of them.</summary>
internal static class NoteCalls
{
    public const int MostNotes = 0xFFF0;

    private const int FirstPlaceholder = 0xF0000;

    public static string IdOf(int index) => $"note-{index + 1}";

    public static string Placeholder(int index) => char.ConvertFromUtf32(FirstPlaceholder + index);

    /// <param name="notes">How many notes there are.</param>
    /// <param name="plain">Styles that the whole block has by its nature.</param>
    public static List<Inline> Inlines(IReadOnlyList<TextRun> runs, int notes, RunStyle plain = RunStyle.None)
    {
        if (notes == 0)
            return RunInlines.Of(runs, plain);
        var inlines = new List<Inline>();
        var pending = new List<TextRun>();
        foreach (var run in runs)
        {
            var text = run.Text;
            for (int at; (at = text.AsSpan().IndexOfAnyInRange('\uDB80', '\uDBBF')) >= 0 && at + 1 < text.Length;)
            {
                var index = char.ConvertToUtf32(text[at], text[at + 1]) - FirstPlaceholder;
                pending.Add(run with { Text = text[..at], Style = run.Style & ~RunStyle.Superscript });
                // A space before a call is one that its place on the line made.
                pending[^1] = pending[^1] with { Text = pending[^1].Text.TrimEnd(' ') };
                if (pending is [.., var before, { Text.Length: 0 }])
                    pending[^2] = before with { Text = before.Text.TrimEnd(' ') };
                inlines.AddRange(RunInlines.Of(pending.FindAll(r => r.Text.Length > 0), plain));
                pending.Clear();
                if (index < notes)
                    inlines.Add(new NoteReference(IdOf(index)));
                text = text[(at + 2)..];
            }
            if (text.Length > 0)
                pending.Add(run with { Text = text });
        }
        inlines.AddRange(RunInlines.Of(pending, plain));
        return inlines;
    }
}
