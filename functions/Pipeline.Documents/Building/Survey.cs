using Pipeline.Documents.Languages;
using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Building;

/// <summary>
/// What a document has, found in one walk before any of it is changed: its headings, the order in which notes are called, and the
/// language of each line. Lines are counted in the order of the walk, and <see cref="Finisher"/> walks in the same order.
/// </summary>
internal sealed class Survey(IReadOnlyDictionary<string, ImageData> images)
{
    /// <summary>Enough characters of a line, and enough lines, to tell a language by.</summary>
    private const int SampleLength = 400, SampleLines = 20;

    /// <summary>Letters that make a language clear: some two lines; and where only the script tells it, which other languages use, too.</summary>
    private const int ClearLetters = 100, ClearLettersOfScript = 300;

    /// <summary>Letters of a line in which a language that is known would have been told.</summary>
    private const int LongLine = 40;

    private readonly char[] sample = new char[SampleLength];
    private readonly List<string> untold = [];
    private readonly HashSet<string> seenNotes = new(StringComparer.Ordinal);
    private int sampled;

    public List<Heading> Headings { get; } = [];

    /// <summary>Headings and numbered paragraphs.</summary>
    public List<Block> Anchored { get; } = [];

    public List<string> NotesByReference { get; } = [];
    public List<LanguageGuess> Guesses { get; } = [];

    /// <summary>By script the language that the document's passages in it are in for certain.</summary>
    public Dictionary<Script, string> LanguageOfScript { get; } = [];

    /// <summary>
    /// Once everything was visited: a line of which only the script is known, such as a Japanese one without kana, is in the language
    /// that the document's other lines of that script are in.
    /// </summary>
    public void SettleLanguages()
    {
        foreach (var script in Guesses.Where(g => g is { Language: not null, Sure: false }).Select(g => g.Script).Distinct().ToList())
        {
            if (Heaviest(Guesses.Where(g => g.Sure && g.Script == script)) is { } language)
                LanguageOfScript[script] = language;
        }
        for (var i = 0; i < Guesses.Count; i++)
        {
            if (Guesses[i] is { Language: not null, Sure: false } guess && LanguageOfScript.TryGetValue(guess.Script, out var language))
                Guesses[i] = guess with { Language = language };
        }
    }

    /// <summary>
    /// The language of the most text, weighed by its letters; where no line tells its own, that of all lines together; null where none is
    /// known. It is clear where two thirds of the prose are in it, and enough: of less where letters or words tell it than where only the script does.
    /// </summary>
    public TextLanguage? MainLanguage()
    {
        if (Heaviest(Guesses) is not { } language)
            return LanguageDetector.Language(Script.Latin, string.Join(' ', untold)).Language is { } together ? new TextLanguage(together, Clear: false) : null;
        var own = Guesses.Where(g => g.Language == language).ToList();
        var letters = own.Sum(g => (long)g.Letters);
        var prose = Guesses.Where(g => g.Language is not null || g.Letters >= LongLine).Sum(g => (long)g.Letters);
        return new TextLanguage(language, letters >= (own.Exists(g => g.Sure) ? ClearLetters : ClearLettersOfScript) && letters * 3 > prose * 2);
    }

    private static string? Heaviest(IEnumerable<LanguageGuess> guesses)
    {
        var letters = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var guess in guesses)
        {
            if (guess.Language is not null)
                letters[guess.Language] = letters.GetValueOrDefault(guess.Language) + guess.Letters;
        }
        return letters.Count == 0 ? null : letters.OrderByDescending(l => l.Value).ThenBy(l => l.Key, StringComparer.Ordinal).First().Key;
    }

    public void Visit(IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
            Visit(block);
    }

    private void Visit(Block block)
    {
        switch (block)
        {
            case Heading h:
                Headings.Add(h);
                Anchored.Add(h);
                Line(h.Inlines);
                break;
            case Paragraph p:
                if (p.Number is not null)
                    Anchored.Add(p);
                Line(p.Inlines);
                break;
            case ListBlock l:
                foreach (var item in l.Items)
                    Visit(item.Blocks);
                break;
            case Quote q: Visit(q.Blocks); break;
            case Table t:
                Line(t.Caption);
                foreach (var row in t.Rows)
                {
                    foreach (var cell in row.Cells)
                        Visit(cell.Blocks);
                }
                break;
            case DefinitionList d:
                foreach (var item in d.Items)
                {
                    foreach (var term in item.Terms)
                        Line(term);
                    foreach (var definition in item.Definitions)
                        Visit(definition);
                }
                break;
            case Figure f:
                if (!images.ContainsKey(f.Image.Source))
                    Line([new Text(f.Image.Alt)]);
                Line(f.Caption);
                break;
        }
    }

    public void Line(IReadOnlyList<Inline> inlines)
    {
        if (inlines is [Text { Value: var only }])
        {
            Guess(only.AsSpan(0, Math.Min(only.Length, SampleLength)));
            return;
        }
        sampled = 0;
        Inlines(inlines);
        Guess(sample.AsSpan(0, sampled));
    }

    private void Guess(ReadOnlySpan<char> line)
    {
        var guess = LanguageDetector.Guess(line);
        Guesses.Add(guess);
        if (guess is { Script: Script.Latin, Language: null } && untold.Count < SampleLines)
            untold.Add(line.ToString());
    }

    private void Inlines(IReadOnlyList<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case Text t: Sample(t.Value); break;
                case Styled s: Inlines(s.Children); break;
                case Link l: Inlines(l.Children); break;
                case Passage p:
                    // The words of a passage in a language of its own say nothing about the line's.
                    var before = sampled;
                    Inlines(p.Children);
                    sampled = p.Language is null ? sampled : before;
                    break;
                case LineBreak: Sample(" "); break;
                case Image i when !images.ContainsKey(i.Source): Sample(i.Alt); break;
                case NoteReference n when seenNotes.Add(n.NoteId): NotesByReference.Add(n.NoteId); break;
            }
        }
    }

    private void Sample(string text)
    {
        var length = Math.Min(text.Length, SampleLength - sampled);
        text.AsSpan(0, length).CopyTo(sample.AsSpan(sampled));
        sampled += length;
    }
}
