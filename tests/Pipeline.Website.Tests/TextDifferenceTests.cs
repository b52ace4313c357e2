using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

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
    // A cell of a table.
    [InlineData("Kenya\t12\t2031", "Kenya\t13\t2031", "Kenya -12 +13 2031")]
    [InlineData("a b\tc d e", "a b\tc x e", "a b\tc -d +x e")]
    [InlineData("a b c d", "a b\tc d", "a b -c +c d")]
    // A paragraph that was rewritten.
    [InlineData("We met the ministers in Geneva.", "Nothing of the kind was said.", "-We met the ministers in Geneva.|+Nothing of the kind was said.")]
    // One that came before those that changed a little, and one that went.
    [InlineData("one two three\nfour five six", "alpha beta gamma\none 2 three\nfour 5 six", "+alpha beta gamma|one -two +2 three|four -five +5 six")]
    [InlineData("alpha beta gamma\none two three\nfour five six", "one 2 three\nfour 5 six", "-alpha beta gamma|one -two +2 three|four -five +5 six")]
    // Of two that are alike the one that is more so.
    [InlineData("a b c d e f", "a b c x y z\na b c d e g", "+a b c x y z|a b c d e -f +g")]
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

    [Fact]
    public void Both_texts_can_be_read_out_of_the_difference_to_the_last_tab()
    {
        var word = Gen.Int[0, 5].Select(i => new[] { "a", "b", "c", "a\tb", "\tc", "" }[i]);
        var text = word.Array[0, 12].Array[0, 8].Select(lines => string.Join('\n', lines.Select(l => string.Join(' ', l))));
        Gen.Select(text, text).Sample((older, newer) =>
        {
            var difference = TextDifference.Of(older, newer);
            Assert.Equal(Plain(older), Exactly(difference, Change.Added));
            Assert.Equal(Plain(newer), Exactly(difference, Change.Removed));
        }, iter: 2000, threads: 1);

        static string[] Exactly(List<List<Piece>> difference, Change without) =>
            [.. difference.Select(p => p.Where(w => w.Change != without)).Where(p => p.Any()).Select(p => string.Concat(p.Select((w, n) => (n == 0 ? "" : w.Before.ToString()) + w.Text)))];
    }

    [Theory]
    [InlineData(16_000, 100)]
    [InlineData(1_000, 1_500)]
    [InlineData(1, 100_000)]
    [InlineData(1_400, 10)]
    public void Long_texts_with_no_word_in_common_end_soon(int paragraphs, int words)
    {
        var (older, newer) = (Text('a'), Text('b'));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var difference = TextDifference.Of(older, newer);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal(Plain(older), Side(difference, Change.Added));
        Assert.Equal(Plain(newer), Side(difference, Change.Removed));

        string Text(char letter) => string.Join('\n', Enumerable.Range(0, paragraphs).Select(p => string.Join(' ', Enumerable.Range(p * words, words).Select(w => $"{letter}{w}"))));
    }

    [Fact]
    public void Long_texts_of_the_same_few_words_end_soon()
    {
        const int Paragraphs = 25, Words = 40_000;
        var random = new Random(1);
        var (older, newer) = (Text(), Text());
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var difference = TextDifference.Of(older, newer);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal(Plain(newer), Side(difference, Change.Removed));

        string Text() => string.Join('\n', Enumerable.Range(0, Paragraphs).Select(_ => string.Join(' ', Enumerable.Range(0, Words).Select(_ => (char)('a' + random.Next(4))))));
    }

    [Fact]
    public void Every_paragraph_of_a_long_text_may_have_changed_a_little()
    {
        var difference = TextDifference.Of(Text("old"), Text("new"));

        Assert.Equal(2_000, difference.Count);
        Assert.All(difference, p => Assert.Equal([Change.None, Change.Removed, Change.Added, Change.None], p.Select(w => w.Change)));

        static string Text(string word) => string.Join('\n', Enumerable.Range(0, 2_000).Select(p => $"{string.Join(' ', Enumerable.Range(p * 20, 20))} {word} {string.Join(' ', Enumerable.Range(p * 20, 20))}"));
    }

    [Fact]
    public async Task A_page_keeps_what_separates_and_says_where_text_is_left_out()
    {
        var page = await PageAsync("0\n1\n2\nKenya\t12\t31\n4\n5\n6", "0\n1\n2\nKenya\t13\t31\n4\n5\n6");

        page = page.Replace("<span class=\"unseen\">]</span>", "", StringComparison.Ordinal);
        Assert.Contains("Kenya\t<del><span class=\"unseen\">[removed: </span>12</del>\t<ins><span class=\"unseen\">[added: </span>13</ins>\t31</p>", page, StringComparison.Ordinal);
        string[] shown = [.. page.Split("<div class=\"changes\">")[1].Split("</div>")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal(["<p class=\"quiet\">…</p>", "<p dir=\"auto\">2</p>"], shown[..2]);
        Assert.Equal(["<p dir=\"auto\">4</p>", "<p class=\"quiet\">…</p>"], shown[^2..]);

        Assert.DoesNotContain("…", (await PageAsync("1 2\n3", "1 4\n3")).Split("<div class=\"changes\">")[1].Split("</div>")[0], StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(string older, string newer)
    {
        var samples = new SampleLibrary();
        samples.Publish();
        var library = samples.ToLibrary(new WebsiteOptions()) with
        {
            ReadRendition = (_, edition, _, _) => Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(edition.Number == 1 ? older : newer)),
        };
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = $"/documents/{SampleLibrary.Report}/changes";
        context.Request.QueryString = new QueryString("?edition=2");
        var body = new MemoryStream();
        context.Response.Body = body;
        await Site.Build(library, NullLogger.Instance)(context);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static string Written(Piece piece) => piece.Change switch { Change.Removed => "-", Change.Added => "+", _ => "" } + piece.Text;

    private static string[] Side(List<List<Piece>> difference, Change without) =>
        [.. difference.Select(p => string.Join(' ', p.Where(w => w.Change != without).Select(w => w.Text))).Where(l => l.Length > 0)];

    private static string[] Plain(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
}
