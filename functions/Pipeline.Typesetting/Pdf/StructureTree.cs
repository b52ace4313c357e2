using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// Writes the structure tree (ISO 32000-1 14.7): its elements, the way back from marked content and annotations to them
/// (ParentTree, 14.7.4.4), and their identifiers (IDTree).
/// </summary>
internal sealed class StructureTree(PdfFile file, PdfPages pages)
{
    private readonly Dictionary<StructureElement, int> objects = [];
    private readonly SortedDictionary<string, int> identifiers = new(StringComparer.Ordinal);

    /// <summary>Writes the tree and returns the number of its root. All page contents have been written.</summary>
    public int Write(StructureElement document)
    {
        var root = file.Reserve();
        var elements = InReadingOrder(document);
        foreach (var element in elements) objects[element] = file.Reserve();
        foreach (var element in elements) WriteElement(element, element.Parent is null ? root : objects[element.Parent]);

        var parents = WriteParentTree();
        var names = identifiers.Count > 0 ? WriteIdentifiers() : 0;
        var buffer = file.Begin(root).Raw("<</Type/StructTreeRoot/K "u8).Reference(objects[document])
            .Raw("/ParentTree "u8).Reference(parents).Raw("/ParentTreeNextKey "u8).Int(pages.Count + pages.Links.Count);
        if (names != 0) buffer.Raw("/IDTree "u8).Reference(names);
        buffer.Raw(">>"u8);
        return root;
    }

    // Not by recursion: the tree may be deep.
    private static List<StructureElement> InReadingOrder(StructureElement document)
    {
        var result = new List<StructureElement>();
        var open = new Stack<StructureElement>([document]);
        while (open.TryPop(out var element))
        {
            result.Add(element);
            for (var i = element.Kids.Count - 1; i >= 0; i--)
                if (element.Kids[i] is StructureElement kid) open.Push(kid);
        }
        return result;
    }

    private void WriteElement(StructureElement element, int parent)
    {
        var buffer = file.Begin(objects[element]).Raw("<</S"u8).Name(element.Type).Raw("/P "u8).Reference(parent);
        if (element.Language is { } language) buffer.Raw("/Lang"u8).Text(language);
        if (element.Title is { } title) buffer.Raw("/T"u8).Text(title);
        if (element.Alt is { } alt) buffer.Raw("/Alt"u8).Text(alt);
        if (element.ActualText is { } actual) buffer.Raw("/ActualText"u8).Text(actual);
        if (element.Expansion is { } expansion) buffer.Raw("/E"u8).Text(expansion);
        if (element.Id is { } id)
        {
            buffer.Raw("/ID"u8).Text(id);
            identifiers[id] = objects[element];
        }
        WriteAttributes(buffer, element);
        WriteKids(buffer, element);
        buffer.Raw(">>"u8);
    }

    private void WriteKids(PdfBuffer buffer, StructureElement element)
    {
        var kids = element.Kids;
        if (kids.Count == 0) return;
        Page? page = null;
        for (var i = 0; i < kids.Count && page is null; i++) page = (kids[i] as MarkedContent)?.Page;
        if (page is not null) buffer.Raw("/Pg "u8).Reference(pages.Object(page));
        buffer.Raw("/K"u8).Byte(kids.Count > 1 ? '[' : ' ');
        for (var i = 0; i < kids.Count; i++)
        {
            if (i > 0) buffer.Byte(' ');
            switch (kids[i])
            {
                case StructureElement kid:
                    buffer.Reference(objects[kid]);
                    break;
                case MarkedContent content when content.Page == page:
                    buffer.Int(pages.Identifier(content));
                    break;
                case MarkedContent content:
                    buffer.Raw("<</Type/MCR/Pg "u8).Reference(pages.Object(content.Page)).Raw("/MCID "u8).Int(pages.Identifier(content)).Raw(">>"u8);
                    break;
                case LinkArea link:
                    buffer.Raw("<</Type/OBJR/Pg "u8).Reference(pages.Object(link.Page)).Raw("/Obj "u8).Reference(pages.Object(link)).Raw(">>"u8);
                    break;
            }
        }
        if (kids.Count > 1) buffer.Byte(']');
    }

    // 14.8.5: attributes of lists, tables and figures.
    private void WriteAttributes(PdfBuffer buffer, StructureElement element)
    {
        if (element.ListNumbering is { } numbering) buffer.Raw("/A<</O/List/ListNumbering"u8).Name(numbering).Raw(">>"u8);
        if (element.Scope is not null || element.ColumnSpan > 1 || element.RowSpan > 1 || element.Headers.Count > 0)
        {
            buffer.Raw("/A<</O/Table"u8);
            if (element.Scope is { } scope) buffer.Raw("/Scope"u8).Name(scope);
            if (element.ColumnSpan > 1) buffer.Raw("/ColSpan "u8).Int(element.ColumnSpan);
            if (element.RowSpan > 1) buffer.Raw("/RowSpan "u8).Int(element.RowSpan);
            if (element.Headers.Count > 0)
            {
                buffer.Raw("/Headers["u8);
                foreach (var header in element.Headers) buffer.Text(header);
                buffer.Byte(']');
            }
            buffer.Raw(">>"u8);
        }
        if (element.Type == "Figure" && pages.Bounds(element) is { } box)
        {
            buffer.Raw("/A<</O/Layout/Placement/Block/BBox["u8).Number(box.Left).Byte(' ').Number(box.Bottom).Byte(' ')
                .Number(box.Right).Byte(' ').Number(box.Top).Raw("]>>"u8);
        }
    }

    // Keys are a page's index for its marked contents, and after them a number for each link annotation.
    private int WriteParentTree() => PdfTree.Write(file, "/Nums"u8, pages.Count + pages.Links.Count, (buffer, key) => buffer.Int(key), (buffer, key) =>
    {
        if (key >= pages.Count)
        {
            buffer.Byte(' ').Reference(objects[pages.Links[key - pages.Count].Element]);
            return;
        }
        buffer.Byte('[');
        var contents = pages.Contents(key);
        for (var i = 0; i < contents.Count; i++)
        {
            if (i > 0) buffer.Byte(' ');
            buffer.Reference(objects[contents[i].Element]);
        }
        buffer.Byte(']');
    });

    private int WriteIdentifiers()
    {
        // Keys are sorted as the strings they are written as (7.9.6): plain ones before those in UTF-16, which begin with FE FF.
        var sorted = identifiers.OrderBy(i => System.Text.Ascii.IsValid(i.Key) ? 0 : 1).ToList();
        return PdfTree.Write(file, "/Names"u8, sorted.Count,
            (buffer, i) => buffer.Text(sorted[i].Key), (buffer, i) => buffer.Reference(sorted[i].Value));
    }
}
