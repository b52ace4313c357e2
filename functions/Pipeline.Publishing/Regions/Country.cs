namespace Pipeline.Publishing.Regions;

/// <summary>
/// A country or area. <see cref="Id"/>: ISO 3166-1 alpha-3 (or the former code). <see cref="RegionIds"/>: its places in both
/// schemes, ancestors included, from the outside in. Names by language: ar, zh, en, fr, ru, es.
/// </summary>
public sealed record Country(string Id, string? Alpha2, string? M49Code, CountryStatus Status, IReadOnlyList<string> RegionIds, IReadOnlyDictionary<string, string> Names)
{
    public string Name => Names["en"];

    /// <summary>What it is called besides, in any language: earlier and shorter names ("Turkey").</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>First and last year of a state that is no more (<c>CSK</c>: to 1992); null where open.</summary>
    public int? From { get; init; }
    public int? To { get; init; }

    /// <summary>The country whose earlier name this is (Zaire: <c>COD</c>); null where a state ended.</summary>
    public string? Successor { get; init; }

    /// <summary>The English name as it stands in a sentence: "the Gambia".</summary>
    public string NameInSentence { get; init; } = Names["en"];

    /// <summary>True where the country existed in <paramref name="year"/>, as far as the data says when it began and ended.</summary>
    public bool ExistsIn(int year) => (From is null || From <= year) && (To is null || year <= To);
}

public enum CountryStatus
{
    /// <summary>Member State of the United Nations.</summary>
    Member,

    /// <summary>Non-member observer State of the General Assembly.</summary>
    Observer,

    /// <summary>Every other area of the table. It says nothing about the area's status.</summary>
    Territory,

    /// <summary>A state or area that is no more; also the earlier name of one that is.</summary>
    Former,
}
