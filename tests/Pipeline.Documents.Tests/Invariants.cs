using System.Text;
using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Tests;

/// <summary>What <see cref="Document"/> promises of a finished document, looked at block by block.</summary>
internal static class Invariants
{
    public static void Assert(Document document)
    {
        var seen = new Seen(document);
        seen.Line(document.Title);
        seen.Blocks(document.Blocks);
        foreach (var note in document.Notes)
            seen.Blocks(note.Blocks);
        Xunit.Assert.Equal(document.Notes.Select(n => n.Id).Order(), seen.References.Distinct().Order());
        Xunit.Assert.Equal(seen.Ids.Count, seen.Ids.Distinct().Count());
        Xunit.Assert.True(LanguageTags.IsWellFormed(document.Language));
        // In the order in which they are called: the text's first, then the notes' own.
        Xunit.Assert.Equal(document.Notes.Select(n => n.Id), seen.References.Distinct());
    }

    public static List<string> Anchors(Document document)
    {
        var seen = new Seen(document);
        seen.Blocks([.. document.Blocks, .. document.Notes.SelectMany(n => n.Blocks)]);
        return seen.Ids;
    }

    private sealed class Seen(Document document)
    {
        private int level = 1;

        public List<string> Ids { get; } = [];
        public List<string> References { get; } = [];

        public void Blocks(IEnumerable<Block> blocks)
        {
            foreach (var block in blocks)
                Block(block);
        }

        private void Block(Block block)
        {
            switch (block)
            {
                case Heading h:
                    Xunit.Assert.InRange(h.Level, 2, Math.Min(6, level + 1));
                    Xunit.Assert.NotEmpty(h.Id);
                    level = h.Level;
                    Ids.Add(h.Id);
                    Words(h.Inlines);
                    break;
                case Paragraph p:
                    Xunit.Assert.Equal(p.Number is null, p.Id is null);
                    if (p.Id is not null)
                        Ids.Add(p.Id);
                    if (p.Number is null)
                        Words(p.Inlines);
                    else
                        Line(p.Inlines);
                    break;
                case CodeBlock c:
                    Xunit.Assert.NotEqual("", c.Text);
                    Clean(c.Text.Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal));
                    break;
                case Quote q:
                    Xunit.Assert.NotEmpty(q.Blocks);
                    Blocks(q.Blocks);
                    break;
                case ListBlock l:
                    Xunit.Assert.NotEmpty(l.Items);
                    Blocks(l.Items.SelectMany(i => i.Blocks));
                    break;
                case Table t:
                    Line(t.Caption);
                    Xunit.Assert.Equal(TableGrid.Width(t.Rows), t.Columns.Count);
                    Xunit.Assert.InRange(t.HeaderRows, 0, t.Rows.Count);
                    Xunit.Assert.All(TableGrid.Place(t.Rows), c => Xunit.Assert.True(c.Row + c.Cell.RowSpan <= t.Rows.Count));
                    Blocks(t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks));
                    break;
                case DefinitionList d:
                    foreach (var item in d.Items)
                    {
                        foreach (var term in item.Terms)
                            Words(term);
                        Blocks(item.Definitions.SelectMany(b => b));
                    }
                    break;
                case Figure f:
                    Xunit.Assert.Contains(f.Image.Source, document.Images.Keys);
                    Line(f.Caption);
                    break;
            }
        }

        private void Words(IReadOnlyList<Inline> line)
        {
            Xunit.Assert.NotEmpty(line);
            Line(line);
        }

        public void Line(IReadOnlyList<Inline> line)
        {
            for (var i = 0; i < line.Count; i++)
            {
                Xunit.Assert.False(i > 0 && line[i] is Text && line[i - 1] is Text, "neighbouring texts are one");
                switch (line[i])
                {
                    case Text t:
                        Xunit.Assert.NotEqual("", t.Value);
                        Clean(t.Value);
                        break;
                    case Code c: Clean(c.Value); break;
                    case Abbreviation a: Clean(a.Value); break;
                    case Image m: Xunit.Assert.Contains(m.Source, document.Images.Keys); break;
                    case NoteReference n: References.Add(n.NoteId); break;
                    case Styled s: Words(s.Children); break;
                    case Passage p: Words(p.Children); break;
                    case Link l:
                        Xunit.Assert.Matches("^(#.|https?://.|mailto:.)", l.Target.ToLowerInvariant());
                        Words(l.Children);
                        break;
                }
            }
        }

        private static void Clean(string text)
        {
            Xunit.Assert.Equal(Normalization.ToNfc(text), text);
            Xunit.Assert.DoesNotContain(text, char.IsControl);
            Xunit.Assert.Equal(text, new UTF8Encoding(false, false).GetString(Encoding.UTF8.GetBytes(text)));
        }
    }
}
