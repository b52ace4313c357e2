using System.Globalization;
using System.Text;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Word;

/// <summary>Every Word file that others collected: read or rejected with a reason, and no worse than pandoc reads it.</summary>
public class WordCorpusTests
{
    private static readonly string[] Extensions = [".docx", ".docm", ".dotx", ".doc", ".ooxml", ".zip", ".xlsx", ".odt"];

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(SharedData.Require("corpora/" + folder), "*", SearchOption.AllDirectories)
        .Where(f => Extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_file_is_read_or_rejected_with_a_reason() =>
        Corpus.AssertReadOrRejected(Files("documents/docx").Concat(Files("documents/site-policy")).Concat(Files("hostile")));

    /// <summary>Files that pandoc 2.17 reads otherwise, and why ours is right. No other may differ, and each of these must.</summary>
    private static readonly Dictionary<string, string> Explained = new()
    {
        ["testWORD_numbered_list.docx"] = "a list in a text box, which pandoc leaves out, of words that the text has too",
        ["HC031-Complicated-Document.docx"] = "the heading of the contents, left out here",
        ["LIR009-zh-CN-chineseCounting.docx"] = "labels are Chinese numbers, as in Word; pandoc writes digits",
        ["SmartArt1.docx"] = "three numbered lines in bold are headings by looks here, a list to pandoc",
    };

    /// <summary>Findings that say what of the words is not there in the same form.</summary>
    private static readonly string[] Excuses = ["contents-left-out", "equation-as-text", "chart-left-out", "object-left-out", "hidden-text"];

    [Fact]
    public void Words_and_structure_are_those_that_pandoc_finds()
    {
        Pandoc.Require();
        var report = new StringBuilder();
        var kept = new List<double>();
        var (equal, unexplained, idle) = (0, new List<string>(), new List<string>());
        foreach (var file in Files("documents/docx").Where(f => Path.GetExtension(f) is ".docx" or ".docm"))
        {
            var name = Path.GetFileName(file);
            if (Read(file, report) is not { } result || Pandoc.PlainText(file, "docx") is not { } text || Pandoc.Structure(file, "docx") is not { } theirs)
                continue;
            var words = Comparison.WordsKept(result, text);
            var (ours, others) = Comparison.Structure(result, theirs, words);
            kept.Add(words);
            var same = ours == others;
            equal += same ? 1 : 0;
            var explanation = Explained.GetValueOrDefault(name);
            if ((!same && explanation is null) || (words < 0.98 && explanation is null && !result.Diagnostics.Any(d => Excuses.Contains(d.Code))))
                unexplained.Add(name);
            if (same && words >= 0.98 && explanation is not null)
                idle.Add(name);
            if (words < 0.999 || !same)
                report.Append(CultureInfo.InvariantCulture,
                    $"{name}: words {words:0.000} [{(words < 0.999 ? Comparison.Lost(result, text) : "")}]; ours {ours}, pandoc {others}; {string.Join(", ", result.Diagnostics.Select(d => d.Code))}; {explanation}\n");
        }
        kept.Sort();
        report.Append(CultureInfo.InvariantCulture, $"{kept.Count} files; words kept: median {kept[kept.Count / 2]:0.0000}, least {kept[0]:0.000}, {kept.Count(k => k < 0.98)} under 0.98; structure equal in {equal}\n");
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        Assert.Empty(unexplained);
        Assert.Empty(idle);
        Assert.InRange(equal / (double)kept.Count, 0.95, 1);
        Assert.True(kept[kept.Count / 2] >= 0.999);
    }

    private static ReadResult? Read(string file, StringBuilder report)
    {
        try
        {
            return DocumentReader.Read(new SourceFile(Path.GetFileName(file), File.ReadAllBytes(file)), new ReadOptions { TrackedChanges = TrackedChanges.Accept }, TestContext.Current.CancellationToken);
        }
        catch (RejectedException rejection)
        {
            report.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: rejected, {rejection.Diagnostics[0].Code}; pandoc {(Pandoc.PlainText(file, "docx") is { } text ? $"reads {text.Trim().Length} characters" : "cannot read it")}\n");
            return null;
        }
    }
}
