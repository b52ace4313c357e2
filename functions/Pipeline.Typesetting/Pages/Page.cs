using Pipeline.Documents;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Typesetting.Pages;

/// <summary>
/// What layout makes and the PDF writer writes: positioned pages, the structure tree, bookmarks. Measures are PDF points
/// (1/72 inch) with the origin at a page's top left and y downwards.
/// </summary>
public sealed class PagedDocument
{
    public required string Title { get; init; }

    /// <summary>BCP 47 tag of the whole document.</summary>
    public required string Language { get; init; }
    public TextDirection Direction { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];
    public string? Subject { get; init; }
    public string? Publisher { get; init; }

    /// <summary>ISO 8601 date of the work, of the precision known; null where unknown. The only date in the file: there is no clock.</summary>
    public string? Date { get; init; }

    /// <summary>Stable identity of the edition (its source's hash), from which the file identifier is made.</summary>
    public string? Identity { get; init; }
    public required IReadOnlyList<Page> Pages { get; init; }

    /// <summary>The structure tree's root element, of type Document.</summary>
    public required StructureElement Root { get; init; }
    public IReadOnlyList<Bookmark> Bookmarks { get; init; } = [];
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}

/// <summary>A bookmark: a heading's text, its place, and the bookmarks of the headings below it.</summary>
public sealed record Bookmark(string Title, Destination Target, IReadOnlyList<Bookmark> Children);

/// <summary>A place to go to: a page and the y of its top, in points from the page's top.</summary>
public sealed record Destination(Page Page, float Y)
{
    /// <summary>The structure element there, where known.</summary>
    public StructureElement? Element { get; init; }
}

/// <summary>One page: items in reading order, which is also the order of painting.</summary>
public sealed class Page(int index, float width, float height)
{
    private readonly List<PageItem> items = [];
    private readonly List<LinkArea> links = [];

    /// <summary>From 0.</summary>
    public int Index { get; } = index;
    public float Width { get; } = width;
    public float Height { get; } = height;
    public IReadOnlyList<PageItem> Items => items;
    public IReadOnlyList<LinkArea> Links => links;

    /// <summary>The kind of the artifacts that are added from now on, where they state none themselves.</summary>
    internal ArtifactKind Artifacts { get; set; }

    /// <summary>Adds an item to the page's end; <paramref name="element"/> null makes it an artifact (ISO 32000-1 14.8.2.2).</summary>
    public void Add(PageItem item, StructureElement? element)
    {
        if (element is not null)
        {
            var last = items.Count > 0 ? items[^1].Content : null;
            item.Content = last is not null && last.Element == element && element.LastKid == last ? last : element.AddContent(this);
        }
        else if (item.Artifact == ArtifactKind.Layout) item.Artifact = Artifacts;
        items.Add(item);
    }

    public void AddLink(LinkArea link)
    {
        links.Add(link);
        link.Element.AddLink(link);
    }
}

/// <summary>A sequence of items of one structure element on one page, without another's between them: one marked-content sequence.</summary>
public sealed class MarkedContent(StructureElement element, Page page) : IStructureKid
{
    public StructureElement Element { get; } = element;
    public Page Page { get; } = page;
}

/// <summary>Something painted. <see cref="Content"/> is null for an artifact.</summary>
public abstract class PageItem
{
    public MarkedContent? Content { get; internal set; }

    /// <summary>What kind of artifact it is, where it is one.</summary>
    public ArtifactKind Artifact { get; set; }
}

/// <summary>ISO 32000-1 table 330: type and subtype of an artifact.</summary>
public enum ArtifactKind
{
    Layout,
    Header,
    Footer,

    /// <summary>A repeated table header and other pagination artifacts.</summary>
    Pagination,
}

/// <summary>Words of one font, size and colour on one baseline, each after the other from <see cref="X"/>.</summary>
public sealed class TextItem : PageItem
{
    public required FontFace Font { get; init; }

    /// <summary>Points.</summary>
    public required float Size { get; init; }
    public Color Color { get; init; }

    /// <summary>Left end of the first word's origin.</summary>
    public required float X { get; init; }

    /// <summary>The baseline.</summary>
    public required float Y { get; init; }

    /// <summary>In visual order, left to right.</summary>
    public required ReadOnlyMemory<PlacedWord> Words { get; init; }
}

/// <summary>A shaped word (or a run of spaces) and the extra space after it in points (justification).</summary>
public readonly record struct PlacedWord(ShapedWord Word, float Extra);

/// <summary>The glyphs of a piece of text in one font, in visual order. Measures in font units. Immutable, shared between places and documents.</summary>
public sealed class ShapedWord(FontFace font, string text, Glyph[] glyphs, bool rightToLeft)
{
    public FontFace Font { get; } = font;
    public string Text { get; } = text;
    public ReadOnlySpan<Glyph> Glyphs => glyphs;
    public bool RightToLeft { get; } = rightToLeft;

    /// <summary>Sum of the advances.</summary>
    public int Advance { get; } = glyphs.Sum(g => g.Advance);
}

/// <summary>
/// A glyph and the characters that it stands for: <paramref name="TextLength"/> UTF-16 units of its word's text from
/// <paramref name="TextStart"/>. In a cluster of several glyphs one holds all the characters and the others none (length 0).
/// <paramref name="OffsetX"/> and <paramref name="OffsetY"/> move it without moving what follows.
/// </summary>
public readonly record struct Glyph(ushort Id, short Advance, short OffsetX, short OffsetY, ushort TextStart, ushort TextLength);

/// <summary>A filled rectangle: a rule, an underline, a shade, a border.</summary>
public sealed class RectangleItem : PageItem
{
    public required float X { get; init; }
    public required float Y { get; init; }
    public required float Width { get; init; }
    public required float Height { get; init; }
    public Color Color { get; init; }
}

/// <summary>A picture scaled into a rectangle. Y is its top.</summary>
public sealed class ImageItem : PageItem
{
    public required ImageData Image { get; init; }
    public required float X { get; init; }
    public required float Y { get; init; }
    public required float Width { get; init; }
    public required float Height { get; init; }
}

/// <summary>A visible box for a character that no font has: an outlined rectangle; its code is set as a text item beside it.</summary>
public sealed class FrameItem : PageItem
{
    public required float X { get; init; }
    public required float Y { get; init; }
    public required float Width { get; init; }
    public required float Height { get; init; }
    public float LineWidth { get; init; } = 0.5f;
    public Color Color { get; init; }
}

/// <summary>sRGB, each 0 to 255. The default is black.</summary>
public readonly record struct Color(byte R, byte G, byte B);

/// <summary>
/// A link annotation: an absolute address or a place in this document. <see cref="Element"/> is its Link (or Reference) element;
/// <see cref="Description"/> becomes Contents (ISO 14289-1 7.18.5).
/// </summary>
public sealed class LinkArea : IStructureKid
{
    public required Page Page { get; init; }
    public required float X { get; init; }
    public required float Y { get; init; }
    public required float Width { get; init; }
    public required float Height { get; init; }
    public required StructureElement Element { get; init; }
    public required string Description { get; init; }

    /// <summary>An absolute address, or null where <see cref="Target"/> is set.</summary>
    public string? Address { get; init; }

    /// <summary>Set before writing; a place in this document.</summary>
    public Destination? Target { get; set; }
}
