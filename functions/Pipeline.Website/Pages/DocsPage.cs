using System.Text.Json;
using Pipeline.Website.Api;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/docs</c>: the API for people, from the same table as <c>/openapi.json</c>.</summary>
internal static class DocsPage
{
    public static Reply Show(SiteRequest request) => new()
    {
        ContentType = "text/html; charset=utf-8",
        Policy = ContentPolicy.Page,
        Tag = SiteRequest.Hash(request.Site.Stamp + "\n/docs"),
        CacheControl = CacheFor.Moments,
        Body = Reply.Bytes(() => new Content(Layout.Render(request, new PageContent("For programs", Main())))),
    };

    private static Html Main() => $"""
        <h1>For programs</h1>
        <p class="lede">Plain JSON over HTTP, for any origin. Addresses and answers are described for machines in {Parts.Link("/openapi.json", "OpenAPI 3.1")}.</p>
        <section aria-labelledby="rules">
        <h2 id="rules">The same everywhere</h2>
        <ul class="prose">
        <li>An unknown parameter or value is answered 400 and named, as a problem of RFC 9457.</li>
        <li>Answers bear a strong ETag. Send it back in <code>If-None-Match</code>, and what did not change is answered 304.</li>
        <li>Lists come page by page. Follow <code>next</code>, or the header <code>Link</code>: a cursor stays right while documents come and go.</li>
        <li>Every count is the total of the list behind it.</li>
        <li>Who asks too often is answered 429, with the seconds to wait in <code>Retry-After</code>.</li>
        </ul>
        </section>
        {Endpoints.All.Select(Section)}
        <section aria-labelledby="schemas">
        <h2 id="schemas">Answers</h2>
        {OpenApi.Schemas.EnumerateObject().Select(Schema)}
        </section>
        """;

    private static Html Section(Endpoint endpoint) => $"""
        <section aria-labelledby="{endpoint.Name}">
        <h2 id="{endpoint.Name}"><code>GET {endpoint.Path}</code></h2>
        <p>{endpoint.Summary} Answers {Parts.Link("#schema-" + endpoint.Schema, endpoint.Schema)}.</p>
        {(endpoint.Parameters.Count == 0 ? Html.Empty : (Html)$"""
            <table class="records" role="table">
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Parameter</th><th role="columnheader" scope="col">What it means</th><th role="columnheader" scope="col">Values</th></tr></thead>
            <tbody role="rowgroup">
            {endpoint.Parameters.Select(p => (Html)$"""
                <tr role="row"><th role="rowheader" scope="row"><code>{p.Name}</code></th><td role="cell">{p.Description}</td><td role="cell">{Values(p)}</td></tr>

                """)}</tbody>
            </table>
            """)}
        </section>

        """;

    private static string Values(Parameter parameter) => parameter switch
    {
        { Number: var (usual, least, most) } => $"{least} to {most}; {usual} where it is not given",
        { Values.Count: > 0, Default: { } usual } => $"{string.Join(", ", parameter.Values)}; {usual} where it is not given",
        { Values.Count: > 0 } => string.Join(", ", parameter.Values),
        { LongestText: { } longest } => $"up to {longest} characters",
        _ => "",
    };

    private static Html Schema(JsonProperty schema)
    {
        if (!schema.Value.TryGetProperty("properties", out var properties)) return Heading();
        return $"""
            {Heading()}
            <dl class="schema">
            {properties.EnumerateObject().Select(p => (Html)$"""
                <div><dt><code>{p.Name}</code></dt><dd>{Type(p.Value)}{(p.Value.TryGetProperty("description", out var text) ? (Html)$"""<span class="note">{text.GetString()}</span>""" : Html.Empty)}</dd></div>

                """)}</dl>

            """;

        Html Heading() => $"""<h3 id="schema-{schema.Name}">{schema.Name}</h3>""";
    }

    private static Html Type(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            return Parts.Link("#schema-" + name, name);
        }
        if (schema.TryGetProperty("oneOf", out var either)) return $"{either.EnumerateArray().SelectMany((s, i) => i == 0 ? new[] { Type(s) } : [Html.Trusted(" or "), Type(s)])}";
        if (schema.TryGetProperty("items", out var items)) return $"list of {Type(items)}";
        if (schema.TryGetProperty("enum", out var values)) return $"{string.Join(", ", values.EnumerateArray().Select(v => v.GetString()))}";
        if (!schema.TryGetProperty("type", out var type)) return Html.Empty;
        return $"{(type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray().Select(t => t.GetString())) : type.GetString())}";
    }
}
