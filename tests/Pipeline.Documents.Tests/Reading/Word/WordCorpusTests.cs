using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading.Word;

/// <summary>Every Word file that others collected: read or rejected with a reason.</summary>
public class WordCorpusTests
{
    private static readonly string[] Extensions = [".docx", ".docm", ".dotx", ".doc", ".ooxml", ".zip", ".xlsx", ".odt"];

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(SharedData.Require("corpora/" + folder), "*", SearchOption.AllDirectories)
        .Where(f => Extensions.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_file_is_read_or_rejected_with_a_reason() =>
        Corpus.AssertReadOrRejected(Files("documents/docx").Concat(Files("documents/site-policy")).Concat(Files("hostile")));
}
