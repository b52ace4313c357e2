using Pipeline.Documents.Readers.Packages;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>What all stories of an OpenDocument text share.</summary>
/// <param name="package">Null for a document that is one XML file.</param>
internal sealed class OdfFile(ZipPackage? package, ReadOptions options, Findings findings, CancellationToken cancellationToken) : BodyFile(options, findings, cancellationToken)
{
    private int repeatable = 100_000;

    public ZipPackage? Package => package;
    public OdfStyles Styles { get; } = new();
    public OdfMetadata Metadata { get; } = new();
    public List<Note> Notes { get; } = [];
    public int Comments { get; set; }
    public int Pictures { get; set; }

    /// <summary>Tracked changes by their ids: whether text was inserted, or what was deleted.</summary>
    public Dictionary<string, string?> Changes { get; } = new(StringComparer.Ordinal);

    /// <summary>How many of so many repeated cells may stand in the document, at least as many as one.</summary>
    public int Repeat(int cells)
    {
        var granted = Math.Clamp(cells, 1, Math.Max(1, repeatable));
        repeatable -= granted;
        return granted;
    }

    public OdfXml? Open(string part) => package?.Open(part) is { } stream ? new OdfXml(stream, part, Options, CancellationToken) : null;
}
