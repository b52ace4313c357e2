using System.Collections.Concurrent;
using System.Globalization;

namespace Pipeline.Typesetting.Hyphenation;

/// <summary>
/// Where the words of one language may be divided. A word in capitals, with capitals inside or with other signs than letters and
/// apostrophes in it is not divided. Results are kept for each word. Thread-safe.
/// </summary>
/// <param name="left">Fewest letters that stay before a hyphen.</param>
/// <param name="right">Fewest letters after one.</param>
internal sealed class Hyphenator(Func<PatternTrie> read, int left, int right)
{
    private const int LongestWord = 60;
    private const int MostKept = 50_000;

    private readonly Lazy<PatternTrie> patterns = new(read);
    private readonly ConcurrentDictionary<string, int[]> known = new();
    private int kept;

    /// <summary>Numbers of UTF-16 units before each place; <paramref name="text"/> is a word with the punctuation around it.</summary>
    public int[] Divide(string text)
    {
        if (text.Length < left + right) return [];
        if (known.TryGetValue(text, out var places)) return places;
        places = Find(text);
        if (Interlocked.Increment(ref kept) > MostKept)
        {
            known.Clear();
            kept = 0;
        }
        return known[text] = places;
    }

    private int[] Find(string text)
    {
        var start = 0;
        while (start < text.Length && !IsLetter(text[start])) start++;
        var end = text.Length;
        while (end > start && !IsLetter(text[end - 1])) end--;
        if (end - start < left + right || end - start > LongestWord) return [];
        if (text.AsSpan(0, start).ContainsAnyInRange('0', '9') || text.AsSpan(end).ContainsAnyInRange('0', '9')) return [];

        var word = text[start..end];
        for (var i = 0; i < word.Length; i++)
            if ((!IsLetter(word[i]) && word[i] is not ('\'' or '’')) || (i > 0 && char.IsUpper(word[i]))) return [];

        // Letters, not apostrophes, count for what must stay on either side.
        return [.. patterns.Value.Divide(word.ToLowerInvariant().Replace('’', '\''))
            .Where(p => word.Take(p).Count(IsLetter) >= left && word.Skip(p).Count(IsLetter) >= right && word[p] is not ('\'' or '’') && word[p - 1] is not ('\'' or '’'))
            .Select(p => start + p)];
    }

    private static bool IsLetter(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter;
}
