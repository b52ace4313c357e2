using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>Makes the relative links of a page absolute, where it says what its own address is, and links to places within itself relative.</summary>
internal static partial class PageLinks
{
    public static void Resolve(IHtmlDocument page, Uri? known)
    {
        var own = Address(page) ?? known;
        foreach (var link in page.QuerySelectorAll("a[href]"))
        {
            var target = link.GetAttribute("href")!.Trim();
            if (target.Length == 0 || target[0] == '#' || own is null || target.StartsWith("//", StringComparison.Ordinal) || HasScheme(target))
            {
                if (own is not null && target.StartsWith(own.OriginalString + "#", StringComparison.Ordinal))
                    link.SetAttribute("href", target[own.OriginalString.Length..]);
                continue;
            }
            if (own.Scheme is "http" or "https" && Uri.TryCreate(own, target, out var resolved))
                link.SetAttribute("href", resolved.AbsoluteUri);
        }
    }

    private static bool HasScheme(string target) => Scheme().IsMatch(target);

    /// <summary>From <c>base</c>, the comment that browsers write into saved pages, or the page's canonical address.</summary>
    private static Uri? Address(IHtmlDocument page)
    {
        var saved = page.ChildNodes.OfType<IComment>().Concat(page.DocumentElement.ChildNodes.OfType<IComment>()).Concat(page.Head?.ChildNodes.OfType<IComment>() ?? [])
            .Select(c => SavedFrom().Match(c.Data)).FirstOrDefault(m => m.Success)?.Groups[1].Value;
        string?[] candidates =
        [
            page.QuerySelector("base[href]")?.GetAttribute("href"), saved, page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"),
            page.QuerySelector("meta[property='og:url']")?.GetAttribute("content"),
        ];
        return candidates.Select(c => Uri.TryCreate(c?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null).FirstOrDefault(u => u is not null);
    }

    [GeneratedRegex(@"^\s*saved from url=\(\d{1,6}\)(https?://\S{1,2000})", RegexOptions.CultureInvariant)]
    private static partial Regex SavedFrom();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]{0,20}:", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
