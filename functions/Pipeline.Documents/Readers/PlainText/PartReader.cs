namespace Pipeline.Documents.Readers.PlainText;

/// <summary>Lines that belong together: a paragraph, heading, item, or rule.</summary>
/// <param name="Spaced">A blank line stands before it.</param>
internal sealed record Part(PartKind Kind, List<TextLine> Lines, bool Spaced)
{
    /// <summary>What the first line begins with; its label is not in the text.</summary>
    public LineMarker? Marker { get; init; }

    /// <summary>Of a heading, from 1.</summary>
    public int Level { get; init; }

    /// <summary>The lines' texts, the first without its label.</summary>
    public IReadOnlyList<string> Texts => [.. Lines.Select((l, i) => i == 0 && Marker is not null ? Marker.Rest : l.Text)];
}

internal enum PartKind
{
    Paragraph,
    Heading,
    Item,
    Rule,
}

/// <summary>Divides a file into parts: at blank lines, set-in lines, labels, and where a line ended early.</summary>
internal sealed class PartReader(List<TextLine> lines, HashSet<int> furniture, TextLayout layout)
{
    /// <summary>Where lines are not cut, shorter ones than these were ended on purpose.</summary>
    private const int ShortestCut = 60;

    private readonly List<Part> parts = [];
    private int lastNumber;

    /// <summary>A blank line stands between the last line and this one.</summary>
    private bool spaced;

    /// <summary>A page ended between them.</summary>
    private bool pageBreak;

    public List<Part> Read(CancellationToken cancellationToken)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if ((i & 0xFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var line = lines[i];
            pageBreak |= line.StartsPage || furniture.Contains(i);
            if (line.IsBlank || furniture.Contains(i))
            {
                spaced = true;
                continue;
            }
            Add(line, i);
            (spaced, pageBreak) = (false, false);
        }
        return parts;
    }

    private void Add(TextLine line, int index)
    {
        var last = parts.Count > 0 ? parts[^1] : null;
        if (HeadingMarks.IsRule(line.Text))
        {
            if (last is { Kind: PartKind.Paragraph, Lines.Count: 1 } && !spaced && HeadingMarks.Underlines(line.Text, last.Lines[0].Text))
                parts[^1] = last with { Kind = PartKind.Heading, Level = line.Text[0] == '=' ? 1 : 2 };
            else
                parts.Add(new Part(PartKind.Rule, [line], spaced));
            return;
        }
        var marker = LineMarker.Of(line.Text);
        if (marker is not null && Begins(marker, last))
        {
            lastNumber = marker.Kind == LineMarkerKind.Number ? marker.Number : lastNumber;
            parts.Add(new Part(PartKind.Item, [line], spaced) { Marker = marker });
        }
        else if (last is { Kind: PartKind.Paragraph or PartKind.Item } && Continues(last, line))
        {
            last.Lines.Add(line);
        }
        else if (IsHeading(index))
        {
            parts.Add(new Part(PartKind.Heading, [line], spaced) { Level = parts.Count == 0 ? 1 : 2 });
        }
        else
        {
            parts.Add(new Part(PartKind.Paragraph, [line], spaced));
        }
    }

    /// <summary>Whether what looks like a label is one, and not a number or dash that a sentence goes on with in a new line.</summary>
    private bool Begins(LineMarker marker, Part? last)
    {
        if (last is null || last.Kind is PartKind.Heading or PartKind.Rule)
            return true;
        var before = last.Lines[^1].Text;
        var ended = Sentences.Ended(before);
        return marker.Kind switch
        {
            // Numbers count up; a scan may have lost a few.
            LineMarkerKind.Number => (!layout.Wrapped || (spaced && !pageBreak) || ended)
                && (lastNumber == 0 || marker.Number == 1 || (marker.Number >= lastNumber && marker.Number <= lastNumber + 9) || (spaced && ended)),
            LineMarkerKind.Bullet => true,
            // Items of one list, which commas and semicolons divide, are apart though no sentence ends.
            _ => (spaced && !pageBreak) || ended || before[^1] is ',' or ';' || last.Marker?.Kind == marker.Kind,
        };
    }

    private bool Continues(Part last, TextLine line)
    {
        var previous = last.Lines[^1];
        var unfinished = !Sentences.Ended(previous.Text) && Sentences.GoesOn(line.Text);
        if (spaced)
            return unfinished && (pageBreak || layout.Wrapped) && (pageBreak || !layout.EndsEarly(previous, line))
                || (pageBreak && layout.Wrapped && !Sentences.Ended(previous.Text) && line.Indent <= layout.Indent)
                || (pageBreak && layout.IndentsParagraphs && line.Indent <= layout.Indent && Sentences.GoesOn(line.Text));
        // A long line whose sentence goes on in the next was cut by a page, though the page's number is gone.
        if (!layout.Wrapped)
            return unfinished && (pageBreak || (previous.Width > ShortestCut && char.IsLetter(previous.Text[^1])));
        // An item's lines stand under its label or under its text.
        if (last.Kind == PartKind.Item && line.Indent > last.Lines[0].Indent)
            return true;
        if (layout.IndentsParagraphs)
            return line.Indent <= previous.Indent || unfinished || (last.Lines.Count == 1 && line.Indent <= layout.Indent);
        if (Math.Abs(line.Indent - previous.Indent) >= 2 && last.Lines.Count > 1 && !unfinished)
            return false;
        return !(layout.EndsEarly(previous, line) && Sentences.Ended(previous.Text));
    }

    /// <summary>A short line in capitals with nothing right above or below it.</summary>
    private bool IsHeading(int index)
    {
        var alone = (spaced || parts.Count == 0) && (index + 1 == lines.Count || lines[index + 1].IsBlank);
        return alone && !pageBreak && HeadingMarks.IsCapitals(lines[index].Text);
    }
}
