using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Pipeline.Website.Tests;

/// <summary>The description of the API is true of every answer.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private const string Unknown = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private TestSite site = null!;
    private JsonElement description;
    private JsonSchema schema = null!;

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.StartAsync();
        description = await site.JsonAsync("/openapi.json");
        schema = new JsonSchema(description);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("/v1/regions", "/v1/regions")]
    [InlineData("/v1/regions", "/v1/regions?scheme=un")]
    [InlineData("/v1/regions", "/v1/regions?scheme=x")]
    [InlineData("/v1/documents", "/v1/documents")]
    [InlineData("/v1/documents", "/v1/documents?limit=200&sort=title")]
    [InlineData("/v1/documents", "/v1/documents?q=statement&region=africa&limit=2")]
    [InlineData("/v1/documents", "/v1/documents?speaker=Amara%20Nwosu-Bright&limit=1")]
    [InlineData("/v1/documents", "/v1/documents?from=1700&to=1701")]
    [InlineData("/v1/documents", "/v1/documents?colour=red")]
    [InlineData("/v1/documents", "/v1/documents?sort=size")]
    [InlineData("/v1/documents", "/v1/documents?cursor=x")]
    [InlineData("/v1/documents/{id}", $"/v1/documents/{SampleLibrary.Report}")]
    [InlineData("/v1/documents/{id}", $"/v1/documents/{SampleLibrary.Hostile}")]
    [InlineData("/v1/documents/{id}", $"/v1/documents/{SampleLibrary.Withdrawn}")]
    [InlineData("/v1/documents/{id}", "/v1/documents/none")]
    [InlineData("/v1/documents/{id}", "/v1/documents/none?x=1")]
    [InlineData("/v1/events", "/v1/events")]
    [InlineData("/v1/events", "/v1/events?limit=1")]
    [InlineData("/v1/events", "/v1/events?cursor=x")]
    [InlineData("/v1/events/{id}", $"/v1/events/{SampleLibrary.Debate}")]
    [InlineData("/v1/events/{id}", "/v1/events/2030-archive")]
    [InlineData("/v1/events/{id}", "/v1/events/none")]
    [InlineData("/v1/events/{id}.csv", $"/v1/events/{SampleLibrary.Debate}.csv")]
    [InlineData("/v1/events/{id}.csv", "/v1/events/none.csv")]
    [InlineData("/v1/verify", $"/v1/verify?sha256={Unknown}")]
    [InlineData("/v1/verify", "/v1/verify")]
    [InlineData("/v1/verify", "/v1/verify?sha256=x")]
    [InlineData("/v1/uploads", "/v1/uploads")]
    [InlineData("/v1/uploads", "/v1/uploads?state=rejected&limit=1")]
    [InlineData("/v1/uploads", "/v1/uploads?state=x")]
    [InlineData("/v1/uploads", "/v1/uploads?cursor=x")]
    [InlineData("/health", "/health")]
    [InlineData("/openapi.json", "/openapi.json")]
    [InlineData("/openapi.json", "/openapi.json?x=1")]
    public async Task Every_answer_is_as_it_is_described(string path, string address) => AssertDescribed(path, await site.GetAsync(address));

    [Fact]
    public async Task A_known_file_is_as_it_is_described()
    {
        foreach (var address in new[] { $"/documents/{SampleLibrary.Report}.pdf", $"/documents/{SampleLibrary.Arabic}/source" })
            AssertDescribed("/v1/verify", await site.GetAsync("/v1/verify?sha256=" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await site.BytesAsync(address)))));
        var withdrawn = site.Samples.Catalog.Find(SampleLibrary.Withdrawn)!;
        AssertDescribed("/v1/verify", await site.GetAsync("/v1/verify?sha256=" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            await SampleLibrary.BytesAsync(withdrawn, withdrawn.Current, Publishing.Storage.Rendition.Text)))));
    }

    [Fact]
    public async Task Harvesting_is_described_with_its_type()
    {
        var answer = await site.GetAsync("/oai?verb=Identify");
        var described = description.GetProperty("paths").GetProperty("/oai").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Single();
        Assert.Equal(described.Name, answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task What_harvesters_are_refused_is_as_described()
    {
        AssertDescribed("/oai", await site.SendAsync(HttpMethod.Delete, "/oai"));
        using var json = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        AssertDescribed("/oai", await site.SendAsync(json), "post");
        using var huge = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new FormUrlEncodedContent([new("verb", new string('x', 100_000))]) };
        AssertDescribed("/oai", await site.SendAsync(huge), "post");
        site.Samples.Ready = false;
        AssertDescribed("/oai", await site.GetAsync("/oai?verb=Identify"));
        using var early = new HttpRequestMessage(HttpMethod.Post, "/oai") { Content = new FormUrlEncodedContent([new("verb", "Identify")]) };
        var starting = await site.SendAsync(early);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, starting.StatusCode);
        AssertDescribed("/oai", starting, "post");

        await using var unnamed = await TestSite.StartAsync(new WebsiteOptions { RequestsPerMinute = 2 }, library: new SampleLibrary { PublicAddress = null });
        AssertDescribed("/oai", await unnamed.SendAsync(HttpMethod.Get, "/oai?verb=Identify", ("Host", "elsewhere.example")));
        for (var i = 0; i < 2; i++) await unnamed.SendAsync(HttpMethod.Get, "/oai?verb=Identify", ("X-Forwarded-For", "192.0.2.7"));
        var refused = await unnamed.SendAsync(HttpMethod.Get, "/oai?verb=Identify", ("X-Forwarded-For", "192.0.2.7"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        AssertDescribed("/oai", refused);
    }

    [Fact]
    public void A_form_is_described_with_the_arguments_of_the_address()
    {
        var oai = description.GetProperty("paths").GetProperty("/oai");
        var form = oai.GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/x-www-form-urlencoded").GetProperty("schema");
        Assert.Equal(
            oai.GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()),
            form.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["verb"], form.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task Answers_that_hosts_give_at_other_times_are_as_described()
    {
        AssertDescribed("/v1/documents", await site.SendAsync(HttpMethod.Delete, "/v1/documents"));
        site.Samples.Ready = false;
        AssertDescribed("/health", await site.GetAsync("/health"));
        AssertDescribed("/v1/regions", await site.GetAsync("/v1/regions"));
        await using var closed = await TestSite.StartAsync(new WebsiteOptions());
        AssertDescribed("/v1/uploads", await closed.GetAsync("/v1/uploads"));
    }

    [Fact]
    public async Task Every_endpoint_answers_and_takes_the_parameters_that_are_described()
    {
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            var address = path.Name.Replace("{id}", path.Name.Contains("event", StringComparison.Ordinal) ? SampleLibrary.Debate : SampleLibrary.Report, StringComparison.Ordinal);
            foreach (var parameter in path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query"))
            {
                if (path.Name == "/v1/verify") continue;
                var about = parameter.GetProperty("schema");
                if (about.TryGetProperty("items", out var items)) about = items;
                var name = parameter.GetProperty("name").GetString()!;
                var values = about.TryGetProperty("enum", out var listed) ? listed.EnumerateArray().Select(v => v.GetString()!)
                    : about.TryGetProperty("maximum", out var most) ? [most.GetRawText(), about.GetProperty("minimum").GetRawText()]
                    : [""];
                foreach (var value in values) Assert.Equal(HttpStatusCode.OK, (await site.GetAsync($"{address}?{name}={value}")).StatusCode);
            }
        }
    }

    [Fact]
    public async Task The_reference_page_names_every_endpoint_and_parameter()
    {
        var html = await site.TextAsync("/docs");
        foreach (var path in description.GetProperty("paths").EnumerateObject())
        {
            Assert.Contains($"GET {path.Name}<", html, StringComparison.Ordinal);
            foreach (var parameter in path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray())
                Assert.Contains($"<code>{parameter.GetProperty("name").GetString()}</code>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_are_linked_both_ways()
    {
        var first = await site.GetAsync("/v1/documents?limit=3");
        var second = await site.GetAsync(first.Json.GetProperty("next").GetString()!);
        var third = await site.GetAsync(second.Json.GetProperty("next").GetString()!);
        Assert.Equal("/v1/documents?limit=3", Link(second, "prev"));
        Assert.Equal("/v1/documents?limit=3", Link(third, "first"));
        var back = await site.GetAsync(Link(third, "prev")!);
        Assert.Equal(second.Json.GetProperty("items").GetRawText(), back.Json.GetProperty("items").GetRawText());
        Assert.Equal(Link(third, "next"), third.Json.GetProperty("next").GetString());
        Assert.Null(Link(first, "prev"));
    }

    [Theory]
    [InlineData("/v1/uploads?limit=4")]
    [InlineData("/v1/uploads?state=published&limit=1")]
    public async Task Uploads_come_page_by_page(string address)
    {
        var paths = new List<string>();
        var total = 0;
        for (string? next = address; next is not null;)
        {
            var answer = await site.GetAsync(next);
            AssertDescribed("/v1/uploads", answer);
            total = answer.Json.GetProperty("total").GetInt32();
            paths.AddRange(answer.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("path").GetString()!));
            next = answer.Json.GetProperty("next").GetString();
            Assert.Equal(next, Link(answer, "next"));
        }
        Assert.Equal(total, paths.Distinct().Count());
        Assert.Equal(total, paths.Count);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back()
    {
        await using var strict = await TestSite.StartAsync(new WebsiteOptions { RequestsPerMinute = 5, LimitThisMachine = true });
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, (await strict.GetAsync("/v1/regions")).StatusCode);
        var refused = await strict.GetAsync("/v1/regions");
        for (var i = 0; i < 20 && refused.StatusCode == HttpStatusCode.OK; i++) refused = await strict.GetAsync("/v1/regions");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        AssertDescribed("/v1/regions", refused);

        // Another client behind the same proxy is another one; what a client says before the proxy does is not believed.
        Assert.Equal(HttpStatusCode.OK, (await strict.SendAsync(HttpMethod.Get, "/v1/regions", ("X-Forwarded-For", "192.0.2.7:1234"))).StatusCode);
        for (var i = 0; i < 30; i++) refused = await strict.SendAsync(HttpMethod.Get, "/v1/regions", ("X-Forwarded-For", $"203.0.113.{i}, 192.0.2.7:{i + 1000}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(30)]
    [InlineData(118)]
    public async Task Requests_come_back_at_the_rate_that_is_asked_for(int aMinute)
    {
        using var limits = new Http.ClientLimits(new WebsiteOptions { RequestsPerMinute = aMinute, LimitThisMachine = true });
        Assert.InRange(Take(out var wait), aMinute, aMinute + 1);
        Assert.Equal(Math.Ceiling(60.0 / aMinute), wait);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Task.Delay(3_000, TestContext.Current.CancellationToken);
        var taken = Take(out _);
        var back = clock.Elapsed.TotalMinutes * aMinute;
        // What is left of one waits, and the limiter looks ten times a second.
        Assert.InRange(taken, Math.Floor(back * 0.8), back);

        int Take(out double seconds)
        {
            for (var count = 0; ; count++)
            {
                try
                {
                    limits.Count(new Microsoft.AspNetCore.Http.DefaultHttpContext());
                }
                catch (Http.ProblemException refused)
                {
                    seconds = double.Parse(refused.Problem.Headers["Retry-After"], CultureInfo.InvariantCulture);
                    return count;
                }
            }
        }
    }

    [Fact]
    public async Task This_machine_may_ask_as_often_as_it_likes()
    {
        await using var usual = await TestSite.StartAsync(new WebsiteOptions { RequestsPerMinute = 1 });
        for (var i = 0; i < 20; i++) Assert.Equal(HttpStatusCode.OK, (await usual.GetAsync("/v1/regions")).StatusCode);
    }

    private static string? Link(Answer answer, string relation) => answer.Headers.TryGetValues("Link", out var links)
        ? string.Join(",", links).Split(',').Select(l => l.Split(';')).Where(l => l[1].Trim() == $"rel=\"{relation}\"").Select(l => l[0].Trim(' ', '<', '>')).SingleOrDefault()
        : null;

    private void AssertDescribed(string path, Answer answer, string method = "get")
    {
        var responses = description.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses");
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        Assert.True(responses.TryGetProperty(status, out var response), $"{path} does not say that it answers {status}");
        var content = Assert.Single(response.GetProperty("content").EnumerateObject());
        Assert.Equal(content.Name, answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(schema.Validate(content.Name.EndsWith("json", StringComparison.Ordinal) ? answer.Json : JsonSerializer.SerializeToElement(answer.Text), content.Value.GetProperty("schema")));
    }
}
