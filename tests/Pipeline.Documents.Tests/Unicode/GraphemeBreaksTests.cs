using CsCheck;
using Pipeline.Documents.Unicode;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Unicode;

public class GraphemeBreaksTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_of_GraphemeBreakTest_passes()
    {
        var cases = 0;
        foreach (var line in UnicodeFiles.Read("auxiliary/GraphemeBreakTest.txt"))
        {
            // "÷ 0020 × 0308 ÷ 0020 ÷"
            var clusters = line.Split('÷', StringSplitOptions.RemoveEmptyEntries).Select(c => UnicodeFiles.Text(c.Replace("×", "", StringComparison.Ordinal)));
            Assert.True(clusters.Where(c => c.Length > 0).SequenceEqual(Clusters(UnicodeFiles.Text(line.Replace("÷", "", StringComparison.Ordinal).Replace("×", "", StringComparison.Ordinal)))), line);
            cases++;
        }
        output.WriteLine($"GraphemeBreakTest.txt: {cases} of {cases} lines pass.");
        Assert.InRange(cases, 500, int.MaxValue);
    }

    [Theory]
    [InlineData("abc", 1)]
    [InlineData("e\u0301a", 2)]
    [InlineData("\r\n", 2)]
    [InlineData("👩‍👩‍👧‍👦!", 11)]
    [InlineData("🇫🇷🇩🇪", 4)]
    [InlineData("नि", 2)]
    [InlineData("한국", 1)]
    [InlineData("\uD83D", 1)]
    [InlineData("", 0)]
    public void First_cluster_has_its_length(string text, int length) => Assert.Equal(length, GraphemeBreaks.Next(text));

    [Fact]
    public void Clusters_never_divide_a_surrogate_pair_and_cover_the_text() => UnicodeText.Any.Sample(text =>
    {
        var clusters = Clusters(text);
        Assert.Equal(text, string.Concat(clusters));
        for (var i = 1; i < clusters.Count; i++) Assert.False(char.IsHighSurrogate(clusters[i - 1][^1]) && char.IsLowSurrogate(clusters[i][0]));
    });

    private static List<string> Clusters(string text)
    {
        var clusters = new List<string>();
        for (var start = 0; start < text.Length; start += clusters[^1].Length) clusters.Add(text.Substring(start, GraphemeBreaks.Next(text.AsSpan(start))));
        return clusters;
    }
}
