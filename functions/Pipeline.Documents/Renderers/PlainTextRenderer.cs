using System.Globalization;
using System.Text;

namespace Pipeline.Documents.Renderers;

/// <summary>
/// Renders a document as plain text in UTF-8 without BOM, lines ended by <c>\n</c>, one line a paragraph and a blank line between
/// paragraphs; a table is a line a row with tabs between cells; notes are <c>[1]</c> in the text and stand at its end.
/// </summary>
public static class PlainTextRenderer
{
    public static byte[] Render(Document document, FrontMatter frontMatter)
    {
        var titles = TitleBlock.Of(document, frontMatter);
        var text = new StringBuilder();
        foreach (var line in titles.LinesAbove())
            text.Append(line).Append('\n');
        var lines = new LineWriter(text, document);
        lines.Blocks(document.Blocks);
        lines.Notes();
        if (titles.LinesBelow().Any())
            text.Append('\n');
        foreach (var line in titles.LinesBelow())
            text.Append(line).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The label that an item of a list bears in every rendition: <c>•</c>, <c>3.</c>, <c>c.</c>, <c>☑</c>.</summary>
    public static string Label(ListBlock list, int index)
    {
        var item = list.Items[index];
        if (item.Label is { } label)
            return label;
        if (item.Checked is { } done)
            return done ? "☑" : "☐";
        var number = list.Start + index;
        return list.Style switch
        {
            ListStyle.Bullet => "•",
            ListStyle.LowerAlpha => Alphabetic(number, 'a') + ".",
            ListStyle.UpperAlpha => Alphabetic(number, 'A') + ".",
            ListStyle.LowerRoman => Roman(number).ToLowerInvariant() + ".",
            ListStyle.UpperRoman => Roman(number) + ".",
            _ => number.ToString(CultureInfo.InvariantCulture) + ".",
        };
    }

    /// <summary>a, b, … z, aa, ab.</summary>
    private static string Alphabetic(int number, char first)
    {
        var letters = "";
        for (; number > 0; number = (number - 1) / 26)
            letters = (char)(first + ((number - 1) % 26)) + letters;
        return letters;
    }

    private static string Roman(int number)
    {
        if (number is < 1 or > 3999)
            return number.ToString(CultureInfo.InvariantCulture);
        (int Value, string Letters)[] digits =
            [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = new StringBuilder();
        foreach (var (value, letters) in digits)
        {
            for (; number >= value; number -= value)
                roman.Append(letters);
        }
        return roman.ToString();
    }

    private sealed class LineWriter(StringBuilder text, Document document)
    {
        private readonly Dictionary<string, int> numbers = document.Notes.Select((n, i) => (n.Id, Number: i + 1)).ToDictionary(n => n.Id, n => n.Number);

        public void Blocks(IReadOnlyList<Block> blocks)
        {
            foreach (var block in blocks)
                Block(block, separated: true);
        }

        public void Notes()
        {
            for (var i = 0; i < document.Notes.Count; i++)
                Labelled(string.Create(CultureInfo.InvariantCulture, $"[{i + 1}]"), document.Notes[i].Blocks, separated: i == 0);
        }

        private void Block(Block block, bool separated)
        {
            if (separated && text.Length > 0 && block is not (ListBlock or Figure { Caption.Count: 0 }))
                text.Append('\n');
            switch (block)
            {
                case Heading h: Line(h.Inlines); break;
                case Paragraph p:
                    if (p.Number is not null)
                        text.Append(p.Number).Append(' ');
                    Line(p.Inlines);
                    break;
                case ListBlock l:
                    for (var i = 0; i < l.Items.Count; i++)
                        Labelled(Label(l, i), l.Items[i].Blocks, separated && (i == 0 || !l.Tight));
                    break;
                case Quote q:
                    for (var i = 0; i < q.Blocks.Count; i++)
                        Block(q.Blocks[i], i > 0);
                    break;
                case CodeBlock c: text.Append(c.Text).Append('\n'); break;
                case Table t: Table(t); break;
                case DefinitionList d: Definitions(d); break;
                case Figure f:
                    if (f.Caption.Count > 0)
                        Line(f.Caption);
                    break;
                case ThematicBreak: text.Append("* * *\n"); break;
                default: throw new ArgumentException($"A block of type {block.GetType().Name} is not known here.", nameof(block));
            }
        }

        /// <summary>A label and the first line after it; what follows stands on lines of its own.</summary>
        private void Labelled(string label, IReadOnlyList<Block> blocks, bool separated)
        {
            if (separated && text.Length > 0)
                text.Append('\n');
            text.Append(label).Append(' ');
            for (var i = 0; i < blocks.Count; i++)
            {
                if (i == 0 && blocks[0] is not Paragraph)
                    text.Append('\n');
                Block(blocks[i], separated: false);
            }
            if (blocks.Count == 0)
                text.Append('\n');
        }

        private void Table(Table table)
        {
            if (table.Caption.Count > 0)
                Line(table.Caption);
            foreach (var row in table.Rows)
            {
                for (var i = 0; i < row.Cells.Count; i++)
                {
                    if (i > 0)
                        text.Append('\t');
                    text.Append(Cell(row.Cells[i]));
                }
                text.Append('\n');
            }
        }

        private string Cell(TableCell cell)
        {
            var inner = new StringBuilder();
            foreach (var block in cell.Blocks)
                new LineWriter(inner, document).Block(block, separated: false);
            return string.Join(' ', inner.ToString().Split(['\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }

        private void Definitions(DefinitionList list)
        {
            foreach (var item in list.Items)
            {
                foreach (var term in item.Terms)
                    Line(term);
                foreach (var block in item.Definitions.SelectMany(d => d))
                    Block(block, separated: false);
            }
        }

        private void Line(IReadOnlyList<Inline> inlines)
        {
            Inlines(inlines);
            text.Append('\n');
        }

        private void Inlines(IReadOnlyList<Inline> inlines)
        {
            foreach (var inline in inlines)
            {
                switch (inline)
                {
                    case Text t: text.Append(t.Value); break;
                    case Code c: text.Append(c.Value); break;
                    case Abbreviation a: text.Append(a.Value); break;
                    case Styled s: Inlines(s.Children); break;
                    case Passage p: Inlines(p.Children); break;
                    case Link l: Inlines(l.Children); break;
                    case LineBreak: text.Append('\n'); break;
                    // What a picture shows is not printed either: this text has the words of the page.
                    case Image: break;
                    case NoteReference n: text.Append(CultureInfo.InvariantCulture, $"[{numbers[n.NoteId]}]"); break;
                    default: throw new ArgumentException($"An inline of type {inline.GetType().Name} is not known here.", nameof(inlines));
                }
            }
        }
    }
}
