using System.Globalization;
using System.Text;

namespace Pipeline.Documents;

/// <summary>The words of a document, without its marks.</summary>
public static class DocumentText
{
    /// <summary>The text of a line: line breaks as spaces, note references and pictures' alternative texts left out.</summary>
    public static string Of(IReadOnlyList<Inline> inlines)
    {
        if (inlines is [Text only])
            return only.Value;
        var text = new StringBuilder();
        Append(text, inlines);
        return text.ToString();
    }

    public static void Append(StringBuilder text, IReadOnlyList<Inline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case Text t: text.Append(t.Value); break;
                case Code c: text.Append(c.Value); break;
                case Abbreviation a: text.Append(a.Value); break;
                case LineBreak: text.Append(' '); break;
                case Styled s: Append(text, s.Children); break;
                case Passage p: Append(text, p.Children); break;
                case Link l: Append(text, l.Children); break;
                case Image or NoteReference: break;
                default: throw new ArgumentException($"An inline of type {inline.GetType().Name} is not known here.", nameof(inlines));
            }
        }
    }

    /// <summary>
    /// Every line of text in reading order: headings, paragraphs, items, cells, captions, code, then the notes. The title is not
    /// among them.
    /// </summary>
    public static IEnumerable<string> Lines(Document document) =>
        document.Blocks.SelectMany(Lines).Concat(document.Notes.SelectMany(n => n.Blocks).SelectMany(Lines));

    /// <summary>Every line of text of one block, as <see cref="Lines(Document)"/>.</summary>
    public static IEnumerable<string> Lines(Block block) => block switch
    {
        Heading h => [Of(h.Inlines)],
        Paragraph { Number: { } number } p => [$"{number} {Of(p.Inlines)}"],
        Paragraph p => [Of(p.Inlines)],
        CodeBlock c => c.Text.Split('\n'),
        ListBlock l => l.Items.SelectMany(i => i.Blocks).SelectMany(Lines),
        Quote q => q.Blocks.SelectMany(Lines),
        Table t => new[] { Of(t.Caption) }.Where(c => c.Length > 0)
            .Concat(t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks).SelectMany(Lines)),
        DefinitionList d => d.Items.SelectMany(i => i.Terms.Select(Of).Concat(i.Definitions.SelectMany(b => b).SelectMany(Lines))),
        Figure { Caption.Count: > 0 } f => [Of(f.Caption)],
        Figure or ThematicBreak => [],
        _ => throw new ArgumentException($"A block of type {block.GetType().Name} is not known here.", nameof(block)),
    };

    /// <summary>The first lines of the text, the title first, ended by <c>\n</c>, until <paramref name="characters"/> are reached; what metadata is read out of.</summary>
    public static string Beginning(Document document, int characters)
    {
        var text = new StringBuilder();
        if (document.Title.Count > 0)
            text.Append(Of(document.Title)).Append('\n');
        foreach (var line in Lines(document))
        {
            if (text.Length >= characters)
                break;
            text.Append(line.AsSpan(0, Math.Min(line.Length, characters - text.Length))).Append('\n');
        }
        return text.ToString();
    }

    public static int CountWords(Document document) => CountWords(Of(document.Title)) + Lines(document).Sum(CountWords);

    /// <summary>
    /// Words as a reader counts them: runs of letters, digits and marks, which an apostrophe, hyphen, point or comma inside does not
    /// end; each Chinese or Japanese character is one.
    /// </summary>
    public static int CountWords(string text)
    {
        var words = 0;
        var inside = false;
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
                rune = Rune.ReplacementChar;
            i += consumed;
            if (IsIdeograph(rune.Value))
            {
                words++;
                inside = false;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                words += inside ? 0 : 1;
                inside = true;
            }
            else if (inside)
            {
                var joins = rune.Value is '\'' or '-' or '.' or ',' or '\u2019' or '\u2010' or '\u2011' or '\u00AD' or '\u200C' or '\u200D'
                    && i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]));
                inside = joins || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
            }
        }
        return words;
    }

    /// <summary>Han, Hiragana and Katakana, which are written without spaces between words.</summary>
    internal static bool IsIdeograph(int codePoint) => codePoint is
        (>= 0x3040 and <= 0x30FF and not 0x30FB) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or 0x3005 or 0x3007 or (>= 0x20000 and <= 0x3FFFF);
}
