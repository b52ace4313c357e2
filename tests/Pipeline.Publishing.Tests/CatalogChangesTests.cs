using System.Runtime.CompilerServices;
using CsCheck;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Publishing.Tests;

/// <summary>A catalog that became what it is bit by bit is the catalog that is made of its documents at once.</summary>
public class CatalogChangesTests
{
    private static readonly Gen<List<List<DocumentRecord>>> Changes = CatalogTests.Documents.List[0, 40].List[1, 12];

    [Fact]
    public void Changes_one_after_the_other_make_the_catalog_that_their_outcome_makes() =>
        Gen.Select(Changes, CatalogTests.Queries, Gen.Int[0, 3]).Sample((changes, query, merges) =>
        {
            var snapshot = CatalogSnapshot.Of([]);
            var state = new Dictionary<string, DocumentRecord>();
            foreach (var (batch, i) in changes.Select((b, i) => (b, i)))
            {
                // A merge that began before this change ends after it.
                var settled = snapshot.Settle();
                snapshot = (i % 4 < merges ? settled : snapshot).With(batch);
                if (i % 4 < merges) snapshot = snapshot.Rebase(settled, settled.Merge());
                foreach (var record in batch)
                    if (!state.TryGetValue(record.Id, out var known) || known.CommittedAt < record.CommittedAt) state[record.Id] = record;
            }
            AssertSame(CatalogSnapshot.Of(state.Values), snapshot, query);
            AssertSame(snapshot, snapshot.Settle().Merge(), query);
        }, iter: 300);

    [Fact]
    public void Works_that_change_during_merges_that_copy_stay_whole() =>
        Gen.Select(Changes, CatalogTests.Queries).Sample((changes, query) =>
        {
            var snapshot = CatalogSnapshot.Of([]);
            var state = new Dictionary<string, DocumentRecord>();
            foreach (var (batch, i) in changes.Select((b, i) => (b, i)))
            {
                foreach (var record in Large(DateTimeOffset.UnixEpoch.AddDays(i))) state[record.Id] = record;
                foreach (var record in batch)
                    if (!state.TryGetValue(record.Id, out var known) || known.CommittedAt < record.CommittedAt) state[record.Id] = record;
                // The merge has more old states to leave behind than it copies, and the changes come one by one before it ends.
                var settled = snapshot.With(Large(DateTimeOffset.UnixEpoch.AddDays(i))).Settle();
                snapshot = batch.Aggregate(settled, (before, record) => before.With([record])).Rebase(settled, settled.Merge());
                AssertSame(CatalogSnapshot.Of(state.Values), snapshot, query);
            }
            AssertSame(snapshot, snapshot.Settle().Merge(), query);
        }, iter: 10);

    [Fact]
    public void A_translation_that_changes_during_a_merge_that_copies_is_found_ever_after()
    {
        var (english, french) = (CatalogTests.Document("a-en") with { Symbol = "A/1" }, CatalogTests.Document("a-fr") with { Symbol = "A/1", Language = "fr" });
        var settled = WithOldStates(CatalogSnapshot.Of([english, french])).Settle();
        var changed = french with { Title = "Nouveau", CommittedAt = DateTimeOffset.UnixEpoch.AddDays(99) };
        var after = settled.With([changed]).Rebase(settled, settled.Merge());

        var states = new[] { after, after.With([CatalogTests.Document("b")]), after.Settle().Merge() };
        Assert.All(states, state => Assert.Equivalent(new[] { english, changed }, state.WorkOf("a-en"), strict: true));
    }

    [Fact]
    public void Old_states_are_let_go_by_the_merge_that_copies_the_current_ones()
    {
        var store = CatalogSnapshot.NewStore();
        var (merged, old) = Merge();
        GC.Collect();
        Assert.DoesNotContain(old, chunk => chunk.IsAlive);
        Assert.Equal(301, merged.All.Count);

        // Not in the test's own frame, which would hold what was before the merge.
        [MethodImpl(MethodImplOptions.NoInlining)]
        (CatalogSnapshot Merged, WeakReference[] Old) Merge()
        {
            var first = CatalogSnapshot.Restore(store, Segment.Build(store, [store.Add(CatalogTests.Document("a"))], _ => false), 0);
            var settled = WithOldStates(first).Settle();
            var before = store.Chunks.Where(chunk => chunk is not null).SkipLast(1).Select(chunk => new WeakReference(chunk)).ToArray();
            Assert.True(before.Length > 3);
            // Also what changes meanwhile holds none of them.
            return (settled.With([CatalogTests.Document("a") with { CommittedAt = DateTimeOffset.UnixEpoch.AddDays(99) }]).Rebase(settled, settled.Merge()), before);
        }
    }

    [Fact]
    public void What_was_read_before_a_change_stays_as_it_was() =>
        Gen.Select(CatalogTests.Documents.List[0, 60], CatalogTests.Documents.List[0, 60], CatalogTests.Queries).Sample((before, after, query) =>
        {
            var snapshot = CatalogSnapshot.Of(before);
            var (total, version, ids) = (snapshot.Query(query).Total, snapshot.Version, CatalogTests.Walk(query, _ => snapshot).Select(d => d.Id).ToList());
            snapshot.With(after).Settle().Merge();
            Assert.Equal((total, version), (snapshot.Query(query).Total, snapshot.Version));
            Assert.Equal(ids, CatalogTests.Walk(query, _ => snapshot).Select(d => d.Id));
        });

    [Fact]
    public async Task A_catalog_that_is_changed_while_it_is_read_shows_counts_that_equal_its_lists()
    {
        DocumentRecord[] made = [];
        CatalogTests.Documents.Array[600].Sample(documents => { made = documents; }, iter: 1);
        var current = CatalogSnapshot.Of([]);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(reader => Task.Run(
            () =>
            {
                var walks = 0;
                for (; !done.IsCancellationRequested || walks < 3; walks++)
                {
                    var snapshot = Volatile.Read(ref current);
                    var query = new CatalogQuery { Regions = [reader == 0 ? "africa" : "europe"], Limit = 9, Order = (CatalogOrder)(walks % 2) };
                    var page = snapshot.Query(query);
                    Assert.Equal(page.Total, CatalogTests.Walk(query, _ => snapshot).Count);
                    // The languages of a work may be of different kinds by mistake; each document is of one.
                    var each = snapshot.Query(query with { EveryLanguage = true });
                    Assert.Equal(each.Total, each.Facets["kind"].Sum(f => f.Count));
                    Assert.Equal(page.Total, snapshot.RegionCounts.GetValueOrDefault(query.Regions[0]));
                }
            }, TestContext.Current.CancellationToken)).ToArray();
        for (var i = 0; i < made.Length; i++)
        {
            var settled = current.Settle();
            var next = settled.With([made[i] with { CommittedAt = DateTimeOffset.UnixEpoch.AddHours(i) }]);
            Volatile.Write(ref current, i % 50 == 0 ? next.Rebase(settled, settled.Merge()) : i % 7 == 0 ? next : current.With([made[i] with { CommittedAt = DateTimeOffset.UnixEpoch.AddHours(i) }]));
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_stored_catalog_comes_back_as_it_was()
    {
        await CatalogTests.Documents.List[0, 60].SampleAsync(async documents =>
        {
            var snapshot = CatalogSnapshot.Of(documents).Settle().Merge();
            using var stream = new MemoryStream();
            var asOf = DateTimeOffset.UnixEpoch.AddTicks(7);
            await StoreAsync(stream, asOf, snapshot);
            stream.Position = 0;
            var read = await StoredCatalog.ReadAsync(stream, TestContext.Current.CancellationToken);
            Assert.Equal(asOf, read.AsOf);
            AssertSame(snapshot, read.Catalog, new CatalogQuery { Text = "statement on wat", Limit = 3 });
            AssertSame(snapshot.With([CatalogTests.Document("new")]), read.Catalog.With([CatalogTests.Document("new")]), new CatalogQuery { Order = CatalogOrder.Title });
        }, iter: 50);
    }

    [Fact]
    public async Task A_damaged_stored_catalog_is_refused_and_nothing_else_is_thrown()
    {
        var snapshot = CatalogSnapshot.Of(Enumerable.Range(0, 200).Select(i => CatalogTests.Document($"d{i}")));
        using var stream = new MemoryStream();
        await StoreAsync(stream, DateTimeOffset.UnixEpoch, snapshot);
        var whole = stream.ToArray();
        for (var i = 0; i < whole.Length; i += 3)
        {
            var cut = new MemoryStream(whole, 0, i);
            var error = await Record.ExceptionAsync(() => StoredCatalog.ReadAsync(cut, TestContext.Current.CancellationToken));
            Assert.True(error is InvalidDataException or EndOfStreamException, $"cut at {i}: {error}");
            var damaged = whole.ToArray();
            damaged[i] ^= 0x5A;
            error = await Record.ExceptionAsync(() => StoredCatalog.ReadAsync(new MemoryStream(damaged), TestContext.Current.CancellationToken));
            Assert.True(error is InvalidDataException or EndOfStreamException, $"damaged at {i}: {error}");
        }
    }

    private static async Task StoreAsync(Stream stream, DateTimeOffset asOf, CatalogSnapshot snapshot)
    {
        await foreach (var frame in StoredCatalog.FramesAsync(asOf, snapshot, TestContext.Current.CancellationToken)) await stream.WriteAsync(frame, TestContext.Current.CancellationToken);
    }

    /// <summary>With more old states than a merge leaves where they are.</summary>
    private static CatalogSnapshot WithOldStates(CatalogSnapshot snapshot) =>
        Enumerable.Range(1, 4).Aggregate(snapshot, (before, day) => before.With(Large(DateTimeOffset.UnixEpoch.AddDays(day))));

    private static IEnumerable<DocumentRecord> Large(DateTimeOffset committed) =>
        Enumerable.Range(0, 300).Select(i => CatalogTests.Document($"large-{i}") with { Summary = new string((char)('a' + i % 26), 4_000), CommittedAt = committed });

    private static void AssertSame(CatalogSnapshot expected, CatalogSnapshot actual, CatalogQuery query)
    {
        Assert.Equal(expected.Version, actual.Version);
        Assert.Equal(expected.Documents.Select(d => d.Id), actual.Documents.Select(d => d.Id));
        Assert.Equal(expected.Documents.Count, actual.Documents.Count);
        Assert.Equivalent(expected.All.OrderBy(d => d.Id, StringComparer.Ordinal), actual.All.OrderBy(d => d.Id, StringComparer.Ordinal), strict: true);
        var (one, other) = (expected.Query(query), actual.Query(query));
        Assert.Equal(one.Total, other.Total);
        Assert.Equal(one.NextCursor, other.NextCursor);
        Assert.Equal(one.Facets.OrderBy(f => f.Key).Select(f => $"{f.Key}: {string.Join(' ', f.Value)}"), other.Facets.OrderBy(f => f.Key).Select(f => $"{f.Key}: {string.Join(' ', f.Value)}"));
        Assert.Equal(CatalogTests.Walk(query, _ => expected).Select(d => d.Id), CatalogTests.Walk(query, _ => actual).Select(d => d.Id));
    }
}
