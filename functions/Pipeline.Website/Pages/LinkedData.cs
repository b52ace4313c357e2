using System.Text;
using System.Text.Json;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>What search engines and readers of links take from a document's page: schema.org as JSON-LD, Dublin Core, Open Graph.</summary>
internal static class LinkedData
{
    public static Html Head(SiteRequest request, DocumentRecord document, EditionRecord edition)
    {
        var root = request.Library.Options.PublicAddress;
        return $"""
            {Named("DC.title", document.Title)}{Named("DC.type", Names.Kind(document.Kind))}{request.Names.Creators(document).Select(c => Named("DC.creator", c))}{Named("DC.date", document.Date)}{Named("DC.language", document.Language)}{Named("DC.publisher", request.Library.Options.Publisher)}{Named("DC.identifier", document.Symbol)}{Property("og:type", "article")}{Property("og:title", document.Title)}{Property("og:description", Parts.Description(request.Names, document))}{Property("og:site_name", request.Library.Options.Publisher)}{Property("og:url", root is null ? null : new Uri(root, Addresses.Page(document)).AbsoluteUri)}<script type="application/ld+json">{Html.Trusted(Encoding.UTF8.GetString(Graph(request, document, edition, root)))}</script>

            """;
    }

    /// <summary>The default encoder of the writer leaves no character in it that could end the element.</summary>
    private static byte[] Graph(SiteRequest request, DocumentRecord document, EditionRecord edition, Uri? root)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("@context", "https://schema.org");
            json.WriteString("@type", document.Kind switch
            {
                DocumentKind.Report => "Report",
                DocumentKind.News => "NewsArticle",
                DocumentKind.Presentation => "PresentationDigitalDocument",
                _ => "DigitalDocument",
            });
            json.WriteString("name", document.Title);
            json.WriteString("headline", document.Title);
            Optional("alternativeHeadline", document.Subtitle);
            Optional("abstract", document.Summary);
            Optional("datePublished", document.Date);
            json.WriteString("dateModified", Names.Timestamp(edition.PublishedAt));
            json.WriteString("inLanguage", document.Language);
            Optional("identifier", document.Symbol);
            json.WriteNumber("version", edition.Number);
            Optional("url", root is null ? null : new Uri(root, Addresses.Page(document)).AbsoluteUri);
            if (document.Speaker is { } speaker)
            {
                json.WriteStartObject("author");
                json.WriteString("@type", "Person");
                json.WriteString("name", speaker);
                Optional("jobTitle", document.Post);
                json.WriteEndObject();
            }
            else if (!Names.IsSpoken(document) && document.Authors.Count > 0)
            {
                json.WriteStartArray("author");
                foreach (var author in document.Authors) Thing("Person", author);
                json.WriteEndArray();
            }
            var parties = document.Countries.Select(c => ("Country", request.Names.Country(c)))
                .Concat(document.Organizations.Select(o => ("Organization", request.Names.Organization(o)))).ToList();
            if (parties.Count > 0)
            {
                json.WriteStartArray("sourceOrganization");
                foreach (var (type, name) in parties) Thing(type, name);
                json.WriteEndArray();
            }
            json.WritePropertyName("publisher");
            Thing("Organization", request.Library.Options.Publisher);
            if (Names.Event(document) is { } title)
            {
                json.WriteStartObject("isPartOf");
                json.WriteString("@type", "Event");
                json.WriteString("name", title);
                Optional("location", document.Place);
                json.WriteEndObject();
            }
            var others = request.Catalog.WorkOf(document.Id).Where(d => d.Id != document.Id).ToList();
            if (others.Count > 0)
            {
                json.WriteStartArray("workTranslation");
                foreach (var other in others)
                {
                    json.WriteStartObject();
                    json.WriteString("@type", "DigitalDocument");
                    json.WriteString("name", other.Title);
                    json.WriteString("inLanguage", other.Language);
                    if (root is not null) json.WriteString("url", new Uri(root, Addresses.Page(other)).AbsoluteUri);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteStartObject("encoding");
            json.WriteString("@type", "MediaObject");
            json.WriteString("encodingFormat", "application/pdf");
            json.WriteString("contentSize", Names.Size(edition.PdfBytes));
            if (root is not null) json.WriteString("contentUrl", new Uri(root, Addresses.Pdf(document)).AbsoluteUri);
            json.WriteEndObject();
            json.WriteEndObject();

            void Optional(string name, string? value)
            {
                if (value is not null) json.WriteString(name, value);
            }

            void Thing(string type, string name)
            {
                json.WriteStartObject();
                json.WriteString("@type", type);
                json.WriteString("name", name);
                json.WriteEndObject();
            }
        }
        return buffer.ToArray();
    }

    private static Html Named(string name, string? content)
    {
        if (content is null) return Html.Empty;
        return $"""
            <meta name="{name}" content="{content}">

            """;
    }

    private static Html Property(string name, string? content)
    {
        if (content is null) return Html.Empty;
        return $"""
            <meta property="{name}" content="{content}">

            """;
    }
}
