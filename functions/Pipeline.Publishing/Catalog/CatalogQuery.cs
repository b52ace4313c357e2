namespace Pipeline.Publishing.Catalog;

/// <summary>
/// A filter over the catalog: OR within a field, AND across fields; an empty field filters nothing. Values are ids.
/// </summary>
public sealed record CatalogQuery
{
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<DocumentKind> Kinds { get; init; } = [];
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> Organizations { get; init; } = [];
    public IReadOnlyList<string> Events { get; init; } = [];
    /// <summary>Primary language subtags in lower case (BCP 47): <c>en</c> lets <c>en-GB</c> through, too.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
    /// <summary>Persons, as <see cref="DocumentRecord.Speaker"/> has them.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];
    /// <summary>ISO 8601 date, inclusive; compared with the first day that a document's date can mean.</summary>
    public string? From { get; init; }
    public string? To { get; init; }
    /// <summary>Only documents without a date; it goes before <see cref="From"/> and <see cref="To"/>.</summary>
    public bool Undated { get; init; }
    /// <summary>
    /// Words that all stand in the title, speaker, symbol or summary, or in a name of the country or organization that speaks, in any
    /// of the six languages; the last one may be the beginning of a word of three letters or more. Case and diacritics count for nothing.
    /// </summary>
    public string? Text { get; init; }
    /// <summary>False: of a work in several languages the document that stands for it, of those that pass the filter. True: each of them.</summary>
    public bool EveryLanguage { get; init; }
    public CatalogOrder Order { get; init; }
    public int Limit { get; init; } = 50;
    /// <summary>As given by <see cref="CatalogPage.NextCursor"/> in the same order; it stays right while documents come and go.</summary>
    public string? Cursor { get; init; }
}

public enum CatalogOrder
{
    /// <summary>Newest first, unknown dates last.</summary>
    Date,

    /// <summary>By the title's letters and digits; case and diacritics count for nothing.</summary>
    Title,
}

/// <summary>One page of an answer. <see cref="Total"/> counts every document that the filter lets through.</summary>
public sealed class CatalogPage(int total, IReadOnlyList<DocumentRecord> items, Func<IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>> facets)
{
    private readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>> facets = new(facets);

    public int Total => total;

    public IReadOnlyList<DocumentRecord> Items => items;

    /// <summary>
    /// <c>region</c>, <c>kind</c>, <c>country</c>, <c>organization</c>, <c>event</c>, <c>language</c> and <c>year</c>, each with the
    /// values that any document has under the filters of the other fields, most first. Counted when asked.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets => facets.Value;

    /// <summary>Null on the last page.</summary>
    public string? NextCursor { get; init; }

    /// <summary>Whether documents of the answer stand before this page.</summary>
    public bool HasPrevious { get; init; }

    /// <summary>The cursor of the page before this one; null where that is the first page, or there is none.</summary>
    public string? PreviousCursor { get; init; }
}

public readonly record struct FacetCount(string Value, int Count);
