using System.Globalization;
using System.Text;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Api;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>A document's entry for reference managers: <c>/documents/{id}/cite.bib</c>, <c>.ris</c> and <c>.json</c>.</summary>
internal static class CitationFiles
{
    private const string MonthNames = "janfebmaraprmayjunjulaugsepoctnovdec";

    public static Reply BibTeX(SiteRequest request, string id) => File(request, id, "application/x-bibtex; charset=utf-8", BibTeX);

    public static Reply Ris(SiteRequest request, string id) => File(request, id, "application/x-research-info-systems; charset=utf-8", Ris);

    /// <summary>CSL-JSON 1.0.2, a list of one item.</summary>
    public static Reply Csl(SiteRequest request, string id) => File(request, id, "application/vnd.citationstyles.csl+json; charset=utf-8", Csl);

    private static Reply File(SiteRequest request, string id, string contentType, Func<SiteRequest, DocumentRecord, EditionRecord, byte[]> write)
    {
        var document = request.Document(id);
        var edition = request.Edition(document);
        return new Reply
        {
            ContentType = contentType,
            Tag = request.Tag($"{Addresses.Page(document, edition)} {contentType}"),
            CacheControl = CacheFor.Moments,
            Body = Reply.Bytes(() => new Content(write(request, document, edition))),
        };
    }

    private static byte[] BibTeX(SiteRequest request, DocumentRecord document, EditionRecord edition)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"@{(document.Kind == DocumentKind.Report ? "techreport" : "misc")}{{{document.Id},\n");
        // Doubled braces keep the title's capitals.
        Field("title", "{" + Escaped(document.Title) + "}");
        if (request.Names.Creators(document) is { Count: > 0 } authors) Field("author", string.Join(" and ", authors.Select(a => "{" + Escaped(a) + "}")));
        if (document.Date is { } date)
        {
            Field("year", date[..4]);
            if (Month(date) is { } month) text.Append(CultureInfo.InvariantCulture, $"  month = {MonthNames.AsSpan(3 * (month - 1), 3)},\n");
        }
        Field(document.Kind == DocumentKind.Report ? "institution" : "publisher", Escaped(request.Library.Options.Publisher));
        Optional("number", document.Symbol);
        Optional("howpublished", Names.Event(document));
        Optional("address", document.Place);
        Optional("note", OnBehalfOf(request, document));
        Optional("abstract", document.Summary);
        Optional("edition", Numbered(document, edition));
        Field("language", document.Language);
        if (Citation.Address(request, document, edition) is { } address) Field("url", address);
        return Encoding.UTF8.GetBytes(text.Append("}\n").ToString());

        void Field(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"  {name} = {{{value}}},\n");

        void Optional(string name, string? value)
        {
            if (value is not null) Field(name, Escaped(value));
        }
    }

    /// <summary>What TeX would take for a command.</summary>
    private static string Escaped(string value)
    {
        var text = new StringBuilder(value.Length + 8);
        // BibTeX counts braces, whatever stands before them: those that do not match are named.
        var depth = 0;
        var matching = value.All(c => (depth += c == '{' ? 1 : c == '}' ? -1 : 0) >= 0) && depth == 0;
        foreach (var c in OneLine(value))
        {
            text.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '{' when !matching => "\\textbraceleft{}",
                '}' when !matching => "\\textbraceright{}",
                '{' or '}' or '&' or '%' or '$' or '#' or '_' => "\\" + c,
                _ => c.ToString(),
            });
        }
        return text.ToString();
    }

    private static byte[] Ris(SiteRequest request, DocumentRecord document, EditionRecord edition)
    {
        var text = new StringBuilder();
        Line("TY", document.Kind switch
        {
            DocumentKind.Report => "RPRT",
            DocumentKind.News => "NEWS",
            DocumentKind.Letter => "PCOMM",
            DocumentKind.Presentation => "SLIDE",
            _ => "GEN",
        });
        Line("TI", document.Title);
        foreach (var author in request.Names.Creators(document)) Line("AU", author);
        if (document.Date is { } date)
        {
            Line("PY", date[..4]);
            // YYYY/MM/DD/other, with what is not known left empty.
            Line("DA", string.Join('/', [.. date.Split('-'), .. Enumerable.Repeat("", 4 - date.Split('-').Length)]));
        }
        Line("T2", Names.Event(document));
        Line("CY", document.Place);
        Line("PB", request.Library.Options.Publisher);
        Line("M1", document.Symbol);
        Line("ET", Numbered(document, edition));
        Line("N1", OnBehalfOf(request, document));
        Line("AB", document.Summary);
        Line("LA", document.Language);
        Line("UR", Citation.Address(request, document, edition));
        return Encoding.UTF8.GetBytes(text.Append("ER  - \r\n").ToString());

        void Line(string tag, string? value)
        {
            if (!string.IsNullOrEmpty(value)) text.Append(CultureInfo.InvariantCulture, $"{tag}  - {OneLine(value)}\r\n");
        }
    }

    private static byte[] Csl(SiteRequest request, DocumentRecord document, EditionRecord edition) => Json.List(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", document.Id);
        json.WriteString("type", document.Kind switch
        {
            DocumentKind.Report => "report",
            DocumentKind.Statement or DocumentKind.Presentation => "speech",
            DocumentKind.News => "article-newspaper",
            DocumentKind.Letter => "personal_communication",
            _ => "document",
        });
        json.WriteString("title", document.Title);
        json.WriteStartArray("author");
        foreach (var author in request.Names.Creators(document))
        {
            json.WriteStartObject();
            json.WriteString("literal", author);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (document.Date is { } date)
        {
            json.WriteStartObject("issued");
            json.WriteStartArray("date-parts");
            json.WriteStartArray();
            foreach (var part in date.Split('-')) json.WriteNumberValue(int.Parse(part, CultureInfo.InvariantCulture));
            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteString("publisher", request.Library.Options.Publisher);
        Optional("number", document.Symbol);
        Optional("event-title", Names.Event(document));
        Optional("event-place", document.Place);
        Optional("note", OnBehalfOf(request, document));
        Optional("abstract", document.Summary);
        json.WriteString("language", document.Language);
        Optional("version", Numbered(document, edition));
        Optional("URL", Citation.Address(request, document, edition));
        json.WriteEndObject();

        void Optional(string name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }
    });

    /// <summary>The edition's number where there are several.</summary>
    private static string? Numbered(DocumentRecord document, EditionRecord edition) =>
        document.Editions.Count > 1 ? edition.Number.ToString(CultureInfo.InvariantCulture) : null;

    private static string? OnBehalfOf(SiteRequest request, DocumentRecord document) =>
        request.Names.OnBehalfOf(document) is { } parties ? $"On behalf of {parties}" : null;

    private static int? Month(string date) => date.Length >= 7 ? int.Parse(date.AsSpan(5, 2), CultureInfo.InvariantCulture) : null;

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
