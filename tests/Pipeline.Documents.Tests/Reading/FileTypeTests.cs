using System.Text;

namespace Pipeline.Documents.Tests.Reading;

public class FileTypeTests
{
    public static TheoryData<string, byte[], string> NotTexts => new()
    {
        { "setup.exe", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0], "program for Windows" },
        { "report.txt", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0], "program for Windows" },
        { "tool", [0x7F, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0], "program" },
        { "table.ods", Zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument spreadsheet" },
        { "slides.odp", Zip("mimetype", "application/vnd.oasis.opendocument.presentation"), "OpenDocument presentation" },
        { "all.zip", Zip("readme.md", "Hello"), "compressed folder" },
        { "letter.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "older Word" },
        { "photo.png", [0x89, .. "PNG\r\n\x1A\n"u8], "picture (PNG)" },
        { "photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "picture (JPEG)" },
        { "page.mht", "MIME-Version: 1.0\n\n<html></html>"u8.ToArray(), "web page in one file" },
        { "data.csv", "a,b\n1,2\n"u8.ToArray(), "table (CSV)" },
        { "letter.docx", "This is no zip at all."u8.ToArray(), "may be damaged" },
    };

    private static byte[] Zip(string part, string text) => Word.Docx.Zip([(part, Encoding.UTF8.GetBytes(text))]);

    [Fact]
    public void Damaged_zip_is_rejected_as_damaged() =>
        Assert.Equal("damaged-file", Read.Rejection("letter.docx", [.. "PK\x03\x04"u8, 20, 0, 0, 0, .. "word/document.xml"u8]).Code);

    [Theory]
    [MemberData(nameof(NotTexts))]
    public void File_that_is_no_text_is_rejected_with_what_it_is(string name, byte[] bytes, string what)
    {
        var rejection = Read.Rejection(name, bytes);

        Assert.Equal("unsupported-format", rejection.Code);
        Assert.Contains(what, rejection.Message, StringComparison.Ordinal);
        Assert.Contains("pload", rejection.Message + " Upload", StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_file_is_rejected() => Assert.Equal("empty-file", Read.Rejection("a.md", []).Code);

    [Theory]
    [InlineData("a.md", " \n\n \t\n")]
    [InlineData("a.txt", "----\n\n* * *\n")]
    [InlineData("a.md", "<!-- nothing to see -->")]
    [InlineData("a.md", "---\ntitle: Only metadata\n---\n")]
    public void File_without_words_is_rejected(string name, string text) => Assert.Equal("no-words", Read.Rejection(name, Encoding.UTF8.GetBytes(text)).Code);

    [Fact]
    public void Binary_data_under_a_text_name_is_rejected()
    {
        var bytes = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7919 >> 3)).ToArray();

        Assert.Equal("unsupported-format", Read.Rejection("a.txt", bytes).Code);
    }

    [Fact]
    public void Text_past_the_limit_is_rejected_with_the_limit()
    {
        var rejection = Read.Rejection("a.txt", Encoding.UTF8.GetBytes(new string('a', 1001)), new ReadOptions { MaximumCharacters = 1000 });

        Assert.Equal("too-many-characters", rejection.Code);
        Assert.Contains("1,000", rejection.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.MD", "markdown")]
    [InlineData("a.markdown", "markdown")]
    [InlineData("a.txt", "text")]
    [InlineData("README", "text")]
    [InlineData("a.htm", "html")]
    [InlineData("notes.v2", "text")]
    public void Format_of_a_text_follows_its_extension(string name, string format) => Assert.Equal(format, Read.Bytes(name, "Some words."u8.ToArray()).Format.Name);

    [Fact]
    public void Text_that_begins_like_a_signature_of_two_letters_is_a_text() =>
        Assert.Equal("text", Read.Bytes("a.txt", "MZ is how the programs of Mark Zbikowski begin. BM is for bitmaps."u8.ToArray()).Format.Name);

    [Fact]
    public void Cancelled_reading_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => DocumentReader.Read(new SourceFile("a.md", "Words"u8.ToArray()), ReadOptions.Default, cancelled.Token));
    }
}
