using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Logging;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>PdfPig's options, with the budget, which its page factories are given with them.</summary>
internal sealed class BudgetedOptions : ParsingOptions
{
    public BudgetedOptions(ReadingBudget budget)
    {
        Budget = budget;
        FilterProvider = new BoundedFilters(budget);
        UseLenientParsing = true;
        SkipMissingFonts = true;
        MaxStackDepth = 128;
    }

    public ReadingBudget Budget { get; }
}

/// <summary>Reads a page's content into a <see cref="PdfPage"/>. PdfPig makes it by its constructor.</summary>
internal sealed class PageFactory(
    IPdfTokenScanner pdfScanner, IResourceStore resourceStore, ILookupFilterProvider filterProvider, IPageContentParser pageContentParser, ParsingOptions parsingOptions)
    : BasePageFactory<PdfPage>(pdfScanner, new EmbeddedFonts(resourceStore, pdfScanner, filterProvider), filterProvider, new BoundedParser(pageContentParser, parsingOptions), parsingOptions)
{
    private const int MaximumLinks = 5_000;

    protected override PdfPage ProcessPage(
        int pageNumber, DictionaryToken dictionary, NamedDestinations namedDestinations, MediaBox mediaBox, CropBox cropBox, UserSpaceUnit userSpaceUnit,
        PageRotationDegrees rotation, TransformationMatrix initialMatrix, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        var turned = rotation.Value is 90 or 270;
        var page = new PdfPage(pageNumber, (float)(turned ? cropBox.Bounds.Height : cropBox.Bounds.Width), (float)(turned ? cropBox.Bounds.Width : cropBox.Bounds.Height));
        AddLinks(page, dictionary, initialMatrix);
        var content = new ContentReader(page, ResourceStore, PdfScanner, PageContentParser, FilterProvider, cropBox, userSpaceUnit, rotation, initialMatrix, (BudgetedOptions)ParsingOptions);
        return content.Process(pageNumber, operations);
    }

    /// <summary>Link annotations with an address (12.6.4.7); those to places in the file lead nowhere in a web page.</summary>
    private void AddLinks(PdfPage page, DictionaryToken dictionary, TransformationMatrix matrix)
    {
        if (!dictionary.TryGet(NameToken.Annots, PdfScanner, out ArrayToken? annotations))
            return;
        foreach (var token in annotations.Data.Take(MaximumLinks))
        {
            if (DirectObjectFinder.TryGet<DictionaryToken>(token, PdfScanner, out var annotation)
                && annotation.TryGet(NameToken.A, PdfScanner, out DictionaryToken? action)
                && Tokens.Text(action, "URI", PdfScanner) is { } address && LinkTargets.Allowed(address) is { } target
                && annotation.TryGet(NameToken.Rect, PdfScanner, out ArrayToken? sides) && sides.Data.Count == 4 && sides.Data.All(s => s is NumericToken))
            {
                var corners = sides.Data.Cast<NumericToken>().Select(s => s.Double).ToArray();
                page.Links.Add(new LinkArea(ContentReader.BoxOf(matrix.Transform(new PdfPoint(corners[0], corners[1])), matrix.Transform(new PdfPoint(corners[2], corners[3]))), target));
            }
        }
    }

    /// <summary>A page's content may be many streams, each within its limit: together they have it again.</summary>
    private sealed class BoundedParser(IPageContentParser inner, ParsingOptions options) : IPageContentParser
    {
        public IReadOnlyList<IGraphicsStateOperation> Parse(int pageNumber, IInputBytes inputBytes, ILog log)
        {
            var budget = ((BudgetedOptions)options).Budget;
            if (inputBytes.Length > ReadingBudget.MaximumStreamBytes)
                budget.Decoded(inputBytes.Length);
            return inner.Parse(pageNumber, new BoundedContent(inputBytes, budget), log);
        }
    }
}
