using Pipeline.Documents;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Local.Development;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Tests.Metadata;

/// <summary>The sample uploads say what they are meant to show.</summary>
public class SeedTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "seeds");

    private static (ReadResult Read, DocumentMetadata Metadata, IReadOnlyList<Diagnostic> Diagnostics) Resolve(string path)
    {
        var entries = new List<MetadataEntry>();
        void Add(string file, MetadataOrigin origin)
        {
            if (File.Exists(file))
                entries.AddRange(YamlMetadata.Read(File.ReadAllText(file), origin).Entries);
        }
        Add(Path.Combine(Folder, path + ".yaml"), MetadataOrigin.Sidecar);
        Add(Path.Combine(Folder, path.Split('/')[0], "_collection.yaml"), MetadataOrigin.Collection);
        var read = DocumentReader.Read(new SourceFile(path, File.ReadAllBytes(Path.Combine(Folder, path))), ReadOptions.Default, CancellationToken.None);
        var (metadata, diagnostics) = MetadataResolver.Resolve(path, read.Document, [.. entries, .. read.Metadata], Gazetteer.Default);
        return (read, metadata, [.. read.Diagnostics, .. diagnostics]);
    }

    [Theory]
    [InlineData("2011-07-13-press-release.md", "News", "2011-07-13", "en", "", "world")]
    [InlineData("report-regional-arrangements.md", "Report", "2011-07-12", "en", "", "world")]
    [InlineData("summary.txt", "Summary", "2011-07-12", "en", "", "world")]
    [InlineData("note-ar.md", "Other", "2011-07-12", "ar", "", "world")]
    [InlineData("statements/2011-07-12-nigeria-statement.md", "Statement", "2011-07-12", "en", "NGA", "africa sub-saharan-africa western-africa un-african-group")]
    [InlineData("statements/2011-07-12-chile-declaracion_es.md", "Statement", "2011-07-12", "es", "CHL", "americas latin-america-and-the-caribbean south-america un-grulac")]
    [InlineData("statements/2011-07-12-european-union-statement.md", "Statement", "2011-07-12", "en", "EU", "organizations")]
    [InlineData("statements/2011-07-12-denmark-on-behalf-of-the-nordic-countries.txt", "Statement", "2011-07-12", "en", "DNK for NORDIC", "europe northern-europe un-weog organizations")]
    public void Every_seed_resolves_without_a_finding(string file, string kind, string date, string language, string who, string regions)
    {
        var (_, metadata, diagnostics) = Resolve("2011-ga-dialogue/" + file);

        Assert.Empty(diagnostics);
        Assert.Equal((kind, date, language), (metadata.Kind.ToString(), metadata.Date, metadata.Language));
        var speakers = string.Join(' ', metadata.Countries.Concat(metadata.Organizations)) + string.Concat(metadata.OnBehalfOf.Select(o => $" for {o}"));
        Assert.Equal((who, regions), (speakers, string.Join(' ', metadata.Regions)));
        Assert.Equal("2011-ga-dialogue", metadata.Event);
        Assert.StartsWith("Informal interactive dialogue on the role of regional", metadata.EventTitle);
        Assert.Equal("United Nations Headquarters, New York", metadata.Place);
        Assert.DoesNotContain("dialogue on the role", metadata.Title);
    }

    [Fact]
    public void The_report_shows_what_a_report_may_hold()
    {
        var document = Resolve("2011-ga-dialogue/report-regional-arrangements.md").Read.Document;

        Assert.Equal(5, document.Notes.Count);
        Assert.Equal(3, document.Blocks.OfType<Table>().Count());
        Assert.True(document.Blocks.OfType<Heading>().Count() >= 9);
        Assert.NotEmpty(document.Blocks.OfType<Quote>());
        Assert.NotEmpty(document.Blocks.OfType<DefinitionList>());
        Assert.Equal("Regional arrangements and the responsibility to protect", DocumentText.Of(document.Title));
    }
}
