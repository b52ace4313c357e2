using Pipeline.Documents;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Tests.Layout;

/// <summary>Whatever the text, no glyph 0 (a font's empty box) reaches a page.</summary>
public class GlyphTests(FontsFixture fixture)
{
    [Theory]
    [InlineData(0x0000, 0x0900)]
    [InlineData(0x0900, 0x2000)]
    [InlineData(0x2000, 0x3400)]
    [InlineData(0x4DC0, 0x4F00)]
    [InlineData(0xA000, 0xB000)]
    [InlineData(0xF900, 0x10400)]
    [InlineData(0x1F000, 0x1FB00)]
    [InlineData(0xE0000, 0xE0200)]
    public void No_character_becomes_an_empty_box(int first, int end)
    {
        foreach (var (before, after) in ((string, string)[])[("", ""), ("a", "b"), ("ب", "ب"), ("中", "中")])
        {
            var blocks = Enumerable.Range(first, end - first).Where(c => c is < 0xD800 or > 0xDFFF)
                .Select(c => $"{before}{char.ConvertFromUtf32(c)}{after}").Chunk(200)
                .Select(texts => (Block)LaidOut.Paragraph(string.Join(' ', texts)));
            Check(LaidOut.Lay(fixture.Fonts, [.. blocks]));
        }
    }

    [Theory]
    [InlineData("lone surrogates \uD800 and \uDC00 here")]
    [InlineData("\u0301 a mark alone, on a space \u0301, on another script ب\u0301, 中\u0301, \u0B95\u0301, a\u0E31")]
    [InlineData("joiners a\u200Db \u200D \u200C, selectors a\uFE0F \uFE0F 中\U000E0100, tags \U000E0067")]
    [InlineData("fillers \u115F \u1160 \u3164 \uFFA0 \u180E \u2800 \uFFF9\uFFFA\uFFFB \uFFFC")]
    [InlineData("👩\u200D👩\u200D👧 🇫🇷 1\uFE0F\u20E3")]
    public void No_sequence_becomes_one(string text) =>
        Check(LaidOut.Lay(fixture.Fonts, LaidOut.Paragraph(text), new Heading(2, [new Text(text)]) { Id = "h" }, new CodeBlock(text), new Paragraph([new Styled(InlineStyle.SmallCaps, [new Text(text)])])));

    private static void Check(PagedDocument document)
    {
        foreach (var item in document.Pages.SelectMany(p => p.Items).OfType<TextItem>())
            foreach (var placed in item.Words.Span)
                foreach (var glyph in placed.Word.Glyphs)
                    Assert.True(glyph.Id != 0, $"{item.Font.PostScriptName} has no glyph in “{placed.Word.Text}” ({string.Join(' ', placed.Word.Text.Select(c => $"{(int)c:X4}"))})");
    }
}
