using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website.Tests;

public sealed partial class UploadTests : IAsyncLifetime
{
    private readonly Dictionary<string, byte[]> received = [];
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(new WebsiteOptions { AllowUploads = true }, ReceiveAsync);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_dropped_file_is_stored_in_its_folder_and_its_page_is_linked()
    {
        var answer = await PostAsync(Form("2031-water-debate/statements", ("kenya.md", "# Kenya")));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("# Kenya"u8, received["2031-water-debate/statements/kenya.md"]);
        Assert.Contains("The file was published.", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/documents/{SampleLibrary.Report}\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_see_what_was_carried_over_and_what_the_file_has()
    {
        var page = await site.TextAsync("/staff");
        Assert.Contains("1,204 words (1,310 in the file), 6 headings, 3 tables, 1 picture (2 in the file), 12 notes, 5 pages", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_see_in_one_line_what_to_check_of_a_document_and_where_each_value_was_found()
    {
        var page = await site.TextAsync("/staff");
        Assert.Contains("<p class=\"doubts\"><strong>Not sure about:</strong> date “2031”; language “English”</p>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Country</dt><dd>Uganda <span class=\"note certain\"><strong>Certain</strong>, in the .yaml file beside it</span></dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Title</dt><dd>Statement by Uganda <span class=\"note high\"><strong>Probably right</strong>, in the text</span></dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Date</dt><dd>2031 <span class=\"note low\"><strong>Please check</strong>, in the name of the file or its folder</span></dd>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;A &amp; B&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<strong>uganda.md.yaml</strong>", page, StringComparison.Ordinal);
        Assert.Single(page.Split("class=\"doubts\"").Skip(1));
    }

    [Fact]
    public async Task Programs_see_where_each_value_was_found_and_how_sure_it_is()
    {
        var uploads = (await site.JsonAsync("/v1/uploads")).GetProperty("items").EnumerateArray().ToList();
        var uganda = uploads.Single(u => u.GetProperty("path").GetString()!.EndsWith("uganda.md", StringComparison.Ordinal)).GetProperty("metadata");
        Assert.Equal("""{"field":"date","value":"2031","origin":"name","confidence":"low"}""", uganda[1].GetRawText());
        Assert.Equal(0, uploads.Single(u => u.GetProperty("state").GetString() == "withdrawn").GetProperty("metadata").GetArrayLength());
    }

    [Fact]
    public async Task Several_files_come_together_and_a_bad_one_does_not_hold_up_the_others()
    {
        var answer = await PostAsync(Form("", ("a.md", "# A"), ("rejected.md", ""), ("_collection.yaml", "kind: report"), ("b.md", "# B")));
        Assert.Equal(["a.md", "rejected.md", "_collection.yaml", "b.md"], received.Keys);
        Assert.Contains("2 of 4 files published", answer.Text, StringComparison.Ordinal);
        Assert.Contains("The file is empty. Upload it again.", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing to publish", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "C:\\Users\\me\\report 7.docx", "a/report 7.docx")]
    [InlineData("a\\b", "x.md", "a/b/x.md")]
    [InlineData(" /a//b/ ", "x.md", "a/b/x.md")]
    [InlineData("", "../../etc/passwd.md", "passwd.md")]
    [InlineData("été", "naïve “quoted” 📄 文件.md", "été/naïve “quoted” 📄 文件.md")]
    public async Task A_name_becomes_a_path(string folder, string name, string path)
    {
        await PostAsync(Form(folder, (name, "text")));
        Assert.Equal(path, Assert.Single(received.Keys));
    }

    [Theory]
    [InlineData("../elsewhere", "x.md")]
    [InlineData("a/./b", "x.md")]
    [InlineData("a", "..")]
    [InlineData("a\u0007b", "x.md")]
    public async Task A_name_that_cannot_be_stored_is_explained(string folder, string name)
    {
        var answer = await PostAsync(Form(folder, (name, "text")));
        Assert.Empty(received);
        Assert.Contains("Not taken", answer.Text, StringComparison.Ordinal);
        Assert.Contains("To correct:", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_uploads_stand_on_further_pages_each_once()
    {
        var samples = new SampleLibrary();
        samples.Uploads.AddRange(Enumerable.Range(0, 450).Select(i => samples.Uploads[0] with { Path = $"many/{i:D3}.md", DocumentId = $"many-{i}", State = UploadState.Rejected }));
        await using var many = await TestSite.StartAsync(library: samples);
        var found = new List<string>();
        for (string? address = "/staff?q=many"; address is not null;)
        {
            var page = await many.TextAsync(address);
            found.AddRange(Many().Matches(page).Select(m => m.Groups[1].Value));
            address = Older().Match(page) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }
        Assert.Equal(Enumerable.Range(0, 450).Select(i => $"{i:D3}"), found);
    }

    [GeneratedRegex("many/<wbr>(\\d{3})\\.md<span")]
    private static partial Regex Many();

    [GeneratedRegex("href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex Older();

    [Fact]
    public async Task A_file_over_the_limit_is_cut_off_and_the_next_one_taken()
    {
        var answer = await PostAsync(Form("", ("big.md", new string('x', 100 * 1024 + 1)), ("limit.md", new string('x', 100 * 1024))));
        Assert.Equal("limit.md", Assert.Single(received.Keys));
        Assert.Contains("The file is larger than 100 KB.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_known_by_its_type_in_any_case()
    {
        var form = Form("", ("a.md", "text"));
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("Multipart/Form-Data; boundary=b");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(form)).StatusCode);
        Assert.Single(received);
    }

    [Fact]
    public async Task A_form_without_a_file_says_so()
    {
        var answer = await PostAsync(Form("a"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("No file was chosen.", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=b", "no form at all", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.md\"\r\n\r\ncut o", HttpStatusCode.BadRequest)]
    public async Task What_is_no_form_of_files_is_refused(string contentType, string body, HttpStatusCode status)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var answer = await PostAsync(content);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Host", "rebound.example")]
    public async Task A_post_from_another_website_is_refused(string header, string value)
    {
        var answer = await PostAsync(Form("", ("a.md", "text")), (header, value));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(received);
    }

    [Fact]
    public async Task The_own_page_may_post()
    {
        var origin = site.Root.GetLeftPart(UriPartial.Authority);
        var answer = await PostAsync(Form("", ("a.md", "text")), ("Sec-Fetch-Site", "same-origin"), ("Origin", origin));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(received);
    }

    [Fact]
    public async Task Where_uploads_are_only_shown_none_is_taken()
    {
        await using var closed = await TestSite.StartAsync(new WebsiteOptions { ShowUploads = true }, ReceiveAsync);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff") { Content = Form("", ("a.md", "text")) };
        var answer = await closed.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Empty(received);
        Assert.DoesNotContain("type=\"file\"", await closed.TextAsync("/staff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_uploads_counts_what_it_lists()
    {
        var all = await site.JsonAsync("/v1/uploads");
        Assert.Equal(site.Samples.Uploads.Count, all.GetProperty("total").GetInt32());
        foreach (var state in all.GetProperty("counts").EnumerateObject())
        {
            var listed = await site.JsonAsync($"/v1/uploads?state={state.Name}");
            Assert.Equal(state.Value.GetInt32(), listed.GetProperty("total").GetInt32());
            Assert.All(listed.GetProperty("items").EnumerateArray(), i => Assert.Equal(state.Name, i.GetProperty("state").GetString()));
        }
        var rejected = await site.JsonAsync("/v1/uploads?state=rejected");
        var finding = rejected.GetProperty("items")[0].GetProperty("diagnostics")[0];
        Assert.Equal(("empty-file", "error"), (finding.GetProperty("code").GetString(), finding.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task Staff_find_an_upload_by_a_part_of_its_name()
    {
        var html = await site.TextAsync("/staff?q=KENYA&state=rejected");
        Assert.Contains("1 upload,", html, StringComparison.Ordinal);
        Assert.Contains("The file is empty", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/staff?q=KENYA\"", html, StringComparison.Ordinal);
    }

    private async Task<UploadRecord?> ReceiveAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        received.Add(path, bytes.ToArray());
        if (path.EndsWith(".yaml", StringComparison.Ordinal)) return null;
        var rejected = bytes.Length == 0;
        return new UploadRecord
        {
            Path = path,
            DocumentId = SampleLibrary.Report,
            State = rejected ? UploadState.Rejected : UploadState.Published,
            ETag = "1",
            Bytes = bytes.Length,
            UploadedAt = DateTimeOffset.UnixEpoch,
            ChangedAt = DateTimeOffset.UnixEpoch,
            Diagnostics = rejected ? [new Diagnostic("empty-file", Severity.Error, "The file is empty. Upload it again.")] : [],
        };
    }

    private async Task<Answer> PostAsync(HttpContent content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff") { Content = content };
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await site.SendAsync(request);
    }

    /// <summary>A form as browsers send it: names in UTF-8, quotes escaped.</summary>
    private static ByteArrayContent Form(string folder, params (string Name, string Text)[] files)
    {
        var body = new StringBuilder("--b\r\nContent-Disposition: form-data; name=\"folder\"\r\n\r\n").Append(folder).Append("\r\n");
        foreach (var (name, text) in files)
            body.Append($"--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"\r\nContent-Type: application/octet-stream\r\n\r\n{text}\r\n");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Append("--b--\r\n").ToString()));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        return content;
    }
}
