using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Local.Hosting;

/// <summary>What a running program on a data folder says about itself, for others to use its storage.</summary>
/// <param name="Verb">The verb that runs: <c>serve</c> stays, the others end by themselves.</param>
/// <param name="Address">The website's root; null for a program that has none.</param>
internal sealed record HostState(string Verb, int ProcessId, string ConnectionString, string? Address);

[JsonSerializable(typeof(HostState))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class HostStateJson : JsonSerializerContext;

/// <summary>
/// The folder of a local host: at most one program runs on it at a time. The proof that one runs is the lock that it holds,
/// which the system drops however it ends; <c>host.json</c> only says who it is and where.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream gate;
    private readonly string state;

    private DataFolder(string path, FileStream gate)
    {
        FullPath = path;
        this.gate = gate;
        state = StatePath(path);
        File.Delete(state); // One that was killed left it.
    }

    public string FullPath { get; }

    /// <summary>Takes the folder, made where it does not exist; null where another program runs on it.</summary>
    public static DataFolder? TryTake(string path)
    {
        Directory.CreateDirectory(path);
        return TryLock(path) is { } gate ? new DataFolder(path, gate) : null;
    }

    /// <summary>
    /// Whether the program that said this of itself still runs on the folder. Where it has ended, the ports of its storage may be
    /// another one's by now.
    /// </summary>
    public static bool IsHeldBy(string path, HostState holder)
    {
        if (ReadState(path) != holder) return false;
        using var gate = TryLock(path);
        return gate is null;
    }

    /// <summary>What the program that holds the folder says about itself; null where it has only just started or has ended.</summary>
    public static HostState? ReadState(string path)
    {
        try
        {
            using var file = File.OpenRead(StatePath(path));
            return JsonSerializer.Deserialize(file, HostStateJson.Default.HostState);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Tells other programs of this one. Readers see the old state or the new one, never a part; only the user may read it.</summary>
    public void WriteState(HostState value)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = state + ".new";
        File.Delete(draft);
        using (var file = new FileStream(draft, options)) JsonSerializer.Serialize(file, value, HostStateJson.Default.HostState);
        File.Move(draft, state, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(state);
        gate.Dispose();
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string StatePath(string path) => Path.Combine(path, "host.json");
}
