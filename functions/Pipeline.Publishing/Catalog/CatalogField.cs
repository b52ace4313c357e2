namespace Pipeline.Publishing.Catalog;

/// <summary>The fields that documents are filtered by; all but the speaker and the year are columns with facets of their own.</summary>
internal enum CatalogField
{
    Region,
    Kind,
    Country,
    Organization,
    Event,
    Language,
    Speaker,
    /// <summary>Not a column: dates are the order of a segment.</summary>
    Year,
}
