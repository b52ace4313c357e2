using System.Globalization;
using System.Text;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Texts;

/// <summary>Every web page, RTF and OpenDocument file that others collected: read or rejected with a reason, and no worse than pandoc reads it.</summary>
public class TextCorpusTests
{
    private static readonly Dictionary<string, string> Formats = new() { [".html"] = "html", [".htm"] = "html", [".rtf"] = "rtf", [".odt"] = "odt" };

    /// <summary>Files that pandoc 2.17 reads otherwise, and why ours is right. No other may differ, and each of these must.</summary>
    private static readonly Dictionary<string, string> Explained = new()
    {
        ["testRTF-ms932.rtf"] = "pandoc reads code page 932 as Windows-1252",
        ["RtfParserTest_4.rtf"] = "pandoc reads code page 932 as Windows-1252",
        ["testRTFUnicodeUCNControlWordCharacterDoubling.rtf"] = "pandoc reads code page 932 as Windows-1252",
        ["testRTFWindowsCodepage1250.rtf"] = "pandoc reads code page 1250 as Windows-1252",
        ["testRTFWord2010CzechCharacters.rtf"] = "pandoc reads code page 1250 as Windows-1252",
        ["Issue34.rtf"] = "pandoc reads code page 1251 as Windows-1252, which leaves one of two cells without a letter",
        ["testRTFListMicrosoftWord.rtf"] = "pandoc writes a style's name into the text and leaves the first item out of each list",
        ["Issue23.rtf"] = "pandoc loses digits at the ends of runs",
        ["Test01.rtf"] = "letters in the font Symbol are Greek; of two encodings the Unicode one is read",
        ["nested_table_report.rtf"] = "pandoc does not know tables in cells, and joins the words of neighbouring cells",
        ["Issue53.rtf"] = "pandoc reads old lists (\\pn) as paragraphs",
        ["List.rtf"] = "pandoc reads old lists (\\pn) as paragraphs",
        ["fields.odt"] = "the second numbered heading is 2, which pandoc numbers 1 again",
        ["text_document_03.odt"] = "pandoc finds no lists in it; the HTML of the same document has 27 items",
    };

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(SharedData.Require("corpora/" + folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_file_is_read_or_rejected_with_a_reason() =>
        Corpus.AssertReadOrRejected(Files("documents").Concat(Files("hostile")).Where(f => Path.GetExtension(f) is not (".pdf" or ".docx")));

    [Theory]
    [InlineData("html", 1)]
    // Pandoc's reader of RTF knows neither old lists, nor tables in cells, nor code pages.
    [InlineData("rtf", 0.87)]
    [InlineData("odt", 0.95)]
    public void Words_and_structure_are_those_that_pandoc_finds(string format, double leastEqual)
    {
        Pandoc.Require();
        var report = new StringBuilder();
        var kept = new List<double>();
        var (unexplained, idle) = (new List<string>(), new List<string>());
        var (equal, compared) = (0, 0);
        foreach (var file in Files("documents").Where(f => Formats.GetValueOrDefault(Path.GetExtension(f)) == format))
        {
            var name = Path.GetFileName(file);
            ReadResult result;
            try
            {
                result = DocumentReader.Read(new SourceFile(name, File.ReadAllBytes(file)), new ReadOptions { TrackedChanges = TrackedChanges.Accept }, TestContext.Current.CancellationToken);
            }
            catch (RejectedException rejection)
            {
                report.Append(CultureInfo.InvariantCulture, $"{name}: rejected, {rejection.Diagnostics[0].Code}; pandoc {(Pandoc.PlainText(file, format) is null ? "cannot read it" : "reads it")}\n");
                continue;
            }
            if (PlainText(file, format) is not { } text || Pandoc.Structure(file, format) is not { } theirs)
            {
                report.Append(CultureInfo.InvariantCulture, $"{name}: pandoc cannot read it; {DocumentText.CountWords(result.Document)} words\n");
                continue;
            }
            var words = Comparison.WordsKept(result, text);
            var (ours, others) = Comparison.Structure(result, theirs, words);
            kept.Add(words);
            compared++;
            var same = ours == others;
            equal += same ? 1 : 0;
            var differs = !same || words < 0.98;
            if (Explained.ContainsKey(name) && !differs)
                idle.Add(name);
            if (!same && !Explained.ContainsKey(name))
                unexplained.Add($"{name} has {ours}, pandoc finds {others}");
            if (words < 0.999 || !same)
                report.Append(CultureInfo.InvariantCulture,
                    $"{name}: {Explained.GetValueOrDefault(name)} words {words:0.000} [{(words < 0.999 ? Comparison.Lost(result, text) : "")}]; ours {ours}, pandoc {others}; {string.Join(", ", result.Diagnostics.Select(d => d.Code))}\n");
            if (words < 0.98 && result.Diagnostics.Count == 0 && !Explained.ContainsKey(name))
                unexplained.Add($"{name} has {words:0.000} of pandoc's words and no diagnostic; lost: {Comparison.Lost(result, text)}");
        }
        kept.Sort();
        report.Append(CultureInfo.InvariantCulture, $"{compared} files; words kept: median {kept[kept.Count / 2]:0.0000}, least {kept[0]:0.000}; structure equal in {equal}\n");
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.Empty(unexplained);
        Assert.Empty(idle);
        Assert.True(kept[kept.Count / 2] >= 0.999);
        Assert.InRange(equal / (double)compared, leastEqual, 1);
    }

    [Theory]
    [InlineData("copyright")]
    [InlineData("privacy-policy")]
    [InlineData("terms")]
    public void The_same_policy_as_web_page_and_as_markdown_has_the_same_words_and_headings(string policy)
    {
        var folder = SharedData.Require("corpora/documents/site-policy");
        ReadResult Of(string format, string extension) => Read.Bytes(policy + extension, File.ReadAllBytes(Path.Combine(folder, format, policy + extension)));
        var (page, markdown) = (Of("html", ".html"), Of("markdown", ".md"));

        Assert.Equal(HeadingsOf(markdown), HeadingsOf(page));
        Assert.InRange(Comparison.WordsKept(page, Read.PlainText(markdown)), 0.98, 1);
        Assert.InRange(Comparison.WordsKept(markdown, Read.PlainText(page)), 0.97, 1);
    }

    /// <summary>Pandoc writes the title of a page above its text, where ours is metadata, and lowered digits as characters of their own.</summary>
    private static string? PlainText(string file, string format)
    {
        var text = Pandoc.PlainText(file, format)?.Normalize(NormalizationForm.FormKC);
        if (format != "html" || text is null || Read.Parsed(File.ReadAllText(file)).Title is not { Length: > 0 } title)
            return text;
        return text.TrimStart().StartsWith(title, StringComparison.Ordinal) ? text.TrimStart()[title.Length..] : text;
    }

    private static IEnumerable<string> HeadingsOf(ReadResult result) => result.Document.Blocks.OfType<Heading>().Select(h => Read.Letters(DocumentText.Of(h.Inlines)));
}
