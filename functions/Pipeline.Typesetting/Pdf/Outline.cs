using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>Bookmarks (ISO 32000-1 12.3.3).</summary>
internal static class Outline
{
    /// <summary>Writes the bookmarks and returns the number of their root.</summary>
    public static int Write(PdfFile file, PdfPages pages, IReadOnlyList<Bookmark> bookmarks)
    {
        var root = file.Reserve();
        var (first, last) = WriteLevel(file, pages, bookmarks, root);
        file.Begin(root).Raw("<</Type/Outlines/First "u8).Reference(first).Raw("/Last "u8).Reference(last)
            .Raw("/Count "u8).Int(bookmarks.Count).Raw(">>"u8);
        return root;
    }

    private static (int First, int Last) WriteLevel(PdfFile file, PdfPages pages, IReadOnlyList<Bookmark> bookmarks, int parent)
    {
        var objects = new int[bookmarks.Count];
        for (var i = 0; i < objects.Length; i++) objects[i] = file.Reserve();
        for (var i = 0; i < objects.Length; i++)
        {
            var children = bookmarks[i].Children;
            var (first, last) = children.Count > 0 ? WriteLevel(file, pages, children, objects[i]) : default;
            var buffer = file.Begin(objects[i]).Raw("<</Title"u8).Text(bookmarks[i].Title).Raw("/Parent "u8).Reference(parent);
            if (i > 0) buffer.Raw("/Prev "u8).Reference(objects[i - 1]);
            if (i + 1 < objects.Length) buffer.Raw("/Next "u8).Reference(objects[i + 1]);
            // Closed at first: a negative count of what would show when it is opened (table 153).
            if (children.Count > 0) buffer.Raw("/First "u8).Reference(first).Raw("/Last "u8).Reference(last).Raw("/Count "u8).Int(-children.Count);
            pages.WriteDestination(buffer.Raw("/Dest"u8), bookmarks[i].Target);
            buffer.Raw(">>"u8);
        }
        return (objects[0], objects[^1]);
    }
}
