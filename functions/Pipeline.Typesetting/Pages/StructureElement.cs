namespace Pipeline.Typesetting.Pages;

/// <summary>A kid of a structure element: another element, marked content on a page, or a link annotation.</summary>
public interface IStructureKid;

/// <summary>
/// An element of the structure tree (ISO 32000-1 14.7.2), with its kids in reading order. <see cref="Type"/> is a standard type
/// (14.8.4): Document, Sect, H1 to H6, P, L, LI, Lbl, LBody, Table, THead, TBody, TR, TH, TD, Caption, Figure, BlockQuote, Code,
/// Link, Reference, Note, Span, TOC, TOCI, Div, Formula.
/// </summary>
public sealed class StructureElement(string type) : IStructureKid
{
    private readonly List<IStructureKid> kids = [];

    public string Type { get; } = type;
    public StructureElement? Parent { get; private set; }
    public IReadOnlyList<IStructureKid> Kids => kids;
    internal IStructureKid? LastKid => kids.Count > 0 ? kids[^1] : null;

    /// <summary>BCP 47 where it differs from the surrounding element's.</summary>
    public string? Language { get; init; }

    /// <summary>Alternative text (Figure, Formula).</summary>
    public string? Alt { get; init; }

    /// <summary>Expansion of an abbreviation (E).</summary>
    public string? Expansion { get; init; }
    public string? ActualText { get; init; }

    /// <summary>Title of a heading's section (T).</summary>
    public string? Title { get; init; }

    /// <summary>Element identifier, unique in the document: required on Note (ISO 14289-1 7.9), used by table headers.</summary>
    public string? Id { get; set; }

    /// <summary>Attribute ListNumbering of L: None, Disc, Decimal, LowerAlpha, UpperAlpha, LowerRoman, UpperRoman.</summary>
    public string? ListNumbering { get; init; }

    /// <summary>Attribute Scope of TH: Row, Column, Both.</summary>
    public string? Scope { get; init; }
    public int ColumnSpan { get; init; } = 1;
    public int RowSpan { get; init; } = 1;

    /// <summary>Attribute Headers: ids of the TH elements that head this cell.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Appends a child element and returns it.</summary>
    public StructureElement Add(StructureElement child)
    {
        child.Parent = this;
        kids.Add(child);
        return child;
    }

    /// <summary>Moves the last kid to <paramref name="index"/>: for what can be made only when all that follows it is there.</summary>
    internal void MoveLast(int index)
    {
        kids.Insert(index, kids[^1]);
        kids.RemoveAt(kids.Count - 1);
    }

    internal MarkedContent AddContent(Page page)
    {
        var content = new MarkedContent(this, page);
        kids.Add(content);
        return content;
    }

    internal void AddLink(LinkArea link) => kids.Add(link);
}
