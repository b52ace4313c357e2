using Pipeline.Documents.Readers.Pdf.Lines;
using Pipeline.Documents.Readers.PlainText;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>Makes lists of paragraphs with labels; what is set in further is a list in the item before it.</summary>
internal sealed class PageLists(Func<IReadOnlyList<TextRun>, List<Inline>> inlines, Hyphens hyphens)
{
    /// <summary>Numbered items that are longer on average are paragraphs with numbers, as official records have them.</summary>
    private const int LongestItem = 200;

    private const int MaximumDepth = 8;

    public List<Block> Blocks(List<PageBlock> items, int depth = 0)
    {
        var blocks = new List<Block>();
        for (var i = 0; i < items.Count;)
        {
            var first = items[i];
            var run = new List<(PageBlock Item, List<PageBlock> Inner)>();
            for (; i < items.Count; i++)
            {
                var deeper = (items[i].First.Start - first.First.Start) / first.First.Size;
                if (run.Count > 0 && deeper > 0.9f && depth < MaximumDepth && items[i].First.Page == run[^1].Item.First.Page)
                    run[^1].Inner.Add(items[i]);
                else if (run.Count > 0 && (items[i].Marker!.Kind != first.Marker!.Kind || (deeper < -0.9f && items[i].First.Page == first.First.Page)))
                    break;
                else
                    run.Add((items[i], []));
            }
            blocks.AddRange(Run(run, depth));
        }
        return blocks;
    }

    private IEnumerable<Block> Run(List<(PageBlock Item, List<PageBlock> Inner)> run, int depth)
    {
        var kind = run[0].Item.Marker!.Kind;
        if (kind == LineMarkerKind.Number)
        {
            var counts = run.Select((r, i) => r.Item.Marker!.Number == run[0].Item.Marker!.Number + i).All(follows => follows);
            if (!counts || run.Average(r => r.Item.Lines.Sum(l => l.Text.Length)) > LongestItem)
                return run.SelectMany(r => (IEnumerable<Block>)[new Paragraph(Text(r.Item)) { Number = r.Item.Marker!.Label }, .. Blocks(r.Inner, depth + 1)]);
        }
        var style = kind switch { LineMarkerKind.Number => ListStyle.Numeric, LineMarkerKind.Letter => ListStyle.LowerAlpha, _ => ListStyle.Bullet };
        return
        [
            new ListBlock(style, [.. run.Select(r => new ListItem([new Paragraph(Text(r.Item)), .. Blocks(r.Inner, depth + 1)])
            {
                Label = kind == LineMarkerKind.Letter || r.Item.Marker!.Label.EndsWith(')') ? r.Item.Marker!.Label : null,
            })])
            {
                Start = kind == LineMarkerKind.Number ? run[0].Item.Marker!.Number : 1,
            },
        ];
    }

    /// <summary>The item's text without its label.</summary>
    private List<Inline> Text(PageBlock item)
    {
        var first = item.First;
        var cut = first.Text.Length - item.Marker!.Rest.Length;
        var runs = new List<TextRun>();
        foreach (var run in first.Runs)
        {
            var taken = Math.Min(cut, run.Text.Length);
            cut -= taken;
            if (taken < run.Text.Length)
                runs.Add(run with { Text = run.Text[taken..] });
        }
        return inlines(RunInlines.Join([runs, .. item.Lines.Skip(1).Select(l => l.Runs)], hyphens));
    }
}
