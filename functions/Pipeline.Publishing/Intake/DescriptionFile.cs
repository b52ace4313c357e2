using System.Text;
using Pipeline.Documents;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Intake;

/// <summary>Reads a file that describes others: a sidecar or <c>_collection.yaml</c>.</summary>
public static class DescriptionFile
{
    /// <summary>Bytes; nobody writes more about a document.</summary>
    public const int Largest = 64 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="path">Stands in the findings: they are shown at the document that is described, so they have to say of which file they are.</param>
    /// <returns>The fields, and what is wrong; an error among it means that nothing described by the file can be published.</returns>
    public static (IReadOnlyList<MetadataEntry> Entries, IReadOnlyList<Diagnostic> Findings) Read(ReadOnlyMemory<byte> bytes, string path, MetadataOrigin origin)
    {
        if (bytes.Length > Largest) return ([], [TooLarge(path)]);
        try
        {
            var yaml = Text(bytes);
            var (entries, findings) = YamlMetadata.Read(yaml, origin);
            if (EventFile.EventOf(path) is { } id) findings = [.. findings, .. EventFile.Read(id, yaml, entries, Gazetteer.Default).Findings];
            return (entries, [.. findings.Select(AtPath)]);
        }
        catch (RejectedException e)
        {
            return ([], [.. e.Diagnostics.Select(AtPath)]);
        }
        catch (DecoderFallbackException)
        {
            return ([], [new Diagnostic("metadata-malformed", Severity.Error,
                "This description of other files is not saved as UTF-8 text. Save it again with the encoding UTF-8 and upload it again.", path)]);
        }

        Diagnostic AtPath(Diagnostic d) => d with { Place = d.Place is null ? path : $"{path}, {d.Place}" };
    }

    /// <summary>What the file says about its event; null where it cannot be read.</summary>
    internal static EventRecord? ReadEvent(string id, ReadOnlyMemory<byte> bytes, string path)
    {
        var (entries, findings) = Read(bytes, path, MetadataOrigin.Collection);
        return findings.Any(f => f.Severity == Severity.Error) ? null : EventFile.Read(id, Text(bytes), entries, Gazetteer.Default).Event;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => StrictUtf8.GetString(bytes.Span).TrimStart('\uFEFF');

    /// <summary>The finding about a file that is not worth downloading.</summary>
    public static Diagnostic TooLarge(string path) => new("metadata-too-large", Severity.Error,
        $"This description of other files is larger than {Largest / 1024} KB. Keep only its fields and upload it again.", path);
}
