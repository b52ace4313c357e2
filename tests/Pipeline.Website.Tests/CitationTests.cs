using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website.Tests;

/// <summary>A document for reference managers and search engines.</summary>
public partial class CitationTests
{
    private const string Id = "2031-water-debate-cited-eeeeeeeeee";

    private static DocumentRecord Cited => SampleLibrary.Record(Id, "Water & {rights}: 100 % of \\ it", DocumentKind.Statement, "2031-03-22", "NGA") with
    {
        Speaker = "Ada Obi",
        Symbol = "A/85/PV.3",
        EventTitle = "Water debate",
        Place = "New York",
        OnBehalfOf = ["EU"],
        Summary = "What was said.",
    };

    [Fact]
    public async Task BibTeX_has_every_field_and_nothing_that_TeX_would_obey()
    {
        await using var site = await StartAsync();

        var answer = await site.GetAsync($"/documents/{Id}/cite.bib");

        Assert.Equal("application/x-bibtex", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""
            @misc{ID,
              title = {{Water \& \{rights\}: 100 \% of \textbackslash{} it}},
              author = {{Ada Obi} and {Nigeria}},
              year = {2031},
              month = mar,
              publisher = {Coalition for Shared Waters},
              number = {A/85/PV.3},
              howpublished = {Water debate},
              address = {New York},
              note = {On behalf of European Union},
              abstract = {What was said.},
              language = {en},
              url = {https://library.example/documents/ID},
            }

            """.ReplaceLineEndings("\n").Replace("ID", Id, StringComparison.Ordinal), answer.Text);
    }

    [Fact]
    public async Task RIS_has_a_tag_a_line()
    {
        await using var site = await StartAsync();

        var lines = (await site.TextAsync($"/documents/{Id}/cite.ris")).Split("\r\n");

        Assert.All(lines[..^1], l => Assert.Matches("^[A-Z][A-Z0-9]  - ", l));
        Assert.Equal("TY  - GEN", lines[0]);
        Assert.Contains("DA  - 2031/03/22/", lines);
        Assert.Contains("AU  - Nigeria", lines);
        Assert.Equal(["ER  - ", ""], lines[^2..]);
    }

    [Fact]
    public async Task CSL_is_a_list_of_one_item()
    {
        await using var site = await StartAsync();

        var item = Assert.Single(JsonDocument.Parse(await site.TextAsync($"/documents/{Id}/cite.json")).RootElement.EnumerateArray().ToList());

        Assert.Equal(("speech", "Water & {rights}: 100 % of \\ it"), (item.GetProperty("type").GetString(), item.GetProperty("title").GetString()));
        Assert.Equal([2031, 3, 22], item.GetProperty("issued").GetProperty("date-parts")[0].EnumerateArray().Select(p => p.GetInt32()));
    }

    [Theory]
    [InlineData(Id)]
    [InlineData(SampleLibrary.Hostile)]
    [InlineData(SampleLibrary.Arabic)]
    public async Task A_page_carries_linked_data_that_is_JSON_with_the_title(string id)
    {
        await using var site = await StartAsync();

        var page = await site.TextAsync("/documents/" + id);

        using var data = JsonDocument.Parse(LinkedData().Match(page).Groups[1].Value);
        Assert.Equal("https://schema.org", data.RootElement.GetProperty("@context").GetString());
        Assert.Equal(site.Samples.Records.Single(r => r.Id == id).Title, data.RootElement.GetProperty("name").GetString());
        Assert.Contains("<meta name=\"DC.title\"", page, StringComparison.Ordinal);
        Assert.Contains("<meta property=\"og:title\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_is_shown_from_the_second_edition_on()
    {
        await using var site = await StartAsync();
        var id = site.Samples.Records.First(r => r.Editions.Count > 2).Id;

        var page = await site.TextAsync($"/documents/{id}/changes?edition=2");

        Assert.Contains("<del>", page, StringComparison.Ordinal);
        Assert.Contains("2.</ins>", page.Replace("<span class=\"unseen\">]</span>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("/changes?edition=2", await site.TextAsync("/documents/" + id), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"/documents/{id}/changes?edition=1")).StatusCode);
    }

    private static async Task<TestSite> StartAsync()
    {
        var site = await TestSite.StartAsync();
        site.Samples.Add(Cited);
        return site;
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex LinkedData();
}
