using System.Globalization;
using System.Runtime.InteropServices;

namespace Pipeline.Typesetting.Hyphenation;

/// <summary>
/// The hyphenation patterns of one language (Liang 1983) as a trie, and its exceptions, read from a module of the npm package
/// <c>hyphen</c>: an array of levels, an object that leads letter by letter to an index into it, and an object of exceptions.
/// </summary>
internal sealed class PatternTrie
{
    private struct Node
    {
        public char Letter;
        public int FirstChild, NextSibling;

        /// <summary>Index of the levels of the pattern that ends here, or -1.</summary>
        public int Levels;
    }

    private readonly List<Node> nodes = [new Node { Levels = -1 }];
    private readonly List<byte[]> levels = [];
    private readonly Dictionary<string, int[]> exceptions = [];

    private PatternTrie() { }

    /// <exception cref="InvalidDataException">The file is not such a module.</exception>
    public static PatternTrie Read(string path)
    {
        var trie = new PatternTrie();
        var reader = new Reader(File.ReadAllText(path));
        reader.Expect('[');
        reader.List('[', ']', () => trie.levels.Add([.. reader.Numbers().Select(n => (byte)n)]));
        reader.Expect(',');
        trie.ReadChildren(reader, 0);
        reader.Expect(',');
        reader.List('{', '}', () =>
        {
            var word = reader.Key();
            // The package counts the hyphens before each, too.
            trie.exceptions[word] = [.. reader.Numbers().Select((n, i) => n - i)];
        });
        return trie;
    }

    private void ReadChildren(Reader reader, int parent) => reader.List('{', '}', () =>
    {
        var node = nodes.Count;
        nodes.Add(new Node { Letter = reader.Key()[0], Levels = -1, NextSibling = nodes[parent].FirstChild });
        CollectionsMarshal.AsSpan(nodes)[parent].FirstChild = node;
        // Either more letters, or the levels of a pattern that ends here, or [letters, levels].
        if (reader.Peek() == '{')
        {
            ReadChildren(reader, node);
            return;
        }
        var both = reader.Peek() == '[';
        if (both)
        {
            reader.Expect('[');
            ReadChildren(reader, node);
            reader.Expect(',');
        }
        CollectionsMarshal.AsSpan(nodes)[node].Levels = reader.Number();
        if (both) reader.Expect(']');
    });

    /// <summary>Places in a word of lower-case letters where it may be divided: numbers of the letters before them, ascending.</summary>
    public List<int> Divide(string word)
    {
        if (exceptions.TryGetValue(word, out var known)) return [.. known];

        // A digit for each gap: the highest that any pattern gives; odd ones divide.
        Span<byte> gaps = stackalloc byte[word.Length + 3];
        gaps.Clear();
        var all = CollectionsMarshal.AsSpan(nodes);
        var dotted = string.Concat(".", word, ".");
        for (var start = 0; start < dotted.Length; start++)
        {
            var node = 0;
            for (var i = start; i < dotted.Length; i++)
            {
                node = all[node].FirstChild;
                while (node != 0 && all[node].Letter != dotted[i]) node = all[node].NextSibling;
                if (node == 0) break;
                if (all[node].Levels < 0) continue;
                // A pattern that begins with a point has no digit before it.
                var gap = Math.Max(0, start - 1);
                foreach (var level in levels[all[node].Levels])
                {
                    if (gap < gaps.Length && gaps[gap] < level) gaps[gap] = level;
                    gap++;
                }
            }
        }
        var places = new List<int>();
        for (var i = 1; i < word.Length; i++)
            if ((gaps[i] & 1) == 1) places.Add(i);
        return places;
    }

    /// <summary>Reads what the package writes of JavaScript: objects with bare or quoted keys, arrays, whole numbers.</summary>
    private sealed class Reader(string text)
    {
        private int at = Math.Max(0, text.IndexOf("(this, ", StringComparison.Ordinal)) + 7;

        public char Peek()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            return at < text.Length ? text[at] : throw Malformed();
        }

        public void Expect(char c)
        {
            if (Peek() != c) throw Malformed();
            at++;
        }

        public void List(char open, char close, Action item)
        {
            Expect(open);
            while (Peek() != close)
            {
                item();
                if (Peek() != ',') break;
                at++;
            }
            Expect(close);
        }

        public string Key()
        {
            var quoted = Peek() is '"' or '\'';
            var end = quoted ? text.IndexOf(text[at], at + 1) : text.IndexOf(':', at);
            if (end <= at) throw Malformed();
            var key = quoted ? text[(at + 1)..end] : text[at..end].TrimEnd();
            at = quoted ? end + 1 : end;
            Expect(':');
            return key.Length > 0 ? key : throw Malformed();
        }

        public int Number()
        {
            Peek();
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            return at > start ? int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture) : throw Malformed();
        }

        public List<int> Numbers()
        {
            var numbers = new List<int>();
            List('[', ']', () => numbers.Add(Number()));
            return numbers;
        }

        private InvalidDataException Malformed() => new($"The hyphenation patterns cannot be read at character {at}.");
    }
}
