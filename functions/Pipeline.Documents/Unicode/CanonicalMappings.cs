using System.Runtime.InteropServices;

namespace Pipeline.Documents.Unicode;

/// <summary>Canonical decompositions and primary composites: of Hangul by rule (the standard, section 3.12), of the rest by table.</summary>
internal static class CanonicalMappings
{
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28, SyllableCount = LeadCount * VowelCount * TailCount;

    private static readonly Dictionary<int, string> Decompositions = ReadDecompositions();
    private static readonly Dictionary<(int, int), int> Composites = ReadComposites();

    /// <summary>Appends the full canonical decomposition of <paramref name="text"/>, not yet in canonical order.</summary>
    public static void Decompose(ReadOnlySpan<char> text, List<int> target)
    {
        for (var i = 0; i < text.Length;)
        {
            var c = CodePoints.Read(text, ref i);
            if (c < 0xC0) target.Add(c);
            else if ((uint)(c - SyllableBase) < SyllableCount) DecomposeSyllable(c - SyllableBase, target);
            else if (!Decompositions.TryGetValue(c, out var full)) target.Add(c);
            else for (var j = 0; j < full.Length;) target.Add(CodePoints.Read(full, ref j));
        }
    }

    /// <summary>The primary composite of two characters, or null.</summary>
    public static int? Compose(int first, int second)
    {
        if ((uint)(first - LeadBase) < LeadCount && (uint)(second - VowelBase) < VowelCount)
            return SyllableBase + ((first - LeadBase) * VowelCount + second - VowelBase) * TailCount;
        if ((uint)(first - SyllableBase) < SyllableCount && (first - SyllableBase) % TailCount == 0
            && second > TailBase && second < TailBase + TailCount)
            return first + second - TailBase;
        return Composites.TryGetValue((first, second), out var composite) ? composite : null;
    }

    private static void DecomposeSyllable(int index, List<int> target)
    {
        target.Add(LeadBase + index / (VowelCount * TailCount));
        target.Add(VowelBase + index / TailCount % VowelCount);
        if (index % TailCount is not 0 and var tail) target.Add(TailBase + tail);
    }

    private static Dictionary<int, string> ReadDecompositions()
    {
        var section = UnicodeData.Section("decompositions");
        var count = BitConverter.ToInt32(section);
        var codes = MemoryMarshal.Cast<byte, int>(section.Slice(4, count * 4));
        var lengths = section.Slice(4 + count * 4, count);
        var units = MemoryMarshal.Cast<byte, char>(section[(4 + count * 5)..]);
        var mappings = new Dictionary<int, string>(count);
        for (var i = 0; i < count; i++)
        {
            mappings.Add(codes[i], new string(units[..lengths[i]]));
            units = units[lengths[i]..];
        }
        return mappings;
    }

    private static Dictionary<(int, int), int> ReadComposites()
    {
        var section = MemoryMarshal.Cast<byte, int>(UnicodeData.Section("compositions"));
        var count = section[0];
        var composites = new Dictionary<(int, int), int>(count);
        for (var i = 1; i <= count; i++) composites.Add((section[i], section[count + i]), section[2 * count + i]);
        return composites;
    }
}
