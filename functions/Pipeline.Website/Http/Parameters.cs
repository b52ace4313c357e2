using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Pipeline.Website.Http;

/// <summary>The query of a request. An empty value counts as not given, since forms send their empty fields.</summary>
internal sealed class Parameters(IQueryCollection query)
{
    private const int MaximumValues = 50;

    /// <exception cref="ProblemException">Another parameter stands in the query.</exception>
    public void AllowOnly(params string[] names)
    {
        foreach (var name in query.Keys)
            if (!names.Contains(name, StringComparer.Ordinal)) throw new ProblemException(Problem.UnknownParameter(name, names));
    }

    /// <summary>The one value, or null.</summary>
    public string? One(string name)
    {
        var values = query[name].Where(v => !string.IsNullOrEmpty(v)).ToArray();
        return values.Length <= 1
            ? values.FirstOrDefault()
            : throw new ProblemException(Problem.BadValue(name, $"'{name}' may be given once."));
    }

    /// <summary>All values: the parameter repeated, or its values separated by commas. Sorted and each once, so that the order asked in changes nothing.</summary>
    public IReadOnlyList<string> Many(string name)
    {
        const StringSplitOptions Clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return Bounded(name, query[name].SelectMany(v => (v ?? "").Split(',', Clean)));
    }

    /// <summary>The values of a parameter that is repeated for each, since commas stand in them. Sorted and each once.</summary>
    public IReadOnlyList<string> Each(string name)
    {
        return Bounded(name, query[name].OfType<string>().Where(v => v.Length > 0));
    }

    public int Number(string name, int fallback, int minimum, int maximum)
    {
        var text = One(name);
        if (text is null) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new ProblemException(Problem.BadValue(name, $"'{name}' is a whole number from {minimum} to {maximum}."));
    }

    /// <summary>A value of a closed list, written in lower case; null where it is not given.</summary>
    public T? Choice<T>(string name) where T : struct, Enum => One(name) is { } text ? Read<T>(name, text) : null;

    /// <exception cref="ProblemException"><paramref name="text"/> is none of the list's names.</exception>
    public static T Read<T>(string name, string text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(Written(value), text, StringComparison.OrdinalIgnoreCase)) return value;
        throw new ProblemException(Problem.BadValue(name, $"'{text}' is no value of '{name}'.", [.. Enum.GetValues<T>().Select(Written)]));
    }

    private static string[] Bounded(string name, IEnumerable<string> values)
    {
        var distinct = new SortedSet<string>(values, StringComparer.Ordinal);
        return distinct.Count <= MaximumValues
            ? [.. distinct]
            : throw new ProblemException(Problem.BadValue(name, $"'{name}' takes at most {MaximumValues} values."));
    }

    /// <summary>An enumeration's value as it stands in addresses and JSON.</summary>
    public static string Written<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
