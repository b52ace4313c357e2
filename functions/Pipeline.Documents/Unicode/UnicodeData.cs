namespace Pipeline.Documents.Unicode;

/// <summary>
/// The properties of characters, from the Unicode Character Database, in the resource that <c>Data/generate.cs</c> makes. Loaded on
/// first use; each algorithm reads its sections once.
/// </summary>
public static class UnicodeData
{
    private static readonly Dictionary<string, ReadOnlyMemory<byte>> Sections = [];

    static UnicodeData()
    {
        using var resource = typeof(UnicodeData).Assembly.GetManifestResourceStream("unicode.bin")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        using var reader = new BinaryReader(new MemoryStream(bytes));
        Version = reader.ReadString();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var name = reader.ReadString();
            var length = reader.ReadInt32();
            Sections[name] = bytes.AsMemory((int)reader.BaseStream.Position, length);
            reader.BaseStream.Position += length;
        }
    }

    /// <summary>The version of the Unicode Standard that all data here is of, such as <c>15.0.0</c>.</summary>
    public static string Version { get; }

    /// <summary>The bytes of a section; the names are those in <c>Data/generate.cs</c>.</summary>
    public static ReadOnlySpan<byte> Section(string name) => Sections[name].Span;

    /// <summary>A section that holds one value for every code point.</summary>
    public static CodePointTrie Trie(string name) => new(Section(name));
}
