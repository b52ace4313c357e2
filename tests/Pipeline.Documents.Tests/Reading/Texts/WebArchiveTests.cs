using System.Text;

namespace Pipeline.Documents.Tests.Reading.Texts;

/// <summary>Web pages in one file, as browsers (the first) and Word (the second) save them.</summary>
public class WebArchiveTests
{
    // One pixel.
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    private static ReadResult Archive(string text, string name = "page.mhtml") => Read.Bytes(name, Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));

    private static string Text(ReadResult result) => string.Join('\n', DocumentText.Lines(result.Document));

    private const string OfBrowser = $"""
        From: <Saved by Blink>
        Snapshot-Content-Location: https://example.org/news/dialogue.html
        Subject: =?utf-8?Q?Dialogue?=
        Date: Tue, 12 Jul 2011 10:00:00 -0000
        MIME-Version: 1.0
        Content-Type: multipart/related;
        	type="text/html";
        	boundary="----MultipartBoundary--abc----"


        ------MultipartBoundary--abc----
        Content-Type: text/html
        Content-ID: <frame-1@mhtml.blink>
        Content-Transfer-Encoding: quoted-printable
        Content-Location: https://example.org/news/dialogue.html

        <!DOCTYPE html><html lang=3D"fr"><head><meta http-equiv=3D"Content-Type" con=
        tent=3D"text/html; charset=3DUTF-8"><title>Dialogue</title><link rel=3D"style=
        sheet" type=3D"text/css" href=3D"cid:css-1@mhtml.blink"></head><body><h1>Dialogue</h1><p>Un =
        d=C3=A9bat =E2=80=93 1 =3D 1.</p><p class=3D"away">Hidden text.</p><p><a href=3D"../statements/a.html">Statement</a> <img alt=3D"A dot" src=3D"/img/dot.png"><img alt=3D"Elsewhere" src=3D"https://example.org/other.png"></p></body></html>
        ------MultipartBoundary--abc----
        Content-Type: text/css
        Content-Transfer-Encoding: quoted-printable
        Content-Location: cid:css-1@mhtml.blink

        .away {"{"} display: none; {"}"}
        ------MultipartBoundary--abc----
        Content-Type: image/png
        Content-Transfer-Encoding: base64
        Content-Location: https://example.org/img/dot.png

        {Dot}

        ------MultipartBoundary--abc------
        """;

    [Fact]
    public void A_page_that_a_browser_saved_comes_with_its_pictures_its_links_and_its_styles()
    {
        var result = Archive(OfBrowser);
        Assert.Equal("mhtml", result.Format.Name);
        Assert.Equal(("Dialogue", "fr"), (DocumentText.Of(result.Document.Title), result.Document.Language));
        Assert.StartsWith("Un débat – 1 = 1.\nStatement", Text(result), StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", Text(result), StringComparison.Ordinal);
        Assert.Equal("https://example.org/statements/a.html", result.Document.Blocks.OfType<Paragraph>().SelectMany(p => p.Inlines).OfType<Link>().Single().Target);
        Assert.Equal(1, Assert.Single(result.Document.Images).Value.Width);
        // What is no part of the file is fetched from nowhere.
        Assert.Contains(result.Diagnostics, d => d.Code == "image-missing");
    }

    [Fact]
    public void A_page_that_Word_saved_is_read_in_its_own_encoding()
    {
        var result = Archive("""
            MIME-Version: 1.0
            Content-Type: multipart/related; boundary="----=_NextPart_01"

            This is a web page in one file.

            ------=_NextPart_01
            Content-Location: file:///C:/D5/page.htm
            Content-Transfer-Encoding: quoted-printable
            Content-Type: text/html; charset="windows-1251"

            <html><body><p class=3DMsoNormal>=C7=E0=FF=E2=EB=E5=ED=E8=E5</p><p><img alt=3D"=D2=EE=F7=EA=E0" src=3D"page_files/image001.png"></p><p><a href=3D"other.htm">b</a><a href=3D"file:///C:/D5/page.htm#end">c</a></p><h2 id=3Dend>d</h2></body></html>

            ------=_NextPart_01
            Content-Location: file:///C:/D5/page_files/image001.png
            Content-Transfer-Encoding: base64
            Content-Type: image/png

            iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNo
            AAAAggCBd81ytgAAAABJRU5ErkJggg==

            ------=_NextPart_01--
            """, "page.mht");
        Assert.StartsWith("Заявление", Text(result), StringComparison.Ordinal);
        Assert.Single(result.Document.Images);
        // Links within the page lead there; those to files of the author's disk lead nowhere.
        Assert.Equal(["#end"], result.Document.Blocks.OfType<Paragraph>().SelectMany(p => p.Inlines).OfType<Link>().Select(l => l.Target));
    }

    [Fact]
    public void A_file_that_was_cut_off_keeps_the_page() => Assert.StartsWith("Un débat", Text(Archive(OfBrowser[..OfBrowser.IndexOf("base64", StringComparison.Ordinal)])), StringComparison.Ordinal);

    [Fact]
    public void It_is_known_by_its_bytes_whatever_its_name_says() => Assert.Equal("mhtml", Archive(OfBrowser, "page.html").Format.Name);

    [Theory]
    [InlineData("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--", "damaged-file")]
    [InlineData("MIME-Version: 1.0\nContent-Type: multipart/related\n\nnothing", "damaged-file")]
    [InlineData("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b--", "unsupported-format")]
    public void One_without_a_page_is_rejected(string text, string code) => Assert.Equal(code, Read.Rejection("page.mht", Encoding.Latin1.GetBytes(text)).Code);

    [Fact]
    public void Parts_within_parts_without_end_are_read_within_limits()
    {
        var nested = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + string.Concat(Enumerable.Repeat("--a\nContent-Type: multipart/related; boundary=a\n\n", 20_000))
            + "--a\nContent-Type: text/html\n\n<p>Text of a page.</p>\n--a--";
        Assert.Equal("Text of a page.", Text(Archive(nested)));
    }
}
