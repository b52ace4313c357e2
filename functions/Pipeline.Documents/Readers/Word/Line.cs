using System.Text;
using Pipeline.Documents.Languages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>Where a link leads, shared by the runs that it goes over.</summary>
internal sealed record LinkSpan(string Target, string? Title);

/// <summary>
/// Collects a paragraph's runs flat, each with its marks, and makes nested inlines of them at its end: marks that run on over several runs
/// become one element.
/// </summary>
internal sealed class Line
{
    /// <summary>From the outside in.</summary>
    private static readonly (Marks Mark, InlineStyle Style)[] Order =
    [
        (Marks.Strong, InlineStyle.Strong), (Marks.Emphasis, InlineStyle.Emphasis), (Marks.Underline, InlineStyle.Underline), (Marks.SmallCaps, InlineStyle.SmallCaps),
        (Marks.Highlight, InlineStyle.Highlight), (Marks.Strikethrough, InlineStyle.Strikethrough), (Marks.Superscript, InlineStyle.Superscript), (Marks.Subscript, InlineStyle.Subscript),
    ];

    private readonly record struct Key(Marks Marks, LinkSpan? Link, string? Language, TextDirection? Direction);

    private readonly record struct Piece(Key Key, string? Text, Inline? Inline);

    private readonly List<Piece> pieces = [];
    private readonly StringBuilder text = new();
    private Key current;
    private string blank = "";
    private Key blankKey;

    public int Letters { get; private set; }

    /// <summary>Characters that are bold, and the size in half points that most are in; for headings that are none by style.</summary>
    public int BoldLetters { get; private set; }

    public Dictionary<int, int> LettersBySize { get; } = [];

    public bool IsEmpty => pieces.Count == 0 && text.Length == 0;

    public bool HasWords => Letters > 0;

    public void Write(ReadOnlySpan<char> value, Marks marks, LinkSpan? link, string? language, TextDirection? direction)
    {
        if (value.IsEmpty)
            return;
        // White space between two runs of the same marks does not cut them in two; underlined blanks in a link are none.
        var key = new Key(link is null ? marks : marks & ~Marks.Underline, link, language, direction);
        if (key != current && value.IsWhiteSpace() && text.Length > 0 && blank.Length == 0 && link == current.Link && (marks & ~current.Marks) == 0)
        {
            (blank, blankKey) = (value.ToString(), key);
            return;
        }
        if (key != current)
        {
            Flush();
            current = key;
        }
        text.Append(blank).Append(value);
        blank = "";
    }

    public void Write(Inline inline, Marks marks, LinkSpan? link)
    {
        Flush();
        pieces.Add(new Piece(new Key(marks & ~Marks.Underline, link, null, null), null, inline));
    }

    /// <summary>Remembers how letters look, whether or not they carry a mark.</summary>
    public void Count(ReadOnlySpan<char> value, bool bold, int size)
    {
        var letters = 0;
        foreach (var c in value)
            letters += char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? 1 : 0;
        if (letters == 0)
            return;
        Letters += letters;
        BoldLetters += bold ? letters : 0;
        LettersBySize[size] = LettersBySize.GetValueOrDefault(size) + letters;
    }

    public string Words()
    {
        Flush();
        return string.Concat(pieces.Select(p => p.Text ?? (p.Inline is LineBreak ? " " : "")));
    }

    /// <param name="without">Marks that mean nothing in this paragraph: a heading is bold anyway.</param>
    /// <param name="made">Called with each link to a place in the document, and the list that holds it.</param>
    public List<Inline> ToInlines(Marks without, Action<List<Inline>, Link> made)
    {
        Flush();
        var inlines = new List<Inline>();
        for (var start = 0; start < pieces.Count;)
        {
            var link = pieces[start].Key.Link;
            var end = start + 1;
            while (end < pieces.Count && pieces[end].Key.Link == link)
                end++;
            if (link is null)
            {
                Nest(inlines, start, end, 0, without);
            }
            else
            {
                var children = new List<Inline>();
                Nest(children, start, end, 0, without);
                var target = new Link(link.Target, children) { Title = link.Title };
                inlines.Add(target);
                if (link.Target[0] == '#')
                    made(inlines, target);
            }
            start = end;
        }
        return inlines;
    }

    private void Nest(List<Inline> into, int start, int end, int order, Marks without)
    {
        if (order == Order.Length)
        {
            Passages(into, start, end);
            return;
        }
        var (mark, style) = Order[order];
        while (start < end)
        {
            var on = (pieces[start].Key.Marks & mark & ~without) != 0;
            var next = start + 1;
            while (next < end && (pieces[next].Key.Marks & mark & ~without) != 0 == on)
                next++;
            if (on)
            {
                var children = new List<Inline>();
                Nest(children, start, next, order + 1, without);
                into.Add(new Styled(style, children));
            }
            else
            {
                Nest(into, start, next, order + 1, without);
            }
            start = next;
        }
    }

    private void Passages(List<Inline> into, int start, int end)
    {
        for (; start < end; start++)
        {
            var (key, words, inline) = pieces[start];
            var piece = inline ?? ((key.Marks & Marks.Code) != 0 ? new Code(words!) : new Text(words!));
            into.Add(key.Language is null && key.Direction is null ? piece : new Passage(key.Language, key.Direction, [piece]));
        }
    }

    private void Flush()
    {
        if (text.Length > 0)
            pieces.Add(Confirmed(current, text.ToString()));
        if (blank.Length > 0)
            pieces.Add(new Piece(blankKey, blank, null));
        text.Clear();
        blank = "";
    }

    /// <summary>
    /// Word marks languages by the keyboard, so people's texts are full of marks that are wrong: one that the words contradict does not count.
    /// </summary>
    private static Piece Confirmed(Key key, string words) =>
        new(key.Language is null || LanguageDetector.Confirms(words, key.Language) ? key : key with { Language = null }, words, null);
}
