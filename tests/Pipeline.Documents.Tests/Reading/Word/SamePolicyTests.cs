using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Word;

/// <summary>One document in two formats: the same words under the same headings.</summary>
public class SamePolicyTests
{
    [Theory]
    [InlineData("copyright")]
    [InlineData("privacy-policy")]
    [InlineData("terms")]
    public void Word_file_has_the_words_and_headings_of_the_markdown_file(string name)
    {
        var folder = SharedData.Require("corpora/documents/site-policy");
        var word = Read.Bytes(name + ".docx", File.ReadAllBytes(Path.Combine(folder, "docx", name + ".docx")));
        var markdown = Read.Bytes(name + ".md", File.ReadAllBytes(Path.Combine(folder, "markdown", name + ".md")));

        Assert.Equal(Headings(markdown), Headings(word));
        Assert.Equal(Words(markdown), Words(word));
    }

    private static string Words(ReadResult result) => string.Join('\n', DocumentText.Lines(result.Document).Select(Read.Letters).Where(l => l.Length > 0));

    private static List<string> Headings(ReadResult result) =>
        [DocumentText.Of(result.Document.Title), .. result.Document.Blocks.OfType<Heading>().Select(h => $"{h.Level} {DocumentText.Of(h.Inlines)}")];
}
