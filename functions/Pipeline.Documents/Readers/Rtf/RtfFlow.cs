using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>Where paragraphs go: the text, a note or a box, each with tables of its own.</summary>
internal sealed class RtfFlow(BodyFile file)
{
    private const int DeepestTable = 32;

    private readonly List<BodyItem> items = [];
    private readonly List<RtfTable> tables = [];

    public Line Line { get; set; } = new();

    /// <summary>The label of the paragraph that is read, as it stands in it.</summary>
    public string Label { get; set; } = "";

    /// <summary>Text of boxes that are anchored in the paragraph, to follow it.</summary>
    public List<BodyItem> Aside { get; } = [];

    /// <summary>The definition of the row of a level, which begins a table where there is none.</summary>
    public RtfTable TableAt(int level)
    {
        level = Math.Clamp(level, 1, DeepestTable);
        while (tables.Count < level)
            tables.Add(new RtfTable());
        return tables[level - 1];
    }

    public int Depth => tables.Count;

    /// <summary>How deep in tables a paragraph stands that says it stands at a depth; programs leave it out in rows.</summary>
    public int LevelOf(int stated) => stated == 0 && tables.Count > 0 && tables[0].RowIsOpen ? 1 : Math.Min(stated, DeepestTable);

    public void Add(BodyItem item, int level)
    {
        CloseBelow(level);
        (level == 0 ? items : TableAt(level).Items).Add(item);
    }

    public void EndCell(int level)
    {
        CloseBelow(level);
        TableAt(level).EndCell();
    }

    public void EndRow(int level)
    {
        CloseBelow(level);
        TableAt(level).EndRow();
    }

    public List<BodyItem> End()
    {
        CloseBelow(0);
        return items;
    }

    private void CloseBelow(int level)
    {
        while (tables.Count > level)
        {
            var table = tables[^1];
            tables.RemoveAt(tables.Count - 1);
            (tables.Count == 0 ? items : tables[^1].Items).AddRange(table.Close(file));
        }
    }
}
