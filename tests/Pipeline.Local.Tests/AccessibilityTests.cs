using Pipeline.Local.Development;
using Pipeline.Testing;

namespace Pipeline.Local.Tests;

/// <summary>Whole files, converted as staff's are, before the checkers of accessibility (PDF/UA-1) and of soundness.</summary>
public sealed class AccessibilityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_seeds_have_no_fault() =>
        await CheckAsync(Directory.GetFiles(Path.Combine(Repository.Root, "seeds"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".yaml", StringComparison.Ordinal)));

    [Theory]
    [InlineData("bench/inputs", "*.md", 1)]
    [InlineData("corpora/multilingual/udhr", "*.txt", 6)]
    [InlineData("corpora/ungdc/2011", "*.txt", 40)]
    [InlineData("corpora/markdown/reports", "*.md", 20)]
    public async Task Shared_documents_have_no_fault(string path, string pattern, int oneOf) =>
        await CheckAsync(Directory.GetFiles(SharedData.Require(path), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where((_, i) => i % oneOf == 0));

    private async Task CheckAsync(IEnumerable<string> files)
    {
        Tools.Require("qpdf", "qpdf");
        Tools.Require("python3", "python3-pikepdf");
        var checker = SharedData.Require("tools/uacheck.py");
        var output = Path.Combine(folder.FullPath, "out");
        var (exitCode, printed) = await LocalProgram.RunAsync(["convert", .. files, "--out", output]);
        Assert.True(exitCode == 0, printed);

        var made = Directory.GetFiles(output, "*.pdf");
        Assert.NotEmpty(made);
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var checkedUa = Tools.Run(python, [checker, "--level", "strict", .. made]);
        Assert.True(checkedUa.ExitCode == 0, checkedUa.Output + checkedUa.Errors);
        foreach (var pdf in made)
        {
            var sound = Tools.Run("qpdf", "--check", pdf);
            Assert.True(sound.ExitCode == 0, sound.Output + sound.Errors);
        }
    }
}
