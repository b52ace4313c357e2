using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Pipeline.Local.Development;

/// <summary>A developer's machine lacks something that the message says how to install.</summary>
public sealed class SetupException(string message) : Exception(message);

/// <summary>The packages of <c>infra/local</c>: Azurite, the fonts and the hyphenation patterns, installed from the lock file when they are missing or other ones.</summary>
public static class NodePackages
{
    /// <summary>Where they lie once <see cref="EnsureInstalledAsync"/> ended.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "infra", "local", "node_modules");

    /// <summary>
    /// Runs <c>npm ci</c> unless the installed packages are those of the lock file. Safe to call from several processes at once.
    /// </summary>
    /// <param name="report">Is told what happens, a line at a time; not called when nothing is to do.</param>
    /// <exception cref="SetupException">Node.js is missing or the installation failed.</exception>
    public static async Task EnsureInstalledAsync(Action<string> report, CancellationToken cancellationToken)
    {
        var project = Path.GetDirectoryName(Folder)!;
        var lockHash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(project, "package-lock.json"), cancellationToken)));
        var stamp = Path.Combine(Folder, ".installed");
        if (IsCurrent()) return;

        using var gate = await LockAsync(Path.Combine(project, ".install.lock"), cancellationToken);
        if (IsCurrent()) return;

        report("Installing Azurite and the fonts (npm ci in infra/local; about 170 MB, once) …");
        var clock = Stopwatch.StartNew();
        using var npm = Start("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], project);
        var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            while (!npm.HasExited)
            {
                await Task.WhenAny(npm.WaitForExitAsync(cancellationToken), Task.Delay(TimeSpan.FromSeconds(5), cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                if (!npm.HasExited) report($"  … still installing, {clock.Elapsed.TotalSeconds:F0} s");
            }
        }
        finally
        {
            if (!npm.HasExited) npm.Kill(entireProcessTree: true);
        }
        if (npm.ExitCode != 0)
            throw new SetupException($"npm ci in infra/local failed with exit code {npm.ExitCode}:\n{(await errors).Trim()}\n{(await output).Trim()}");
        await File.WriteAllTextAsync(stamp, lockHash, cancellationToken);
        report($"Installed in {clock.Elapsed.TotalSeconds:F0} s.");

        bool IsCurrent() => File.Exists(stamp) && File.ReadAllText(stamp) == lockHash;
    }

    /// <summary>Starts a program of Node.js with its input and output in our hands.</summary>
    /// <exception cref="SetupException">It is not installed.</exception>
    internal static Process Start(string program, IEnumerable<string> arguments, string folder)
    {
        var windows = OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(windows && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new SetupException("Node.js was not found. Install Node.js 20 or newer (https://nodejs.org), then run this again.");
        }
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(250, cancellationToken);
            }
        }
    }
}
