using Pipeline.Documents;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Layout;

/// <summary>Places that links and bookmarks lead to: known only once pages are painted.</summary>
internal sealed class Anchors
{
    private readonly Dictionary<string, Destination> places = [];
    private readonly List<(LinkArea Link, string Id)> waiting = [];
    private readonly List<Entry> entries = [];

    public void Reach(string id, Page page, float y, StructureElement element) =>
        places.TryAdd(id, new Destination(page, y) { Element = element });

    /// <summary>Remembers a link to an anchor, to be aimed when all pages are there.</summary>
    public void Await(LinkArea link, string id) => waiting.Add((link, id));

    /// <summary>The headings so far, in order.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    public Entry AddBookmark(Entry entry)
    {
        entries.Add(entry);
        return entry;
    }

    /// <summary>Aims every link; one whose anchor was never painted leads to the first page.</summary>
    public void AimLinks(Page firstPage)
    {
        foreach (var (link, id) in waiting)
            link.Target = places.GetValueOrDefault(id) ?? new Destination(firstPage, 0);
    }

    /// <summary>The headings as a tree by their levels.</summary>
    public IReadOnlyList<Bookmark> Bookmarks()
    {
        var next = 0;
        return Below(0, ref next);
    }

    private List<Bookmark> Below(int level, ref int next)
    {
        var bookmarks = new List<Bookmark>();
        while (next < entries.Count && entries[next].Level > level)
        {
            var entry = entries[next++];
            var children = Below(entry.Level, ref next);
            if (entry.Place is { } place) bookmarks.Add(new Bookmark(entry.Title, place, children));
            else bookmarks.AddRange(children);
        }
        return bookmarks;
    }

    /// <summary>A heading that becomes a bookmark.</summary>
    /// <param name="id">Its anchor, or null.</param>
    internal sealed class Entry(int level, string title, string? id, string language, TextDirection direction)
    {
        public int Level { get; } = level;
        public string Title { get; } = title;
        public string? Id { get; } = id;
        public string Language { get; } = language;
        public TextDirection Direction { get; } = direction;
        public Destination? Place { get; private set; }

        public void Reach(Page page, float y, StructureElement element) => Place ??= new Destination(page, y) { Element = element };
    }
}
