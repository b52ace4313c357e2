using System.Text;
using Pipeline.Documents.Renderers;

namespace Pipeline.Documents.Tests.Rendering;

public class PlainTextRendererTests
{
    [Fact]
    public void Title_block_text_notes_and_colophon_stand_in_order()
    {
        var document = Read.Markdown("# Own title\n\nOne.[^1]\n\n3. three\n4. four\n\n| a | b |\n|---|---|\n| c d | e |\n\n[^1]: Note.\n").Document;
        var frontMatter = new FrontMatter { Title = "Title", Kind = "Report", Date = "2011-07-12", Edition = 1, Address = "https://example.org/" };

        Assert.Equal("""
            Report
            Title
            Own title
            12 July 2011

            One.[1]

            3. three
            4. four

            a	b
            c d	e

            [1] Note.

            Edition 1
            https://example.org/

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(PlainTextRenderer.Render(document, frontMatter)));
    }

    [Theory]
    [InlineData(ListStyle.Bullet, 1, "•")]
    [InlineData(ListStyle.Numeric, 12, "12.")]
    [InlineData(ListStyle.LowerAlpha, 28, "ab.")]
    [InlineData(ListStyle.UpperAlpha, 26, "Z.")]
    [InlineData(ListStyle.LowerRoman, 49, "xlix.")]
    [InlineData(ListStyle.UpperRoman, 1994, "MCMXCIV.")]
    [InlineData(ListStyle.UpperRoman, 5000, "5000.")]
    public void Labels_count_as_each_style_does(ListStyle style, int start, string label) =>
        Assert.Equal(label, PlainTextRenderer.Label(new ListBlock(style, [new ListItem([])]) { Start = start }, 0));

    [Theory]
    [InlineData("One two three.", 3)]
    [InlineData("R2P’s co-operation, e.g. 1,000.5 tonnes — yes", 6)]
    [InlineData("l’article 5", 2)]
    [InlineData("联合国 UN 大会", 6)]
    [InlineData("  …  ", 0)]
    [InlineData("مجلس الأمن", 2)]
    [InlineData("नमस्ते दुनिया", 2)]
    public void Words_are_counted_as_a_reader_counts_them(string text, int words) => Assert.Equal(words, DocumentText.CountWords(text));

    [Fact]
    public void Beginning_has_the_title_and_no_more_than_asked_for()
    {
        var document = Read.Markdown("# Title\n\nFirst paragraph.\n\nSecond.\n").Document;

        Assert.Equal("Title\nFirst paragraph.\nSecond.\n", DocumentText.Beginning(document, 100));
        Assert.Equal("Title\nFirs\n", DocumentText.Beginning(document, 10));
    }
}
