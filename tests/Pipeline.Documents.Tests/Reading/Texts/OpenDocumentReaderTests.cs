using System.IO.Compression;
using System.Text;

namespace Pipeline.Documents.Tests.Reading.Texts;

public class OpenDocumentReaderTests
{
    private const string Namespaces = """
        xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
        xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
        xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
        xmlns:math="http://www.w3.org/1998/Math/MathML"
        """;

    private static byte[] Flat(string body, string styles = "", string before = "") => Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>{before}
        <office:document {Namespaces} office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>
        """);

    private static ReadResult Odf(string body, string styles = "", ReadOptions? options = null) => Read.Bytes("text.fodt", Flat(body, styles), options);

    private static string Text(ReadResult result) => string.Join('\n', DocumentText.Lines(result.Document));

    [Fact]
    public void Headings_marks_links_and_notes_are_read()
    {
        var result = Odf("""
            <text:h text:outline-level="1">One</text:h><text:p text:style-name="Standard">A  <text:span text:style-name="T1">bold</text:span>
            <text:a xlink:href="https://example.org/">link</text:a><text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note>.<text:s text:c="3"/>End</text:p>
            <text:h text:outline-level="2">Two</text:h><text:p text:style-name="Quotations">Quoted</text:p>
            """, """<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>""");

        Assert.Equal("One", DocumentText.Of(result.Document.Title));
        Assert.Equal("A bold link. End", Text(result).Split('\n')[0]);
        Assert.Equal("bold", Read.Article(result).QuerySelector("strong")!.TextContent);
        Assert.Single(result.Document.Notes);
        Assert.IsType<Quote>(result.Document.Blocks[2]);
        Invariants.Assert(result.Document);
    }

    [Fact]
    public void Lists_go_on_and_show_their_labels()
    {
        var result = Odf("""
            <text:list text:style-name="L1"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>deeper</text:p></text:list-item></text:list></text:list-item></text:list>
            <text:p>Between</text:p><text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>b</text:p><text:p>more of b</text:p></text:list-item></text:list>
            """, """<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=")"/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>""");

        var first = Assert.IsType<ListBlock>(result.Document.Blocks[0]);
        Assert.Equal("1)", first.Items[0].Label);
        Assert.Equal("1.a)", Assert.IsType<ListBlock>(first.Items[0].Blocks[1]).Items[0].Label);
        var second = Assert.IsType<ListBlock>(result.Document.Blocks[2]);
        Assert.Equal(("2)", 2), (second.Items[0].Label, second.Items[0].Blocks.Count));
    }

    [Fact]
    public void Tables_keep_spans_and_header_rows()
    {
        var table = Assert.IsType<Table>(Odf("""
            <table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Head</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>
            <table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>
            """).Document.Blocks[0]);

        Assert.Equal(1, table.HeaderRows);
        Assert.Equal(2, table.Rows[0].Cells[0].ColumnSpan);
    }

    [Fact]
    public void Tracked_changes_and_comments_are_counted()
    {
        const string Body = """
            <text:tracked-changes><text:changed-region text:id="c1"><text:insertion/></text:changed-region><text:changed-region text:id="c2"><text:deletion><text:p>old</text:p></text:deletion></text:changed-region></text:tracked-changes>
            <text:p>Kept <text:change-start text:change-id="c1"/>new<text:change-end text:change-id="c1"/> <text:change text:change-id="c2"/><office:annotation><text:p>said</text:p></office:annotation></text:p>
            """;

        var rejection = Read.Rejection("a.fodt", Flat(Body));
        Assert.Equal("tracked-changes", rejection.Code);
        Assert.Contains("2 tracked changes", rejection.Message, StringComparison.Ordinal);
        Assert.Equal("Kept new", Text(Odf(Body, options: new ReadOptions { TrackedChanges = TrackedChanges.Accept })));
        var undone = Odf(Body, options: new ReadOptions { TrackedChanges = TrackedChanges.Reject });
        Assert.Equal("Kept old", Text(undone));
        Assert.Contains(undone.Diagnostics, d => d.Code == "comments-left-out");
    }

    [Fact]
    public void Pictures_boxes_and_equations_are_read_and_nothing_is_fetched()
    {
        var dot = Convert.ToBase64String(Pipeline.Testing.Fixtures.Read("dot.png"));
        var result = Odf($"""
            <text:p><draw:frame><draw:image><office:binary-data>{dot}</office:binary-data></draw:image><svg:desc>A dot</svg:desc></draw:frame></text:p>
            <text:p>Beside<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>
            <text:p><draw:frame><draw:object><math:math><math:mfrac><math:mi>a</math:mi><math:mi>b</math:mi></math:mfrac></math:math></draw:object></draw:frame></text:p>
            <text:p><draw:frame><draw:image xlink:href="https://example.org/x.png"/><svg:title>Far away</svg:title></draw:frame></text:p>
            """);

        Assert.Equal("A dot", Assert.IsType<Figure>(result.Document.Blocks[0]).Image.Alt);
        Assert.Equal("Beside\nIn a box\na/b\nFar away", Text(result));
        Assert.Equal(["equation-as-text", "image-external"], result.Diagnostics.Select(d => d.Code).Where(c => c is "image-external" or "equation-as-text").Order());
    }

    [Fact]
    public void Entities_are_refused() =>
        Assert.Equal("entities-refused", Read.Rejection("a.fodt", Flat("<text:p>&x;</text:p>", before: "<!DOCTYPE office:document [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>")).Code);

    [Fact]
    public void Elements_in_each_other_without_end_are_rejected() =>
        Assert.Equal("too-deeply-nested", Read.Rejection("a.fodt", Flat(string.Concat(Enumerable.Repeat("<text:section>", 5000)))).Code);

    [Fact]
    public void Tables_that_repeat_themselves_in_each_other_end()
    {
        var table = "<text:p>x</text:p>";
        for (var i = 0; i < 20; i++)
            table = $"<table:table><table:table-row table:number-rows-repeated=\"100\"><table:table-cell table:number-columns-repeated=\"100\">{table}</table:table-cell><table:table-cell table:number-columns-repeated=\"100\"/></table:table-row></table:table>";

        Assert.Equal("x", Text(Odf(table)));
    }

    [Theory]
    [InlineData("application/vnd.oasis.opendocument.spreadsheet", "unsupported-format", "spreadsheet")]
    [InlineData("application/vnd.oasis.opendocument.presentation", "unsupported-format", "presentation")]
    [InlineData("application/vnd.oasis.opendocument.text", "password-protected", "password")]
    public void Other_packages_are_rejected_with_what_they_are(string type, string code, string what)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, string text)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
            Add("mimetype", type);
            Add("content.xml", "not readable");
            Add("META-INF/manifest.xml", """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>""");
        }
        var rejection = Read.Rejection("a.odt", bytes.ToArray());

        Assert.Equal(code, rejection.Code);
        Assert.Contains(what, rejection.Message, StringComparison.Ordinal);
    }
}
