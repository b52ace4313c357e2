using System.Text;

namespace Pipeline.Documents.Tests.Reading;

public class DecodingTests
{
    private const string Sample = "Côte d’Ivoire, Türkiye and São Tomé — “as agreed”.";

    static DecodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string> UnicodeEncodings => ["utf-8", "utf-8 with mark", "utf-16", "utf-16 with mark", "utf-16BE", "utf-16BE with mark"];

    [Theory]
    [MemberData(nameof(UnicodeEncodings))]
    public void Unicode_is_read_with_and_without_a_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name.Replace(" with mark", "", StringComparison.Ordinal));
        byte[] mark = name.EndsWith("mark", StringComparison.Ordinal) ? encoding.GetPreamble() : [];

        var result = Read.Bytes("a.txt", [.. mark, .. encoding.GetBytes(Sample)]);

        Assert.Equal(Sample, DocumentText.Lines(result.Document).Single());
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Western_legacy_text_is_read_and_the_guess_is_named()
    {
        var result = Read.Bytes("a.txt", Encoding.GetEncoding(1252).GetBytes(string.Join(' ', Enumerable.Repeat(Sample, 5))));

        Assert.StartsWith(Sample, DocumentText.Lines(result.Document).Single(), StringComparison.Ordinal);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("encoding-guessed", finding.Code);
        Assert.Contains("windows-1252", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1251", "Организация Объединённых Наций приняла резолюцию о защите гражданского населения.")]
    [InlineData("koi8-r", "Организация Объединённых Наций приняла резолюцию о защите гражданского населения.")]
    [InlineData("windows-1256", "اعتمدت الجمعية العامة للأمم المتحدة قرارا بشأن حماية المدنيين في النزاعات المسلحة.")]
    [InlineData("gb18030", "联合国大会通过了关于在武装冲突中保护平民的决议，各会员国就此发表了意见。")]
    [InlineData("shift_jis", "国際連合総会は、武力紛争における文民の保護に関する決議を採択しました。")]
    public void Other_legacy_texts_are_read(string encoding, string text)
    {
        var result = Read.Bytes("a.txt", Encoding.GetEncoding(encoding).GetBytes(string.Join('\n', Enumerable.Repeat(text, 4))));

        Assert.Contains(text, string.Concat(DocumentText.Lines(result.Document)), StringComparison.Ordinal);
        Assert.Contains(result.Diagnostics, d => d.Code == "encoding-guessed");
    }

    [Fact]
    public void Broken_sequence_in_utf_8_is_shown_and_named_with_its_line()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat(Sample, 20)) + "\nGene"), 0xC3, .. Encoding.UTF8.GetBytes(" va. " + Sample)];

        var result = Read.Bytes("a.txt", bytes);

        Assert.Contains("Gene\uFFFD va.", string.Concat(DocumentText.Lines(result.Document)), StringComparison.Ordinal);
        Assert.Equal(("invalid-characters", "line 21"), (result.Diagnostics.Single().Code, result.Diagnostics.Single().Place));
    }

    [Fact]
    public void Control_characters_are_left_out_and_counted()
    {
        var result = Read.Text("First\0 line\u0007.\r\n\r\nSecond\u0085third\uFEFF line.\r\n");

        Assert.Equal(["First line.", "Second third line."], DocumentText.Lines(result.Document));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("control-characters", "line 1"), (finding.Code, finding.Place));
        Assert.Contains("2 invisible", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_brought_into_composed_form()
    {
        var result = Read.Markdown("Ma\u0301laga and &#x41;&#x30A;ngström, **Sa\u0303o** Tome\u0301\n");

        Assert.Equal("Málaga and Ångström, São Tomé", DocumentText.Lines(result.Document).Single());
    }

    [Theory]
    [InlineData("One.\r\rTwo.\r")]
    [InlineData("One.\r\n\r\nTwo.\r\n")]
    [InlineData("One.\n\nTwo.")]
    public void All_line_ends_are_the_same(string text)
    {
        Assert.Equal(["One.", "Two."], DocumentText.Lines(Read.Text(text).Document));
        Assert.Equal(["One.", "Two."], DocumentText.Lines(Read.Markdown(text).Document));
    }
}
