using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website;

/// <summary>One request: what is asked, and the one state of the catalog that all of the answer comes from.</summary>
internal sealed record SiteRequest(Site Site, CatalogSnapshot Catalog, IReadOnlyList<string> Path, Parameters Parameters)
{
    /// <summary>The header <c>Accept-Language</c>. An answer that depends on it bears <see cref="Reply.VariesByLanguage"/>.</summary>
    public StringValues Languages { get; init; }

    public Library Library => Site.Library;

    public Gazetteer Gazetteer => Site.Library.Gazetteer;

    public Names Names => Site.Names;

    /// <summary>
    /// The tag of an answer made from the catalog. <paramref name="canonical"/> is the request with its parameters in order and
    /// without those that change nothing.
    /// </summary>
    public string Tag(string canonical) => Hash($"{Site.Stamp}\n{Catalog.Version}\n{canonical}");

    /// <summary>The document as readers may have it.</summary>
    /// <exception cref="ProblemException">404: there never was one; 410: it was withdrawn.</exception>
    public DocumentRecord Document(string id)
    {
        var document = Catalog.Find(id) ?? throw new ProblemException(Problem.NotFound($"There is no document '{id}'."));
        if (document.Withdrawn is not { } withdrawn) return document;
        throw new ProblemException(new Problem(410, $"“{document.Title}” was withdrawn on {Names.Day(withdrawn)}.")
        {
            Title = "Withdrawn",
            Members = new Dictionary<string, string> { ["documentTitle"] = document.Title, ["withdrawn"] = Names.Timestamp(withdrawn) },
        });
    }

    /// <summary>The edition that parameter <c>edition</c> names, or the current one.</summary>
    public EditionRecord Edition(DocumentRecord document)
    {
        if (Parameters.One("edition") is null) return document.Current;
        var number = Parameters.Number("edition", 0, 1, int.MaxValue);
        return document.Editions.FirstOrDefault(e => e.Number == number)
            ?? throw new ProblemException(Problem.NotFound($"“{document.Title}” has no edition {number}.") with { Parameter = "edition" });
    }

    /// <summary>An event's title as its description has it, or its newest document; the id where neither is there.</summary>
    public string EventTitle(string id) => Catalog.FindEvent(id)?.Title ?? Catalog.NewestOf(id)?.EventTitle ?? id;

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
}
