using CsCheck;

namespace Pipeline.Website.Tests;

public class TextDifferenceTests
{
    [Theory]
    [InlineData("One two three.", "One 2 three.", "One -two +2 three.")]
    [InlineData("a b c", "a b c", "a b c")]
    [InlineData("First.\nSecond.", "First.\nNew.\nSecond.", "First.|+New.|Second.")]
    [InlineData("First.\nSecond.\nThird.", "First.\nThird.", "First.|-Second.|Third.")]
    [InlineData("", "All new.", "+All new.")]
    [InlineData("All gone.", "", "-All gone.")]
    public void Words_and_paragraphs_that_went_and_came_are_marked(string older, string newer, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDifference.Of(older, newer).Select(p => string.Join(' ', p.Select(Written)))));

    [Fact]
    public void Both_texts_can_be_read_out_of_the_difference()
    {
        string[] vocabulary = ["a", "b", "c", "dd", "e e"];
        var text = Gen.Int[0, 4].Select(i => vocabulary[i]).Array[0, 12].Array[0, 12].Select(lines => string.Join('\n', lines.Select(l => string.Join(' ', l))));
        Gen.Select(text, text).Sample((older, newer) =>
        {
            var difference = TextDifference.Of(older, newer);
            Assert.Equal(Plain(older), Side(difference, Change.Added));
            Assert.Equal(Plain(newer), Side(difference, Change.Removed));
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public void Texts_with_nothing_in_common_end_soon()
    {
        var (older, newer) = (string.Join('\n', Enumerable.Range(0, 20_000)), string.Join('\n', Enumerable.Range(50_000, 20_000)));

        var difference = TextDifference.Of(older, newer);

        Assert.Equal(Plain(newer), Side(difference, Change.Removed));
    }

    private static string Written(Piece piece) => piece.Change switch { Change.Removed => "-", Change.Added => "+", _ => "" } + piece.Text;

    private static string[] Side(List<List<Piece>> difference, Change without) =>
        [.. difference.Select(p => string.Join(' ', p.Where(w => w.Change != without).Select(w => w.Text))).Where(l => l.Length > 0)];

    private static string[] Plain(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
}
