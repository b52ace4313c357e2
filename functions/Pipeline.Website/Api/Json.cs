using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary>JSON written by hand: the fields in the order that the code shows, none left out, so every answer has one shape.</summary>
internal static class Json
{
    // Served as application/json with nosniff, never inside a page: letters of every language may stand as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object. It may be kept: without the spare room of the buffer that it was made in.</summary>
    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A list at the top, for formats that want one.</summary>
    public static byte[] List(Action<Utf8JsonWriter> writeItems)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            writeItems(json);
            json.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An answer made from the catalog.</summary>
    public static Reply FromCatalog(SiteRequest request, string canonical, Action<Utf8JsonWriter> write) => new()
    {
        ContentType = "application/json; charset=utf-8",
        Body = Reply.Bytes(() => new Content(Bytes(write))),
        Tag = request.Tag(canonical),
        CacheControl = CacheFor.Moments,
    };

    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>An array of <c>{id, name}</c>; the id is null for a party that has none.</summary>
    public static void Named(this Utf8JsonWriter json, string field, IEnumerable<(string? Id, string Name)> values)
    {
        json.WriteStartArray(field);
        foreach (var (id, name) in values)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
