using System.Collections.Concurrent;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// The strings that many records share, each once, under a number that never changes. One thread adds at a time; every thread may
/// read the strings of what was published to it.
/// </summary>
internal sealed class StringTable
{
    private readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    private string[] strings = new string[64];
    private int count;

    public string this[int number] => strings[number];

    public ReadOnlySpan<string> All => strings.AsSpan(0, count);

    /// <summary>The string's number; -1 where the table has it not.</summary>
    public int Find(string text) => numbers.TryGetValue(text, out var number) ? number : -1;

    public int Add(string text)
    {
        if (numbers.TryGetValue(text, out var known)) return known;
        // Readers of the smaller array know no larger number.
        if (count == strings.Length) Array.Resize(ref strings, count * 2);
        strings[count] = text;
        numbers[text] = count;
        return count++;
    }
}
