using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading;

public class LanguageTests
{
    /// <summary>The language of each text of the Universal Declaration by its file's name; those that are not here are only looked at by script.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["arb"] = "ar",
        ["cmn_hans"] = "zh",
        ["cmn_hant"] = "zh",
        ["eng"] = "en",
        ["fra"] = "fr",
        ["rus"] = "ru",
        ["spa"] = "es",
        ["por_BR"] = "pt",
        ["deu"] = "de",
        ["jpn"] = "ja",
        ["kor"] = "ko",
        ["heb"] = "he",
        ["ydd"] = "yi",
        ["pes_1"] = "fa",
        ["urd"] = "ur",
        ["uig_arab"] = "ug",
        ["hin"] = "hi",
        ["mar"] = "mr",
        ["nep"] = "ne",
        ["ben"] = "bn",
        ["tam"] = "ta",
        ["tha"] = "th",
        ["pol"] = "pl",
        ["tur"] = "tr",
        ["vie"] = "vi",
        ["swh"] = "sw",
        ["ell_monotonic"] = "el",
        ["ell_polytonic"] = "el",
        ["hye"] = "hy",
        ["kat"] = "ka",
        ["div"] = "dv",
        ["mya"] = "my",
        ["khm"] = "km",
    };

    private static readonly string[] RightToLeft = ["arb", "heb", "ydd", "pes_1", "urd", "uig_arab", "div"];

    [Fact]
    public void Declaration_of_human_rights_is_read_in_its_language_and_direction()
    {
        var wrong = new List<string>();
        foreach (var file in Directory.GetFiles(SharedData.Require("corpora/multilingual/udhr"), "*.txt").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var document = Read.Bytes(name + ".txt", File.ReadAllBytes(file)).Document;
            var direction = RightToLeft.Contains(name) ? TextDirection.RightToLeft : TextDirection.LeftToRight;
            if (document.Direction != direction || (Known.TryGetValue(name, out var language) && document.Language != language))
                wrong.Add($"{name}: {document.Language} {document.Direction}");
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("arb")]
    [InlineData("cmn_hans")]
    [InlineData("eng")]
    [InlineData("fra")]
    [InlineData("rus")]
    [InlineData("spa")]
    [InlineData("por_BR")]
    public void No_paragraph_of_a_text_in_one_language_is_taken_for_another(string name)
    {
        var bytes = File.ReadAllBytes(SharedData.Require($"corpora/multilingual/udhr/{name}.txt"));

        Assert.DoesNotContain(Read.Bytes("a.txt", bytes).Document.Blocks, b => b.Language is not null || b.Direction is not null);
    }

    [Fact]
    public void Paragraphs_of_the_report_are_marked_with_their_language()
    {
        var bytes = File.ReadAllBytes(SharedData.Require("bench/inputs/report.md"));

        var document = Read.Bytes("report.md", bytes).Document;

        Assert.Equal("en", document.Language);
        Assert.Equal([("fr", null), ("ru", null), ("ar", TextDirection.RightToLeft), ("zh", (TextDirection?)null)],
            document.Blocks.Where(b => b.Language is not null).Select(b => (b.Language, b.Direction)));
    }

    [Fact]
    public void Metadata_decides_the_language_of_the_document() => Assert.Equal("en-GB", Read.Markdown("---\nlanguage: en-GB\n---\nDies ist ein deutscher Satz, und der nächste ist es auch.\n").Document.Language);

    [Fact]
    public void Language_that_is_no_tag_is_found_in_the_text() => Assert.Equal("fr", Read.Markdown("---\nlanguage: the French one\n---\nCeci est une phrase en français, et la suivante l’est aussi.\n").Document.Language);

    [Theory]
    [InlineData("Words of the text in English with α and π and the μ of it.")]
    [InlineData("The text is in English and has the symbol Я in it.")]
    public void Single_letters_are_symbols(string text) => Assert.DoesNotContain(Assert.IsType<Paragraph>(Read.Text(text).Document.Blocks[0]).Inlines, i => i is Passage);

    [Theory]
    [InlineData("Here is a list of the states.")]
    [InlineData("A scanned physical signature or a valid electronic signature is fine.")]
    [InlineData("A wooden bench near the willow still held last week's newspaper under a stone.")]
    public void The_English_article_is_no_word_of_other_languages_alone(string line) =>
        Assert.Null(Read.Markdown("The delegates of the member states said in the hall that the report was theirs.\n\n" + line).Document.Blocks[1].Language);

    [Fact]
    public void Name_in_another_script_is_a_passage_with_its_direction()
    {
        var inlines = Assert.IsType<Paragraph>(Read.Text("The text is in English and names جامعة الدول العربية, as it must.").Document.Blocks[0]).Inlines;

        Assert.Equal(("ar", TextDirection.RightToLeft), Assert.IsType<Passage>(inlines[1]) is var p ? (p.Language, p.Direction!.Value) : default);
        Assert.Equal("جامعة الدول العربية", DocumentText.Of([inlines[1]]));
    }

    [Fact]
    public void Text_without_words_of_any_language_is_undetermined() => Assert.Equal("und", Read.Text("12 345 / 67").Document.Language);
}
