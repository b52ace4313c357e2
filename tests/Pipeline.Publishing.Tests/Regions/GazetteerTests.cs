using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Tests.Regions;

public class GazetteerTests
{
    private static readonly Gazetteer Gazetteer = Gazetteer.Default;

    [Fact]
    public void Holds_every_area_of_M49_and_the_members_of_each_regional_group()
    {
        var present = Gazetteer.Countries.Where(c => c.Status != CountryStatus.Former).ToList();

        // 248 areas of M49 and Taiwan, which only the ISO standard and our source list.
        Assert.Equal(249, present.Count);
        Assert.Equal(193, present.Count(c => c.Status == CountryStatus.Member));
        Assert.Equal(["PSE", "VAT"], present.Where(c => c.Status == CountryStatus.Observer).Select(c => c.Id));
        int Members(string group) => present.Count(c => c.RegionIds.Contains(group));
        Assert.Equal((54, 55, 23, 33, 29), (Members("un-african-group"), Members("un-asia-pacific-group"), Members("un-eastern-european-group"), Members("un-grulac"), Members("un-weog")));
        Assert.All(present, c => Assert.Matches("^[0-9]{3}$", c.M49Code));
    }

    [Fact]
    public void Every_country_stands_in_both_schemes_with_the_ancestors_of_each_place()
    {
        Assert.All(Gazetteer.Countries, c =>
        {
            var regions = c.RegionIds.Select(id => Gazetteer.FindRegion(id)!).ToList();
            Assert.Contains(regions, r => r.Scheme == RegionScheme.M49);
            Assert.Contains(regions, r => r.Scheme == RegionScheme.Un);
            Assert.All(regions, r => Assert.True(r.ParentId is null || c.RegionIds.Contains(r.ParentId)));
            Assert.Distinct(c.RegionIds);
        });
    }

    [Fact]
    public void Everything_has_its_name_in_six_languages()
    {
        var names = Gazetteer.Countries.Select(c => c.Names).Concat(Gazetteer.Organizations.Select(o => o.Names))
            .Concat(Enum.GetValues<RegionScheme>().SelectMany(Gazetteer.Regions).Select(r => r.Names));

        Assert.All(names, n => Assert.All(["en", "fr", "es", "ru", "zh", "ar"], l => Assert.NotEqual("", n[l])));
    }

    [Fact]
    public void Every_official_name_and_code_finds_its_own_country()
    {
        foreach (var country in Gazetteer.Countries.Where(c => c.Status != CountryStatus.Former))
        {
            Assert.Equal(country, Gazetteer.ResolveCountry(country.Id));
            Assert.Equal(country, Gazetteer.ResolveCountry(country.Id.ToLowerInvariant()));
            Assert.Equal(country, Gazetteer.ResolveCountry(country.Alpha2!));
            Assert.All(country.Names.Values, n => Assert.Equal(country, Gazetteer.ResolveCountry(n)));
        }
    }

    [Fact]
    public void Every_former_state_is_found_by_its_name_in_a_year_of_its_own()
    {
        var former = Gazetteer.Countries.Where(c => c.Status == CountryStatus.Former).ToList();

        Assert.True(former.Count >= 15);
        Assert.All(former, c =>
        {
            Assert.NotNull(c.To);
            Assert.True(c.From <= c.To);
            Assert.Equal(c, Gazetteer.FindCountry(c.Id));
            Assert.All(c.Names.Values, n => Assert.Equal(c, Gazetteer.ResolveCountry(n, c.To)));
            Assert.True(c.Successor is null || Gazetteer.FindCountry(c.Successor) is { Status: not CountryStatus.Former });
        });
    }

    [Fact]
    public void Every_organization_is_found_by_its_id_its_acronym_and_its_names()
    {
        Assert.All(Gazetteer.Organizations, o =>
        {
            Assert.Equal(o, Gazetteer.ResolveOrganization(o.Id));
            Assert.Equal(o, Gazetteer.ResolveOrganization(o.Acronym));
            Assert.All(o.Names.Values, n => Assert.Equal(o, Gazetteer.ResolveOrganization(n)));
            Assert.Null(Gazetteer.FindCountry(o.Id));
            Assert.All(o.Memberships, m => Assert.NotNull(Gazetteer.FindCountry(m.CountryId)));
        });
    }

    [Theory]
    [InlineData("South Korea", "KOR")]
    [InlineData("republic of KOREA", "KOR")]
    [InlineData("the Republic of Korea", "KOR")]
    [InlineData("DPRK", "PRK")]
    [InlineData("Ivory Coast", "CIV")]
    [InlineData("Cote dIvoire", null)]
    [InlineData("COTE D'IVOIRE", "CIV")]
    [InlineData("Côte d’Ivoire", "CIV")]
    [InlineData("U.S.A.", "USA")]
    [InlineData("USA", "USA")]
    [InlineData("The United States", "USA")]
    [InlineData("les États-Unis", "USA")]
    [InlineData("Etats-Unis d'Amérique", "USA")]
    [InlineData("UK", "GBR")]
    [InlineData("United Kingdom", "GBR")]
    [InlineData("Russia", "RUS")]
    [InlineData("Российская Федерация", "RUS")]
    [InlineData("DR Congo", "COD")]
    [InlineData("Democratic Republic of Congo", "COD")]
    [InlineData("Republic of Congo", "COG")]
    [InlineData("Congo", "COG")]
    [InlineData("Swaziland", "SWZ")]
    [InlineData("Macedonia", "MKD")]
    [InlineData("The former Yugoslav Republic of Macedonia", "MKD")]
    [InlineData("Burma", "MMR")]
    [InlineData("Cape Verde", "CPV")]
    [InlineData("Czech Republic", "CZE")]
    [InlineData("Libyan Arab Jamahiriya", "LBY")]
    [InlineData("Turkey", "TUR")]
    [InlineData("Venezuela", "VEN")]
    [InlineData("Bolivarian Republic of Venezuela", "VEN")]
    [InlineData("Antigua & Barbuda", "ATG")]
    [InlineData("St. Lucia", "LCA")]
    [InlineData("Sao Tome and Principe", "STP")]
    [InlineData("Vatican City", "VAT")]
    [InlineData("Palestine", "PSE")]
    [InlineData("Netherlands", "NLD")]
    [InlineData("Brasil", "BRA")]
    [InlineData("Allemagne", "DEU")]
    [InlineData("l'Allemagne", "DEU")]
    [InlineData("日本", "JPN")]
    [InlineData("阿富汗", "AFG")]
    [InlineData("أفغانستان", "AFG")]
    [InlineData("افغانستان", "AFG")]
    [InlineData("no", "NOR")]
    [InlineData("Korea", null)]
    [InlineData("Ruritania", null)]
    [InlineData("", null)]
    [InlineData("…", null)]
    public void Names_as_people_write_them_are_recognised(string name, string? id) =>
        Assert.Equal(id, Gazetteer.ResolveCountry(name)?.Id);

    [Theory]
    [InlineData("Burma", 1980, "BUR")]
    [InlineData("Burma", 2011, "MMR")]
    [InlineData("East Timor", 1999, "TMP")]
    [InlineData("East Timor", 2011, "TLS")]
    [InlineData("Zaire", 1990, "ZAR")]
    [InlineData("Zaire", null, "COD")]
    [InlineData("USSR", null, "SUN")]
    [InlineData("USSR", 1960, "SUN")]
    [InlineData("Serbia and Montenegro", 2005, "SCG")]
    [InlineData("CSK", 2011, "CSK")]
    public void A_name_means_the_state_that_bore_it_in_the_year(string name, int? year, string id) =>
        Assert.Equal(id, Gazetteer.ResolveCountry(name, year)?.Id);

    [Theory]
    [InlineData("European Union", "EU")]
    [InlineData("Unión Europea", "EU")]
    [InlineData("l'Union européenne", "EU")]
    [InlineData("Group of African States", "UN-AFRICAN-GROUP")]
    [InlineData("Non-Aligned Movement", "NON-ALIGNED")]
    [InlineData("NAM", "NON-ALIGNED")]
    [InlineData("Group of 77 and China", "G77")]
    [InlineData("the Nordic countries", "NORDIC")]
    [InlineData("Organization of the Islamic Conference", "OIC")]
    [InlineData("OTAN", "NATO")]
    [InlineData("欧盟", "EU")]
    [InlineData("Coalition of the Willing", null)]
    public void Organizations_are_recognised(string name, string? id) =>
        Assert.Equal(id, Gazetteer.ResolveOrganization(name)?.Id);

    [Theory]
    [InlineData("africa", "africa")]
    [InlineData("Western Africa", "western-africa")]
    [InlineData("West Africa", "western-africa")]
    [InlineData("011", "western-africa")]
    [InlineData("GRULAC", "un-grulac")]
    [InlineData("Europe orientale", "eastern-europe")]
    [InlineData("world", "world")]
    [InlineData("Atlantis", null)]
    public void Regions_are_recognised(string name, string? id) =>
        Assert.Equal(id, Gazetteer.ResolveRegion(name)?.Id);

    [Theory]
    [InlineData("Permanent Mission of Papua New Guinea and of Guinea-Bissau", "PNG GNB")]
    [InlineData("Nigeria, Niger, and the Dominican Republic", "NGA NER DOM")]
    [InlineData("let us take the car to the US", "USA")]
    [InlineData("Déclaration de la République démocratique du Congo", "COD")]
    [InlineData("日本代表的发言", "JPN")]
    public void Names_in_running_text_are_the_longest_that_fit(string text, string ids) =>
        Assert.Equal(ids, string.Join(' ', Gazetteer.FindCountriesIn(text).Select(m => m.Values[0].Id)));

    [Fact]
    public void Membership_follows_the_year()
    {
        var union = Gazetteer.FindOrganization("EU")!;

        Assert.Equal(27, union.Members.Count);
        Assert.Equal(27, union.MembersIn(2011).Count());
        Assert.Contains("GBR", union.MembersIn(2011));
        Assert.DoesNotContain("HRV", union.MembersIn(2011));
        Assert.DoesNotContain("GBR", union.Members);
        Assert.Equal(15, Gazetteer.FindOrganization("CARICOM")!.Members.Count);
        Assert.Equal(46, Gazetteer.FindOrganization("COE")!.Members.Count);
    }

    [Fact]
    public void Schemes_show_their_places_once_each_with_world_and_organizations_last()
    {
        Assert.Equal(
            ["africa", "americas", "asia", "europe", "oceania", "antarctica", "organizations", "world"],
            Gazetteer.Regions(RegionScheme.M49).Select(r => r.Id));
        Assert.Equal(
            ["un-african-group", "un-asia-pacific-group", "un-eastern-european-group", "un-grulac", "un-weog", "un-observers", "un-other", "organizations", "world"],
            Gazetteer.Regions(RegionScheme.Un).Select(r => r.Id));
        Assert.Equal(["africa", "sub-saharan-africa", "western-africa"], Gazetteer.WithAncestors("western-africa"));
    }
}
