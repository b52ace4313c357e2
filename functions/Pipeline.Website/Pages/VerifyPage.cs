using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Storage;
using Pipeline.Website.Api;
using Pipeline.Website.Assets;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>
/// <c>/verify</c>: whether a file in somebody's hand is one of ours, and of which edition. The form takes the file's hash; the page's
/// script can make it out of the file, which never leaves the reader's computer.
/// </summary>
internal static class VerifyPage
{
    public static Reply Show(SiteRequest request)
    {
        request.Parameters.AllowOnly("sha256");
        string? sha256;
        try
        {
            sha256 = VerifyApi.Hash(request);
        }
        catch (ProblemException mistake)
        {
            // Whoever mistyped it is asked again.
            return new Reply
            {
                Status = mistake.Problem.Status,
                ContentType = "text/html; charset=utf-8",
                Policy = ContentPolicy.ScriptPage,
                Body = Reply.Bytes(() => new Content(Layout.Render(request, Make(request, request.Parameters.One("sha256"), null, mistake.Problem.Detail)))),
            };
        }
        return new Reply
        {
            ContentType = "text/html; charset=utf-8",
            Policy = ContentPolicy.ScriptPage,
            Tag = request.Tag(sha256 is null ? "/verify" : $"/verify?sha256={sha256}"),
            CacheControl = CacheFor.Moments,
            Body = async cancellationToken =>
            {
                var files = sha256 is null ? null : await request.Library.FindFile(sha256, request.Catalog, cancellationToken);
                return new Content(Layout.Render(request, Make(request, sha256, files, complaint: null)));
            },
        };
    }

    private static PageContent Make(SiteRequest request, string? sha256, IReadOnlyList<KnownFile>? files, string? complaint) => new("Verify a file", $"""
        <h1>Verify a file</h1>
        <p class="lede">Is a file that somebody gave you a document of this library, as it was published? And is there a newer edition?</p>
        {(files is null ? Html.Empty : Answer(files))}
        <form class="drop verify" action="/verify" method="get" data-limit="{request.Library.Options.MaximumUploadBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)}">
        <div class="choose" hidden>
        <p><label for="file">Drop the file here, or choose it</label>
        <input id="file" type="file"></p>
        <p class="note">It is not sent anywhere: your browser computes its hash, and only that is looked up.</p>
        <p class="progress" role="status"></p>
        </div>
        <p><label for="sha256">SHA-256 hash of the file</label>
        <span class="field"><input id="sha256" name="sha256" value="{sha256}" maxlength="80" spellcheck="false" autocomplete="off" autocapitalize="off" required{(complaint is null ? Html.Empty : Html.Trusted(" aria-invalid=\"true\" aria-describedby=\"mistake\""))}><button>Verify</button></span></p>
        {(complaint is null ? Html.Empty : (Html)$"""<p id="mistake" class="mistake" role="alert">{complaint}</p>""")}
        </form>
        <section aria-labelledby="how">
        <h2 id="how">How to find the hash of a file</h2>
        <dl class="schema commands">
        <div><dt>Windows</dt><dd><code>certutil -hashfile FILE SHA256</code> at the command prompt</dd></div>
        <div><dt>macOS</dt><dd><code>shasum -a 256 FILE</code> in Terminal</dd></div>
        <div><dt>Linux</dt><dd><code>sha256sum FILE</code></dd></div>
        </dl>
        </section>
        """)
    { Head = $"""<script src="{StaticFiles.Verify.Address}" defer></script>{"\n"}""" };

    private static Html Answer(IReadOnlyList<KnownFile> files)
    {
        if (files.Count == 0)
        {
            return $"""
                <section class="verdict" aria-labelledby="verdict">
                <h2 id="verdict">This file is not known here</h2>
                <p>No edition of any document in this library has, or had, exactly these bytes. That does not make the file a forgery: a copy that was opened and saved again, printed to PDF or shortened by a mail program has another hash, though it says the same. But it is not the file as it was published.</p>
                </section>
                """;
        }
        return $"""
            <section class="verdict known" aria-labelledby="verdict">
            <h2 id="verdict">{(files.Count == 1 ? Html.Trusted("This file was published here") : (Html)$"This file was published here as {Names.Count(files.Count, "document", "documents")}")}</h2>
            {files.Select(File)}</section>
            """;
    }

    private static Html File(KnownFile file)
    {
        var (document, edition) = (file.Document, file.Edition);
        return $"""
            <div>
            <h3><a href="{Addresses.Page(document)}"{Parts.Language(document)}>{document.Title}</a></h3>
            <p>{Sentence(file)}</p>
            {Standing(file)}
            </div>

            """;

        string Sentence(KnownFile of)
        {
            var what = Names.Series([.. of.Renditions.Select(Word)]);
            return $"It is {what} of edition {edition.Number}, published on {Names.Day(edition.PublishedAt)}{(of.RenderedAnew ? ", as it looked before its pages were made anew; the text is the same" : "")}.";
        }
    }

    private static Html Standing(KnownFile file)
    {
        var (document, edition) = (file.Document, file.Edition);
        if (document.Withdrawn is { } withdrawn) return $"""<p class="notice">The document was withdrawn on {Names.Day(withdrawn)}.</p>""";
        if (file.IsLatest) return $"""<p>This is the latest edition.</p>""";
        var changes = document.Editions.FirstOrDefault(e => e.Number == edition.Number + 1);
        return $"""
            <p class="notice">There is a newer edition: {Parts.Link(Addresses.Page(document), $"edition {document.Current.Number}")} of {Names.Day(document.Current.PublishedAt)}. {Parts.Link(Addresses.Page(document, edition), $"Edition {edition.Number}")} is kept{(changes is null ? Html.Trusted(".") : (Html)$"; {Parts.Link(Addresses.Changes(document, changes), $"what edition {changes.Number} changed")}.")}</p>
            """;
    }

    private static string Word(Rendition rendition) => rendition switch
    {
        Rendition.Html => "the page to print",
        Rendition.Pdf => "the PDF",
        Rendition.Text => "the plain text",
        _ => "the original file",
    };
}
