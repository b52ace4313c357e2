namespace Pipeline.Documents.Readers.Word;

/// <summary>A style with all that it takes from the styles that it is based on.</summary>
internal sealed record WordStyle(string Id, string Name, ParagraphFormat Paragraph, RunFormat Run, StyleRole Role, int Level)
{
    public static readonly WordStyle None = new("", "", ParagraphFormat.None, default, StyleRole.Body, 0);

    /// <summary>A table's style that sets the first row, or the first column, apart.</summary>
    public bool FirstRow { get; init; }

    /// <inheritdoc cref="FirstRow"/>
    public bool FirstColumn { get; init; }
}

/// <summary>The styles of a file (ECMA-376 part 1, 17.7).</summary>
internal sealed class WordStyles
{
    private const int LongestChain = 20;

    private sealed record Stated(string Id, string Name, string Type, string? BasedOn, ParagraphFormat Paragraph, RunFormat Run, bool FirstRow, bool FirstColumn);

    private readonly Dictionary<string, Stated> stated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordStyle> resolved = new(StringComparer.Ordinal);
    private string? defaultParagraph;
    private string? defaultTable;

    /// <summary>What every run has that says nothing else.</summary>
    public RunFormat Defaults { get; private set; }

    public static WordStyles Read(WordXml? xml)
    {
        var styles = new WordStyles();
        if (xml?.Root() == true)
            xml.Each(() => styles.Add(xml));
        return styles;
    }

    /// <summary>The paragraph style of an id, or the default one.</summary>
    public WordStyle Paragraph(string? id) => Find(id is not null && stated.ContainsKey(id) ? id : defaultParagraph);

    public WordStyle Table(string? id) => Find(id is not null && stated.ContainsKey(id) ? id : defaultTable);

    public WordStyle Character(string? id) => Find(id);

    private WordStyle Find(string? id)
    {
        if (id is null)
            return WordStyle.None;
        if (resolved.TryGetValue(id, out var known))
            return known;
        return resolved[id] = Resolve(id, 0);
    }

    private WordStyle Resolve(string id, int depth)
    {
        if (depth > LongestChain || !stated.TryGetValue(id, out var style))
            return WordStyle.None;
        var below = style.BasedOn is { } other && other != id ? Resolve(other, depth + 1) : WordStyle.None;
        var (role, level) = StyleNames.RoleOf(style.Name, style.Id);
        if (role == StyleRole.Body && style.Paragraph.OutlineLevel is { } outline)
            (role, level) = outline is >= 0 and < 9 ? (StyleRole.Heading, outline + 1) : (StyleRole.Body, 0);
        else if (role == StyleRole.Body && !StyleNames.IsNormal(style.Name))
            (role, level) = (below.Role, below.Level);
        return new WordStyle(id, style.Name, style.Paragraph.Over(below.Paragraph), style.Run.Over(below.Run), role, level)
        {
            FirstRow = style.FirstRow || below.FirstRow,
            FirstColumn = style.FirstColumn || below.FirstColumn,
        };
    }

    private void Add(WordXml xml)
    {
        if (xml.IsWord("docDefaults"))
            xml.Descendants(() => Defaults = xml.IsWord("rPr") ? RunFormat.Read(xml) : Defaults);
        if (!xml.IsWord("style") || xml.Get("styleId") is not { } id)
            return;
        var (name, type, basedOn) = (id, xml.Get("type") ?? "paragraph", (string?)null);
        var isDefault = xml.Get("default") is "1" or "true" or "on";
        var (paragraph, run) = (ParagraphFormat.None, default(RunFormat));
        var (firstRow, firstColumn) = (false, false);
        xml.Each(() =>
        {
            switch (xml.Vocabulary == Vocabulary.Word ? xml.Name : "")
            {
                case "name": name = xml.Val ?? id; break;
                case "basedOn": basedOn = xml.Val; break;
                case "pPr": paragraph = ParagraphFormat.Read(xml); break;
                case "rPr": run = RunFormat.Read(xml); break;
                case "tblStylePr":
                    firstRow |= xml.Get("type") == "firstRow";
                    firstColumn |= xml.Get("type") == "firstCol";
                    break;
            }
        });
        if (isDefault && type == "paragraph")
            defaultParagraph ??= id;
        if (isDefault && type == "table")
            defaultTable ??= id;
        stated.TryAdd(id, new Stated(id, name, type, basedOn, paragraph, run, firstRow, firstColumn));
    }
}
