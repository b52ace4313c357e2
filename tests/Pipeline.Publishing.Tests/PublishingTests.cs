using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

public class PublishingTests(AzuriteFixture azurite)
{
    private const string Path = "dialogue/statements/nigeria.txt";

    [Fact]
    public async Task An_upload_becomes_a_document_with_its_renditions_and_a_row()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "title: Statement by Nigeria\ndate: 2011-07-12\ncountry: NGA");

        var upload = await library.PublishAsync(Path);

        Assert.Equal(UploadState.Published, upload!.State);
        Assert.Equal((0, 1), (upload.Counts!.Tables, upload.Counts.Pages));
        Assert.Equal(upload.Counts, (await library.Ledger.FindAsync(Path, TestProcess.Cancel))!.Counts);
        var document = await library.DocumentAsync(Path);
        Assert.Equal(("Statement by Nigeria", "2011-07-12", "dialogue", 1), (document!.Title, document.Date, document.Event, document.Current.Number));
        Assert.Equal(upload.EditionHash, document.Current.Hash);
        Assert.Equal(["NGA"], document.Countries);
        Assert.StartsWith("page of edition 1 of Statement by Nigeria", await library.TextAsync(document, Rendition.Html));
        Assert.StartsWith("title: Statement", await library.TextAsync(document, Rendition.Source));
        var manifest = await library.TextAsync(document, Rendition.Manifest);
        Assert.Contains("\"It was plain.\"", manifest);
        Assert.Contains("\"country\":\"File\"", manifest);
        Assert.Contains("\"confidences\":{\"country\":\"Certain\"", manifest);
        MetadataValue[] values =
        [
            new("title", "Statement by Nigeria", MetadataOrigin.File, Confidence.Certain), new("date", "2011-07-12", MetadataOrigin.File, Confidence.Certain),
            new("country", "Nigeria", MetadataOrigin.File, Confidence.Certain),
        ];
        Assert.Equal(values, upload.Metadata);
        Assert.Equal(values, (await library.Ledger.FindAsync(Path, TestProcess.Cancel))!.Metadata);
        Assert.Equal((1, 1, 1, 5), (await library.AssertConsistentAsync()) is var r ? (r.Uploads, r.Documents, r.Editions, r.Blobs) : default);
    }

    [Fact]
    public async Task Rendition_blobs_say_their_type_and_that_they_never_change()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "text");
        await library.PublishAsync(Path);
        var document = (await library.DocumentAsync(Path))!;
        foreach (var (file, type) in new[] { ("document.html", "text/html; charset=utf-8"), ("document.pdf", "application/pdf"), ("document.txt", "text/plain; charset=utf-8"), ("source.txt", "text/plain; charset=utf-8"), ("manifest.json", "application/json") })
        {
            var blob = await library.Storage.Published.GetBlobClient($"{document.Id}/{document.Current.Hash}/{file}").GetPropertiesAsync(cancellationToken: TestProcess.Cancel);
            Assert.Equal((type, "public, max-age=31536000, immutable"), (blob.Value.ContentType, blob.Value.CacheControl));
        }
    }

    [Fact]
    public async Task Publishing_again_what_did_not_change_writes_nothing()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "text");
        await library.PublishAsync(Path);
        var counter = new RequestCounter();
        using var other = new TestProcess(azurite.Connect(library.Storage.Options, counter));

        var again = await other.PublishAsync(Path);
        var sweep = await other.SweepAsync();

        Assert.Equal(UploadState.Published, again!.State);
        Assert.Equal(0, counter.Writes);
        Assert.Equal((1, 0, 1), (sweep.Seen, sweep.Published, sweep.Unchanged));
        Assert.Equal(0, other.Converter.Prepared);
    }

    [Fact]
    public async Task The_same_content_uploaded_again_makes_no_new_edition()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "text");
        await library.PublishAsync(Path);
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        var (before, version) = (await library.DocumentAsync(Path), library.Feed.Current.Version);
        await library.UploadAsync(Path, "text");

        var result = await library.SweepAsync();
        await library.Feed.RefreshAsync(TestProcess.Cancel);

        Assert.Equal((0, 1), (result.Published, result.Unchanged));
        Assert.Equal(before!.CommittedAt, (await library.DocumentAsync(Path))!.CommittedAt);
        Assert.Equal(version, library.Feed.Current.Version);
        Assert.Equal((0, 1), await library.SweepAsync() is var again ? (again.Published, again.Unchanged) : default);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_corrected_upload_is_the_next_edition_and_the_first_stays_stored()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "first");
        await library.PublishAsync(Path);
        await library.UploadAsync(Path, "second");
        await library.PublishAsync(Path);

        var document = (await library.DocumentAsync(Path))!;
        Assert.Equal([1, 2], document.Editions.Select(e => e.Number));
        Assert.Equal("second", await library.TextAsync(document));
        Assert.Equal("first", await library.TextAsync(document with { Editions = [document.Editions[0]] }));
        Assert.Equal((2, 10), await library.AssertConsistentAsync() is var r ? (r.Editions, r.Blobs) : default);
    }

    [Fact]
    public async Task Going_back_to_the_first_text_is_a_third_edition()
    {
        using var library = await TestProcess.StartAsync(azurite);
        foreach (var text in new[] { "first", "second", "first" })
        {
            await library.UploadAsync(Path, text);
            await library.PublishAsync(Path);
        }
        var document = (await library.DocumentAsync(Path))!;
        Assert.Equal(3, document.Editions.Select(e => e.Hash).Distinct().Count());
        Assert.StartsWith("page of edition 3", await library.TextAsync(document, Rendition.Html));
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_bad_upload_is_rejected_and_what_was_published_stays()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "good");
        await library.PublishAsync(Path);
        await library.UploadAsync(Path, "REJECT");

        var upload = await library.PublishAsync(Path);

        Assert.Equal(UploadState.Rejected, upload!.State);
        Assert.Contains(upload.Diagnostics, d => d is { Code: "unreadable", Severity: Severity.Error });
        Assert.Equal("good", await library.TextAsync((await library.DocumentAsync(Path))!));
        Assert.Equal(1, (await library.AssertConsistentAsync()).Rejections);
        Assert.Equal(1, (await library.SweepAsync()).Unchanged);
    }

    [Fact]
    public async Task A_deleted_upload_withdraws_its_document_and_a_new_one_revives_it_as_the_next_edition()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "text");
        await library.PublishAsync(Path);
        await library.DeleteAsync(Path);

        Assert.Equal(1, (await library.SweepAsync()).Withdrawn);
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        var withdrawn = (await library.DocumentAsync(Path))!;
        Assert.NotNull(withdrawn.Withdrawn);
        Assert.Empty(library.Feed.Current.Documents);
        Assert.NotNull(library.Feed.Current.Find(withdrawn.Id)!.Withdrawn);
        Assert.Equal(UploadState.Withdrawn, (await library.Ledger.FindAsync(Path, TestProcess.Cancel))!.State);
        Assert.Equal(1, (await library.AssertConsistentAsync()).Withdrawn);
        Assert.Equal(0, (await library.SweepAsync()).Withdrawn);

        await library.UploadAsync(Path, "text");
        Assert.Equal(UploadState.Published, (await library.PublishAsync(Path))!.State);
        var revived = (await library.DocumentAsync(Path))!;
        Assert.Null(revived.Withdrawn);
        Assert.Equal((withdrawn.Id, 2), (revived.Id, revived.Current.Number));
        Assert.Equal(revived.Id, Assert.Single(library.Feed.Current.Documents).Id);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task Publishing_a_deleted_upload_withdraws_it_and_one_that_never_was_is_nothing()
    {
        using var library = await TestProcess.StartAsync(azurite);
        Assert.Null(await library.PublishAsync("never/was.txt"));
        await library.UploadAsync(Path, "text");
        await library.PublishAsync(Path);
        await library.DeleteAsync(Path);
        Assert.Equal(UploadState.Withdrawn, (await library.PublishAsync(Path))!.State);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_failure_is_recorded_and_the_sweep_tries_again_later()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        using var library = new TestProcess(await azurite.NewStorageAsync(), time);
        await library.UploadAsync(Path, "text");
        library.Converter.OnPrepare = (_, _) => throw new InvalidOperationException("A bug.");

        Assert.Equal(1, (await library.SweepAsync()).Failed);
        var failed = await library.Ledger.FindAsync(Path, TestProcess.Cancel);
        Assert.Equal(UploadState.Failed, failed!.State);
        Assert.Contains("A bug.", Assert.Single(failed.Diagnostics).Message);

        library.Converter.OnPrepare = null;
        Assert.Equal((0, 0), await library.SweepAsync() is var soon ? (soon.Published, soon.Failed) : default);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await library.SweepAsync()).Published);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_logged_and_the_next_sweep_tries_again()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("a.txt", "text");
        var row = new TableEntity(UploadRow.Partition("a.txt"), DocumentIds.FromPath("a.txt")) { ["State"] = "Hologram" };
        await library.Storage.UploadRows.AddEntityAsync(row, TestProcess.Cancel);

        var log = new ListLogger<Sweep>();
        var sweep = new Sweep(library.Storage, library.Publisher, library.Feed, TimeProvider.System, log);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestProcess.Cancel);
        var sweeping = sweep.RunContinuouslyAsync(TimeSpan.FromMilliseconds(20), null, stop.Token);
        await TestProcess.WhileAsync(sweeping, () => !log.Lines.Any(line => line is { Level: LogLevel.Error, Exception: ArgumentException }));
        await library.Storage.UploadRows.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: TestProcess.Cancel);
        await TestProcess.WhileAsync(sweeping, () => library.Converter.Prepared == 0);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweeping);
    }

    [Fact]
    public async Task A_conversion_past_its_time_is_rejected()
    {
        var storage = await azurite.NewStorageAsync(AzuriteFixture.NewOptions() with { ConversionTimeout = TimeSpan.FromMilliseconds(50) });
        using var library = new TestProcess(storage);
        await library.UploadAsync(Path, "text");
        library.Converter.OnPrepare = (_, token) =>
        {
            token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
        };
        var upload = await library.PublishAsync(Path);
        Assert.Equal(("took-too-long", UploadState.Rejected), (upload!.Diagnostics[0].Code, upload.State));
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_conversion_that_cannot_be_stopped_leaves_its_place_to_others_but_only_so_many_do()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var gate = new Conversion.ConversionGate(new PipelineOptions { Concurrency = 2 }, time);
        using var stop = new ManualResetEventSlim();
        using var began = new SemaphoreSlim(0);
        var running = 0;
        var hanging = new List<Task<int>>();
        for (var round = 0; round < 2; round++)
        {
            hanging.AddRange(Enumerable.Range(0, 2).Select(_ => RunAsync(() => stop.Wait(TestProcess.Cancel))));
            for (var i = 0; i < 2; i++) await began.WaitAsync(TestProcess.Cancel);
            foreach (var task in hanging)
            {
                while (!task.IsCompleted)
                {
                    time.Advance(TimeSpan.FromMinutes(2));
                    await Task.Delay(10, TestProcess.Cancel);
                }
                Assert.Equal("took-too-long", (await Assert.ThrowsAsync<RejectedException>(() => task)).Diagnostics[0].Code);
            }
        }

        // Twice as many as are allowed run on. No other begins, and none waits for what may never come.
        Assert.Equal(4, running);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(() => { }));
        Assert.Equal(4, running);

        // When they end all places are there again.
        stop.Set();
        while (await IsFullAsync()) await Task.Delay(10, TestProcess.Cancel);
        using var both = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => RunAsync(() => both.SignalAndWait(TestProcess.Cancel))));

        async Task<bool> IsFullAsync()
        {
            try
            {
                await RunAsync(() => { });
                return false;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        }

        Task<int> RunAsync(Action convert) => gate.RunAsync("read", _ =>
        {
            Interlocked.Increment(ref running);
            began.Release();
            convert();
            return Interlocked.Decrement(ref running);
        }, new Timings(time), TestProcess.Cancel);
    }

    [Fact]
    public async Task A_sweep_holds_of_each_row_only_what_decides_and_a_withdrawn_row_keeps_the_rest()
    {
        using var plain = await TestProcess.StartAsync(azurite);
        await plain.UploadAsync(Path, "text");
        await plain.UploadAsync("dialogue/other.txt", "text");
        await plain.SweepAsync();
        var queries = new List<string>();
        using var library = new TestProcess(azurite.Connect(plain.Storage.Options, new RequestHook
        {
            Before = message =>
            {
                if (message.Request.Uri.Path.EndsWith($"{plain.Storage.Options.UploadsTable}()", StringComparison.Ordinal)) lock (queries) queries.Add(Uri.UnescapeDataString(message.Request.Uri.Query));
                return Task.CompletedTask;
            },
        }));
        await library.DeleteAsync(Path);

        Assert.Equal((1, 1), await library.SweepAsync() is var result ? (result.Withdrawn, result.Unchanged) : default);

        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.Contains("$select=", query));
        Assert.DoesNotContain(queries, query => query.Contains("Metadata", StringComparison.Ordinal) || query.Contains("Diagnostics", StringComparison.Ordinal));
        var withdrawn = (await library.Ledger.FindAsync(Path, TestProcess.Cancel))!;
        Assert.Equal((UploadState.Withdrawn, 4, 1), (withdrawn.State, withdrawn.Bytes, withdrawn.Counts!.Pages));
    }

    [Fact]
    public async Task An_upload_that_was_opened_is_closed_when_its_row_cannot_be_read()
    {
        using var plain = await TestProcess.StartAsync(azurite);
        await plain.UploadAsync(Path, "text");
        var opened = new TaskCompletionSource<ClosedStream>();
        using var library = new TestProcess(azurite.Connect(plain.Storage.Options, new RequestHook
        {
            Before = message => message.Request.Uri.Path.Contains("uploads(", StringComparison.Ordinal) ? throw new Azure.RequestFailedException(503, "busy") : Task.CompletedTask,
            After = message =>
            {
                if (message.Request.Uri.Path.EndsWith("nigeria.txt", StringComparison.Ordinal))
                {
                    var stream = new ClosedStream(message.Response.ContentStream!);
                    message.Response.ContentStream = stream;
                    opened.SetResult(stream);
                }
                return Task.CompletedTask;
            },
        }));

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => library.PublishAsync(Path));

        var stream = await opened.Task.WaitAsync(TestProcess.Cancel);
        Assert.True(stream.Closed);
    }

    private sealed class ClosedStream(Stream inner) : MemoryStream
    {
        public bool Closed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            Closed = true;
            inner.Dispose();
            base.Dispose(disposing);
        }
    }

    [Fact]
    public async Task Another_renderer_makes_the_edition_anew_under_its_number()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "text");
        await library.PublishAsync(Path);
        var table = new DocumentTable(library.Storage);
        var row = (await table.ReadAsync(DocumentIds.FromPath(Path), TestProcess.Cancel))!;
        var work = Conversion.EditionHash.OfWork(row.Record.Current.SourceHash, [], library.Converter.Prepare(new SourceFile(Path, "text"u8.ToArray()), [], null, TestProcess.Cancel).Metadata, library.Storage.Options);
        var old = row.Record.Current with { RendererVersion = "0", Hash = Conversion.EditionHash.Of(work, 1, "0") };
        Assert.Equal((1, false), Conversion.EditionHash.Number(work, row.Record with { Editions = [old] }));
        Assert.Equal((1, true), Conversion.EditionHash.Number(work, row.Record));
        Assert.Equal((2, false), Conversion.EditionHash.Number(work, row.Record with { Withdrawn = library.Time.GetUtcNow() }));

        Assert.True((await table.TryWriteAsync(row with { Record = row.Record with { Editions = [old] } }, TestProcess.Cancel)).Written);
        await library.SweepAsync(new SweepOptions { RepublishAll = true });
        var document = (await library.DocumentAsync(Path))!;
        Assert.Equal((1, row.Record.Current.Hash, row.Record.Current.PublishedAt), (document.Current.Number, document.Current.Hash, document.Current.PublishedAt));
        await library.AssertConsistentAsync();
    }
}
