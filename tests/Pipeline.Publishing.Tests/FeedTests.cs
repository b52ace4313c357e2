using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.Logging;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

public class FeedTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Another_process_sees_a_commit_at_its_next_look_and_the_own_one_at_once()
    {
        using var writer = await TestProcess.StartAsync(azurite);
        using var reader = new CatalogFeed(writer.Storage, TimeProvider.System);
        Assert.False(reader.Ready);
        await reader.RefreshAsync(TestProcess.Cancel);
        await writer.Feed.RefreshAsync(TestProcess.Cancel);
        Assert.True(reader.Ready);

        await writer.UploadAsync("a.txt", "title: One");
        await writer.PublishAsync("a.txt");
        Assert.Equal("One", Assert.Single(writer.Feed.Current.Documents).Title);
        Assert.Empty(reader.Current.Documents);
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal("One", Assert.Single(reader.Current.Documents).Title);
        Assert.Equal(writer.Feed.Current.Version, reader.Current.Version);

        await writer.UploadAsync("a.txt", "title: Two");
        await writer.PublishAsync("a.txt");
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal("Two", Assert.Single(reader.Current.Documents).Title);
    }

    [Fact]
    public async Task A_change_that_is_written_late_is_seen_with_all_after_it()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var table = new DocumentTable(library.Storage);
        var now = DateTimeOffset.UtcNow;
        await LogAsync("early-00", -20);
        await LogAsync("later-00", -5);
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        Assert.Equal(2, library.Feed.Current.Documents.Count);

        // One that came late, a newer state of one that was read, an older one of another, and a new one; the last look was now.
        await LogAsync("late-00", -15);
        await LogAsync("early-00", -10);
        await LogAsync("later-00", -9);
        await LogAsync("new-00", 5);
        await library.Feed.RefreshAsync(TestProcess.Cancel);

        Assert.Equal(["early-00", "late-00", "later-00", "new-00"], library.Feed.Current.Documents.Select(d => d.Id).Order());
        Assert.Equal(now.AddSeconds(-10), library.Feed.Current.CommittedAt("early-00"));
        Assert.Equal(now.AddSeconds(-5), library.Feed.Current.CommittedAt("later-00"));

        Task LogAsync(string id, int seconds) => table.LogAsync(new DocumentRow(CatalogTests.Document(id) with { CommittedAt = now.AddSeconds(seconds) }, "e", now), TestProcess.Cancel);
    }

    [Fact]
    public async Task A_late_change_is_seen_after_many_looks_and_what_was_read_is_not_read_again()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var table = new DocumentTable(library.Storage);
        var now = DateTimeOffset.UtcNow;
        for (var look = 0; look < 5; look++)
        {
            await LogAsync($"usual-{look:00}", look);
            await library.Feed.RefreshAsync(TestProcess.Cancel);
        }
        await LogAsync("late-00", -20);
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        Assert.Equal(6, library.Feed.Current.Documents.Count);

        // Of what was stored before a time of storage's own clock nothing is read.
        var rows = await table.ReadChangesAsync(now.AddSeconds(10), TimeSpan.FromSeconds(30), null, _ => null, TestProcess.Cancel);
        Assert.Equal(6, rows.Count);
        var last = rows.Single(row => row.Record.Id == "late-00").Written;
        Assert.Equal(rows.Max(row => row.Written), last);
        Assert.Equal(6, (await table.ReadChangesAsync(now.AddSeconds(10), TimeSpan.FromSeconds(30), last, _ => null, TestProcess.Cancel)).Count);
        Assert.Empty(await table.ReadChangesAsync(now.AddSeconds(10), TimeSpan.FromSeconds(30), last!.Value.AddSeconds(1), _ => null, TestProcess.Cancel));

        Task LogAsync(string id, int seconds) => table.LogAsync(new DocumentRow(CatalogTests.Document(id) with { CommittedAt = now.AddSeconds(seconds) }, "e", now), TestProcess.Cancel);
    }

    [Fact]
    public async Task A_feed_that_starts_later_reads_the_table()
    {
        using var writer = await TestProcess.StartAsync(azurite);
        await writer.UploadAsync("a.txt", "title: One");
        await writer.PublishAsync("a.txt");
        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(30));
        using var reader = new CatalogFeed(writer.Storage, later);
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal("One", Assert.Single(reader.Current.Documents).Title);
    }

    [Fact]
    public async Task A_stored_catalog_and_the_log_after_it_are_the_catalog()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var table = new DocumentTable(library.Storage);
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        for (var i = 0; i < 1_000; i++) library.Feed.Apply(CatalogTests.Document($"stored-{i:0000}"));
        await library.Feed.CompactAsync(TestProcess.Cancel);
        var later = CatalogTests.Document("later-00") with { CommittedAt = DateTimeOffset.UtcNow };
        await table.LogAsync(new DocumentRow(later, "etag", later.CommittedAt), TestProcess.Cancel);

        using var reader = new CatalogFeed(library.Storage, TimeProvider.System);
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal(1_001, reader.Current.Documents.Count);
        Assert.Equal("later-00.md", reader.Current.Find("later-00")!.UploadPath);

        await library.Storage.Catalog.GetBlobClient(SnapshotBlob.Name).UploadAsync(new BinaryData("broken"), overwrite: true, TestProcess.Cancel);
        using var careful = new CatalogFeed(library.Storage, TimeProvider.System);
        await careful.RefreshAsync(TestProcess.Cancel);
        Assert.Single(careful.Current.Documents);
    }

    [Fact]
    public async Task A_process_that_starts_from_the_stored_catalog_finds_what_a_slow_clock_committed_before_it()
    {
        using var writer = await TestProcess.StartAsync(azurite);
        var stored = DateTimeOffset.UtcNow;
        await new SnapshotBlob(writer.Storage).WriteAsync(stored, CatalogSnapshot.Of([CatalogTests.Document("stored-00")]), TestProcess.Cancel);
        var late = CatalogTests.Document("late-00") with { CommittedAt = stored.AddMinutes(-2) };
        await new DocumentTable(writer.Storage).LogAsync(new DocumentRow(late, "e", stored), TestProcess.Cancel);

        using var reader = new CatalogFeed(writer.Storage, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(stored.AddMinutes(30)));
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal(["late-00", "stored-00"], reader.Current.Documents.Select(d => d.Id).Order());
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_logged_and_the_feed_goes_on()
    {
        var storage = await azurite.NewStorageAsync(AzuriteFixture.NewOptions() with { RefreshInterval = TimeSpan.FromMilliseconds(20) });
        var log = new ListLogger<CatalogFeed>();
        using var feed = new CatalogFeed(storage, TimeProvider.System, log);
        await feed.RefreshAsync(TestProcess.Cancel);
        var row = new DocumentRow(CatalogTests.Document("newer-00") with { CommittedAt = DateTimeOffset.UtcNow }, "e", DateTimeOffset.UtcNow);
        var unreadable = row.ToChangeEntity();
        unreadable["Record"] = """{"Kind":"hologram"}""";
        await storage.ChangeRows.AddEntityAsync(unreadable, TestProcess.Cancel);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestProcess.Cancel);
        var running = feed.RunAsync(stop.Token);
        await TestProcess.WhileAsync(running, () => !log.Lines.Any(line => line is { Level: LogLevel.Error, Exception: JsonException }));
        await new DocumentTable(storage).LogAsync(row, TestProcess.Cancel);
        await TestProcess.WhileAsync(running, () => feed.Current.Find("newer-00") is null);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_merge_that_fails_is_logged_and_not_tried_again_at_once()
    {
        var storage = await azurite.NewStorageAsync();
        var log = new ListLogger<CatalogFeed>();
        using var feed = new CatalogFeed(storage, TimeProvider.System, log);
        await feed.RefreshAsync(TestProcess.Cancel);
        // So many that they should be merged, of which the store has lost the first.
        var store = CatalogSnapshot.NewStore();
        var first = Segment.Build(store, [store.Add(CatalogTests.Document("first-00"))], _ => false);
        store.Release(store.BeginChunk());
        CurrentOf(feed) = CatalogSnapshot.Restore(store, first, 0).With(Enumerable.Range(0, 17_000).Select(i => CatalogTests.Document($"d{i}")));

        await feed.RefreshAsync(TestProcess.Cancel);
        await TestProcess.WhileAsync(Task.Delay(TimeSpan.FromSeconds(20), TestProcess.Cancel), () => log.Lines.IsEmpty);
        Assert.Equal(LogLevel.Error, log.Lines.Single().Level);
        Assert.Equal(17_001, feed.Current.All.Count);
        for (var look = 0; look < 20; look++) await feed.RefreshAsync(TestProcess.Cancel);
        Assert.Single(log.Lines);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "current")]
        static extern ref CatalogSnapshot CurrentOf(CatalogFeed feed);
    }

    [Fact]
    public async Task Old_changes_that_the_stored_catalog_has_are_deleted_and_no_others()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var table = new DocumentTable(library.Storage);
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        var now = DateTimeOffset.UtcNow;
        var records = Enumerable.Range(0, 1_100).Select(i => CatalogTests.Document($"purged-{i:0000}") with { CommittedAt = now.AddDays(i < 150 ? -30 : -3) }).ToList();
        // One change of long ago that this process never saw: it was under way for very long.
        var late = CatalogTests.Document("late-00") with { CommittedAt = now.AddDays(-20) };
        foreach (var record in records.Take(200).Append(late)) await table.LogAsync(new DocumentRow(record, "e", now), TestProcess.Cancel);
        foreach (var record in records) library.Feed.Apply(record);

        await library.Feed.CompactAsync(TestProcess.Cancel);

        var left = new List<string>();
        await foreach (var row in table.ReadLogAsync(TestProcess.Cancel)) left.Add(row.Record.Id);
        Assert.Equal(records.Skip(150).Take(50).Select(r => r.Id).Append("late-00").Order(), left.Order());
        using var reader = new CatalogFeed(library.Storage, TimeProvider.System);
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal(1_100, reader.Current.Documents.Count);
    }

    [Fact]
    public async Task Two_processes_that_delete_old_changes_at_once_both_end()
    {
        var options = AzuriteFixture.NewOptions();
        var storage = await azurite.NewStorageAsync(options);
        var rows = Enumerable.Range(0, 3).Select(i => new DocumentRow(CatalogTests.Document($"old-{i:00}"), "e", DateTimeOffset.UnixEpoch)).ToList();
        foreach (var row in rows) await new DocumentTable(storage).LogAsync(row, TestProcess.Cancel);
        // Before the transaction, which is the only POST, the other process deletes one of its rows.
        var (partition, key) = DocumentRow.ChangeKey(rows[1].Record);
        var table = new DocumentTable(azurite.Connect(options, new AroundRequests(before: request =>
            request.Method == RequestMethod.Post ? storage.ChangeRows.DeleteEntityAsync(partition, key, cancellationToken: TestProcess.Cancel) : Task.CompletedTask)));

        Assert.Equal(3, await table.DeleteLogAsync(DateTimeOffset.UtcNow, _ => DateTimeOffset.UtcNow, TestProcess.Cancel));
        var left = 0;
        await foreach (var row in table.ReadLogAsync(TestProcess.Cancel)) left++;
        Assert.Equal(0, left);
    }

    [Fact]
    public async Task A_document_whose_change_was_deleted_is_not_torn()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("a.txt", "text");
        await library.SweepAsync();
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        await new SnapshotBlob(library.Storage).WriteAsync(DateTimeOffset.UtcNow, library.Feed.Current, TestProcess.Cancel);
        Assert.Equal(1, await new DocumentTable(library.Storage).DeleteLogAsync(DateTimeOffset.UtcNow.AddHours(2), library.Feed.Current.CommittedAt, TestProcess.Cancel));

        await library.AssertConsistentAsync();
        Assert.Equal(0, (await library.SweepAsync(new SweepOptions { Thorough = true })).Repaired);
    }

    [Fact]
    public async Task A_stored_catalog_is_not_replaced_by_an_older_one()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var blob = new SnapshotBlob(library.Storage);
        var newer = CatalogSnapshot.Of([CatalogTests.Document("newer-00")]);
        Assert.True(await blob.WriteAsync(DateTimeOffset.UnixEpoch.AddDays(1), newer, TestProcess.Cancel));
        Assert.False(await blob.WriteAsync(DateTimeOffset.UnixEpoch, CatalogSnapshot.Of([]), TestProcess.Cancel));
        Assert.Equal(newer.Version, (await blob.ReadAsync(TestProcess.Cancel))!.Value.Catalog.Version);
    }

    [Fact]
    public async Task Who_reads_the_stored_catalog_while_it_is_replaced_gets_the_old_one_whole()
    {
        var (options, older, newer) = (AzuriteFixture.NewOptions(), CatalogSnapshot.Of([CatalogTests.Document("older-00")]), CatalogSnapshot.Of([CatalogTests.Document("newer-00")]));
        var reader = new SnapshotBlob(await azurite.NewStorageAsync(options));
        Assert.True(await reader.WriteAsync(DateTimeOffset.UnixEpoch, older, TestProcess.Cancel));
        var seen = new List<string>();
        var writer = new SnapshotBlob(azurite.Connect(options, new AroundRequests(async request =>
        {
            if (request.Method == RequestMethod.Put) seen.Add((await reader.ReadAsync(TestProcess.Cancel))!.Value.Catalog.Version);
        })));

        Assert.True(await writer.WriteAsync(DateTimeOffset.UnixEpoch.AddDays(1), newer, TestProcess.Cancel));
        Assert.True(seen.Count > 1);
        Assert.All(seen, version => Assert.Equal(older.Version, version));
        Assert.Equal(newer.Version, (await reader.ReadAsync(TestProcess.Cancel))!.Value.Catalog.Version);
        Assert.False(await reader.WriteAsync(DateTimeOffset.UnixEpoch, older, TestProcess.Cancel));
    }

    [Fact]
    public async Task A_write_of_the_stored_catalog_that_is_cancelled_after_any_request_leaves_the_old_one()
    {
        var (options, older, newer) = (AzuriteFixture.NewOptions(), CatalogSnapshot.Of([CatalogTests.Document("older-00")]), CatalogSnapshot.Of([CatalogTests.Document("newer-00")]));
        var reader = new SnapshotBlob(await azurite.NewStorageAsync(options));
        Assert.True(await reader.WriteAsync(DateTimeOffset.UnixEpoch, older, TestProcess.Cancel));
        for (var (last, written) = (1, false); !written; last++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestProcess.Cancel);
            var left = last;
            var writer = new SnapshotBlob(azurite.Connect(options, new AroundRequests(after: _ => --left == 0 ? stop.CancelAsync() : Task.CompletedTask)));
            var error = await Record.ExceptionAsync(async () => written = await writer.WriteAsync(DateTimeOffset.UnixEpoch.AddDays(1), newer, stop.Token));
            Assert.Equal(written, error is not OperationCanceledException);
            Assert.Equal(written ? newer.Version : older.Version, (await reader.ReadAsync(TestProcess.Cancel))!.Value.Catalog.Version);
        }
    }

    [Fact]
    public async Task Of_two_who_replace_the_stored_catalog_at_once_one_does_and_it_is_whole()
    {
        var (options, one, other) = (AzuriteFixture.NewOptions(), CatalogSnapshot.Of([CatalogTests.Document("one-00")]), CatalogSnapshot.Of([CatalogTests.Document("two-00"), CatalogTests.Document("two-01")]));
        var second = new SnapshotBlob(await azurite.NewStorageAsync(options));
        // The second writes all of its own after any request of the first, the first time where nothing is stored yet.
        for (var (turn, alone) = (1, false); !alone; turn++)
        {
            var (left, written) = (turn, false);
            var first = new SnapshotBlob(azurite.Connect(options, new AroundRequests(after: async _ =>
            {
                if (--left == 0) written = await second.WriteAsync(DateTimeOffset.UnixEpoch.AddDays(turn), other, TestProcess.Cancel);
            })));
            alone = await first.WriteAsync(DateTimeOffset.UnixEpoch.AddDays(turn), one, TestProcess.Cancel);
            Assert.Equal(left <= 0, written);
            // After its last request the first has written, and the second replaces it.
            Assert.Equal(written ? other.Version : one.Version, (await second.ReadAsync(TestProcess.Cancel))!.Value.Catalog.Version);
            Assert.True(!alone || left == 0);
        }
    }

    [Fact]
    public async Task Lost_blobs_and_lost_log_rows_are_found_and_a_thorough_sweep_mends_them()
    {
        using var library = await TestProcess.StartAsync(azurite);
        foreach (var path in new[] { "a.txt", "b.txt", "c.txt" }) await library.UploadAsync(path, "text " + path);
        await library.SweepAsync();
        var a = (await library.DocumentAsync("a.txt"))!;
        var b = (await library.DocumentAsync("b.txt"))!;
        await library.Storage.Published.DeleteBlobAsync($"{a.Id}/{a.Current.Hash}/document.pdf", cancellationToken: TestProcess.Cancel);
        var (partition, row) = DocumentRow.ChangeKey(b);
        await library.Storage.ChangeRows.DeleteEntityAsync(partition, row, cancellationToken: TestProcess.Cancel);

        var found = (await library.Check.RunAsync(null, TestProcess.Cancel)).Differences;
        Assert.Equal(3, found.Count);
        Assert.Equal(0, (await library.SweepAsync()).Repaired);
        Assert.Equal(2, (await library.SweepAsync(new SweepOptions { Thorough = true })).Repaired);
        await library.AssertConsistentAsync();
        Assert.Equal(0, (await library.SweepAsync(new SweepOptions { Thorough = true })).Repaired);
    }

    [Fact]
    public async Task A_changed_rendition_is_found_and_publishing_again_mends_it()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("a.txt", "text");
        await library.PublishAsync("a.txt");
        var a = (await library.DocumentAsync("a.txt"))!;
        await library.Storage.Published.GetBlobClient($"{a.Id}/{a.Current.Hash}/document.html").UploadAsync(new BinaryData("other"), overwrite: true, TestProcess.Cancel);

        Assert.Contains("has not the hash", Assert.Single((await library.Check.RunAsync(null, TestProcess.Cancel)).Differences));
        await library.SweepAsync(new SweepOptions { Republish = new HashSet<string> { a.Id } });
        await library.AssertConsistentAsync();
    }
}
