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
        ["testRTFListMicrosoftWord.rtf"] = "pandoc writes a style's name into the text and leaves the first item out of each of the five lists",
        ["fields.odt"] = "the second numbered heading is 2, which pandoc numbers 1 again",
        ["text_document_03.odt"] = "pandoc leaves out lists and tables that stand in cells: 27 items, the 12 cells of two tables, and 10 cells that hold nothing else",
    };

    /// <summary>RTF files in other code pages than Windows-1252, which pandoc reads all of them in.</summary>
    private static readonly Dictionary<string, int> CodePages = new()
    {
        ["testRTF-ms932.rtf"] = 932,
        ["testRTFUnicodeUCNControlWordCharacterDoubling.rtf"] = 932,
        ["testRTFWindowsCodepage1250.rtf"] = 1250,
        ["testRTFWord2010CzechCharacters.rtf"] = 1250,
    };

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(SharedData.Require("corpora/" + folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_file_is_read_or_rejected_with_a_reason() =>
        Corpus.AssertReadOrRejected(Files("documents").Concat(Files("hostile")).Where(f => Path.GetExtension(f) is not (".pdf" or ".docx")));

    [Theory]
    [InlineData("html", 1)]
    [InlineData("rtf", 0.95)]
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
            if (Others(file, format) is not var (text, theirs))
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
                unexplained.Add($"{name} has {ours}, others find {others}");
            if (words < 0.999 || !same)
                report.Append(CultureInfo.InvariantCulture,
                    $"{name}: {Explained.GetValueOrDefault(name)} words {words:0.000} [{(words < 0.999 ? Comparison.Lost(result, text) : "")}]; ours {ours}, others {others}; {string.Join(", ", result.Diagnostics.Select(d => d.Code))}\n");
            if (words < 0.98 && result.Diagnostics.Count == 0 && !Explained.ContainsKey(name))
                unexplained.Add($"{name} has {words:0.000} of the others' words and no diagnostic; lost: {Comparison.Lost(result, text)}");
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

    /// <summary>
    /// What others find in a file, or null where they cannot read it: pandoc, or the authors of RtfPipe, whose page beside an RTF file is what
    /// it must become. Pandoc's reader of RTF knows no tables in cells.
    /// </summary>
    private static (string Text, StructureParts Parts)? Others(string file, string format)
    {
        if (format == "rtf" && Path.ChangeExtension(file, ".html") is var page && File.Exists(page))
            (file, format) = (page, "html");
        return PlainText(file, format) is { } text && Pandoc.Structure(file, format) is { } parts ? (text, parts) : null;
    }

    /// <summary>Pandoc writes the title of a page above its text, where ours is metadata, and lowered digits as characters of their own.</summary>
    private static string? PlainText(string file, string format)
    {
        var text = Pandoc.PlainText(file, format);
        if (text is not null && CodePages.TryGetValue(Path.GetFileName(file), out var codePage))
            text = InCodePage(text, codePage);
        text = text?.Normalize(NormalizationForm.FormKC);
        if (format != "html" || text is null || Read.Parsed(File.ReadAllText(file)).Title is not { Length: > 0 } title)
            return text;
        return text.TrimStart().StartsWith(title, StringComparison.Ordinal) ? text.TrimStart()[title.Length..] : text;
    }

    /// <summary>What was read in Windows-1252, read in the code page that its bytes are in.</summary>
    private static string InCodePage(string text, int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var western = Encoding.GetEncoding(1252, new EncoderReplacementFallback("\0"), DecoderFallback.ReplacementFallback);
        var own = Encoding.GetEncoding(codePage);
        var (read, bytes) = (new StringBuilder(), new List<byte>());
        foreach (var c in text + '\uFFFF')
        {
            if (western.GetBytes([c]) is [not 0 and var single])
            {
                bytes.Add(single);
                continue;
            }
            read.Append(own.GetString([.. bytes])).Append(c);
            bytes.Clear();
        }
        return read.ToString(0, read.Length - 1);
    }

    private static IEnumerable<string> HeadingsOf(ReadResult result) => result.Document.Blocks.OfType<Heading>().Select(h => Read.Letters(DocumentText.Of(h.Inlines)));
}
