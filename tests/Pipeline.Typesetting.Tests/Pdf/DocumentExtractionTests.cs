using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Documents;
using Pipeline.Documents.Renderers;
using Pipeline.Testing;
using UglyToad.PdfPig;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>
/// The words of a whole text, justified and divided at line ends, come out of its PDF as they stand in its text rendition. A line that ends within a
/// word ends with a soft hyphen: who drops it and what parts the lines has the word.
/// </summary>
public sealed partial class DocumentExtractionTests(FontsFixture fixture) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("extraction-").FullName;

    public static TheoryData<string> LeftToRight => ["eng", "fra", "rus", "spa", "cmn_hans"];

    [Theory]
    [MemberData(nameof(LeftToRight))]
    public void Poppler_reads_every_word(string language)
    {
        Tools.Require("pdftotext", "poppler-utils");
        var (expected, file) = Render(language);
        Assert.Equal(expected, Words(language, Tools.Run("pdftotext", file, "-").Output));
        Assert.Equal(expected, Words(language, Tools.Run("pdftotext", "-raw", file, "-").Output));
    }

    [Theory]
    [MemberData(nameof(LeftToRight))]
    public void Mutool_reads_every_word(string language)
    {
        Tools.Require("mutool", "mupdf-tools");
        var (expected, file) = Render(language);
        Assert.Equal(expected, Words(language, Tools.Run("mutool", "draw", "-q", "-F", "txt", file).Output));
    }

    [Theory]
    [MemberData(nameof(LeftToRight))]
    public void PdfPig_reads_every_word(string language)
    {
        var (expected, file) = Render(language);
        Assert.Equal(expected, Words(language, PdfPig(file)));
    }

    [Theory]
    [MemberData(nameof(LeftToRight))]
    public void PdfBox_reads_every_word(string language)
    {
        var (expected, file) = Render(language);
        Assert.Equal(expected, Words(language, PdfBox(file)));
    }

    [Fact]
    public void PdfBox_reads_every_Arabic_word()
    {
        var (expected, file) = Render("arb");
        Assert.Equal(Arabic(string.Join(' ', expected)), Arabic(PdfBox(file)));
    }

    [Fact]
    public void Poppler_reads_every_Arabic_word()
    {
        Tools.Require("pdftotext", "poppler-utils");
        var (expected, file) = Render("arb");
        // It puts its marks of direction beside numbers and their spaces within them, so those are left aside.
        Assert.Equal(Arabic(string.Join(' ', expected)), Arabic(Tools.Run("pdftotext", file, "-").Output));
    }

    [Fact]
    public void Mutool_and_PdfPig_read_every_Arabic_word()
    {
        Tools.Require("mutool", "mupdf-tools");
        var (expected, file) = Render("arb");
        // They give the characters of a line as they stand on paper, from left to right; where words of both directions meet, their order is that of the line.
        var words = Arabic(string.Join(' ', expected));
        Assert.Equal(words, Arabic(string.Join('\n', Tools.Run("mutool", "draw", "-q", "-F", "txt", file).Output.Split('\n').Select(Reversed))));
        Assert.Equal(words, Arabic(string.Join('\n', PdfPig(file, eachLine: true).Split('\n').Select(Reversed))));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private (List<string> Words, string File) Render(string language)
    {
        var source = new SourceFile($"{language}.txt", File.ReadAllBytes(SharedData.Require($"corpora/multilingual/udhr/{language}.txt")));
        var document = DocumentReader.Read(source, ReadOptions.Default, TestContext.Current.CancellationToken).Document;
        var matter = new FrontMatter { Title = "Title" };
        var pdf = PdfRenderer.Render(document, matter, fixture.Fonts, TypesettingOptions.Default, TestContext.Current.CancellationToken);
        var file = Path.Combine(folder, $"{language}.pdf");
        File.WriteAllBytes(file, pdf.Bytes);
        return (Words(language, Encoding.UTF8.GetString(PlainTextRenderer.Render(document, matter))), file);
    }

    // Letters in the order of the file, with no more between them than it has; only paragraphs are parted, where a line is further away than the next, or each line.
    private static string PdfPig(string file, bool eachLine = false)
    {
        using var pdf = PdfDocument.Open(File.ReadAllBytes(file));
        var text = new StringBuilder();
        foreach (var page in pdf.GetPages())
        {
            var last = double.MaxValue;
            foreach (var letter in page.Letters)
            {
                var y = letter.StartBaseLine.Y;
                if (last - y > (eachLine ? 6 : 17) || y - last > 6) text.Append('\n');
                text.Append(letter.Value);
                last = y;
            }
        }
        return text.ToString();
    }

    private static string PdfBox(string file)
    {
        string[] jars = ["pdfbox2-tools.jar", "pdfbox2.jar", "fontbox2.jar", "commons-logging.jar"];
        var paths = jars.Select(j => "/usr/share/java/" + j).ToList();
        Tools.Require("java", "default-jre-headless");
        Assert.SkipUnless(paths.All(File.Exists), "PDFBox is not installed (Debian package libpdfbox2-java).");
        var (exitCode, output, errors) = Tools.Run("java", "-cp", string.Join(':', paths), "org.apache.pdfbox.tools.ExtractText", "-encoding", "UTF-8", "-console", file);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    private static string Reversed(string text) => new([.. text.Reverse()]);

    private static List<string> Arabic(string text) => [.. ArabicWord().Matches(RunningMatter().Replace(text, "\n")).Select(m => m.Value)];

    private static List<string> Words(string language, string text)
    {
        text = Divided().Replace(RunningMatter().Replace(text, "\n"), "");
        if (language == "cmn_hans") return [.. text.Where(c => !char.IsWhiteSpace(c)).Select(c => c.ToString())];
        return [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex(@"[\u0620-\u065F]+")]
    private static partial Regex ArabicWord();

    // Also at hyphens of the author's: poppler drops those that end a line.
    [GeneratedRegex(@"[\u00AD\u2010-]\s*")]
    private static partial Regex Divided();

    // The page's number and the title above it, which are no part of the text.
    [GeneratedRegex(@"^\s*(\p{L}+ \d+ \p{L}+ \d+|第 ?\d+ ?页，共 ?\d+ ?页|.*الصفحة.*|Title)\s*$", RegexOptions.Multiline)]
    private static partial Regex RunningMatter();
}
