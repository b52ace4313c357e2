using System.Text.RegularExpressions;

namespace Pipeline.Website.Tests;

/// <summary>A website's own name, colour, logo, header and footer.</summary>
public sealed partial class ThemeTests
{
    [Fact]
    public async Task Header_and_footer_have_what_the_options_say()
    {
        var logo = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".svg");
        await File.WriteAllTextAsync(logo, """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>""", TestContext.Current.CancellationToken);
        try
        {
            await using var site = await TestSite.StartAsync(new WebsiteOptions
            {
                LogoFile = logo,
                Tagline = "Voices & texts",
                FooterText = "Texts belong to their <speakers>.",
                FooterLinks = [new("Imprint", "/imprint"), new("Contact", "mailto:office@library.example")],
            });
            var page = await site.TextAsync("/regions/africa");
            Assert.Contains("<span class=\"tagline\">Voices &amp; texts</span>", page, StringComparison.Ordinal);
            Assert.Contains("Texts belong to their &lt;speakers&gt;.", page, StringComparison.Ordinal);
            Assert.Contains("<a href=\"/imprint\">Imprint</a>", page, StringComparison.Ordinal);
            Assert.Contains("<a href=\"mailto:office@library.example\">Contact</a>", page, StringComparison.Ordinal);
            var picture = await site.GetAsync(LogoAddress().Match(page).Groups[1].Value);
            Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
            Assert.Equal(await File.ReadAllTextAsync(logo, TestContext.Current.CancellationToken), picture.Text);
            Assert.DoesNotContain("/assets/theme", page, StringComparison.Ordinal);

            await using var plain = await TestSite.StartAsync();
            Assert.NotEqual((await plain.GetAsync("/regions/africa")).Headers.ETag, (await site.GetAsync("/regions/africa")).Headers.ETag);
        }
        finally
        {
            File.Delete(logo);
        }
    }

    [Theory]
    [InlineData("#0b5a8a", "#0b5a8a", null)]
    [InlineData("#FFDD00", null, "#ffdd00")]
    [InlineData("#000000", "#000000", null)]
    [InlineData("#ffffff", null, "#ffffff")]
    [InlineData("#777777", null, null)]
    public async Task A_colour_is_kept_where_it_can_be_read_and_moved_where_it_can_not(string accent, string? light, string? dark)
    {
        await using var site = await TestSite.StartAsync(new WebsiteOptions { Accent = accent });
        var styles = await site.TextAsync(ThemeAddress().Match(await site.TextAsync("/")).Value);
        var colours = Colour().Matches(styles).Select(m => m.Value).ToArray();
        Assert.Equal(2, colours.Length);
        if (light is not null) Assert.Equal(light, colours[0]);
        if (dark is not null) Assert.Equal(dark, colours[1]);
        // The tinted grounds of the style sheet, in the light and in the dark.
        Assert.InRange(Contrast(colours[0], "#eaf1f4"), 4.5, 21);
        Assert.InRange(Contrast(colours[1], "#1d2a33"), 4.5, 21);
        var sheet = await site.TextAsync(SiteAddress().Match(await site.TextAsync("/")).Value);
        Assert.Contains("--wash: #eaf1f4", sheet, StringComparison.Ordinal);
        Assert.Contains("--wash: #1d2a33", sheet, StringComparison.Ordinal);
    }

    public static TheoryData<WebsiteOptions, string> Wrong => new()
    {
        { new WebsiteOptions { Accent = "red" }, "Website:Accent is a colour such as #0b5a8a, not “red”." },
        { new WebsiteOptions { Accent = "#12345g" }, "not “#12345g”" },
        { new WebsiteOptions { LogoFile = "missing.png" }, "there is no file “missing.png”" },
        { new WebsiteOptions { LogoFile = "logo.exe" }, "an SVG, PNG, JPEG or WebP file, not “logo.exe”" },
        { new WebsiteOptions { FooterLinks = [new("Bad", "javascript:alert(1)")] }, "the address of “Bad”" },
        { new WebsiteOptions { FooterLinks = [new("Elsewhere", "//example.org")] }, "the address of “Elsewhere”" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_option_is_named_at_the_start(WebsiteOptions options, string message)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TestSite.StartAsync(options));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>WCAG 2.2, "contrast ratio".</summary>
    private static double Contrast(string a, string b)
    {
        double[] both = [Luminance(a), Luminance(b)];
        return (both.Max() + 0.05) / (both.Min() + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at) => int.Parse(colour.AsSpan(at, 2), System.Globalization.NumberStyles.HexNumber, null) / 255d is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    [GeneratedRegex("<img src=\"(/assets/logo\\.[0-9a-f]+\\.svg)\" alt=\"\">")]
    private static partial Regex LogoAddress();

    [GeneratedRegex("/assets/theme\\.[0-9a-f]+\\.css")]
    private static partial Regex ThemeAddress();

    [GeneratedRegex("/assets/site\\.[0-9a-f]+\\.css")]
    private static partial Regex SiteAddress();

    [GeneratedRegex("#[0-9a-f]{6}")]
    private static partial Regex Colour();
}
