using System.Text.Json;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /v1/events/{id}</c>: who said what, for whom; and who is missing.</summary>
internal static class EventsApi
{
    private const int MostDocuments = 1_000;

    public static Reply Show(SiteRequest request, string id)
    {
        request.Parameters.AllowOnly(Endpoints.Event.Query);
        if (request.Catalog.NewestOf(id) is not { } newest) throw new ProblemException(Problem.NotFound($"There is no event '{id}'."));
        return Json.FromCatalog(request, $"/v1/events/{id}", json =>
        {
            var page = request.Catalog.Query(new CatalogQuery { Events = [id], Limit = MostDocuments });
            // Of dates that are known to the day, the month or the year only the most precise say when it was.
            string[] dates = [.. page.Items.Select(d => d.Date).OfType<string>().GroupBy(d => d.Length).MaxBy(g => g.Key)?.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()];
            var spoken = page.Items.Where(d => Speaker(request.Names, d) is not null)
                .OrderBy(d => Names.SortKey(Speaker(request.Names, d)!), StringComparer.Ordinal).ThenBy(d => d.Date, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal);
            json.WriteString("id", id);
            json.WriteString("title", newest.EventTitle ?? id);
            json.WriteString("from", dates.FirstOrDefault());
            json.WriteString("to", dates.LastOrDefault());
            json.Strings("places", page.Items.Select(d => d.Place).OfType<string>().Distinct().Order(StringComparer.Ordinal));
            json.WriteNumber("total", page.Total);
            WriteDocuments(json, "contributions", request.Names, spoken);
            WriteDocuments(json, "documents", request.Names, page.Items.Where(d => Speaker(request.Names, d) is null));
            json.Named("missing", Missing(request.Gazetteer, page.Items).Select(c => ((string?)c.Id, c.Name)));
            json.WriteBoolean("complete", page.NextCursor is null);
        });
    }

    private static string? Speaker(Names names, DocumentRecord document) => names.Delegation(document) ?? document.Speaker;

    /// <summary>Member states that neither speak nor are named among those for whom somebody speaks.</summary>
    private static IEnumerable<Country> Missing(Gazetteer gazetteer, IEnumerable<DocumentRecord> documents)
    {
        var heard = documents.SelectMany(d => d.Countries.Concat(d.OnBehalfOf)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return gazetteer.Countries.Where(c => c.Status == CountryStatus.Member && !heard.Contains(c.Id)).OrderBy(c => Names.SortKey(c.Name), StringComparer.Ordinal);
    }

    private static void WriteDocuments(Utf8JsonWriter json, string field, Names names, IEnumerable<DocumentRecord> documents)
    {
        json.WriteStartArray(field);
        foreach (var document in documents)
        {
            json.WriteStartObject();
            DocumentJson.WriteFields(names, json, document);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
