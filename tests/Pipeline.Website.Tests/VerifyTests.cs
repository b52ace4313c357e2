using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;

namespace Pipeline.Website.Tests;

/// <summary>Whether a file in somebody's hand is one of ours.</summary>
public sealed class VerifyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData($"/documents/{SampleLibrary.Report}.pdf", "pdf", 3, true)]
    [InlineData($"/documents/{SampleLibrary.Report}.pdf?edition=2", "pdf", 2, false)]
    [InlineData($"/documents/{SampleLibrary.Report}.txt?edition=1", "text", 1, false)]
    [InlineData($"/documents/{SampleLibrary.Report}/print", "html", 3, true)]
    [InlineData($"/documents/{SampleLibrary.Arabic}/source", "source", 1, true)]
    public async Task What_this_website_gives_it_knows_again(string address, string rendition, int edition, bool latest)
    {
        var hash = HashOf(await site.BytesAsync(address));
        var answer = await site.JsonAsync("/v1/verify?sha256=" + hash.ToUpperInvariant());
        var file = Assert.Single(answer.GetProperty("files").EnumerateArray());
        Assert.Equal(hash, answer.GetProperty("sha256").GetString());
        Assert.Equal((edition, latest), (file.GetProperty("edition").GetInt32(), file.GetProperty("latest").GetBoolean()));
        Assert.Equal(rendition, Assert.Single(file.GetProperty("renditions").EnumerateArray()).GetString());
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(file.GetProperty("links").GetProperty("edition").GetString()!)).StatusCode);

        var page = await site.TextAsync("/verify?sha256=" + hash);
        Assert.Contains("This file was published here", page, StringComparison.Ordinal);
        Assert.Contains($"edition {edition}", page, StringComparison.Ordinal);
        Assert.Equal(latest, page.Contains("This is the latest edition", StringComparison.Ordinal));
        Assert.Equal(!latest, page.Contains("There is a newer edition", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_a_withdrawn_document_is_known_and_said_to_be_withdrawn()
    {
        var withdrawn = site.Samples.Catalog.Find(SampleLibrary.Withdrawn)!;
        var hash = HashOf(await SampleLibrary.BytesAsync(withdrawn, withdrawn.Current, Publishing.Storage.Rendition.Pdf));
        var file = Assert.Single((await site.JsonAsync("/v1/verify?sha256=" + hash)).GetProperty("files").EnumerateArray());
        Assert.NotNull(file.GetProperty("withdrawn").GetString());
        Assert.Equal(JsonValueKind.Null, file.GetProperty("links").GetProperty("edition").ValueKind);
        Assert.Contains("The document was withdrawn on", await site.TextAsync("/verify?sha256=" + hash), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_known_is_said_plainly()
    {
        var hash = HashOf("forged"u8.ToArray());
        var answer = await site.JsonAsync("/v1/verify?sha256=" + hash);
        Assert.False(answer.GetProperty("known").GetBoolean());
        Assert.Equal(0, answer.GetProperty("files").GetArrayLength());
        Assert.Contains("This file is not known here", await site.TextAsync("/verify?sha256=" + hash), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/verify", "sha256")]
    [InlineData("/v1/verify?sha256=abc", "sha256")]
    [InlineData("/v1/verify?sha256=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "sha256")]
    [InlineData("/v1/verify?md5=abc", "md5")]
    public async Task What_is_no_hash_is_named(string address, string parameter) =>
        Assert.Equal(parameter, (await site.ProblemAsync(address, HttpStatusCode.BadRequest)).GetProperty("parameter").GetString());

    [Fact]
    public async Task The_answer_changes_with_the_catalog()
    {
        var hash = HashOf(await site.BytesAsync($"/documents/{SampleLibrary.Arabic}.pdf"));
        var before = await site.GetAsync("/v1/verify?sha256=" + hash);
        Assert.Equal(HttpStatusCode.NotModified, (await site.SendAsync(HttpMethod.Get, "/v1/verify?sha256=" + hash, ("If-None-Match", before.Headers.ETag!.ToString()))).StatusCode);
        var document = site.Samples.Catalog.Find(SampleLibrary.Arabic)!;
        site.Samples.Add(document with { Withdrawn = document.CommittedAt.AddDays(1), CommittedAt = document.CommittedAt.AddDays(1) });
        var after = await site.SendAsync(HttpMethod.Get, "/v1/verify?sha256=" + hash, ("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.False(Assert.Single(after.Json.GetProperty("files").EnumerateArray()).GetProperty("latest").GetBoolean());
    }

    [Fact]
    public async Task The_page_lets_only_our_own_script_run_and_sends_nothing()
    {
        var policy = (await site.GetAsync("/verify")).Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_chosen_is_hashed_in_the_browser()
    {
        var page = await chromium.OpenAsync(Screen.Desktop);
        var bytes = await site.BytesAsync($"/documents/{SampleLibrary.Report}.pdf?edition=2");
        var sent = new List<string>();
        page.Request += (_, request) => sent.Add($"{request.Method} {new Uri(request.Url).PathAndQuery}");
        await page.GotoAsync(new Uri(site.Root, "/verify").AbsoluteUri);
        await page.GetByLabel("Drop the file here, or choose it").SetInputFilesAsync(new FilePayload { Name = "x.pdf", MimeType = "application/pdf", Buffer = bytes });
        await page.GetByText("There is a newer edition").WaitForAsync(new() { Timeout = 10_000 });
        Assert.Equal("/verify?sha256=" + HashOf(bytes), new Uri(page.Url).PathAndQuery);
        Assert.All(sent, s => Assert.StartsWith("GET ", s, StringComparison.Ordinal));

        await page.GetByLabel("Drop the file here, or choose it").SetInputFilesAsync(new FilePayload { Name = "huge.pdf", MimeType = "application/pdf", Buffer = new byte[100 * 1024 + 1] });
        await page.GetByText("larger than any").WaitForAsync(new() { Timeout = 10_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_the_form_takes_a_hash()
    {
        var page = await chromium.OpenAsync(Screen.Phone, script: false);
        await page.GotoAsync(new Uri(site.Root, "/verify").AbsoluteUri);
        Assert.False(await page.GetByLabel("Drop the file here, or choose it").IsVisibleAsync());
        await page.GetByLabel("SHA-256").FillAsync(HashOf(await site.BytesAsync($"/documents/{SampleLibrary.Report}.pdf")));
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await page.GetByText("This is the latest edition").WaitForAsync(new() { Timeout = 10_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_mistyped_hash_is_asked_for_again_beside_what_was_typed()
    {
        var answer = await site.GetAsync("/verify?sha256=%3Cabc%3E");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("value=\"&lt;abc&gt;\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\" aria-describedby=\"mistake\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("A SHA-256 hash has 64 digits", answer.Text, StringComparison.Ordinal);
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
