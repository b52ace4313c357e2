using System.Text.Json;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /v1/regions?scheme=</c>: the tree of a scheme with the number of documents under each place.</summary>
internal static class RegionsApi
{
    public static Reply List(SiteRequest request)
    {
        request.Parameters.AllowOnly(Endpoints.Regions.Query);
        var scheme = request.Parameters.Choice<RegionScheme>("scheme") ?? RegionScheme.M49;
        var counts = request.Catalog.RegionCounts;
        return Json.FromCatalog(request, $"/v1/regions?scheme={Parameters.Written(scheme)}", json =>
        {
            json.WriteString("scheme", Parameters.Written(scheme));
            json.WriteString("version", request.Gazetteer.Version);
            Write(json, "regions", request.Gazetteer.Regions(scheme), counts);
        });
    }

    private static void Write(Utf8JsonWriter json, string field, IReadOnlyList<Region> regions, IReadOnlyDictionary<string, int> counts)
    {
        json.WriteStartArray(field);
        foreach (var region in regions)
        {
            json.WriteStartObject();
            json.WriteString("id", region.Id);
            json.WriteString("name", region.Name);
            json.WriteNumber("count", counts.GetValueOrDefault(region.Id));
            json.WriteString("documents", $"/v1/documents?region={region.Id}");
            Write(json, "children", region.Children, counts);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
