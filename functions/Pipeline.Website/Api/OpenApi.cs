using System.Globalization;
using System.Text.Json;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /openapi.json</c>: <see cref="Endpoints"/> and <c>schemas.json</c> as OpenAPI 3.1.</summary>
internal static class OpenApi
{
    private static readonly int[] Everywhere = [405, 429, 500, 503];

    /// <summary>The answers' schemas by name (JSON Schema 2020-12).</summary>
    public static JsonElement Schemas { get; } = ReadSchemas();

    public static Reply Show(SiteRequest request)
    {
        request.Parameters.AllowOnly();
        return new Reply
        {
            ContentType = "application/json; charset=utf-8",
            Body = Reply.Bytes(() => new Content(Json.Bytes(json => Write(json, request)))),
            Tag = SiteRequest.Hash(request.Site.Stamp + "\n/openapi.json"),
            CacheControl = CacheFor.Moments,
        };
    }

    private static void Write(Utf8JsonWriter json, SiteRequest request)
    {
        json.WriteString("openapi", "3.1.0");
        json.WriteStartObject("info");
        json.WriteString("title", request.Library.Options.Publisher);
        json.WriteString("version", "1");
        json.WriteString("description", "Documents by region, country, organization and event. Read only; every address answers GET, HEAD and OPTIONS, to programs on any origin. Answers bear a strong ETag: send it back in If-None-Match, and what did not change is answered 304 without a body.");
        json.WriteEndObject();
        json.WriteStartArray("servers");
        json.WriteStartObject();
        json.WriteString("url", "/");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("paths");
        foreach (var endpoint in Endpoints.All)
        {
            json.WriteStartObject(endpoint.Path);
            json.WriteStartObject("get");
            WriteGet(json, endpoint);
            json.WriteEndObject();
            if (endpoint.TakesForm)
            {
                json.WriteStartObject("post");
                WritePost(json, endpoint);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteStartObject("components");
        json.WritePropertyName("schemas");
        Schemas.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteGet(Utf8JsonWriter json, Endpoint endpoint)
    {
        json.WriteString("operationId", endpoint.Name);
        json.WriteString("summary", endpoint.Summary);
        json.WriteStartArray("parameters");
        foreach (var parameter in endpoint.Parameters) Write(json, parameter);
        json.WriteEndArray();
        WriteResponses(json, endpoint, endpoint.Problems);
    }

    /// <summary>The same arguments as a form, which may be none or too long.</summary>
    private static void WritePost(Utf8JsonWriter json, Endpoint endpoint)
    {
        json.WriteString("operationId", endpoint.Name + "Form");
        json.WriteString("summary", "The same with its arguments in a form.");
        json.WriteStartObject("requestBody");
        json.WriteBoolean("required", true);
        json.WriteStartObject("content");
        json.WriteStartObject("application/x-www-form-urlencoded");
        json.WriteStartObject("schema");
        json.WriteString("type", "object");
        json.Strings("required", endpoint.Parameters.Where(p => p.Required).Select(p => p.Name));
        json.WriteStartObject("properties");
        foreach (var parameter in endpoint.Parameters)
        {
            json.WriteStartObject(parameter.Name);
            json.WriteString("description", parameter.Description);
            WriteType(json, parameter);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        WriteResponses(json, endpoint, [.. endpoint.Problems, 413, 415]);
    }

    private static void WriteResponses(Utf8JsonWriter json, Endpoint endpoint, IReadOnlyList<int> problems)
    {
        json.WriteStartObject("responses");
        Answer(json, 200, "The answer.", endpoint.MediaType, endpoint.Schema, () =>
        {
            if (endpoint.Cached) Header(json, "ETag", "Names these very bytes.");
            if (endpoint.Links) Header(json, "Link", "The pages around this one: next, prev, first (RFC 8288).");
        });
        if (endpoint.Cached)
        {
            json.WriteStartObject("304");
            json.WriteString("description", "It is as If-None-Match has it.");
            json.WriteEndObject();
        }
        if (endpoint.AlsoAnswers is { } other) Answer(json, other, "The same, of a host that is not ready.", "application/json", endpoint.Schema);
        foreach (var status in problems.Concat(Everywhere).Where(s => s != endpoint.AlsoAnswers).Order())
            Answer(json, status, Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status), "application/problem+json", "Problem", status is 429 or 503 ? () => Header(json, "Retry-After", "Seconds to wait.") : null);
        json.WriteEndObject();
    }

    private static void Answer(Utf8JsonWriter json, int status, string description, string mediaType, string schema, Action? headers = null)
    {
        json.WriteStartObject(status.ToString(CultureInfo.InvariantCulture));
        json.WriteString("description", description);
        if (headers is not null)
        {
            json.WriteStartObject("headers");
            headers();
            json.WriteEndObject();
        }
        json.WriteStartObject("content");
        json.WriteStartObject(mediaType);
        json.WriteStartObject("schema");
        json.WriteString("$ref", "#/components/schemas/" + schema);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Header(Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("description", description);
        json.WriteStartObject("schema");
        json.WriteString("type", "string");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Parameter parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("in", parameter.InPath ? "path" : "query");
        json.WriteString("description", parameter.Description);
        if (parameter.Required) json.WriteBoolean("required", true);
        json.WriteStartObject("schema");
        WriteType(json, parameter);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, Parameter parameter)
    {
        if (parameter.Many)
        {
            json.WriteString("type", "array");
            json.WriteStartObject("items");
        }
        json.WriteString("type", parameter.Number is null ? "string" : "integer");
        if (parameter.Values.Count > 0) json.Strings("enum", parameter.Values);
        if (parameter.Pattern is not null) json.WriteString("pattern", parameter.Pattern);
        if (parameter.LongestText is { } longest) json.WriteNumber("maxLength", longest);
        if (parameter.Default is not null) json.WriteString("default", parameter.Default);
        if (parameter.Number is var (usual, least, most))
        {
            json.WriteNumber("default", usual);
            json.WriteNumber("minimum", least);
            json.WriteNumber("maximum", most);
        }
        if (parameter.Many) json.WriteEndObject();
    }

    private static JsonElement ReadSchemas()
    {
        using var stream = typeof(OpenApi).Assembly.GetManifestResourceStream("Api/schemas.json") ?? throw new InvalidOperationException("schemas.json is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
