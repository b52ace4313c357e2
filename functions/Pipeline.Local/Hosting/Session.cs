using Pipeline.Local.Development;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Local.Hosting;

/// <summary>Where a verb's storage is; the same options on every verb that has one.</summary>
/// <param name="DataPath">Full path of the data folder.</param>
/// <param name="ConnectionString">Another account instead of Azurite, or null.</param>
/// <param name="InMemory">Azurite keeps nothing.</param>
internal sealed record StorageChoice(string DataPath, string? ConnectionString, bool InMemory);

/// <summary>
/// Storage at hand for one verb: that of the local host which runs on the same data folder, or else our own until
/// <see cref="DisposeAsync"/>.
/// </summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly DataFolder? folder;
    private readonly Azurite? azurite;
    private readonly string connectionString;

    private Session(DataFolder? folder, Azurite? azurite, string connectionString, HostState? host, Parts parts)
    {
        this.folder = folder;
        this.azurite = azurite;
        this.connectionString = connectionString;
        Host = host;
        Parts = parts;
    }

    /// <summary>The running local host whose storage this is; null where it is our own.</summary>
    public HostState? Host { get; }

    public Parts Parts { get; }

    /// <summary>For verbs that come and go: joins the local host that runs on the folder, else starts storage.</summary>
    public static async Task<Session> JoinOrStartAsync(StorageChoice choice, string verb, CancellationToken cancellationToken)
    {
        await NodePackages.EnsureInstalledAsync(line => Terminal.Line(line), cancellationToken);
        var told = false;
        while (true)
        {
            if (DataFolder.TryTake(choice.DataPath) is { } folder) return await StartAsync(folder, choice, verb, Parts.LoadFonts, cancellationToken);

            var state = DataFolder.ReadState(choice.DataPath);
            if (state?.Address is not null)
            {
                if (choice.ConnectionString is not null && choice.ConnectionString != state.ConnectionString)
                    throw new SetupException($"The local host at {state.Address} runs on {choice.DataPath} with another storage account. Use another folder with --data.");
                return new Session(null, null, state.ConnectionString, state, new Parts(state.ConnectionString, Parts.OptionsFromEnvironment(), Parts.LoadFonts()));
            }
            if (state is not null && !told)
            {
                told = true;
                Terminal.Line($"“{state.Verb}” (process {state.ProcessId}) is at work on {choice.DataPath}; waiting until it is done …");
            }
            await Task.Delay(200, cancellationToken);
        }
    }

    /// <summary>Starts storage on a folder that this process has taken, which the session then owns.</summary>
    /// <param name="loadFonts">Runs while Azurite starts.</param>
    public static async Task<Session> StartAsync(
        DataFolder folder, StorageChoice choice, string verb, Func<FontLibrary> loadFonts, CancellationToken cancellationToken)
    {
        Azurite? azurite = null;
        try
        {
            var fonts = Task.Run(loadFonts, cancellationToken);
            if (choice.ConnectionString is null)
                azurite = await Azurite.StartAsync(choice.InMemory ? null : Path.Combine(folder.FullPath, "azurite"), preferUsualPorts: true, cancellationToken);
            var connectionString = choice.ConnectionString ?? azurite!.ConnectionString;
            var session = new Session(folder, azurite, connectionString, null, Connect(connectionString, await fonts));
            session.Announce(verb, null);
            return session;
        }
        catch
        {
            if (azurite is not null) await azurite.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    private static Parts Connect(string connectionString, FontLibrary fonts)
    {
        try
        {
            return new Parts(connectionString, Parts.OptionsFromEnvironment(), fonts);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new SetupException("The value of --storage is no connection string of a storage account (DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…).");
        }
    }

    /// <summary>How the storage is called in a line to the user.</summary>
    public string StorageName =>
        azurite is not null ? $"Azurite on 127.0.0.1:{azurite.BlobPort}" : $"account {Parts.Storage.Uploads.AccountName}";

    /// <summary>Lets other programs on the folder find this one.</summary>
    public void Announce(string verb, string? address) =>
        folder?.WriteState(new HostState(verb, Environment.ProcessId, connectionString, address));

    public async ValueTask DisposeAsync()
    {
        Parts.Dispose();
        if (azurite is not null) await azurite.DisposeAsync();
        folder?.Dispose();
    }
}
