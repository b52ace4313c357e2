using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Regions;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests.Metadata;

/// <summary>The statements of the 66th General Debate, by their names alone, against the index that comes with them.</summary>
public class GeneralDebateTests
{
    private static readonly Document Empty = new() { Language = "en", Blocks = [] };

    [Fact]
    public void Every_statement_of_2011_stands_where_the_index_has_it()
    {
        var index = File.ReadAllLines(SharedData.Require("corpora/ungdc/INDEX-2011.csv"));
        var columns = index[0].Split(',');
        string Field(string[] row, string column) => row[Array.IndexOf(columns, column)];
        var rows = index.Skip(1).Select(l => l.Split(',')).ToList();

        Assert.Equal(194, rows.Count);
        Assert.All(rows, row =>
        {
            var code = Field(row, "code");
            var (metadata, diagnostics) = MetadataResolver.Resolve($"ga-66/{code}_66_2011.txt", Empty, [], Gazetteer.Default);

            Assert.Empty(diagnostics);
            Assert.Equal(DocumentKind.Statement, metadata.Kind);
            Assert.Equal("2011", metadata.Date);
            Assert.Equal("ga-66", metadata.Event);
            Assert.Equal("General Assembly, 66th session: general debate", metadata.EventTitle);
            if (code == "EU")
            {
                Assert.Equal(["EU"], metadata.Organizations);
                Assert.Equal(["organizations"], metadata.Regions);
                return;
            }
            Assert.Equal([code], metadata.Countries);
            string[] Names(RegionScheme scheme) =>
                [.. metadata.Regions.Select(id => Gazetteer.Default.FindRegion(id)!).Where(r => r.Scheme == scheme).Select(r => r.Name)];
            Assert.Equal([Field(row, "m49_region"), Field(row, "m49_subregion")], Names(RegionScheme.M49).Take(2));
            var groups = Field(row, "un_group") switch
            {
                "" => ["Observer States"],
                var g => g.Split('/').Select(n => n.Replace("GRULAC", "Latin American and Caribbean Group").Replace("WEOG", "Western European and Others Group")),
            };
            Assert.Equal(groups, Names(RegionScheme.Un));
        });
    }

    [Fact]
    public void The_texts_themselves_change_nothing_of_that()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Require("corpora/ungdc/2011"), "*.txt"))
        {
            // One paragraph a blank-line-separated piece, as rough as a reader could be.
            var blocks = File.ReadAllText(file).Split('\n').Select(l => new Paragraph([new Text(l.Trim())]));
            var document = new Document { Language = "en", Blocks = [.. blocks] };
            var path = "ga-66/" + Path.GetFileName(file);

            var (read, diagnostics) = MetadataResolver.Resolve(path, document, [], Gazetteer.Default);
            var (named, _) = MetadataResolver.Resolve(path, Empty, [], Gazetteer.Default);

            Assert.Empty(diagnostics);
            Assert.Equal((named.Title, named.Date), (read.Title, read.Date));
            Assert.Equal(named.Countries.Concat(named.Organizations).Concat(named.OnBehalfOf), read.Countries.Concat(read.Organizations).Concat(read.OnBehalfOf));
            Assert.Equal(named.Regions, read.Regions);
        }
    }

    [Theory]
    [InlineData("DDR_45_1990.txt", "DDR", "eastern-europe", "un-eastern-european-group")]
    [InlineData("CSK_46_1991.txt", "CSK", "eastern-europe", "un-eastern-european-group")]
    [InlineData("YUG_45_1990.txt", "YUG", "southern-europe", "un-eastern-european-group")]
    [InlineData("YMD_44_1989.txt", "YMD", "western-asia", "un-asia-pacific-group")]
    [InlineData("ZAR_40_1985.txt", "ZAR", "middle-africa", "un-african-group")]
    [InlineData("VAT_75_2020.txt", "VAT", "southern-europe", "un-observers")]
    [InlineData("TUR_77_2022.txt", "TUR", "western-asia", "un-weog")]
    public void States_that_are_no_more_and_observers_have_their_places(string file, string country, string region, string group)
    {
        var (metadata, diagnostics) = MetadataResolver.Resolve("debates/" + file, Empty, [], Gazetteer.Default);

        Assert.Empty(diagnostics);
        Assert.Equal([country], metadata.Countries);
        Assert.Contains(region, metadata.Regions);
        Assert.Contains(group, metadata.Regions);
    }

    [Fact]
    public void A_state_after_its_end_is_a_warning()
    {
        var (metadata, diagnostics) = MetadataResolver.Resolve("ga-66/CSK_66_2011.txt", Empty, [], Gazetteer.Default);

        Assert.Equal(["CSK"], metadata.Countries);
        Assert.Equal("Czechoslovakia existed from 1945 to 1992, but the document is of 2011. Check the date and the country.", Assert.Single(diagnostics).Message);
    }
}
