using Pipeline.Local.Development;
using Xunit;

namespace Pipeline.Testing;

/// <summary>The folder <c>shared</c> beside the checkout: corpora, benchmarks and checkers by others. A test that needs it skips, visibly, where it is absent.</summary>
public static class SharedData
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared"));

    /// <summary>The full path of <paramref name="relative"/>; skips the test where it does not exist.</summary>
    public static string Require(string relative)
    {
        var path = Path.Combine(Root, relative);
        Assert.SkipUnless(Path.Exists(path), $"../shared/{relative} is not on this machine.");
        return path;
    }
}
