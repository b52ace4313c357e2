using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Documents;
using Pipeline.Local.Development;
using Pipeline.Publishing.Conversion;
using Pipeline.Testing;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Publishing.Tests;

/// <summary>Our own PDFs, which are tagged, read back; and uploads that are PDFs.</summary>
public partial class PdfRoundTripTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("bench/inputs/report.md")]
    [InlineData("bench/inputs/table-heavy.md")]
    [InlineData("corpora/multilingual/udhr/arb.txt")]
    [InlineData("corpora/multilingual/udhr/cmn_hans.txt")]
    [InlineData("corpora/multilingual/udhr/fra.txt")]
    [InlineData("corpora/multilingual/udhr/rus.txt")]
    [InlineData("corpora/multilingual/udhr/spa.txt")]
    public void What_was_set_is_what_is_read(string file)
    {
        var path = SharedData.Require(file);
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        var converter = new Converter(fonts, new PipelineOptions());
        var written = Prepare(Path.GetFileName(path), File.ReadAllBytes(path));

        var read = Prepare("back.pdf", converter.Render(written, null, TestProcess.Cancel).Pdf);

        Assert.True(read.HasText);
        Assert.DoesNotContain(read.Diagnostics, d => d.Code is "pdf-not-tagged" or "pdf-tags-incomplete");
        Assert.Equal(Headings(written.Document), Headings(read.Document));
        Assert.Equal(written.Counts.Tables, read.Counts.Tables);
        Assert.Equal(Tables(written.Document), Tables(read.Document));
        Assert.Equal(Lists(written.Document), Lists(read.Document));
        Assert.Equal(written.Document.Notes.Count, read.Document.Notes.Count);
        var (ours, theirs) = (Words(written.Document), Words(read.Document));
        var kept = ours.Sum(w => Math.Min(w.Value, theirs.GetValueOrDefault(w.Key)));
        output.WriteLine($"{kept} of {ours.Values.Sum()} words");
        Assert.Equal(ours.Values.Sum(), kept);
    }

    [Fact]
    public void Upload_that_is_a_PDF_is_its_own_rendition()
    {
        var bytes = Encoding.Latin1.GetBytes(Pdf("BT /F1 12 Tf 1 0 0 1 72 700 Tm (Statement by Nigeria on the responsibility to protect.) Tj ET"));
        using var fonts = FontLibrary.Load(NodePackages.Folder);

        var renditions = new Converter(fonts, new PipelineOptions()).Render(Prepare("nigeria.pdf", bytes), null, TestProcess.Cancel);

        Assert.Equal(bytes, renditions.Pdf);
        Assert.True(renditions is { Pages: 1, Words: > 5 });
        Assert.Contains("responsibility to protect", Encoding.UTF8.GetString(renditions.Html), StringComparison.Ordinal);
    }

    [Fact]
    public void Upload_whose_text_cannot_be_read_says_so_and_has_no_words()
    {
        var bytes = Encoding.Latin1.GetBytes(Pdf("0 0 m 100 100 200 300 400 500 c f"));
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        var prepared = Prepare("nigeria.pdf", bytes);

        var renditions = new Converter(fonts, new PipelineOptions()).Render(prepared, null, TestProcess.Cancel);

        Assert.Equal(bytes, renditions.Pdf);
        Assert.Equal((1, 0), (renditions.Pages, renditions.Words));
        Assert.Contains("it can be read only in the PDF", Encoding.UTF8.GetString(renditions.Html), StringComparison.Ordinal);
        Assert.Contains("it can be read only in the PDF", Encoding.UTF8.GetString(renditions.Text), StringComparison.Ordinal);
        Assert.Contains(prepared.Diagnostics, d => d is { Code: "pdf-without-text", Severity: Severity.Warning });
    }

    private static PreparedDocument Prepare(string name, byte[] bytes) =>
        Converter.Prepare(new SourceFile(name, bytes), [], ReadOptions.Default, TestProcess.Cancel);

    private static string Pdf(string content) => $"""
        %PDF-1.7
        1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >> endobj
        4 0 obj << /Length {content.Length} >> stream
        {content}
        endstream endobj
        xref
        0 1
        0000000000 65535 f{" "}
        trailer << /Size 5 /Root 1 0 R >>
        startxref
        9
        %%EOF
        """;

    private static IEnumerable<string> Headings(Document document) => document.Blocks.OfType<Heading>().Select(h => $"{h.Level} {DocumentText.Of(h.Inlines)}");

    private static List<string> Tables(Document document) => [.. document.Blocks.OfType<Table>().Select(t =>
        $"{t.HeaderRows} {t.HeaderColumn} {DocumentText.Of(t.Caption)}: " + string.Join(" / ", t.Rows.Select(r => string.Join(" | ", r.Cells.Select(c => $"{c.RowSpan}×{c.ColumnSpan} {string.Join(' ', c.Blocks.SelectMany(DocumentText.Lines))}")))))];

    private static List<string> Lists(Document document) => [.. document.Blocks.OfType<ListBlock>().Select(l =>
        $"{l.Style} {l.Start}: " + string.Join(" / ", l.Items.Select(i => $"{i.Label} {string.Join(' ', i.Blocks.SelectMany(DocumentText.Lines))}")))];

    /// <summary>Words with how often each comes; what stands above and below the text comes besides.</summary>
    private static Dictionary<string, int> Words(Document document) =>
        DocumentText.Lines(document).SelectMany(l => Word().Matches(l).Select(m => m.Value)).CountBy(w => w).ToDictionary();

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+")]
    private static partial Regex Word();
}
