namespace Pipeline.Publishing.Regions;

public enum RegionScheme
{
    /// <summary>UN geoscheme (M49): region, sub-region, country.</summary>
    M49,

    /// <summary>The five regional groups of the United Nations.</summary>
    Un,
}

/// <summary>
/// A place to browse. <see cref="Id"/> is a slug unique over both schemes: <c>africa</c>, <c>western-africa</c>,
/// <c>un-african-group</c>; only <c>organizations</c> and <c>world</c> stand in both.
/// </summary>
public sealed record Region(string Id, string? M49Code, RegionScheme Scheme, string? ParentId, IReadOnlyDictionary<string, string> Names, IReadOnlyList<Region> Children)
{
    /// <summary>What is about no region in particular.</summary>
    public const string World = "world";

    /// <summary>Organizations and groups that speak, of whatever region.</summary>
    public const string Organizations = "organizations";

    /// <summary>English name.</summary>
    public string Name => Names["en"];
}
