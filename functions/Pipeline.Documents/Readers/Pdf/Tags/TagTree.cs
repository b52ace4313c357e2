using Pipeline.Documents.Readers.Pdf.Source;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Documents.Readers.Pdf.Tags;

/// <summary>Reads the structure tree of a file (ISO 32000-1 14.7). What is damaged in it is left out; cycles and endless depth end.</summary>
internal sealed class TagTree
{
    private const int MaximumDepth = 200;
    private const int MaximumElements = 500_000;

    private readonly IPdfTokenScanner scanner;
    private readonly ReadingBudget budget;
    private readonly Dictionary<IndirectReference, int> pages = [];
    private readonly HashSet<IndirectReference> open = [];
    private readonly DictionaryToken? roles;
    private readonly DictionaryToken? classes;
    private int elements;

    private TagTree(PdfDocument file, DictionaryToken root, ReadingBudget budget)
    {
        scanner = file.Structure.TokenScanner;
        this.budget = budget;
        roles = root.Dictionary("RoleMap", scanner);
        classes = root.Dictionary("ClassMap", scanner);
        if (file.Structure.Catalog.CatalogDictionary.TryGet(NameToken.Pages, out var tree))
            NumberPages(tree, 0);
    }

    /// <summary>The tree's root, or null where the file has none.</summary>
    public static TagNode? Read(PdfDocument file, ReadingBudget budget)
    {
        if (file.Structure.Catalog.CatalogDictionary.Dictionary("StructTreeRoot", file.Structure.TokenScanner) is not { } root)
            return null;
        var tree = new TagTree(file, root, budget);
        var node = new TagNode("Document");
        tree.AddKids(node, root, 0, 0);
        return node.Kids.Count > 0 ? node : null;
    }

    private void NumberPages(IToken token, int depth)
    {
        budget.Operator();
        if (depth > MaximumDepth || (token is IndirectReferenceToken known && !open.Add(known.Data)) || !DirectObjectFinder.TryGet<DictionaryToken>(token, scanner, out var node))
            return;
        if (node.TryGet(NameToken.Kids, scanner, out ArrayToken? kids))
        {
            foreach (var kid in kids.Data)
                NumberPages(kid, depth + 1);
        }
        else if (token is IndirectReferenceToken reference)
        {
            pages[reference.Data] = pages.Count + 1;
        }
        if (token is IndirectReferenceToken left)
            open.Remove(left.Data);
    }

    private void AddKids(TagNode node, DictionaryToken dictionary, int page, int depth)
    {
        if (!dictionary.TryGet(NameToken.K, out var kids))
            return;
        page = PageOf(dictionary) ?? page;
        if (DirectObjectFinder.TryGet<ArrayToken>(kids, scanner, out var array))
        {
            foreach (var kid in array.Data)
                AddKid(node, kid, page, depth);
        }
        else
        {
            AddKid(node, kids, page, depth);
        }
    }

    private void AddKid(TagNode node, IToken token, int page, int depth)
    {
        budget.Operator();
        if (depth > MaximumDepth || elements++ > MaximumElements)
            return;
        if (DirectObjectFinder.TryGet<NumericToken>(token, scanner, out var mark))
        {
            node.Kids.Add(new TagContent(page, mark.Int));
            return;
        }
        var reference = token as IndirectReferenceToken;
        if ((reference is not null && !open.Add(reference.Data)) || !DirectObjectFinder.TryGet<DictionaryToken>(token, scanner, out var kid))
            return;
        var type = kid.Name("Type", scanner);
        if (type == "MCR")
        {
            if (kid.Number("MCID", scanner) is { } number)
                node.Kids.Add(new TagContent(PageOf(kid) ?? page, number));
        }
        else if (type != "OBJR" && kid.Name("S", scanner) is { } name)
        {
            var element = Element(Standard(name), kid);
            AddKids(element, kid, page, depth + 1);
            node.Kids.Add(element);
        }
        if (reference is not null)
            open.Remove(reference.Data);
    }

    private TagNode Element(string type, DictionaryToken dictionary)
    {
        var attributes = Attributes(dictionary).ToList();
        int Span(string key) => Math.Clamp(attributes.Select(a => a.Number(key, scanner)).FirstOrDefault(n => n is not null) ?? 1, 1, 1000);
        string? Name(string key) => attributes.Select(a => a.Name(key, scanner)).FirstOrDefault(n => n is not null);
        return new TagNode(type)
        {
            Alt = dictionary.Text("Alt", scanner),
            ActualText = dictionary.Text("ActualText", scanner),
            Expansion = dictionary.Text("E", scanner),
            Language = dictionary.Text("Lang", scanner),
            ColumnSpan = Span("ColSpan"),
            RowSpan = Span("RowSpan"),
            Scope = Name("Scope"),
            ListNumbering = Name("ListNumbering"),
        };
    }

    /// <summary>Attribute objects (14.7.5), the element's own before those of its classes.</summary>
    private IEnumerable<DictionaryToken> Attributes(DictionaryToken element)
    {
        if (element.TryGet(NameToken.A, out var own))
        {
            foreach (var attributes in Dictionaries(own))
                yield return attributes;
        }
        if (classes is null || !element.TryGet(NameToken.C, out var names))
            yield break;
        IReadOnlyList<IToken> list = DirectObjectFinder.TryGet<ArrayToken>(names, scanner, out var array) ? array.Data : [names];
        foreach (var name in list.OfType<NameToken>())
        {
            if (!classes.TryGet(name, out var ofClass))
                continue;
            foreach (var attributes in Dictionaries(ofClass))
                yield return attributes;
        }
    }

    private IEnumerable<DictionaryToken> Dictionaries(IToken token)
    {
        if (DirectObjectFinder.TryGet<DictionaryToken>(token, scanner, out var one))
            return [one];
        if (!DirectObjectFinder.TryGet<ArrayToken>(token, scanner, out var array))
            return [];
        return array.Data.Select(d => DirectObjectFinder.TryGet<DictionaryToken>(d, scanner, out var dictionary) ? dictionary : null).OfType<DictionaryToken>();
    }

    /// <summary>Follows the role map (14.7.3) to a standard type.</summary>
    private string Standard(string name)
    {
        for (var steps = 0; steps < 16 && !StandardTypes.Contains(name) && roles?.Name(name, scanner) is { } role; steps++)
            name = role;
        return name;
    }

    private int? PageOf(DictionaryToken dictionary) =>
        dictionary.TryGet(NameToken.Create("Pg"), out var token) && token is IndirectReferenceToken reference && pages.TryGetValue(reference.Data, out var number) ? number : null;

    private static readonly HashSet<string> StandardTypes =
    [
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6",
        "Title", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "FENote", "Reference", "BibEntry", "Code", "Link",
        "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form", "Em", "Strong", "Sub", "Aside", "DocumentFragment", "Artifact",
    ];
}
