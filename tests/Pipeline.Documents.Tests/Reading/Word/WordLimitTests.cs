using System.Text;
using static Pipeline.Documents.Tests.Reading.Word.Docx;

namespace Pipeline.Documents.Tests.Reading.Word;

/// <summary>Files that would take too much, or lead elsewhere: rejected with what is wrong.</summary>
public class WordLimitTests
{
    [Fact]
    public void Unpacked_size_is_limited() =>
        Assert.Equal("file-too-large", Read.Rejection("a.docx", new Docx(P(new string('a', 200_000))).Bytes(), new ReadOptions { MaximumUnpackedBytes = 100_000 }).Code);

    [Fact]
    public void Packed_size_is_limited() =>
        Assert.Equal("file-too-large", Read.Rejection("a.docx", new Docx(P("Words")).Bytes(), new ReadOptions { MaximumPackageBytes = 100 }).Code);

    [Fact]
    public void Number_of_parts_is_limited() =>
        Assert.Equal("file-too-large", Read.Rejection("a.docx", new Docx(P("Words")).Bytes(), new ReadOptions { MaximumPackageParts = 3 }).Code);

    [Fact]
    public void A_part_that_expands_without_measure_is_refused() =>
        Assert.Contains("times as large", Read.Rejection("a.docx", new Docx(P("Words")).Add("word/media/bomb.png", new byte[20_000_000]).Bytes(), new ReadOptions { MaximumExpansion = 100 }).Message, StringComparison.Ordinal);

    [Fact]
    public void Depth_of_elements_is_limited() =>
        Assert.Equal("too-deeply-nested", Read.Rejection("a.docx", new Docx(string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 5000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 5000))).Bytes()).Code);

    [Fact]
    public void Characters_are_limited() =>
        Assert.Equal("too-many-characters", Read.Rejection("a.docx", new Docx(P(new string('a', 2000))).Bytes(), new ReadOptions { MaximumCharacters = 1000 }).Code);

    [Fact]
    public void Entities_are_refused()
    {
        var bomb = "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";

        Assert.Equal("entities-refused", Read.Rejection("a.docx", Zip([("word/document.xml", Encoding.UTF8.GetBytes(bomb))])).Code);
    }

    [Fact]
    public void Damage_far_within_a_text_is_told_as_any_other() =>
        Assert.Equal("damaged-file", Read.Rejection("a.docx", new Docx("<w:p><w:r><w:t>" + new string('a', 20_000) + "&b;</w:t></w:r></w:p>").Bytes()).Code);

    [Fact]
    public void Nested_tables_past_the_limit_are_flattened_with_their_words()
    {
        var body = string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", 80)) + P("Innermost words") + string.Concat(Enumerable.Repeat("</w:tc></w:tr></w:tbl>", 80));
        var result = new Docx(body).Read();

        Assert.Equal(["Innermost words"], DocumentText.Lines(result.Document));
        Assert.Contains(result.Diagnostics, d => d.Code == "nesting-flattened");
    }

    [Fact]
    public void Reading_can_be_cancelled_within_a_part()
    {
        var bytes = new Docx(string.Concat(Enumerable.Repeat(P("Words of a paragraph"), 20_000))).Bytes();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => DocumentReader.Read(new SourceFile("a.docx", bytes), ReadOptions.Default, cancelled.Token));
    }

    [Theory]
    [InlineData("letter.doc", "WordDocument", "save it as .docx")]
    [InlineData("letter.docx", "EncryptedPackage", "delete the password")]
    [InlineData("table.xls", "Workbook", "Excel")]
    [InlineData("talk.ppt", "PowerPoint Document", "PowerPoint")]
    [InlineData("mail.msg", "__substg1.0_1000", "e-mail")]
    public void Compound_files_are_rejected_with_what_to_do(string name, string stream, string words) =>
        Assert.Contains(words, Read.Rejection(name, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[100], .. Encoding.Unicode.GetBytes(stream)]).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("xl/workbook.xml", "Excel workbook")]
    [InlineData("ppt/presentation.xml", "PowerPoint presentation")]
    public void Other_packages_are_rejected_with_what_they_are(string part, string what) =>
        Assert.Contains(what, Read.Rejection("letter.docx", Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), (part, "<x/>"u8.ToArray())])).Message, StringComparison.Ordinal);

    [Fact]
    public void Memory_grows_with_the_rows_of_a_table_and_stays_below_twenty_times_its_markup()
    {
        Allocated(10);
        var (some, many) = (Allocated(288), Allocated(2304));

        Assert.InRange(many.Bytes, 0, 20 * many.Markup);
        Assert.InRange(many.Bytes / (double)some.Bytes, 4, 9);
    }

    /// <summary>Bytes allocated in all while a table of six columns is read, which its memory can never be more than.</summary>
    private static (long Bytes, long Markup) Allocated(int rows)
    {
        var row = "<w:tr>" + string.Concat(Enumerable.Repeat($"<w:tc><w:tcPr><w:tcW w:w=\"100\" w:type=\"dxa\"/></w:tcPr>{P("Words of a cell", "<w:jc w:val=\"center\"/>")}</w:tc>", 6)) + "</w:tr>";
        var body = "<w:tbl>" + string.Concat(Enumerable.Repeat(row, rows)) + "</w:tbl>";
        var file = new SourceFile("a.docx", new Docx(body).Bytes());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = DocumentReader.Read(file, ReadOptions.Default, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(rows, Assert.IsType<Table>(result.Document.Blocks.Single()).Rows.Count);
        return (allocated, body.Length);
    }
}
