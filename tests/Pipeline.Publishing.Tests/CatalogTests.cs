using CsCheck;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Tests;

public class CatalogTests
{
    private static readonly string[] RegionIds = ["africa", "western-africa", "un-african-group", "europe", "world"];

    private static readonly string[] Titles = ["Statement", "statement on water", "Déclaration de l’État", "L’Etat et l’eau", "中国代表的发言", "Étude", "A/65/877 on rivers", "Zebra", "Statement by Nigeria"];
    private static readonly string[] Speakers = ["Amara Nwosu", "Tomás Ibarra", "Selma"];

    internal static readonly Gen<DocumentRecord> Documents = Gen.Select(
        Gen.Int[0, 400], OneOf<string?>(null, "2011", "2011-07", "2011-07-12", "2011-07-13", "1999-12-31"), Gen.Int[0, 6], OneOf(RegionIds).List[1, 3],
        OneOf("NGA", "GHA", "CSK").List[0, 2], OneOf<string?>(null, "dialogue", "debate"), OneOf("en", "fr", "ar", "fr-CA"), Gen.Int[0, 50], Gen.Int[0, 9],
        (id, date, kind, regions, countries, happening, language, committed, withdrawn) => Document($"d{id}") with
        {
            Title = Titles[(id + committed) % Titles.Length],
            Speaker = committed % 3 == 0 ? null : Speakers[committed % Speakers.Length],
            Summary = committed % 2 == 0 ? null : "On water, and the rivers that carry it.",
            Date = date,
            Kind = (DocumentKind)kind,
            Regions = regions,
            Countries = countries,
            Organizations = countries.Count == 0 ? ["EU"] : [],
            Event = happening,
            Language = language,
            CommittedAt = DateTimeOffset.UnixEpoch.AddSeconds(committed),
            Withdrawn = withdrawn == 0 ? DateTimeOffset.UnixEpoch : null,
        } is var document && (id + committed) % 4 == 0
            ? document with { Symbol = id % 3 == 0 ? $"a/{id % 11}" : $"A/ {id % 11}", Kind = (DocumentKind)(id % 2), Countries = ["NGA", "GHA"], Organizations = [] }
            : (id + committed) % 4 == 1 ? document with { TranslationOf = $"d{id * 7 % 60}" } : document);

    // So many that sets of some dozens are few among them.
    private static readonly DocumentRecord[] Others =
    [
        .. Enumerable.Range(0, 2_000).Select(i => Document($"z{i}") with
        {
            Title = $"Statement on water {i % 7}",
            Speaker = Speakers[i % 2],
            Date = $"{1990 + i % 30}",
            Kind = (DocumentKind)(i % 7),
            Regions = [RegionIds[i % 3]],
            Countries = ["TUV"],
            Language = i % 2 == 0 ? "en" : "fr",
            CommittedAt = DateTimeOffset.UnixEpoch.AddSeconds(i),
        }),
    ];

    internal static readonly Gen<CatalogQuery> Queries = Gen.Select(
        OneOf([.. RegionIds, "nowhere"]).List[0, 2], Gen.Int[0, 6].List[0, 2], OneOf("NGA", "GHA").List[0, 2], OneOf("dialogue", "debate").List[0, 1],
        OneOf("en", "fr").List[0, 2], OneOf<string?>(null, "2011", "2011-07-13"), OneOf<string?>(null, "2011-07", "2011", "1999"), Gen.Select(Gen.Int[1, 7], OneOf<string?>(null, null, null, "water", "RIV", "etat nigeria", "statement niger", "nigeria", "نيجيريا", "中国", "!", "nowhere"), Gen.Int[0, 11]),
        (regions, kinds, countries, events, languages, from, to, other) => new CatalogQuery
        {
            Regions = regions,
            Kinds = [.. kinds.Select(k => (DocumentKind)k)],
            Countries = countries,
            Events = events,
            Languages = languages,
            From = from,
            To = to,
            Limit = other.Item1,
            Text = other.Item2,
            Speakers = other.Item3 % 6 == 0 ? [Speakers[0]] : [],
            EveryLanguage = other.Item3 == 7,
            Order = (CatalogOrder)(other.Item3 % 2),
        });

    [Fact]
    public void A_path_is_kept_whatever_the_id_has_of_it()
    {
        string[] paths = ["", "a", "2011-ga-dialogue/statements/nigeria.md", "2011 GA Dialogue/Déclarations/Côte d’Ivoire.docx", "会议/发言.pdf", "ab", "abc-abc-abc/abd", new string('x', 300) + "/" + new string('é', 400) + ".txt"];
        string[] ids = ["a", "abc-abc-abc-abd-0123456789", "2011-ga-dialogue-statements-nigeria-mckgftqj6k", .. paths[1..].Select(DocumentIds.FromPath)];
        foreach (var path in paths)
        {
            foreach (var id in ids)
            {
                var found = CatalogSnapshot.Of([Document(id) with { UploadPath = path, Title = "After it" }]).Find(id)!;
                Assert.Equal((id, path, "After it"), (found.Id, found.UploadPath, found.Title));
            }
        }
    }

    [Fact]
    public void The_total_is_the_number_of_documents_on_all_pages_and_each_facet_the_total_of_its_value() =>
        Gen.Select(Documents.List[0, 150], Queries).Sample((documents, query) =>
        {
            var snapshot = CatalogSnapshot.Of(documents);
            var page = snapshot.Query(query);
            var walked = Walk(query, _ => snapshot);
            var expected = Once(documents.GroupBy(d => d.Id).Select(g => g.Last()), query);

            Assert.Equal(expected.Select(d => d.Id).Order(), walked.Select(d => d.Id).Order());
            Assert.Equal(page.Total, walked.Count);
            if (query.Order == CatalogOrder.Date) Assert.Equal(ByDate(walked).Select(d => d.Id), walked.Select(d => d.Id));
            else Assert.Equal(walked.OrderBy(d => FoldedText.SortKey(d.Title), StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal).Select(d => d.Id), walked.Select(d => d.Id));
            foreach (var facet in page.Facets["region"])
                Assert.Equal(facet.Count, snapshot.Query(query with { Regions = [facet.Value] }).Total);
            foreach (var facet in page.Facets["kind"])
                Assert.Equal(facet.Count, snapshot.Query(query with { Kinds = [Enum.Parse<DocumentKind>(facet.Value, ignoreCase: true)] }).Total);
            foreach (var facet in page.Facets["country"])
                Assert.Equal(facet.Count, snapshot.Query(query with { Countries = [facet.Value] }).Total);
            foreach (var facet in page.Facets["organization"])
                Assert.Equal(facet.Count, snapshot.Query(query with { Organizations = [facet.Value] }).Total);
            foreach (var facet in page.Facets["event"])
                Assert.Equal(facet.Count, snapshot.Query(query with { Events = [facet.Value] }).Total);
            foreach (var facet in page.Facets["language"])
                Assert.Equal(facet.Count, snapshot.Query(query with { Languages = [facet.Value] }).Total);
            foreach (var facet in page.Facets["year"])
                Assert.Equal(facet.Count, snapshot.Query(query with { From = facet.Value, To = facet.Value }).Total);
            foreach (var (region, count) in snapshot.RegionCounts)
                Assert.Equal(count, snapshot.Query(new CatalogQuery { Regions = [region] }).Total);
        });

    [Fact]
    public void What_few_documents_have_is_found_among_many_as_it_is_among_few() =>
        Gen.Select(Documents.List[0, 60], Queries).Sample((documents, query) =>
        {
            var (few, many) = (CatalogSnapshot.Of(documents), CatalogSnapshot.Of([.. Others, .. documents]));
            var (page, walked) = (many.Query(query), Walk(query, _ => many));
            Assert.Equal(Walk(query, _ => few).Select(d => d.Id), walked.Select(d => d.Id).Where(id => id[0] == 'd'));
            Assert.Equal(few.Query(query).Total + Others.Count(d => Matches(d, query)), page.Total);
            Assert.Equal(page.Total, walked.Count);
            foreach (var field in new[] { "country", "organization", "event" })
                Assert.Equal(few.Query(query).Facets[field], page.Facets[field].Where(f => f.Value != "TUV"));
        });

    [Fact]
    public void Works_of_which_some_languages_pass_are_listed_once_among_few_and_among_many() =>
        Gen.Select(Gen.Shuffle(new[] { "en", "fr", "ar" }), Gen.Bool.Array[3], Gen.Int[0, 3]).List[1, 9].Sample(works =>
        {
            // The languages of a work stand next to each other, or apart with those of another work between them.
            DocumentRecord[] documents = [.. works.SelectMany((work, w) => work.Item1.Select((language, i) => Document($"d{w}{language}") with
            {
                Title = work.Item2[i] ? "Statement on water" : "Statement",
                Symbol = $"A/{w}",
                Date = "2011-07-12",
                Countries = ["NGA", "GHA"],
                Language = language,
                CommittedAt = DateTimeOffset.UnixEpoch.AddSeconds(10 * w + work.Item3 * i * i),
            }))];
            var (few, many) = (CatalogSnapshot.Of(documents), CatalogSnapshot.Of([.. Others, .. documents]));
            foreach (var text in new[] { "water", "nigeria water", "niger" })
            {
                var query = new CatalogQuery { Text = text, Countries = ["NGA", "GHA"], Order = (CatalogOrder)(works.Count % 2) };
                var expected = Once(documents, query).Select(d => d.Id).Order();
                Assert.Equal(expected, few.Query(query).Items.Select(d => d.Id).Order());
                Assert.Equal(expected, many.Query(query).Items.Select(d => d.Id).Order());
            }
        });

    [Fact]
    public void What_is_worked_on_in_pieces_is_found_as_a_whole()
    {
        // Works of three languages, one across each border of two pieces of 65,536 documents.
        DocumentRecord[] documents = [.. Enumerable.Range(0, 140_001).Select(i => Document($"d{i}") with
        {
            Title = i % 5 == 0 ? "Statement" : "Statement on water",
            Kind = (DocumentKind)((i / 3 + 1) % 3),
            Symbol = $"A/{i / 3}",
            Language = new[] { "en", "fr", "ar" }[(i + i / 9) % 3],
            Date = $"{1900 + i / 1_200}",
            CommittedAt = DateTimeOffset.UnixEpoch.AddSeconds(i),
        })];
        var snapshot = CatalogSnapshot.Of(documents);
        foreach (var text in new[] { null, "water", "statement" })
        {
            foreach (var (from, to) in new[] { (null, null), ("1960", "1961"), (null, "1956"), ("1990-05", null), ((string?, string?))("1950", "1970") })
            {
                foreach (var languages in new string[][] { [], ["fr"], ["fr", "ar"] })
                {
                    var query = new CatalogQuery { Text = text, From = from, To = to, Languages = languages, Kinds = [DocumentKind.Report, DocumentKind.Statement], Limit = 7 };
                    var expected = documents.Where(d => Matches(d, query)).GroupBy(d => d.Symbol).Count();
                    Assert.Equal((text, from, to, languages.Length, expected), (text, from, to, languages.Length, snapshot.Query(query).Total));
                }
            }
        }
    }

    [Fact]
    public void A_walk_meets_every_document_that_stays_once_while_others_come_and_go() =>
        Gen.Select(Documents.List[0, 60], Documents.List[0, 60], Queries).Sample((before, after, query) =>
        {
            // What has the id of a document that is there stays as it is: the walk is about that one.
            var stays = before.DistinctBy(d => d.Id).Where((_, i) => i % 2 == 0).ToList();
            var taken = stays.Select(d => d.Id).ToHashSet();
            var states = new[] { before.DistinctBy(d => d.Id), stays.Concat(after.Where(d => !taken.Contains(d.Id))) }.Select(d => CatalogSnapshot.Of(d)).ToArray();
            // Which document stands for a work may change with the others.
            query = query with { EveryLanguage = true };
            var walked = Walk(query, page => states[page % 2]);
            Assert.All(stays.Where(d => d.Withdrawn is null && Matches(d, query)), d => Assert.Single(walked, w => w.Id == d.Id));
        });

    [Fact]
    public void Walking_back_shows_the_same_documents_on_pages_of_the_same_length() =>
        Gen.Select(Documents.List[0, 60], Queries).Sample((documents, query) =>
        {
            var snapshot = CatalogSnapshot.Of(documents);
            var page = snapshot.Query(query);
            var pages = new List<CatalogPage>();
            for (var cursor = query.Cursor; ; cursor = page.NextCursor)
            {
                page = snapshot.Query(query with { Cursor = cursor });
                pages.Add(page);
                if (page.NextCursor is null) break;
            }
            for (var i = pages.Count - 1; i > 0; i--)
            {
                Assert.True(pages[i].HasPrevious);
                var back = snapshot.Query(query with { Cursor = pages[i].PreviousCursor });
                Assert.Equal(pages[i - 1].Items.Select(d => d.Id), back.Items.Select(d => d.Id));
            }
            Assert.False(pages[0].HasPrevious);
        });

    [Fact]
    public void The_version_tells_what_the_catalog_holds_and_not_in_which_order_it_came() =>
        Documents.List[0, 40].Sample(documents =>
        {
            var distinct = documents.DistinctBy(d => d.Id).ToList();
            var version = CatalogSnapshot.Of(distinct).Version;
            Assert.Equal(version, CatalogSnapshot.Of(Enumerable.Reverse(distinct)).Version);
            if (distinct.Count == 0) return;
            Assert.NotEqual(version, CatalogSnapshot.Of(distinct.Skip(1)).Version);
            Assert.NotEqual(version, CatalogSnapshot.Of([distinct[0] with { CommittedAt = distinct[0].CommittedAt.AddMilliseconds(1) }, .. distinct.Skip(1)]).Version);
        });

    [Fact]
    public void Newest_stands_first_of_one_day_by_who_speaks_and_unknown_dates_last()
    {
        var snapshot = CatalogSnapshot.Of(
        [
            Document("unknown"), Document("unknown-later") with { CommittedAt = DateTimeOffset.UnixEpoch.AddDays(1) },
            Document("year") with { Date = "2011" }, Document("day") with { Date = "2011-01-02" }, Document("old") with { Date = "0001" },
            Document("b") with { Date = "2012" }, Document("a") with { Date = "2012" },
            Document("c") with { Date = "2012", CommittedAt = DateTimeOffset.UnixEpoch.AddDays(1) },
            Document("algeria") with { Date = "2012", Title = "Zebra", Countries = ["DZA"] }, Document("albania") with { Date = "2012", Title = "Zebra", Countries = ["ALB"] }, Document("niger") with { Date = "2012", Countries = ["NER"] }, Document("nigeria") with { Date = "2012", Title = "A", Countries = ["NGA"] },
        ]);
        Assert.Equal(["a", "b", "c", "albania", "algeria", "niger", "nigeria", "day", "year", "old", "unknown-later", "unknown"], snapshot.Documents.Select(d => d.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("MjAxMQ")]
    [InlineData("LTEuLTEuYQ")]
    public void A_cursor_that_nobody_gave_is_refused(string cursor) =>
        Assert.Throws<FormatException>(() => CatalogSnapshot.Empty.Query(new CatalogQuery { Cursor = cursor }));

    [Theory]
    [InlineData("2011-13")]
    [InlineData("yesterday")]
    [InlineData("2011-02-30")]
    [InlineData("")]
    public void A_date_that_is_none_is_refused(string date) =>
        Assert.Throws<FormatException>(() => CatalogSnapshot.Empty.Query(new CatalogQuery { From = date }));

    [Theory]
    [InlineData("2011", 20110101, 20111231)]
    [InlineData("2012-02", 20120201, 20120229)]
    [InlineData("2011-07-12", 20110712, 20110712)]
    [InlineData("2011-7-12", 0, 0)]
    [InlineData("+011", 0, 0)]
    [InlineData("0000", 0, 0)]
    [InlineData("2011-02-29", 0, 0)]
    public void Dates_mean_their_days(string date, int first, int last) =>
        Assert.Equal((first, last), (DocumentDate.FirstDay(date), DocumentDate.LastDay(date)));

    [Fact]
    public void Ids_are_bounded_distinct_and_the_same_for_ever()
    {
        Assert.Equal("dialogue-statements-cote-d-ivoire-" + DocumentIds.FromPath("dialogue/statements/Côte d'Ivoire.docx")[^10..], DocumentIds.FromPath("dialogue/statements/Côte d'Ivoire.docx"));
        Assert.Equal("2011-ga-nigeria-wsrvk2knda", DocumentIds.FromPath("2011-ga/nigeria.md"));
        Assert.NotEqual(DocumentIds.FromPath("a/b.md"), DocumentIds.FromPath("a-b.md"));
        Assert.NotEqual(DocumentIds.FromPath("a/b.md"), DocumentIds.FromPath("a/B.md"));
        Gen.String.Sample(path => Assert.Matches("^[a-z0-9]([a-z0-9-]{0,89}[a-z0-9])?$", DocumentIds.FromPath(path)));
    }

    /// <summary>Newest first, of one day by who speaks, then by id; unknown dates last, of those the latest commit first.</summary>
    private static IEnumerable<DocumentRecord> ByDate(IEnumerable<DocumentRecord> documents) => documents
        .OrderByDescending(d => DocumentDate.FirstDay(d.Date)).ThenByDescending(d => d.Date is null ? d.CommittedAt : default)
        .ThenBy(d => d.Date is null || Maker(d) is not { } maker ? "" : FoldedText.SortKey(Gazetteer.Default.FindCountry(maker)?.Name ?? Gazetteer.Default.FindOrganization(maker)!.Name), StringComparer.Ordinal)
        .ThenBy(d => d.Id, StringComparer.Ordinal);

    private static string? Maker(DocumentRecord document) => document.Countries.Concat(document.Organizations).FirstOrDefault();

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    internal static List<DocumentRecord> Walk(CatalogQuery query, Func<int, CatalogSnapshot> state)
    {
        var walked = new List<DocumentRecord>();
        for (var page = 0; ; page++)
        {
            var answer = state(page).Query(query);
            Assert.InRange(answer.Items.Count, 0, query.Limit);
            walked.AddRange(answer.Items);
            if (answer.NextCursor is null) return walked;
            query = query with { Cursor = answer.NextCursor };
        }
    }

    internal static bool Matches(DocumentRecord d, CatalogQuery q) =>
        d.Withdrawn is null
        && (q.Regions.Count == 0 || q.Regions.Intersect(d.Regions).Any())
        && (q.Kinds.Count == 0 || q.Kinds.Contains(d.Kind))
        && (q.Countries.Count == 0 || q.Countries.Intersect(d.Countries).Any())
        && (q.Events.Count == 0 || q.Events.Contains(d.Event))
        && (q.Languages.Count == 0 || q.Languages.Contains(Primary(d)))
        && (q.Speakers.Count == 0 || q.Speakers.Contains(d.Speaker))
        && (q.Text is null || MatchesText(d, q.Text))
        && (q.From is null || (d.Date is not null && DocumentDate.FirstDay(d.Date) >= DocumentDate.FirstDay(q.From)))
        && (q.To is null || (d.Date is not null && DocumentDate.FirstDay(d.Date) <= DocumentDate.LastDay(q.To)));

    /// <summary>By spaces alone: the words of the test's texts, and of the countries' names.</summary>
    private static bool MatchesText(DocumentRecord d, string text)
    {
        var words = FoldedText.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var names = d.Countries.Select(c => Gazetteer.Default.FindCountry(c)!).SelectMany(c => (string[])[.. c.Names.Values, .. c.OtherNames, c.Id])
            .Concat(d.Organizations.Select(o => Gazetteer.Default.FindOrganization(o)).OfType<Organization>().SelectMany(o => (string[])[.. o.Names.Values, .. o.OtherNames, o.Id]));
        string?[] texts = [d.Title, d.Speaker, d.Symbol, d.Summary, .. names];
        var all = texts.OfType<string>().SelectMany(t => FoldedText.Of(t).Split(' ')).ToHashSet();
        return words.Length > 0 && words.Select((word, i) => FoldedText.IsIdeograph(word[0])
            ? all.Any(w => w.Contains(word, StringComparison.Ordinal))
            : i == words.Length - 1 && word.Length >= 3 ? all.Any(w => w.StartsWith(word, StringComparison.Ordinal)) : all.Contains(word)).All(found => found);
    }

    /// <summary>What a query lists: of each work the first document that passes the filter.</summary>
    private static List<DocumentRecord> Once(IEnumerable<DocumentRecord> documents, CatalogQuery query)
    {
        var listed = documents.Where(d => d.Withdrawn is null).ToList();
        var hidden = query.EveryLanguage ? [] : WorksOf(listed).SelectMany(work => work.Where(d => Matches(d, query)).Skip(1)).ToHashSet();
        return [.. listed.Where(d => Matches(d, query) && !hidden.Contains(d))];
    }

    /// <summary>The works of a few documents, by looking at each pair until nothing joins any more.</summary>
    private static List<List<DocumentRecord>> WorksOf(List<DocumentRecord> listed)
    {
        static string? Symbol(DocumentRecord d) => d.TranslationOf is not null || d.Symbol is null ? null
            : $"{d.Symbol.Replace(" ", "").ToUpperInvariant()} {d.Kind} {string.Join(',', d.Countries.Order())} {string.Join(',', d.Organizations.Order())}";
        var symbols = listed.Where(d => Symbol(d) is not null).GroupBy(Symbol).Where(g => g.Select(Primary).Distinct().Count() == g.Count()).Select(g => g.Key).ToHashSet();
        bool Joined(DocumentRecord a, DocumentRecord b) => a.TranslationOf == b.Id || b.TranslationOf == a.Id
            || (a.TranslationOf is not null && a.TranslationOf == b.TranslationOf) || (Symbol(a) is { } symbol && symbol == Symbol(b) && symbols.Contains(symbol));
        var sets = listed.Select(d => new HashSet<DocumentRecord> { d }).ToList();
        for (var i = 0; i < sets.Count; i++)
        {
            for (var j = i + 1; j < sets.Count; j++)
            {
                if (!sets[i].Any(a => sets[j].Any(b => Joined(a, b)))) continue;
                sets[i].UnionWith(sets[j]);
                sets.RemoveAt(j);
                j = i;
            }
        }
        return [.. sets.Select(set => set.OrderBy(d => d.TranslationOf is not null).ThenBy(d => Array.IndexOf(["en", "fr", "ar"], Primary(d))).ThenBy(d => d.Id, StringComparer.Ordinal).DistinctBy(Primary).ToList())];
    }

    private static string Primary(DocumentRecord document) => document.Language.Split('-')[0];

    internal static DocumentRecord Document(string id) => new()
    {
        Id = id,
        UploadPath = $"{id}.md",
        Title = id,
        Kind = DocumentKind.Report,
        Language = "en",
        CommittedAt = DateTimeOffset.UnixEpoch,
        Editions =
        [
            new EditionRecord
            {
                Number = 1, Hash = "h", PublishedAt = DateTimeOffset.UnixEpoch, SourceHash = "s", SourceFormat = "text", SourceExtension = ".txt", SourceBytes = 1,
                RendererVersion = "1", Pages = 1, Words = 1, HtmlBytes = 1, PdfBytes = 1, TextBytes = 1,
            },
        ],
    };
}
