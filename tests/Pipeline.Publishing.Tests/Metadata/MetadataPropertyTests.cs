using CsCheck;
using Pipeline.Documents;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Tests.Metadata;

/// <summary>What holds of every upload, whatever its name, metadata and text.</summary>
public class MetadataPropertyTests
{
    private static readonly string[] Names = [.. Gazetteer.Default.Countries.SelectMany(c => c.Names.Values), .. Gazetteer.Default.Organizations.Select(o => o.Name)];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // Words that mean something to the resolver, among words and characters that mean nothing.
    private static readonly Gen<string> Phrase = Gen.OneOf(
        Gen.String[0, 40],
        OneOf(Names),
        OneOf("Statement by ", " on behalf of ", "Déclaration de ", " au nom de ", "/", "..", "_", "-", ";", ",", " and ", "2011", "-07-12", "12 July 2011", "12/07/2011", "2011年99月", "🕊️", "“quoted”", "'", "A/65/877", "report", "AFG_66_2011", "world", "\ud800", "\u0000"))
        .Array[0, 6].Select(string.Concat);

    private static readonly Gen<MetadataEntry> Entry = Gen.Select(
        OneOf([.. MetadataFields.All, "something-else"]), Phrase.Array[0, 3], OneOf(MetadataOrigin.Sidecar, MetadataOrigin.File, MetadataOrigin.Blob, MetadataOrigin.Collection),
        (name, values, origin) => new MetadataEntry(name, values, origin));

    private static readonly Gen<Document> Documents = Gen.Select(Phrase, Phrase.Array[0, 4], (title, lines) => new Document
    {
        Language = "en",
        Title = title.Length == 0 ? [] : [new Text(title)],
        Blocks = [.. lines.Select((l, i) => i % 2 == 0 ? new Paragraph([new Text(l)]) : (Block)new Heading(2, [new Text(l)]))],
    });

    [Fact]
    public void Nothing_is_thrown_and_the_result_is_whole() =>
        Gen.Select(Phrase, Documents, Entry.Array[0, 6]).Sample((path, document, entries) =>
        {
            var (metadata, diagnostics) = MetadataResolver.Resolve(path, document, entries, Gazetteer.Default);

            Assert.False(string.IsNullOrWhiteSpace(metadata.Title));
            Assert.InRange(metadata.Title.Length, 1, 301);
            Assert.Matches("^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$", metadata.Date ?? "");
            Assert.Matches("^([a-z0-9-]+)?$", metadata.Event ?? "");
            Assert.All(metadata.Countries, id => Assert.NotNull(Gazetteer.Default.FindCountry(id)));
            Assert.All(metadata.Organizations, id => Assert.NotNull(Gazetteer.Default.FindOrganization(id)));
            Assert.Empty(metadata.OnBehalfOf.Intersect(metadata.Countries));
            Assert.All(diagnostics, d => Assert.True(d.Severity != Severity.Error && d.Message.Length > 0));

            var regions = metadata.Regions.Select(id => Gazetteer.Default.FindRegion(id)!).ToList();
            Assert.DoesNotContain(null, regions);
            Assert.Distinct(metadata.Regions);
            Assert.All(regions, r => Assert.True(r.ParentId is null || metadata.Regions.Contains(r.ParentId)));
            Assert.All(Enum.GetValues<RegionScheme>(), scheme =>
                Assert.Contains(regions, r => r.Scheme == scheme || r.Id is Region.World or Region.Organizations));

            var (again, _) = MetadataResolver.Resolve(path, document, [.. entries], Gazetteer.Default);
            Assert.Equivalent(metadata, again, strict: true);
        }, iter: 3000);

    [Fact]
    public void A_name_that_is_found_in_a_text_stands_there() =>
        Phrase.Sample(text =>
        {
            foreach (var match in Gazetteer.Default.FindCountriesIn(text))
                Assert.Contains(match.Values[0], new[] { Gazetteer.Default.ResolveCountryName(text[match.Start..match.End]) });
        }, iter: 3000);
}
