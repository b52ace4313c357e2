using System.Buffers;
using System.Runtime.InteropServices;
using Pipeline.Documents.Unicode;

namespace Pipeline.Typesetting.Unicode;

/// <summary>The direction that a paragraph is read in.</summary>
public enum BaseDirection : byte
{
    /// <summary>That of the first strong character (UAX #9, P2 and P3), left to right where there is none.</summary>
    Auto,
    LeftToRight,
    RightToLeft,
}

/// <summary>
/// The order in which text of both directions is read (UAX #9): levels of a paragraph, then for each line its trailing spaces and the
/// order of its runs. An even level reads from left to right. Time is linear in the text's length.
/// </summary>
public static class Bidi
{
    private static readonly CodePointTrie Classes = UnicodeData.Trie("bidi");
    private static readonly (char[] Codes, char[] Mirrored) Mirrors = ReadMirrors();

    /// <summary>
    /// False where the text, in a paragraph from left to right, has level 0 throughout: no character of a right-to-left block and no
    /// embedding, override or isolate.
    /// </summary>
    public static bool NeedsReordering(ReadOnlySpan<char> text) =>
        text.IndexOfAnyInRange('\u0590', '\u08FF') >= 0
        || text.IndexOfAnyInRange('\u202A', '\u202E') >= 0
        || text.IndexOfAnyInRange('\u2066', '\u2069') >= 0
        || text.Contains('\u200F')
        || text.IndexOfAnyInRange('\uFB1D', '\uFDFF') >= 0
        || text.IndexOfAnyInRange('\uFE70', '\uFEFE') >= 0
        // The high surrogates of U+10800 to U+10FFF and of U+1E800 to U+1EFFF.
        || text.IndexOfAnyInRange('\uD802', '\uD803') >= 0
        || text.IndexOfAnyInRange('\uD83A', '\uD83B') >= 0;

    /// <summary>
    /// Fills <paramref name="levels"/>, as long as the text, with the level of each UTF-16 unit, and returns the paragraph's level. What
    /// rule X9 takes away has the level of what stands before it. Rule L1 is applied but for the ends of lines
    /// (<see cref="ResetLineEnd"/>). A paragraph separator inside the text starts another paragraph.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="levels"/> is not as long as <paramref name="text"/>.</exception>
    public static byte ResolveLevels(ReadOnlySpan<char> text, BaseDirection direction, Span<byte> levels)
    {
        if (levels.Length != text.Length) throw new ArgumentException("There must be one level for each unit of the text.", nameof(levels));
        if (direction != BaseDirection.RightToLeft && !NeedsReordering(text))
        {
            levels.Clear();
            return 0;
        }

        var classes = ArrayPool<byte>.Shared.Rent(text.Length);
        byte? first = null;
        for (var start = 0; start < text.Length;)
        {
            var end = Classify(text, start, classes);
            var level = direction switch
            {
                BaseDirection.LeftToRight => (byte)0,
                BaseDirection.RightToLeft => (byte)1,
                _ => BidiLevels.FirstStrongLevel(classes.AsSpan(start..end), isolate: false),
            };
            BidiLevels.Resolve(text[start..end], classes.AsSpan(start..end), level, levels[start..end]);
            first ??= level;
            start = end;
        }
        ArrayPool<byte>.Shared.Return(classes);
        return first ?? (direction == BaseDirection.RightToLeft ? (byte)1 : (byte)0);
    }

    /// <summary>Rule L1, part 4: gives the white space at the end of a line the paragraph's level.</summary>
    public static void ResetLineEnd(ReadOnlySpan<char> line, Span<byte> levels, byte paragraphLevel)
    {
        for (var i = line.Length - 1; i >= 0; i--)
        {
            // White space and the controls around it are all in the Basic Multilingual Plane, but for tags (BN), which show nothing.
            if (!BidiLevels.IsWhiteSpace((BidiClass)(Classes[line[i]] & BidiLevels.ClassMask))) return;
            levels[i] = paragraphLevel;
        }
    }

    /// <summary>Rule L2: fills <paramref name="order"/> with the indices of a line's runs, given their levels, from left to right.</summary>
    public static void VisualOrder(ReadOnlySpan<byte> runLevels, Span<int> order)
    {
        byte highest = 0;
        var lowestOdd = byte.MaxValue;
        for (var i = 0; i < runLevels.Length; i++)
        {
            order[i] = i;
            highest = Math.Max(highest, runLevels[i]);
            if ((runLevels[i] & 1) == 1) lowestOdd = Math.Min(lowestOdd, runLevels[i]);
        }
        for (int level = highest; level >= lowestOdd; level--)
        {
            for (var start = 0; start < runLevels.Length; start++)
            {
                if (runLevels[start] < level) continue;
                var end = start + 1;
                while (end < runLevels.Length && runLevels[end] >= level) end++;
                order[start..end].Reverse();
                start = end;
            }
        }
    }

    /// <summary>The character whose glyph mirrors that of <paramref name="codePoint"/> (rule L4), or the same one. HarfBuzz mirrors by itself.</summary>
    public static int Mirror(int codePoint)
    {
        if (codePoint > char.MaxValue) return codePoint;
        var found = Array.BinarySearch(Mirrors.Codes, (char)codePoint);
        return found < 0 ? codePoint : Mirrors.Mirrored[found];
    }

    /// <summary>Writes the classes of one paragraph, its separator included, and returns its end. The second half of a pair counts as nothing (BN).</summary>
    private static int Classify(ReadOnlySpan<char> text, int start, byte[] classes)
    {
        for (var i = start; i < text.Length;)
        {
            var at = i;
            var value = Classes.Next(text, ref i);
            classes[at] = value;
            if (i - at == 2) classes[at + 1] = (byte)BidiClass.BN;
            if (value == (byte)BidiClass.B) return i < text.Length && text[at] == '\r' && text[i] == '\n' ? Classify(text, i, classes) : i;
        }
        return text.Length;
    }

    private static (char[], char[]) ReadMirrors()
    {
        var section = MemoryMarshal.Cast<byte, char>(UnicodeData.Section("bidi-mirrors"));
        var count = section.Length / 2;
        return (section[..count].ToArray(), section[count..].ToArray());
    }
}
