using System.Globalization;
using System.Text;
using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Building;

/// <summary>Gives anchors: words in lower case joined by hyphens, in whatever script they are, each only once in a document.</summary>
internal sealed class Slugs
{
    private const int MaximumLength = 80;

    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> next = new(StringComparer.Ordinal);

    /// <summary>An anchor for these words that no other place has.</summary>
    /// <param name="otherwise">Where the words have no letter or digit.</param>
    public string Unique(string words, string otherwise)
    {
        var slug = Of(words);
        if (slug.Length == 0)
            slug = otherwise;
        // The renderers' own anchors.
        if (slug.StartsWith("note-", StringComparison.Ordinal) || slug is "title" or "contents" or "notes")
            slug = "section-" + slug;
        if (used.Add(slug))
            return slug;
        // From where the last one stopped: a document may have ten thousand headings of the same words.
        for (var number = next.GetValueOrDefault(slug, 2); ; number++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}");
            if (!used.Add(numbered))
                continue;
            next[slug] = number + 1;
            return numbered;
        }
    }

    /// <summary>Letters, digits and marks of any script stay, in lower case; blanks and hyphens become one hyphen; the rest vanishes.</summary>
    public static string Of(string words)
    {
        var slug = new StringBuilder(Math.Min(words.Length, MaximumLength));
        foreach (var rune in Normalization.ToNfc(words).EnumerateRunes())
        {
            if (slug.Length >= MaximumLength)
                break;
            if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value))
            {
                slug.Append(char.ToLowerInvariant((char)rune.Value));
                continue;
            }
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-' && (Rune.IsWhiteSpace(rune) || rune.Value is '-' or '_' or '/' or '.' or 0x2010 or 0x2013 or 0x2014))
                slug.Append('-');
        }
        return slug.ToString().TrimEnd('-');
    }
}
