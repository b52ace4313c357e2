using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Metadata;

namespace Pipeline.Publishing.Conversion;

/// <summary>
/// The metadata of one document after all sources were merged by precedence (<see cref="MetadataOrigin"/>) and names resolved
/// against the gazetteer. <see cref="Origins"/> says for each field where its value came from, <see cref="Confidences"/> how far it can be
/// relied on.
/// </summary>
public sealed record DocumentMetadata
{
    public required string Title { get; init; }
    public string? Subtitle { get; init; }
    public required DocumentKind Kind { get; init; }
    public string? Date { get; init; }
    public required string Language { get; init; }
    public string? Summary { get; init; }
    public string? Symbol { get; init; }
    /// <summary>Id of the document that this one is a translation of.</summary>
    public string? TranslationOf { get; init; }
    public string? Speaker { get; init; }
    public string? Post { get; init; }
    /// <summary>Country ids of who speaks.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];
    /// <summary>Organization ids of who speaks.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];
    /// <summary>Ids where known, names as written where not.</summary>
    public IReadOnlyList<string> OnBehalfOf { get; init; } = [];
    /// <summary>Region ids of both schemes, ancestors included; never empty.</summary>
    public required IReadOnlyList<string> Regions { get; init; }
    /// <summary>Slug of the first folder; null for a file outside any folder.</summary>
    public string? Event { get; init; }
    public string? EventTitle { get; init; }
    public string? Place { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public string? Publisher { get; init; }
    public IReadOnlyList<string> Keywords { get; init; } = [];
    public string? ChangeNote { get; init; }
    public required IReadOnlyDictionary<string, MetadataOrigin> Origins { get; init; }
    /// <summary>Null where an early version wrote a manifest.</summary>
    public IReadOnlyDictionary<string, Confidence>? Confidences { get; init; }
}
