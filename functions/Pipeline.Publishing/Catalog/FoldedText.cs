using System.Buffers;
using System.Globalization;
using System.Text;
using Pipeline.Documents.Unicode;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Text as it is searched and sorted: letters and digits in lower case without their marks (canonical decomposition, UAX #15; letters
/// with strokes and ligatures by hand), everything else one space. Runs of ideographs, which no spaces part, are words of their own.
/// </summary>
public static class FoldedText
{
    private const int LongestSortKey = 48;
    private const int LongestWord = 64;

    public static string Of(ReadOnlySpan<char> text)
    {
        char[]? buffer = null;
        return Of(text, ref buffer).ToString();
    }

    /// <summary>The folded text in a buffer that is made larger where it has to be.</summary>
    internal static ReadOnlySpan<char> Of(ReadOnlySpan<char> text, ref char[]? buffer)
    {
        if (text.ContainsAnyInRange('\u00C0', '\uFFFF')) text = Normalization.ToNfd(text.ToString());
        // A letter becomes two at most, and a space may come before it.
        if (buffer is null || buffer.Length < text.Length * 3) buffer = new char[Math.Max(256, text.Length * 3)];
        var length = 0;
        var (gap, han) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c)) Put(buffer, (char)(c | 0x20), ideograph: false);
            else if (c < 0x80) gap = true;
            else if (char.IsSurrogate(c)) PutPair(text, ref i, buffer);
            else if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c == '\u0640') continue;
            else if (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == UnicodeCategory.SpacingCombiningMark) PutLetter(buffer, char.ToLowerInvariant(c));
            else gap = true;
        }
        return buffer.AsSpan(0, length);

        void PutPair(ReadOnlySpan<char> source, ref int i, char[] target)
        {
            if (Rune.DecodeFromUtf16(source[i..], out var rune, out _) != OperationStatus.Done || !Rune.IsLetterOrDigit(rune))
            {
                gap = true;
                return;
            }
            Put(target, source[i], ideograph: false);
            Put(target, source[++i], ideograph: false);
        }

        void PutLetter(char[] target, char c)
        {
            var (first, second) = c switch
            {
                'ß' => ('s', 's'),
                'æ' => ('a', 'e'),
                'œ' => ('o', 'e'),
                'þ' => ('t', 'h'),
                'ø' => ('o', '\0'),
                'ł' => ('l', '\0'),
                'đ' or 'ð' => ('d', '\0'),
                'ı' => ('i', '\0'),
                'ς' => ('σ', '\0'),
                _ => (c, '\0'),
            };
            Put(target, first, IsIdeograph(c));
            if (second != '\0') Put(target, second, ideograph: false);
        }

        void Put(char[] target, char c, bool ideograph)
        {
            if ((gap || ideograph != han) && length > 0) target[length++] = ' ';
            (gap, han) = (false, ideograph);
            target[length++] = c;
        }
    }

    /// <summary>By what a title is sorted, long enough to tell titles apart; the document's id decides between equals.</summary>
    internal static string SortKey(ReadOnlySpan<char> title)
    {
        char[]? buffer = null;
        var folded = Of(title[..Math.Min(title.Length, LongestSortKey * 4)], ref buffer);
        if (folded.Length > LongestSortKey) folded = folded[..(char.IsHighSurrogate(folded[LongestSortKey - 1]) ? LongestSortKey - 1 : LongestSortKey)];
        return folded.ToString();
    }

    /// <summary>
    /// The words of a folded text. Of ideographs each one and each pair is a word, so that every piece of a run is found.
    /// </summary>
    internal static WordEnumerator Words(ReadOnlySpan<char> folded) => new(folded, pairsOnly: false);

    /// <summary>The words of what is searched for: of ideographs the pairs, where there are any.</summary>
    internal static WordEnumerator SearchWords(ReadOnlySpan<char> folded) => new(folded, pairsOnly: true);

    internal static bool IsIdeograph(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or '\u3005' or '\u3007';

    internal ref struct WordEnumerator(ReadOnlySpan<char> text, bool pairsOnly)
    {
        private ReadOnlySpan<char> rest = text;
        private ReadOnlySpan<char> run;
        private bool pairNext;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly WordEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (run.Length > 0) return MoveInRun();
            if (rest.IsEmpty) return false;
            var end = rest.IndexOf(' ');
            var word = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (IsIdeograph(word[0]))
            {
                run = word;
                pairNext = pairsOnly && word.Length > 1;
                return MoveInRun();
            }
            Current = word.Length > LongestWord ? word[..LongestWord] : word;
            return true;
        }

        private bool MoveInRun()
        {
            Current = run[..(pairNext ? 2 : 1)];
            if (pairsOnly) run = run.Length > 2 ? run[1..] : default;
            else if (pairNext || run.Length == 1)
            {
                run = run[1..];
                pairNext = false;
            }
            else pairNext = true;
            return true;
        }
    }
}
