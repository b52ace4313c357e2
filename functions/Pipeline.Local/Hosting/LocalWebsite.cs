using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pipeline.Local.Hosting;

/// <summary>The website on Kestrel, with uploads allowed.</summary>
internal sealed class LocalWebsite : IAsyncDisposable
{
    private readonly WebApplication app;

    private LocalWebsite(WebApplication app) => this.app = app;

    /// <summary>The root that it listens on, without a slash at the end.</summary>
    public string Address => app.Urls.First().TrimEnd('/');

    public static async Task<LocalWebsite> StartAsync(Parts parts, string urls, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A file that is dropped onto the staff page may be a little larger than what is published, so that it can be rejected with a reason.
            kestrel.Limits.MaxRequestBodySize = parts.Storage.Options.MaximumUploadBytes * 2;
        }).UseUrls(urls);
        // A reader's open connection must not keep Ctrl-C waiting.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.Run(parts.BuildWebsite());
        await app.StartAsync(cancellationToken);
        return new LocalWebsite(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
