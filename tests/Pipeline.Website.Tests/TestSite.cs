using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website.Tests;

/// <summary>The website over a <see cref="SampleLibrary"/> on a real Kestrel on loopback.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication app;

    // Follows no redirect and decodes nothing.
    private readonly HttpClient http;

    private TestSite(WebApplication app, SampleLibrary library)
    {
        this.app = app;
        Samples = library;
        Root = new Uri(app.Urls.First());
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Root };
    }

    public SampleLibrary Samples { get; }

    public Uri Root { get; }

    public static async Task<TestSite> StartAsync(
        WebsiteOptions? options = null, Func<string, Stream, CancellationToken, Task<UploadRecord?>>? receive = null, SampleLibrary? library = null)
    {
        var samples = library ?? new SampleLibrary();
        samples.Publish();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(Site.Build(samples.ToLibrary(options ?? new WebsiteOptions { ShowUploads = true }, receive), NullLogger.Instance));
        await app.StartAsync();
        return new TestSite(app, samples);
    }

    public Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address);

    public async Task<Answer> SendAsync(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(answer, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public async Task<string> TextAsync(string address) => (await GetAsync(address)).Text;

    public async Task<byte[]> BytesAsync(string address) => (await GetAsync(address)).Body;

    /// <summary>Gets JSON that must be there.</summary>
    public async Task<JsonElement> JsonAsync(string address)
    {
        var answer = await GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return answer.Json;
    }

    /// <summary>Gets a problem and checks what RFC 9457 asks of every one.</summary>
    public async Task<JsonElement> ProblemAsync(string address, HttpStatusCode status)
    {
        var answer = await GetAsync(address);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = answer.Json;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Equal("about:blank", problem.GetProperty("type").GetString());
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }
}

/// <summary>An answer whose body was read.</summary>
internal sealed record Answer(HttpResponseMessage Message, byte[] Body)
{
    public HttpStatusCode StatusCode => Message.StatusCode;

    public HttpResponseHeaders Headers => Message.Headers;

    public HttpContent Content => Message.Content;

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);
}
