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
