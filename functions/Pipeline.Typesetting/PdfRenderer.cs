using Pipeline.Documents;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Layout;
using Pipeline.Typesetting.Pdf;

namespace Pipeline.Typesetting;

/// <summary>Renders a document as a tagged PDF (ISO 14289-1, PDF/UA-1).</summary>
public static class PdfRenderer
{
    /// <summary>
    /// Shapes, breaks, paginates and writes. Pure and thread-safe: the same document, front matter, fonts and options give the
    /// same bytes on every machine.
    /// </summary>
    /// <exception cref="RejectedException">A limit of <paramref name="options"/> was passed.</exception>
    public static PdfResult Render(
        Document document, FrontMatter frontMatter, FontLibrary fonts, TypesettingOptions options, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(options.MaximumTime);
        try
        {
            var pages = Typesetter.Lay(document, frontMatter, fonts, options, limited.Token);
            return new PdfResult(PdfWriter.Write(pages, limited.Token), pages.Pages.Count, pages.Diagnostics);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RejectedException("too-slow",
                $"Making the PDF took longer than {(int)options.MaximumTime.TotalSeconds} seconds. Divide the document into several, or make its tables and pictures smaller.");
        }
    }
}

/// <summary>The file, the number of its pages, and what could not be shown as it stands in the document.</summary>
public sealed record PdfResult(byte[] Bytes, int PageCount, IReadOnlyList<Diagnostic> Diagnostics);
