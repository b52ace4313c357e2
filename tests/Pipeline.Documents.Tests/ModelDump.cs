using System.Globalization;
using System.Text;

namespace Pipeline.Documents.Tests;

/// <summary>A document as text, one block a line, for goldens.</summary>
internal static class ModelDump
{
    public static string Of(ReadResult result)
    {
        var dump = new StringBuilder();
        var document = result.Document;
        dump.Append(CultureInfo.InvariantCulture, $"{result.Format.Name} {document.Language} {document.Direction}\n");
        foreach (var entry in result.Metadata)
            dump.Append(CultureInfo.InvariantCulture, $"{entry.Name} ({entry.Origin}): {string.Join(" | ", entry.Values)}\n");
        foreach (var diagnostic in result.Diagnostics)
            dump.Append(CultureInfo.InvariantCulture, $"! {diagnostic.Severity} {diagnostic.Code} {diagnostic.Place}: {diagnostic.Message}\n");
        dump.Append(CultureInfo.InvariantCulture, $"title: {Of(document.Title)}\n");
        Blocks(dump, document.Blocks, 0);
        foreach (var note in document.Notes)
        {
            dump.Append(CultureInfo.InvariantCulture, $"note {note.Id}\n");
            Blocks(dump, note.Blocks, 1);
        }
        foreach (var (key, image) in document.Images)
            dump.Append(CultureInfo.InvariantCulture, $"image {key} {image.Format} {image.Width}x{image.Height}\n");
        return dump.ToString();
    }

    private static void Blocks(StringBuilder dump, IReadOnlyList<Block> blocks, int depth)
    {
        foreach (var block in blocks)
            Block(dump, block, depth);
    }

    private static void Block(StringBuilder dump, Block block, int depth)
    {
        void Line(string text, int more = 0) => dump.Append(' ', 2 * (depth + more)).Append(text).Append('\n');
        var passage = (block.Language is null ? "" : $" [{block.Language}]") + (block.Direction is null ? "" : $" [{block.Direction}]");
        switch (block)
        {
            case Heading h: Line($"h{h.Level} #{h.Id}{passage} {Of(h.Inlines)}"); break;
            case Paragraph p: Line($"p{(p.Number is null ? "" : $" {p.Number} #{p.Id}")}{passage} {Of(p.Inlines)}"); break;
            case CodeBlock c: Line($"code {c.CodeLanguage}{passage} {c.Text.Replace("\n", "⏎", StringComparison.Ordinal)}"); break;
            case ThematicBreak: Line("break"); break;
            case Quote q:
                Line("quote" + passage);
                Blocks(dump, q.Blocks, depth + 1);
                break;
            case Figure f: Line($"figure{passage} {Of([f.Image])} caption: {Of(f.Caption)}"); break;
            case ListBlock l:
                Line($"list {l.Style} from {l.Start}{(l.Tight ? " tight" : "")}{passage}");
                foreach (var item in l.Items)
                {
                    Line($"item{(item.Label is null ? "" : " " + item.Label)}{(item.Checked is null ? "" : item.Checked.Value ? " done" : " open")}", 1);
                    Blocks(dump, item.Blocks, depth + 2);
                }
                break;
            case DefinitionList d:
                Line("definitions" + passage);
                foreach (var item in d.Items)
                {
                    foreach (var term in item.Terms)
                        Line("term " + Of(term), 1);
                    foreach (var definition in item.Definitions)
                        Blocks(dump, definition, depth + 2);
                }
                break;
            case Table t:
                Line($"table {string.Join(',', t.Columns)} header {t.HeaderRows}{(t.HeaderColumn ? " and column" : "")}{passage} caption: {Of(t.Caption)}");
                foreach (var row in t.Rows)
                {
                    Line("row", 1);
                    foreach (var cell in row.Cells)
                    {
                        Line($"cell{(cell.ColumnSpan > 1 ? $" {cell.ColumnSpan} wide" : "")}{(cell.RowSpan > 1 ? $" {cell.RowSpan} high" : "")}", 2);
                        Blocks(dump, cell.Blocks, depth + 3);
                    }
                }
                break;
        }
    }

    private static string Of(IReadOnlyList<Inline> inlines) => string.Concat(inlines.Select(i => i switch
    {
        Text t => t.Value,
        Styled s => $"{{{s.Style} {Of(s.Children)}}}",
        Code c => $"`{c.Value}`",
        Passage p => $"{{{p.Language} {p.Direction} {Of(p.Children)}}}",
        Link l => $"{{→{l.Target}{(l.Title is null ? "" : $" “{l.Title}”")} {Of(l.Children)}}}",
        Image m => $"{{image {m.Source} “{m.Alt}”}}",
        NoteReference n => $"{{note {n.NoteId}}}",
        LineBreak => "{br}",
        Abbreviation a => $"{{abbr {a.Value} = {a.Expansion}}}",
        _ => throw new ArgumentException(i.GetType().Name, nameof(inlines)),
    }));
}
