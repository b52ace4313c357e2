using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Intake;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

public class IntakeTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Junk_is_ignored_and_counted()
    {
        using var library = await TestProcess.StartAsync(azurite);
        string[] junk = [".DS_Store", "a/Thumbs.db", "a/desktop.ini", "a/~$report.docx", "a/.~lock.report.odt#", "__MACOSX/a/report.docx", "a/__MACOSX/x", "a/._report.docx"];
        foreach (var path in junk) await library.UploadAsync(path, path.Contains("lock") ? "" : "junk");
        await library.UploadAsync("a/report.txt", "text");
        await library.UploadAsync("b", "", new Dictionary<string, string> { ["hdi_isfolder"] = "true" });

        var result = await library.SweepAsync();

        Assert.Equal((junk.Length + 2, junk.Length + 1, 1, 0), (result.Seen, result.Ignored, result.Published, result.Rejected));
        Assert.All(await Task.WhenAll(junk.Select(library.PublishAsync)), Assert.Null);
        Assert.Null(await library.PublishAsync("b"));
        Assert.Single(await library.Ledger.ListAsync(null, TestProcess.Cancel));
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task Of_the_uploads_in_a_list_the_records_are_read_as_they_are_then()
    {
        using var library = await TestProcess.StartAsync(azurite);
        foreach (var path in (string[])["a/one.txt", "a/two.txt", "b/three.txt", "b/four.txt"])
        {
            await library.UploadAsync(path, path.EndsWith("two.txt", StringComparison.Ordinal) ? "" : path);
            await library.PublishAsync(path);
        }
        var entries = await library.Ledger.EntriesAsync(TestProcess.Cancel);
        Assert.Equal(["b/four.txt", "b/three.txt", "a/two.txt", "a/one.txt"], entries.Select(e => e.Path));
        Assert.Equal([UploadState.Published, UploadState.Published, UploadState.Rejected, UploadState.Published], entries.Select(e => e.State));

        // One of them changes meanwhile, in time and state.
        await library.UploadAsync("b/three.txt", "");
        await library.PublishAsync("b/three.txt");
        UploadEntry[] wanted = [entries[1], entries[2], new UploadEntry("c/gone.txt", "c-gone", UploadState.Published, entries[2].ChangedAt), entries[3]];
        var records = await library.Ledger.ReadAsync(wanted, TestProcess.Cancel);

        Assert.Equal([("b/three.txt", UploadState.Rejected), ("a/two.txt", UploadState.Rejected), ("a/one.txt", UploadState.Published)], records.Select(r => (r.Path, r.State)));
        Assert.Equal("empty-file", Assert.Single(records[1].Diagnostics).Code);
        Assert.Equal(["a/two.txt"], (await library.Ledger.ReadAsync([entries[2]], TestProcess.Cancel)).Select(r => r.Path));
        Assert.Empty(await library.Ledger.ReadAsync([], TestProcess.Cancel));
    }

    [Fact]
    public async Task An_empty_file_is_rejected()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("empty.txt", "");
        var upload = await library.PublishAsync("empty.txt");
        Assert.Equal((UploadState.Rejected, "empty-file"), (upload!.State, Assert.Single(upload.Diagnostics).Code));
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_file_of_60_MB_is_rejected_without_reading_it()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.Storage.Uploads.GetBlobClient("large.txt").UploadAsync(new BinaryData(new byte[60 * 1024 * 1024]), TestProcess.Cancel);
        var upload = await library.PublishAsync("large.txt");
        Assert.Equal((UploadState.Rejected, "file-too-large"), (upload!.State, Assert.Single(upload.Diagnostics).Code));
        Assert.Contains("60 MB; at most 50 MB", upload.Diagnostics[0].Message);
        Assert.Equal(0, library.Converter.Prepared);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_program_is_rejected_by_the_real_reader()
    {
        var storage = await azurite.NewStorageAsync();
        using var publisher = new Publisher(storage, new Converter(null!, storage.Options), TimeProvider.System);
        await storage.Uploads.GetBlobClient("setup.exe").UploadAsync(new BinaryData((byte[])[0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0]), TestProcess.Cancel);
        var upload = await publisher.PublishAsync("setup.exe", TestProcess.Cancel);
        Assert.Equal(UploadState.Rejected, upload!.State);
        Assert.Contains(upload.Diagnostics, d => d is { Severity: Severity.Error, Code: "unsupported-format" });
    }

    public static TheoryData<string> OddNames =>
        ["name with spaces.txt", "quotes 'single' \"double\".txt", "emoji 🕊 dove.txt", "hash # and ? and %41 and %2F.txt", "Côte d'Ivoire/déclaration.txt", "中文/声明.txt",
            "a//b.txt", "dot./trailing..txt", "…/x.txt", "+&=;,@:!$~*()[]{}|^`<>.txt", "no-extension", ".hidden", "UPPER.TXT", "a/b/c/d/e/f/g/h.txt", "x.tar.gz", "-/-.txt", "РФ/заявление.txt"];

    [Theory]
    [MemberData(nameof(OddNames))]
    public async Task Odd_names_are_published(string path)
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync(path, "text");
        Assert.Equal(1, (await library.SweepAsync()).Published);
        Assert.Equal(path, (await library.DocumentAsync(path))!.UploadPath);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", DocumentIds.FromPath(path));
        Assert.Equal(1, (await library.SweepAsync()).Unchanged);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task The_longest_name_that_storage_takes_is_published()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var path = string.Join('/', Enumerable.Repeat(new string('x', 99), 10)) + "/" + new string('y', 20) + ".txt";
        Assert.Equal(1024, path.Length);
        await library.UploadAsync(path, "text");
        Assert.Equal(1, (await library.SweepAsync()).Published);
        await library.AssertConsistentAsync();
    }

    [Theory]
    [InlineData("a/../b.txt", "invalid-name")]
    [InlineData("../b.txt", "invalid-name")]
    [InlineData("a/./b.txt", "invalid-name")]
    [InlineData("a\\b.txt", "invalid-name")]
    [InlineData("a\u0001b.txt", "invalid-name")]
    [InlineData("a\nb.txt", "invalid-name")]
    [InlineData("nigeria.yaml", "stray-metadata")]
    [InlineData("nigeria.docx.yml", "stray-metadata")]
    public async Task Names_that_cannot_be_opened_are_rejected_with_a_reason(string path, string code)
    {
        using var library = await TestProcess.StartAsync(azurite);
        var upload = await library.PublishAsync(path);
        Assert.Equal((UploadState.Rejected, code), (upload!.State, Assert.Single(upload.Diagnostics).Code));
        Assert.Equal(path, (await library.Ledger.FindAsync(path, TestProcess.Cancel))!.Path);
    }

    [Fact]
    public async Task Half_characters_in_names_are_rejected()
    {
        using var library = await TestProcess.StartAsync(azurite);
        foreach (var path in new[] { "\uD800.txt", "a\uDC00\uD800b.txt" })
            Assert.Equal("invalid-name", (await library.PublishAsync(path))!.Diagnostics[0].Code);
    }

    [Fact]
    public async Task A_name_longer_than_any_is_rejected()
    {
        using var library = await TestProcess.StartAsync(azurite);
        Assert.Equal("name-too-long", (await library.PublishAsync(new string('x', 100_000)))!.Diagnostics[0].Code);
    }

    [Fact]
    public async Task An_upload_whose_name_is_refused_is_swept_once_and_forgotten_when_it_is_gone()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("d/nigeria.yaml", "title: x");
        Assert.Equal(1, (await library.SweepAsync()).Rejected);
        Assert.Equal((0, 1), await library.SweepAsync() is var again ? (again.Rejected, again.Unchanged) : default);
        await library.AssertConsistentAsync();
        await library.DeleteAsync("d/nigeria.yaml");
        Assert.Equal(1, (await library.SweepAsync()).Withdrawn);
        Assert.Equal(0, (await library.SweepAsync()).Withdrawn);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_sidecar_comes_before_the_file_and_its_change_publishes_again()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("d/nigeria.txt", "title: From the file");
        await library.UploadAsync("d/nigeria.txt.yaml", "title: From the sidecar\ncountry: [NGA, GHA]");
        await library.SweepAsync();
        Assert.Equal(("From the sidecar", 2, 1), await library.DocumentAsync("d/nigeria.txt") is { } d ? (d.Title, d.Countries.Count, d.Current.Number) : default);

        await library.UploadAsync("d/nigeria.txt.yaml", "title: Corrected");
        Assert.Null(await library.PublishAsync("d/nigeria.txt.yaml"));
        Assert.Equal(("Corrected", 2), await library.DocumentAsync("d/nigeria.txt") is { } e ? (e.Title, e.Current.Number) : default);

        await library.DeleteAsync("d/nigeria.txt.yaml");
        Assert.Equal(1, (await library.SweepAsync()).Published);
        Assert.Equal("From the file", (await library.DocumentAsync("d/nigeria.txt"))!.Title);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task Metadata_comes_in_the_order_of_precedence_and_of_collections_the_nearest_wins()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("_collection.yaml", "title: top\ndate: 2001\nplace: top");
        await library.UploadAsync("d/_collection.yaml", "title: outer\ndate: 2002");
        await library.UploadAsync("d/e/_collection.yaml", "title: inner");
        await library.UploadAsync("d/e/plain.txt", "text");
        await library.UploadAsync("d/e/blob.txt", "text", new Dictionary<string, string> { ["title"] = "C%C3%B4te", ["On_Behalf_Of"] = "EU; ASEAN", ["other"] = "x" });
        await library.UploadAsync("d/e/file.txt", "title: file", new Dictionary<string, string> { ["title"] = "blob" });
        await library.SweepAsync();

        Assert.Equal(("inner", "2002"), await library.DocumentAsync("d/e/plain.txt") is { } a ? (a.Title, a.Date) : default);
        Assert.Equal("Côte", (await library.DocumentAsync("d/e/blob.txt"))!.Title);
        Assert.Equal("file", (await library.DocumentAsync("d/e/file.txt"))!.Title);
        Assert.Equal("inner", await library.PublishAsync("d/e/plain.txt") is not null ? (await library.DocumentAsync("d/e/plain.txt"))!.Title : null);
    }

    [Fact]
    public async Task What_a_sweep_has_no_time_for_is_left_to_the_next_one()
    {
        using var library = await TestProcess.StartAsync(azurite);
        foreach (var path in new[] { "d/a.txt", "d/b.txt" }) await library.UploadAsync(path, "text");

        Assert.Equal((2, 0, 0), await library.SweepAsync(new SweepOptions { LongestTime = TimeSpan.Zero }) is var none ? (none.Seen, none.Published, none.Failed) : default);
        Assert.Equal(0, (await library.SweepAsync(new SweepOptions { LeaveReceived = TimeSpan.FromMinutes(10) })).Published);
        Assert.Equal(2, (await library.SweepAsync(new SweepOptions { LongestTime = TimeSpan.FromMinutes(7) })).Published);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_changed_collection_file_publishes_again_what_it_governs_and_nothing_else()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("d/_collection.yaml", "date: 2011");
        foreach (var path in new[] { "d/a.txt", "d/e/b.txt", "other/c.txt" }) await library.UploadAsync(path, "text");
        await library.SweepAsync();
        await library.UploadAsync("d/_collection.yaml", "date: 2012");

        Assert.Equal((2, 1), await library.SweepAsync(new SweepOptions { OnlyIfChanged = true }) is var r ? (r.Published, r.Unchanged) : default);
        Assert.Equal(["2012", "2012", null], await Task.WhenAll(new[] { "d/a.txt", "d/e/b.txt", "other/c.txt" }.Select(async p => (await library.DocumentAsync(p))!.Date)));
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_malformed_collection_file_rejects_what_it_governs_with_its_line()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("d/_collection.yaml", "title: fine\ndate: [2011");
        await library.UploadAsync("d/a.txt", "text");
        Assert.Equal(1, (await library.SweepAsync()).Rejected);
        var finding = Assert.Single((await library.Ledger.FindAsync("d/a.txt", TestProcess.Cancel))!.Diagnostics);
        Assert.StartsWith("d/_collection.yaml, line ", finding.Place);

        await library.UploadAsync("d/_collection.yaml", "title: fine");
        Assert.Equal(1, (await library.SweepAsync()).Published);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_sweep_below_a_prefix_knows_the_collection_above_it()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("d/_collection.yaml", "date: 2011");
        await library.UploadAsync("d/e/a.txt", "text");
        await library.UploadAsync("other.txt", "text");
        Assert.Equal(1, (await library.SweepAsync(new SweepOptions { Prefix = "d/e/" })).Published);
        Assert.Equal("2011", (await library.DocumentAsync("d/e/a.txt"))!.Date);
        Assert.Equal((1, 1), await library.SweepAsync() is var r ? (r.Published, r.Unchanged) : default);
    }

    [Fact]
    public async Task A_fault_of_a_collection_file_fails_only_the_uploads_that_waited_for_it()
    {
        using var plain = await TestProcess.StartAsync(azurite);
        for (var i = 0; i < 40; i++) await plain.UploadAsync($"a/b/{i}.txt", "text");
        await plain.UploadAsync("a/b/_collection.yaml", "date: 2011");
        var faults = 0;
        using var library = new TestProcess(azurite.Connect(plain.Storage.Options, new RequestHook
        {
            Before = message => message.Request.Uri.Path.EndsWith("_collection.yaml", StringComparison.Ordinal) && Interlocked.Increment(ref faults) == 1
                ? throw new Azure.RequestFailedException(503, "busy")
                : Task.CompletedTask,
        }));

        var result = await library.SweepAsync();

        Assert.InRange(result.Failed, 1, library.Storage.Options.Concurrency * 6);
        Assert.Equal(40, result.Failed + result.Published);
    }

    [Theory]
    [InlineData("chart.png", "")]
    [InlineData("chart.png", "a picture larger than one upload may be")]
    [InlineData("._chart.png", "a picture with the name of litter")]
    [InlineData("chart.png.yaml", "a picture with the name of a description")]
    public async Task A_picture_that_is_not_taken_does_not_make_every_sweep_convert_its_upload(string picture, string content)
    {
        using var library = new TestProcess(await azurite.NewStorageAsync(AzuriteFixture.NewOptions() with { MaximumUploadBytes = 35 }));
        await library.UploadAsync("a/text.txt", $"picture: {picture}");
        await library.UploadAsync($"a/{picture}", content);
        await library.SweepAsync();
        var prepared = library.Converter.Prepared;

        var again = await library.SweepAsync();
        await library.PublishAsync("a/text.txt");

        Assert.Equal((0, prepared), (again.Published, library.Converter.Prepared));

        // Another state of it is looked at.
        await library.UploadAsync($"a/{picture}", "small");
        await library.SweepAsync();
        Assert.InRange(library.Converter.Prepared, prepared + 1, prepared + 3);
    }

    [Fact]
    public async Task A_text_that_is_refused_without_its_pictures_is_read_again_with_them()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("a/text.txt", "title: NEEDS IT\npicture: chart.png");
        await library.SweepAsync();
        Assert.Equal("no-words", Assert.Single((await library.Ledger.FindAsync("a/text.txt", TestProcess.Cancel))!.Diagnostics).Code);

        await library.UploadAsync("a/chart.png", "a picture");
        await library.SweepAsync();

        Assert.Equal(UploadState.Published, (await library.Ledger.FindAsync("a/text.txt", TestProcess.Cancel))!.State);
        Assert.Equal(0, (await library.SweepAsync()).Published);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_description_whose_ending_is_in_capitals_is_reported()
    {
        using var library = await TestProcess.StartAsync(azurite);
        await library.UploadAsync("a/text.txt", "text");
        await library.UploadAsync("a/text.txt.YAML", "title: Right");
        Assert.Equal((1, 1), await library.SweepAsync() is var result ? (result.Published, result.Rejected) : default);
        var finding = Assert.Single((await library.Ledger.FindAsync("a/text.txt.YAML", TestProcess.Cancel))!.Diagnostics);
        Assert.Equal("stray-metadata", finding.Code);
        Assert.Contains("“text.txt.yaml”", finding.Message);
        await library.AssertConsistentAsync();
    }

    [Fact]
    public async Task A_description_of_a_file_that_is_not_there_is_reported_until_it_is()
    {
        using var library = await TestProcess.StartAsync(azurite);
        const string Lost = "a/lost.txt.yaml";
        await library.UploadAsync(Lost, "title: Found");
        Assert.Equal(1, (await library.SweepAsync()).Rejected);
        var row = (await library.Ledger.FindAsync(Lost, TestProcess.Cancel))!;
        Assert.Equal((UploadState.Rejected, "stray-metadata"), (row.State, Assert.Single(row.Diagnostics).Code));
        Assert.Contains("“lost.txt”", row.Diagnostics[0].Message);
        Assert.Equal((0, 1), await library.SweepAsync() is var again ? (again.Rejected, again.Unchanged) : default);
        await library.AssertConsistentAsync();

        await library.UploadAsync("a/lost.txt", "text");
        Assert.Equal(1, (await library.SweepAsync()).Published);
        Assert.Equal("Found", (await library.DocumentAsync("a/lost.txt"))!.Title);
        Assert.Equal(["a/lost.txt"], (await library.Ledger.ListAsync(null, TestProcess.Cancel)).Select(r => r.Path));
        await library.AssertConsistentAsync();

        // The file alone is deleted: its description is lost again, until that goes, too.
        await library.DeleteAsync("a/lost.txt");
        await library.SweepAsync();
        Assert.Equal(UploadState.Rejected, (await library.Ledger.FindAsync(Lost, TestProcess.Cancel))!.State);
        await library.DeleteAsync(Lost);
        await library.SweepAsync();
        Assert.Null(await library.Ledger.FindAsync(Lost, TestProcess.Cancel));
        await library.AssertConsistentAsync();
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("C%C3%B4te d%27Ivoire", "Côte d'Ivoire")]
    [InlineData("100 %", "100 %")]
    [InlineData("%FF", "%FF")]
    [InlineData("=?utf-8?B?Q8O0dGU=?= d'Ivoire", "Côte d'Ivoire")]
    [InlineData("=?UTF-8?Q?C=C3=B4te_d'Ivoire?=", "Côte d'Ivoire")]
    [InlineData("=?utf-8?Q?a?=\t =?utf-8?Q?b?=", "ab")]
    [InlineData("=?iso-8859-1?Q?C=F4te?=", "Côte")]
    [InlineData("=?utf-8?B?###?=", "=?utf-8?B?###?=")]
    [InlineData("a =? b", "a =? b")]
    public void Encoded_metadata_values_are_decoded(string value, string text) => Assert.Equal(text, BlobMetadata.Decode(value));
}
