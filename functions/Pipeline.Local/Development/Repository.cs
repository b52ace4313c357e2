namespace Pipeline.Local.Development;

/// <summary>Finds the checkout that the running program was built in, by its <c>Pipeline.sln</c>.</summary>
public static class Repository
{
    /// <summary>The checkout's top folder.</summary>
    /// <exception cref="DirectoryNotFoundException">The program does not run inside a checkout.</exception>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Environment.CurrentDirectory)
        ?? throw new DirectoryNotFoundException("Pipeline.sln was not found above the program or the current folder: run inside the checkout.");

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Pipeline.sln"))) return folder.FullName;
        return null;
    }
}
