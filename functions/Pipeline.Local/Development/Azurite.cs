using System.Collections.Concurrent;
using System.Diagnostics;

namespace Pipeline.Local.Development;

/// <summary>
/// An Azurite process of ours on loopback; ends with <see cref="DisposeAsync"/>. It runs under <c>infra/local/azurite.cjs</c>,
/// which closes it when this process is gone, however it went: Azurite keeps its tables in memory and saves them when it closes.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    // The account that every emulator knows; its key is published and opens nothing else.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string RecordName = "azurite.pid";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly int[] UsualPorts = [10000, 10001, 10002];

    private readonly Process process;
    private readonly string? record;

    private Azurite(Process process, int[] ports, string? record)
    {
        this.process = process;
        this.record = record;
        BlobPort = ports[0];
        ConnectionString = ConnectionStringFor(ports);
    }

    public string ConnectionString { get; }

    public int BlobPort { get; }

    public int ProcessId => process.Id;

    /// <summary>Starts Azurite and waits until its three services listen.</summary>
    /// <param name="dataFolder">
    /// Where it keeps its data; null: in memory only. One of ours that still closes there, because its program was killed, is waited for.
    /// </param>
    /// <param name="preferUsualPorts">Take 10000 to 10002 when they are free, others otherwise.</param>
    /// <exception cref="SetupException">Node.js is missing, or Azurite ended at once; the message holds what it said.</exception>
    public static async Task<Azurite> StartAsync(string? dataFolder, bool preferUsualPorts, CancellationToken cancellationToken)
    {
        var record = dataFolder is null ? null : Path.Combine(dataFolder, RecordName);
        if (dataFolder is not null)
        {
            Directory.CreateDirectory(dataFolder);
            await EndForerunnerAsync(record!, dataFolder, cancellationToken);
        }
        for (var attempt = 1; ; attempt++)
        {
            var ports = preferUsualPorts && attempt == 1 && UsualPorts.All(Ports.IsFree) ? UsualPorts : Ports.Free(3);
            var process = Launch(dataFolder, ports);
            var said = new Output(process);
            try
            {
                if (record is not null) await File.WriteAllTextAsync(record, $"{process.Id}", cancellationToken);
                if (await said.ListensAsync(cancellationToken)) return new Azurite(process, ports, record);
            }
            catch
            {
                await EndAsync(process, record);
                throw;
            }
            await EndAsync(process, record);
            if (attempt == 3) throw new SetupException($"Azurite did not start:\n{said}");
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(process, record);

    private static Process Launch(string? dataFolder, int[] ports)
    {
        var guard = Path.Combine(Path.GetDirectoryName(NodePackages.Folder)!, "azurite.cjs");
        string[] storage = dataFolder is null ? ["--inMemoryPersistence", "--extentMemoryLimit", "2048"] : ["--location", dataFolder];
        // Current SDKs send an API version newer than this Azurite knows.
        return NodePackages.Start("node",
            [guard, .. storage, "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
                "--blobPort", $"{ports[0]}", "--queuePort", $"{ports[1]}", "--tablePort", $"{ports[2]}",
                "--skipApiVersionCheck", "--disableTelemetry", "--silent"],
            dataFolder ?? Path.GetTempPath());
    }

    private static string ConnectionStringFor(int[] ports) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
        $"BlobEndpoint=http://127.0.0.1:{ports[0]}/{Account};QueueEndpoint=http://127.0.0.1:{ports[1]}/{Account};TableEndpoint=http://127.0.0.1:{ports[2]}/{Account};";

    /// <summary>Closes standard input, at which Azurite saves and ends; one that does not is killed.</summary>
    private static async Task EndAsync(Process process, string? record)
    {
        process.StandardInput.Close();
        using (var patience = new CancellationTokenSource(Patience))
        {
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
        process.Dispose();
        if (record is not null) File.Delete(record);
    }

    /// <summary>
    /// Two Azurites on one folder overwrite each other's tables. The caller holds the folder, so one that is recorded there is
    /// closing since its program was killed; if it hangs it is ended, but only a process that is provably that Azurite.
    /// </summary>
    private static async Task EndForerunnerAsync(string record, string dataFolder, CancellationToken cancellationToken)
    {
        if (!File.Exists(record) || !int.TryParse(await File.ReadAllTextAsync(record, cancellationToken), out var id)) return;
        var clock = Stopwatch.StartNew();
        while (RunsOn(id, dataFolder))
        {
            if (clock.Elapsed > Patience)
            {
                using var forerunner = Process.GetProcessById(id);
                forerunner.Kill();
                await forerunner.WaitForExitAsync(cancellationToken);
                return;
            }
            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>
    /// Whether the process is an Azurite of ours on this folder, by its command line; where there is no <c>/proc</c>, whether it is a
    /// Node.js process that is as old as the record, since the system may have given the number to another by now.
    /// </summary>
    private static bool RunsOn(int id, string dataFolder)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (process.HasExited) return false;
            if (OperatingSystem.IsLinux())
            {
                var arguments = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
                return arguments.Any(a => a.EndsWith("azurite.cjs", StringComparison.Ordinal)) && arguments.Contains(dataFolder);
            }
            var age = File.GetLastWriteTime(Path.Combine(dataFolder, RecordName)) - process.StartTime;
            return process.ProcessName.StartsWith("node", StringComparison.OrdinalIgnoreCase) && age.Duration() < TimeSpan.FromSeconds(5);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false; // It ended meanwhile.
        }
    }

    /// <summary>What Azurite says.</summary>
    private sealed class Output
    {
        private const int Services = 3;

        private readonly ConcurrentQueue<string> lines = new();
        private readonly TaskCompletionSource<bool> listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int listening;

        public Output(Process process)
        {
            process.OutputDataReceived += (_, line) => Hear(line.Data);
            process.ErrorDataReceived += (_, line) => Hear(line.Data);
            process.EnableRaisingEvents = true;
            process.Exited += (_, _) => listens.TrySetResult(false);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        /// <summary>
        /// Waits until it says of each of its services that it listens; false where it ended instead. Its word counts, not an open
        /// port: that may be another Azurite's, which took it a moment earlier.
        /// </summary>
        public async Task<bool> ListensAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await listens.Task.WaitAsync(Patience, cancellationToken);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        public override string ToString() => string.Join('\n', lines);

        private void Hear(string? line)
        {
            if (line is null) return;
            if (lines.Count < 50) lines.Enqueue(line);
            if (line.Contains("successfully listening", StringComparison.Ordinal) && Interlocked.Increment(ref listening) == Services) listens.TrySetResult(true);
        }
    }
}
