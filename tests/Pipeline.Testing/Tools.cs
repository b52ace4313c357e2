using System.Diagnostics;
using Xunit;

namespace Pipeline.Testing;

/// <summary>Programs that tests run beside our code (<c>pdftotext</c>, <c>python3</c>). A test that needs one skips, visibly, where it is absent.</summary>
public static class Tools
{
    /// <summary>Skips the test unless <paramref name="program"/> is on the path.</summary>
    public static void Require(string program, string debianPackage) =>
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program))),
            $"{program} is not on this machine (Debian package {debianPackage}).");

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static (int ExitCode, string Output, string Errors) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
