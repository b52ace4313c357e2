namespace Pipeline.Website;

/// <summary>Whether a piece stands in both texts, only in the older, or only in the newer one.</summary>
internal enum Change
{
    None,
    Removed,
    Added,
}

internal readonly record struct Piece(Change Change, string Text);

/// <summary>
/// The difference of two texts, paragraph by paragraph, and word by word within those that changed: a shortest edit script (E. Myers,
/// "An O(ND) difference algorithm and its variations", 1986).
/// </summary>
internal static class TextDifference
{
    // Edits that are looked for before two texts count as different altogether. Memory grows with its square.
    private const int MaximumEdits = 1_500;

    /// <summary>The paragraphs of both texts in order, each as its pieces; one that did not change is one piece.</summary>
    public static List<List<Piece>> Of(string older, string newer)
    {
        var (from, to) = (Paragraphs(older), Paragraphs(newer));
        var result = new List<List<Piece>>();
        var (removed, added) = (new List<string>(), new List<string>());
        foreach (var (change, paragraph) in Script(from, to))
        {
            if (change == Change.Removed) removed.Add(paragraph);
            else if (change == Change.Added) added.Add(paragraph);
            else
            {
                Close();
                result.Add([new Piece(Change.None, paragraph)]);
            }
        }
        Close();
        return result;

        // Paragraphs that went and came at one place are compared in pairs; what is left over went or came whole.
        void Close()
        {
            var pairs = Math.Min(removed.Count, added.Count);
            for (var i = 0; i < pairs; i++) result.Add(Words(removed[i], added[i]));
            result.AddRange(removed.Skip(pairs).Select(p => new List<Piece> { new(Change.Removed, p) }));
            result.AddRange(added.Skip(pairs).Select(p => new List<Piece> { new(Change.Added, p) }));
            removed.Clear();
            added.Clear();
        }
    }

    private static List<Piece> Words(string older, string newer)
    {
        var pieces = new List<Piece>();
        foreach (var (change, word) in Script(older.Split(' '), newer.Split(' ')))
        {
            if (pieces.Count > 0 && pieces[^1].Change == change) pieces[^1] = new Piece(change, pieces[^1].Text + " " + word);
            else pieces.Add(new Piece(change, word));
        }
        return pieces;
    }

    private static string[] Paragraphs(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];

    private static IEnumerable<(Change, string)> Script(string[] from, string[] to)
    {
        var start = from.AsSpan().CommonPrefixLength(to);
        var end = 0;
        while (end < Math.Min(from.Length, to.Length) - start && from[^(end + 1)] == to[^(end + 1)]) end++;
        return
        [
            .. from.Take(start).Select(t => (Change.None, t)),
            .. Shortest(from[start..^end], to[start..^end]),
            .. from.TakeLast(end).Select(t => (Change.None, t)),
        ];
    }

    /// <summary>Myers' greedy algorithm: for each number of edits the farthest that each diagonal reaches, kept to walk back along.</summary>
    private static List<(Change, string)> Shortest(string[] from, string[] to)
    {
        var most = Math.Min(from.Length + to.Length, MaximumEdits);
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
                while (x < from.Length && x - k < to.Length && from[x] == to[x - k]) x++;
                farthest[at] = x;
                if (x >= from.Length && x - k >= to.Length) return Back(from, to, history, edits);
            }
        }
        return [.. from.Select(t => (Change.Removed, t)), .. to.Select(t => (Change.Added, t))];
    }

    private static List<(Change, string)> Back(string[] from, string[] to, List<int[]> history, int edits)
    {
        var script = new List<(Change, string)>();
        var (x, y) = (from.Length, to.Length);
        for (var step = edits; step >= 0; step--)
        {
            var before = history[step];
            var k = x - y;
            int At(int diagonal) => before[diagonal + step + 1];
            var down = k == -step || (k != step && At(k - 1) < At(k + 1));
            var start = step == 0 ? 0 : At(down ? k + 1 : k - 1);
            // The words in common that the step went through after its edit.
            for (var edited = step == 0 || down ? start : start + 1; x > edited; y--) script.Add((Change.None, from[--x]));
            if (step == 0) break;
            if (down) script.Add((Change.Added, to[--y]));
            else script.Add((Change.Removed, from[--x]));
        }
        script.Reverse();
        return script;
    }
}
