using System.Text;
using Pipeline.Documents.Renderers;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Publishing.Storage;
using Pipeline.Website.Assets;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>
/// <c>/documents/{id}</c>: the text, with all that a reader may want to do with it and know about it. Ids of our own begin with
/// <c>page-</c> here, since headings of the text make theirs from words.
/// </summary>
internal static class DocumentPage
{
    public static Reply Show(SiteRequest request, string id)
    {
        var document = request.Document(id);
        var edition = request.Edition(document);
        var work = request.Catalog.WorkOf(id);
        // A reader who likes another language better is told of it, and stays where the address leads.
        var liked = AcceptLanguage.Best(request.Languages, [document.Language, .. work.Select(d => d.Language)]);
        var better = work.FirstOrDefault(d => d.Id != id && d.Language == liked && liked != document.Language);
        return new Reply
        {
            ContentType = "text/html; charset=utf-8",
            Policy = ContentPolicy.Page,
            Tag = request.Tag($"{Addresses.Page(document, edition)} {better?.Language}"),
            VariesByLanguage = work.Count > 0,
            CacheControl = CacheFor.Moments,
            Body = async cancellationToken =>
            {
                var page = await request.Library.ReadRendition(document, edition, Rendition.Html, cancellationToken);
                var text = Html.Trusted(Permalinks.Add(Encoding.UTF8.GetString(HtmlRenderer.FragmentOf(page).Span), edition.Number));
                return new Content(Layout.Render(request, Make(request, document, edition, text, work, better)));
            },
        };
    }

    private static PageContent Make(SiteRequest request, DocumentRecord document, EditionRecord edition, Html text, IReadOnlyList<DocumentRecord> work, DocumentRecord? better)
    {
        var older = edition.Number == document.Current.Number ? null : edition;
        return new PageContent(document.Title, $"""
            <div class="document-page">
            {(older is null ? Html.Empty : Superseded(document, older))}{(better is null ? Html.Empty : Offered(better))}
            <div class="tools">
            {Actions(request, document, older)}
            {Languages(document, work)}
            </div>
            <div class="text">
            <a class="skip" href="#page-about">Skip the text</a>
            {text}
            {(edition is { Words: 0, SourceFormat: "pdf" } ? OpenPdf(document, older, edition) : Html.Empty)}
            </div>
            <aside class="about" aria-labelledby="page-about">
            <h2 id="page-about" tabindex="-1">About this document</h2>
            {Facts(request, document, edition)}
            {Editions(document, edition)}
            <p>{Parts.Link("/verify", "Verify a file")}<span class="note">Is a copy that you have of this document the one that was published?</span></p>
            <h3>Cite</h3>
            <p class="cite">{Citation.Of(request, document, edition)}</p>
            <p>{Parts.Link(Addresses.Cite(document, "bib", older), "BibTeX")} · {Parts.Link(Addresses.Cite(document, "ris", older), "RIS")} · {Parts.Link(Addresses.Cite(document, "json", older), "CSL-JSON")}</p>
            </aside>
            </div>
            """)
        {
            Head = $"{Head(request, document, edition, older)}{Alternates(request, work)}",
            Crumbs = Crumbs(request, document),
        };
    }

    private static Html Superseded(DocumentRecord document, EditionRecord older) => $"""
        <p class="notice">This is edition {older.Number}. There is a newer one: {Parts.Link(Addresses.Page(document), $"edition {document.Current.Number}")}.</p>
        """;

    private static Html Offered(DocumentRecord other)
    {
        var (text, tag) = Names.AlsoAvailable(other.Language);
        return $"""
            <p class="notice" lang="{tag}" dir="{(Names.RightToLeft(tag) ? "rtl" : "ltr")}"><a href="{Addresses.Page(other)}" hreflang="{other.Language}">{text}</a></p>
            """;
    }

    /// <summary>The languages that the work is there in, this one marked.</summary>
    private static Html Languages(DocumentRecord document, IReadOnlyList<DocumentRecord> work)
    {
        if (work.Count == 0) return Html.Empty;
        return $"""
            <nav class="languages" aria-label="Languages of this document">
            <ul>
            {work.Select(d => (Html)$"""<li>{(d.Id == document.Id ? (Html)$"""<span aria-current="true" lang="{d.Language}">{Names.OwnName(d.Language)}</span>""" : Parts.InLanguage(d))}</li>""")}
            </ul>
            </nav>
            """;
    }

    private static Html Alternates(SiteRequest request, IReadOnlyList<DocumentRecord> work)
    {
        if (work.Count == 0 || request.Library.Options.PublicAddress is not { } root) return Html.Empty;
        return $"""
            {work.Select(d => Alternate(d.Language, Addresses.Page(d)))}{Alternate("x-default", Addresses.Work(work[0]))}
            """;

        Html Alternate(string language, string address) => $"""
            <link rel="alternate" hreflang="{language}" href="{new Uri(root, address).AbsoluteUri}">

            """;
    }

    /// <summary>The text itself says that only the PDF has it.</summary>
    private static Html OpenPdf(DocumentRecord document, EditionRecord? older, EditionRecord edition) => $"""
        <p class="open-pdf"><a href="{Addresses.Pdf(document, older)}" type="application/pdf">Open the PDF <span class="note">{PageCount(edition)}{Names.Size(edition.PdfBytes)}</span></a></p>
        """;

    private static Html Actions(SiteRequest request, DocumentRecord document, EditionRecord? older)
    {
        var edition = older ?? document.Current;
        return $"""
            <nav class="actions" aria-label="This document">
            <ul>
            <li><a class="main-action" href="{Addresses.Pdf(document, older)}" type="application/pdf">PDF <span class="note">{PageCount(edition)}{Names.Size(edition.PdfBytes)}</span></a></li>
            <li><a href="{Addresses.Print(document, older)}">Print</a></li>
            <li><a href="{Citation.MailTo(request, document)}">E-mail</a></li>
            <li><a href="{Addresses.Text(document, older)}">Plain text</a></li>
            <li><a href="{Addresses.Source(document, older)}">Original file <span class="note">{edition.SourceExtension.TrimStart('.').ToUpperInvariant()}, {Names.Size(edition.SourceBytes)}</span></a></li>
            </ul>
            </nav>
            """;
    }

    private static string PageCount(EditionRecord edition) => edition.Pages == 0 ? "" : Names.Count(edition.Pages, "page", "pages") + ", ";

    private static Html Facts(SiteRequest request, DocumentRecord document, EditionRecord edition)
    {
        var names = request.Names;
        return $"""
            <dl>
            {Fact("Kind", $"{Names.Kind(document.Kind)}")}
            {Fact("Date", Parts.Time(document.Date))}
            {Fact("Symbol", $"{document.Symbol}")}
            {Fact("Country", Links(document.Countries, Addresses.Country, names.Country))}
            {Fact("Organization", Links(document.Organizations, Addresses.Organization, names.Organization))}
            {Fact("On behalf of", $"{names.OnBehalfOf(document)}")}
            {Fact("Speaker", $"{Parts.Person(document)}")}
            {Fact("Authors", $"{Names.Authors(document)}")}
            {Fact(Names.Event(document) is null ? "Collection" : "Event", document.Event is null ? Html.Empty : Parts.Link(Addresses.Event(document.Event), document.EventTitle ?? document.Event))}
            {Fact("Place", $"{document.Place}")}
            {Fact("Regions", Links(document.Regions, Addresses.Region, names.Region))}
            {Fact("Language", $"{Names.Language(document.Language)}")}
            {Fact("Length", edition.Words > 0 ? $"{Names.Count(edition.Words, "word", "words")}" : edition.Pages > 0 ? $"{Names.Count(edition.Pages, "page", "pages")}" : Html.Empty)}
            </dl>
            """;
    }

    private static Html Fact(string name, Html value)
    {
        if (value.IsEmpty) return Html.Empty;
        return $"""
            <div><dt>{name}</dt><dd>{value}</dd></div>

            """;
    }

    private static Html Links(IReadOnlyList<string> ids, Func<string, string> address, Func<string, string> name)
    {
        if (ids.Count == 0) return Html.Empty;
        return $"""<ul>{ids.Select(id => (Html)$"<li>{Parts.Link(address(id), name(id))}</li>")}</ul>""";
    }

    private static Html Editions(DocumentRecord document, EditionRecord shown) => $"""
        <h3>Editions</h3>
        <ol class="editions" reversed>
        {document.Editions.Reverse().Select(e => (Html)$"""
            <li value="{Html.Trusted(e.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))}">{(e == shown
                ? $"<span aria-current=\"true\">{Names.Day(e.PublishedAt)}</span>"
                : Parts.Link(Addresses.Page(document, e == document.Current ? null : e), Names.Day(e.PublishedAt)))}{(e.ChangeNote is null ? Html.Empty : (Html)$"""<span class="note">{e.ChangeNote}</span>""")}{(e.Number == document.Editions[0].Number ? Html.Empty : (Html)$"""<span class="note">{Parts.Link(Addresses.Changes(document, e), "What changed")}</span>""")}</li>

            """)}</ol>
        """;

    private static IReadOnlyList<(string, string)> Crumbs(SiteRequest request, DocumentRecord document)
    {
        if (document.Event is not null) return [(document.EventTitle ?? document.Event, Addresses.Event(document.Event))];
        var region = document.Regions.Select(request.Gazetteer.FindRegion).OfType<Region>()
            .Where(r => r.Scheme == RegionScheme.M49)
            .MaxBy(r => Parts.Lineage(request.Gazetteer, r).Count());
        return region is null ? [("Documents", "/documents")] : [("Regions", "/regions"), .. Parts.Lineage(request.Gazetteer, region).Select(Parts.Crumb)];
    }

    /// <summary>What reference managers read: Highwire's citation tags, which need absolute addresses.</summary>
    private static Html Head(SiteRequest request, DocumentRecord document, EditionRecord edition, EditionRecord? older)
    {
        var root = request.Library.Options.PublicAddress;
        return $"""
            <link rel="stylesheet" href="{StaticFiles.Document.Address}">
            <link rel="alternate" type="application/pdf" href="{Addresses.Pdf(document, older)}">
            <meta name="citation_title" content="{document.Title}">
            {Meta("description", Parts.Description(request.Names, document))}{Meta("citation_publication_date", document.Date?.Replace('-', '/'))}{request.Names.Creators(document).Select(c => Meta("citation_author", c))}{Meta("citation_language", document.Language)}{(root is null ? Html.Empty : (Html)$"""
                <link rel="canonical" href="{new Uri(root, Addresses.Page(document)).AbsoluteUri}">
                <meta name="citation_pdf_url" content="{new Uri(root, Addresses.Pdf(document, older)).AbsoluteUri}">

                """)}{LinkedData.Head(request, document, edition)}
            """;

        static Html Meta(string name, string? content)
        {
            if (content is null) return Html.Empty;
            return $"""
                <meta name="{name}" content="{content}">

                """;
        }
    }
}
