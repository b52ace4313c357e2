using System.Text;
using Pipeline.Documents;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Shaping;

/// <summary>
/// The characters of one paragraph with the style, language and structure of each run: inlines without their nesting.
/// A picture stands in it as U+FFFC, a forced line end as U+2028.
/// </summary>
internal sealed class InlineText(TextDirection direction)
{
    public const char Object = '\uFFFC';
    public const char LineSeparator = '\u2028';
    public const char SoftHyphen = '\u00AD';

    private readonly StringBuilder characters = new();
    private readonly List<TextSpan> spans = [];
    private readonly List<int> softHyphens = [];
    private string? text;

    public TextDirection Direction { get; } = direction;
    public IReadOnlyList<TextSpan> Spans => spans;
    public string Characters => text ??= characters.ToString();
    public int Length => characters.Length;

    /// <summary>Places where the author lets a word be divided, ascending; the soft hyphens themselves are not among the characters.</summary>
    public IReadOnlyList<int> SoftHyphens => softHyphens;

    public void Append(string value, TextStyle style, string language, InlineMark? mark)
    {
        if (value.Length == 0) return;
        text = null;
        var start = characters.Length;
        for (var from = 0; from <= value.Length;)
        {
            var soft = value.IndexOf(SoftHyphen, from);
            characters.Append(value, from, (soft < 0 ? value.Length : soft) - from);
            if (soft < 0) break;
            softHyphens.Add(characters.Length);
            from = soft + 1;
        }
        if (characters.Length == start) return;
        if (spans.Count > 0 && spans[^1] is var last && last.Style == style && last.Language == language && last.Mark == mark)
            spans[^1] = last with { End = characters.Length };
        else
            spans.Add(new TextSpan(start, characters.Length, style, language, mark));
    }
}

/// <summary>Characters <paramref name="Start"/> to <paramref name="End"/> (exclusive) of an <see cref="InlineText"/>.</summary>
internal sealed record TextSpan(int Start, int End, TextStyle Style, string Language, InlineMark? Mark);

/// <summary>
/// An inline structure element around some text (a link, a passage in another language, a note's call) and what hangs on it.
/// </summary>
internal sealed class InlineMark(StructureElement element, InlineMark? parent)
{
    public StructureElement Element { get; } = element;
    public InlineMark? Parent { get; } = parent;

    /// <summary>An absolute address or <c>#anchor</c>, where the mark is a link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>What the link annotation says of itself.</summary>
    public string LinkDescription { get; init; } = "";

    /// <summary>Index of the note called here, or -1.</summary>
    public int Note { get; init; } = -1;

    /// <summary>The picture that stands at this place.</summary>
    public ImageData? Image { get; init; }

    /// <summary>The element, put at the end of its parent's kids the first time that something of it is painted.</summary>
    public StructureElement Attach(StructureElement paragraph)
    {
        if (Element.Parent is null) (Parent?.Attach(paragraph) ?? paragraph).Add(Element);
        return Element;
    }
}
