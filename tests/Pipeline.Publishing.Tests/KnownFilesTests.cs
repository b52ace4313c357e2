using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

/// <summary>A file in somebody's hand is recognised by its hash.</summary>
public class KnownFilesTests(AzuriteFixture azurite)
{
    private const string Path = "talks/one.txt";
    private static readonly Rendition[] Kinds = [Rendition.Html, Rendition.Pdf, Rendition.Text, Rendition.Source];

    [Fact]
    public async Task Every_file_of_every_edition_is_known_and_whether_it_is_the_latest()
    {
        using var library = await StartAsync();
        await PublishAsync(library, "title: First");
        await PublishAsync(library, "title: Second");

        var document = (await library.DocumentAsync(Path))!;
        Assert.Equal(2, document.Editions.Count);
        foreach (var edition in document.Editions)
        {
            foreach (var kind in Kinds)
            {
                var known = Assert.Single(await FindAsync(library, await BytesAsync(library, document, edition, kind)));
                Assert.Equal((document.Id, edition.Number, edition.Number == 2, false), (known.Document.Id, known.Edition.Number, known.IsLatest, known.RenderedAnew));
                Assert.Equal([kind], known.Renditions);
            }
        }
        Assert.Empty(await FindAsync(library, "title: Third"u8.ToArray()));
        await library.AssertConsistentAsync();

        await library.DeleteAsync(Path);
        await library.PublishAsync(Path);
        var withdrawn = Assert.Single(await FindAsync(library, "title: Second"u8.ToArray()));
        Assert.NotNull(withdrawn.Document.Withdrawn);
        Assert.False(withdrawn.IsLatest);
    }

    [Fact]
    public async Task The_same_file_may_be_several_documents()
    {
        using var library = await StartAsync();
        foreach (var path in new[] { "a/x.txt", "b/x.txt", "b/x-1.txt" })
        {
            await library.UploadAsync(path, "same");
            await library.PublishAsync(path);
        }
        var known = await FindAsync(library, "same"u8.ToArray());
        Assert.Equal(new[] { "a/x.txt", "b/x.txt", "b/x-1.txt" }.Select(DocumentIds.FromPath).Order(StringComparer.Ordinal), known.Select(k => k.Document.Id));
    }

    [Fact]
    public async Task What_an_attempt_wrote_and_never_committed_is_not_claimed()
    {
        using var library = await StartAsync();
        await PublishAsync(library, "title: First");
        var document = (await library.DocumentAsync(Path))!;

        await WriteAsync(library, document.Current with { Number = 2, Hash = EditionHash.Of("other", 2, "1") }, "other", "never committed");
        await WriteAsync(library, document.Current with { Hash = EditionHash.Of("other", 1, "1") }, "other", "never committed either");

        Assert.Empty(await FindAsync(library, "pdf never committed"u8.ToArray()));
        Assert.Empty(await FindAsync(library, "pdf never committed either"u8.ToArray()));
    }

    [Fact]
    public async Task A_PDF_that_an_earlier_renderer_made_of_an_edition_is_still_known()
    {
        using var library = await StartAsync();
        await PublishAsync(library, "title: First");
        var document = (await library.DocumentAsync(Path))!;
        var work = (await new RenditionStore(library.Storage).ReadManifestAsync(document.Id, document.Current.Hash, TestProcess.Cancel)).Work!;
        Assert.Equal(document.Current.Hash, EditionHash.Of(work, 1, document.Current.RendererVersion));

        await WriteAsync(library, document.Current with { RendererVersion = "0", Hash = EditionHash.Of(work, 1, "0") }, work, "by the old renderer");

        var known = Assert.Single(await FindAsync(library, "pdf by the old renderer"u8.ToArray()));
        Assert.Equal((1, true, true), (known.Edition.Number, known.RenderedAnew, known.IsLatest));
    }

    [Fact]
    public async Task Lost_hashes_are_found_missing_and_written_anew()
    {
        using var library = await StartAsync();
        await PublishAsync(library, "title: First");
        await PublishAsync(library, "title: Second");
        await library.UploadAsync("talks/gone.txt", "gone");
        await library.PublishAsync("talks/gone.txt");
        await library.DeleteAsync("talks/gone.txt");
        await library.PublishAsync("talks/gone.txt");
        await foreach (var row in library.Storage.HashRows.QueryAsync<TableEntity>(cancellationToken: TestProcess.Cancel)) await library.Storage.HashRows.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: TestProcess.Cancel);

        Assert.Equal(3 * Kinds.Length, (await library.Check.RunAsync(null, TestProcess.Cancel)).Differences.Count(d => d.Contains("table of hashes", StringComparison.Ordinal)));
        Assert.Empty(await FindAsync(library, "title: First"u8.ToArray()));

        Assert.Equal(3, (await library.SweepAsync(new SweepOptions { Thorough = true })).Repaired);
        Assert.Single(await FindAsync(library, "title: First"u8.ToArray()));
        Assert.Single(await FindAsync(library, "gone"u8.ToArray()));
        await library.AssertConsistentAsync();
        Assert.Equal(0, (await library.SweepAsync(new SweepOptions { Thorough = true })).Repaired);
    }

    private async Task<TestProcess> StartAsync()
    {
        var library = await TestProcess.StartAsync(azurite);
        await library.Feed.RefreshAsync(TestProcess.Cancel);
        return library;
    }

    private static async Task PublishAsync(TestProcess library, string text)
    {
        await library.UploadAsync(Path, text);
        await library.PublishAsync(Path);
    }

    private static Task<IReadOnlyList<KnownFile>> FindAsync(TestProcess library, byte[] file) =>
        new KnownFiles(library.Storage).FindAsync(Convert.ToHexStringLower(SHA256.HashData(file)), library.Feed.Current, TestProcess.Cancel);

    private static async Task<byte[]> BytesAsync(TestProcess library, DocumentRecord document, EditionRecord edition, Rendition kind) =>
        (await new RenditionStore(library.Storage).ReadAsync(document, edition, kind, TestProcess.Cancel)).ToArray();

    /// <summary>The blobs and hashes of an edition, without a commit.</summary>
    private static Task WriteAsync(TestProcess library, EditionRecord edition, string work, string text)
    {
        var prepared = library.Converter.Prepare(new SourceFile(Path, Encoding.UTF8.GetBytes("source " + text)), [], null, TestProcess.Cancel);
        var renditions = new Renditions(Encoding.UTF8.GetBytes("page " + text), Encoding.UTF8.GetBytes("pdf " + text), Encoding.UTF8.GetBytes("text " + text), 1, 2, []);
        return new RenditionStore(library.Storage).WriteAsync(DocumentIds.FromPath(Path), edition, work, prepared, renditions, TestProcess.Cancel);
    }
}
