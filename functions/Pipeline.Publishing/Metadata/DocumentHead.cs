using System.Text;
using Pipeline.Documents;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>The first lines of a document, where it says what it is, who speaks and when.</summary>
/// <param name="Title">The title that the text bears, or its first heading; null where it has neither.</param>
/// <param name="OwnTitle">Whether it is the text's own title, and not only its first heading.</param>
/// <param name="Lines">The title and the first lines below it.</param>
internal sealed record DocumentHead(string? Title, bool OwnTitle, IReadOnlyList<string> Lines)
{
    private const int MaximumLines = 15;
    private const int LongestLine = 1000;

    public static DocumentHead Of(Document document)
    {
        var title = OneLine(document.Title);
        var lines = new List<string>();
        if (title.Length > 0)
            lines.Add(title);
        foreach (var inlines in document.Blocks.Take(MaximumLines).Select(InlinesOf).OfType<IReadOnlyList<Inline>>())
            lines.AddRange(LinesOf(inlines));
        var heading = document.Blocks.OfType<Heading>().Select(h => OneLine(h.Inlines)).FirstOrDefault(h => h.Length > 0);
        return new DocumentHead(title.Length > 0 ? title : heading, title.Length > 0, [.. lines.Take(MaximumLines)]);
    }

    /// <summary>Whether a line is or holds these words, whatever their case and punctuation.</summary>
    public bool Has(string words) =>
        NameTokens.Fold(words) is { Length: > 0 } folded && Lines.Any(l => $" {NameTokens.Fold(l)} ".Contains($" {folded} ", StringComparison.Ordinal));

    private static IReadOnlyList<Inline>? InlinesOf(Block block) => block switch
    {
        Heading h => h.Inlines,
        Paragraph p => p.Inlines,
        _ => null,
    };

    private static string OneLine(IReadOnlyList<Inline> inlines) => string.Join(' ', LinesOf(inlines));

    private static string[] LinesOf(IReadOnlyList<Inline> inlines)
    {
        var text = new StringBuilder();
        Append(text, inlines);
        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static void Append(StringBuilder text, IReadOnlyList<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            if (text.Length > LongestLine)
                return;
            switch (inline)
            {
                case Text t: text.Append(t.Value.AsSpan(0, Math.Min(t.Value.Length, LongestLine))); break;
                case Code c: text.Append(c.Value); break;
                case Abbreviation a: text.Append(a.Value); break;
                case LineBreak: text.Append('\n'); break;
                case Styled s: Append(text, s.Children); break;
                case Passage p: Append(text, p.Children); break;
                case Link l: Append(text, l.Children); break;
                case Image or NoteReference: break;
            }
        }
    }
}
