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

    [Theory]
    [InlineData("Brace { open", "{{Brace \\textbraceleft{} open}}")]
    [InlineData("} and {", "{{\\textbraceright{} and \\textbraceleft{}}}")]
    public async Task Braces_that_do_not_match_are_named_since_BibTeX_counts_them(string title, string written)
    {
        await using var site = await TestSite.StartAsync();
        site.Samples.Add(Cited with { Title = title });
        Assert.Contains($"title = {written},", await site.TextAsync($"/documents/{Id}/cite.bib"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_speaks_the_authors_are_cited()
    {
        await using var site = await TestSite.StartAsync();
        site.Samples.Add(SampleLibrary.Record(Id, "Rivers", DocumentKind.Report, "2031") with { Authors = ["Ada Obi", "Li Wei"] });

        Assert.Contains("author = {{Ada Obi} and {Li Wei}}", await site.TextAsync($"/documents/{Id}/cite.bib"), StringComparison.Ordinal);
        Assert.Contains("AU  - Ada Obi\r\nAU  - Li Wei\r\n", await site.TextAsync($"/documents/{Id}/cite.ris"), StringComparison.Ordinal);
        Assert.Contains("""{"literal":"Li Wei"}""", await site.TextAsync($"/documents/{Id}/cite.json"), StringComparison.Ordinal);
        var page = await site.TextAsync("/documents/" + Id);
        Assert.Contains("Ada Obi and Li Wei, “Rivers”, 2031", page, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"citation_author\" content=\"Li Wei\">", page, StringComparison.Ordinal);
        Assert.Contains("Ada Obi and Li Wei", await site.TextAsync("/documents?kind=report"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_edition_is_cited_as_such()
    {
        await using var site = await StartAsync();
        var page = await site.TextAsync($"/documents/{SampleLibrary.Report}?edition=1");
        foreach (var (format, edition, address) in new[] { ("bib", "edition = {1}", "?edition=1}"), ("ris", "ET  - 1", "?edition=1\r\n"), ("json", "\"version\":\"1\"", "?edition=1\"") })
        {
            Assert.Contains($"/cite.{format}?edition=1\"", page, StringComparison.Ordinal);
            var cited = await site.TextAsync($"/documents/{SampleLibrary.Report}/cite.{format}?edition=1");
            Assert.Contains(edition, cited, StringComparison.Ordinal);
            Assert.Contains(address, cited, StringComparison.Ordinal);
        }
        Assert.Contains($"<link rel=\"alternate\" type=\"application/pdf\" href=\"/documents/{SampleLibrary.Report}.pdf?edition=1\">", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync($"/documents/{SampleLibrary.Report}/cite.bib?edition=9")).StatusCode);
    }

    [Fact]
    public async Task A_folders_name_is_no_event_that_is_cited()
    {
        await using var site = await TestSite.StartAsync();
        site.Samples.Add(Cited with { Event = "annual-reports", EventTitle = "Annual reports" });
        Assert.DoesNotContain("howpublished", await site.TextAsync($"/documents/{Id}/cite.bib"), StringComparison.Ordinal);
        Assert.Contains("<p class=\"eyebrow\">Collection</p>", await site.TextAsync("/events/annual-reports"), StringComparison.Ordinal);
        Assert.Contains("<p class=\"eyebrow\">Event</p>", await site.TextAsync("/events/" + SampleLibrary.Debate), StringComparison.Ordinal);
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
