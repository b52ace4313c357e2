using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Pipeline.Website.Tests;

/// <summary>
/// Every page in a real browser, on a desk and a phone, light and dark. With the environment variable <c>SCREENSHOTS</c> naming a
/// folder each page is also saved there as a picture, for people to look at.
/// </summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly string OlderPdf = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.ASCII.GetBytes($"%PDF-1.7\n% {SampleLibrary.Report} edition 2 {new string('x', 4000)}\n%%EOF\n")));

    private static readonly (string Name, string Address)[] Pages =
    [
        ("home", "/"),
        ("documents", "/documents"),
        ("documents-filtered", "/documents?region=africa&kind=statement&from=2031"),
        ("search", "/search?q=statement&language=en&from=2031-01-01&to=2031-12-31"),
        ("search-nothing", "/search?q=zeppelin"),
        ("docs", "/docs"),
        ("regions", "/regions"),
        ("region", "/regions/africa"),
        ("region-lowest", "/regions/western-asia"),
        ("region-organizations", "/regions/organizations"),
        ("region-empty", "/regions/polynesia?kind=letter"),
        ("group", "/regions/un-african-group"),
        ("country", "/countries/EGY"),
        ("organization", "/organizations/EU"),
        ("events", "/events"),
        ("event", $"/events/{SampleLibrary.Debate}"),
        ("report", $"/documents/{SampleLibrary.Report}"),
        ("report-old", $"/documents/{SampleLibrary.Report}?edition=1"),
        ("arabic", $"/documents/{SampleLibrary.Arabic}"),
        ("hostile", $"/documents/{SampleLibrary.Hostile}"),
        ("print", $"/documents/{SampleLibrary.Report}/print"),
        ("changes", $"/documents/{SampleLibrary.Report}/changes"),
        ("findings", "/findings"),
        ("finding", "/findings/tracked-changes"),
        ("verify", "/verify"),
        ("verify-unknown", "/verify?sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
        ("verify-older", "/verify?sha256=" + OlderPdf),
        ("staff", "/staff"),
        ("staff-rejected", "/staff?state=rejected&q=kenya"),
        ("not-found", "/nothing"),
        ("gone", $"/documents/{SampleLibrary.Withdrawn}"),
        ("bad-request", "/documents?kind=speech"),
    ];

    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync(new WebsiteOptions { AllowUploads = true }, (_, _, _) => throw new NotSupportedException());

    public ValueTask DisposeAsync() => site.DisposeAsync();

    public static TheoryData<string> Screens => ["desktop", "desktop-dark", "phone", "phone-dark"];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Every_page_is_accessible_and_fits_the_screen(string screenName)
    {
        var screen = new[] { Screen.Desktop, Screen.DesktopDark, Screen.Phone, Screen.PhoneDark }.Single(s => s.Name == screenName);
        var page = await chromium.OpenAsync(screen);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add($"console of {page.Url}: {message.Text}");
        page.PageError += (_, error) => complaints.Add($"script of {page.Url}: {error}");
        foreach (var (name, address) in Pages)
        {
            complaints.RemoveAll(c => c.Contains("status of 4", StringComparison.Ordinal));
            var answer = await page.GotoAsync(new Uri(site.Root, address).AbsoluteUri);
            if (answer!.Ok == (name is "not-found" or "gone" or "bad-request")) complaints.Add($"{name}: answered {answer.Status}");
            await SaveAsync(page, $"{name}-{screen.Name}");
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (sideways > 0) complaints.Add($"{name}: {sideways} pixels wider than the screen");
            complaints.AddRange(await FindingsAsync(page, name));
        }
        complaints.RemoveAll(c => c.Contains("status of 4", StringComparison.Ordinal));
        Assert.Empty(complaints);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("#ffdd00")]
    [InlineData("#101080")]
    public async Task A_website_in_a_colour_of_its_own_is_as_accessible(string accent)
    {
        await using var themed = await TestSite.StartAsync(new WebsiteOptions
        {
            Accent = accent,
            Tagline = "Statements of governments and regional organizations",
            FooterText = "Texts belong to their speakers.",
            FooterLinks = [new("Imprint", "https://library.example/imprint"), new("Contact", "mailto:office@library.example")],
        });
        foreach (var screen in new[] { Screen.Desktop, Screen.PhoneDark })
        {
            var page = await chromium.OpenAsync(screen);
            foreach (var (name, address) in Pages.Where(p => p.Name is "home" or "documents-filtered" or "region" or "event" or "report" or "verify"))
            {
                await page.GotoAsync(new Uri(themed.Root, address).AbsoluteUri);
                await SaveAsync(page, $"{name}-{accent[1..]}-{screen.Name}");
                Assert.Empty(await FindingsAsync(page, name));
            }
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first_and_shows_where_it_is()
    {
        var page = await chromium.OpenAsync(Screen.Desktop);
        await page.GotoAsync(new Uri(site.Root, "/regions/africa").AbsoluteUri);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("page-main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reader_comes_from_the_home_page_over_the_region_to_the_document_and_its_pdf()
    {
        var page = await chromium.OpenAsync(Screen.Phone);
        await page.GotoAsync(site.Root.AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new() { Name = "Africa", Exact = true }).First.ClickAsync();
        await Expect(page, "Africa");
        await page.GetByRole(AriaRole.Link, new() { Name = "Statement by Nigeria" }).First.ClickAsync();
        await Expect(page, "Statement by Nigeria");
        var pdf = await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^PDF") }).First.GetAttributeAsync("href");
        Assert.Equal("/documents/2031-water-debate-statements-nga-dddddddddd.pdf", pdf);
        await page.Context.CloseAsync();
    }

    private static async Task Expect(IPage page, string heading) =>
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = heading }).WaitForAsync(new() { Timeout = 10_000 });

    /// <summary>What any of axe's rules finds, minor things included.</summary>
    private static async Task<IEnumerable<string>> FindingsAsync(IPage page, string name)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.Select(v => $"{name}: {v.Impact} {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
    }

    private static async Task SaveAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
