namespace Pipeline.Documents.Readers.Word;

/// <summary>Makes lists of paragraphs with labels, nested by the levels of their numbering, and by their indents where they are of several.</summary>
internal static class Lists
{
    /// <summary>How much further in, in twentieths of a point, items of another numbering stand that are inside the item before them.</summary>
    private const int Deeper = 180;

    /// <summary>So many lists stand in each other at most; what would be deeper stands in the last one.</summary>
    private const int Deepest = 10;

    /// <summary>Reads from item <paramref name="i"/> on, which has a label, as far as the list goes.</summary>
    public static void Add(List<Block> blocks, List<BodyItem> items, ref int i)
    {
        while (i < items.Count && Labelled(items[i]) is { } first)
            blocks.Add(List(items, ref i, first, 1));
    }

    private static ListBlock List(List<BodyItem> items, ref int i, NumberLabel first, int nesting)
    {
        var made = new List<(List<Block> Blocks, NumberLabel Label)>();
        while (i < items.Count)
        {
            var item = items[i];
            if (Labelled(item) is { } label)
            {
                var depth = nesting < Deepest ? Depth(label, first) : Math.Min(0, Depth(label, first));
                if (depth < 0 || (depth == 0 && made.Count > 0 && !Continues(made[^1].Label, label)))
                    break;
                if (depth > 0 && made.Count > 0)
                {
                    made[^1].Blocks.Add(List(items, ref i, label, nesting + 1));
                    continue;
                }
                made.Add(([Assembler.Plain((BodyParagraph)item)], label));
            }
            else if (item is BodyParagraph { Content.Count: 0 })
            {
                // An empty line between items; after the last one it is none of the list's.
            }
            else if (made.Count > 0 && item is BodyParagraph paragraph && Belongs(paragraph, made[^1].Label))
            {
                made[^1].Blocks.Add(Assembler.Plain(paragraph));
            }
            else
            {
                break;
            }
            i++;
        }
        return Made(made, first);
    }

    private static ListBlock Made(List<(List<Block> Blocks, NumberLabel Label)> made, NumberLabel first)
    {
        var items = made.Select((m, index) => new ListItem(m.Blocks)
        {
            Label = first.Style == ListStyle.Bullet || (m.Label.Plain && m.Label.Value == first.Value + index) ? null : m.Label.Text,
        });
        return new ListBlock(first.Style, [.. items])
        {
            Start = first.Style == ListStyle.Bullet ? 1 : first.Value,
            Tight = made.TrueForAll(m => m.Blocks.Count(b => b is not ListBlock) == 1),
        };
    }

    /// <summary>A labelled paragraph that is an item; headings are none.</summary>
    private static NumberLabel? Labelled(BodyItem item) =>
        item is BodyParagraph { Content.Count: > 0, Label: { } label, Role: not (StyleRole.Heading or StyleRole.Title or StyleRole.Contents) } ? label : null;

    /// <summary>Above zero where a label belongs below another one, below zero where it is the other way round.</summary>
    private static int Depth(NumberLabel label, NumberLabel of) =>
        (label.Numbering != of.Numbering || label.Numbering == 0) && label.Indent is { } indent && of.Indent is { } outer && Math.Abs(indent - outer) >= Deeper
            ? indent.CompareTo(outer)
            : label.Level.CompareTo(of.Level);

    private static bool Continues(NumberLabel before, NumberLabel next) =>
        before.Style == next.Style && (before.Style == ListStyle.Bullet || before.Numbering == next.Numbering || next.Value == before.Value + 1);

    /// <summary>Whether a paragraph without a label goes on with the item before it: by its style, or since it is indented as the item's text is.</summary>
    private static bool Belongs(BodyParagraph paragraph, NumberLabel item) =>
        paragraph.Label is null && paragraph.Role is StyleRole.Body or StyleRole.ListParagraph
        && ((paragraph.Role == StyleRole.ListParagraph && paragraph.Format.Indent is > 0) || (paragraph.Format.Indent is > 0 and var indent && indent >= (item.Indent ?? 720)));
}
