using System.Runtime.InteropServices;
using System.Text;

namespace Pipeline.Documents.Unicode;

/// <summary>The scripts that characters belong to (UAX #24).</summary>
public static class Scripts
{
    private static readonly CodePointTrie Trie = UnicodeData.Trie("script");
    private static readonly CodePointTrie ExtensionTrie = UnicodeData.Trie("script-extensions");
    private static readonly Script[][] ExtensionSets = ReadSets();
    private static readonly string Tags = Encoding.ASCII.GetString(UnicodeData.Section("script-tags"));

    /// <summary>The script of a code point in 0..0x10FFFF; <see cref="Script.Common"/> and <see cref="Script.Inherited"/> are used with many.</summary>
    public static Script Of(int codePoint) => (Script)Trie[codePoint];

    /// <summary>
    /// The scripts that a code point is used with, where those are listed (Script_Extensions); empty where it is used with
    /// <see cref="Of"/> alone, or, if that is Common or Inherited, with any.
    /// </summary>
    public static ReadOnlySpan<Script> Extensions(int codePoint) => ExtensionSets[ExtensionTrie[codePoint]];

    /// <summary>The tag of ISO 15924, such as <c>Latn</c>.</summary>
    public static string Tag(Script script) => Tags.Substring((int)script * 4, 4);

    private static Script[][] ReadSets()
    {
        var sets = new List<Script[]>();
        for (var section = UnicodeData.Section("script-extension-sets"); section.Length > 0; section = section[(1 + section[0])..])
            sets.Add(MemoryMarshal.Cast<byte, Script>(section.Slice(1, section[0])).ToArray());
        return [.. sets];
    }
}
