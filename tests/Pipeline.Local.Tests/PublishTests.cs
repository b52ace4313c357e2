namespace Pipeline.Local.Tests;

public sealed class PublishTests : IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder uploads = new();

    public void Dispose()
    {
        data.Dispose();
        uploads.Dispose();
    }

    [Fact]
    public async Task Without_a_host_a_folder_is_published_once_and_not_again()
    {
        uploads.WriteStatements(4);
        uploads.Write("_collection.yaml", "event: The debate\nkind: statement\ndate: 2011-07-12\n");

        var (first, firstOutput) = await LocalProgram.RunAsync("publish", uploads.FullPath, "--collection", "debate", "--data", data.FullPath);
        Assert.True(first == 0, firstOutput);
        Assert.Contains("4 files: 4 published. This time 4 uploaded, 0 unchanged since before;", firstOutput, StringComparison.Ordinal);

        var (again, againOutput) = await LocalProgram.RunAsync("publish", uploads.FullPath, "--collection", "debate", "--data", data.FullPath);
        Assert.True(again == 0, againOutput);
        Assert.Contains("4 files: 4 published. This time 0 uploaded, 4 unchanged since before;", againOutput, StringComparison.Ordinal);

        var (check, checkOutput) = await LocalProgram.RunAsync("check", "--data", data.FullPath);
        Assert.True(check == 0, checkOutput);
        Assert.Contains("4 documents, 4 editions", checkOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_published_is_still_there_when_the_host_is_killed_the_moment_after()
    {
        uploads.WriteStatements(5);
        using (var host = LocalProgram.Start("serve", "--data", data.FullPath, "--urls", "http://127.0.0.1:0"))
        {
            await host.ReadyAsync();
            var (published, output) = await LocalProgram.RunAsync("publish", uploads.FullPath, "--collection", "debate", "--data", data.FullPath);
            Assert.True(published == 0, output);
            await host.KillAsync();
        }

        var (again, againOutput) = await LocalProgram.RunAsync("publish", uploads.FullPath, "--collection", "debate", "--data", data.FullPath);
        Assert.True(again == 0, againOutput);
        Assert.Contains("5 files: 5 published. This time 0 uploaded, 5 unchanged since before;", againOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_the_host_is_killed_while_it_publishes()
    {
        // The last ones are books, so that the host is still at it when it is killed, a moment after it says that the first is published.
        const int Files = 70;
        const int Books = 10;
        uploads.WriteStatements(Files - Books);
        var book = string.Concat(Enumerable.Range(1, 4_000).Select(i => $"Chapter {i} says that the delegation of the country supports joint monitoring of the rivers that its communities share, asks for an early-warning fund that pays out before a flood and not after it, and thanks the secretariat for its summary of what was said in the debate so far.\n\n"));
        for (var i = 0; i < Books; i++) await File.WriteAllTextAsync(Path.Combine(uploads.FullPath, $"zz-book-{i}.txt"), $"Book {i}\n\n{book}", TestContext.Current.CancellationToken);
        using (var host = LocalProgram.Start(new Dictionary<string, string?> { ["Pipeline__Concurrency"] = "1" }, "serve", "--data", data.FullPath, "--urls", "http://127.0.0.1:0"))
        {
            await host.ReadyAsync();
            host.KillWhenItSays("published +debate/statement-");
            using var publishing = LocalProgram.Start("publish", uploads.FullPath, "--collection", "debate", "--data", data.FullPath);
            await host.EndedAsync();
            var ended = await publishing.EndedAsync();
            Assert.True(ended == 1, $"{ended}, not 1. The one that published said:\n{publishing.Output}\nThe host said:\n{host.Output}");
        }

        // The next program on the folder waits for the storage of the killed one to close, and finishes what it began.
        var (published, output) = await LocalProgram.RunAsync("publish", uploads.FullPath, "--collection", "debate", "--data", data.FullPath);
        Assert.True(published == 0, output);
        Assert.Contains($"{Files} files: {Files} published", output, StringComparison.Ordinal);
        var (check, checkOutput) = await LocalProgram.RunAsync("check", "--data", data.FullPath);
        Assert.True(check == 0, checkOutput);
    }
}
