namespace Pipeline.Publishing.Regions;

/// <summary>
/// An organization or a group of states. <see cref="Id"/> is unique over countries and organizations. <see cref="Members"/> are
/// the ids of its members today, as far as the data lists them.
/// </summary>
public sealed record Organization(string Id, string Acronym, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> RegionIds, IReadOnlyList<string> Members)
{
    public string Name => Names["en"];

    /// <summary>What it is called besides, in any language.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The English name as it stands in a sentence: "the European Union".</summary>
    public string NameInSentence { get; init; } = Names["en"];

    public OrganizationKind Kind { get; init; }

    /// <summary>Members today and before, each with the years of its membership where the data has them.</summary>
    public IReadOnlyList<Membership> Memberships { get; init; } = [];

    /// <summary>Ids of the members in <paramref name="year"/>; a member without years counts for every year.</summary>
    public IEnumerable<string> MembersIn(int year) => Memberships.Where(m => m.Covers(year)).Select(m => m.CountryId);
}

public enum OrganizationKind
{
    /// <summary>Regional and other organizations and groups of states, and what states founded.</summary>
    OfStates,

    UnitedNations,

    CivilSociety,
}

/// <summary>First and last year of a country's membership; null where open or not known.</summary>
public sealed record Membership(string CountryId, int? From, int? To)
{
    public bool Covers(int year) => (From is null || From <= year) && (To is null || year <= To);
}
