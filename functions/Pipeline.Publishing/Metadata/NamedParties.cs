using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>Countries and organizations that a text names, and the names in it that are not known, as they are written.</summary>
internal sealed record NamedParties(IReadOnlyList<Country> Countries, IReadOnlyList<Organization> Organizations, IReadOnlyList<string> Unknown)
{
    private static readonly string[] Joiners = ["and", "et", "y", "e", "и", "و", "&"];
    private static readonly string[] Separators = ["/", ",", "、", "和", " و", .. Joiners.Select(j => $" {j} ")];

    private const int LongestList = 1000;

    public static NamedParties None { get; } = new([], [], []);

    public bool AnyKnown => Countries.Count + Organizations.Count > 0;

    public bool AllKnown => AnyKnown && Unknown.Count == 0;

    /// <summary>Ids of countries and organizations.</summary>
    public IEnumerable<string> Ids => Countries.Select(c => c.Id).Concat(Organizations.Select(o => o.Id));

    /// <summary>
    /// The parties of a list such as "Nigeria; Ghana" or "Denmark, Sweden and the European Union". A name that holds a comma or an
    /// "and" of its own ("Bosnia and Herzegovina") stays whole; a list of which some part is not known stays whole too, as one
    /// unknown name.
    /// </summary>
    public static NamedParties Read(string text, Gazetteer gazetteer, int? year, NameContext context)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Merge(parts.Select(p => ReadPart(p, gazetteer, year, context)));
    }

    /// <summary>Countries set apart by nothing but spaces ("denmark sweden"), where the text holds nothing else.</summary>
    public static NamedParties ReadUnseparated(string text, Gazetteer gazetteer, int? year)
    {
        var found = gazetteer.FindCountriesIn(text, year).ToList();
        var rest = found.AsEnumerable().Reverse().Aggregate(text, (t, m) => t.Remove(m.Start, m.End - m.Start));
        return NameTokens.Of(rest).TrueForAll(t => Joiners.Contains(t.Folded)) ? None with { Countries = [.. found.Select(m => m.Values[0]).Distinct()] } : None;
    }

    public static NamedParties Merge(IEnumerable<NamedParties> parties)
    {
        var all = parties.ToList();
        return new NamedParties(
            [.. all.SelectMany(p => p.Countries).Distinct()],
            [.. all.SelectMany(p => p.Organizations).Distinct()],
            [.. all.SelectMany(p => p.Unknown).Distinct()]);
    }

    private static NamedParties ReadPart(string part, Gazetteer gazetteer, int? year, NameContext context)
    {
        if (One(part, gazetteer, year, context) is { } whole)
            return whole;
        return SplitAll(part, gazetteer, year, context) ?? None with { Unknown = [part] };
    }

    // Greedy from the left: the longest run of pieces that is one name, then the next; null where a piece is left over.
    private static NamedParties? SplitAll(string text, Gazetteer gazetteer, int? year, NameContext context)
    {
        var cuts = Cuts(text);
        if (text.Length > LongestList || cuts.Count is 0 or > 40)
            return null;
        var found = new List<NamedParties>();
        var start = 0;
        while (start < text.Length)
        {
            var taken = false;
            foreach (var (cutStart, cutEnd) in cuts.Where(c => c.Start >= start).Append((text.Length, text.Length)).Reverse())
            {
                var piece = text[start..cutStart].Trim();
                var party = piece.Length == 0 || Joiners.Contains(piece) ? None : One(piece, gazetteer, year, context);
                if (party is null)
                    continue;
                found.Add(party);
                start = cutEnd;
                taken = true;
                break;
            }
            if (!taken)
                return null;
        }
        return Merge(found);
    }

    private static List<(int Start, int End)> Cuts(string text)
    {
        var cuts = new List<(int, int)>();
        for (var i = 0; i < text.Length; i++)
            foreach (var separator in Separators)
                if (string.CompareOrdinal(text, i, separator, 0, separator.Length) == 0)
                {
                    cuts.Add((i, i + separator.Length));
                    break;
                }
        return cuts;
    }

    private static NamedParties? One(string name, Gazetteer gazetteer, int? year, NameContext context)
    {
        // Two capitals are short for many things at the United Nations: GA, SC and SG are no Gabon, Seychelles and Singapore.
        var noCode = context == NameContext.Text && (name.Length <= 2 || name.Any(char.IsLower));
        var country = noCode ? gazetteer.ResolveCountryName(name, year) : gazetteer.ResolveCountry(name, year);
        var organization = gazetteer.ResolveOrganization(name);
        if (organization is not null && (context != NameContext.Country || country is null))
            return None with { Organizations = [organization] };
        return country is null ? null : None with { Countries = [country] };
    }
}

/// <summary>Where a name stands, which decides what short ones mean: NAM is Namibia's code and a movement's, "my" is Malaysia's code and a word.</summary>
internal enum NameContext
{
    /// <summary>A field for countries: codes in any case, and before organizations.</summary>
    Country,

    /// <summary>A field for organizations or for whom somebody speaks: organizations first.</summary>
    Party,

    /// <summary>A text or a file's name: organizations first, and codes of three capitals only.</summary>
    Text,
}
