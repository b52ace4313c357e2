using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Storage;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Website;

/// <summary>Registers the whole pipeline for a host with dependency injection: <c>services.AddPipeline(configuration)</c>.</summary>
public static class PipelineServices
{
    /// <summary>The configuration key, or section, that says where storage is; the triggers of the Functions app name the same one.</summary>
    public const string Connection = "Storage";

    /// <summary>
    /// Options from sections <c>Pipeline</c> and <c>Website</c>. Storage from <c>Storage</c>: a connection string, or
    /// <c>Storage:blobServiceUri</c> and <c>Storage:tableServiceUri</c> with the host's identity. Fonts from the folder
    /// <c>Fonts</c>, which is the deployed one unless it is set.
    /// </summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("Pipeline").Get<PipelineOptions>() ?? new PipelineOptions();
        var website = configuration.GetSection("Website").Get<WebsiteOptions>() ?? new WebsiteOptions();
        return services
            .AddSingleton(_ => FontLibrary.Load(configuration["Fonts"] ?? Path.Combine(AppContext.BaseDirectory, "fonts")))
            .AddPipeline(options, website, Connect(configuration, options));
    }

    /// <summary>The same over storage that is at hand; the caller registers <see cref="FontLibrary"/>.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, PipelineOptions options, WebsiteOptions website, PipelineStorage storage)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton(website)
            .AddSingleton(storage)
            .AddSingleton<Converter>()
            .AddSingleton(s =>
            {
                var publisher = new Publisher(s.GetRequiredService<PipelineStorage>(), s.GetRequiredService<Converter>(), s.GetRequiredService<TimeProvider>());
                // What this process commits stands in its catalog at once; what others commit, at the next look.
                publisher.Committed += s.GetRequiredService<CatalogFeed>().Apply;
                return publisher;
            })
            .AddSingleton<Sweep>()
            .AddSingleton<ConsistencyCheck>()
            .AddSingleton<CatalogFeed>()
            .AddSingleton<UploadLedger>()
            .AddSingleton<RenditionStore>()
            .AddSingleton(s => Library.Over(
                s.GetRequiredService<PipelineStorage>(), s.GetRequiredService<CatalogFeed>(), s.GetRequiredService<UploadLedger>(),
                s.GetRequiredService<RenditionStore>(), s.GetRequiredService<Publisher>(), s.GetRequiredService<WebsiteOptions>()))
            .AddHostedService<CatalogRefresh>();
    }

    private static PipelineStorage Connect(IConfiguration configuration, PipelineOptions options)
    {
        if (configuration[Connection] is { Length: > 0 } connectionString) return PipelineStorage.Connect(connectionString, options);
        TokenCredential credential = new DefaultAzureCredential();
        return PipelineStorage.Connect(Address("blobServiceUri"), Address("tableServiceUri"), credential, options);

        Uri Address(string name) => configuration.GetSection(Connection).GetValue<Uri>(name)
            ?? throw new InvalidOperationException($"Set {Connection} to a connection string, or {Connection}:blobServiceUri and {Connection}:tableServiceUri.");
    }

    /// <summary>Creates what storage lacks, then keeps the catalog of this process fresh.</summary>
    private sealed class CatalogRefresh(PipelineStorage storage, CatalogFeed feed) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await storage.CreateAsync(stoppingToken);
            await feed.RunAsync(stoppingToken);
        }
    }
}
