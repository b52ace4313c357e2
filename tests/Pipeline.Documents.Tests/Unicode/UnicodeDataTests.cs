using Pipeline.Documents.Unicode;
using Pipeline.Local.Development;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Unicode;

public class UnicodeDataTests
{
    [Fact]
    public void Data_states_its_version() => Assert.Equal("15.0.0", UnicodeData.Version);

    [Fact]
    public void Making_the_data_again_gives_the_same_bytes()
    {
        var readMe = Path.Combine(UnicodeFiles.Folder, "ReadMe.txt");
        Assert.SkipUnless(
            File.Exists(readMe) && File.ReadAllText(readMe).Contains($"Version {UnicodeData.Version}", StringComparison.Ordinal),
            $"The files of Unicode {UnicodeData.Version} are not in {UnicodeFiles.Folder} (Debian package unicode-data).");
        var data = Path.Combine(Repository.Root, "functions/Pipeline.Documents/Unicode/Data");
        var output = Directory.CreateTempSubdirectory("unicode-data").FullName;
        try
        {
            var (exitCode, printed, errors) = Tools.Run("dotnet", "run", Path.Combine(data, "generate.cs"), "--", UnicodeFiles.Folder, output);
            Assert.True(exitCode == 0, printed + errors);
            foreach (var name in (string[])["unicode.bin", "Enumerations.g.cs"])
                Assert.Equal(File.ReadAllBytes(Path.Combine(data, name)), File.ReadAllBytes(Path.Combine(output, name)));
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }
}
