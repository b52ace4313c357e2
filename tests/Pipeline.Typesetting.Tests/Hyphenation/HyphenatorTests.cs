using Pipeline.Local.Development;
using Pipeline.Typesetting.Hyphenation;

namespace Pipeline.Typesetting.Tests.Hyphenation;

public class HyphenatorTests(FontsFixture fixture)
{
    [Theory]
    // Liang's own examples; "project" is one of TeX's exceptions, since noun and verb differ.
    [InlineData("en", "hyphenation", "hy-phen-ation")]
    [InlineData("en-US", "concatenation", "con-cate-na-tion")]
    [InlineData("en", "supercalifragilisticexpialidocious", "su-per-cal-ifrag-ilis-tic-ex-pi-ali-do-cious")]
    [InlineData("en", "project", "project")]
    [InlineData("en", "associate", "as-so-ciate")]
    [InlineData("en", "table", "ta-ble")]
    [InlineData("en-GB", "university", "uni-ver-sity")]
    [InlineData("en-GB", "however", "how-ever")]
    [InlineData("fr", "signature", "si-gna-ture")]
    [InlineData("fr", "l’international", "l’in-ter-na-tio-nal")]
    [InlineData("fr-FR", "constitution", "consti-tu-tion")]
    [InlineData("es", "constitución", "cons-ti-tu-ción")]
    [InlineData("es", "desarrollo", "de-sa-rro-llo")]
    [InlineData("ru", "государство", "го-су-дар-ство")]
    [InlineData("ru", "человеческий", "че-ло-ве-че-ский")]
    [InlineData("pt", "declaração", "de-cla-ra-ção")]
    [InlineData("de", "Silbentrennung", "Sil-ben-tren-nung")]
    [InlineData("it", "dichiarazione", "di-chia-ra-zio-ne")]
    public void Words_are_divided_as_their_language_does(string language, string word, string divided) => Assert.Equal(divided, Divide(language, word));

    [Theory]
    [InlineData("(hyphenation),", "(hy-phen-ation),")]
    [InlineData("“Hyphenation”", "“Hy-phen-ation”")]
    public void Punctuation_around_a_word_counts_for_nothing(string word, string divided) => Assert.Equal(divided, Divide("en", word));

    [Theory]
    [InlineData("UNESCO")]
    [InlineData("HYPHENATION")]
    [InlineData("LibreOffice")]
    [InlineData("hyphenation2")]
    [InlineData("2hyphenation")]
    [InlineData("hyphen@ation")]
    [InlineData("hyphenation.example")]
    [InlineData("the")]
    [InlineData("")]
    public void Other_words_stay_whole(string word) => Assert.Equal(word, Divide("en", word));

    [Fact]
    public void A_language_without_patterns_and_a_folder_without_files_divide_nothing()
    {
        Assert.Null(fixture.Fonts.Hyphenation.For("tlh"));
        Assert.Null(new HyphenationLibrary(AppContext.BaseDirectory).For("en"));
    }

    [Fact]
    public void Every_language_that_is_named_has_its_patterns_installed() =>
        Assert.All(HyphenationLibrary.Files, f => Assert.True(File.Exists(Path.Combine(NodePackages.Folder, f)), f));

    private string Divide(string language, string word)
    {
        foreach (var place in fixture.Fonts.Hyphenation.For(language)!.Divide(word).Reverse()) word = word.Insert(place, "-");
        return word;
    }
}
