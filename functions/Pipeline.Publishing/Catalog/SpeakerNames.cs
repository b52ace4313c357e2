using System.IO.Hashing;
using System.Text;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Catalog;

/// <summary>The words of countries' and organizations' names in the six languages, everyday and earlier ones included, so that a search for one finds what they said.</summary>
internal sealed class SpeakerNames
{
    // "State", "Republic", "Royaume": what so many are called besides tells nobody from the others.
    private const int MostBearers = 8;

    private readonly (string Word, CatalogField Field, string Id)[] entries;
    private readonly Dictionary<string, string> sortKeys;

    private SpeakerNames(Gazetteer gazetteer)
    {
        var found = new HashSet<(string Word, CatalogField, string)>();
        var besides = new HashSet<(string Word, CatalogField, string)>();
        foreach (var country in gazetteer.Countries)
        {
            Add(found, CatalogField.Country, country.Id, country.Names.Values.Append(country.Id));
            Add(besides, CatalogField.Country, country.Id, country.OtherNames);
        }
        foreach (var organization in gazetteer.Organizations)
        {
            Add(found, CatalogField.Organization, organization.Id, [.. organization.Names.Values, organization.Id, organization.Acronym]);
            Add(besides, CatalogField.Organization, organization.Id, organization.OtherNames);
        }
        found.UnionWith(besides.GroupBy(e => e.Word).Where(g => g.Count() <= MostBearers).SelectMany(g => g));
        entries = [.. found.OrderBy(e => e.Item1, StringComparer.Ordinal).ThenBy(e => e.Item2).ThenBy(e => e.Item3, StringComparer.Ordinal)];
        sortKeys = gazetteer.Organizations.Select(o => (o.Id, o.Name)).Concat(gazetteer.Countries.Select(c => (c.Id, c.Name))).ToDictionary(n => n.Id, n => FoldedText.SortKey(n.Name), StringComparer.Ordinal);
        Hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{string.Join('\n', entries)}\n{string.Join('\n', sortKeys.OrderBy(n => n.Key, StringComparer.Ordinal))}"));

        static void Add(HashSet<(string, CatalogField, string)> entries, CatalogField field, string id, IEnumerable<string> names)
        {
            foreach (var name in names)
                foreach (var word in FoldedText.Words(FoldedText.Of(name)))
                    entries.Add((word.ToString(), field, id));
        }
    }

    public static SpeakerNames Default { get; } = new(Gazetteer.Default);

    /// <summary>Another one for other names: a <see cref="TextIndex"/>, and an order of documents, are good with the names that they were made with.</summary>
    public ulong Hash { get; }

    /// <summary>By what who speaks is sorted: the English name.</summary>
    public string SortKeyOf(string id) => sortKeys.GetValueOrDefault(id) ?? FoldedText.SortKey(id);

    public IEnumerable<(CatalogField Field, string Id)> Find(string word, bool prefix)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(entries[middle].Word, word) < 0) low = middle + 1;
            else high = middle;
        }
        for (; low < entries.Length && (prefix ? entries[low].Word.StartsWith(word, StringComparison.Ordinal) : entries[low].Word == word); low++)
            yield return (entries[low].Field, entries[low].Id);
    }
}
