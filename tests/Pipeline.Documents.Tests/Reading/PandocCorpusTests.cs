using System.Globalization;
using System.Text;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading;

/// <summary>Every Word, OpenDocument and RTF file and web page that others collected, beside what pandoc reads in it.</summary>
public class PandocCorpusTests
{
    private static readonly Dictionary<string, string> Formats = new()
    {
        [".docx"] = "docx",
        [".docm"] = "docx",
        [".html"] = "html",
        [".htm"] = "html",
        [".rtf"] = "rtf",
        [".odt"] = "odt",
    };

    /// <summary>The least share of a format's files in which as many parts of each kind are found. Of an OpenDocument table's cells pandoc reads the paragraphs alone.</summary>
    private static readonly Dictionary<string, double> LeastEqual = new() { ["docx"] = 0.95, ["html"] = 1, ["rtf"] = 0.95, ["odt"] = 0.85 };

    /// <summary>Files that pandoc 2.17 reads otherwise, and why ours is right. No other may differ, and each of these must.</summary>
    private static readonly Dictionary<string, string> Explained = new()
    {
        ["testAltChunkHTML.docx"] = "pandoc leaves out what is stored in the file as a web page: a table of six cells",
        ["testWORD_2006ml.docx"] = "pandoc leaves out a table in a text box: one cell that has words",
        ["testWORD_numbered_list.docx"] = "pandoc leaves out a text box with a list of four items, and takes the three items in a note and two with Greek letters for paragraphs",
        ["LIR009-zh-CN-chineseCounting.docx"] = "labels are Chinese numbers, as in Word; pandoc writes digits",
        ["testRTFListMicrosoftWord.rtf"] = "pandoc writes a style's name into the text and leaves the first item out of each of the five lists",
        ["fields.odt"] = "the second numbered heading is 2, which pandoc numbers 1 again",
        ["text_document_03.odt"] = "pandoc leaves out lists and tables that stand in cells: 27 items, the 12 cells of two tables, and 10 cells that hold nothing else",
        ["HeaderFooter.odt"] = "pandoc's text divides a word at the picture that is anchored in it",
        ["doc_heading_table.odt"] = "pandoc leaves out headings that stand in cells, which are two cells' only words",
        ["invalid.odt"] = "pandoc leaves out a table that stands in a cell: its four cells, and the one that holds nothing else",
    };

    /// <summary>RTF files in other code pages than Windows-1252, which pandoc reads all of them in.</summary>
    private static readonly Dictionary<string, int> CodePages = new()
    {
        ["testRTF-ms932.rtf"] = 932,
        ["testRTFUnicodeUCNControlWordCharacterDoubling.rtf"] = 932,
        ["testRTFWindowsCodepage1250.rtf"] = 1250,
        ["testRTFWord2010CzechCharacters.rtf"] = 1250,
    };

    /// <summary>Findings that say what of the words is not there in the same form.</summary>
    private static readonly string[] Excuses = ["contents-left-out", "equation-as-text", "chart-left-out", "object-left-out", "hidden-text", "page-furniture"];

    [Fact]
    public void Words_and_structure_are_those_that_pandoc_finds()
    {
        Pandoc.Require();
        var report = new StringBuilder();
        var kept = new List<(string Format, double Words, bool Same)>();
        var (unexplained, idle) = (new List<string>(), new List<string>());
        var files = Directory.GetFiles(SharedData.Require("corpora/documents"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        foreach (var file in files.Where(f => Formats.ContainsKey(Path.GetExtension(f))))
        {
            var (name, format) = (Path.GetFileName(file), Formats[Path.GetExtension(file)]);
            if (Read(file, format, report) is not { } result || Others(file, format) is not var (text, theirs))
                continue;
            var words = Comparison.WordsKept(result, text);
            var (ours, others) = Comparison.Structure(result, theirs);
            var same = ours == others;
            kept.Add((format, words, same));
            var lost = words < 0.999 ? Comparison.Lost(result, text) : "";
            var line = $"{name}: words {words:0.000} [{lost}]; ours {ours}, others {others}; {string.Join(", ", result.Diagnostics.Select(d => d.Code))}; {Explained.GetValueOrDefault(name)}";
            if (words < 0.999 || !same)
                report.Append(line).Append('\n');
            if ((!same || (words < 0.98 && !result.Diagnostics.Any(d => Excuses.Contains(d.Code)))) && !Explained.ContainsKey(name))
                unexplained.Add(line);
            if (same && words >= 0.98 && Explained.ContainsKey(name))
                idle.Add(name);
        }
        var formats = kept.GroupBy(k => k.Format).ToDictionary(g => g.Key, g => (Files: g.Count(), Equal: g.Count(k => k.Same), Words: g.Select(k => k.Words).Order().ToList()));
        foreach (var (format, (count, equal, words)) in formats)
            report.Append(CultureInfo.InvariantCulture, $"{format}: {count} files; words kept: median {words[count / 2]:0.0000}, least {words[0]:0.000}; structure equal in {equal}\n");
        report.Append(CultureInfo.InvariantCulture, $"structure equal in {kept.Count(k => k.Same)} of {kept.Count}\n");
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());

        Assert.Empty(unexplained);
        Assert.Empty(idle);
        Assert.InRange(kept.Count(k => k.Same) / (double)kept.Count, 0.95, 1);
        Assert.All(LeastEqual, l => Assert.InRange(formats[l.Key].Equal / (double)formats[l.Key].Files, l.Value, 1));
        Assert.All(formats.Values, f => Assert.InRange(f.Words[f.Files / 2], 0.999, 1));
    }

    private static ReadResult? Read(string file, string format, StringBuilder report)
    {
        try
        {
            return DocumentReader.Read(new SourceFile(Path.GetFileName(file), File.ReadAllBytes(file)), new ReadOptions { TrackedChanges = TrackedChanges.Accept }, TestContext.Current.CancellationToken);
        }
        catch (RejectedException rejection)
        {
            report.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: rejected, {rejection.Diagnostics[0].Code}; pandoc {(Pandoc.PlainText(file, format) is { } text ? $"reads {text.Trim().Length} characters" : "cannot read it")}\n");
            return null;
        }
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
        if (format != "html" || text is null || Tests.Read.Parsed(File.ReadAllText(file)).Title is not { Length: > 0 } title)
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
}
