namespace Pipeline.Local.Conversion;

/// <summary>What the outputs of each input are called: the input's name without its extension, unless that would overwrite something.</summary>
internal static class OutputNames
{
    public static readonly IReadOnlyList<string> Extensions = [".html", ".pdf", ".txt", ".json"];

    /// <summary>
    /// A path without extension for each input, in order. An input keeps its extension in the name (<c>notes.txt.html</c>) where two
    /// inputs have the same name or an output would overwrite an input; inputs of one name in several folders are numbered.
    /// </summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> inputs, string folder)
    {
        var sources = inputs.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var stems = inputs.CountBy(i => Path.GetFileNameWithoutExtension(i), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return inputs.Select(Choose).ToList();

        string Choose(string input)
        {
            var stem = Path.GetFileNameWithoutExtension(input);
            var name = Path.GetFileName(input);
            var numbered = Enumerable.Range(2, inputs.Count).Select(n => $"{name}-{n}");
            string[] plain = stems[stem] == 1 ? [stem, name] : [name];
            return plain.Concat(numbered).Select(n => Path.Combine(folder, n))
                .First(path => !Extensions.Any(e => sources.Contains(path + e)) && taken.Add(path));
        }
    }
}
