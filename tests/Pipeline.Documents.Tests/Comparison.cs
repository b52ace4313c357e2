using Pipeline.Testing;

namespace Pipeline.Documents.Tests;

/// <summary>What a document has beside what another reader finds in the same file: words and parts.</summary>
internal static class Comparison
{
    /// <summary>The share of the other reader's words that the document has, each as often.</summary>
    public static double WordsKept(ReadResult result, string other)
    {
        var ours = Words(Text(result)).CountBy(w => w).ToDictionary();
        var theirs = Words(other).CountBy(w => w).ToList();
        var all = theirs.Sum(w => w.Value);
        return all == 0 ? 1 : theirs.Sum(w => Math.Min(w.Value, ours.GetValueOrDefault(w.Key))) / (double)all;
    }

    /// <summary>The words that are fewer than in the other's text, for a person to look at.</summary>
    public static string Lost(ReadResult result, string other)
    {
        var ours = Words(Text(result)).CountBy(w => w).ToDictionary();
        return string.Join(' ', Words(other).CountBy(w => w).Where(w => w.Value > ours.GetValueOrDefault(w.Key)).Take(12).Select(w => w.Key));
    }

    public static StructureCounts Structure(Document document)
    {
        var counts = new Counter();
        counts.Blocks(document.Blocks);
        foreach (var note in document.Notes)
            counts.Blocks(note.Blocks);
        return new StructureCounts(counts.Headings + (document.Title.Count > 0 ? 1 : 0), counts.Items, counts.Cells, document.Notes.Count);
    }

    private static string Text(ReadResult result) =>
        string.Join(' ', result.Metadata.SelectMany(m => m.Values)) + "\n" + Read.PlainText(result) + "\n" + string.Join(' ', Alternatives(result.Document.Blocks));

    private static IEnumerable<string> Alternatives(IEnumerable<Block> blocks) => blocks.SelectMany(b => b switch
    {
        Figure f => [f.Image.Alt],
        Paragraph p => Images(p.Inlines),
        ListBlock l => l.Items.SelectMany(i => Alternatives(i.Blocks)),
        Table t => t.Rows.SelectMany(r => r.Cells).SelectMany(c => Alternatives(c.Blocks)),
        _ => Enumerable.Empty<string>(),
    });

    private static IEnumerable<string> Images(IReadOnlyList<Inline> inlines) => inlines.SelectMany(i => i switch
    {
        Image m => [m.Alt],
        Styled s => Images(s.Children),
        Link l => Images(l.Children),
        _ => Enumerable.Empty<string>(),
    });

    /// <summary>Runs of letters and digits; the marks that pandoc writes plain text with are none, nor are small digits other digits.</summary>
    private static IEnumerable<string> Words(string text)
    {
        text = string.Concat(text.Where(c => c is not ('_' or '^' or '~' or '\u00AD')).Select(c => c switch
        {
            >= '\u2080' and <= '\u2089' => (char)(c - 0x2080 + '0'),
            >= '\u2074' and <= '\u2079' => (char)(c - 0x2070 + '0'),
            '\u00B2' or '\u00B3' => (char)(c - 0xB0 + '0'),
            '\u00B9' => '1',
            '\u2070' => '0',
            _ => c,
        }));
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]));
            if (inWord && start < 0)
                start = i;
            if (inWord || start < 0)
                continue;
            yield return text[start..i];
            start = -1;
        }
    }

    private sealed class Counter
    {
        public int Headings { get; private set; }
        public int Items { get; private set; }
        public int Cells { get; private set; }

        public void Blocks(IEnumerable<Block> blocks)
        {
            foreach (var block in blocks)
            {
                switch (block)
                {
                    case Heading: Headings++; break;
                    case Paragraph { Number: not null }: Items++; break;
                    case Quote q: Blocks(q.Blocks); break;
                    case ListBlock l:
                        Items += l.Items.Count;
                        Blocks(l.Items.SelectMany(i => i.Blocks));
                        break;
                    case Table t:
                        Cells += t.Rows.Sum(r => r.Cells.Count);
                        Blocks(t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks));
                        break;
                    case DefinitionList d: Blocks(d.Items.SelectMany(i => i.Definitions).SelectMany(b => b)); break;
                }
            }
        }
    }
}
