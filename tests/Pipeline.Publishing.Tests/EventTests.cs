using Azure.Core;
using Pipeline.Documents;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Intake;
using Pipeline.Publishing.Regions;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

public class EventTests(AzuriteFixture azurite)
{
    private const string Described = """
        title: Dialogue on waters
        dates: 2011-07-12 to 2011-07-14
        place: New York
        sessions:
          - Opening
          - {title: Second meeting, date: 13 July 2011}
        roster:
          - Nigeria
          - Slovenia on behalf of the European Union
          - country: GTM
            speaker: Gert Rosenthal
            post: Permanent Representative
            session: Opening
          - {organization: African Union, on-behalf-of: [Kenya, Friends of Rivers]}
          - {organization: GCR2P}
          - UNHCR
          - Holy See
          - {name: Rivers Alliance, speaker: Ana Ortiz}
          - {name: Working group, kind: Regional organization}
        """;

    [Fact]
    public void A_collection_file_says_who_spoke_and_for_whom()
    {
        var (read, findings) = Read(Described);
        Assert.Empty(findings);
        Assert.Equal(("Dialogue on waters", "2011-07-12", "2011-07-14", "New York"), (read.Title, read.From, read.To, read.Place));
        Assert.Equal([new SessionRecord("Opening", null), new SessionRecord("Second meeting", "2011-07-13")], read.Sessions);
        Assert.Equal(
            [
                "MemberState NGA for ", "MemberState SVN for EU", "MemberState GTM for ", "RegionalOrganization AU for KEN,Friends of Rivers", "CivilSociety GCR2P for ",
                "UnitedNations UNHCR for ", "Observer VAT for ", "CivilSociety Rivers Alliance for ", "RegionalOrganization Working group for ",
            ],
            read.Roster.Select(e => $"{e.Kind} {(e.Countries.Count + e.Organizations.Count == 0 ? e.Name : string.Join(',', e.Countries.Concat(e.Organizations)))} for {string.Join(',', e.OnBehalfOf)}"));
        Assert.Equal(("Gert Rosenthal", "Permanent Representative", "Opening"), (read.Roster[2].Speaker, read.Roster[2].Post, read.Roster[2].Session));
    }

    [Theory]
    [InlineData("dates: soon", "event-dates-unknown")]
    [InlineData("roster: [{country: Nigeira}]", "roster-unknown")]
    public void What_cannot_be_read_of_it_is_a_warning_to_staff(string yaml, string code) => Assert.Equal(code, Assert.Single(Read(yaml).Findings).Code);

    [Theory]
    [InlineData("roster: Nigeria", 1)]
    [InlineData("roster:", 0)]
    [InlineData("roster: [[a, b], {speaker: {x: y}}, ~, '']", 0)]
    [InlineData("roster: {country: NGA, country: GHA}", 1)]
    public void A_roster_of_an_unusual_shape_is_read_as_far_as_it_goes(string yaml, int entries) => Assert.Equal(entries, Read(yaml).Event.Roster.Count);

    [Fact]
    public async Task An_event_follows_its_file()
    {
        using var library = await TestProcess.StartAsync(azurite);
        using var reader = new CatalogFeed(library.Storage, TimeProvider.System);
        await reader.RefreshAsync(TestProcess.Cancel);
        await library.UploadAsync("waters/nigeria.txt", "title: Nigeria");
        await library.UploadAsync("waters/_collection.yaml", Described);
        await library.SweepAsync();
        await reader.RefreshAsync(TestProcess.Cancel);
        var before = reader.Current.Version;
        Assert.Equal(9, reader.Current.FindEvent("waters")!.Roster.Count);
        await library.AssertConsistentAsync();

        // The host's event about the file alone is enough.
        await library.UploadAsync("waters/_collection.yaml", "title: Waters again");
        await library.PublishAsync("waters/_collection.yaml");
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal("Waters again", reader.Current.FindEvent("waters")!.Title);
        Assert.NotEqual(before, reader.Current.Version);

        // What cannot be read changes nothing; what is gone is gone.
        await library.UploadAsync("waters/_collection.yaml", "title: [");
        await library.SweepAsync();
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Equal("Waters again", reader.Current.FindEvent("waters")!.Title);
        await library.DeleteAsync("waters/_collection.yaml");
        await library.SweepAsync();
        await reader.RefreshAsync(TestProcess.Cancel);
        Assert.Null(reader.Current.FindEvent("waters"));
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task An_event_that_came_after_a_sweep_s_listing_stays()
    {
        using var trigger = await TestProcess.StartAsync(azurite);
        await trigger.UploadAsync("waters/nigeria.txt", "text");
        using var sweeping = new TestProcess(azurite.Connect(trigger.Storage.Options, new RequestHook { After = DescribeAfterTheListingAsync }));
        await sweeping.SweepAsync();

        await trigger.Feed.RefreshAsync(TestProcess.Cancel);
        Assert.Equal("Dialogue on waters", trigger.Feed.Current.FindEvent("waters")?.Title);
        await trigger.SweepAsync();
        await trigger.AssertConsistentAsync();

        async Task DescribeAfterTheListingAsync(HttpMessage message)
        {
            if (!RequestHook.IsListing(message)) return;
            await trigger.UploadAsync("waters/_collection.yaml", Described);
            await trigger.PublishAsync("waters/_collection.yaml");
        }
    }

    [Fact]
    public async Task A_file_that_came_back_after_a_sweep_s_listing_keeps_its_event()
    {
        using var trigger = await TestProcess.StartAsync(azurite);
        await trigger.UploadAsync("waters/_collection.yaml", "title: Waters");
        await trigger.PublishAsync("waters/_collection.yaml");
        await trigger.DeleteAsync("waters/_collection.yaml");
        using var sweeping = new TestProcess(azurite.Connect(trigger.Storage.Options, new RequestHook { After = DescribeAgainAfterTheListingAsync }));
        await sweeping.SweepAsync();

        await trigger.Feed.RefreshAsync(TestProcess.Cancel);
        Assert.Equal("Waters again", trigger.Feed.Current.FindEvent("waters")?.Title);

        async Task DescribeAgainAfterTheListingAsync(HttpMessage message)
        {
            if (!RequestHook.IsListing(message)) return;
            await trigger.UploadAsync("waters/_collection.yaml", "title: Waters again");
            await trigger.PublishAsync("waters/_collection.yaml");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_read_an_older_file_of_an_event_does_not_put_it_back(bool known)
    {
        using var fast = await TestProcess.StartAsync(azurite);
        if (known)
        {
            await fast.UploadAsync("waters/_collection.yaml", "title: Oldest");
            await fast.PublishAsync("waters/_collection.yaml");
        }
        await fast.UploadAsync("waters/_collection.yaml", "title: Older");
        var held = 0;
        using var slow = new TestProcess(azurite.Connect(fast.Storage.Options, new RequestHook { After = ChangeAfterReadingAsync }));
        await slow.PublishAsync("waters/_collection.yaml");

        await fast.Feed.RefreshAsync(TestProcess.Cancel);
        Assert.Equal((true, "Newer"), (held > 0, fast.Feed.Current.FindEvent("waters")?.Title));
        await fast.AssertConsistentAsync();

        async Task ChangeAfterReadingAsync(HttpMessage message)
        {
            if (!Uri.UnescapeDataString(message.Request.Uri.Path).EndsWith("waters/_collection.yaml", StringComparison.Ordinal) || held++ > 0) return;
            await fast.UploadAsync("waters/_collection.yaml", "title: Newer");
            await fast.PublishAsync("waters/_collection.yaml");
        }
    }

    [Fact]
    public async Task Only_the_file_of_an_event_s_own_folder_describes_it()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("_collection.yaml", Described);
        await library.UploadAsync("waters/statements/_collection.yaml", Described);
        await library.SweepAsync();
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        Assert.Null(library.Feed.Current.FindEvent("waters"));
        await library.AssertConsistentAsync();
    }

    private static (EventRecord Event, IReadOnlyList<Diagnostic> Findings) Read(string yaml)
    {
        var (entries, findings) = YamlMetadata.Read(yaml, MetadataOrigin.Collection);
        var (read, more) = EventFile.Read("waters", yaml, entries, Gazetteer.Default);
        return (read, [.. findings, .. more]);
    }
}
