using System.Buffers;
using System.Runtime.InteropServices;

namespace Pipeline.Documents.Unicode;

/// <summary>
/// Unicode normalization forms C and D (UAX #15). The platform's own does nothing where globalization is invariant. A string that
/// is normalized already is returned as it is. Unpaired surrogates pass through.
/// </summary>
public static class Normalization
{
    // The Quick_Check properties, UAX #15 section 9, as generate.cs writes them.
    private const int NfcNo = 1, NfcMaybe = 2, NfdNo = 4;

    private static readonly CodePointTrie Kinds = UnicodeData.Trie("normalization");
    private static readonly byte[] CombiningClasses = ReadKinds(0);
    private static readonly byte[] Checks = ReadKinds(1);

    /// <summary>The canonical composition of <paramref name="text"/>.</summary>
    public static string ToNfc(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Below U+0300 every character is a starter that NFC leaves alone.
        var first = text.AsSpan().IndexOfAnyInRange('\u0300', '\uFFFF');
        return first < 0 ? text : Normalize(text, first, NfcNo | NfcMaybe, compose: true);
    }

    /// <summary>The canonical decomposition of <paramref name="text"/>.</summary>
    public static string ToNfd(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = text.AsSpan().IndexOfAnyInRange('\u00C0', '\uFFFF');
        return first < 0 ? text : Normalize(text, first, NfdNo, compose: false);
    }

    /// <summary>Canonical_Combining_Class of a code point; 0 is a starter.</summary>
    public static byte CombiningClass(int codePoint) => CombiningClasses[Kinds[codePoint]];

    private static string Normalize(string text, int start, int failing, bool compose)
    {
        var safe = SafePrefix(text, start, failing);
        if (safe == text.Length) return text;

        var codePoints = new List<int>(text.Length - safe + 16);
        CanonicalMappings.Decompose(text.AsSpan(safe), codePoints);
        Reorder(codePoints);
        if (compose) Compose(codePoints);

        var units = ArrayPool<char>.Shared.Rent(codePoints.Count * 2);
        var length = 0;
        foreach (var c in codePoints) length += CodePoints.Write(c, units.AsSpan(length));
        // A "maybe" that turned out to be right gives the same string back.
        var tail = units.AsSpan(0, length);
        var result = tail.SequenceEqual(text.AsSpan(safe)) ? text : string.Concat(text.AsSpan(0, safe), tail);
        ArrayPool<char>.Shared.Return(units);
        return result;
    }

    /// <summary>
    /// How much of the text is normalized for certain, whatever follows: all of it, or up to the last starter before the first
    /// character that fails the quick check.
    /// </summary>
    private static int SafePrefix(string text, int start, int failing)
    {
        // The character before start is a starter that may compose with what stands there.
        var safe = Math.Max(start - 1, 0);
        var last = 0;
        for (var i = start; i < text.Length;)
        {
            var at = i;
            var kind = Kinds.Next(text, ref i);
            var combining = CombiningClasses[kind];
            if ((Checks[kind] & failing) != 0 || (combining != 0 && combining < last)) return safe;
            if (combining == 0) safe = at;
            last = combining;
        }
        return text.Length;
    }

    /// <summary>Sorts each run of non-starters by combining class, keeping the order within a class (the standard, D109).</summary>
    private static void Reorder(List<int> codePoints)
    {
        for (var i = 0; i < codePoints.Count; i++)
        {
            if (CombiningClass(codePoints[i]) == 0) continue;
            var start = i;
            var sorted = true;
            for (var last = 0; i < codePoints.Count && CombiningClass(codePoints[i]) is not 0 and var combining; i++)
            {
                sorted &= combining >= last;
                last = combining;
            }
            if (sorted) continue;
            // LINQ's sort is stable, and a run of a million marks costs no more than a sort.
            var run = codePoints.GetRange(start, i - start).OrderBy(CombiningClass).ToArray();
            for (var j = 0; j < run.Length; j++) codePoints[start + j] = run[j];
        }
    }

    /// <summary>Joins each character with the last starter where a primary composite exists and nothing stands between (D117).</summary>
    private static void Compose(List<int> codePoints)
    {
        var written = CollectionsMarshal.AsSpan(codePoints);
        var starter = -1;
        var last = 0;
        var kept = 0;
        foreach (var c in written)
        {
            var combining = CombiningClass(c);
            // Blocked (D115) if, between the two, there is a starter or a mark of the same or a higher class.
            var adjacent = starter == kept - 1;
            if (starter >= 0 && (adjacent || (last != 0 && last < combining))
                && CanonicalMappings.Compose(written[starter], c) is { } composite)
            {
                written[starter] = composite;
                continue;
            }
            if (combining == 0) starter = kept;
            last = combining;
            written[kept++] = c;
        }
        codePoints.RemoveRange(kept, codePoints.Count - kept);
    }

    private static byte[] ReadKinds(int half)
    {
        var section = UnicodeData.Section("normalization-kinds");
        var count = section.Length / 2;
        return section.Slice(half * count, count).ToArray();
    }
}
