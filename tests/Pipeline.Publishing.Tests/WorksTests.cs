using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Tests;

/// <summary>Documents that are one work in several languages.</summary>
public class WorksTests
{
    private static readonly DocumentRecord English = CatalogTests.Document("b") with { Symbol = "A/66/1" };
    private static readonly DocumentRecord French = CatalogTests.Document("a") with { Symbol = "a/66/ 1", Language = "fr", Regions = ["africa"], Date = "2011" };
    private static readonly DocumentRecord Arabic = CatalogTests.Document("c") with { TranslationOf = "b", Language = "ar" };

    private static readonly Lazy<CatalogSnapshot> Scattered = new(MakeScattered);

    [Fact]
    public void A_work_is_listed_once_and_in_each_language_on_demand()
    {
        var catalog = CatalogSnapshot.Of([English, French, Arabic, CatalogTests.Document("other")]);
        Assert.Equal(["b", "other"], Ids(catalog, new CatalogQuery()).Order());
        Assert.Equal(["a"], Ids(catalog, new CatalogQuery { Languages = ["fr"] }));
        // Of those that pass the filter the first stands for the work, whatever that filter is.
        Assert.Equal(["a"], Ids(catalog, new CatalogQuery { Regions = ["africa"] }));
        Assert.Equal(["a"], Ids(catalog, new CatalogQuery { Languages = ["ar", "fr"] }));
        Assert.Equal(4, catalog.Query(new CatalogQuery { EveryLanguage = true }).Total);
        Assert.Equal(4, catalog.Documents.Count);
        var facets = catalog.Query(new CatalogQuery()).Facets;
        Assert.Equal([("en", 2), ("ar", 1), ("fr", 1)], facets["language"].Select(f => (f.Value, f.Count)));
        Assert.Equal([("africa", 1)], facets["region"].Select(f => (f.Value, f.Count)));
        Assert.Equal([("2011", 1)], facets["year"].Select(f => (f.Value, f.Count)));
        Assert.Equal([("report", 2)], facets["kind"].Select(f => (f.Value, f.Count)));
        foreach (var id in new[] { "a", "b", "c" }) Assert.Equal(["b", "a", "c"], catalog.WorkOf(id).Select(d => d.Id));
        Assert.Empty(catalog.WorkOf("other"));
    }

    [Fact]
    public void One_symbol_in_one_language_twice_is_no_work_and_neither_is_another_speaker_s()
    {
        Assert.Empty(CatalogSnapshot.Of([English, French, CatalogTests.Document("d") with { Symbol = "A/66/1" }]).WorkOf("a"));
        Assert.Empty(CatalogSnapshot.Of([English, French with { Countries = ["NGA"] }]).WorkOf("a"));
        Assert.Empty(CatalogSnapshot.Of([English, French with { Kind = DocumentKind.Letter }]).WorkOf("a"));
    }

    [Fact]
    public void A_work_follows_its_documents_as_they_come_change_and_go()
    {
        var catalog = CatalogSnapshot.Of(Enumerable.Range(0, 3_000).Select(i => CatalogTests.Document($"x{i}"))).With([English]).Settle();
        catalog = catalog.With([Arabic]).With([French]);
        Assert.Equal(["b", "a", "c"], catalog.WorkOf("c").Select(d => d.Id));
        catalog = catalog.Rebase(catalog, catalog.Settle().Merge());
        Assert.Equal(["b", "a", "c"], catalog.WorkOf("c").Select(d => d.Id));

        // The French one leaves; then the original goes, and its translation is on its own.
        catalog = catalog.With([French with { Symbol = "A/67/1", CommittedAt = At(1) }]);
        Assert.Equal(["b", "c"], catalog.WorkOf("b").Select(d => d.Id));
        Assert.Equal(3_002, catalog.Query(new CatalogQuery()).Total);
        catalog = catalog.With([English with { Withdrawn = At(2), CommittedAt = At(2) }]);
        Assert.Empty(catalog.WorkOf("c"));
        Assert.Equal(3_002, catalog.Query(new CatalogQuery()).Total);
    }

    [Fact]
    public void A_symbol_of_very_many_documents_costs_no_more_than_they_do()
    {
        var many = Enumerable.Range(0, 1_000).Select(i => CatalogTests.Document($"m{i:0000}") with { Symbol = "A/66/PV", Language = i % 2 == 0 ? "en" : $"x-{i}" }).ToList();
        var catalog = CatalogSnapshot.Of(many).With([CatalogTests.Document("z") with { Symbol = "A/66/PV", Language = "fr" }]).With([CatalogTests.Document("y") with { Symbol = "A/66/PV", Language = "ru" }]);
        Assert.Equal(1_002, catalog.Query(new CatalogQuery()).Total);
        Assert.Empty(catalog.WorkOf("z"));
    }

    [Theory]
    [InlineData("alpha", new string[0])]
    [InlineData("beta", new[] { "ar", "fr" })]
    [InlineData(null, new[] { "ru", "es", "und" })]
    [InlineData("work", new[] { "en", "fr", "es", "ru", "zh", "ar" })]
    public void Of_a_work_that_passes_in_part_the_first_that_does_is_listed_wherever_its_documents_stand(string? text, string[] chosen)
    {
        var catalog = Scattered.Value;
        var query = new CatalogQuery { Text = text, Languages = chosen, Limit = 10_000 };
        var passing = Ids(catalog, query with { EveryLanguage = true }).ToHashSet();
        var expected = passing.Where(id => catalog.WorkOf(id).Select(d => d.Id).FirstOrDefault(passing.Contains, id) == id);
        Assert.Equal(expected.Order(), Ids(catalog, query).Order());
        Assert.Equal(expected.Count(), catalog.Query(query with { Limit = 0 }).Total);
        Assert.True(expected.Count() < passing.Count);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void A_work_is_one_where_its_documents_stand_at_the_end_of_what_is_worked_on_together_and_at_its_beginning(int apart, bool originalFirst)
    {
        const int Together = 1 << 16;
        var (single, count) = ((Together - apart) % (2 * apart), Together + 101 * apart);
        var catalog = CatalogSnapshot.Of(Enumerable.Range(0, count).Select(position =>
        {
            var inWork = position - single;
            var former = inWork % (2 * apart) < apart;
            return CatalogTests.Document($"d{position}") with
            {
                Title = "Work",
                Language = inWork < 0 || former == originalFirst ? "en" : "fr",
                TranslationOf = inWork < 0 || former == originalFirst ? null : $"d{(former ? position + apart : position - apart)}",
                CommittedAt = At(count - position),
            };
        }));
        var works = catalog.Query(new CatalogQuery { Languages = ["fr"], Limit = 0 }).Total;
        Assert.Equal((count - single) / 2, works);
        Assert.Equal(count - works, catalog.Query(new CatalogQuery { Text = "work", Limit = 0 }).Total);
        Assert.Equal(works, catalog.Query(new CatalogQuery { Languages = ["fr", "es"], Limit = 0 }).Total);
    }

    private static CatalogSnapshot MakeScattered()
    {
        string[] tags = ["en", "fr", "es", "ru", "zh", "ar"];
        var random = new Random(5);
        var documents = new List<DocumentRecord>();
        for (var work = 0; work < 2_000; work++)
        {
            // Published together, or each at some time.
            var (together, members, first) = (random.Next(4) > 0, 1 + random.Next(6), random.Next(6));
            for (var member = 0; member < members; member++)
            {
                documents.Add(CatalogTests.Document($"w{work}-{member}") with
                {
                    Title = $"Work {(random.Next(2) == 0 ? "alpha" : "beta")}",
                    Language = tags[(first + member) % 6],
                    TranslationOf = member == 0 ? null : $"w{work}-0",
                    CommittedAt = At(together ? work * 10 + random.Next(6) : random.Next(20_000)),
                });
            }
        }
        return CatalogSnapshot.Of(documents);
    }

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static IEnumerable<string> Ids(CatalogSnapshot catalog, CatalogQuery query) => catalog.Query(query).Items.Select(d => d.Id);
}
