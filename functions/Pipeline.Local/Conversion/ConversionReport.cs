using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Documents;
using Pipeline.Publishing.Conversion;

namespace Pipeline.Local.Conversion;

/// <summary>What became of one file: <c>&lt;name&gt;.json</c>, and a line of <c>--json</c>. A rejected one has only its diagnostics.</summary>
internal sealed record ConversionReport
{
    public required string File { get; init; }

    /// <summary>Path of the outputs without extension; null where the file was rejected, and in the stored file.</summary>
    public string? Output { get; init; }
    public required bool Converted { get; init; }
    public string? Format { get; init; }
    public int? Pages { get; init; }
    public int? Words { get; init; }

    /// <summary>What the document has, beside what its source says that it has.</summary>
    public DocumentCounts? Counts { get; init; }
    public DocumentCounts? SourceCounts { get; init; }
    public DocumentMetadata? Metadata { get; init; }
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Median milliseconds; only with <c>--repeat</c>.</summary>
    public Timings? Ms { get; init; }
}

/// <summary>Milliseconds of reading (metadata included), of rendering the page and the PDF, and of the whole conversion (the text included, the files not).</summary>
internal sealed record Timings(double Read, double Html, double Pdf, double Total);

[JsonSerializable(typeof(ConversionReport))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
internal sealed partial class ConversionJson : JsonSerializerContext
{
    public static readonly ConversionJson OneLine = With(indented: false);
    public static readonly ConversionJson Indented = With(indented: true);

    /// <summary>All scripts as they are: it is read by people and programs, not put into a page.</summary>
    private static ConversionJson With(bool indented) => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    });
}
