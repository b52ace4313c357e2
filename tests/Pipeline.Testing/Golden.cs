using System.Runtime.CompilerServices;
using System.Text;
using Xunit;

namespace Pipeline.Testing;

/// <summary>
/// Compares a text with a file of the repository. On a mismatch it writes the text beside it as <c>*.received</c>; with
/// <c>ACCEPT_GOLDENS=1</c> in the environment it replaces the file instead, which is refused under CI.
/// </summary>
public static class Golden
{
    /// <param name="name">The file's path below <c>Fixtures</c> beside the calling test's project.</param>
    public static void Match(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Fixtures.Folder(caller), name);
        var accept = Environment.GetEnvironmentVariable("ACCEPT_GOLDENS") == "1";
        Assert.False(accept && Environment.GetEnvironmentVariable("CI") is not null, "Goldens are accepted by hand, never under CI.");
        if (accept)
        {
            File.WriteAllText(path, actual);
            return;
        }
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected == actual)
        {
            File.Delete(path + ".received");
            return;
        }
        File.WriteAllText(path + ".received", actual, new UTF8Encoding(false));
        Assert.Equal(expected, actual);
    }
}

/// <summary>The small files that a test project has in its folder <c>Fixtures</c>.</summary>
public static class Fixtures
{
    public static byte[] Read(string name, [CallerFilePath] string caller = "") => File.ReadAllBytes(Path.Combine(Folder(caller), name));

    /// <summary>The folder of the project that the calling file belongs to.</summary>
    internal static string Folder(string caller)
    {
        var folder = Path.GetDirectoryName(caller)!;
        while (Directory.GetFiles(folder, "*.csproj").Length == 0)
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "Fixtures");
    }
}
