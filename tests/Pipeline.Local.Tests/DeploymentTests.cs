using System.Xml.Linq;
using Pipeline.Local.Development;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Hyphenation;

namespace Pipeline.Local.Tests;

public class DeploymentTests
{
    [Fact]
    public void The_function_app_carries_exactly_the_fonts_that_renditions_need()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "functions", "Pipeline.Functions", "Pipeline.Functions.csproj"));

        var carried = project.Descendants("Font").Select(f => f.Attribute("Include")!.Value);

        Assert.Equal(FontLibrary.Files.Order(StringComparer.Ordinal), carried.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_function_app_carries_exactly_the_hyphenation_patterns_that_are_read()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "functions", "Pipeline.Functions", "Pipeline.Functions.csproj"));

        var carried = project.Descendants("Patterns").Select(f => f.Attribute("Include")!.Value);

        Assert.Equal(HyphenationLibrary.Files.Order(StringComparer.Ordinal), carried.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_font_of_the_function_app_goes_along_with_its_licence()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "functions", "Pipeline.Functions", "Pipeline.Functions.csproj"));
        var licences = project.Descendants("Content").Select(c => c.Attribute("Include")!.Value).Where(i => i.Contains("/LICENSE", StringComparison.Ordinal)).ToList();

        Assert.All(FontLibrary.Files, font =>
            Assert.Contains(licences, l => l.Contains($"node_modules/{string.Join('/', font.Split('/').Take(2))}/LICENSE", StringComparison.Ordinal)));
        Assert.All(licences, l => Assert.True(File.Exists(Path.Combine(Repository.Root, "functions", "Pipeline.Functions", l)), l));
    }
}
