using System.Globalization;
using System.Text;

namespace Pipeline.Documents.Tests.Reading.Pdf;

public class PdfReaderTests
{
    private static readonly string[] Lorem =
    [
        "The delegation thanks the chair for the preparation of this debate and", "for the report, which shows how much has been done since the last one in", "every region of the world, and how much there is still to be done now.",
    ];

    private static IEnumerable<string> Texts(ReadResult result) => DocumentText.Lines(result.Document);

    [Fact]
    public void Lines_become_a_paragraph_and_a_gap_begins_another()
    {
        var result = new TestPdf().Page(TestPdf.Paragraph(72, 700, Lorem) + TestPdf.Paragraph(72, 650, Lorem)).Read();

        Assert.Equal([string.Join(' ', Lorem), string.Join(' ', Lorem)], Texts(result));
        Assert.Equal(("pdf", 1, true), (result.Format.Name, result.Pages!.Value, result.HasText));
    }

    [Fact]
    public void Words_that_a_line_end_divides_are_whole_again_and_hyphens_of_their_own_stay()
    {
        var result = new TestPdf().Page(TestPdf.Paragraph(72, 700,
            "We speak of the responsibility to protect, and of long-term protec-", "tion of the population, which is a matter of protection and of long-", "term planning.")).Read();

        Assert.Equal(["We speak of the responsibility to protect, and of long-term protection of the population, which is a matter of protection and of long-term planning."], Texts(result));
    }

    [Fact]
    public void Columns_are_read_one_after_the_other()
    {
        string[] left = ["In the first column the", "text goes down to the", "foot of the page before", "anything else is read,", "as people do read it."];
        string[] right = ["In the second column it", "goes on after that, and", "the lines beside each", "other are not mixed up", "with those on the left."];
        var result = new TestPdf().Page(TestPdf.Line(72, 740, "A headline over both columns of this page", 18) + TestPdf.Paragraph(72, 700, left) + TestPdf.Paragraph(320, 700, right)).Read();

        Assert.Equal("A headline over both columns of this page", DocumentText.Of(result.Document.Title));
        Assert.Equal(string.Join(' ', left) + " " + string.Join(' ', right), string.Join(' ', Texts(result)));
    }

    [Fact]
    public void Running_heads_and_page_numbers_are_left_out_and_paragraphs_go_on_over_pages()
    {
        var pdf = new TestPdf();
        string[] places = ["northern", "southern", "eastern", "western"];
        for (var page = 1; page <= 4; page++)
        {
            pdf.Page(TestPdf.Line(72, 770, "Annual report of the coalition") + TestPdf.Paragraph(72, 600,
                $"{places[page - 1]} is what this page begins with, and then there are many other words, so", "that its lines are full up to the right edge of the text, where they all end in") + TestPdf.Line(290, 30, $"Page {page} of 4"));
        }

        var text = string.Join('\n', Texts(pdf.Read()));

        Assert.DoesNotContain("Annual report", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Page 2", text, StringComparison.Ordinal);
        Assert.Contains("where they all end in southern is", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bullets_make_a_list_and_bold_lines_headings()
    {
        var result = new TestPdf().Page(
            TestPdf.Paragraph(72, 760, Lorem) + TestPdf.Line(72, 700, "What we ask for", font: "F2")
            + TestPdf.Line(72, 680, "\u0095 A first thing that is asked for") + TestPdf.Line(72, 668, "\u0095 A second thing")).Read();

        Assert.Equal("What we ask for", DocumentText.Of(Assert.Single(result.Document.Blocks.OfType<Heading>()).Inlines));
        Assert.Equal(["A first thing that is asked for", "A second thing"], Assert.Single(result.Document.Blocks.OfType<ListBlock>()).Items.Select(i => DocumentText.Of(((Paragraph)i.Blocks[0]).Inlines)));
    }

    [Fact]
    public void Ruled_cells_make_a_table()
    {
        var rules = string.Concat(new[] { 600, 620, 640 }.Select(y => $"100 {y} m 300 {y} l S\n")) + string.Concat(new[] { 100, 200, 300 }.Select(x => $"{x} 600 m {x} 640 l S\n"));
        var result = new TestPdf().Page(
            TestPdf.Paragraph(72, 760, Lorem) + rules + TestPdf.Line(105, 626, "Country", font: "F2") + TestPdf.Line(205, 626, "Year", font: "F2") + TestPdf.Line(105, 606, "Nigeria") + TestPdf.Line(205, 606, "2011")).Read();

        var table = Assert.Single(result.Document.Blocks.OfType<Table>());
        Assert.Equal(1, table.HeaderRows);
        Assert.Equal(["Country", "Year", "Nigeria", "2011"], DocumentText.Lines(table));
    }

    [Fact]
    public void Small_lines_that_a_raised_number_calls_are_footnotes()
    {
        var result = new TestPdf().Page(
            TestPdf.Paragraph(72, 700, Lorem) + TestPdf.Line(72, 664, "As has been said") + TestPdf.Line(151, 668, "1", 6) + TestPdf.Line(72, 60, "1 In the debate of 2009.", 7)).Read();

        Assert.Equal("In the debate of 2009.", DocumentText.Of(((Paragraph)Assert.Single(result.Document.Notes).Blocks[0]).Inlines));
        Assert.DoesNotContain(result.Diagnostics, d => d.Code == "note-unreferenced");
    }

    [Fact]
    public void Arabic_that_stands_in_the_order_on_paper_comes_out_in_the_order_of_reading()
    {
        // Presentation forms from left to right, as they are painted: the last letter first.
        const string map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar <01> <FEE1> <02> <FEFC> <03> <FEB3> <04> <0020> endbfchar endcmap";
        var pdf = new TestPdf();
        var cmap = pdf.Stream(map);
        pdf.Fonts = $"/F1 << /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Naskh /FirstChar 1 /LastChar 4 /Widths [500 500 500 250] /ToUnicode {cmap} 0 R "
            + "/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Naskh /Flags 4 /FontBBox [0 0 500 500] /ItalicAngle 0 /Ascent 500 /Descent 0 /CapHeight 500 /StemV 80 >> >>";
        var result = pdf.Page("BT /F1 12 Tf 1 0 0 1 100 700 Tm (\u0001\u0002\u0003\u0004\u0001\u0002\u0003) Tj ET").Read();

        Assert.Equal(["سلام سلام"], Texts(result));
        Assert.Equal(TextDirection.RightToLeft, result.Document.Direction);
    }

    [Fact]
    public void Pages_that_are_pictures_have_no_text_and_are_published_all_the_same()
    {
        var pdf = new TestPdf();
        var image = pdf.Stream("\u0000", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8");
        pdf.Resources = $"/XObject << /Im {image} 0 R >>";
        var result = pdf.Page("q 600 0 0 800 0 0 cm /Im Do Q").Read();

        Assert.False(result.HasText);
        Assert.Equal(0, DocumentText.CountWords(result.Document));
        Assert.Equal(("pdf-without-text", Severity.Warning), Assert.Single(result.Diagnostics) is var d ? (d.Code, d.Severity) : default);
    }

    [Fact]
    public void Text_on_few_of_the_pages_counts_as_none()
    {
        var pdf = new TestPdf();
        var image = pdf.Stream("\u0000", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8");
        pdf.Resources = $"/XObject << /Im {image} 0 R >>";
        var result = pdf.Page(TestPdf.Paragraph(72, 700, Lorem)).Page("q 600 0 0 800 0 0 cm /Im Do Q").Page("q 600 0 0 800 0 0 cm /Im Do Q").Read();

        Assert.False(result.HasText);
        Assert.Contains("pages 2, 3", Assert.Single(result.Diagnostics, d => d.Code == "pdf-text-partial").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fonts_that_do_not_say_what_they_show_make_garbage_and_it_is_called_that()
    {
        var pdf = new TestPdf();
        var shape = pdf.Stream("500 0 d0 0 0 400 400 re f");
        var names = string.Join(' ', Enumerable.Range(0, 26).Select(i => $"/g{i}"));
        var shapes = string.Join(' ', Enumerable.Range(0, 26).Select(i => $"/g{i} {shape} 0 R"));
        pdf.Fonts = $"/F1 << /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 122 /Widths [{string.Join(' ', Enumerable.Repeat("500", 26))}] /Encoding << /Type /Encoding /Differences [97 {names}] >> /CharProcs << {shapes} >> >>";
        var result = pdf.Page(TestPdf.Paragraph(72, 700, "gibberish", "inthefont")).Read();

        Assert.False(result.HasText);
        Assert.Equal("pdf-text-garbled", result.Diagnostics[0].Code);
    }

    [Fact]
    public void Streams_that_are_each_the_length_of_the_other_end_neither_the_process_nor_the_text()
    {
        var pdf = new TestPdf();
        var (one, other) = (pdf.Add(""), pdf.Add(""));
        pdf.Replace(one, $"<< /Length {other} 0 R >>\nstream\n{TestPdf.Paragraph(72, 700, Lorem)}\nendstream");
        pdf.Replace(other, $"<< /Length {one} 0 R >>\nstream\nother\nendstream");
        Assert.True(Ends(pdf.Page(TestPdf.Paragraph(72, 600, Lorem), $"/Thumb {one} 0 R /Contents {one} 0 R")));
    }

    [Theory]
    [InlineData("[{0} 0 R]", "/W [0 2147483647 500]")]
    [InlineData("[{0} 0 R]", "/W [2147483640 2147483647 500]")]
    [InlineData("{0} 0 R", "/W [0 2147483647 500]")]
    [InlineData("{1} 0 R", "/W [0 2147483647 500]")]
    [InlineData("[{0} 0 R]", "/W2 [9999999999 9999999999 -1000 500 880]")]
    public void Widths_without_end_fill_no_memory(string descendants, string widths)
    {
        var pdf = new TestPdf();
        var font = pdf.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> {widths} >>");
        var array = pdf.Add($"[{font} 0 R]");
        pdf.Fonts += $" /F3 << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts {string.Format(CultureInfo.InvariantCulture, descendants, font, array)} >>";
        Assert.True(Ends(pdf.Page(TestPdf.Paragraph(72, 700, Lorem))));
    }

    [Theory]
    [InlineData("1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", 1)]
    [InlineData("1 beginbfrange <00 00> <FF FF> <0041> endbfrange\n", 100_000)]
    [InlineData("1 beginbfrange <00000000> % <00000001>\n <FFFFFFFF> <0041> endbfrange", 1)]
    public void Character_maps_without_end_fill_no_memory(string ranges, int times)
    {
        var pdf = new TestPdf();
        var map = pdf.Stream("/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + string.Concat(Enumerable.Repeat(ranges, times)) + " endcmap");
        pdf.Fonts += $" /F3 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode {map} 0 R >>";
        Assert.True(Ends(pdf.Page(TestPdf.Paragraph(72, 700, Lorem))));
    }

    [Fact]
    public void Ends_of_inline_pictures_without_end_take_no_hours() =>
        Assert.True(Ends(new TestPdf().Page(TestPdf.Paragraph(72, 700, Lorem) + "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " + string.Concat(Enumerable.Repeat("EI ", 300_000)))));

    [Fact]
    public void Graphics_states_that_are_saved_without_end_fill_no_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(Ends(new TestPdf().Page(string.Concat(Enumerable.Repeat("q ", 500_000)) + TestPdf.Paragraph(72, 700, Lorem) + string.Concat(Enumerable.Repeat("Q ", 500_000)))));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 150_000_000);
    }

    /// <summary>Whether it is read, or rejected, before its time is over.</summary>
    private static bool Ends(TestPdf pdf)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            return DocumentReader.Read(new SourceFile("a.pdf", pdf.ToBytes()), ReadOptions.Default, limit.Token).Document.Blocks.Count > 0;
        }
        catch (RejectedException)
        {
            return true;
        }
    }

    [Theory]
    [InlineData("Microsoft Word - statement final v2.doc", null)]
    [InlineData("statement", null)]
    [InlineData("Untitled", null)]
    [InlineData("report_2011.docx", null)]
    [InlineData("playbook-dw-v1.1-508-compliant", null)]
    [InlineData("Scandinavia in 2030", "Scandinavia in 2030")]
    [InlineData("State-of-the-art", "State-of-the-art")]
    [InlineData("Statement by the Republic of Ghana", "Statement by the Republic of Ghana")]
    public void Title_is_taken_only_where_somebody_wrote_it(string title, string? expected)
    {
        var pdf = new TestPdf { Info = $"/Title ({title}) /Author (Administrator)" };
        var result = pdf.Page(TestPdf.Paragraph(72, 700, Lorem)).Read();

        Assert.Equal(expected, result.Metadata.FirstOrDefault(m => m.Name == MetadataFields.Title)?.Values[0]);
        Assert.DoesNotContain(result.Metadata, m => m.Name == MetadataFields.Authors);
    }

    [Fact]
    public void Language_of_the_file_counts_where_the_text_agrees()
    {
        var pdf = new TestPdf { Catalog = "/Lang (en-GB)" };
        Assert.Equal("en-GB", pdf.Page(TestPdf.Paragraph(72, 700, Lorem)).Read().Metadata.Single(m => m.Name == MetadataFields.Language).Values[0]);

        var french = new TestPdf { Catalog = "/Lang (en-US)" };
        var result = french.Page(TestPdf.Paragraph(72, 700, "La France remercie le Secr\u00E9taire g\u00E9n\u00E9ral pour son rapport et pour", "les travaux qui sont faits dans toutes les r\u00E9gions du monde depuis lors.")).Read();
        Assert.Equal("fr", result.Document.Language);
        Assert.DoesNotContain(result.Metadata, m => m.Name == MetadataFields.Language);
    }

    [Fact]
    public void Damaged_file_is_rejected_and_a_broken_cross_reference_table_is_repaired()
    {
        Assert.Equal("pdf-damaged", Read.Rejection("a.pdf", "%PDF-1.7\nThis is all that arrived."u8.ToArray()).Code);

        var bytes = new TestPdf().Page(TestPdf.Paragraph(72, 700, Lorem)).ToBytes();
        var text = Encoding.Latin1.GetString(bytes);
        var broken = Encoding.Latin1.GetBytes(text.Replace("0000000", "0000009", StringComparison.Ordinal).Replace("startxref\n", "startxref\n9", StringComparison.Ordinal));
        Assert.Equal([string.Join(' ', Lorem)], Texts(Read.Bytes("a.pdf", broken)));
    }

    [Fact]
    public void Stream_that_unpacks_to_far_too_much_is_rejected_before_it_is_kept()
    {
        var pdf = new TestPdf();
        var bomb = pdf.Stream(TestPdf.Deflated(200_000_000), "/Filter /FlateDecode /Type /XObject /Subtype /Form /BBox [0 0 600 800]");
        pdf.Resources = $"/XObject << /Fm {bomb} 0 R >>";

        Assert.Equal("pdf-too-complex", Read.Rejection("a.pdf", pdf.Page("/Fm Do").ToBytes()).Code);
    }

    [Theory]
    [InlineData("/W [1 2 1] /Size 99999999999999999999")]
    [InlineData("/W [1 2 1] /Size 9 /Index [0 2147483647]")]
    [InlineData("/W [1 2 1] /Size 9 /Index [0 999999999 0 /A]")]
    [InlineData("/W [1 2147483 1] /Size 9")]
    [InlineData("/W [1 -2147483648 1] /Size 9")]
    public void Cross_references_that_claim_what_no_file_can_have_are_left_out(string claim)
    {
        var pdf = new TestPdf();
        pdf.Stream(TestPdf.Deflated(4), $"/Type /XRef /Root 1 0 R {claim} /Filter /FlateDecode");
        var file = Encoding.Latin1.GetString(pdf.Page(TestPdf.Paragraph(72, 700, Lorem)).ToBytes());
        // Nothing but what a search of the whole file finds leads to its objects.
        var bytes = Encoding.Latin1.GetBytes(file[..file.LastIndexOf("xref\n0", StringComparison.Ordinal)]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Read.Bytes("a.pdf", bytes);
        }
        catch (RejectedException e)
        {
            Assert.Equal("pdf-damaged", e.Diagnostics[0].Code);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    // Numbers below are bytes of Adobe Technical Note 5177: 32 is -107, which with the bias of few subroutines is 0, 33 the next; 29 calls, 11 returns, 14 ends.
    [Theory]
    [InlineData("a subroutine that calls itself", 1)]
    [InlineData("forty that each call the next one twice", 40)]
    public void Font_whose_programs_do_not_end_is_left_out(string what, int count)
    {
        var subroutines = Enumerable.Range(0, count).Select(i => (byte[])[.. Call((i + 1) % count), .. Call((i + 1) % count), 11]).ToArray();
        Assert.True(TextOrNone(CompactFont(subroutines)).Count == 0, what);
    }

    [Fact]
    public void Font_programs_that_end_stay()
    {
        byte[][] subroutines = [[.. Call(1), .. Call(1), 11], [139, 139, 21, 11]];
        Assert.Equal(["Some words"], TextOrNone(CompactFont(subroutines)));
    }

    [Fact]
    public void Font_with_outlines_of_another_kind_stays() =>
        Assert.Equal(["Some words"], TextOrNone([0, 1, 0, 0, .. new byte[40]]));

    [Theory]
    [InlineData("itself", 1)]
    [InlineData("the next, which is made of the one after it, and that of itself", 2, 3, 3)]
    public void Glyphs_that_are_made_of_themselves_do_not_end_the_program(string what, params int[] parts)
    {
        var glyphs = parts.Select(p => Composite(p)).ToArray();
        Assert.True(TrueTypeTexts(glyphs) is ["Some words"], $"A glyph that is made of {what}.");
    }

    [Fact]
    public void Glyphs_that_are_many_times_as_many_points_do_not_fill_the_memory()
    {
        var glyphs = Enumerable.Range(2, 14).Select(next => Composite(Enumerable.Repeat(next, 30).ToArray())).Append(Box).ToArray();
        Assert.Equal(["Some words"], TrueTypeTexts(glyphs));
    }

    [Fact]
    public void A_table_of_glyphs_that_says_it_is_huge_takes_no_more_memory_than_there_is_of_it()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(["Some words"], TrueTypeTexts([Box], lengthOfGlyphs: 0x7000_0000));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    [Fact]
    public void Glyphs_that_are_made_of_others_stay() => Assert.Equal(["Some words"], TrueTypeTexts([Composite(2, 2), Box]));

    [Fact]
    public void A_Type_1_font_that_calls_itself_still_says_what_its_codes_mean()
    {
        // Code 83 is the letter T, all others are as usual; glyph T calls the subroutine that calls itself.
        var clear = "%!PS-AdobeFont-1.0: A\n8 dict begin\n/FontName /A def\n/FontMatrix [0.001 0 0 0.001 0 0] def\n/FontBBox {0 0 1000 1000} def\n"
            + "/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 83 /T put\nreadonly def\ncurrentdict end\ncurrentfile eexec\n";
        byte[] subroutine = [139, 10, 11], glyph = [139, 139, 13, 139, 10, 14];
        byte[] hidden = [.. "dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} def /Subrs 1 array\ndup 0 7 RD "u8, .. Encrypted(subroutine, 4330), .. " NP\nND\n2 index /CharStrings 1 dict dup begin\n/T 10 RD "u8, .. Encrypted(glyph, 4330), .. " ND\nend\nend\nmark currentfile closefile\n"u8];
        byte[] font = [.. Encoding.Latin1.GetBytes(clear), .. Encrypted(hidden, 55665)];
        var pdf = new TestPdf();
        var program = pdf.Stream(Encoding.Latin1.GetString(font), $"/Length1 {clear.Length} /Length2 {font.Length - clear.Length} /Length3 0");
        var descriptor = pdf.Add($"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile {program} 0 R >>");
        pdf.Fonts = $"/F1 << /Type /Font /Subtype /Type1 /BaseFont /A /FirstChar 32 /LastChar 122 /Widths [{string.Concat(Enumerable.Repeat("500 ", 91))}] /FontDescriptor {descriptor} 0 R >>";

        var text = Texts(Read.Bytes("a.pdf", pdf.Lines((72, 700, "SSS")).ToBytes()));

        Assert.Equal(["TTT"], text);
    }

    // Adobe Type 1 Font Format, 7: four bytes come first that say nothing.
    private static byte[] Encrypted(byte[] plain, int key)
    {
        var state = (ushort)key;
        return [.. ((byte[])[0, 0, 0, 0, .. plain]).Select(b =>
        {
            var cipher = (byte)(b ^ state >> 8);
            state = (ushort)((cipher + state) * 52845 + 22719);
            return cipher;
        })];
    }

    // OpenType, glyf: one contour of four points, or parts with offsets of a byte each, more of them but for the last.
    private static readonly byte[] Box = [0, 1, 0, 0, 0, 0, 2, 0, 2, 0, 0, 3, 0, 0, 1, 1, 1, 1, 0, 0, 2, 0, 0, 0, 254, 0, 0, 0, 0, 0, 2, 0, 0, 0];

    private static byte[] Composite(params int[] parts) =>
        [255, 255, 0, 0, 0, 0, 2, 0, 2, 0, .. parts.SelectMany((p, i) => (byte[])[0, (byte)(i + 1 < parts.Length ? 0x22 : 2), 0, (byte)p, 0, 0])];

    /// <summary>What a page says in a font whose letters are its first glyph, of these.</summary>
    private static List<string> TrueTypeTexts(byte[][] glyphs, int? lengthOfGlyphs = null)
    {
        static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
        static byte[] Long(int value) => [.. Short(value >> 16), .. Short(value)];
        byte[][] all = [[], .. glyphs];
        var ends = all.Aggregate((IEnumerable<int>)[0], (sofar, g) => sofar.Append(sofar.Last() + g.Length));
        (string Tag, byte[] Data)[] tables =
        [
            ("cmap", [0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 12, 0, 0, 1, 6, 0, 0, .. Enumerable.Repeat((byte)1, 256)]),
            ("glyf", [.. all.SelectMany(g => g)]),
            ("head", [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5, 0, 0, 3, 232, .. new byte[16], 0, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 8, 0, 2, 0, 1, 0, 0]),
            ("hhea", [0, 1, 0, 0, 3, 0, 255, 0, 0, 0, .. new byte[24], 0, 1]),
            ("hmtx", [2, 0, 0, 0, .. Enumerable.Repeat((byte)0, 2 * glyphs.Length)]),
            ("loca", [.. ends.SelectMany(Long)]),
            ("maxp", [0, 1, 0, 0, .. Short(all.Length), .. new byte[26]]),
        ];
        var offset = 12 + 16 * tables.Length;
        byte[] font = [0, 1, 0, 0, .. Short(tables.Length), 0, 0, 0, 0, 0, 0];
        foreach (var (tag, data) in tables)
        {
            font = [.. font, .. Encoding.ASCII.GetBytes(tag), 0, 0, 0, 0, .. Long(offset), .. Long(tag == "glyf" ? lengthOfGlyphs ?? data.Length : data.Length)];
            offset += data.Length;
        }
        font = [.. font, .. tables.SelectMany(t => t.Data)];
        var pdf = new TestPdf();
        var program = pdf.Stream(Encoding.Latin1.GetString(font), $"/Length1 {font.Length}");
        var descriptor = pdf.Add($"<< /Type /FontDescriptor /FontName /A /Flags 32 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 {program} 0 R >>");
        pdf.Fonts = $"/F1 << /Type /Font /Subtype /TrueType /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 122 /Widths [{string.Concat(Enumerable.Repeat("500 ", 91))}] /FontDescriptor {descriptor} 0 R >>";
        return [.. Texts(Read.Bytes("a.pdf", pdf.Lines((72, 700, "Some words")).ToBytes()))];
    }

    private static byte[] Call(int subroutine) => [(byte)(32 + subroutine), 29];

    private static List<string> TextOrNone(byte[] font)
    {
        var pdf = new TestPdf();
        var program = pdf.Stream(Encoding.Latin1.GetString(font), "/Subtype /Type1C");
        var descriptor = pdf.Add($"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile3 {program} 0 R >>");
        pdf.Fonts = $"/F1 << /Type /Font /Subtype /Type1 /BaseFont /A /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 122 /Widths [{string.Concat(Enumerable.Repeat("500 ", 91))}] /FontDescriptor {descriptor} 0 R >>";
        try
        {
            return [.. Texts(Read.Bytes("a.pdf", pdf.Lines((72, 700, "Some words")).ToBytes()))];
        }
        catch (RejectedException)
        {
            return [];
        }
    }

    /// <summary>A font of one glyph, whose program calls the first of these (Technical Note 5176: header, names, top dictionary, strings, subroutines, programs).</summary>
    private static byte[] CompactFont(byte[][] subroutines)
    {
        byte[] before = [1, 0, 4, 1, .. Index([(byte)'A'])];
        var after = (byte[])[0, 0, .. Index(subroutines)];
        // A count, an offset's size, two offsets; then two offsets and their operators, and a size of nothing.
        const int TopLength = 2 + 1 + 2 * 2 + (5 + 1) + 1 + (5 + 1);
        var programs = before.Length + TopLength + after.Length;
        var index = Index((byte[])[.. Call(0), 14]);
        byte[] Offset(int value) => [29, (byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
        return [.. before, .. Index((byte[])[.. Offset(programs), 17, 139, .. Offset(programs + index.Length), 18]), .. after, .. index];
    }

    private static byte[] Index(params byte[][] items)
    {
        var ends = items.Aggregate((IEnumerable<int>)[1], (all, item) => all.Append(all.Last() + item.Length)).ToArray();
        return [(byte)(items.Length >> 8), (byte)items.Length, 2, .. ends.SelectMany(e => (byte[])[(byte)(e >> 8), (byte)e]), .. items.SelectMany(i => i)];
    }

    [Fact]
    public void Forms_that_show_each_other_many_times_over_are_rejected()
    {
        var pdf = new TestPdf();
        var inner = pdf.Stream("0 0 m 1 1 l S", "/Type /XObject /Subtype /Form /BBox [0 0 600 800]");
        for (var level = 0; level < 12; level++)
            inner = pdf.Stream(string.Concat(Enumerable.Repeat("/Fm Do\n", 10)), $"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /Fm {inner} 0 R >> >>");
        pdf.Resources = $"/XObject << /Fm {inner} 0 R >>";

        Assert.Equal("pdf-too-complex", Read.Rejection("a.pdf", pdf.Page("/Fm Do").ToBytes()).Code);
    }

    [Fact]
    public void Structure_tree_that_turns_back_on_itself_ends()
    {
        var pdf = new TestPdf();
        var element = pdf.Add("");
        pdf.Catalog = $"/StructTreeRoot << /Type /StructTreeRoot /K {element} 0 R >>";
        var file = Encoding.Latin1.GetString(pdf.Page("/P << /MCID 0 >> BDC\n" + TestPdf.Paragraph(72, 700, Lorem) + "EMC").ToBytes())
            .Replace($"{element} 0 obj\n\nendobj", $"{element} 0 obj\n<< /S /P /Pg 5 0 R /K [{element} 0 R 0] >>\nendobj", StringComparison.Ordinal);

        Assert.Equal([string.Join(' ', Lorem)], Texts(Read.Bytes("a.pdf", Encoding.Latin1.GetBytes(file))));
    }

    [Fact]
    public void Cancelled_reading_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => DocumentReader.Read(new SourceFile("a.pdf", new TestPdf().Page("").ToBytes()), ReadOptions.Default, cancelled.Token));
    }
}
