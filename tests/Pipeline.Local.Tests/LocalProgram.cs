using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Pipeline.Local.Tests;

/// <summary>The real program in a process of its own, as a user starts it.</summary>
internal sealed partial class LocalProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Task<int> end;
    private volatile Regex? lastWords;

    private LocalProgram(Process process)
    {
        this.process = process;
        // On threads of their own: tests beside this one may hold all of the pool's for seconds.
        Task[] reading = [.. new[] { process.StandardOutput, process.StandardError }.Select(r => Task.Factory.StartNew(() => Read(r), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        end = EndAsync(reading);
    }

    /// <summary>Everything that it has printed so far, both streams.</summary>
    public string Output => string.Join('\n', lines);

    public int Id => process.Id;

    public static LocalProgram Start(params string[] arguments) => Start(new Dictionary<string, string?>(), arguments);

    public static LocalProgram Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = StartInfo(arguments);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new LocalProgram(Process.Start(start)!);
    }

    /// <summary>How it is started, its output redirected.</summary>
    public static ProcessStartInfo StartInfo(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.Contains("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : DotNet())
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Pipeline.Local.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var program = Start(arguments);
        var exitCode = await program.EndedAsync();
        return (exitCode, program.Output);
    }

    public Task<int> EndedAsync() => end.WaitAsync(Patience);

    /// <summary>Waits for a line that matches and returns its first group.</summary>
    public async Task<string> SaysAsync(string pattern)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var found = lines.Select(l => Regex.Match(l, pattern)).FirstOrDefault(m => m.Success);
            if (found is not null) return found.Groups[^1].Value;
            if (end.IsCompleted || clock.Elapsed > Patience) throw new InvalidOperationException($"It never said “{pattern}”, but:\n{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>The website's address, once everything is published.</summary>
    public Task<string> ReadyAsync() => SaysAsync(@"^Ready after .*?: (http://\S+)");

    /// <summary>Sends a signal as Ctrl-C (SIGINT) or a service manager (SIGTERM) does; the test skips where there are no signals.</summary>
    public void Signal(int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        Assert.Equal(0, Kill(process.Id, number));
    }

    /// <summary>Ends it the moment that it prints a line that matches, without a chance to clean up.</summary>
    public void KillWhenItSays(string pattern) => lastWords = new Regex(pattern);

    /// <summary>Ends it at once, without a chance to clean up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndedAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task<int> EndAsync(Task[] reading)
    {
        await Task.WhenAll(reading);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private void Read(StreamReader output)
    {
        while (output.ReadLine() is { } line)
        {
            if (lastWords?.IsMatch(line) == true) process.Kill();
            lines.Enqueue(line);
        }
    }

    private static string DotNet() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

/// <summary>An empty folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => FullPath = Directory.CreateTempSubdirectory("pipeline-").FullName;

    public string FullPath { get; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(FullPath, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Statements of one page, all different.</summary>
    public void WriteStatements(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var paragraphs = Enumerable.Range(1, 20).Select(p => string.Create(CultureInfo.InvariantCulture,
                $"Paragraph {p} of statement {i} says that regional organizations and Member States act together to protect populations."));
            Write(string.Create(CultureInfo.InvariantCulture, $"statement-{i:D3}.md"), $"# Statement {i}\n\n{string.Join("\n\n", paragraphs)}\n");
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (IOException)
        {
            // A process that was killed may still be closing its files there.
        }
    }
}
