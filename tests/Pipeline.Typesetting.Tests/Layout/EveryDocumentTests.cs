using CsCheck;
using Pipeline.Documents;
using Pipeline.Typesetting.Layout;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Tests.Images;
using static Pipeline.Typesetting.Tests.Layout.LaidOut;

namespace Pipeline.Typesetting.Tests.Layout;

/// <summary>No document within the limits makes the engine throw, leave the page or lose a word: documents of every kind of block, in each other.</summary>
public class EveryDocumentTests(FontsFixture fixture)
{
    private const char RightToLeftMark = 'م';

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.Char['a', 'z'].Array[1, 14].Select(c => new string(c)),
        Gen.OneOf("слово", "كلمة", "مرحبا", "词语", "e\u0301t\u00e9", "A/65/877", "2026", "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", "https://example.org/a?b=c", "”quoted“", "(x)"));

    private static readonly Gen<string> Line = Word.Array[1, 40].Select(w => string.Join(' ', w));

    // Notes by number: some lines call one, which may be long or hold a table.
    private static readonly Gen<Inline[]> Inlines = Gen.Select(Line, Gen.Int[0, 12], (text, note) =>
        note < 6 ? new Inline[] { new Text(text), new NoteReference($"n{note}") } : [new Text(text)]);

    private static readonly Gen<Block> Simple = Gen.OneOf(
        Inlines.Select(i => (Block)new Paragraph(i)),
        Inlines.Select(i => (Block)new Paragraph(i) { Number = "12.(a)" }),
        Line.Select(t => (Block)new Paragraph([new Text($"{RightToLeftMark} {t}")]) { Language = "ar", Direction = TextDirection.RightToLeft }),
        Gen.Select(Line, Gen.Int[2, 6], (t, level) => (Block)new Heading(level, [new Text(t)]) { Id = t }),
        Line.Array[1, 30].Select(l => (Block)new CodeBlock(string.Join('\n', l))),
        Inlines.Select(i => (Block)new Figure(new Image("wide", "alt"), i)),
        Inlines.Select(i => (Block)new Figure(new Image("tall", "alt"), i)),
        Inlines.Select(i => (Block)new Figure(new Image("broken", "alt"), i)),
        Gen.Const<Block>(new ThematicBreak()));

    private static Gen<Block> Blocks(int depth)
    {
        if (depth == 0) return Simple;
        var inner = Blocks(depth - 1).Array[0, 4];
        var cell = Gen.Select(inner, Gen.Int[1, 3], Gen.Int[1, 12], (b, columns, rows) => new TableCell(b) { ColumnSpan = columns, RowSpan = rows > 6 ? rows - 4 : 1 });
        return Gen.Frequency(
            (4, Simple),
            (1, inner.Select(b => (Block)new Quote(b))),
            (2, Gen.Select(inner.Array[1, 5], Gen.Enum<ListStyle>(), Gen.Bool, (items, style, tight) =>
                (Block)new ListBlock(style, [.. items.Select(b => new ListItem(b))]) { Start = 7, Tight = tight })),
            (1, Gen.Select(Inlines, inner, (term, b) => (Block)new DefinitionList([new DefinitionItem([term], [b])]))),
            (3, Gen.Select(cell.Array[1, 5].Array[1, 12], Gen.Int[1, 5], Gen.Int[0, 3], Gen.Bool, (rows, columns, header, heads) =>
                (Block)new Table([.. Enumerable.Repeat(ColumnAlignment.Start, columns)], [.. rows.Select(r => new TableRow(r))]) { HeaderRows = Math.Min(header, rows.Length), HeaderColumn = heads })));
    }

    [Fact]
    public void Nothing_is_lost_and_nothing_leaves_its_page()
    {
        var gen = Gen.Select(Blocks(2).Array[1, 14], Blocks(1).Array[1, 3].Array[6], Gen.Bool);
        gen.Sample((blocks, notes, rightToLeft) =>
        {
            var document = new Document
            {
                Language = rightToLeft ? "ar" : "en",
                Direction = rightToLeft ? TextDirection.RightToLeft : TextDirection.LeftToRight,
                Blocks = blocks,
                Notes = [.. notes.Select((b, i) => new Note($"n{i}", b))],
                Images = new Dictionary<string, ImageData>
                {
                    ["wide"] = TestPng.Make(900, 5, 0, 8),
                    ["tall"] = TestPng.Make(5, 1_900, 0, 8),
                    ["broken"] = new(new byte[10], ImageFormat.Jpeg, 10, 10),
                },
            };
            var laid = Lay(fixture.Fonts, document);
            var called = new HashSet<string>();
            var expected = new List<string>();
            Collect(blocks, expected, called);
            for (var before = -1; before != called.Count;)
            {
                before = called.Count;
                foreach (var note in document.Notes.Where(n => called.Contains(n.Id))) Collect(note.Blocks, [], called);
            }
            foreach (var note in document.Notes.Where(n => called.Contains(n.Id))) Collect(note.Blocks, expected, []);
            var seen = string.Concat(ReadingOrder(laid).Where(c => c != ' '));
            var there = seen.CountBy(c => c).ToDictionary();
            foreach (var (character, count) in string.Concat(expected).Where(c => c is not (' ' or '\n')).CountBy(c => c))
                Assert.True(there.GetValueOrDefault(character) >= count, $"{there.GetValueOrDefault(character)} of {count} “{character}” in {string.Join(' ', expected)}");
            // From right to left, a word that is broken has the rest of its line between its parts: lines stand in visual order.
            if (!rightToLeft && !expected.Exists(t => t.StartsWith(RightToLeftMark)))
                foreach (var word in expected.SelectMany(t => t.Split(' ', '\n')).Distinct()) Assert.Contains(word, seen, StringComparison.Ordinal);
            foreach (var page in laid.Pages)
                foreach (var text in page.Items.OfType<TextItem>())
                    Assert.True(text.Y <= page.Height - StyleSheet.Default.FooterBaseline + 1, $"“{TextOf(text)}” on page {page.Index + 1} in {Path(text.Content?.Element)} at {text.Y}");
            Assert.NotEmpty(Typesetting.Pdf.PdfWriter.Write(laid, TestContext.Current.CancellationToken));
        }, iter: 120);
    }

    private static string Path(StructureElement? element) => element is null ? "" : $"{Path(element.Parent)}/{element.Type}";

    // What a table does not have a column for is not set: readers give every row's cells a column.
    private static void Collect(IEnumerable<Block> blocks, List<string> texts, HashSet<string> called)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Paragraph p: Add(p.Inlines); break;
                case Heading h: Add(h.Inlines); break;
                case CodeBlock c: texts.Add(c.Text); break;
                case Figure f: Add(f.Caption); break;
                case Quote q: Collect(q.Blocks, texts, called); break;
                case ListBlock l: Collect(l.Items.SelectMany(i => i.Blocks), texts, called); break;
                case DefinitionList d:
                    foreach (var item in d.Items)
                    {
                        foreach (var term in item.Terms) Add(term);
                        Collect(item.Definitions.SelectMany(b => b), texts, called);
                    }
                    break;
                case Table t: Collect(CellsWithAColumn(t).SelectMany(c => c.Blocks), texts, called); break;
            }
        }

        void Add(IReadOnlyList<Inline> inlines)
        {
            texts.AddRange(inlines.OfType<Text>().Select(t => t.Value));
            called.UnionWith(inlines.OfType<NoteReference>().Select(n => n.NoteId));
        }
    }

    private static IEnumerable<TableCell> CellsWithAColumn(Table table)
    {
        var until = new int[table.Columns.Count];
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var column = 0;
            foreach (var cell in table.Rows[r].Cells)
            {
                while (column < until.Length && until[column] > r) column++;
                if (column == until.Length) break;
                yield return cell;
                var end = r < table.HeaderRows ? table.HeaderRows : table.Rows.Count;
                for (var first = column; column < until.Length && column < first + cell.ColumnSpan && until[column] <= r; column++) until[column] = Math.Min(r + cell.RowSpan, end);
            }
        }
    }
}
