namespace Pipeline.Benchmarks;

internal static class ThisProgram
{
    /// <summary>This program's own file, to start it again: what runs now may be <c>dotnet</c>.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Pipeline.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : ""));
}
