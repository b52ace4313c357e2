using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>Writes the pages with their contents and link annotations (ISO 32000-1 7.7.3, 12.5.6.5), and knows afterwards what stands where.</summary>
internal sealed class PdfPages
{
    // A page tree with a bounded number of kids a node lets a reader reach any page quickly (7.7.3.1).
    private const int KidsOfNode = 64;

    private readonly PdfFile file;
    private readonly IReadOnlyList<Page> pages;
    private readonly int[] pageObjects;
    private readonly Dictionary<Page, int> indexes = [];
    private readonly Dictionary<LinkArea, int> linkObjects = [];
    private readonly List<LinkArea> links = [];
    private readonly List<MarkedContent>[] contents;
    private readonly Dictionary<MarkedContent, int> identifiers = [];
    private readonly Dictionary<StructureElement, Box> figures = [];

    public PdfPages(PdfFile file, IReadOnlyList<Page> pages)
    {
        this.file = file;
        this.pages = pages;
        contents = new List<MarkedContent>[pages.Count];
        pageObjects = new int[pages.Count];
        for (var i = 0; i < pages.Count; i++)
        {
            pageObjects[i] = file.Reserve();
            indexes[pages[i]] = i;
        }
    }

    public int Count => pages.Count;

    /// <summary>All link annotations, in the order of their StructParent numbers, which follow the pages'.</summary>
    public IReadOnlyList<LinkArea> Links => links;

    public int Object(Page page) => pageObjects[indexes[page]];

    public int Object(LinkArea link) => linkObjects[link];

    /// <summary>The marked contents of a page in the order of their identifiers.</summary>
    public IReadOnlyList<MarkedContent> Contents(int page) => contents[page];

    public int Identifier(MarkedContent content) => identifiers[content];

    /// <summary>The area that a figure's pictures cover, null where it has none or they stand on several pages.</summary>
    public Box? Bounds(StructureElement figure) => figures.TryGetValue(figure, out var box) && box.Page is not null ? box : null;

    /// <summary>Writes all pages and returns the number of the tree's root.</summary>
    public int Write(DocumentResources resources, int resourceObject, CancellationToken cancellationToken)
    {
        using var buffer = new PdfBuffer(32 * 1024);
        var writer = new PageContent(buffer, resources);
        var parents = Enumerable.Range(0, Math.Max(1, (pages.Count + KidsOfNode - 1) / KidsOfNode)).Select(_ => file.Reserve()).ToArray();
        for (var i = 0; i < pages.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = pages[i];
            contents[i] = [];
            buffer.Clear();
            writer.Write(page, contents[i]);
            for (var k = 0; k < contents[i].Count; k++) identifiers[contents[i][k]] = k;
            NoteFigures(page);
            var stream = file.Reserve();
            file.Stream(stream, default, buffer.Written);
            WritePage(i, parents[i / KidsOfNode], stream, resourceObject);
        }
        return WriteTree(parents);
    }

    private void WritePage(int index, int parent, int stream, int resourceObject)
    {
        var page = pages[index];
        foreach (var link in page.Links)
        {
            linkObjects[link] = file.Reserve();
            links.Add(link);
        }
        var buffer = file.Begin(pageObjects[index]).Raw("<</Type/Page/Parent "u8).Reference(parent)
            .Raw("/MediaBox[0 0 "u8).Number(page.Width).Byte(' ').Number(page.Height)
            .Raw("]/Contents "u8).Reference(stream).Raw("/Resources "u8).Reference(resourceObject)
            .Raw("/StructParents "u8).Int(index);
        if (page.Links.Count > 0)
        {
            // 12.5.1: Tab goes in the order of the structure (ISO 14289-1 7.18.3).
            buffer.Raw("/Tabs/S/Annots["u8);
            foreach (var link in page.Links) buffer.Reference(linkObjects[link]).Byte(' ');
            buffer.Byte(']');
        }
        buffer.Raw(">>"u8);
        for (var i = links.Count - page.Links.Count; i < links.Count; i++) WriteLink(links[i], pages.Count + i);
    }

    private void WriteLink(LinkArea link, int structParent)
    {
        var height = link.Page.Height;
        var buffer = file.Begin(linkObjects[link]).Raw("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["u8)
            .Number(link.X).Byte(' ').Number(height - link.Y - link.Height).Byte(' ')
            .Number(link.X + link.Width).Byte(' ').Number(height - link.Y)
            .Raw("]/StructParent "u8).Int(structParent).Raw("/Contents"u8).Text(link.Description);
        if (link.Address is { } address) buffer.Raw("/A<</S/URI/URI"u8).Text(UriText.Escape(address)).Raw(">>"u8);
        else if (link.Target is { } target) WriteDestination(buffer.Raw("/Dest"u8), target);
        buffer.Raw(">>"u8);
    }

    /// <summary>A place to go to, keeping the reader's zoom (12.3.2.2).</summary>
    public void WriteDestination(PdfBuffer buffer, Destination target) => buffer.Byte('[').Reference(Object(target.Page))
        .Raw("/XYZ 0 "u8).Number(target.Page.Height - target.Y).Raw(" null]"u8);

    private int WriteTree(int[] nodes)
    {
        var (level, firstKids) = (nodes, pageObjects);
        var counts = pages.Select(_ => 1).ToArray();
        while (true)
        {
            var parents = level.Length == 1 ? [] : Enumerable.Range(0, (level.Length + KidsOfNode - 1) / KidsOfNode).Select(_ => file.Reserve()).ToArray();
            var sums = new int[level.Length];
            for (var i = 0; i < level.Length; i++)
            {
                var buffer = file.Begin(level[i]).Raw("<</Type/Pages/Kids["u8);
                for (var k = i * KidsOfNode; k < Math.Min((i + 1) * KidsOfNode, firstKids.Length); k++)
                {
                    buffer.Reference(firstKids[k]).Byte(' ');
                    sums[i] += counts[k];
                }
                buffer.Raw("]/Count "u8).Int(sums[i]);
                if (parents.Length > 0) buffer.Raw("/Parent "u8).Reference(parents[i / KidsOfNode]);
                buffer.Raw(">>"u8);
            }
            if (level.Length <= 1) return level[0];
            (level, firstKids, counts) = (parents, level, sums);
        }
    }

    private void NoteFigures(Page page)
    {
        foreach (var item in page.Items)
        {
            if (item is not ImageItem { Content.Element: { Type: "Figure" } figure } image) continue;
            var box = new Box(page, image.X, page.Height - image.Y - image.Height, image.X + image.Width, page.Height - image.Y);
            if (!figures.TryGetValue(figure, out var known)) figures[figure] = box;
            else if (known.Page != page) figures[figure] = default;
            else figures[figure] = new Box(page, Math.Min(known.Left, box.Left), Math.Min(known.Bottom, box.Bottom), Math.Max(known.Right, box.Right), Math.Max(known.Top, box.Top));
        }
    }

    /// <summary>An area in PDF's space, y upwards.</summary>
    public readonly record struct Box(Page? Page, float Left, float Bottom, float Right, float Top);
}
