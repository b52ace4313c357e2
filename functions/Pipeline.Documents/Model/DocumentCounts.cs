namespace Pipeline.Documents;

/// <summary>What a document has, to be held against what its source says that it has. Null: not known.</summary>
public sealed record DocumentCounts
{
    /// <summary>Pages that the source states or has; a rendition's own pages are counted where it is made.</summary>
    public int? Pages { get; init; }

    public int? Words { get; init; }

    /// <summary>The title among them.</summary>
    public int? Headings { get; init; }
    public int? ListItems { get; init; }
    public int? Tables { get; init; }
    public int? Cells { get; init; }
    public int? Images { get; init; }
    public int? Notes { get; init; }

    public static DocumentCounts Of(Document document)
    {
        var blocks = document.Blocks.Concat(document.Notes.SelectMany(n => n.Blocks)).SelectMany(Inside).ToList();
        var tables = blocks.OfType<Table>().ToList();
        return new DocumentCounts
        {
            Words = DocumentText.CountWords(document),
            Headings = blocks.OfType<Heading>().Count() + (document.Title.Count > 0 ? 1 : 0),
            ListItems = blocks.OfType<ListBlock>().Sum(l => l.Items.Count),
            Tables = tables.Count,
            Cells = tables.Sum(t => t.Rows.Sum(r => r.Cells.Count)),
            Images = document.Images.Count,
            Notes = document.Notes.Count,
        };
    }

    /// <summary>A block and all that stand in it.</summary>
    private static IEnumerable<Block> Inside(Block block) => (block switch
    {
        ListBlock l => l.Items.SelectMany(i => i.Blocks),
        Quote q => q.Blocks,
        Table t => t.Rows.SelectMany(r => r.Cells).SelectMany(c => c.Blocks),
        DefinitionList d => d.Items.SelectMany(i => i.Definitions).SelectMany(b => b),
        _ => [],
    }).SelectMany(Inside).Prepend(block);
}
