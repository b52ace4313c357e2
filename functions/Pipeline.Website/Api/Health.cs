using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /health</c>: ready or not, and why; 200 or 503, for probes.</summary>
internal static class Health
{
    public static Reply Show(SiteRequest request)
    {
        var ready = request.Library.Ready();
        return new Reply
        {
            Status = ready ? 200 : 503,
            ContentType = "application/json; charset=utf-8",
            Body = Reply.Bytes(() => new Content(Json.Bytes(json =>
            {
                json.WriteString("status", ready ? "ready" : "starting");
                json.WriteString("reason", ready ? null : "The catalog has not been loaded yet.");
                json.WriteNumber("documents", request.Catalog.Documents.Count);
                json.WriteString("catalog", request.Catalog.Version);
            }))),
        };
    }
}
