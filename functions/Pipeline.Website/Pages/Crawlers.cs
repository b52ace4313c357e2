using System.Globalization;
using System.Text;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/robots.txt</c> and the site maps: every document and place once, and none of the countless ways to narrow lists.</summary>
internal static class Crawlers
{
    // A site map holds 50,000 addresses at most.
    private const int MostAddresses = 50_000;
    private const string Undated = "undated";

    public static Reply Robots(SiteRequest request)
    {
        var map = request.Library.Options.PublicAddress is { } root ? $"\nSitemap: {new Uri(root, "/sitemap.xml").AbsoluteUri}\n" : "";
        return new Reply
        {
            ContentType = "text/plain; charset=utf-8",
            Body = Reply.Text($"User-agent: *\nDisallow: /*?\nDisallow: /search\nDisallow: /staff\nDisallow: /v1/\nDisallow: /oai\n{map}"),
            Tag = SiteRequest.Hash(request.Site.Stamp + "\n/robots.txt"),
            CacheControl = CacheFor.AnHour,
        };
    }

    /// <summary>
    /// The index of the site maps: one of the places, one of each year, or of its months where it has too many documents, and one of
    /// what has no date; where that is too much still, it goes on in further ones (<c>2031-05.2.xml</c>).
    /// </summary>
    public static Reply Index(SiteRequest request) => Xml(request, "/sitemap.xml", () =>
        "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        + string.Concat(Maps(request).Prepend("places").Select(name => $"<sitemap><loc>{Absolute(request, $"/sitemaps/{name}.xml")}</loc></sitemap>\n"))
        + "</sitemapindex>\n");

    public static Reply Map(SiteRequest request, string name)
    {
        if (name != "places" && !Maps(request).Contains(name)) throw new ProblemException(Problem.NotFound("There is no such site map."));
        return Xml(request, $"/sitemaps/{name}.xml", () =>
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            + string.Concat((name == "places" ? Places(request).Take(MostAddresses) : Documents(request, name)).Select(a => $"<url><loc>{Absolute(request, a)}</loc></url>\n"))
            + "</urlset>\n");
    }

    /// <summary>The site maps of documents: none is empty, and together they have every document once.</summary>
    private static IEnumerable<string> Maps(SiteRequest request)
    {
        foreach (var time in Times(request))
        {
            var count = request.Catalog.Query(Dated(time) with { Limit = 0 }).Total;
            for (var part = 1; (part - 1) * MostAddresses < count; part++) yield return part == 1 ? time : string.Create(CultureInfo.InvariantCulture, $"{time}.{part}");
        }
    }

    private static IEnumerable<string> Times(SiteRequest request) =>
        request.Catalog.Query(new CatalogQuery { Limit = 0, EveryLanguage = true }).Facets["year"].OrderBy(f => f.Value, StringComparer.Ordinal)
            .SelectMany(f => f.Count <= MostAddresses
                ? [f.Value]
                : Enumerable.Range(1, 12).Select(month => string.Create(CultureInfo.InvariantCulture, $"{f.Value}-{month:00}")))
            .Append(Undated);

    /// <summary>Of each kind those with most documents first.</summary>
    private static IEnumerable<string> Places(SiteRequest request)
    {
        var facets = request.Catalog.Query(new CatalogQuery { Limit = 0 }).Facets;
        return
        [
            "/", "/documents", "/regions", "/events", "/verify",
            .. facets["region"].Select(f => Addresses.Region(f.Value)),
            .. facets["country"].Select(f => Addresses.Country(f.Value)),
            .. facets["organization"].Select(f => Addresses.Organization(f.Value)),
            .. facets["event"].Select(f => Addresses.Event(f.Value)),
        ];
    }

    private static IEnumerable<string> Documents(SiteRequest request, string name)
    {
        var query = Dated(name.Split('.')[0]) with { Limit = MostAddresses };
        for (var part = name.Split('.') is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1; part > 1; part--)
            query = query with { Cursor = request.Catalog.Query(query).NextCursor };
        return request.Catalog.Query(query).Items.Select(d => Addresses.Page(d));
    }

    /// <param name="time">A year, a month, or <see cref="Undated"/>.</param>
    private static CatalogQuery Dated(string time) => time == Undated
        ? new CatalogQuery { Undated = true, EveryLanguage = true }
        : new CatalogQuery { From = time, To = time, EveryLanguage = true };

    private static Reply Xml(SiteRequest request, string address, Func<string> make) => new()
    {
        ContentType = "application/xml; charset=utf-8",
        Body = Reply.Bytes(() => new Content(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + make()))),
        Tag = request.Tag(address),
        CacheControl = CacheFor.Moments,
    };

    /// <summary>Escaped by its own rules an address has nothing but an ampersand that XML minds, and ours have no query.</summary>
    private static string Absolute(SiteRequest request, string address) => request.Library.Options.PublicAddress is { } root
        ? new Uri(root, address).AbsoluteUri.Replace("&", "&amp;", StringComparison.Ordinal).Replace("'", "&apos;", StringComparison.Ordinal)
        : throw new ProblemException(Problem.NotFound("A site map needs the website's public address: option Pipeline:PublicAddress."));
}
