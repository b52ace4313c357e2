using System.Net;
using System.Text.Json;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Regions;
using Pipeline.Testing;

namespace Pipeline.Website.Tests;

/// <summary>Who said what, for whom, and what is missing.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Every_document_of_an_event_stands_once_among_its_participants_or_beside_them()
    {
        var debate = await site.JsonAsync($"/v1/events/{SampleLibrary.Debate}");
        var listed = await site.JsonAsync($"/v1/documents?event={SampleLibrary.Debate}&limit=200&each=language");
        var shown = debate.GetProperty("participants").EnumerateArray().SelectMany(p => p.GetProperty("documents").EnumerateArray())
            .Concat(debate.GetProperty("documents").EnumerateArray()).Select(d => d.GetProperty("id").GetString()!);
        Assert.Equal(listed.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("id").GetString()!).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Equal(("2031-03-22", "2031-03-24"), (debate.GetProperty("from").GetString(), debate.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task What_the_roster_has_and_no_document_is_missing()
    {
        var debate = await site.JsonAsync($"/v1/events/{SampleLibrary.Debate}");
        Assert.Equal(["Albania", "Slovenia", "State of Palestine", "Rivers <Alliance>"], debate.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        var participants = debate.GetProperty("participants").EnumerateArray().ToList();
        Assert.Equal(participants.Count, debate.GetProperty("spoke").GetInt32());
        Assert.Equal(participants.Count - 4, debate.GetProperty("held").GetInt32());
        // The text that Slovenia gave for others is not the one that it gave for itself.
        var slovenia = participants.Where(p => p.GetProperty("name").GetString() is "Slovenia" or "Slovenia and European Union").ToDictionary(p => p.GetProperty("onBehalfOf").GetArrayLength(), p => p.GetProperty("documents").GetArrayLength());
        Assert.Equal((1, 0), (slovenia[2], slovenia[0]));
        // Zambia has a text and no line in the roster; the one with a hostile name is France's second.
        Assert.False(participants.Single(p => p.GetProperty("name").GetString() == "Zambia").GetProperty("listed").GetBoolean());

        var page = await site.TextAsync($"/events/{SampleLibrary.Debate}");
        Assert.Contains("the texts of 59 are held, <a href=\"#missing\">4 are missing</a>", page);
        Assert.Contains("Rivers &lt;Alliance&gt;", page);
        Assert.DoesNotContain("<Alliance>", page);
    }

    [Fact]
    public async Task An_event_without_a_roster_lacks_nothing()
    {
        var archive = await site.JsonAsync("/v1/events/2030-archive");
        Assert.False(archive.GetProperty("roster").GetBoolean());
        Assert.Empty(archive.GetProperty("missing").EnumerateArray());
        Assert.DoesNotContain("issing", await site.TextAsync("/events/2030-archive"));
    }

    [Theory]
    [InlineData("/countries/ALB", true)]
    [InlineData("/countries/NGA", false)]
    public async Task Who_spoke_without_a_text_is_told_of_it(string address, bool missing)
    {
        await using var site = await TestSite.StartAsync();
        Assert.Equal(missing, (await site.TextAsync(address)).Contains("They spoke here too, and no text is held.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_of_events_and_an_event_itself_agree()
    {
        var samples = new SampleLibrary();
        samples.Add(
            SampleLibrary.Record("a-a", "A", DocumentKind.Report, "2015-07-22") with { Event = "a" }, SampleLibrary.Record("a-b", "B", DocumentKind.Report, "2020-09") with { Event = "a" },
            SampleLibrary.Record("b-a", "A", DocumentKind.Statement, "2019-05-01", "KEN") with { Event = "b", Symbol = "B/1" }, SampleLibrary.Record("b-fr", "A", DocumentKind.Statement, "2019-05-02", "KEN") with { Event = "b", Symbol = "B/1", Language = "fr" });
        await using var site = await TestSite.StartAsync(library: samples);
        var listed = (await site.JsonAsync("/v1/events")).GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(listed);
        foreach (var item in listed)
        {
            var itself = await site.JsonAsync("/v1/events/" + item.GetProperty("id").GetString());
            foreach (var (name, other) in new[] { ("title", "title"), ("from", "from"), ("to", "to"), ("count", "total") })
                Assert.Equal(item.GetProperty(name).ToString(), itself.GetProperty(other).ToString());
        }
        Assert.Contains("22 July 2015 to September 2020", await site.TextAsync("/events/a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_listed_newest_first_and_page_by_page()
    {
        site.Samples.Add(SampleLibrary.Record("1999-meeting-iiiiiiiiii", "Notes", DocumentKind.Other, "1999-05") with { Event = "1999-meeting" });
        var all = await site.JsonAsync("/v1/events");
        string[] ids = [.. all.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];
        Assert.Equal([SampleLibrary.Debate, "2030-archive", "1999-meeting"], ids);
        var walked = new List<string>();
        for (string? next = "/v1/events?limit=1"; next is not null;)
        {
            var page = await site.JsonAsync(next);
            walked.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(ids, walked);
        var html = await site.TextAsync("/events");
        Assert.All(ids, id => Assert.Contains($"/events/{id}", html));
    }

    [Fact]
    public async Task The_table_has_a_line_for_each_text_and_for_each_contribution_without_one()
    {
        site.Samples.Add(SampleLibrary.Record("2031-water-debate-formula-hhhhhhhhhh", "=HYPERLINK(\"x\"), and more", DocumentKind.Statement, "2031-03-22", "BEL") with { Event = SampleLibrary.Debate });
        var answer = await site.GetAsync($"/v1/events/{SampleLibrary.Debate}.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("\uFEFFkind,region,un_group,participant,", answer.Text);
        var lines = answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var debate = await site.JsonAsync($"/v1/events/{SampleLibrary.Debate}");
        Assert.Equal(1 + debate.GetProperty("participants").EnumerateArray().Sum(p => Math.Max(1, p.GetProperty("documents").GetArrayLength())), lines.Length);
        Assert.Contains("member-state,Europe,Eastern European Group,Albania,ALB,,,,Closing,yes,,,,,,,", lines);
        // No spreadsheet takes a title for a formula.
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\"), and more\"", answer.Text);
        Assert.Equal(HttpStatusCode.NotModified, (await site.SendAsync(HttpMethod.Get, $"/v1/events/{SampleLibrary.Debate}.csv", ("If-None-Match", answer.Headers.ETag!.ToString()))).StatusCode);
    }

    [Fact]
    public async Task In_the_general_debate_of_2011_everybody_stands_where_they_belong()
    {
        var documents = Directory.EnumerateFiles(SharedData.Require("corpora/ungdc/2011"), "*.txt").Select(Path.GetFileNameWithoutExtension).Select(name =>
        {
            var (metadata, _) = MetadataResolver.Resolve($"ga-66/{name}.txt", new Document { Language = "en", Blocks = [] }, [], Gazetteer.Default);
            return SampleLibrary.Record($"ga-66-{name!.ToLowerInvariant()}", metadata.Title, metadata.Kind, metadata.Date, [.. metadata.Countries]) with
            {
                Event = metadata.Event,
                EventTitle = metadata.EventTitle,
                Organizations = metadata.Organizations,
            };
        });
        var members = Gazetteer.Default.Countries.Where(c => c.Status is CountryStatus.Member or CountryStatus.Observer);
        RosterEntry[] roster =
        [
            .. members.Select(c => new RosterEntry { Name = c.Name, Countries = [c.Id], Kind = c.Status == CountryStatus.Member ? ParticipantKind.MemberState : ParticipantKind.Observer }),
            new() { Name = "European Union", Organizations = ["EU"], Kind = ParticipantKind.RegionalOrganization },
        ];
        site.Samples.Catalog = CatalogSnapshot.Of(documents, [new EventRecord { Id = "ga-66", Roster = roster }]);

        var debate = await site.JsonAsync("/v1/events/ga-66");
        Assert.Equal((194, 196, 194), (debate.GetProperty("total").GetInt32(), debate.GetProperty("spoke").GetInt32(), debate.GetProperty("held").GetInt32()));
        Assert.Equal(["Seychelles", "Saudi Arabia"], debate.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        var participants = debate.GetProperty("participants").EnumerateArray().ToList();
        string Of(JsonElement participant, string place) => participant.GetProperty(place) is { ValueKind: JsonValueKind.Object } p ? p.GetProperty("name").GetString()! : "";
        Assert.Equal(193, participants.Count(p => p.GetProperty("kind").GetString() == "member-state"));
        Assert.Equal(
            [("Holy See", "observer", "Europe", "Observer States"), ("State of Palestine", "observer", "Asia", "Observer States"), ("European Union", "regional-organization", "", "")],
            participants.Where(p => p.GetProperty("kind").GetString() != "member-state").Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("kind").GetString()!, Of(p, "region"), Of(p, "group"))).OrderBy(p => p.Item2, StringComparer.Ordinal).ThenBy(p => p.Item1, StringComparer.Ordinal));

        // Region by region as the index of the corpus has it, and nobody beside the roster.
        var index = File.ReadAllLines(SharedData.Require("corpora/ungdc/INDEX-2011.csv")).Select(l => l.Split(',')).ToList();
        var region = Array.IndexOf(index[0], "m49_region");
        var expected = index.Skip(1).Where(r => r[region].Length > 0 && r[1] != "EU").GroupBy(r => r[region]).ToDictionary(g => g.Key, g => g.Count());
        var held = participants.Where(p => p.GetProperty("documents").GetArrayLength() > 0 && Of(p, "region").Length > 0).GroupBy(p => Of(p, "region")).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), held.OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.All(participants, p => Assert.True(p.GetProperty("listed").GetBoolean()));
    }
}
