using System.Globalization;
using System.Text;

namespace Pipeline.Website.Assets;

/// <summary>What a website has of its own by its options: the colour of its links, buttons and bars, and a logo.</summary>
internal sealed class Theme
{
    // The backgrounds of site.css that stand out least from a colour on them.
    private const string Light = "#eaf1f4", Dark = "#1d2a33";
    // WCAG 2.2, 1.4.3, for text of any size.
    private const double LeastContrast = 4.5;
    private const int LargestLogo = 1 << 20;

    /// <exception cref="InvalidOperationException">An option is wrong: says which, and what it takes.</exception>
    public Theme(WebsiteOptions options)
    {
        if (options.Accent is { } accent)
        {
            if (accent.Length != 7 || accent[0] != '#' || !accent.Skip(1).All(char.IsAsciiHexDigit))
                throw new InvalidOperationException($"Website:Accent is a colour such as #0b5a8a, not “{accent}”.");
            // For screens alone: paper keeps black.
            Styles = StaticFiles.Make("theme.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes($$"""
                @media screen { :root, .document { --accent: {{Readable(accent, Light, "#000000")}}; } }
                @media screen and (prefers-color-scheme: dark) { :root, .document { --accent: {{Readable(accent, Dark, "#ffffff")}}; } }

                """));
        }
        if (options.LogoFile is { } path) Logo = ReadLogo(path);
        foreach (var link in options.FooterLinks)
        {
            if (link.Address.StartsWith('/') && !link.Address.StartsWith("//", StringComparison.Ordinal)) continue;
            if (!Uri.TryCreate(link.Address, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http" or "mailto"))
                throw new InvalidOperationException($"Website:FooterLinks: the address of “{link.Name}” is one such as https://example.org/privacy, mailto:office@example.org or /documents, not “{link.Address}”.");
        }
        Stamp = $"{Styles?.Hash} {Logo?.Hash} {options.Tagline}\n{options.FooterText}\n{string.Join('\n', options.FooterLinks)}";
    }

    public StaticFile? Styles { get; }

    public StaticFile? Logo { get; }

    /// <summary>Changes with every option that decides how a page looks.</summary>
    public string Stamp { get; }

    public StaticFile? Find(string address) => Styles?.Address == address ? Styles : Logo?.Address == address ? Logo : null;

    private static StaticFile ReadLogo(string path)
    {
        var type = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".webp" => "image/webp",
            _ => throw new InvalidOperationException($"Website:LogoFile is an SVG, PNG, JPEG or WebP file, not “{path}”."),
        };
        if (!File.Exists(path)) throw new InvalidOperationException($"Website:LogoFile: there is no file “{path}”.");
        if (new FileInfo(path).Length > LargestLogo) throw new InvalidOperationException($"Website:LogoFile: “{path}” is larger than 1 MB.");
        return StaticFiles.Make("logo" + Path.GetExtension(path).ToLowerInvariant(), type, File.ReadAllBytes(path));
    }

    /// <summary>A colour moved towards another one, no farther than it needs to be read on a background.</summary>
    private static string Readable(string colour, string background, string towards)
    {
        var (own, end) = (Channels(colour), Channels(towards));
        for (var step = 0; ; step++)
        {
            int[] mixed = [.. own.Zip(end, (a, b) => a + (b - a) * step / 20)];
            if (step == 20 || Contrast(mixed, Channels(background)) >= LeastContrast) return string.Create(CultureInfo.InvariantCulture, $"#{mixed[0]:x2}{mixed[1]:x2}{mixed[2]:x2}");
        }
    }

    /// <summary>WCAG 2.2, "contrast ratio".</summary>
    private static double Contrast(int[] a, int[] b)
    {
        var (first, second) = (Luminance(a), Luminance(b));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>WCAG 2.2, "relative luminance".</summary>
    private static double Luminance(int[] colour)
    {
        var linear = colour.Select(c => c / 255d).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static int[] Channels(string colour) => [.. Convert.FromHexString(colour.AsSpan(1)).Select(b => (int)b)];
}
