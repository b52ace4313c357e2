using System.Globalization;
using Pipeline.Documents.Readers.Pdf.Layout;
using Pipeline.Documents.Readers.Pdf.Source;
using Pipeline.Documents.Readers.Pdf.Tags;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Pipeline.Documents.Readers.Pdf;

/// <summary>
/// Reads PDF (ISO 32000-1). PdfPig parses; the document is made of the file's tags where they cover the text, and of how the pages look
/// otherwise. The file itself is the PDF rendition, so that a file whose text cannot be read is published too, without its text.
/// </summary>
internal static class PdfReader
{
    private const int MaximumPages = 5_000;

    /// <summary>Tags that leave out more of the text than this are not to be relied on.</summary>
    private const double MostUncovered = 0.03;

    public static ReadResult Read(SourceFile file, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        var budget = new ReadingBudget(options, cancellationToken);
        try
        {
            using var pdf = PdfDocument.Open(BoundedInput.Of(file.Bytes, budget), new BudgetedOptions(budget));
            return Read(pdf, file, options, findings, budget);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new RejectedException("password-protected",
                "This PDF can only be opened with a password. Open it, save it without one (in Acrobat: File > Properties > Security > No Security), and upload that file.");
        }
#pragma warning disable CA1031 // PdfPig throws whatever a damaged file makes happen; nothing of it is a fault of ours.
        catch (Exception e) when (e is not (RejectedException or OperationCanceledException))
#pragma warning restore CA1031
        {
            budget.Check();
            throw Damaged();
        }
    }

    private static ReadResult Read(PdfDocument pdf, SourceFile file, ReadOptions options, Findings findings, ReadingBudget budget)
    {
        if (pdf.NumberOfPages == 0)
            throw Damaged();
        if (pdf.NumberOfPages > MaximumPages)
            throw new RejectedException("too-many-pages", string.Create(CultureInfo.InvariantCulture,
                $"This PDF has {pdf.NumberOfPages:N0} pages; at most {MaximumPages:N0} can be published. Split it into several documents."));
        var pages = Pages(pdf, findings, budget);
        var metadata = new PdfMetadata(pdf, file.Name);
        var result = new ReadResult(new Document { Language = metadata.Language ?? "und", Blocks = [] }, SourceFormat.Pdf, metadata.Entries(null), []) { Pages = pages.Count };
        if (!Readability.Check(pages, findings))
            return result with { HasText = false, Diagnostics = findings.ToList() };

        var document = DocumentBuilder.Finish(Map(pdf, pages, options, findings, budget), options, findings);
        return result with { Document = document, Metadata = metadata.Entries(document.Language), Diagnostics = findings.ToList() };
    }

    private static List<PdfPage> Pages(PdfDocument pdf, Findings findings, ReadingBudget budget)
    {
        pdf.AddPageFactory<PdfPage, PageFactory>();
        var pages = new List<PdfPage>(pdf.NumberOfPages);
        var damaged = new List<int>();
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            budget.Check();
            try
            {
                pages.Add(pdf.GetPage<PdfPage>(number));
            }
#pragma warning disable CA1031 // One damaged page is no reason to lose the others.
            catch (Exception e) when (e is not (RejectedException or OperationCanceledException or OutOfMemoryException))
#pragma warning restore CA1031
            {
                budget.Check();
                pages.Add(new PdfPage(number, 595, 842));
                damaged.Add(number);
            }
        }
        if (damaged.Count == pages.Count)
            throw Damaged();
        if (damaged.Count > 0)
            findings.Add("pdf-page-damaged", Severity.Warning,
                $"{(damaged.Count == 1 ? "A page" : "Some pages")} of this PDF could not be read: {Readability.Numbers(damaged)}. Compare the web page with the PDF; if something is missing, make the PDF again.");
        return pages;
    }

    private static Document Map(PdfDocument pdf, List<PdfPage> pages, ReadOptions options, Findings findings, ReadingBudget budget)
    {
        var pictures = new PdfPictures(options);
        if (TagTree.Read(pdf, budget) is { } root)
        {
            var text = new TagText(pages);
            if (text.Uncovered(root) <= MostUncovered)
                return new TagMapper(root, pages, text, pictures, budget).Map();
            findings.Add("pdf-tags-incomplete", Severity.Info, "The tags of this PDF leave out parts of its text, so the web page was made from how the pages look.");
        }
        else
        {
            findings.Add("pdf-not-tagged", Severity.Info,
                "This PDF is not tagged, so people who have it read aloud may not be able to follow it; they can use the web page. A PDF that Word saves with “Document structure tags for accessibility” is better.");
        }
        return PageMapper.Map(pages, budget);
    }

    private static RejectedException Damaged() => new("pdf-damaged",
        "This PDF is damaged and cannot be read. Make it again from the document that it came from, or open it and print it to PDF, and upload that file.");
}
