using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Local.Development;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;

namespace Pipeline.Website.Tests;

/// <summary>The whole pipeline as a host registers it, over real storage.</summary>
public sealed partial class PipelineServicesTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_file_dropped_on_the_staff_page_is_a_page_a_pdf_and_an_index_entry_in_the_next_request()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var storage = await azurite.NewStorageAsync(AzuriteFixture.NewOptions());
        await using var app = Host(storage);
        await app.StartAsync(cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await ReadyAsync(http, cancellationToken);

        using var form = new MultipartFormDataContent
        {
            { new StringContent("2031-water-debate/statements"), "folder" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("# Statement by Nigeria\n\nWater does not stop at a border.\n")), "files", "nigeria.md" },
        };
        using var posted = await http.PostAsync("/staff", form, cancellationToken);
        var result = await posted.Content.ReadAsStringAsync(cancellationToken);
        Assert.Contains("The file was published.", result, StringComparison.Ordinal);

        var page = DocumentAddress().Match(result).Value;
        Assert.Contains("Water does not stop at a border.", await http.GetStringAsync(page, cancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", await http.GetStringAsync(page + ".pdf", cancellationToken), StringComparison.Ordinal);
        Assert.Contains("Water does not stop", await http.GetStringAsync(page + ".txt", cancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"total\":1", await http.GetStringAsync("/v1/documents?country=NGA&region=western-africa", cancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"published\":1", await http.GetStringAsync("/v1/uploads", cancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_says_where_storage_is_and_what_the_website_shows()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:blobServiceUri"] = "https://account.blob.example/",
            ["Storage:tableServiceUri"] = "https://account.table.example/",
            ["Pipeline:Publisher"] = "Coalition for Shared Waters",
            ["Website:ShowUploads"] = "true",
            ["Website:FooterLinks:0:Name"] = "Imprint",
            ["Website:FooterLinks:0:Address"] = "/imprint",
        }).Build();
        using var services = new ServiceCollection().AddPipeline(configuration).BuildServiceProvider();
        Assert.Equal("https://account.blob.example/uploads", services.GetRequiredService<PipelineStorage>().Uploads.Uri.AbsoluteUri);
        Assert.Equal("Coalition for Shared Waters", services.GetRequiredService<Publishing.PipelineOptions>().Publisher);
        var website = services.GetRequiredService<WebsiteOptions>();
        Assert.Equal(new WebsiteOptions { ShowUploads = true }, website with { FooterLinks = [] });
        Assert.Equal([new FooterLink("Imprint", "/imprint")], website.FooterLinks);
    }

    [Fact]
    public void Configuration_without_storage_says_what_to_set()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddPipeline(new ConfigurationBuilder().Build()));
        Assert.Contains("Storage:blobServiceUri", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Registered as in the function app: the delegate itself is a service.</summary>
    private static WebApplication Host(PipelineStorage storage)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton(_ => Typesetting.Fonts.FontLibrary.Load(NodePackages.Folder))
            .AddPipeline(storage.Options, new WebsiteOptions { AllowUploads = true }, storage)
            .AddSingleton(Site.Build);
        var app = builder.Build();
        app.Run(app.Services.GetRequiredService<RequestDelegate>());
        return app;
    }

    private static async Task ReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var health = await http.GetAsync("/health", cancellationToken);
            if (health.IsSuccessStatusCode) return;
            await Task.Delay(50, cancellationToken);
        }
    }

    [GeneratedRegex("/documents/[a-z0-9-]+")]
    private static partial Regex DocumentAddress();
}
