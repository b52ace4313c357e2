namespace Pipeline.Documents.Readers.PlainText;

/// <summary>Makes blocks of parts: items become lists or numbered paragraphs, passages that are set in become quotations.</summary>
internal sealed class PartAssembler(TextLayout layout, LineJoiner joiner)
{
    /// <summary>Numbered items that are longer on average are paragraphs with numbers, as official records have them.</summary>
    private const int LongestItem = 100;

    /// <summary>Columns that a quotation is set in by, at the least.</summary>
    private const int QuoteIndent = 3;

    public List<Block> Assemble(List<Part> parts)
    {
        var blocks = new List<Block>(parts.Count);
        for (var i = 0; i < parts.Count;)
        {
            var part = parts[i];
            if (part.Kind == PartKind.Item)
            {
                var run = parts.Skip(i).TakeWhile(p => p.Kind == PartKind.Item && Same(p.Marker!, part.Marker!)).ToList();
                blocks.AddRange(Items(run));
                i += run.Count;
            }
            else if (IsSetIn(part))
            {
                var run = parts.Skip(i).TakeWhile(IsSetIn).ToList();
                blocks.Add(new Quote([.. run.Select(Paragraph)]));
                i += run.Count;
            }
            else
            {
                blocks.Add(part.Kind switch
                {
                    PartKind.Heading => new Heading(part.Level, [new Text(joiner.Join(part.Texts))]),
                    PartKind.Rule => new ThematicBreak(),
                    _ => Paragraph(part),
                });
                i++;
            }
        }
        return blocks;
    }

    private static bool Same(LineMarker one, LineMarker other) => one.Kind == other.Kind && (one.Kind != LineMarkerKind.Letter || (one.Label[0] == '(') == (other.Label[0] == '('));

    /// <summary>Every line of it stands further in than the text, so that it is no paragraph with its first line set in.</summary>
    private bool IsSetIn(Part part) =>
        part.Kind == PartKind.Paragraph && layout.Wrapped && part.Lines.Count > 1 && part.Lines.TrueForAll(l => l.Indent >= layout.Indent + QuoteIndent);

    private IEnumerable<Block> Items(List<Part> run)
    {
        var first = run[0].Marker!;
        if (first.Kind is LineMarkerKind.Bullet or LineMarkerKind.Dash)
            return [List(run, ListStyle.Bullet, _ => null)];
        if (first.Kind == LineMarkerKind.Letter)
            return [List(run, ListStyle.LowerAlpha, p => p.Marker!.Label)];
        var isList = run.Count > 1 && first.Number == 1 && run.Select((p, i) => p.Marker!.Number == i + 1).All(follows => follows)
            && run.Average(p => p.Lines.Sum(l => l.Width)) < LongestItem;
        if (isList)
            return [List(run, ListStyle.Numeric, p => p.Marker!.Label.EndsWith(')') ? p.Marker.Label : null)];
        return run.Select(p => new Paragraph(Inlines(p)) { Number = p.Marker!.Label });
    }

    private ListBlock List(List<Part> run, ListStyle style, Func<Part, string?> label) =>
        new(style, [.. run.Select(p => new ListItem([new Paragraph(Inlines(p))]) { Label = label(p) })])
        {
            Tight = run.Skip(1).All(p => !p.Spaced),
        };

    private Paragraph Paragraph(Part part) => new(Inlines(part));

    private List<Inline> Inlines(Part part)
    {
        if (!KeepsLines(part))
            return [new Text(joiner.Join(part.Texts))];
        var inlines = new List<Inline>();
        foreach (var text in part.Texts)
        {
            if (inlines.Count > 0)
                inlines.Add(new LineBreak());
            inlines.Add(new Text(text));
        }
        return inlines;
    }

    /// <summary>An address, a letterhead, a verse: all its lines were ended on purpose, well before the width was used up.</summary>
    private bool KeepsLines(Part part)
    {
        if (!layout.Wrapped || part.Kind != PartKind.Paragraph || part.Lines.Count < 2)
            return false;
        var early = part.Lines.Zip(part.Lines.Skip(1), layout.EndsEarly).All(ends => ends);
        return early && part.Lines.TrueForAll(l => l.Indent + l.Width <= layout.Width * 3 / 4);
    }
}
