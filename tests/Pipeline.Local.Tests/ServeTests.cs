using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Pipeline.Local.Development;

namespace Pipeline.Local.Tests;

public sealed class ServeTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder uploads = new();

    public void Dispose()
    {
        data.Dispose();
        uploads.Dispose();
    }

    [Fact]
    public async Task A_host_publishes_what_is_given_to_it_and_ends_with_all_that_it_started()
    {
        using var host = LocalProgram.Start("serve", "--in-memory", "--data", data.FullPath, "--urls", "http://127.0.0.1:0");
        var address = await host.ReadyAsync();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);

        uploads.WriteStatements(5);
        uploads.Write("empty.md", "");
        uploads.Write(".DS_Store", "junk");
        var (published, publishOutput) = await LocalProgram.RunAsync("publish", uploads.FullPath, "--collection", "debate", "--data", data.FullPath);
        Assert.Equal(2, published);
        Assert.Contains("6 files: 5 published, 1 rejected. This time 6 uploaded, 0 unchanged since before, 1 junk file left out;", publishOutput, StringComparison.Ordinal);
        Assert.Contains("rejected: debate/empty.md", publishOutput, StringComparison.Ordinal);

        using var list = JsonDocument.Parse(await client.GetStringAsync("/v1/documents?event=debate", TestContext.Current.CancellationToken));
        Assert.Equal(5, list.RootElement.GetProperty("total").GetInt32());

        var id = list.RootElement.GetProperty("items")[0].GetProperty("id").GetString()!;
        Assert.Contains("<h1", await client.GetStringAsync($"/documents/{id}", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await LocalProgram.RunAsync("republish", id, "--data", data.FullPath)).ExitCode);
        Assert.Equal(1, (await LocalProgram.RunAsync("republish", "no-such-id", "--data", data.FullPath)).ExitCode);
        var (agrees, checkOutput) = await LocalProgram.RunAsync("check", "--data", data.FullPath);
        Assert.True(agrees == 0, checkOutput);

        var (second, secondOutput) = await LocalProgram.RunAsync("serve", "--in-memory", "--data", data.FullPath);
        Assert.Equal(1, second);
        Assert.Contains(address, secondOutput, StringComparison.Ordinal);

        var children = ChildrenOf(host.Id);
        Assert.NotEmpty(children);
        host.Signal(Interrupt);
        Assert.Equal(0, await host.EndedAsync());
        Assert.All(children, id => Assert.False(IsAlive(id)));
        Assert.False(File.Exists(Path.Combine(data.FullPath, "host.json")));
    }

    [Fact]
    public async Task The_first_start_publishes_the_seeds_and_prints_their_links()
    {
        var seeds = Path.Combine(Repository.Root, "seeds");
        Assert.SkipUnless(Directory.Exists(seeds), "There is no folder seeds.");
        using var host = LocalProgram.Start("--in-memory", "--data", data.FullPath, "--urls", "http://127.0.0.1:0");
        await host.ReadyAsync();

        Assert.Contains(", 0 rejected", host.Output, StringComparison.Ordinal);
        using var client = new HttpClient();
        var page = await host.SaysAsync(@"(http://\S+/documents/\S+)");
        Assert.Contains("<h1", await client.GetStringAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_keeps_what_it_published_when_it_is_terminated()
    {
        using (var first = LocalProgram.Start("--data", data.FullPath, "--urls", "http://127.0.0.1:0"))
        {
            await first.ReadyAsync();
            first.Signal(Terminate);
            Assert.Equal(0, await first.EndedAsync());
        }

        using var second = LocalProgram.Start("--data", data.FullPath, "--urls", "http://127.0.0.1:0");
        await second.ReadyAsync();
        Assert.Contains("nothing to upload", second.Output, StringComparison.Ordinal);
        Assert.True(second.Output.Contains(" 0 published, 0 rejected", StringComparison.Ordinal), second.Output);
        second.Signal(Terminate);
        Assert.Equal(0, await second.EndedAsync());
    }

    [Fact]
    public async Task A_taken_port_is_said_and_another_chosen()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 7071);
        try
        {
            taken.Start();
        }
        catch (SocketException)
        {
            // Somebody else has it, which serves as well.
        }
        using var host = LocalProgram.Start("--in-memory", "--data", data.FullPath);

        await host.SaysAsync("Port 7071 is taken");
        Assert.DoesNotContain(":7071", await host.ReadyAsync(), StringComparison.Ordinal);
        host.Signal(Interrupt);
        Assert.Equal(0, await host.EndedAsync());
    }

    [Fact]
    public async Task Without_Node_one_line_says_what_to_install()
    {
        using var host = LocalProgram.Start(new Dictionary<string, string?> { ["PATH"] = "" }, "--in-memory", "--data", data.FullPath);

        Assert.Equal(1, await host.EndedAsync());
        Assert.Equal("Node.js was not found. Install Node.js 20 or newer (https://nodejs.org), then run this again.", host.Output);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_explained()
    {
        var (exitCode, output) = await LocalProgram.RunAsync("--storage", "no connection string", "--data", data.FullPath);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The value of --storage is no connection string", output, StringComparison.Ordinal);
    }

    private static List<int> ChildrenOf(int parent)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Children are found through /proc.");
        return Directory.GetDirectories($"/proc/{parent}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(int.Parse).ToList();
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
