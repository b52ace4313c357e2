using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;
using static Pipeline.Publishing.Tests.CatalogTests;

namespace Pipeline.Publishing.Tests;

/// <summary>Rows of tables give back what was put into them, and have keys that Table Storage takes.</summary>
public class StoredRowTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_row_gives_back_every_field_and_the_longest_ones()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var table = new DocumentTable(library.Storage);
        var document = CatalogTests.Document("all-fields-00") with
        {
            Title = "Título “α” 🕊 中文",
            Subtitle = new string('ü', 29_999) + "🕊" + new string('x', 40_000),
            Kind = DocumentKind.Letter,
            Date = "2011-07",
            Language = "zh-Hans",
            Summary = "a\nb",
            Symbol = "A/65/877-S/2011/393",
            Speaker = "S",
            Post = "P",
            Countries = ["NGA", "CSK"],
            Organizations = ["EU"],
            OnBehalfOf = [.. Enumerable.Range(0, 4_000).Select(i => $"“Group” {i}")],
            Regions = ["africa"],
            Event = "e",
            EventTitle = "E",
            Place = "New York",
            Withdrawn = new DateTimeOffset(2011, 7, 12, 1, 2, 3, 4, TimeSpan.Zero),
            CommittedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        };
        var row = new DocumentRow(document, "0x1", new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero));
        Assert.True((await table.TryWriteAsync(row, TestProcess.Cancel)).Written);
        await table.LogAsync(row, TestProcess.Cancel);

        var read = (await table.ReadAsync(document.Id, TestProcess.Cancel))!;
        Assert.Equivalent(document, read.Record, strict: true);
        Assert.Equal((row.UploadETag, row.UploadedAt), (read.UploadETag, read.UploadedAt));
        Assert.True(await table.IsLoggedAsync(read.Record, TestProcess.Cancel));
    }

    [Fact]
    public async Task Findings_past_what_a_row_holds_are_counted_worst_first()
    {
        using var library = await TestProcess.StartAsync(azurite);
        var uploads = new UploadTable(library.Storage);
        var record = new UploadRecord
        {
            Path = "a.txt",
            DocumentId = DocumentIds.FromPath("a.txt"),
            State = UploadState.Rejected,
            ETag = "e",
            Bytes = 1,
            UploadedAt = DateTimeOffset.UnixEpoch,
            ChangedAt = DateTimeOffset.UnixEpoch,
            Diagnostics = [.. Enumerable.Range(0, 5_000).Select(i => new Diagnostic("long", i == 4_999 ? Severity.Error : Severity.Warning, new string('x', 5_000)))],
        };
        await uploads.WriteAsync(record, default, TestProcess.Cancel);
        var read = (await uploads.ReadAsync("a.txt", TestProcess.Cancel))!.Record.Diagnostics;
        Assert.Equal(Severity.Error, read[0].Severity);
        Assert.Equal($"{5_000 - read.Count + 1} more findings are listed in the edition's manifest.", read[^1].Message);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u007Fb")]
    [InlineData("a\tb")]
    public void Keys_that_table_storage_refuses_never_reach_it(string key) => Assert.Throws<ArgumentException>(() => TableKey.Checked(key));

    [Fact]
    public void A_key_longer_than_1_KiB_never_reaches_it() => Assert.Throws<ArgumentException>(() => TableKey.Checked(new string('a', 513)));

    [Fact]
    public void A_row_of_before_authors_were_kept_has_none()
    {
        var row = new DocumentRow(Document("a-row") with { Countries = ["TUR"] }, "etag", DateTimeOffset.UnixEpoch);
        var old = row.ToChangeEntity();
        old["Record"] = old.GetString("Record").Replace("\"authors\":[],", "", StringComparison.Ordinal);
        Assert.DoesNotContain("authors", old.GetString("Record"), StringComparison.Ordinal);
        Assert.Equivalent(row.Record, DocumentRow.From(old).Record, strict: true);
        Assert.Equivalent(row.Record, DocumentRow.From(row.ToDocumentEntity()).Record, strict: true);
        row = row with { Record = row.Record with { Authors = ["Ngozi Okafor", "Li Wei"] } };
        Assert.Equivalent(row.Record, DocumentRow.From(row.ToDocumentEntity()).Record, strict: true);
    }
}
