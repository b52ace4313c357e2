namespace Pipeline.Publishing.Regions;

/// <summary>Finds things by their names: a whole name, or the names that stand in running text. Immutable once filled.</summary>
internal sealed class NameIndex<T> where T : class
{
    private readonly Dictionary<string, List<Entry>> entries = new(StringComparer.Ordinal);

    // The most words of a name that begins with a word: most words of a text begin none.
    private readonly Dictionary<string, int> longest = new(StringComparer.Ordinal);

    private sealed record Entry(T Value, bool Primary, bool Acronym);

    /// <param name="primary">A name that the thing officially has: it wins over other things' further names.</param>
    public void Add(string name, T value, bool primary)
    {
        var tokens = NameTokens.Of(name);
        if (tokens.Count == 0)
            return;
        longest[tokens[0].Folded] = Math.Max(longest.GetValueOrDefault(tokens[0].Folded), tokens.Count);
        var key = string.Join(' ', tokens.Select(t => t.Folded));
        if (!entries.TryGetValue(key, out var list))
            entries[key] = list = [];
        var at = list.FindIndex(e => ReferenceEquals(e.Value, value));
        if (at < 0)
            list.Add(new Entry(value, primary, IsAcronym(name)));
        else
            list[at] = new Entry(value, list[at].Primary || primary, list[at].Acronym && IsAcronym(name));
    }

    /// <summary>What bears this name: the officially named where there are any, else those with it as a further name.</summary>
    public IReadOnlyList<T> Find(string name) => Best(NameTokens.Fold(name), acronymsToo: true);

    /// <summary>
    /// The names in <paramref name="text"/> from left to right, the longest where several start at a word. Short acronyms count
    /// only in capitals, so that "us" and "car" are words.
    /// </summary>
    public IEnumerable<NameMatch<T>> FindIn(string text)
    {
        var tokens = NameTokens.Of(text);
        for (var i = 0; i < tokens.Count; i++)
            for (var length = Math.Min(longest.GetValueOrDefault(tokens[i].Folded), tokens.Count - i); length > 0; length--)
            {
                var (start, end) = (tokens[i].Start, tokens[i + length - 1].End);
                var key = string.Join(' ', tokens.Skip(i).Take(length).Select(t => t.Folded));
                var found = Best(key, IsAcronym(text[start..end]));
                if (found.Count == 0)
                    continue;
                yield return new NameMatch<T>(start, end, found);
                i += length - 1;
                break;
            }
    }

    private List<T> Best(string key, bool acronymsToo)
    {
        if (!entries.TryGetValue(key, out var list))
            return [];
        var usable = list.Where(e => acronymsToo || !e.Acronym).ToList();
        var primary = usable.Where(e => e.Primary).ToList();
        return [.. (primary.Count > 0 ? primary : usable).Select(e => e.Value)];
    }

    private static bool IsAcronym(string name) =>
        name.Length <= 8 && !name.Contains(' ') && name.Count(char.IsLetter) <= 5 && name.Count(char.IsUpper) >= 2;
}

/// <summary>A name in a text: from <paramref name="Start"/> up to <paramref name="End"/>, and what bears it.</summary>
public readonly record struct NameMatch<T>(int Start, int End, IReadOnlyList<T> Values);
