using CsCheck;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading;

public class PlainTextReaderTests
{
    private static readonly string Lines60 = """
         We thank the President of the General Assembly for this
        dialogue, and the Secretary-General for his report on the
        role of regional and subregional arrangements.
         We also thank the panelists, who came from far to speak
        to us today about what their organizations have done.
         Regional organizations know their regions better than
        anyone else does, and they act sooner than others can.
        """;

    [Fact]
    public void Lines_set_in_begin_paragraphs()
    {
        var blocks = Read.Text(Lines60).Document.Blocks;

        Assert.Equal(3, blocks.Count);
        Assert.Equal("We also thank the panelists, who came from far to speak to us today about what their organizations have done.", DocumentText.Lines(blocks[1]).Single());
    }

    [Fact]
    public void Blank_line_ends_a_paragraph()
    {
        var blocks = Read.Text("One line of words\nand another.\n\nA second paragraph\nof two lines.\n").Document.Blocks;

        Assert.Equal(["One line of words and another.", "A second paragraph of two lines."], blocks.SelectMany(DocumentText.Lines));
    }

    [Fact]
    public void Line_that_ends_early_with_a_full_stop_ends_a_paragraph_where_nothing_else_does()
    {
        const string text = "The Palestinian issue has been a constant challenge since\nits inception. We all know it.\nMoreover, it gives me pleasure to commend the efforts of\nthe Secretary-General once more, here and now, and of\nall who serve.\n";

        Assert.Equal(2, Read.Text(text).Document.Blocks.Count);
    }

    [Fact]
    public void Long_lines_are_paragraphs()
    {
        var line = string.Join(' ', Enumerable.Repeat("Words of a long paragraph.", 10));

        Assert.Equal(3, Read.Text($"{line}\n{line}\n{line}").Document.Blocks.Count);
    }

    [Fact]
    public void Page_number_inside_a_sentence_is_left_out_and_named()
    {
        var result = Read.Text(" The Arab Spring gave rise to immense hope, and that\nappeal for justice shook the world, which imposes on\n\n\n23 11-50692\n\nus the obligation to find a solution to the conflict, and\nto find it soon.\n We cannot wait any longer, and we must not wait, since\nthe peoples of the region cannot.\n");

        Assert.Equal(2, result.Document.Blocks.Count);
        Assert.Contains("which imposes on us the obligation", DocumentText.Lines(result.Document).First(), StringComparison.Ordinal);
        Assert.Equal(("page-numbers", "line 5"), (result.Diagnostics.Single().Code, result.Diagnostics.Single().Place));
    }

    [Theory]
    [InlineData("Words.\n\n1\n\f\nMore.\n\n2\n", 2)]
    [InlineData("Words.\n\n- 1 -\n\nMore.\n\n- 2 -\n", 2)]
    [InlineData("Words.\n\nPage 1 of 2\n\nMore.\n\nPage 2 of 2\n", 2)]
    [InlineData("Words.\n\n1945\n\nMore.\n", 0)]
    public void Numbers_that_count_pages_are_told_from_others(string text, int pages)
    {
        var result = Read.Text(text);

        Assert.Equal(pages > 0, result.Diagnostics.Any(d => d.Code == "page-numbers"));
        Assert.Equal(pages == 0, DocumentText.Lines(result.Document).Contains("1945"));
    }

    [Fact]
    public void Hyphen_at_a_line_end_goes_only_where_the_text_has_the_word_without_it()
    {
        const string text = "The dialogue was about regional organizations. It was a dia-\nlogue of the sixty-\nfifth session, on non-\ninterference. Non-interference is old. The re-\ngional ones spoke.\n";

        Assert.Equal("The dialogue was about regional organizations. It was a dialogue of the sixty-fifth session, on non-interference. Non-interference is old. The regional ones spoke.",
            DocumentText.Lines(Read.Text(text).Document).Single());
    }

    [Fact]
    public void Numbered_paragraphs_have_their_number_and_anchor()
    {
        var line = string.Join(' ', Enumerable.Repeat("Words of a long paragraph.", 8));
        var blocks = Read.Text($"{line}\n32.\t{line}\n33.\t{line}\n33.\t{line}\n").Document.Blocks.Cast<Paragraph>().ToList();

        Assert.Equal([null, "32.", "33.", "33."], blocks.Select(b => b.Number));
        Assert.Equal([null, "para-32", "para-33", "para-33-2"], blocks.Select(b => b.Id));
        Assert.StartsWith("Words", DocumentText.Of(blocks[1].Inlines), StringComparison.Ordinal);
    }

    [Fact]
    public void Number_or_dash_that_a_sentence_goes_on_with_begins_nothing()
    {
        const string text = "The resolution was adopted at the summit of the year\n2005. It is in paragraphs 138 and 139 of the outcome\n139. Those who spoke — and there were many speakers\n— agreed with it, as the record says in its ninth part.\n";

        Assert.Single(Read.Text(text).Document.Blocks);
    }

    [Theory]
    [InlineData("FIRST PART\n\nWords of it.\n\nSECOND PART\n\nMore words.\n", new[] { "FIRST PART" }, 1)]
    [InlineData("Words.\n\nOUTLOOK FOR REGIONS\n\nMore words.\n", new string[0], 1)]
    [InlineData("Title\n=====\n\nPart\n----\n\nWords.\n", new[] { "Title" }, 1)]
    public void Headings_are_capitals_that_stand_alone_or_underlined_lines(string text, string[] title, int headings)
    {
        var document = Read.Text(text).Document;

        Assert.Equal(string.Concat(title), DocumentText.Of(document.Title));
        Assert.Equal(headings, document.Blocks.OfType<Heading>().Count());
    }

    [Theory]
    [InlineData("Words\n\nUN\n\nwords.\n")]
    [InlineData("WE ARE IN CAPITALS, AS A TELEGRAM IS, AND THIS IS A SENTENCE.\n\nSTOP.\n")]
    public void Other_capitals_are_no_headings(string text) => Assert.Empty(Read.Text(text).Document.Blocks.OfType<Heading>());

    [Fact]
    public void Every_2011_statement_reads_as_prose_with_every_word()
    {
        var files = Directory.GetFiles(SharedData.Require("corpora/ungdc/2011"), "*.txt");
        Assert.Equal(194, files.Length);
        Assert.All(files, AssertProse);
    }

    [Fact]
    public void Statements_of_other_years_read_as_prose_with_every_word() =>
        Assert.All(Directory.GetFiles(SharedData.Require("corpora/ungdc/other-years"), "*.txt"), AssertProse);

    private static void AssertProse(string file)
    {
        var result = Read.Bytes(Path.GetFileName(file), File.ReadAllBytes(file));
        Assert.DoesNotContain(result.Document.Blocks, b => b is CodeBlock or Table);
        var paragraphs = result.Document.Blocks.OfType<Paragraph>().ToList();
        Assert.True(paragraphs.Count * 20 >= result.Document.Blocks.Count * 19, "mostly paragraphs");
        // Of a page's paragraphs nearly all end as sentences do.
        var ended = paragraphs.Count(p => DocumentText.Of(p.Inlines).TrimEnd('”', '"', '’', ')', ']') is { Length: > 0 } text && ".?!:;,…".Contains(text[^1]));
        Assert.True(ended * 10 >= paragraphs.Count * 8, $"{ended} of {paragraphs.Count} end as sentences");
        AssertSameWords(File.ReadAllText(file), result);
    }

    /// <summary>All letters and digits, in order, but for the lines that a finding names as page numbers.</summary>
    private static void AssertSameWords(string text, ReadResult result)
    {
        var lines = text.Split(['\n', '\r', '\f']).Where(l => !IsPageNumber(l.Trim()));
        Assert.Equal(Read.Letters(Documents.Unicode.Normalization.ToNfc(string.Concat(lines))), Read.Letters(string.Concat(DocumentText.Lines(result.Document).Prepend(DocumentText.Of(result.Document.Title)))));
    }

    private static bool IsPageNumber(string line) =>
        System.Text.RegularExpressions.Regex.IsMatch(line, @"^(\d{1,4}(/\d+)?\s+\d\d-\d{5}|\d\d-\d{5}\s+\d{1,4}(/\d+)?|\d\d/\d\d/\d{4} A/\d+/PV\.\d+|A/\d+/PV\.\d+ \d\d/\d\d/\d{4})$");

    private static Gen<string> Pick(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Any_text_keeps_its_words()
    {
        var word = Pick("the", "region", "co-", "operation", "States.", "12.", "(a)", "•", "-", "WE", "TITLE", "Été", "мир", "世界", "سلام", "sixty-", "fifth,", "e\u0301tat", "***", "===", "*");
        var line = Gen.Select(Gen.Int[0, 6], word.Array[0, 9]).Select(l => new string(' ', l.Item1) + string.Join(' ', l.Item2));
        line.Array[1, 30].Sample(lines =>
        {
            var text = string.Join('\n', lines);
            // Nothing but labels of lists, "(a)" and "12.", is no words.
            if (!text.Replace("(a)", "", StringComparison.Ordinal).Replace("12.", "", StringComparison.Ordinal).Any(char.IsLetterOrDigit))
                return;
            var result = Read.Text(text);
            // In any order, since a title goes to the top.
            Assert.Equal(string.Concat(Read.Letters(Documents.Unicode.Normalization.ToNfc(text)).Order()), string.Concat(Read.Letters(Read.PlainText(result)).Order()));
        }, iter: 3000, threads: 1);
    }
}
