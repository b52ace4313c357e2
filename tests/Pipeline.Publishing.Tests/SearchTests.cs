using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Tests;

public class SearchTests
{
    private static readonly CatalogSnapshot Catalog = CatalogSnapshot.Of(
    [
        CatalogTests.Document("ivory") with { Title = "Statement at the plenary", Countries = ["CIV"], Speaker = "Aïcha N’Dri-Kouamé" },
        CatalogTests.Document("sorbo") with { Title = "Øresund, Straße og Æblegård", Symbol = "A/65/877–S/2011/393" },
        CatalogTests.Document("china") with { Title = "中国代表的发言", Language = "zh" },
        CatalogTests.Document("egypt") with { Title = "بيان جمهوريّة مصر العربية", Language = "ar" },
        CatalogTests.Document("union") with { Title = "Letter", Organizations = ["EU"], Summary = "Monitoring of the Danube; early-warning fund." },
        CatalogTests.Document("gone") with { Title = "Danube", Withdrawn = DateTimeOffset.UnixEpoch },
    ]);

    [Theory]
    [InlineData("plenary", "ivory")]
    [InlineData("PLEN", "ivory")]
    [InlineData("pl", "")]
    [InlineData("côte d'ivoire", "ivory")]
    [InlineData("cote d’ivoire", "ivory")]
    [InlineData("Кот-д'Ивуар", "ivory")]
    [InlineData("كوت ديفوار", "ivory")]
    [InlineData("科特迪瓦", "ivory")]
    [InlineData("aicha kouame", "ivory")]
    [InlineData("aicha danube", "")]
    [InlineData("oresund strasse aeblegard", "sorbo")]
    [InlineData("A/65/877", "sorbo")]
    [InlineData("a/65/878", "")]
    [InlineData("中国", "china")]
    [InlineData("代表的", "china")]
    [InlineData("国中", "")]
    [InlineData("言", "china")]
    [InlineData("جمهورية مصر", "egypt")]
    [InlineData("european union", "union")]
    [InlineData("danube", "union")]
    [InlineData("early warn", "union")]
    [InlineData("…", "")]
    public void A_search_finds_whole_words_and_the_beginning_of_the_last_one_in_any_case_and_spelling(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Catalog.Query(new CatalogQuery { Text = text }).Items.Select(d => d.Id)));

    [Theory]
    [InlineData("L’État, c’est “moi”!", "l etat c est moi")]
    [InlineData("ΣΊΣΥΦΟΣ", "σισυφοσ")]
    [InlineData("İstanbul IŞIK", "istanbul isik")]
    [InlineData("中国2031", "中国 2031")]
    [InlineData("𝒜 x 𐐀", "𝒜 x 𐐀")]
    [InlineData("\ud800 a", "a")]
    [InlineData("", "")]
    public void Text_is_folded(string text, string folded) => Assert.Equal(folded, FoldedText.Of(text));
}
