using Microsoft.Playwright;

namespace Pipeline.Website.Tests;

/// <summary>The machine's own Chromium, started once for all tests of the class; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program)
        {
            missing = "Chromium is not on this machine (Debian package chromium).";
            return;
        }
        try
        {
            playwright = await Playwright.CreateAsync();
        }
        catch (PlaywrightException exception)
        {
            missing = $"Playwright's driver does not run on this machine: {exception.Message}";
            return;
        }
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh page in a window of this size; skips the test, visibly, where there is no browser.</summary>
    public async Task<IPage> OpenAsync(Screen screen, bool script = true)
    {
        Assert.SkipWhen(browser is null, missing ?? "");
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            HasTouch = screen.Width < 500,
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

public sealed record Screen(string Name, int Width, int Height, bool Dark)
{
    public static readonly Screen Desktop = new("desktop", 1280, 900, Dark: false);
    public static readonly Screen DesktopDark = new("desktop-dark", 1280, 900, Dark: true);
    public static readonly Screen Phone = new("phone", 390, 844, Dark: false);
    public static readonly Screen PhoneDark = new("phone-dark", 390, 844, Dark: true);
}
