using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Intake;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

public class RaceTests(AzuriteFixture azurite)
{
    private const string Path = "dialogue/nigeria.txt";

    [Fact]
    public async Task An_older_upload_never_replaces_a_newer_one()
    {
        using var slow = await TestProcess.StartAsync(azurite);
        using var fast = new TestProcess(slow.Storage);
        using var hold = new Hold();
        await slow.UploadAsync(Path, "older");
        slow.Converter.OnPrepare = (file, _) =>
        {
            if (!file.Bytes.Span.SequenceEqual("older"u8)) return;
            hold.Wait();
        };

        var late = slow.PublishAsync(Path);
        await hold.ReachedAsync();
        await slow.UploadAsync(Path, "newer");
        await fast.PublishAsync(Path);
        hold.LetGo();
        await late;

        var document = (await fast.DocumentAsync(Path))!;
        Assert.Equal(("newer", 1), (await fast.TextAsync(document), document.Current.Number));
        await fast.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_late_publisher_does_not_revive_what_was_withdrawn_meanwhile()
    {
        using var slow = await TestProcess.StartAsync(azurite);
        using var fast = new TestProcess(slow.Storage);
        using var hold = new Hold();
        await slow.UploadAsync(Path, "text");
        await slow.PublishAsync(Path);
        await slow.UploadAsync(Path, "correction");
        slow.Converter.OnPrepare = (_, _) => hold.Wait();

        var late = slow.PublishAsync(Path);
        await hold.ReachedAsync();
        await slow.DeleteAsync(Path);
        await fast.PublishAsync(Path);
        hold.LetGo();
        await late;

        await fast.SweepAsync();
        Assert.NotNull((await fast.DocumentAsync(Path))!.Withdrawn);
        await fast.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_sweep_that_began_before_a_description_came_does_not_overwrite_what_it_says()
    {
        using var slow = await TestProcess.StartAsync(azurite);
        using var fast = new TestProcess(slow.Storage);
        using var hold = new Hold();
        await slow.UploadAsync(Path, "text");
        slow.Converter.OnPrepare = (_, _) => hold.Wait();

        var sweep = slow.SweepAsync();
        await hold.ReachedAsync();
        await slow.UploadAsync(Path + ".yaml", "title: Right");
        await fast.PublishAsync(Path + ".yaml");
        hold.LetGo();
        await sweep;

        var document = (await fast.DocumentAsync(Path))!;
        Assert.Equal(("Right", 1), (document.Title, document.Current.Number));
        Assert.Equal((0, 1), await fast.SweepAsync() is var again ? (again.Published, again.Unchanged) : default);
        await fast.AssertConsistentAsync();
    }

    [Theory]
    [InlineData(Path + ".yaml", "title: Old", "title: New")]
    [InlineData("dialogue/_collection.yaml", "date: 2011", "date: 2012")]
    [InlineData("dialogue/chart.txt", "old chart", "new chart")]
    public async Task A_late_publisher_with_an_older_file_from_beside_the_upload_does_not_overwrite_the_newer(string beside, string old, string corrected)
    {
        using var slow = await TestProcess.StartAsync(azurite);
        using var fast = new TestProcess(slow.Storage);
        using var hold = new Hold();
        await slow.UploadAsync(beside, old);
        await slow.UploadAsync(Path, "picture: chart.txt");
        await slow.PublishAsync(Path);
        var first = (await fast.DocumentAsync(Path))!;
        await slow.UploadAsync(Path, "picture: chart.txt\nmore");
        var prepared = 0;
        slow.Converter.OnPrepare = (_, _) =>
        {
            // The second of two readings has the picture.
            if (Interlocked.Increment(ref prepared) == (beside.EndsWith(".txt", StringComparison.Ordinal) ? 2 : 1))
                hold.Wait();
        };

        var late = slow.PublishAsync(Path);
        await hold.ReachedAsync();
        await slow.UploadAsync(beside, corrected);
        await fast.PublishAsync(Path);
        var right = (await fast.DocumentAsync(Path))!;
        hold.LetGo();
        await late;

        var document = (await fast.DocumentAsync(Path))!;
        Assert.Equal((2, right.Current.Hash), (document.Current.Number, document.Current.Hash));
        Assert.NotEqual(first.Current.Hash, document.Current.Hash);
        Assert.Equal(2, document.Editions.Count);
    }

    [Fact]
    public async Task A_sweep_that_read_a_bad_description_does_not_reject_what_was_published_with_the_mended_one()
    {
        using var trigger = await TestProcess.StartAsync(azurite);
        await trigger.UploadAsync(Path, "text");
        await trigger.UploadAsync(Path + ".yaml", "title: [");
        var mended = 0;
        using var sweeping = new TestProcess(azurite.Connect(trigger.Storage.Options, new RequestHook
        {
            After = async message =>
            {
                if (!message.Request.Uri.Path.EndsWith(".txt.yaml", StringComparison.Ordinal) || Interlocked.Increment(ref mended) > 1) return;
                await trigger.UploadAsync(Path + ".yaml", "title: Mended");
                await trigger.PublishAsync(Path);
            },
        }));

        await sweeping.SweepAsync();

        Assert.Equal(UploadState.Published, (await trigger.Ledger.FindAsync(Path, TestProcess.Cancel))!.State);
        Assert.Equal(("Mended", 1), await trigger.DocumentAsync(Path) is { } document ? (document.Title, document.Current.Number) : default);
        await trigger.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_sweep_does_not_convert_what_a_trigger_settled_after_it_read_the_rows()
    {
        using var trigger = await TestProcess.StartAsync(azurite);
        await trigger.UploadAsync(Path, "text");
        using var sweeping = new TestProcess(azurite.Connect(trigger.Storage.Options, new RequestHook
        {
            Before = async message => { if (RequestHook.IsListing(message)) await trigger.PublishAsync(Path); },
        }));

        Assert.Equal((0, 1), await sweeping.SweepAsync() is var result ? (result.Published, result.Unchanged) : default);
        Assert.Equal((1, 0), (trigger.Converter.Prepared, sweeping.Converter.Prepared));
        await trigger.AssertConsistentAsync();
    }

    [Fact]
    public async Task Many_publishers_of_one_upload_make_one_edition()
    {
        using var first = await TestProcess.StartAsync(azurite);
        await first.UploadAsync(Path, "text");
        var processes = Enumerable.Range(0, 6).Select(_ => new TestProcess(first.Storage)).ToList();
        var rows = await Task.WhenAll(processes.Select((p, i) => i % 2 == 0 ? p.PublishAsync(Path) : SweepAsync(p)));
        processes.ForEach(p => p.Dispose());

        Assert.All(rows, r => Assert.Equal(UploadState.Published, r!.State));
        Assert.Single((await first.DocumentAsync(Path))!.Editions);
        await first.AssertConsistentAsync();

        async Task<UploadRecord?> SweepAsync(TestProcess process)
        {
            await process.SweepAsync();
            return await process.Ledger.FindAsync(Path, TestProcess.Cancel);
        }
    }

    [Fact]
    public async Task Many_corrections_while_many_publish_end_with_the_last()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var publishing = new List<Task>();
        for (var i = 0; i < 12; i++)
        {
            await library.UploadAsync(Path, $"text {i}");
            publishing.Add(library.PublishAsync(Path));
            if (i == 6) await library.DeleteAsync(Path);
        }
        await Task.WhenAll(publishing);
        await library.SweepAsync();
        Assert.Equal("text 11", await library.TextAsync((await library.DocumentAsync(Path))!));
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task Of_two_uploads_within_a_second_the_one_that_is_there_wins()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(Path, "first");
        await library.PublishAsync(Path);
        var table = new DocumentTable(library.Storage);
        await library.UploadAsync(Path, "second");
        using var blob = await UploadBlob.OpenAsync(library.Storage.Uploads, Path, TestProcess.Cancel);
        var row = (await table.ReadAsync(DocumentIds.FromPath(Path), TestProcess.Cancel))!;
        // The row's time made the same as, then later than, that of the upload: only the container knows which is current.
        foreach (var (time, text) in new[] { (blob!.UploadedAt, "second"), (blob.UploadedAt.AddDays(1), "third") })
        {
            await library.UploadAsync(Path, text);
            row = (await table.ReadAsync(DocumentIds.FromPath(Path), TestProcess.Cancel))!;
            await table.TryWriteAsync(row with { UploadedAt = time }, TestProcess.Cancel);
            await library.PublishAsync(Path);
            Assert.Equal(text, await library.TextAsync((await library.DocumentAsync(Path))!));
        }
        await library.AssertConsistentAsync();
    }
}
