using Pipeline.Testing;
using Pipeline.Typesetting.Fonts;
using UglyToad.PdfPig;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>What poppler, mutool and PdfPig read out of a file is what was set.</summary>
public class ExtractionTests
{
    public static TheoryData<string, string, string> LeftToRight => new()
    {
        { "serif", "en", "The official office: affine flows, fjords and “quoted” difficulties – AVATAR To." },
        { "sans", "fr", "« Déjà vu\u00A0! » l’œuvre naïve de l’été" },
        { "monospace", "en", "if (a != b) return \\(x) { y[0] };" },
        { "serif", "ru", "Съешь же ещё этих мягких французских булок, да выпей чаю" },
        { "serif", "en", "Marks without letters of their own: g\u0308 x\u0301\u0302 ẛ\u0323" },
        { "chinese", "zh-Hans", "人人生而自由，在尊严和权利上一律平等。" },
    };

    [Theory]
    [MemberData(nameof(LeftToRight))]
    public void Lines_come_out_as_they_were_set(string font, string language, string text)
    {
        using var file = Write(text, Face(font), language, rightToLeft: false);
        file.Check();
        Assert.Equal(Plain(text), Plain(Poppler(file)));
        Assert.Equal(Plain(text), Plain(Mutool(file)));
        Assert.Equal(Plain(text), Plain(PdfPig(file)));
    }

    [Theory]
    [InlineData("يولد جميع الناس أحرارا متساوين في الكرامة والحقوق")]
    [InlineData("وقد وهبوا عقلًا وضميرًا وعليهم أن يعامل بعضهم بعضًا بروح الإخاء")]
    [InlineData("لَا إِلَهَ قد")]
    [InlineData("می\u200Cخواهم")]
    public void Arabic_comes_out_in_reading_order(string text)
    {
        using var file = Write(text, TestFonts.Arabic, "ar", rightToLeft: true);
        file.Check();
        Assert.Equal(text, Poppler(file).Trim('\u202A', '\u202B', '\u202C', '\n', '\f'));
        // These two give characters in the order on paper, from left to right.
        Assert.Equal(Reversed(text), Mutool(file).Trim());
        Assert.Equal(Reversed(text), PdfPig(file).Trim());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Words_at_line_ends_stay_apart(string end)
    {
        var pages = new TestPages();
        var paragraph = pages.Add(new("P"));
        pages.Line(paragraph, "The first line ends" + end, 100);
        pages.Line(paragraph, "and a second follows", 114);
        pages.Line("P", "Another paragraph", 140);
        using var file = TestFile.Write(pages.Finish());
        string[] words = ["The", "first", "line", "ends", "and", "a", "second", "follows", "Another", "paragraph"];
        Assert.Equal(words, Poppler(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(words, Mutool(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        using var pdf = PdfDocument.Open(file.Bytes);
        Assert.Equal(words, pdf.GetPage(1).GetWords().Select(w => w.Text));
    }

    [Fact]
    public void A_soft_hyphen_within_a_line_is_gone_and_one_at_its_end_is_kept()
    {
        using var file = Write("ex\u00ADample", TestFonts.Serif, "en", rightToLeft: false);
        Assert.Equal("example", Plain(Poppler(file)));
        file.Check();
    }

    [Fact]
    public void One_glyph_for_different_characters_gets_a_code_for_each()
    {
        // U+2011 and U+00AD share the hyphen's glyph, a no-break space the space's.
        foreach (var font in (FontFace[])[TestFonts.Serif, TestFonts.Chinese])
        {
            const string Text = "a-b a\u00A0b";
            using var file = Write(Text, font, "en", rightToLeft: false);
            Assert.Equal(Text, PdfPig(file));
            file.Check();
        }
    }

    private static TestFile Write(string text, FontFace font, string language, bool rightToLeft)
    {
        var pages = new TestPages();
        pages.Line("P", text, 100, font, 12, rightToLeft);
        return TestFile.Write(pages.Finish(language: language));
    }

    private static FontFace Face(string name) => name switch
    {
        "sans" => TestFonts.Sans,
        "monospace" => TestFonts.Monospace,
        "chinese" => TestFonts.Chinese,
        _ => TestFonts.Serif,
    };

    private static string Reversed(string text) => new([.. text.Reverse()]);

    // A ligature's letters apart, and in composed forms where poppler composes; spaces alike.
    private static string Plain(string text) =>
        Documents.Unicode.Normalization.ToNfd(text.Replace('\u00A0', ' ')).Trim('\n', '\f', ' ');

    private static string Poppler(TestFile file)
    {
        Tools.Require("pdftotext", "poppler-utils");
        return Tools.Run("pdftotext", file.Path, "-").Output;
    }

    private static string Mutool(TestFile file)
    {
        Tools.Require("mutool", "mupdf-tools");
        return Tools.Run("mutool", "draw", "-q", "-F", "txt", file.Path).Output;
    }

    private static string PdfPig(TestFile file)
    {
        using var pdf = PdfDocument.Open(file.Bytes);
        return string.Concat(pdf.GetPage(1).Letters.Select(l => l.Value));
    }
}
