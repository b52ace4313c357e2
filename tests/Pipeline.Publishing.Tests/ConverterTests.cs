using System.Text;
using Pipeline.Documents;
using Pipeline.Local.Development;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Publishing.Tests;

/// <summary>The real reader, resolver and renderers behind the publisher.</summary>
public class ConverterTests(AzuriteFixture azurite)
{
    private const string Text = """
        ---
        title: Déclaration du Nigéria
        kind: statement
        country: Nigeria
        date: 2011-07-12
        language: fr
        ---

        # Déclaration du Nigéria

        Mesdames et Messieurs, nous parlons **aujourd'hui** de la responsabilité de protéger.
        """;

    [Fact]
    public async Task A_Markdown_upload_is_published_as_a_page_and_a_PDF()
    {
        var storage = await azurite.NewStorageAsync();
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        using var publisher = new Publisher(storage, new Converter(fonts, storage.Options), TimeProvider.System);
        await storage.Uploads.GetBlobClient("dialogue/nigeria.md").UploadAsync(new BinaryData(Text), TestProcess.Cancel);

        var upload = await publisher.PublishAsync("dialogue/nigeria.md", TestProcess.Cancel);

        Assert.Equal(UploadState.Published, upload!.State);
        var document = (await new DocumentTable(storage).ReadAsync(upload.DocumentId, TestProcess.Cancel))!.Record;
        Assert.Equal(("Déclaration du Nigéria", DocumentKind.Statement, "fr", "dialogue"), (document.Title, document.Kind, document.Language, document.Event));
        Assert.Equal(["NGA"], document.Countries);
        Assert.Contains("western-africa", document.Regions);
        Assert.True(document.Current is { Pages: 1, Words: > 10 });
        var renditions = new RenditionStore(storage);
        var page = Encoding.UTF8.GetString((await renditions.ReadAsync(document, document.Current, Rendition.Html, TestProcess.Cancel)).Span);
        Assert.Contains("<html lang=\"fr\"", page);
        Assert.Contains("Déclaration", page);
        Assert.True((await renditions.ReadAsync(document, document.Current, Rendition.Pdf, TestProcess.Cancel)).Span.StartsWith("%PDF-"u8));
        Assert.Equal([], (await new ConsistencyCheck(storage, TimeProvider.System).RunAsync(null, TestProcess.Cancel)).Differences);
    }

    [Fact]
    public async Task A_picture_beside_a_text_is_shown_whenever_it_comes_changes_or_goes()
    {
        var storage = await azurite.NewStorageAsync();
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        using var publisher = new Publisher(storage, new Converter(fonts, storage.Options), TimeProvider.System);
        using var feed = new CatalogFeed(storage, TimeProvider.System);
        var sweep = new Sweep(storage, publisher, feed, TimeProvider.System);
        await storage.Uploads.GetBlobClient("reports/coast.md").UploadAsync(new BinaryData("# Coast\n\nWords.\n\n![The coast](img/coast.png)\n"), TestProcess.Cancel);
        await storage.Uploads.GetBlobClient("reports/other.md").UploadAsync(new BinaryData("# Other\n\nWords.\n"), TestProcess.Cancel);

        // Missing at first; then there, another one, the same again, gone.
        Assert.Equal((2, "image-missing", false), await SweepAsync());
        await PutAsync(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="));
        Assert.Equal((1, null, true), await SweepAsync());
        Assert.Equal((0, null, true), await SweepAsync());
        await publisher.PublishAsync("reports/coast.md", TestProcess.Cancel);
        Assert.Equal(2, (await DocumentAsync()).Current.Number);
        await PutAsync(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="));
        Assert.Equal((1, null, true), await SweepAsync());
        await storage.Uploads.GetBlobClient("reports/img/coast.png").DeleteAsync(cancellationToken: TestProcess.Cancel);
        Assert.Equal((1, "image-missing", false), await SweepAsync());
        Assert.Equal(4, (await DocumentAsync()).Current.Number);

        Task PutAsync(byte[] picture) => storage.Uploads.GetBlobClient("reports/img/coast.png").UploadAsync(new BinaryData(picture), overwrite: true, TestProcess.Cancel);

        async Task<DocumentRecord> DocumentAsync() => (await new DocumentTable(storage).ReadAsync(DocumentIds.FromPath("reports/coast.md"), TestProcess.Cancel))!.Record;

        async Task<(int Published, string? Finding, bool Shown)> SweepAsync()
        {
            var result = await sweep.RunAsync(new SweepOptions(), null, TestProcess.Cancel);
            Assert.Equal([], (await new ConsistencyCheck(storage, TimeProvider.System).RunAsync(null, TestProcess.Cancel)).Differences);
            var upload = await new UploadTable(storage).ReadAsync("reports/coast.md", TestProcess.Cancel);
            var document = await DocumentAsync();
            var page = Encoding.UTF8.GetString((await new RenditionStore(storage).ReadAsync(document, document.Current, Rendition.Html, TestProcess.Cancel)).Span);
            return (result.Published, upload!.Record.Diagnostics.FirstOrDefault(d => d.Code.StartsWith("image", StringComparison.Ordinal))?.Code, page.Contains("data:image/png", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("chart.md", "![](chart.png)\n")]
    [InlineData("chart.html", "<html><body><main><img src=\"chart.png\"></main></body></html>")]
    public async Task A_text_of_nothing_but_a_picture_beside_it_is_published(string name, string text)
    {
        var storage = await azurite.NewStorageAsync();
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        using var publisher = new Publisher(storage, new Converter(fonts, storage.Options), TimeProvider.System);
        await storage.Uploads.GetBlobClient($"reports/{name}").UploadAsync(new BinaryData(text), TestProcess.Cancel);
        Assert.Equal("no-words", (await publisher.PublishAsync($"reports/{name}", TestProcess.Cancel))!.Diagnostics[^1].Code);
        await storage.Uploads.GetBlobClient("reports/chart.png").UploadAsync(
            new BinaryData(Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")), TestProcess.Cancel);

        Assert.Equal(UploadState.Published, (await publisher.PublishAsync($"reports/{name}", TestProcess.Cancel))!.State);
    }

    [Fact]
    public void A_first_line_that_says_just_the_title_stands_once()
    {
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        var converter = new Converter(fonts, new PipelineOptions());
        var file = new SourceFile("dialogue/denmark.txt", "Statement by Denmark on behalf of the Nordic countries\n\nNew York, 12 July 2011\n\nThe five countries speak with one voice.\n"u8.ToArray());

        var prepared = converter.Prepare(file, [], null, TestProcess.Cancel);

        Assert.Equal("Statement by Denmark on behalf of the Nordic countries", DocumentText.Of(prepared.Document.Title));
        var text = Encoding.UTF8.GetString(converter.Render(prepared, null, TestProcess.Cancel).Text);
        Assert.Equal(2, text.Split("Nordic countries").Length - 1); // The title, and who it is on behalf of.
    }

    [Theory]
    [InlineData("accept", "We agree.")]
    [InlineData("Reject", "We disagree.")]
    public void Tracked_changes_of_a_Word_file_are_settled_by_what_stands_beside_it(string policy, string text)
    {
        var file = new SourceFile("dialogue/letter.docx", Changed());

        var prepared = Converter.Prepare(file, [new MetadataEntry(MetadataFields.TrackedChanges, policy, MetadataOrigin.Sidecar)], ReadOptions.Default, TestProcess.Cancel);

        Assert.Equal([text], DocumentText.Lines(prepared.Document));
        Assert.Equal("tracked-changes", Assert.Throws<RejectedException>(() => Converter.Prepare(file, [], ReadOptions.Default, TestProcess.Cancel)).Diagnostics.Single().Code);
        var unclear = new SourceFile("dialogue/letter.md", "Words."u8.ToArray());
        Assert.Contains(Converter.Prepare(unclear, [new MetadataEntry(MetadataFields.TrackedChanges, "maybe", MetadataOrigin.Collection)], ReadOptions.Default, TestProcess.Cancel).Diagnostics, d => d.Code == "tracked-changes-unclear");
    }

    private static byte[] Changed()
    {
        const string document = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t xml:space=\"preserve\">We </w:t></w:r>"
            + "<w:del w:id=\"1\"><w:r><w:delText>disagree</w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>agree</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p></w:body></w:document>";
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create))
        {
            using var part = zip.CreateEntry("word/document.xml").Open();
            part.Write(Encoding.UTF8.GetBytes(document));
        }
        return bytes.ToArray();
    }

    [Fact]
    public void The_day_of_saving_dates_a_document_only_where_nothing_else_does()
    {
        MetadataEntry[] saved = [new(MetadataFields.Date, "2015-05-06", MetadataOrigin.Properties)];
        string? DateOf(string path) => Converter.Prepare(new SourceFile(path, "Words."u8.ToArray()), saved, ReadOptions.Default, TestProcess.Cancel).Metadata.Date;

        Assert.Equal("2015-05-06", DateOf("letter.txt"));
        Assert.Equal("2011-07-12", DateOf("2011-07-12-letter.txt"));
    }

    [Fact]
    public void The_same_file_gives_the_same_bytes()
    {
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        var converter = new Converter(fonts, new PipelineOptions());
        var file = new SourceFile("dialogue/nigeria.md", Encoding.UTF8.GetBytes(Text));
        var (one, two) = (Render(), Render());
        Assert.Equal(one.Html, two.Html);
        Assert.Equal(one.Pdf, two.Pdf);
        Assert.Equal(one.Text, two.Text);

        Renditions Render() => converter.Render(converter.Prepare(file, [], null, TestProcess.Cancel), null, TestProcess.Cancel);
    }

    [Fact]
    public void A_stated_language_gives_names_and_direction_in_it()
    {
        var file = new SourceFile("a.txt", "text"u8.ToArray());
        var converter = new Converter(null!, new PipelineOptions());
        var arabic = converter.Prepare(file, [new MetadataEntry("language", "ar", MetadataOrigin.Sidecar), new MetadataEntry("country", ["NGA", "GHA"], MetadataOrigin.Sidecar), new MetadataEntry("kind", "statement", MetadataOrigin.Sidecar)], null, TestProcess.Cancel);
        Assert.Equal(("ar", TextDirection.RightToLeft), (arabic.Document.Language, arabic.Document.Direction));
        var front = FrontMatters.Of(arabic, new EditionIdentity(2, null), new PipelineOptions { Publisher = "Coalition" });
        Assert.Equal(("بيان", "نيجيريا، غانا", 2, "Coalition"), (front.Kind, front.Organization, front.Edition, front.Publisher));
    }
}
