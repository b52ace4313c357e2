using System.IO.Compression;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Api;
using Pipeline.Website.Http;

namespace Pipeline.Website.Tests;

public sealed class CachingTests : IAsyncLifetime
{
    private const string Pdf = $"/documents/{SampleLibrary.Report}.pdf";
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    public static TheoryData<string> Cacheable =>
    [
        "/", "/documents", "/regions", "/regions/africa", "/countries/NGA", "/organizations/EU", $"/events/{SampleLibrary.Debate}",
        $"/documents/{SampleLibrary.Report}", Pdf, $"/documents/{SampleLibrary.Report}.txt", $"/documents/{SampleLibrary.Report}/source",
        $"/documents/{SampleLibrary.Report}/print", "/v1/regions", "/v1/documents", $"/v1/documents/{SampleLibrary.Report}", $"/v1/events/{SampleLibrary.Debate}",
        "/search?q=water", "/verify", "/v1/verify?sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "/docs", "/openapi.json", "/feed.atom", "/robots.txt", "/sitemap.xml",
    ];

    [Theory]
    [MemberData(nameof(Cacheable))]
    public async Task What_did_not_change_is_not_sent_again(string address)
    {
        var first = await site.GetAsync(address);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        Assert.NotNull(first.Headers.CacheControl);

        var second = await site.SendAsync(HttpMethod.Get, address, ("If-None-Match", $"\"other\", {tag}"));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(tag, second.Headers.ETag);
        Assert.Empty(second.Body);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/documents?limit=1")]
    [InlineData("/v1/regions")]
    public async Task A_new_document_changes_the_tag(string address)
    {
        var before = await site.GetAsync(address);
        site.Samples.Add(SampleLibrary.Record("new-hhhhhhhhhh", "New", Publishing.Catalog.DocumentKind.News, "2031-07-01", "KEN"));
        var after = await site.SendAsync(HttpMethod.Get, address, ("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task The_order_of_parameters_changes_nothing()
    {
        var one = await site.GetAsync("/v1/documents?region=asia,africa&kind=statement");
        var other = await site.GetAsync("/v1/documents?kind=statement&region=africa&region=asia&limit=50");
        Assert.Equal(one.Headers.ETag, other.Headers.ETag);
        Assert.Equal(one.Text, other.Text);
    }

    [Theory]
    [InlineData("/v1/documents?cursor=zzz", HttpStatusCode.BadRequest)]
    [InlineData("/documents?cursor=zzz", HttpStatusCode.BadRequest)]
    [InlineData("/v1/documents", HttpStatusCode.NotModified)]
    [InlineData(Pdf, HttpStatusCode.NotModified)]
    public async Task Whatever_is_there_counts_as_known_only_where_something_is(string address, HttpStatusCode status) =>
        Assert.Equal(status, (await site.SendAsync(HttpMethod.Get, address, ("If-None-Match", "*"))).StatusCode);

    [Fact]
    public async Task A_rendition_asked_for_again_is_not_read_again()
    {
        await site.BytesAsync(Pdf);
        await site.BytesAsync(Pdf);
        Assert.Equal(1, site.Samples.Reads);
    }

    [Fact]
    public async Task Not_modified_costs_no_look_into_storage()
    {
        var head = await site.GetAsync(Pdf);
        var tag = head.Headers.ETag!.ToString();
        var fresh = await TestSite.StartAsync();
        await using (fresh)
        {
            var answer = await fresh.SendAsync(HttpMethod.Get, Pdf, ("If-None-Match", tag));
            Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
            Assert.Equal(0, fresh.Samples.Reads);
        }
    }

    [Theory]
    [MemberData(nameof(Cacheable))]
    public async Task Head_is_get_without_the_body(string address)
    {
        var get = await site.GetAsync(address);
        var head = await site.SendAsync(HttpMethod.Head, address);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(head.Body);
    }

    [Fact]
    public async Task A_site_map_that_did_not_change_costs_no_query()
    {
        site.Samples.Catalog = CatalogSnapshot.Of(Enumerable.Range(0, 10_000).Select(i => SampleLibrary.Record($"{i:D10}", "A title", DocumentKind.News, "2031-05-05")));
        var tag = (await site.GetAsync("/sitemaps/2031.xml")).Headers.ETag!.ToString();
        // One that has given no answer yet, and so keeps none.
        var handle = Site.Build(site.Samples.ToLibrary(new WebsiteOptions { ShowUploads = true }), NullLogger.Instance);
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = "/sitemaps/2031.xml";
        context.Request.Headers.IfNoneMatch = tag;

        // Nothing is waited for, so all of it is done by this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        await handle(context);

        Assert.Equal(304, context.Response.StatusCode);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, br", "br")]
    [InlineData("gzip;q=1, br;q=0.5", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0.1, identity;q=1", null)]
    [InlineData("br;q=0.2, gzip;q=0.5, identity;q=0.4", "gzip")]
    [InlineData("gzip, identity", "gzip")]
    [InlineData("*;q=0.5, identity;q=0.6", null)]
    [InlineData("gzip;q=0.1", "gzip")]
    [InlineData("identity;q=0.5, *;q=0", null)]
    public async Task A_page_is_compressed_as_the_client_prefers_under_a_tag_of_its_own(string accepted, string? coding)
    {
        var plain = await site.GetAsync("/regions/africa");
        var answer = await site.SendAsync(HttpMethod.Get, "/regions/africa", ("Accept-Encoding", accepted));
        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal(coding is null, answer.Headers.ETag!.Equals(plain.Headers.ETag));
        Assert.Equal(plain.Text, Decode(answer.Body, coding));

        var again = await site.SendAsync(HttpMethod.Get, "/regions/africa", ("Accept-Encoding", accepted), ("If-None-Match", answer.Headers.ETag.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public void A_body_takes_no_more_memory_than_its_length()
    {
        var body = Json.Bytes(json => json.Strings("a", Enumerable.Range(0, 2_000).Select(i => $"Statement {i} by somebody")));
        foreach (var bytes in new ReadOnlyMemory<byte>[] { body, Compression.Compress(body, Coding.Brotli), Compression.Compress(body, Coding.Gzip) })
        {
            Assert.True(MemoryMarshal.TryGetArray(bytes, out var kept));
            Assert.Equal(bytes.Length, kept.Array!.Length);
        }
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=100-199", 100, 100)]
    [InlineData("bytes=-20", -20, 20)]
    public async Task A_part_of_a_pdf_can_be_asked_for(string range, int start, int length)
    {
        var whole = await site.BytesAsync(Pdf);
        var answer = await site.SendAsync(HttpMethod.Get, Pdf, ("Range", range));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        var from = start < 0 ? whole.Length + start : start;
        Assert.Equal($"bytes {from}-{from + length - 1}/{whole.Length}", answer.Content.Headers.ContentRange!.ToString());
        Assert.Equal(whole[from..(from + length)], answer.Body);
    }

    [Theory]
    [InlineData("bytes=99999999-", null, HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData("bytes=0-1,5-6", null, HttpStatusCode.OK)]
    [InlineData("bytes=0-1", "\"another\"", HttpStatusCode.OK)]
    [InlineData("lines=1-2", null, HttpStatusCode.OK)]
    public async Task A_part_that_cannot_be_given_is_answered_as_the_standard_says(string range, string? condition, HttpStatusCode status)
    {
        (string, string)[] headers = condition is null ? [("Range", range)] : [("Range", range), ("If-Range", condition)];
        var answer = await site.SendAsync(HttpMethod.Get, Pdf, headers);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
    }

    [Fact]
    public async Task Style_sheets_may_be_kept_for_ever()
    {
        var html = await site.TextAsync($"/documents/{SampleLibrary.Report}");
        foreach (var address in html.Split('"').Where(p => p.StartsWith("/assets/", StringComparison.Ordinal)))
        {
            var answer = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    private static string Decode(byte[] body, string? coding)
    {
        using var input = new MemoryStream(body);
        using Stream decoder = coding switch
        {
            "br" => new BrotliStream(input, CompressionMode.Decompress),
            "gzip" => new GZipStream(input, CompressionMode.Decompress),
            _ => input,
        };
        using var reader = new StreamReader(decoder, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
