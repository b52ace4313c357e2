namespace Pipeline.Typesetting.Hyphenation;

/// <summary>
/// The hyphenators of all languages whose patterns lie in a folder, each read when first needed. The patterns are those of
/// hyph-utf8 as the npm package <c>hyphen</c> carries them; <c>infra/local/HYPHENATION.md</c> states their licences. Without them
/// words are not divided.
/// </summary>
public sealed class HyphenationLibrary
{
    // Fewest letters before and after a hyphen as hyph-utf8 recommends for setting type; French and Portuguese one more after it.
    private static readonly (string Language, string File, int Left, int Right)[] Known =
    [
        ("en", "hyphen/patterns/en-us.js", 2, 3),
        ("en-gb", "hyphen/patterns/en-gb.js", 2, 3),
        ("fr", "hyphen/patterns/fr.js", 2, 3),
        ("es", "hyphen/patterns/es.js", 2, 2),
        ("ru", "hyphen/patterns/ru.js", 2, 2),
        ("pt", "hyphen/patterns/pt.js", 2, 3),
        ("de", "hyphen/patterns/de-1996.js", 2, 2),
        ("it", "hyphen/patterns/it.js", 2, 2),
    ];

    // Where English is spelled as in Britain.
    private static readonly string[] British = ["en-gb", "en-ie", "en-au", "en-nz", "en-za", "en-in", "en-ng", "en-ke", "en-gh", "en-jm", "en-mt", "en-150", "en-001"];

    private readonly Dictionary<string, Hyphenator> hyphenators = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pattern files, relative to the <c>node_modules</c> of <c>infra/local</c>: what a deployment carries along.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Known.Select(f => f.File)];

    /// <summary>Finds the patterns below <paramref name="folder"/>: the <c>node_modules</c> of <c>infra/local</c>, or a folder that holds the bare files.</summary>
    public HyphenationLibrary(string folder)
    {
        foreach (var (language, file, left, right) in Known)
        {
            var path = new[] { Path.Combine(folder, file), Path.Combine(folder, Path.GetFileName(file)) }.FirstOrDefault(File.Exists);
            if (path is not null) hyphenators[language] = new Hyphenator(() => PatternTrie.Read(path), left, right);
        }
    }

    /// <summary>The hyphenator for a BCP 47 tag, or null where there are no patterns.</summary>
    internal Hyphenator? For(string language)
    {
        if (hyphenators.TryGetValue(language, out var found)) return found;
        if (British.Contains(language, StringComparer.OrdinalIgnoreCase) && hyphenators.TryGetValue("en-gb", out found)) return found;
        var end = language.IndexOf('-', StringComparison.Ordinal);
        return end > 0 ? hyphenators.GetValueOrDefault(language[..end]) : null;
    }
}
