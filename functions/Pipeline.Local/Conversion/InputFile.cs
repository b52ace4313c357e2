using Pipeline.Documents;
using Pipeline.Publishing;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Intake;

namespace Pipeline.Local.Conversion;

/// <summary>A file of this machine with what lies beside it: its sidecar, its collection's metadata, its pictures.</summary>
internal sealed class InputFile
{
    private readonly string folder;
    private readonly SourceFile file;
    private readonly List<MetadataEntry> around = [];
    private readonly List<Diagnostic> findings = [];

    private InputFile(string path, ReadOnlyMemory<byte> bytes)
    {
        folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var collection = Path.Combine(folder, "_collection.yaml");
        // A folder is a collection, whose name says something, only where it is described as one: elsewhere it is just where the file happens to lie.
        var name = Path.GetFileName(path);
        file = new SourceFile(File.Exists(collection) ? $"{Path.GetFileName(folder)}/{name}" : name, bytes);
        AddMetadata(path + ".yaml", MetadataOrigin.Sidecar);
        AddMetadata(collection, MetadataOrigin.Collection);
    }

    /// <exception cref="RejectedException">The file is not there, or is larger than the options allow.</exception>
    public static InputFile Open(string path, PipelineOptions options)
    {
        var info = new FileInfo(path);
        if (!info.Exists) throw new RejectedException("no-such-file", $"There is no file “{path}”.");
        if (info.Length > options.MaximumUploadBytes)
            throw new RejectedException("file-too-large", $"The file has {info.Length:N0} bytes; at most {options.MaximumUploadBytes:N0} can be published. Make it smaller, or split it.");
        return new InputFile(path, File.ReadAllBytes(path));
    }

    /// <exception cref="RejectedException">The file, or what describes it, cannot be used.</exception>
    public PreparedDocument Prepare(CancellationToken cancellationToken)
    {
        if (findings.Any(f => f.Severity == Severity.Error)) throw new RejectedException(findings);
        var prepared = Converter.Prepare(file, around, ReadOptions.Default with { Images = ReadImage }, cancellationToken);
        return prepared with { Diagnostics = [.. findings, .. prepared.Diagnostics] };
    }

    private void AddMetadata(string path, MetadataOrigin origin)
    {
        if (!File.Exists(path)) return;
        var (entries, diagnostics) = DescriptionFile.Read(File.ReadAllBytes(path), Path.GetFileName(path), origin);
        around.AddRange(entries);
        findings.AddRange(diagnostics);
    }

    /// <summary>A picture in the file's own folder or below. The reader lets no other name through; this is the second lock.</summary>
    private ReadOnlyMemory<byte>? ReadImage(string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path)) return null;
        return File.ReadAllBytes(path);
    }
}
