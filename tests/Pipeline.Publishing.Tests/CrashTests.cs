using Pipeline.Publishing.Catalog;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

/// <summary>
/// The process dies at each request that it makes to storage, once before storage has done it and once after; then a sweep by
/// another process makes everything whole.
/// </summary>
public class CrashTests(AzuriteFixture azurite)
{
    private const string Path = "dialogue/nigeria.txt";

    [Fact]
    public Task Dying_while_an_event_publishes_a_new_upload_is_repaired() => DieEverywhereAsync(
        library => library.UploadAsync(Path, "first"),
        process => process.PublishAsync(Path),
        document => Assert.Equal(("nigeria.txt", 1, false), (document!.Title, document.Current.Number, document.Withdrawn.HasValue)));

    [Fact]
    public Task Dying_while_a_sweep_publishes_new_uploads_is_repaired() => DieEverywhereAsync(
        async library =>
        {
            await library.UploadAsync(Path, "first");
            await library.UploadAsync("dialogue/_collection.yaml", "country: NGA");
            await library.UploadAsync("dialogue/bad.txt", "REJECT");
        },
        process => process.SweepAsync(),
        document => Assert.Equal((1, "NGA"), (document!.Current.Number, Assert.Single(document.Countries))));

    [Fact]
    public Task Dying_while_a_corrected_upload_is_published_is_repaired() => DieEverywhereAsync(
        async library =>
        {
            await library.UploadAsync(Path, "first");
            await library.PublishAsync(Path);
            await library.UploadAsync(Path, "second");
        },
        process => process.PublishAsync(Path),
        document => Assert.Equal(2, document!.Current.Number));

    [Fact]
    public Task Dying_while_an_upload_is_withdrawn_is_repaired() => DieEverywhereAsync(
        async library =>
        {
            await library.UploadAsync(Path, "first");
            await library.PublishAsync(Path);
            await library.DeleteAsync(Path);
        },
        process => process.SweepAsync(),
        document => Assert.NotNull(document!.Withdrawn));

    [Fact]
    public Task Dying_while_a_withdrawn_upload_is_revived_is_repaired() => DieEverywhereAsync(
        async library =>
        {
            await library.UploadAsync(Path, "first");
            await library.PublishAsync(Path);
            await library.DeleteAsync(Path);
            await library.PublishAsync(Path);
            await library.UploadAsync(Path, "first");
        },
        process => process.SweepAsync(),
        document => Assert.Equal((2, false), (document!.Current.Number, document.Withdrawn.HasValue)));

    [Fact]
    public Task Dying_while_an_unchanged_document_is_published_again_is_repaired() => DieEverywhereAsync(
        async library =>
        {
            await library.UploadAsync(Path, "first");
            await library.PublishAsync(Path);
        },
        process => process.SweepAsync(new SweepOptions { RepublishAll = true }),
        document => Assert.Equal(1, document!.Current.Number));

    [Fact]
    public async Task Dying_before_the_log_and_then_uploading_something_bad_leaves_the_committed_edition_logged()
    {
        for (var dieAt = 1; ; dieAt++)
        {
            using var library = await TestProcess.StartAsync(azurite);
            await library.UploadAsync(Path, "first");
            var counter = new RequestCounter { DieAt = dieAt };
            using (var dying = new TestProcess(azurite.Connect(library.Storage.Options, counter)))
            {
                if (!await DiesAsync(() => dying.PublishAsync(Path))) break;
            }
            await library.UploadAsync(Path, "REJECT");
            await library.SweepAsync();
            await library.AssertConsistentAsync();
        }
    }

    private async Task DieEverywhereAsync(Func<TestProcess, Task> before, Func<TestProcess, Task> act, Action<DocumentRecord?> after)
    {
        var deaths = 0;
        foreach (var afterwards in new[] { false, true })
        {
            for (var dieAt = 1; ; dieAt++)
            {
                using var library = await TestProcess.StartAsync(azurite);
                await before(library);
                var counter = new RequestCounter { DieAt = dieAt, DieAfterwards = afterwards };
                using (var dying = new TestProcess(azurite.Connect(library.Storage.Options, counter)))
                {
                    if (!await DiesAsync(() => act(dying))) break;
                }
                deaths++;

                using var reader = new TestProcess(library.Storage);
                await reader.Feed.RefreshAsync(TestProcess.Cancel);
                await reader.SweepAsync();

                await reader.AssertConsistentAsync();
                after(await reader.DocumentAsync(Path));
                // What a feed that looked before the repair knows is what the table says after it.
                await reader.Feed.RefreshAsync(TestProcess.Cancel);
                Assert.Equal((await reader.DocumentAsync(Path))!.CommittedAt, reader.Feed.Current.Find(DocumentIds.FromPath(Path))!.CommittedAt);
                Assert.Equal(0, (await reader.SweepAsync()).Published);
            }
        }
        Assert.InRange(deaths, 8, 200);
    }

    private static async Task<bool> DiesAsync(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (SimulatedDeathException)
        {
            return true;
        }
    }
}
