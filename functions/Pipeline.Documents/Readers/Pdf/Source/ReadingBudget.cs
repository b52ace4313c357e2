using System.Globalization;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// What reading one file may cost. PdfPig knows neither limits nor cancelling; all that it calls of ours (filters, operators, glyphs)
/// reports here, and stops it by an exception. What PdfPig swallows of that is thrown again at the next report.
/// </summary>
internal sealed class ReadingBudget(ReadOptions options, CancellationToken cancellationToken)
{
    /// <summary>Bytes of one stream when it is unpacked. What is parsed takes several times as much memory.</summary>
    public const int MaximumStreamBytes = 24 * 1024 * 1024;

    private const long MaximumDecodedBytes = 600L * 1024 * 1024;
    private const int MaximumOperators = 20_000_000;
    private const int MaximumGlyphs = 4_000_000;

    private long decoded;
    private int operators;
    private int glyphs;
    private RejectedException? exceeded;

    /// <exception cref="RejectedException">The stream, or all of them together, are too large.</exception>
    public void Decoded(long bytes)
    {
        Check();
        decoded += bytes;
        if (bytes > MaximumStreamBytes || decoded > MaximumDecodedBytes)
            throw Exceeded();
    }

    public void Operator()
    {
        if ((++operators & 0xFF) == 0)
            Check();
        if (operators > MaximumOperators)
            throw Exceeded();
    }

    public void Glyph()
    {
        var most = Math.Min(MaximumGlyphs, options.MaximumCharacters);
        if (++glyphs > most)
            throw exceeded = new RejectedException("too-many-characters", string.Create(CultureInfo.InvariantCulture,
                $"This file has more than {most:N0} characters, which is the most that can be published. Split it into several documents."));
    }

    public void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (exceeded is not null)
            throw new RejectedException(exceeded.Diagnostics);
    }

    /// <summary>The rejection to throw; also where PdfPig swallows it, the file is rejected.</summary>
    public RejectedException Exceeded() => exceeded = new RejectedException("pdf-too-complex",
        "This PDF unpacks to far more than a document needs; it may be damaged. Print it to PDF again (File > Print > Save as PDF), and upload that file.");
}
