using Pipeline.Publishing.Catalog;
using static Pipeline.Publishing.Tests.CatalogTests;

namespace Pipeline.Publishing.Tests;

/// <summary>What a filter means, by examples.</summary>
public class CatalogSearchTests
{
    [Fact]
    public void A_filter_is_not_taken_for_another_one_whatever_characters_its_values_have()
    {
        var snapshot = CatalogSnapshot.Of([Document("a") with { Speaker = "Alpha" }, Document("b") with { Speaker = "Beta" }]);
        foreach (var joined in new[] { "Alpha\u0001Beta", "Alpha\u0002", "5:Alpha4:Beta", "Alpha;" })
            Assert.Equal(0, snapshot.Query(new CatalogQuery { Speakers = [joined] }).Total);
        Assert.Equal(2, snapshot.Query(new CatalogQuery { Speakers = ["Alpha", "Beta"] }).Total);
        Assert.Equal(0, snapshot.Query(new CatalogQuery { Text = "\u0003" }).Total);
        Assert.Equal(2, snapshot.Query(new CatalogQuery { EveryLanguage = true, Undated = true }).Total);
    }

    [Theory]
    [InlineData("2031-03-30 2031-04-02", "2031-03-30 2031-04-02 2031 2031-04")]
    [InlineData("2015-07-22 2020-09", "2020-09 2015-07-22 2019")]
    [InlineData("2011 2011", "2011")]
    [InlineData(null, "")]
    public void An_event_took_place_from_the_first_to_the_last_date_of_what_was_said_there(string? expected, string dates)
    {
        DocumentRecord[] said = [.. dates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((date, i) => Document($"s{i}") with { Date = date, Event = "debate", Speaker = "Amara Nwosu" })];
        DocumentRecord[] others = [Document("undated") with { Event = "debate", Speaker = "Amara Nwosu" }, Document("elsewhere") with { Date = "1990", Speaker = "Amara Nwosu" }, Document("withdrawn") with { Date = "1991", Event = "debate", Speaker = "Amara Nwosu", Withdrawn = DateTimeOffset.UnixEpoch }];
        Assert.Equal(expected, Dates([.. said, .. others]));
        if (expected is null) return;
        Assert.Equal(expected, Dates([.. said, .. others, Document("report") with { Date = "2040", Event = "debate" }]));
        Assert.Equal(expected, Dates([.. said.Select(d => d with { Speaker = null }), .. others]));

        static string? Dates(DocumentRecord[] documents)
        {
            var all = CatalogSnapshot.Of(documents).DatesOf("debate");
            var apart = documents.Aggregate(CatalogSnapshot.Of([]), (snapshot, document) => snapshot.With([document]).Settle()).DatesOf("debate");
            Assert.Equal(all, apart);
            return all is null ? null : $"{all.Value.From} {all.Value.To}";
        }
    }

    [Fact]
    public void A_language_is_that_of_all_its_tags()
    {
        var snapshot = CatalogSnapshot.Of([Document("a") with { Language = "en" }, Document("b") with { Language = "en-US" }, Document("c") with { Language = "EN-gb" }, Document("d") with { Language = "zh-Hans" }]);
        Assert.Equal(3, snapshot.Query(new CatalogQuery { Languages = ["en"] }).Total);
        Assert.Equal([new FacetCount("en", 3), new FacetCount("zh", 1)], snapshot.Query(new CatalogQuery()).Facets["language"]);
        Assert.Equal(["en", "en-US", "EN-gb", "zh-Hans"], snapshot.All.OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => d.Language));
    }

    [Theory]
    [InlineData("turkey")]
    [InlineData("Türkiye")]
    [InlineData("Turquie")]
    [InlineData("土耳其")]
    [InlineData("okafor statement")]
    [InlineData("statement statement statement okaf")]
    public void A_search_finds_everyday_names_and_authors(string text) =>
        Assert.Equal(1, CatalogSnapshot.Of([Document("a") with { Title = "Statement", Countries = ["TUR"], Authors = ["Ngozi Okafor"] }, Document("b")]).Query(new CatalogQuery { Text = text }).Total);

    [Fact]
    public void Every_word_of_a_search_counts()
    {
        var title = string.Join(' ', Enumerable.Range(0, 40).Select(i => $"word{i}"));
        var snapshot = CatalogSnapshot.Of([Document("a") with { Title = title }]);
        Assert.Equal(1, snapshot.Query(new CatalogQuery { Text = title }).Total);
        Assert.Equal(0, snapshot.Query(new CatalogQuery { Text = title + " other" }).Total);
    }
}
