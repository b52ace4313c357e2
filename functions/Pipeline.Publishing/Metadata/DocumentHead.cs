using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Documents;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>The first lines of a document, where it says what it is, who speaks and when.</summary>
/// <param name="Title">The title that the text bears, or its first heading; null where it has neither.</param>
/// <param name="OwnTitle">Whether it is the text's own title, and not only its first heading.</param>
/// <param name="Lines">The title and the first lines below it.</param>
internal sealed partial record DocumentHead(string? Title, bool OwnTitle, IReadOnlyList<string> Lines)
{
    /// <summary>Of a text without title and headings the first paragraph, where it reads as a title does; otherwise null.</summary>
    public string? Opening { get; private init; }

    private const int LongestOpening = 120;
    private const int FewestLetters = 4;
    private const string SentenceEnds = ".,;:!?…،؛؟。，、；：！？";
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
        return new DocumentHead(title.Length > 0 ? title : heading, title.Length > 0, [.. lines.Take(MaximumLines)]) { Opening = OpeningOf(document) };
    }

    /// <summary>One short line of several words, which no sign of a sentence ends, with more text below it: no greeting, no day, no symbol, no markup.</summary>
    private static string? OpeningOf(Document document) =>
        document.Blocks is [Paragraph { Number: null } first, _, _, ..] && LinesOf(first.Inlines) is [{ Length: <= LongestOpening } line] && ReadsAsTitle(line) ? line : null;

    private static bool ReadsAsTitle(string line) =>
        line.Count(char.IsLetter) >= FewestLetters && line[0] is not ('#' or '{' or '<' or '[' or '*' or '|')
        // Scripts without capitals often have no spaces between words.
        && (line.Contains(' ', StringComparison.Ordinal) || !line.Any(c => char.IsUpper(c) || char.IsLower(c)))
        && line.TrimEnd('”', '»', '’', '"', '\'', ')', '」', '』') is { Length: > 0 } words && !SentenceEnds.Contains(words[^1], StringComparison.Ordinal)
        && !Greeting().IsMatch(line) && DateText.Find(line) == default;

    [GeneratedRegex(@"^(mr|mrs|ms|madam|sir|dear|excellenc|your\s|distinguished|ladies|thank|monsieur|madame|mesdames|excellence|merci|señor|sr|sra|excelent|gracias|господин|госпожа|уважаем|благодар|السيد|سيد|شكرا|主席|尊敬|各位|谢谢)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

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
