using Pipeline.Documents.Building;

namespace Pipeline.Documents.Readers.Word;

/// <summary>Leads links to bookmarks. Only headings have anchors, so a bookmark elsewhere is the heading that it stands under.</summary>
internal static class Anchors
{
    public static void Resolve(List<BodyItem> items, BodyFile file)
    {
        if (file.InnerLinks.Count == 0)
            return;
        var slugs = new Slugs();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        string? current = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is BodyParagraph { Role: StyleRole.Heading, Content.Count: > 0 } heading)
            {
                var label = heading.Label is { Style: not ListStyle.Bullet } number ? number.Text + " " : "";
                current = slugs.Unique(label + DocumentText.Of(heading.Content), "section");
                items[i] = heading with { Anchor = current };
            }
            foreach (var bookmark in current is null ? [] : items[i].Bookmarks)
                ids.TryAdd(bookmark, current!);
        }
        foreach (var (inlines, link) in file.InnerLinks)
        {
            var at = inlines.FindIndex(l => ReferenceEquals(l, link));
            if (at >= 0)
                inlines[at] = ids.TryGetValue(link.Target[1..], out var id) ? link with { Target = "#" + id } : new Passage(null, null, link.Children);
        }
    }
}
