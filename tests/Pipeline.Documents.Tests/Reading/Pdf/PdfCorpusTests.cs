using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Pdf;

/// <summary>Real files: what is read of them beside poppler's text, and what they are judged to be.</summary>
public partial class PdfCorpusTests(ITestOutputHelper output)
{
    private const string Folder = "corpora/documents";

    /// <summary>Files whose pages are pictures, and one whose glyphs are shapes.</summary>
    private static readonly HashSet<string> Unreadable =
    [
        "c02-22.pdf", "multipage.pdf", "encrypted-with-images.pdf", "uri-ismap-test.pdf",
        "ContentStreamCycleType3insideType3.pdf", "ContentStreamNoCycleType3insideType3.pdf", "FontinsideType3insideType3.pdf",
    ];

    /// <summary>Damaged beyond repair, empty, or locked with a password.</summary>
    private static readonly Dictionary<string, string> Rejected = new()
    {
        ["corrupted.pdf"] = "no-words",
        ["PDF-NoPageContents.pdf"] = "no-words",
        ["bad1.pdf"] = "unsupported-format",
        ["encrypted.pdf"] = "password-protected",
        ["bad-encryption-length.pdf"] = "password-protected",
        ["enc-R2,V1,U=view,O=view.pdf"] = "password-protected",
        ["enc-R3,V2,U=view,O=master.pdf"] = "password-protected",
        ["enc-XI-R6,V5,U=view,O=master.pdf"] = "password-protected",
    };

    [Fact]
    public void Every_file_is_read_or_rejected_as_what_it_is()
    {
        var wrong = new List<string>();
        foreach (var path in Files())
        {
            var name = Path.GetFileName(path);
            var outcome = Outcome(path);
            output.WriteLine($"{name}: {outcome}");
            var expected = Rejected.GetValueOrDefault(name) ?? (Unreadable.Contains(name) ? "without text" : "text");
            if (outcome != expected)
                wrong.Add($"{name}: {outcome} instead of {expected}");
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("us-government/playbook-dira.pdf", "Digital Identity Risk Assessment Playbook")]
    [InlineData("verapdf/7.4.2-t01-pass-d.pdf", "Sequence of heading")]
    public void The_title_of_a_tagged_file_whose_tags_do_not_say_it_is_what_stands_largest_above_its_headings(string file, string title)
    {
        var bytes = File.ReadAllBytes(SharedData.Require($"{Folder}/pdf/{file}"));
        var document = DocumentReader.Read(new SourceFile(Path.GetFileName(file), bytes), ReadOptions.Default, TestContext.Current.CancellationToken).Document;
        Assert.Equal(title, DocumentText.Of(document.Title));
    }

    [Fact]
    public void Words_are_those_of_poppler()
    {
        Tools.Require("pdftotext", "poppler-utils");
        var shares = new List<(double Share, int Words)>();
        foreach (var path in Files())
        {
            if (Unreadable.Contains(Path.GetFileName(path)) || Rejected.ContainsKey(Path.GetFileName(path)))
                continue;
            var poppler = Words(Tools.Run("pdftotext", path, "-").Output);
            var result = Read.Bytes(Path.GetFileName(path), File.ReadAllBytes(path));
            var ours = Words(DocumentText.Of(result.Document.Title) + "\n" + string.Join('\n', DocumentText.Lines(result.Document)));
            if (poppler.Count == 0)
                continue;
            var share = (double)poppler.Sum(w => Math.Min(w.Value, ours.GetValueOrDefault(w.Key))) / poppler.Values.Sum();
            shares.Add((share, poppler.Values.Sum()));
            output.WriteLine($"{share:F3} of {poppler.Values.Sum(),6} words: {Path.GetFileName(path)}, {(result.Diagnostics.Any(d => d.Code is "pdf-not-tagged" or "pdf-tags-incomplete") ? "by its looks" : "by its tags")}");
        }
        shares.Sort();
        var median = shares[shares.Count / 2].Share;
        output.WriteLine($"median {median:F3} of {shares.Count} files; least {shares[0].Share:F3}, of those with 50 words {shares.First(s => s.Words >= 50).Share:F3}");

        Assert.True(median >= 0.99);
        // What poppler has besides are running heads, page numbers and lists of contents.
        Assert.All(shares.Where(s => s.Words >= 50), s => Assert.True(s.Share > 0.9));
    }

    private static string Outcome(string path)
    {
        try
        {
            return Read.Bytes(Path.GetFileName(path), File.ReadAllBytes(path)).HasText ? "text" : "without text";
        }
        catch (RejectedException e)
        {
            return e.Diagnostics[0].Code;
        }
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(SharedData.Require(Folder), "*.pdf", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static Dictionary<string, int> Words(string text) =>
        Word().Matches(text.ToLowerInvariant().Normalize(NormalizationForm.FormC)).CountBy(m => m.Value).ToDictionary();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
