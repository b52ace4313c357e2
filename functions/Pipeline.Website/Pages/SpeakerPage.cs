using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/countries/{id}</c> and <c>/organizations/{id}</c>: what one speaker said.</summary>
internal static class SpeakerPage
{
    public static Reply ShowCountry(SiteRequest request, string id)
    {
        var country = request.Gazetteer.FindCountry(id) ?? throw new ProblemException(Problem.NotFound($"There is no country '{id}'."));
        return Show(request, Addresses.Country(country.Id), new CatalogQuery { Countries = [country.Id] }, country.Names, Standing(country), country.RegionIds);
    }

    public static Reply ShowOrganization(SiteRequest request, string id)
    {
        var organization = request.Gazetteer.FindOrganization(id)
            ?? throw new ProblemException(Problem.NotFound($"There is no organization '{id}'."));
        var label = organization.Acronym == organization.Name ? "Organization" : $"Organization · {organization.Acronym}";
        return Show(request, Addresses.Organization(organization.Id), new CatalogQuery { Organizations = [organization.Id] },
            organization.Names, label, organization.RegionIds);
    }

    private static Reply Show(
        SiteRequest request, string path, CatalogQuery own, IReadOnlyDictionary<string, string> names, string standing, IReadOnlyList<string> regionIds)
    {
        var name = names["en"];
        var query = DocumentList.Narrow(request, own);
        return Layout.FromCatalog(request, DocumentList.Address(path, own, query), () =>
        {
            var page = DocumentFilter.Page(request, query);
            var regions = regionIds.Select(request.Gazetteer.FindRegion).OfType<Region>().ToArray();
            return new PageContent(Filters.Titled(request, name, query, own), $"""
                <p class="eyebrow">{standing}</p>
                <h1>{name}</h1>
                {Parts.OtherNames(names)}
                <ul class="chips">
                {regions.Select(r => (Html)$"<li>{Parts.Link(Addresses.Region(r.Id), r.Name)}</li>")}
                </ul>
                {Filters.Chosen(request, query, own, q => DocumentList.Address(path, own, q))}
                {DocumentList.Section(request, page, query, q => DocumentList.Address(path, own, q))}
                {Missing(request, own)}
                """)
            {
                Crumbs =
                [
                    ("Regions", "/regions"),
                    .. regions.Where(r => r.Scheme == RegionScheme.M49).OrderBy(r => Parts.Lineage(request.Gazetteer, r).Count()).Select(Parts.Crumb),
                ],
            };
        });
    }

    /// <summary>Where rosters say that they spoke, and no text is held.</summary>
    private static Html Missing(SiteRequest request, CatalogQuery own)
    {
        var events = request.Catalog.Events
            .Where(e => e.Roster.Any(r => r.Countries.Intersect(own.Countries).Any() || r.Organizations.Intersect(own.Organizations).Any()))
            .Where(e => request.Catalog.Query(own with { Events = [e.Id], Limit = 0 }).Total == 0)
            .OrderByDescending(e => e.From, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal).ToArray();
        if (events.Length == 0) return Html.Empty;
        return $"""
            <section aria-labelledby="missing">
            <h2 id="missing">Missing texts</h2>
            <p class="quiet">They spoke here too, and no text is held.</p>
            <ul class="places">
            {events.Select(e => (Html)$"""
                <li>{Parts.Link(Addresses.Event(e.Id), request.EventTitle(e.Id))}</li>

                """)}</ul>
            </section>
            """;
    }

    private static string Standing(Country country)
    {
        var years = country.To is { } to ? $" · until {to}" : "";
        return country.Status switch
        {
            CountryStatus.Member => "Member State",
            CountryStatus.Observer => "Observer",
            CountryStatus.Territory => "Territory",
            _ => "Former state",
        } + years;
    }
}
