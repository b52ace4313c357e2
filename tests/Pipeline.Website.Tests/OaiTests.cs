using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Pipeline.Publishing.Catalog;
using Pipeline.Testing;

namespace Pipeline.Website.Tests;

/// <summary>The library as harvesters see it (OAI-PMH 2.0).</summary>
public sealed class OaiTests : IAsyncLifetime
{
    private const string List = "verb=ListIdentifiers&metadataPrefix=oai_dc";
    private static readonly XNamespace Oai = OaiRules.Protocol;
    private static readonly DateTimeOffset Start = new(2031, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private TestSite site = null!;

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.StartAsync(new WebsiteOptions { RepositoryName = "Shared Waters Library", AdminEmail = "librarian@library.example" });
        // One in every seven minutes and a half second, some withdrawn, in an order that is not that of their dates.
        site.Samples.Add([.. Enumerable.Range(0, 250).Select(i => More(i))]);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task It_says_what_it_is()
    {
        var identify = Child(await AskAsync("verb=Identify"), "Identify");

        Assert.Equal("Shared Waters Library", Text(identify, "repositoryName"));
        Assert.Equal("https://library.example/oai", Text(identify, "baseURL"));
        Assert.Equal("librarian@library.example", Text(identify, "adminEmail"));
        Assert.Equal("persistent", Text(identify, "deletedRecord"));
        Assert.Equal(Stamp(site.Samples.Catalog.All.Min(d => d.CommittedAt)), Text(identify, "earliestDatestamp"));
        Assert.Equal("library.example", identify.Descendants(OaiRules.Identifiers + "repositoryIdentifier").Single().Value);
    }

    [Fact]
    public async Task Every_answer_is_XML_that_nobody_keeps_and_everybody_may_read()
    {
        var answer = await site.GetAsync("/oai?verb=Identify");
        Assert.Equal("text/xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());

        var head = await site.SendAsync(HttpMethod.Head, "/oai?verb=Identify");
        Assert.Equal((HttpStatusCode.OK, 0), (head.StatusCode, head.Body.Length));
        Assert.Equal(answer.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal("gzip", (await site.SendAsync(HttpMethod.Get, "/oai?verb=ListSets", ("Accept-Encoding", "gzip"))).Content.Headers.ContentEncoding.Single());
    }

    [Theory]
    [InlineData("", "badVerb")]
    [InlineData("verb=", "badVerb")]
    [InlineData("verb=identify", "badVerb")]
    [InlineData("Verb=Identify", "badVerb")]
    [InlineData("verb=Identify&verb=Identify", "badVerb")]
    [InlineData("verb=Identify&metadataPrefix=oai_dc", "badArgument")]
    [InlineData("verb=ListSets&x=1", "badArgument")]
    [InlineData("verb=ListRecords", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&identifier=x", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2031", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2031-02-30", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2031-01-01T10:00Z", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&until=2031-01-01T10:00:00", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2031-01-01&until=2031-02-01T00:00:00Z", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&from=2031-02-01&until=2031-01-01", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&set=a%20b", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&set=m49:", "badArgument")]
    [InlineData("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&set=m49:atlantis", "noRecordsMatch")]
    [InlineData("verb=ListRecords&metadataPrefix=oai_dc&set=africa", "noRecordsMatch")]
    [InlineData("verb=ListIdentifiers&metadataPrefix=oai_dc&from=2999-01-01", "noRecordsMatch")]
    [InlineData("verb=ListIdentifiers&metadataPrefix=oai_dc&until=1999-12-31T23:59:59Z", "noRecordsMatch")]
    [InlineData("verb=ListRecords&resumptionToken=x", "badResumptionToken")]
    [InlineData("verb=ListIdentifiers&resumptionToken=CgoKeAoxCmE", "badResumptionToken")]
    [InlineData("verb=ListIdentifiers&resumptionToken=MjAzMQoKCjEKMQph", "badResumptionToken")]
    [InlineData("verb=ListSets&resumptionToken=x", "badResumptionToken")]
    [InlineData("verb=GetRecord&metadataPrefix=oai_dc", "badArgument")]
    [InlineData($"verb=GetRecord&identifier=oai:library.example:{SampleLibrary.Report}", "badArgument")]
    [InlineData($"verb=GetRecord&identifier=oai:library.example:{SampleLibrary.Report}&metadataPrefix=mods", "cannotDisseminateFormat")]
    [InlineData($"verb=GetRecord&identifier={SampleLibrary.Report}&metadataPrefix=oai_dc", "idDoesNotExist")]
    [InlineData("verb=GetRecord&identifier=oai:library.example:&metadataPrefix=oai_dc", "idDoesNotExist")]
    [InlineData("verb=GetRecord&identifier=oai:library.example:none&metadataPrefix=oai_dc", "idDoesNotExist")]
    [InlineData("verb=GetRecord&identifier=%01&metadataPrefix=oai_dc", "idDoesNotExist")]
    [InlineData("verb=ListMetadataFormats&identifier=oai:library.example:none", "idDoesNotExist")]
    public async Task What_cannot_be_answered_has_the_code_that_the_protocol_has_for_it(string query, string code)
    {
        var response = XDocument.Parse((await site.GetAsync("/oai?" + query)).Text);

        Assert.Equal(code, Child(response, "error").Attribute("code")!.Value);
        Assert.NotEmpty(Child(response, "error").Value);
        // Arguments that could not be understood are not repeated, all others are.
        Assert.Equal(code is "badVerb" or "badArgument", !Child(response, "request").HasAttributes);
        if (code is "badVerb" or "badArgument") Assert.Empty(OaiRules.Broken(response));
    }

    [Fact]
    public async Task What_is_posted_is_answered_like_what_is_asked()
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new FormUrlEncodedContent([new("verb", "ListRecords"), new("metadataPrefix", "oai_dc"), new("set", "m49:africa")]) };
        var posted = XDocument.Parse((await site.SendAsync(form)).Text);
        var asked = await AskAsync("verb=ListRecords&metadataPrefix=oai_dc&set=m49:africa");
        Assert.Equal(Child(asked, "ListRecords").ToString(), Child(posted, "ListRecords").ToString());
        Assert.Equal(Child(asked, "request").ToString(), Child(posted, "request").ToString());

        using var twice = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new FormUrlEncodedContent([new("verb", "Identify"), new("verb", "Identify")]) };
        Assert.Equal("badVerb", Child(XDocument.Parse((await site.SendAsync(twice)).Text), "error").Attribute("code")!.Value);
        using var json = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await site.SendAsync(json)).StatusCode);
        using var huge = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new FormUrlEncodedContent([new("verb", new string('x', 100_000))]) };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await site.SendAsync(huge)).StatusCode);
        Assert.Contains("POST", (await site.SendAsync(HttpMethod.Delete, "/oai")).Content.Headers.Allow);
    }

    [Theory]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED", HttpStatusCode.OK)]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", HttpStatusCode.OK)]
    [InlineData("application/x-www-form-urlencoded-not", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_form_is_known_by_its_type_in_any_case(string type, HttpStatusCode status)
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new ByteArrayContent("verb=Identify"u8.ToArray()) };
        Assert.True(form.Content.Headers.TryAddWithoutValidation("Content-Type", type));
        Assert.Equal(status, (await site.SendAsync(form)).StatusCode);
    }

    [Fact]
    public async Task A_record_is_the_document_as_Dublin_Core()
    {
        var record = Child(await AskAsync($"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:library.example:{SampleLibrary.Report}"), "GetRecord").Element(Oai + "record")!;

        var dublinCore = record.Descendants(OaiRules.Container + "dc").Single().Elements().ToLookup(e => e.Name.LocalName, e => e.Value);
        Assert.Equal("Rivers without borders: what sixty delegations asked for, and what it would cost: Final report on the general debate", dublinCore["title"].Single());
        Assert.Equal([$"https://library.example/documents/{SampleLibrary.Report}", "CSW/2031/14"], dublinCore["identifier"]);
        Assert.Equal(("2031-06", "en", "Coalition for Shared Waters"), (dublinCore["date"].Single(), dublinCore["language"].Single(), dublinCore["publisher"].Single()));
        Assert.Equal(["kind:report", "m49:world", "un:world"], record.Descendants(Oai + "setSpec").Select(s => s.Value).Order(StringComparer.Ordinal));

        // Every text that somebody could write comes through as XML.
        await AskAsync($"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:library.example:{SampleLibrary.Hostile}");
        var arabic = await AskAsync($"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:library.example:{SampleLibrary.Arabic}");
        Assert.Equal("ar", arabic.Descendants(OaiRules.DublinCore + "title").Single().Attribute(XNamespace.Xml + "lang")!.Value);
    }

    [Fact]
    public async Task A_withdrawn_document_is_a_deleted_record_in_the_sets_where_it_was()
    {
        var record = Child(await AskAsync($"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:library.example:{SampleLibrary.Withdrawn}"), "GetRecord").Element(Oai + "record")!;
        Assert.Equal("deleted", record.Element(Oai + "header")!.Attribute("status")!.Value);
        Assert.Null(record.Element(Oai + "metadata"));
        foreach (var spec in record.Descendants(Oai + "setSpec").Select(s => s.Value))
            Assert.Contains((SampleLibrary.Withdrawn, true), (await HarvestAsync($"{List}&set={spec}")).Select(h => (h.Id, h.Deleted)));
    }

    [Fact]
    public async Task Each_set_has_the_documents_that_its_place_or_kind_has()
    {
        var sets = Child(await AskAsync("verb=ListSets"), "ListSets").Elements(Oai + "set").Select(s => (Spec: Text(s, "setSpec"), Name: Text(s, "setName"))).ToArray();
        Assert.Contains(("m49:africa:sub-saharan-africa:western-africa", "Western Africa"), sets);
        Assert.Contains(("un:un-african-group", site.Samples.ToLibrary(new WebsiteOptions()).Gazetteer.FindRegion("un-african-group")!.Name), sets);
        Assert.Equal(sets.Length, sets.Select(s => s.Spec).Distinct().Count());
        // A set within another stands behind it.
        foreach (var (spec, _) in sets.Where(s => s.Spec.Contains(':', StringComparison.Ordinal)))
            Assert.True(Array.FindIndex(sets, s => s.Spec == spec[..spec.LastIndexOf(':')]) is >= 0 and var above && above < Array.FindIndex(sets, s => s.Spec == spec), spec);

        var everything = site.Samples.Catalog.All;
        foreach (var (spec, _) in sets)
        {
            var last = spec[(spec.LastIndexOf(':') + 1)..];
            var expected = everything.Where(d => spec.StartsWith("kind", StringComparison.Ordinal)
                ? spec == "kind" || d.Kind.ToString().Equals(last, StringComparison.OrdinalIgnoreCase)
                : last is "m49" or "un" ? d.Regions.Any(r => site.Samples.ToLibrary(new WebsiteOptions()).Gazetteer.Regions(Enum.Parse<Publishing.Regions.RegionScheme>(last, ignoreCase: true)).Any(top => top.Id == r)) : d.Regions.Contains(last));
            var harvested = expected.Any() ? await HarvestAsync($"{List}&set={spec}") : [];
            Assert.Equal(expected.Select(d => d.Id).Order(StringComparer.Ordinal), harvested.Select(h => h.Id).Order(StringComparer.Ordinal));
            Assert.All(harvested, h => Assert.Contains(h.Sets, s => s == spec || s.StartsWith(spec + ":", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("2031-05-01", "2031-05-01")]
    [InlineData("2031-05-02", null)]
    [InlineData(null, "2031-05-01")]
    [InlineData("2031-05-01T01:00:00Z", "2031-05-01T02:03:00Z")]
    [InlineData("2031-05-01T00:07:00Z", "2031-05-01T00:07:00Z")]
    [InlineData("2031-05-01T00:14:01Z", "2031-05-01T00:21:01Z")]
    [InlineData("0001-01-01", "9999-12-31")]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    public async Task What_is_asked_by_datestamp_is_what_has_such_datestamps(string? from, string? until)
    {
        var query = List + (from is null ? "" : $"&from={from}") + (until is null ? "" : $"&until={until}");
        var harvested = await HarvestAsync(query);

        var length = (from ?? until)!.Length;
        var expected = site.Samples.Catalog.All.Where(d => Stamp(d.CommittedAt) is var stamp
            && (from is null || string.CompareOrdinal(stamp[..Math.Min(length, stamp.Length)], from) >= 0)
            && (until is null || string.CompareOrdinal(stamp[..Math.Min(length, stamp.Length)], until) <= 0));
        Assert.NotEmpty(harvested);
        Assert.Equal(expected.OrderBy(d => d.CommittedAt).ThenBy(d => d.Id, StringComparer.Ordinal).Select(d => (d.Id, Stamp(d.CommittedAt), d.Withdrawn is not null)), harvested.Select(h => (h.Id, h.Datestamp, h.Deleted)));
    }

    [Fact]
    public async Task A_list_comes_in_parts_with_its_size_and_an_empty_token_at_its_end()
    {
        var sizes = new List<(string Size, string Cursor, int Items, bool Last)>();
        for (var query = "verb=ListRecords&metadataPrefix=oai_dc"; query.Length > 0;)
        {
            var list = Child(await AskAsync(query), "ListRecords");
            var token = list.Element(Oai + "resumptionToken")!;
            sizes.Add((token.Attribute("completeListSize")!.Value, token.Attribute("cursor")!.Value, list.Elements(Oai + "record").Count(), token.Value.Length == 0));
            query = token.Value.Length == 0 ? "" : "verb=ListRecords&resumptionToken=" + token.Value;
        }
        var total = site.Samples.Catalog.All.Count;
        Assert.Equal([.. Enumerable.Range(0, sizes.Count).Select(i => (total.ToString(CultureInfo.InvariantCulture), (i * 100).ToString(CultureInfo.InvariantCulture), Math.Min(100, total - i * 100), i == sizes.Count - 1))], sizes);
        // A list that is whole in one answer has no token.
        Assert.Empty((await AskAsync(List + "&set=kind:report")).Descendants(Oai + "resumptionToken"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Who_harvests_while_documents_come_and_go_has_all_of_them_as_they_are_in_the_end(int seed)
    {
        var random = new Random(seed);
        var copy = new Dictionary<string, (string Datestamp, bool Deleted)>();
        var now = Start.AddDays(30);
        for (var query = List; query.Length > 0;)
        {
            var (page, token) = Headers(await AskAsync(query));
            foreach (var header in page) copy[header.Id] = (header.Datestamp, header.Deleted);
            query = token.Length == 0 ? "" : "verb=ListIdentifiers&resumptionToken=" + token;
            if (token.Length == 0 || copy.Count > 1_000) continue;
            // Before the next part is asked for some documents change, some are withdrawn, some are new.
            var changes = Enumerable.Range(0, 40).Select(_ => site.Samples.Records[random.Next(site.Samples.Records.Count)]).DistinctBy(d => d.Id).Select(d => site.Samples.Catalog.Find(d.Id)!)
                .Select((d, i) => d with { CommittedAt = now = now.AddMilliseconds(random.Next(2_000) + 1), Withdrawn = i % 3 == 0 ? now : null });
            site.Samples.Add([.. changes, .. Enumerable.Range(0, 20).Select(i => More(random.Next(1_000_000)) with { Id = $"new-{seed}-{random.Next()}-gggggggggg", CommittedAt = now = now.AddMilliseconds(1) })]);
        }
        Assert.Equal(
            site.Samples.Catalog.All.Select(d => (d.Id, Stamp(d.CommittedAt), d.Withdrawn is not null)).OrderBy(d => d.Id, StringComparer.Ordinal),
            copy.Select(c => (c.Key, c.Value.Datestamp, c.Value.Deleted)).OrderBy(d => d.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_asks_for_what_came_since_the_last_answer_misses_nothing_that_was_late()
    {
        // A commit of another process that this one did not know yet when it answered.
        var late = DateTimeOffset.UtcNow;
        var since = Child(await AskAsync("verb=Identify"), "responseDate").Value;
        site.Samples.Add(More(999) with { Id = "late-gggggggggg", CommittedAt = late });
        Assert.Contains("late-gggggggggg", (await HarvestAsync($"{List}&from={since}")).Select(h => h.Id));
    }

    [Fact]
    public async Task A_harvester_that_asks_too_often_is_told_in_its_own_words_when_to_come_back()
    {
        await using var strict = await TestSite.StartAsync(new WebsiteOptions { RequestsPerMinute = 3, LimitThisMachine = true });
        var refused = await strict.GetAsync("/oai?verb=Identify");
        for (var i = 0; i < 20 && refused.StatusCode == HttpStatusCode.OK; i++) refused = await strict.GetAsync("/oai?verb=Identify");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task Harvesting_waits_for_the_catalog_and_the_address()
    {
        site.Samples.Ready = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/oai?verb=Identify")).StatusCode);
        site.Samples.Ready = true;
        site.Samples.PublicAddress = null;
        await using var unnamed = await TestSite.StartAsync(library: site.Samples);
        Assert.Equal(unnamed.Root.AbsoluteUri + "oai", Text(Child(XDocument.Parse(await unnamed.TextAsync("/oai?verb=Identify")), "Identify"), "baseURL"));
        Assert.Equal(HttpStatusCode.NotFound, (await unnamed.SendAsync(HttpMethod.Get, "/oai?verb=Identify", ("Host", "elsewhere.example"))).StatusCode);
    }

    [Fact]
    public async Task A_known_harvester_copies_all_and_later_what_was_withdrawn()
    {
        Tools.Require("oai_pmh", "libhttp-oai-perl");
        site.Samples.PublicAddress = null;
        await using var local = await TestSite.StartAsync(library: site.Samples);

        var first = HarvestWithPerl(local.Root, "");
        Assert.Equal(Expected(), first);

        var now = Start.AddDays(60);
        var gone = site.Samples.Catalog.Documents.Take(120).Select(d => d with { Withdrawn = now, CommittedAt = now = now.AddSeconds(1) }).ToArray();
        site.Samples.Add(gone);
        Assert.Equal(gone.Select(d => $"{d.Id} deleted -").Order(StringComparer.Ordinal), HarvestWithPerl(local.Root, Stamp(Start.AddDays(60))));
        Assert.Equal(Expected(), HarvestWithPerl(local.Root, ""));

        IEnumerable<string> Expected() => site.Samples.Catalog.All.Select(d => d.Withdrawn is null ? $"{d.Id} - {local.Root.AbsoluteUri}documents/{d.Id}" : $"{d.Id} deleted -").Order(StringComparer.Ordinal);
    }

    /// <summary>Each record that HTTP::OAI harvests: id, whether it is deleted, the first identifier of its metadata.</summary>
    private static IEnumerable<string> HarvestWithPerl(Uri root, string from)
    {
        var (exitCode, output, errors) = Tools.Run("/usr/bin/perl", "-MHTTP::OAI", "-MHTTP::OAI::Metadata::OAI_DC", "-e", """
            my ($base, $from) = @ARGV;
            my $harvester = HTTP::OAI::Harvester->new(baseURL => $base);
            my $identify = $harvester->Identify;
            die $identify->message if $identify->is_error;
            my $list = $harvester->ListRecords(metadataPrefix => 'oai_dc', ($from ? (from => $from) : ()), handlers => { metadata => 'HTTP::OAI::Metadata::OAI_DC' }, onRecord => sub {
              my $record = shift;
              my ($id) = $record->identifier =~ /^oai:localhost:(.+)$/;
              print "$id ", ($record->is_deleted ? "deleted -" : "- " . $record->metadata->dc->{identifier}[0]), "\n";
            });
            die $list->message if $list->is_error;
            """, new Uri(root, "/oai").AbsoluteUri, from);
        Assert.True(exitCode == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
    }

    private static DocumentRecord More(int i)
    {
        var committed = Start.AddMinutes(7 * (i * 37 % 250)).AddMilliseconds(500 * (i % 3));
        return SampleLibrary.Record($"2031-more-{i}-gggggggggg", $"Note {i} & more", (DocumentKind)(i % 7), i % 5 == 0 ? null : $"2031-0{1 + i % 9}", SampleLibrary.Speakers[i % SampleLibrary.Speakers.Length]) with
        {
            CommittedAt = committed,
            Withdrawn = i % 11 == 0 ? committed : null,
        };
    }

    /// <summary>All headers of a list, part by part.</summary>
    private async Task<List<Harvested>> HarvestAsync(string query)
    {
        var headers = new List<Harvested>();
        while (query.Length > 0)
        {
            var (page, token) = Headers(await AskAsync(query));
            headers.AddRange(page);
            query = token.Length == 0 ? "" : "verb=ListIdentifiers&resumptionToken=" + token;
        }
        return headers;
    }

    private static (List<Harvested> Page, string Token) Headers(XDocument response)
    {
        var list = Child(response, "ListIdentifiers");
        return ([.. list.Elements(Oai + "header").Select(h => new Harvested(
            Text(h, "identifier")["oai:library.example:".Length..], Text(h, "datestamp"), h.Attribute("status") is not null, [.. h.Elements(Oai + "setSpec").Select(s => s.Value)]))],
            list.Element(Oai + "resumptionToken")?.Value ?? "");
    }

    /// <summary>An answer that keeps every rule.</summary>
    private async Task<XDocument> AskAsync(string query)
    {
        var answer = await site.GetAsync("/oai?" + query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var response = XDocument.Parse(answer.Text);
        Assert.Empty(OaiRules.Broken(response));
        return response;
    }

    private static XElement Child(XDocument response, string name) => Assert.Single(response.Root!.Elements(Oai + name));

    private static string Text(XElement element, string name) => element.Element(Oai + name)!.Value;

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Harvested(string Id, string Datestamp, bool Deleted, string[] Sets);
}
