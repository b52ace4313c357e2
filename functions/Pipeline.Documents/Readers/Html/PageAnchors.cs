using AngleSharp.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>Gives headings the anchors that links of the page lead to, where these stand on something around or within them.</summary>
internal static class PageAnchors
{
    private static readonly string[] Headings = ["h1", "h2", "h3", "h4", "h5", "h6"];

    public static void Settle(IElement content)
    {
        var wanted = content.QuerySelectorAll("a[href^='#']").Select(a => a.GetAttribute("href")![1..]).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
            return;
        foreach (var heading in content.QuerySelectorAll(string.Join(',', Headings)))
        {
            if (heading.Id is { Length: > 0 } own && wanted.Contains(own))
                continue;
            var inside = heading.QuerySelectorAll("[id], a[name]").Select(Name);
            var around = new List<string?>();
            for (var element = heading; element.PreviousElementSibling is null or { TextContent.Length: 0 } && element.ParentElement is { } parent && parent != content; element = parent)
            {
                around.Add(Name(element.PreviousElementSibling));
                around.Add(Name(parent));
            }
            around.Add(Name(heading.PreviousElementSibling is { TextContent.Length: 0 } before ? before : null));
            if (inside.Concat(around).FirstOrDefault(n => n is { Length: > 0 } && wanted.Contains(n)) is { } name)
                heading.Id = name;
        }
    }

    private static string? Name(IElement? element) => element is null ? null : element.Id is { Length: > 0 } id ? id : element.LocalName == "a" ? element.GetAttribute("name") : null;
}
