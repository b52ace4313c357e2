using System.Text.Json;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /v1/documents</c> and <c>/v1/documents/{id}</c>.</summary>
internal static class DocumentsApi
{
    /// <summary>Events are thousands; a list of all would be most of the answer.</summary>
    public const int MostFacetValues = 250;

    public static Reply List(SiteRequest request)
    {
        request.Parameters.AllowOnly(Endpoints.Documents.Query);
        var query = DocumentFilter.Read(request);
        var address = DocumentFilter.Address("/v1/documents", query);
        return Json.FromCatalog(request, address, _ => { }) with
        {
            Body = Reply.Bytes(() =>
            {
                var page = DocumentFilter.Page(request, query);
                return new Content(Json.Bytes(json => WriteList(request, json, query, page)), Links(query, page));
            }),
        };
    }

    public static Reply Show(SiteRequest request, string id)
    {
        request.Parameters.AllowOnly();
        var document = request.Document(id);
        return Json.FromCatalog(request, $"/v1/documents/{id}", json =>
        {
            DocumentJson.WriteFields(request, json, document);
            json.WriteStartArray("editions");
            foreach (var edition in document.Editions.Reverse()) DocumentJson.WriteEdition(json, document, edition);
            json.WriteEndArray();
        });
    }

    /// <summary>RFC 8288: the pages around this one; null where there is no other.</summary>
    private static string? Links(CatalogQuery query, CatalogPage page)
    {
        var links = new List<string>();
        if (page.NextCursor is not null) links.Add($"<{Next(query, page)}>; rel=\"next\"");
        if (page.HasPrevious) links.Add($"<{DocumentFilter.Address("/v1/documents", query with { Cursor = page.PreviousCursor })}>; rel=\"prev\"");
        if (query.Cursor is not null) links.Add($"<{DocumentFilter.Address("/v1/documents", query with { Cursor = null })}>; rel=\"first\"");
        return links.Count == 0 ? null : string.Join(", ", links);
    }

    private static string Next(CatalogQuery query, CatalogPage page) =>
        DocumentFilter.Address("/v1/documents", query with { Cursor = page.NextCursor });

    private static void WriteList(SiteRequest request, Utf8JsonWriter json, CatalogQuery query, CatalogPage page)
    {
        json.WriteNumber("total", page.Total);
        json.WriteStartArray("items");
        foreach (var document in page.Items)
        {
            json.WriteStartObject();
            DocumentJson.WriteFields(request, json, document);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("facets");
        foreach (var (field, values) in page.Facets.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray(field);
            foreach (var value in values.Take(MostFacetValues))
            {
                json.WriteStartObject();
                json.WriteString("value", value.Value);
                json.WriteString("name", Name(request, field, value.Value));
                json.WriteNumber("count", value.Count);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteString("next", page.NextCursor is null ? null : Next(query, page));
    }

    private static string Name(SiteRequest request, string field, string value) => field switch
    {
        "region" => request.Names.Region(value),
        "country" => request.Names.Country(value),
        "organization" => request.Names.Organization(value),
        "language" => Names.Language(value),
        "kind" => Names.Kind(Parameters.Read<DocumentKind>("kind", value)),
        "event" => request.EventTitle(value),
        _ => value,
    };
}
