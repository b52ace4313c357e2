namespace Pipeline.Documents.Readers.Pdf.Lines;

/// <summary>
/// Tells the hyphens at line ends that divide a word from those of a word's own, by how the document writes the word elsewhere; where
/// it does not, by whether the document divides words at all.
/// </summary>
internal sealed class Hyphens
{
    private readonly HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool divides;

    public Hyphens(IEnumerable<IReadOnlyList<SetLine>> flows)
    {
        var ends = new List<(string Before, string After)>();
        foreach (var lines in flows)
        {
            for (var i = 0; i < lines.Count; i++)
            {
                var parts = lines[i].Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                foreach (var part in parts)
                    words.Add(Bare(part));
                if (i + 1 < lines.Count && EndsInHyphen(lines[i].Text) && lines[i + 1].Text is { Length: > 0 } next && char.IsLower(next[0]))
                    ends.Add((Bare(parts[^1].TrimEnd('-', '\u2010')), Bare(next.Split(' ', 2)[0])));
            }
        }
        var (divided, kept) = (ends.Count(e => words.Contains(e.Before + e.After)), ends.Count(e => words.Contains($"{e.Before}-{e.After}")));
        divides = divided > kept;
    }

    /// <summary>What stands between two lines of one paragraph; <paramref name="cut"/> is how many characters of the first go away.</summary>
    public string Seam(string before, string after, out int cut)
    {
        cut = 0;
        if (before.Length == 0 || after.Length == 0 || before[^1] is ' ' || after[0] is ' ')
            return "";
        if (before[^1] == '\u00AD')
        {
            cut = 1;
            return "";
        }
        if (EndsInHyphen(before) && char.IsLetterOrDigit(after[0]))
        {
            var first = Bare(before[(before.LastIndexOf(' ') + 1)..].TrimEnd('-', '\u2010'));
            var second = Bare(after.Split(' ', 2)[0]);
            var division = char.IsLower(after[0]) && !words.Contains($"{first}-{second}") && (words.Contains(first + second) || divides);
            cut = division ? 1 : 0;
            return "";
        }
        return InlineWriter.Unspaced(before[^1]) && InlineWriter.Unspaced(after[0]) ? "" : " ";
    }

    private static bool EndsInHyphen(string line) => line.Length > 1 && line[^1] is '-' or '\u2010' && char.IsLetter(line[^2]);

    private static string Bare(string word) => word.Trim('.', ',', ';', ':', '(', ')', '“', '”', '"', '\'', '’', '?', '!').Replace('\u2010', '-');
}
