using System.Net;

namespace Pipeline.Website.Tests;

public sealed class ProblemTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("/v1/documents?regions=africa", "regions")]
    [InlineData("/v1/documents?Region=africa", "Region")]
    [InlineData("/v1/documents?region=atlantis", "region")]
    [InlineData("/v1/documents?kind=speech", "kind")]
    [InlineData("/v1/documents?country=Nigeria", "country")]
    [InlineData("/v1/documents?organization=NOPE", "organization")]
    [InlineData("/v1/documents?event=no-such-event", "event")]
    [InlineData("/v1/documents?language=e", "language")]
    [InlineData("/v1/documents?from=yesterday", "from")]
    [InlineData("/v1/documents?to=2011-13", "to")]
    [InlineData("/v1/documents?from=2012&to=2011", "to")]
    [InlineData("/v1/documents?limit=0", "limit")]
    [InlineData("/v1/documents?limit=201", "limit")]
    [InlineData("/v1/documents?limit=ten", "limit")]
    [InlineData("/v1/documents?limit=5&limit=6", "limit")]
    [InlineData("/v1/documents?cursor=abc", "cursor")]
    [InlineData("/v1/regions?scheme=un-m49", "scheme")]
    [InlineData("/v1/regions?limit=3", "limit")]
    [InlineData("/v1/uploads?state=lost", "state")]
    [InlineData("/v1/documents/2031-water-debate-reports-final-report-aaaaaaaaaa?fields=title", "fields")]
    public async Task A_wrong_parameter_is_named(string address, string parameter)
    {
        var problem = await site.ProblemAsync(address, HttpStatusCode.BadRequest);
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("/v1/documents?kind=speech", "statement")]
    [InlineData("/v1/documents?region=atlantis", "western-africa")]
    [InlineData("/v1/documents?colour=red", "country")]
    [InlineData("/v1/regions?scheme=x", "m49")]
    [InlineData("/v1/documents?event=x", "2031-water-debate")]
    public async Task What_would_be_accepted_is_listed(string address, string accepted)
    {
        var problem = await site.ProblemAsync(address, HttpStatusCode.BadRequest);
        Assert.Contains(accepted, problem.GetProperty("accepted").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public async Task Ids_are_taken_in_any_case_and_an_empty_value_is_none()
    {
        var country = await site.JsonAsync("/v1/documents?country=nga&kind=Statement&event=");
        Assert.Equal(1, country.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_page_ignores_parameters_that_others_add_to_links()
    {
        var answer = await site.GetAsync("/regions/africa?utm_source=newsletter");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/regions/atlantis", HttpStatusCode.NotFound)]
    [InlineData("/countries/XYZ", HttpStatusCode.NotFound)]
    [InlineData("/events/none", HttpStatusCode.NotFound)]
    [InlineData("/documents/none", HttpStatusCode.NotFound)]
    [InlineData("/documents/none.pdf", HttpStatusCode.NotFound)]
    [InlineData("/documents/2031-water-debate-reports-final-report-aaaaaaaaaa?edition=9", HttpStatusCode.NotFound)]
    [InlineData("/documents/2031-water-debate-reports-final-report-aaaaaaaaaa?edition=x", HttpStatusCode.BadRequest)]
    [InlineData("/documents?kind=speech", HttpStatusCode.BadRequest)]
    [InlineData("/documents/2030-archive-recalled-note-bbbbbbbbbb", HttpStatusCode.Gone)]
    [InlineData("/documents/2030-archive-recalled-note-bbbbbbbbbb.pdf", HttpStatusCode.Gone)]
    [InlineData("/documents/2030-archive-recalled-note-bbbbbbbbbb/source", HttpStatusCode.Gone)]
    [InlineData("/assets/site.0000.css", HttpStatusCode.NotFound)]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd", HttpStatusCode.NotFound)]
    public async Task A_page_that_cannot_be_shown_says_so_as_a_page(string address, HttpStatusCode status)
    {
        var answer = await site.GetAsync(address);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h1>", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"/v1/documents/{SampleLibrary.Withdrawn}", HttpStatusCode.Gone, "Gone")]
    [InlineData("/v1/documents/none", HttpStatusCode.NotFound, "Not Found")]
    [InlineData("/v1/documents?limit=0", HttpStatusCode.BadRequest, "Bad Request")]
    public async Task A_problem_of_no_type_of_its_own_bears_the_phrase_of_its_status(string address, HttpStatusCode status, string title) =>
        Assert.Equal(title, (await site.ProblemAsync(address, status)).GetProperty("title").GetString());

    [Fact]
    public async Task The_page_of_a_withdrawn_document_gives_its_title_and_date()
    {
        var answer = await site.GetAsync($"/documents/{SampleLibrary.Withdrawn}");
        var html = answer.Text;
        Assert.Contains("<h1>A note that was recalled</h1>", html, StringComparison.Ordinal);
        Assert.Contains("22 March 2031", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1/documents")]
    [InlineData("DELETE", $"/documents/{SampleLibrary.Report}")]
    [InlineData("PUT", "/")]
    [InlineData("POST", "/staff")]
    public async Task Other_methods_are_refused_with_those_that_are_possible(string method, string address)
    {
        var answer = await site.SendAsync(new HttpMethod(method), address);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS"], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("DELETE", "/documents/x", HttpStatusCode.NotFound)]
    [InlineData("POST", "/v1/documents/none", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/nothing", HttpStatusCode.NotFound)]
    [InlineData("PUT", $"/documents/{SampleLibrary.Withdrawn}", HttpStatusCode.Gone)]
    public async Task What_is_not_there_is_not_there_for_any_method(string method, string address, HttpStatusCode status) =>
        Assert.Equal(status, (await site.SendAsync(new HttpMethod(method), address)).StatusCode);

    [Theory]
    [InlineData("/oai", true)]
    [InlineData("/staff", true)]
    [InlineData("/", false)]
    [InlineData("/v1/uploads", false)]
    public async Task The_methods_that_are_possible_are_named_where_they_are_asked_for_and_where_another_is_refused(string address, bool posts)
    {
        await using var open = await TestSite.StartAsync(new WebsiteOptions { AllowUploads = true });
        string[] methods = posts ? ["GET", "HEAD", "POST", "OPTIONS"] : ["GET", "HEAD", "OPTIONS"];
        foreach (var method in new[] { HttpMethod.Options, HttpMethod.Put })
            Assert.Equal(methods, (await open.SendAsync(method, address)).Content.Headers.Allow);
    }

    [Fact]
    public async Task A_fault_of_storage_is_a_problem_that_tells_nothing_of_it()
    {
        var library = new SampleLibrary().ToLibrary(new WebsiteOptions { ShowUploads = true }) with
        {
            Uploads = _ => throw new InvalidOperationException("secret connection string"),
        };
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { TraceIdentifier = "trace-7" };
        context.Request.Method = "GET";
        context.Request.Path = "/v1/uploads";
        context.Response.Body = new MemoryStream();
        var log = new ListLogger();

        await Site.Build(library, log)(context);

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal("application/problem+json; charset=utf-8", context.Response.ContentType);
        var body = System.Text.Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Contains("\"title\":\"Internal Server Error\"", body, StringComparison.Ordinal);
        Assert.Contains("\"reference\":\"trace-7\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.Equal("secret connection string", Assert.Single(log.Exceptions).Message);
    }

    [Theory]
    [InlineData("/v1/documents/none")]
    [InlineData("/nothing")]
    [InlineData("/v1/uploads")]
    [InlineData("/v1/regions")]
    public async Task A_client_that_went_away_is_no_fault(string address)
    {
        var library = new SampleLibrary().ToLibrary(new WebsiteOptions { ShowUploads = true }) with { Uploads = _ => throw new InvalidOperationException("lost") };
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        context.Request.Method = "GET";
        context.Request.Path = address;
        context.Response.Body = new MemoryStream();

        await Site.Build(library, new ListLogger())(context);

        Assert.Equal(0, context.Response.Body.Length);
    }

    [Fact]
    public async Task Uploads_are_shown_only_where_the_host_says_so()
    {
        await using var closed = await TestSite.StartAsync(new WebsiteOptions());
        await closed.ProblemAsync("/v1/uploads", HttpStatusCode.Forbidden);
        var page = await closed.GetAsync("/staff");
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.DoesNotContain("href=\"/staff\"", await closed.TextAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_catalog_is_loaded_nothing_pretends_to_be_empty()
    {
        site.Samples.Ready = false;
        var problem = await site.ProblemAsync("/v1/documents", HttpStatusCode.ServiceUnavailable);
        Assert.Equal("Service Unavailable", problem.GetProperty("title").GetString());
        var health = await site.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);

        site.Samples.Ready = true;
        var ready = await site.JsonAsync("/health");
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Equal(site.Samples.Catalog.Documents.Count, ready.GetProperty("documents").GetInt32());
    }
}
