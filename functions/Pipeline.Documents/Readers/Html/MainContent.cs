using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// Finds the text of a page among menus, headers, sidebars and footers: by the elements and roles that say it, then by names that websites
/// use, then by how much of a part is links. In doubt a part stays, since a lost paragraph is worse than a menu.
/// </summary>
internal static class MainContent
{
    private const string Furniture =
        "nav, [role=navigation], [role=search], [role=banner], [role=contentinfo], [role=complementary], [role=menu], [role=menubar], [role=toolbar], [role=dialog], [role=alertdialog]";
    private const string Articles = "[itemprop=articleBody], .entry-content, .post-content, .article-body, .field--name-body, #main-content, #content, #mw-content-text, .main-content";
    private const int Enough = 200;

    private static readonly FrozenSet<string> FurnitureNames = FrozenSet.ToFrozenSet(
    [
        "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "sidebar", "masthead", "cookie", "cookies", "consent", "share", "sharing", "social", "related",
        "recommended", "newsletter", "subscribe", "disqus", "advert", "advertisement", "ads", "promo", "skip", "toolbar", "pagination", "pager", "login", "search", "footer", "header",
        "banner", "sitemap", "catlinks", "noprint", "printfooter", "comments", "respond", "widget",
    ]);

    /// <summary>The element that holds the text; what is around and between it has been taken out.</summary>
    public static IElement Find(IHtmlDocument page, Findings findings, CancellationToken cancellationToken)
    {
        var body = page.Body!;
        var total = Letters(body);
        var main = Main(body, total);
        if (main is not null && main.QuerySelector("h1") is null && body.QuerySelectorAll("h1").ToList() is [var only] && Letters(only) > 0)
        {
            // A heading that was not closed holds the main part, which ends it.
            if (only.Contains(main))
                only.Parent!.InsertBefore(main, only.NextSibling);
            main.Prepend(only);
        }
        var root = main ?? body;
        var removed = total - Letters(root);
        var words = main is null ? 0 : DocumentText.CountWords(body.TextContent) - DocumentText.CountWords(main.TextContent);
        foreach (var element in Around(root, main is null, cancellationToken).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var letters = Letters(element);
            if (element.Parent is null || element == root || (removed + letters) * 10 > total * 9
                || (total - removed - letters < Enough && (removed + letters) * 3 > total))
                continue;
            removed += letters;
            words += DocumentText.CountWords(element.TextContent);
            foreach (var heading in element.QuerySelectorAll("h1").ToList())
                element.Parent.InsertBefore(heading, element);
            element.Remove();
        }
        if (words > 0)
            findings.Add("page-furniture", Severity.Info, $"Menus, headers, footers and the like around the text of the web page were left out ({words} words).");
        return root;
    }

    private static IElement? Main(IElement body, int total)
    {
        foreach (var selector in (string[])["main, [role=main]", "article", Articles])
        {
            var found = body.QuerySelectorAll(selector).Select(e => (Element: e, Letters: Letters(e))).OrderByDescending(e => e.Letters).Take(2).ToList();
            // Several articles of one length are a list of articles, which is the text then.
            if (selector == "article" && found.Count == 2 && found[1].Letters * 3 > found[0].Letters && !found[0].Element.Contains(found[1].Element))
                continue;
            if (found.Count > 0 && (found[0].Letters >= Enough || found[0].Letters * 5 > total * 2))
                return found[0].Element;
        }
        return null;
    }

    private static IEnumerable<IElement> Around(IElement root, bool wholeBody, CancellationToken cancellationToken)
    {
        foreach (var element in root.QuerySelectorAll(Furniture))
            yield return element;
        if (wholeBody)
        {
            foreach (var element in root.QuerySelectorAll("header, footer, aside").Where(e => e.ParentElement?.Closest("article, main, section, blockquote") is null))
                yield return element;
        }
        var letters = Letters(root);
        foreach (var element in root.QuerySelectorAll("div, ul, ol, section, aside, table, header, footer, p").Where(IsNamedFurniture))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var own = Letters(element);
            if (own * 3 < letters && (own < Enough || LinkLetters(element) * 2 > own))
                yield return element;
        }
        if (wholeBody)
        {
            foreach (var element in LinkLists(root))
                yield return element;
        }
    }

    private static bool IsNamedFurniture(IElement element) =>
        (element.Id is { Length: > 0 } id && Parts(id).Any(FurnitureNames.Contains)) || element.ClassList.Any(c => Parts(c).Any(FurnitureNames.Contains));

    private static string[] Parts(string name) => name.ToLowerInvariant().Split('-', '_');

    /// <summary>Lists of links to other pages, before the first paragraph or after the last one.</summary>
    private static List<IElement> LinkLists(IElement root)
    {
        var paragraphs = root.QuerySelectorAll("p").Where(p => Letters(p) > 80 && LinkLetters(p) * 2 < Letters(p)).ToList();
        if (paragraphs.Count < 3)
            return [];
        return [.. root.QuerySelectorAll("ul, ol, table, div").Where(e =>
            e.QuerySelectorAll("a[href]").Count(a => !a.GetAttribute("href")!.StartsWith('#')) >= 5 && LinkLetters(e) * 10 > Letters(e) * 8
            && (e.CompareDocumentPosition(paragraphs[0]).HasFlag(DocumentPositions.Following) || e.CompareDocumentPosition(paragraphs[^1]).HasFlag(DocumentPositions.Preceding)))];
    }

    private static int LinkLetters(IElement element) => element.QuerySelectorAll("a[href]").Sum(Letters);

    private static int Letters(IElement element)
    {
        var letters = 0;
        foreach (var c in element.TextContent)
            letters += char.IsWhiteSpace(c) ? 0 : 1;
        return letters;
    }
}
