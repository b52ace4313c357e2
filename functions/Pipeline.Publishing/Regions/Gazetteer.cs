using System.Globalization;

namespace Pipeline.Publishing.Regions;

/// <summary>
/// Reference data: countries (also those that are no more, and observers), organizations, and the regions of both schemes,
/// from one embedded data file. Immutable. What it knows and from where: <c>Data/README.md</c>.
/// </summary>
public sealed class Gazetteer
{
    private readonly Dictionary<RegionScheme, IReadOnlyList<Region>> topRegions;
    private readonly Dictionary<string, Region> regionsById;
    private readonly Dictionary<string, Country> countriesById;
    private readonly Dictionary<string, Country> countriesByAlpha2;
    private readonly Dictionary<string, Organization> organizationsById;
    private readonly NameIndex<Region> regionNames = new();
    private readonly NameIndex<Country> countryNames = new();
    private readonly NameIndex<Organization> organizationNames = new();

    private Gazetteer(GazetteerFile file)
    {
        Version = file.Version;

        topRegions = Enum.GetValues<RegionScheme>().ToDictionary(s => s, s => BuildRegions(file, s, null));
        regionsById = topRegions[RegionScheme.Un].Concat(topRegions[RegionScheme.M49]).SelectMany(SelfAndDescendants)
            .GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last(), StringComparer.OrdinalIgnoreCase);
        foreach (var row in file.Regions)
            AddNames(regionNames, regionsById[row.Id], row);

        Countries = [.. file.Countries.Select(BuildCountry)];
        countriesById = Countries.ToDictionary(c => c.Id, StringComparer.OrdinalIgnoreCase);
        countriesByAlpha2 = Countries.Where(c => c.Alpha2 is not null).OrderBy(c => c.Status == CountryStatus.Former)
            .DistinctBy(c => c.Alpha2).ToDictionary(c => c.Alpha2!, StringComparer.OrdinalIgnoreCase);
        foreach (var row in file.Countries)
        {
            AddNames(countryNames, countriesById[row.Id], row);
            // An earlier name is a name of its successor too; the year decides between them.
            if (row[6] is { } successor)
                AddNames(countryNames, countriesById[successor], row);
        }

        Organizations = [.. file.Organizations.Select(BuildOrganization)];
        organizationsById = Organizations.ToDictionary(o => o.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var row in file.Organizations)
            AddNames(organizationNames, organizationsById[row.Id], row);
    }

    public static Gazetteer Default { get; } = new(GazetteerFile.ReadEmbedded());

    /// <summary>Version of the data, shown by <c>/v1/regions</c>.</summary>
    public string Version { get; }

    public IReadOnlyList<Country> Countries { get; }

    public IReadOnlyList<Organization> Organizations { get; }

    /// <summary>Top-level regions of a scheme, <c>world</c> and <c>organizations</c> included, in display order.</summary>
    public IReadOnlyList<Region> Regions(RegionScheme scheme) => topRegions[scheme];

    /// <summary>A region by its id; <c>world</c> and <c>organizations</c>, which stand in both schemes, as M49 has them.</summary>
    public Region? FindRegion(string id) => regionsById.GetValueOrDefault(id);

    public Country? FindCountry(string id) => countriesById.GetValueOrDefault(id);

    public Organization? FindOrganization(string id) => organizationsById.GetValueOrDefault(id);

    /// <summary>
    /// A country by ISO 3166 alpha-2 or alpha-3 code or by a name in any of the six UN languages, common variants included
    /// ("Republic of Korea", "South Korea", "Côte d'Ivoire"), case, diacritics and punctuation folded. Null where none or several
    /// bear the name.
    /// </summary>
    /// <param name="year">The year that is spoken of: "Burma" is Myanmar today and was Burma in 1980. Null: today.</param>
    public Country? ResolveCountry(string nameOrCode, int? year = null)
    {
        var code = nameOrCode.Trim();
        return countriesById.GetValueOrDefault(code)
            ?? countriesByAlpha2.GetValueOrDefault(code)
            ?? ResolveCountryName(code, year);
    }

    /// <summary>As <see cref="ResolveCountry"/>, but by names alone: in a text "my" and "and" are words and no codes.</summary>
    public Country? ResolveCountryName(string name, int? year = null) => Choose(FindName(countryNames, name), year);

    public Organization? ResolveOrganization(string nameOrId) =>
        organizationsById.GetValueOrDefault(nameOrId.Trim()) ?? Only(FindName(organizationNames, nameOrId));

    /// <summary>A region by its id, its M49 code or its name in any of the six UN languages.</summary>
    public Region? ResolveRegion(string nameOrId)
    {
        var wanted = nameOrId.Trim();
        return regionsById.GetValueOrDefault(wanted)
            ?? regionsById.Values.FirstOrDefault(r => r.M49Code is not null && r.M49Code == wanted)
            ?? Only(FindName(regionNames, wanted));
    }

    /// <summary>The countries named in running text, in its order; a name that several bear is left out.</summary>
    public IEnumerable<NameMatch<Country>> FindCountriesIn(string text, int? year = null) =>
        from match in countryNames.FindIn(text)
        let country = Choose(match.Values, year)
        where country is not null
        select match with { Values = [country] };

    /// <summary>The organizations and groups named in running text, in its order.</summary>
    public IEnumerable<NameMatch<Organization>> FindOrganizationsIn(string text) =>
        organizationNames.FindIn(text).Where(m => m.Values.Count == 1);

    /// <summary>The region with its ancestors, from the outside in.</summary>
    public IReadOnlyList<string> WithAncestors(string regionId)
    {
        var path = new List<string>();
        for (var region = FindRegion(regionId); region is not null; region = region.ParentId is { } parent ? FindRegion(parent) : null)
            path.Insert(0, region.Id);
        return path;
    }

    // Of a former state and its successor, that which was there in the year; without a year, that which is there today.
    private static Country? Choose(IReadOnlyList<Country> candidates, int? year)
    {
        if (candidates.Count < 2)
            return Only(candidates);
        var former = candidates.Where(c => c.Status == CountryStatus.Former).ToList();
        if (year is { } y && Only([.. former.Where(c => c.ExistsIn(y))]) is { } then)
            return then;
        var present = candidates.Except(former).ToList();
        return present.Count > 0 ? Only(present) : Only(former);
    }

    private static T? Only<T>(IReadOnlyList<T> candidates) where T : class => candidates.Count == 1 ? candidates[0] : null;

    // As it stands, and without the article that French and Spanish set before it.
    private static IReadOnlyList<T> FindName<T>(NameIndex<T> index, string name) where T : class
    {
        var found = index.Find(name);
        var tokens = found.Count > 0 ? [] : NameTokens.Of(name);
        return tokens.Count > 1 && tokens[0].Folded is "le" or "la" or "les" or "l" or "el" or "los" or "las"
            ? index.Find(name[tokens[1].Start..])
            : found;
    }

    private static void AddNames<T>(NameIndex<T> index, T value, GazetteerFile.Row row) where T : class
    {
        foreach (var name in row.Names.Values)
            index.Add(name, value, primary: true);
        foreach (var name in row.OtherNames)
            index.Add(name, value, primary: false);
    }

    private static IReadOnlyList<Region> BuildRegions(GazetteerFile file, RegionScheme scheme, string? parent) =>
        [.. file.Regions.Where(r => r[3] == parent && r.List(2).Contains(scheme == RegionScheme.M49 ? "m49" : "un"))
            .Select(r => new Region(r.Id, r[1], scheme, parent, r.Names, BuildRegions(file, scheme, r.Id)))];

    private static IEnumerable<Region> SelfAndDescendants(Region region) => region.Children.SelectMany(SelfAndDescendants).Prepend(region);

    private Country BuildCountry(GazetteerFile.Row row) =>
        new(row.Id, row[1], row[2], Enum.Parse<CountryStatus>(row.Fields[3], ignoreCase: true), [.. row.List(7).SelectMany(WithAncestors)], row.Names)
        {
            From = row.Year(4),
            To = row.Year(5),
            Successor = row[6],
            OtherNames = row.OtherNames,
            NameInSentence = InSentence(row, 8),
        };

    private static Organization BuildOrganization(GazetteerFile.Row row)
    {
        var memberships = row.List(2).Select(ReadMembership).ToList();
        return new(row.Id, row.Fields[1], row.Names, [Region.Organizations], [.. memberships.Where(m => m.To is null).Select(m => m.CountryId)])
        {
            Memberships = memberships,
            Kind = row[4] switch
            {
                "united-nations" => OrganizationKind.UnitedNations,
                "civil-society" => OrganizationKind.CivilSociety,
                _ => OrganizationKind.OfStates,
            },
            OtherNames = row.OtherNames,
            NameInSentence = InSentence(row, 3),
        };
    }

    private static string InSentence(GazetteerFile.Row row, int articleColumn) =>
        row[articleColumn] is { } article ? $"{article} {row.Names["en"]}" : row.Names["en"];

    // ID, ID:first-, ID:first-last.
    private static Membership ReadMembership(string text)
    {
        int? Year(int start) => text.Length >= start + 4 ? int.Parse(text.AsSpan(start, 4), CultureInfo.InvariantCulture) : null;
        return new Membership(text[..3], Year(4), Year(9));
    }
}
