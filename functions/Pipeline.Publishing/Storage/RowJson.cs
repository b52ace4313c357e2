using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;

namespace Pipeline.Publishing.Storage;

/// <summary>The JSON that is stored: lists in table rows, manifests. Compact, camelCase, members that are null left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<EditionRecord>))]
[JsonSerializable(typeof(IReadOnlyList<Diagnostic>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(IReadOnlyList<MetadataValue>))]
[JsonSerializable(typeof(DocumentMetadata))]
[JsonSerializable(typeof(DocumentRecord))]
[JsonSerializable(typeof(EventRecord))]
[JsonSerializable(typeof(DocumentCounts))]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class RowJson : JsonSerializerContext
{
    /// <summary>As it is written: letters of every script as they are.</summary>
    public static RowJson Plain => Made.Plain;

    // In a type of its own, since the generated half of this one has statics whose order is not ours.
    private static class Made
    {
        public static readonly RowJson Plain = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
