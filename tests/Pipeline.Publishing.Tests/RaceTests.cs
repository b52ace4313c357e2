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
        using var holding = new SemaphoreSlim(0);
        using var held = new SemaphoreSlim(0);
        await slow.UploadAsync(Path, "older");
        slow.Converter.OnPrepare = (file, _) =>
        {
            if (!file.Bytes.Span.SequenceEqual("older"u8)) return;
            held.Release();
            holding.Wait(TestProcess.Cancel);
        };

        var late = slow.PublishAsync(Path);
        await held.WaitAsync(TestProcess.Cancel);
        await slow.UploadAsync(Path, "newer");
        await fast.PublishAsync(Path);
        holding.Release();
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
        using var holding = new SemaphoreSlim(0);
        using var held = new SemaphoreSlim(0);
        await slow.UploadAsync(Path, "text");
        await slow.PublishAsync(Path);
        await slow.UploadAsync(Path, "correction");
        slow.Converter.OnPrepare = (_, _) =>
        {
            held.Release();
            holding.Wait(TestProcess.Cancel);
        };

        var late = slow.PublishAsync(Path);
        await held.WaitAsync(TestProcess.Cancel);
        await slow.DeleteAsync(Path);
        await fast.PublishAsync(Path);
        holding.Release(10);
        await late;

        await fast.SweepAsync();
        Assert.NotNull((await fast.DocumentAsync(Path))!.Withdrawn);
        await fast.AssertConsistentAsync();
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
