using System.Text;
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

    /// <summary>
    /// How many headings, list items, table cells and notes we and the other reader find, by the same rules for both:
    /// <list type="number">
    /// <item>A part counts that has words or a picture of its own. Empty items, cells and headings are how other readers keep levels that were skipped,
    /// cells that others cover, rows that were deleted, and heads that a table does not have.</item>
    /// <item>A title is no heading: it is metadata, a heading or a paragraph to others, by format and style.</item>
    /// <item>Headings count where the other finds any: it knows them by their styles alone, we by outline levels and by their looks too where nobody used styles.</item>
    /// </list>
    /// </summary>
    public static (StructureCounts Ours, StructureCounts Theirs) Structure(ReadResult result, StructureParts theirs)
    {
        var document = result.Document;
        var ours = new Collector();
        ours.Blocks(document.Blocks);
        foreach (var note in document.Notes)
            ours.Blocks(note.Blocks);
        var titles = theirs.Titles.Append(Letters(DocumentText.Of(document.Title)))
            .Concat(result.Metadata.Where(m => m.Name == MetadataFields.Title).SelectMany(m => m.Values).Select(Letters)).ToHashSet();
        int Headings(IEnumerable<string> headings) => headings.Count(h => h.Length > 0 && !titles.Contains(h));

        var others = Headings(theirs.Headings);
        return (new StructureCounts(others > 0 ? Headings(ours.Headings) : 0, ours.Items, ours.Cells, document.Notes.Count),
            new StructureCounts(others, theirs.Items, theirs.Cells, theirs.Notes));
    }

    private static string Letters(string text) => Read.Letters(text.Normalize(NormalizationForm.FormKC));

    private static string Text(ReadResult result) =>
        string.Join(' ', result.Metadata.SelectMany(m => m.Values)) + "\n" + Read.PlainText(result) + "\n" + string.Join(' ', Alternatives(result.Document.Blocks));

    private static IEnumerable<string> Alternatives(IEnumerable<Block> blocks) => blocks.SelectMany(b => b switch
    {
        Figure f => [f.Image.Alt],
        Heading h => Images(h.Inlines),
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

    /// <summary>The parts, as <see cref="StructureParts"/> has them.</summary>
    private sealed class Collector
    {
        public List<string> Headings { get; } = [];
        public int Items { get; private set; }
        public int Cells { get; private set; }

        public void Blocks(IEnumerable<Block> blocks)
        {
            foreach (var block in blocks)
            {
                switch (block)
                {
                    case Heading: Headings.Add(Part([block])); break;
                    case Paragraph { Number: not null } p: Items += Part([p]).Length > 0 ? 1 : 0; break;
                    case Quote q: Blocks(q.Blocks); break;
                    case ListBlock l:
                        Items += l.Items.Count(i => Part([.. i.Blocks.Where(b => b is not ListBlock)]).Length > 0);
                        Blocks(l.Items.SelectMany(i => i.Blocks));
                        break;
                    case Table t:
                        var cells = t.Rows.SelectMany(r => r.Cells).ToList();
                        Cells += cells.Count(c => Part(c.Blocks).Length > 0);
                        Blocks(cells.SelectMany(c => c.Blocks));
                        break;
                    case DefinitionList d: Blocks(d.Items.SelectMany(i => i.Definitions).SelectMany(b => b)); break;
                }
            }
        }

        private static string Part(IReadOnlyList<Block> blocks) =>
            string.Concat(blocks.SelectMany(DocumentText.Lines).Select(Letters)) is { Length: > 0 } words ? words : Alternatives(blocks).Any() ? StructureParts.Picture : "";
    }
}

/// <summary>How many parts of each kind a document has.</summary>
internal sealed record StructureCounts(int Headings, int Items, int Cells, int Notes);
