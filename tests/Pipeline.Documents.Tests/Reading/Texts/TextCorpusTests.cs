using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Texts;

/// <summary>Every web page, RTF and OpenDocument file that others collected: read or rejected with a reason.</summary>
public class TextCorpusTests
{
    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(SharedData.Require("corpora/" + folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_file_is_read_or_rejected_with_a_reason() =>
        Corpus.AssertReadOrRejected(Files("documents").Concat(Files("hostile")).Where(f => Path.GetExtension(f) is not (".pdf" or ".docx")));

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

    private static IEnumerable<string> HeadingsOf(ReadResult result) => result.Document.Blocks.OfType<Heading>().Select(h => Read.Letters(DocumentText.Of(h.Inlines)));
}
