using Pipeline.Local.Development;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests.Regions;

public class GazetteerDataTests
{
    private static readonly string Data = Path.Combine(Repository.Root, "functions", "Pipeline.Publishing", "Regions", "Data");

    [Fact]
    public void The_data_file_is_what_the_generator_makes_of_its_sources()
    {
        var reference = SharedData.Require("corpora/reference");
        var output = Path.Combine(Directory.CreateTempSubdirectory().FullName, "gazetteer.tsv");

        var (exitCode, printed, errors) = Tools.Run("dotnet", "run", "--file", Path.Combine(Data, "generate.cs"), "--", reference, output);

        Assert.True(exitCode == 0, printed + errors);
        Assert.Equal(File.ReadAllText(output), File.ReadAllText(Path.Combine(Data, "gazetteer.tsv")));
        Directory.Delete(Path.GetDirectoryName(output)!, recursive: true);
    }

    [Fact]
    public void The_data_file_is_small() => Assert.InRange(new FileInfo(Path.Combine(Data, "gazetteer.tsv")).Length, 50_000, 400_000);
}
