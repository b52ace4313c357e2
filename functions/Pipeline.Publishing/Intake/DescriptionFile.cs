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
        var read = ReadAll(bytes, path, origin);
        return (read.Entries, read.Findings);
    }

    /// <summary>What the file says about its event; null where it cannot be read, or is of no event's own folder.</summary>
    internal static EventRecord? ReadEvent(ReadOnlyMemory<byte> bytes, string path) => ReadAll(bytes, path, MetadataOrigin.Collection).Event;

    private static (IReadOnlyList<MetadataEntry> Entries, EventRecord? Event, IReadOnlyList<Diagnostic> Findings) ReadAll(ReadOnlyMemory<byte> bytes, string path, MetadataOrigin origin)
    {
        if (bytes.Length > Largest) return ([], null, [TooLarge(path)]);
        try
        {
            var yaml = StrictUtf8.GetString(bytes.Span).TrimStart('\uFEFF');
            var (entries, findings) = YamlMetadata.Read(yaml, origin);
            if (EventFile.EventOf(path) is not { } id) return (entries, null, [.. findings.Select(AtPath)]);
            var (described, more) = EventFile.Read(id, yaml, entries, Gazetteer.Default);
            return (entries, described, [.. findings.Concat(more).Select(AtPath)]);
        }
        catch (RejectedException e)
        {
            return ([], null, [.. e.Diagnostics.Select(AtPath)]);
        }
        catch (DecoderFallbackException)
        {
            return ([], null, [new Diagnostic("metadata-malformed", Severity.Error,
                "This description of other files is not saved as UTF-8 text. Save it again with the encoding UTF-8 and upload it again.", path)]);
        }

        Diagnostic AtPath(Diagnostic d) => d with { Place = d.Place is null ? path : $"{path}, {d.Place}" };
    }

    /// <summary>The finding about a file that is not worth downloading.</summary>
    public static Diagnostic TooLarge(string path) => new("metadata-too-large", Severity.Error,
        $"This description of other files is larger than {Largest / 1024} KB. Keep only its fields and upload it again.", path);
}
