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
    private int[] ranks = [];

    public string this[int number] => strings[number];

    public ReadOnlySpan<string> All
    {
        get
        {
            // The count first: the array that is there after it has room for so many, though another thread adds.
            var known = Volatile.Read(ref count);
            return strings.AsSpan(0, known);
        }
    }

    /// <summary>The string's number; -1 where the table has it not.</summary>
    public int Find(string text) => numbers.TryGetValue(text, out var number) ? number : -1;

    public int Add(string text)
    {
        if (numbers.TryGetValue(text, out var known)) return known;
        // Readers of the smaller array know no larger number.
        if (count == strings.Length) Array.Resize(ref strings, count * 2);
        var number = count;
        strings[number] = text;
        numbers[text] = number;
        Volatile.Write(ref count, number + 1);
        return number;
    }

    /// <summary>How two strings stand to each other in ordinal order: at once where <see cref="PutInOrder"/> had both, else by their letters.</summary>
    public int Compare(int a, int b) => RankOf(a) is >= 0 and var first && RankOf(b) is >= 0 and var second ? first.CompareTo(second) : string.CompareOrdinal(strings[a], strings[b]);

    /// <summary>Makes the order of some strings known.</summary>
    public void PutInOrder(IEnumerable<int> numbers)
    {
        var order = numbers.Distinct().ToArray();
        Array.Sort(order.Select(n => strings[n]).ToArray(), order, StringComparer.Ordinal);
        var found = new int[count];
        Array.Fill(found, -1);
        for (var rank = 0; rank < order.Length; rank++) found[order[rank]] = rank;
        ranks = found;
    }

    private int RankOf(int number) => ranks is var known && number < known.Length ? known[number] : -1;
}
