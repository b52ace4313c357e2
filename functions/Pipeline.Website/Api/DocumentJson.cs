using System.Text.Json;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary>One document, as it stands in lists and alone. Every field is there; what is not known is null or empty.</summary>
internal static class DocumentJson
{
    public static void WriteFields(SiteRequest request, Utf8JsonWriter json, DocumentRecord document)
    {
        var names = request.Names;
        json.WriteString("id", document.Id);
        json.WriteString("title", document.Title);
        json.WriteString("subtitle", document.Subtitle);
        json.WriteString("kind", Parameters.Written(document.Kind));
        json.WriteString("date", document.Date);
        json.WriteString("language", document.Language);
        json.WriteString("summary", document.Summary);
        json.WriteString("symbol", document.Symbol);
        json.WriteString("speaker", document.Speaker);
        json.WriteString("post", document.Post);
        json.Strings("authors", document.Authors);
        json.Named("countries", document.Countries.Select(c => ((string?)c, names.Country(c))));
        json.Named("organizations", document.Organizations.Select(o => ((string?)o, names.Organization(o))));
        json.Named("onBehalfOf", document.OnBehalfOf.Select(names.PartyWithId));
        json.Named("regions", document.Regions.Select(r => ((string?)r, names.Region(r))));
        if (document.Event is null) json.WriteNull("event");
        else
        {
            json.WriteStartObject("event");
            json.WriteString("id", document.Event);
            json.WriteString("title", document.EventTitle ?? document.Event);
            json.WriteEndObject();
        }
        json.WriteString("place", document.Place);
        json.WriteNumber("edition", document.Current.Number);
        json.WriteString("publishedAt", Names.Timestamp(document.Current.PublishedAt));
        json.WriteNumber("pages", document.Current.Pages);
        json.WriteNumber("words", document.Current.Words);
        json.WriteStartArray("translations");
        foreach (var other in request.Catalog.WorkOf(document.Id).Where(d => d.Id != document.Id))
        {
            json.WriteStartObject();
            json.WriteString("id", other.Id);
            json.WriteString("language", other.Language);
            json.WriteString("title", other.Title);
            json.WriteString("page", Addresses.Page(other));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteLinks(json, document, edition: null);
    }

    public static void WriteEdition(Utf8JsonWriter json, DocumentRecord document, EditionRecord edition)
    {
        json.WriteStartObject();
        json.WriteNumber("number", edition.Number);
        json.WriteString("hash", edition.Hash);
        json.WriteString("publishedAt", Names.Timestamp(edition.PublishedAt));
        json.WriteString("changeNote", edition.ChangeNote);
        json.WriteString("sourceFormat", edition.SourceFormat);
        json.WriteString("sourceSha256", edition.SourceHash);
        json.WriteNumber("sourceBytes", edition.SourceBytes);
        json.WriteNumber("htmlBytes", edition.HtmlBytes);
        json.WriteNumber("pdfBytes", edition.PdfBytes);
        json.WriteNumber("textBytes", edition.TextBytes);
        json.WriteNumber("pages", edition.Pages);
        json.WriteNumber("words", edition.Words);
        WriteLinks(json, document, edition);
        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, DocumentRecord document, EditionRecord? edition)
    {
        json.WriteStartObject("links");
        if (edition is null) json.WriteString("self", $"/v1/documents/{document.Id}");
        json.WriteString("page", Addresses.Page(document, edition));
        json.WriteString("pdf", Addresses.Pdf(document, edition));
        json.WriteString("text", Addresses.Text(document, edition));
        json.WriteString("source", Addresses.Source(document, edition));
        json.WriteString("print", Addresses.Print(document, edition));
        json.WriteEndObject();
    }
}
