using System.Runtime.InteropServices;

namespace Pipeline.Website;

/// <summary>Whether a piece stands in both texts, only in the older, or only in the newer one.</summary>
internal enum Change
{
    None,
    Removed,
    Added,
}

/// <param name="Before">What separates it from the piece before it: a space, or the tab between two cells of a table.</param>
internal readonly record struct Piece(Change Change, string Text, char Before = ' ');

/// <summary>
/// The difference of two texts, paragraph by paragraph, and word by word within those that changed: a shortest edit script (E. Myers,
/// "An O(ND) difference algorithm and its variations", 1986).
/// </summary>
internal sealed class TextDifference
{
    // Edits that are looked for before two texts count as different altogether. Memory grows with its square.
    private const int MaximumEdits = 1_500;

    // Comparisons of words that two texts may cost, a second or two of one core at most: anybody can ask for them, and a long text
    // that was written anew would cost minutes. When they are spent what is left went and came whole.
    private const int MaximumComparisons = 100_000_000;

    // What it costs to find the words of a paragraph, in comparisons a character.
    private const int CostOfReading = 5;

    // How much of their words two paragraphs have in common to be seen as one, what fits best first. Below a half more of the words
    // would be marked than not: one of the two is more easily read after the other.
    private static readonly double[] Shares = [1, 0.75, 0.5];

    private readonly Dictionary<string, int> paragraphs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> words = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly List<List<Piece>> result = [];
    private long left = MaximumComparisons;

    private TextDifference()
    {
    }

    /// <summary>The paragraphs of both texts in order, each as its pieces; one that did not change is one piece.</summary>
    public static List<List<Piece>> Of(string older, string newer)
    {
        var difference = new TextDifference();
        difference.Compare(difference.Paragraphs(older), difference.Paragraphs(newer), 0);
        return difference.result;
    }

    /// <summary>Pairs the paragraphs that have a share of their words in common, and those between them that have the next lower one.</summary>
    private void Compare(Paragraph[] from, Paragraph[] to, int level)
    {
        if (from.Length == 0 || to.Length == 0 || level == Shares.Length)
        {
            foreach (var paragraph in from) result.Add([new Piece(Change.Removed, paragraph.Text)]);
            foreach (var paragraph in to) result.Add([new Piece(Change.Added, paragraph.Text)]);
            return;
        }
        var (x, y) = (0, 0);
        foreach (var (i, j) in Matches(from.Length, to.Length, (i, j) => level == 0 ? from[i].Number == to[j].Number : Alike(from[i], to[j], Shares[level])))
        {
            Compare(from[x..i], to[y..j], level + 1);
            result.Add(level == 0 ? [new Piece(Change.None, from[i].Text)] : Pieces(from[i], to[j]));
            (x, y) = (i + 1, j + 1);
        }
        Compare(from[x..], to[y..], level + 1);
    }

    /// <summary>Whether two paragraphs have a share of their words in common, in whatever order.</summary>
    private bool Alike(Paragraph one, Paragraph other, double share)
    {
        var all = Read(one).Length + Read(other).Length;
        if (2 * Math.Min(one.Words.Length, other.Words.Length) < share * all) return false;
        left -= all;
        var (common, i, j) = (0, 0, 0);
        while (i < one.Sorted.Length && j < other.Sorted.Length)
        {
            var (a, b) = (one.Sorted[i], other.Sorted[j]);
            if (a == b) common++;
            if (a <= b) i++;
            if (b <= a) j++;
        }
        return 2 * common >= share * all;
    }

    /// <summary>Two paragraphs that are alike as one, word by word.</summary>
    private List<Piece> Pieces(Paragraph from, Paragraph to)
    {
        var pieces = new List<Piece>();
        var (x, y, same) = (0, 0, 0);
        foreach (var (i, j) in Matches(from.Words.Length, to.Words.Length, (i, j) => from.Words[i].Number == to.Words[j].Number))
        {
            if (i > x || j > y) Close(i, j);
            same++;
            (x, y) = (i + 1, j + 1);
        }
        Close(from.Words.Length, to.Words.Length);
        return pieces;

        // What both have up to here, then what went and what came.
        void Close(int i, int j)
        {
            Add(Change.None, from, x - same, x);
            Add(Change.Removed, from, x, i);
            Add(Change.Added, to, y, j);
            same = 0;
        }

        void Add(Change change, Paragraph paragraph, int first, int end)
        {
            if (first < end) pieces.Add(new Piece(change, paragraph.Of(first, end), paragraph.Before(first)));
        }
    }

    private Paragraph[] Paragraphs(string text) =>
        [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Select(l => new Paragraph(l, NumberOf(l)))];

    private int NumberOf(string paragraph)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(paragraphs, paragraph, out var known);
        return known ? number : number = paragraphs.Count;
    }

    /// <summary>A paragraph's words, each with the space or tab before it; the first one as if it had a space.</summary>
    private Word[] Read(Paragraph paragraph)
    {
        if (paragraph.Words.Length > 0) return paragraph.Words;
        left -= CostOfReading * (long)paragraph.Text.Length;
        var line = (" " + paragraph.Text).AsSpan();
        var found = new List<Word>(line.Length / 5 + 1);
        for (var (start, end) = (0, 0); start < line.Length; start = end)
        {
            var length = line[(start + 1)..].IndexOfAny(' ', '\t');
            end = length < 0 ? line.Length : start + 1 + length;
            if (!words.TryGetValue(line[start..end], out var number)) words[line[start..end]] = number = words.Dictionary.Count;
            found.Add(new Word(number, start));
        }
        paragraph.Words = [.. found];
        paragraph.Sorted = Array.ConvertAll(paragraph.Words, w => w.Number);
        Array.Sort(paragraph.Sorted);
        return paragraph.Words;
    }

    /// <summary>The places of what two lists have in common, in order, so that as few as can be are left over: their common ends, and a shortest edit script between.</summary>
    private List<(int From, int To)> Matches(int from, int to, Func<int, int, bool> same)
    {
        var (start, end) = (0, 0);
        while (start < Math.Min(from, to) && Same(start, start)) start++;
        while (end < Math.Min(from, to) - start && Same(from - end - 1, to - end - 1)) end++;
        return
        [
            .. Enumerable.Range(0, start).Select(i => (i, i)),
            .. Shortest(from - start - end, to - start - end, (i, j) => Same(start + i, start + j)).Select(m => (start + m.From, start + m.To)),
            .. Enumerable.Range(0, end).Select(i => (from - end + i, to - end + i)),
        ];

        bool Same(int i, int j) => --left > 0 && same(i, j);
    }

    /// <summary>Myers' greedy algorithm: for each number of edits the farthest that each diagonal reaches, kept to walk back along.</summary>
    private static List<(int From, int To)> Shortest(int from, int to, Func<int, int, bool> same)
    {
        if (from == 0 || to == 0) return [];
        var most = Math.Min(from + to, MaximumEdits);
        var farthest = new int[2 * most + 3];
        var history = new List<int[]>();
        for (var edits = 0; edits <= most; edits++)
        {
            // Diagonals of the step before: -edits to edits, and one beside each end.
            history.Add(farthest[(most - edits)..(most + edits + 3)]);
            for (var k = -edits; k <= edits; k += 2)
            {
                var at = most + 1 + k;
                var x = k == -edits || (k != edits && farthest[at - 1] < farthest[at + 1]) ? farthest[at + 1] : farthest[at - 1] + 1;
                while (x < from && x - k < to && same(x, x - k)) x++;
                farthest[at] = x;
                if (x >= from && x - k >= to) return Back(from, to, history, edits);
            }
        }
        return [];
    }

    private static List<(int From, int To)> Back(int from, int to, List<int[]> history, int edits)
    {
        var matches = new List<(int, int)>();
        var (x, y) = (from, to);
        for (var step = edits; step >= 0; step--)
        {
            var before = history[step];
            var k = x - y;
            int At(int diagonal) => before[diagonal + step + 1];
            var down = k == -step || (k != step && At(k - 1) < At(k + 1));
            var start = step == 0 ? 0 : At(down ? k + 1 : k - 1);
            // What the step had in common after its edit.
            for (var edited = step == 0 || down ? start : start + 1; x > edited;) matches.Add((--x, --y));
            if (step == 0) break;
            if (down) y--;
            else x--;
        }
        matches.Reverse();
        return matches;
    }

    /// <param name="Start">Where it begins in the paragraph with a space before it, and so its own separator in that.</param>
    private readonly record struct Word(int Number, int Start);

    /// <param name="Number">The same for the same text.</param>
    private sealed record Paragraph(string Text, int Number)
    {
        /// <summary>Empty until they were read.</summary>
        public Word[] Words { get; set; } = [];

        /// <summary>Their numbers.</summary>
        public int[] Sorted { get; set; } = [];

        /// <summary>Some of its words, as they stand there.</summary>
        public string Of(int first, int end) => Text[Words[first].Start..(end == Words.Length ? Text.Length : Words[end].Start - 1)];

        public char Before(int word) => word == 0 ? ' ' : Text[Words[word].Start - 1];
    }
}
