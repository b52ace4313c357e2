using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Local.Development;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Storage;
using Pipeline.Typesetting.Fonts;
using Pipeline.Website;

namespace Pipeline.Local.Hosting;

/// <summary>The libraries' parts on one storage account.</summary>
internal sealed class Parts : IDisposable
{
    private readonly ServiceProvider services;

    public Parts(string connectionString, PipelineOptions options, FontLibrary fonts)
    {
        Storage = PipelineStorage.Connect(connectionString, options);
        services = new ServiceCollection()
            .AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(_ => fonts) // By a factory, so that it is disposed with the rest.
            .AddPipeline(options, FromEnvironment<WebsiteOptions>("Website") with { ShowUploads = true, AllowUploads = true }, Storage)
            .BuildServiceProvider();
    }

    public PipelineStorage Storage { get; }
    public Publisher Publisher => services.GetRequiredService<Publisher>();
    public Sweep Sweep => services.GetRequiredService<Sweep>();
    public CatalogFeed Feed => services.GetRequiredService<CatalogFeed>();
    public UploadLedger Ledger => services.GetRequiredService<UploadLedger>();
    public ConsistencyCheck Check => services.GetRequiredService<ConsistencyCheck>();

    public RequestDelegate BuildWebsite() => Site.Build(services);

    /// <summary>Section <c>Pipeline</c> of the environment (<c>Pipeline__Publisher</c>); the defaults work.</summary>
    public static PipelineOptions OptionsFromEnvironment() => FromEnvironment<PipelineOptions>("Pipeline");

    public static FontLibrary LoadFonts() => FontLibrary.Load(NodePackages.Folder);

    public void Dispose() => services.Dispose();

    private static T FromEnvironment<T>(string section) where T : new() =>
        new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(section).Get<T>() ?? new T();
}
