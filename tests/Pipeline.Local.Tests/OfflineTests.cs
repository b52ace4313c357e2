using System.Diagnostics;
using System.Globalization;
using Pipeline.Testing;

namespace Pipeline.Local.Tests;

/// <summary>What others sent us, good and hostile, converted by the real program under the eye of the kernel.</summary>
public sealed class OfflineTests(ITestOutputHelper output) : IDisposable
{
    private const long MostMemory = 1L << 30;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("documents")]
    [InlineData("hostile")]
    public async Task No_file_makes_the_program_open_a_socket_or_take_a_gigabyte(string corpus)
    {
        Tools.Require("strace", "strace");
        var files = Directory.GetFiles(SharedData.Require("corpora/" + corpus), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        // The fonts are installed first where they are missing, which is not what is looked at.
        await LocalProgram.RunAsync("convert", folder.Write("first.md", "Some words.\n"), "--out", Path.Combine(folder.FullPath, "first"));
        var trace = Path.Combine(folder.FullPath, "trace");
        // The runtime's own socket for debuggers is no matter of what is converted.
        var start = LocalProgram.StartInfo(["convert", .. files, "--out", Path.Combine(folder.FullPath, "out"), "--json"]);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        string[] tracing = ["--follow-forks", "--seccomp-bpf", "-e", "trace=network", "-e", "signal=none", "--output", trace, start.FileName];
        foreach (var argument in tracing.Reverse()) start.ArgumentList.Insert(0, argument);
        start.FileName = "strace";

        using var program = Process.Start(start)!;
        var (lines, errors) = (program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        var peak = 0L;
        var ended = program.WaitForExitAsync(TestContext.Current.CancellationToken);
        while (await Task.WhenAny(ended, Task.Delay(20, TestContext.Current.CancellationToken)) != ended)
            peak = Math.Max(peak, Peak(program.Id));
        var reports = (await lines).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reports} of {files.Length} files; at most {peak / 1048576} MiB"));

        Assert.True(program.ExitCode is 0 or 2, await errors);
        Assert.Equal(files.Length, reports);
        Assert.DoesNotContain(File.ReadLines(trace), l => !l.Contains("+++ exited", StringComparison.Ordinal));
        Assert.InRange(peak, 1, MostMemory);
    }

    /// <summary>The most memory that the traced program, the tracer's child, has had so far, in bytes (VmHWM of proc(5)); 0 when it is gone.</summary>
    private static long Peak(int tracer)
    {
        try
        {
            return File.ReadAllText($"/proc/{tracer}/task/{tracer}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(child => File.ReadLines($"/proc/{child}/status")).Where(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Select(l => 1024 * long.Parse(l.AsSpan(6, l.Length - 9), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
