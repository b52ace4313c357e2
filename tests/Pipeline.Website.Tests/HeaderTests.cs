using System.Net;

namespace Pipeline.Website.Tests;

public sealed class HeaderTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/documents")]
    [InlineData($"/documents/{SampleLibrary.Hostile}")]
    [InlineData($"/events/{SampleLibrary.Debate}")]
    [InlineData("/staff")]
    [InlineData("/nothing")]
    public async Task Pages_run_no_script_and_stand_in_no_frame(string address)
    {
        var answer = await site.GetAsync(address);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        var html = answer.Text;
        // Linked data is a block of data and no script.
        Assert.DoesNotContain("<script", html.Replace("<script type=\"application/ld+json\">", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Titles_and_names_are_encoded_wherever_they_stand()
    {
        foreach (var address in new[] { "/documents", "/countries/FRA", $"/events/{SampleLibrary.Debate}", $"/documents/{SampleLibrary.Hostile}", "/staff" })
        {
            var html = await site.TextAsync(address);
            Assert.DoesNotContain("<b>7</b>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("onerror=alert(1)>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_uploaded_file_is_saved_and_never_shown()
    {
        var answer = await site.GetAsync($"/documents/{SampleLibrary.Hostile}/source");
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal("näme  quoted  文件.md", disposition.FileNameStar);
        Assert.True(disposition.FileName!.All(char.IsAscii));
    }

    [Fact]
    public async Task The_pdf_bears_the_title_as_its_name()
    {
        var answer = await site.GetAsync("/documents/2031-water-debate-statements-fra-dddddddddd.pdf");
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("inline", disposition.DispositionType);
        Assert.Equal("Déclaration de la France.pdf", disposition.FileNameStar);
    }

    [Theory]
    [InlineData("/v1/documents", true)]
    [InlineData("/v1/regions", true)]
    [InlineData($"/documents/{SampleLibrary.Report}.pdf", true)]
    [InlineData("/v1/documents?kind=speech", true)]
    [InlineData("/v1/uploads", false)]
    [InlineData("/staff", false)]
    public async Task Any_origin_may_read_what_is_public(string address, bool open)
    {
        var answer = await site.SendAsync(HttpMethod.Get, address, ("Origin", "https://elsewhere.example"));
        Assert.Equal(open, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) && origins.Single() == "*");
        Assert.Equal(open, answer.Headers.Contains("Access-Control-Expose-Headers"));
    }

    [Fact]
    public async Task Any_origin_may_read_every_header_that_its_program_needs()
    {
        var answer = await site.GetAsync("/v1/documents");
        Assert.Equal("ETag, Link, Retry-After, Content-Range, Content-Disposition", Assert.Single(answer.Headers.GetValues("Access-Control-Expose-Headers")));
    }

    [Fact]
    public async Task A_preflight_allows_conditional_reading_and_nothing_more()
    {
        var answer = await site.SendAsync(HttpMethod.Options, "/v1/documents",
            ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "if-none-match"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("GET, HEAD", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Methods")));
        Assert.Contains("If-None-Match", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_host_header_stands_in_no_answer()
    {
        foreach (var address in new[] { "/", $"/documents/{SampleLibrary.Report}", "/v1/documents?limit=1", $"/v1/documents/{SampleLibrary.Report}" })
        {
            var answer = await site.SendAsync(HttpMethod.Get, address, ("Host", "evil.example"));
            Assert.DoesNotContain("evil.example", answer.Text + answer.Headers, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_document_page_can_be_sent_by_mail_and_cited_with_its_public_address()
    {
        var html = await site.TextAsync($"/documents/{SampleLibrary.Report}");
        Assert.Contains("mailto:?subject=Rivers%20without%20borders", html, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString($"https://library.example/documents/{SampleLibrary.Report}"), html, StringComparison.Ordinal);
        Assert.Contains($"<link rel=\"canonical\" href=\"https://library.example/documents/{SampleLibrary.Report}\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_delegate_takes_the_route_of_another_host_off_the_request()
    {
        var samples = new SampleLibrary();
        samples.Publish();
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = "/v1/regions";
        context.Request.RouteValues["path"] = "v1/regions";
        Microsoft.AspNetCore.Http.EndpointHttpContextExtensions.SetEndpoint(context, new Microsoft.AspNetCore.Http.Endpoint(null, null, "Web"));

        await Site.Build(samples.ToLibrary(new WebsiteOptions()), new ListLogger())(context);

        Assert.Equal(200, context.Response.StatusCode);
        Assert.Empty(context.Request.RouteValues);
        Assert.Null(Microsoft.AspNetCore.Http.EndpointHttpContextExtensions.GetEndpoint(context));
    }
}
