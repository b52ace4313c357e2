using System.Net;
using System.Text.Json;

namespace Pipeline.Website.Tests;

public sealed class DocumentsApiTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("/v1/documents?limit=7")]
    [InlineData("/v1/documents?region=africa&limit=4")]
    [InlineData("/v1/documents?region=africa,asia&kind=statement&limit=5")]
    [InlineData("/v1/documents?event=2031-water-debate&language=ar&language=fr&limit=1")]
    [InlineData("/v1/documents?from=2031-03-23&to=2031-03&limit=6")]
    public async Task Total_is_the_number_of_documents_that_walking_the_pages_finds(string address)
    {
        var seen = new List<string>();
        var totals = new HashSet<int>();
        for (string? next = address; next is not null;)
        {
            var page = await site.JsonAsync(next);
            totals.Add(page.GetProperty("total").GetInt32());
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(Id));
            next = page.GetProperty("next").GetString();
            Assert.True(next is null || next.StartsWith("/v1/documents?", StringComparison.Ordinal));
        }
        Assert.Equal(seen.Count, Assert.Single(totals));
        Assert.NotEmpty(seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("region")]
    [InlineData("kind")]
    [InlineData("country")]
    [InlineData("organization")]
    [InlineData("event")]
    [InlineData("language")]
    public async Task Every_facet_count_is_the_total_behind_it(string field)
    {
        var all = await site.JsonAsync("/v1/documents");
        var values = all.GetProperty("facets").GetProperty(field).EnumerateArray().ToArray();
        Assert.NotEmpty(values);
        foreach (var value in values)
        {
            var id = value.GetProperty("value").GetString()!;
            var listed = await site.JsonAsync($"/v1/documents?{field}={Uri.EscapeDataString(id)}&limit=1");
            Assert.Equal(listed.GetProperty("total").GetInt32(), value.GetProperty("count").GetInt32());
            Assert.NotEmpty(value.GetProperty("name").GetString()!);
        }
    }

    [Theory]
    [InlineData("m49")]
    [InlineData("un")]
    public async Task Every_region_count_is_the_total_behind_it(string scheme)
    {
        var tree = await site.JsonAsync($"/v1/regions?scheme={scheme}");
        Assert.Equal(scheme, tree.GetProperty("scheme").GetString());
        var regions = tree.GetProperty("regions").EnumerateArray().SelectMany(Below).ToArray();
        Assert.Contains(regions, r => r.GetProperty("count").GetInt32() > 0);
        foreach (var region in regions)
        {
            var listed = await site.JsonAsync(region.GetProperty("documents").GetString()!);
            Assert.Equal(listed.GetProperty("total").GetInt32(), region.GetProperty("count").GetInt32());
        }

        static IEnumerable<JsonElement> Below(JsonElement region) =>
            region.GetProperty("children").EnumerateArray().SelectMany(Below).Prepend(region);
    }

    [Theory]
    [InlineData("language=EN", "language=en")]
    [InlineData("language=zh-hans", "language=zh")]
    [InlineData("q=%20", "")]
    [InlineData("to=9999-12", "to=9999")]
    [InlineData("q=rivers+rivers+rivers+rivers", "q=rivers")]
    public async Task Two_ways_to_ask_one_thing_are_answered_alike(string one, string other)
    {
        var totals = new[] { await site.JsonAsync("/v1/documents?each=language&" + one), await site.JsonAsync("/v1/documents?each=language&" + other) }.Select(a => a.GetProperty("total").GetInt32()).ToArray();
        Assert.NotEqual(0, totals[0]);
        Assert.Equal(totals[1], totals[0]);
    }

    [Fact]
    public async Task Next_stands_in_the_body_and_in_the_link_header_alike()
    {
        var answer = await site.GetAsync("/v1/documents?limit=3&region=africa");
        var next = answer.Json.GetProperty("next").GetString();
        Assert.Equal($"<{next}>; rel=\"next\"", Assert.Single(answer.Headers.GetValues("Link")));
    }

    [Fact]
    public async Task Last_page_has_neither_next_nor_link()
    {
        var answer = await site.GetAsync("/v1/documents?limit=200");
        Assert.Equal(JsonValueKind.Null, answer.Json.GetProperty("next").ValueKind);
        Assert.False(answer.Headers.Contains("Link"));
    }

    [Fact]
    public async Task A_document_names_its_speakers_editions_and_renditions()
    {
        var report = await site.JsonAsync($"/v1/documents/{SampleLibrary.Report}");
        Assert.Equal([3, 2, 1], report.GetProperty("editions").EnumerateArray().Select(e => e.GetProperty("number").GetInt32()));
        Assert.Equal($"/documents/{SampleLibrary.Report}.pdf?edition=2",
            report.GetProperty("editions")[1].GetProperty("links").GetProperty("pdf").GetString());

        var slovenia = await site.JsonAsync("/v1/documents/2031-water-debate-statements-svn-dddddddddd");
        Assert.Equal("Slovenia", slovenia.GetProperty("countries")[0].GetProperty("name").GetString());
        var behalf = slovenia.GetProperty("onBehalfOf");
        Assert.Equal("EU", behalf[0].GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, behalf[1].GetProperty("id").ValueKind);
        Assert.Equal("Group of Friends of Rivers", behalf[1].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Every_link_of_a_document_answers()
    {
        var report = await site.JsonAsync($"/v1/documents/{SampleLibrary.Report}");
        var links = report.GetProperty("links").EnumerateObject()
            .Concat(report.GetProperty("editions").EnumerateArray().SelectMany(e => e.GetProperty("links").EnumerateObject()));
        foreach (var link in links)
        {
            var answer = await site.GetAsync(link.Value.GetString()!);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_withdrawn_document_is_gone_with_its_date_and_title_and_in_no_list()
    {
        var problem = await site.ProblemAsync($"/v1/documents/{SampleLibrary.Withdrawn}", HttpStatusCode.Gone);
        Assert.Equal("A note that was recalled", problem.GetProperty("documentTitle").GetString());
        Assert.Equal("2031-03-22T10:00:00Z", problem.GetProperty("withdrawn").GetString());

        var all = await site.JsonAsync("/v1/documents?limit=200");
        Assert.DoesNotContain(SampleLibrary.Withdrawn, all.GetProperty("items").EnumerateArray().Select(Id));
    }

    [Fact]
    public async Task An_unknown_document_is_not_found() =>
        await site.ProblemAsync("/v1/documents/there-is-none", HttpStatusCode.NotFound);

    private static string Id(JsonElement document) => document.GetProperty("id").GetString()!;
}
