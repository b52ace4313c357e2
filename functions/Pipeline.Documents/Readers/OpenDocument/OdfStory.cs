using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>Reads the blocks of one story (ODF 1.3 part 3, 5): the text, a note, a cell or a box.</summary>
internal sealed class OdfStory
{
    private readonly OdfFile file;
    private readonly OdfXml xml;
    private readonly OdfLine line;
    private readonly OdfTables tables;
    private readonly Action block;

    // By the name of its style how far each list has counted, so that a later one can go on.
    private readonly Dictionary<string, (int Numbering, int?[] Counters)> lists = [];
    private readonly int?[] outline = new int?[OdfLists.Levels];
    private List<BodyItem> items = [];
    private (string? Style, int Level, int Numbering, int?[] Counters)? list;
    private bool itemBegins;
    private int numberings;

    public OdfStory(OdfFile file, OdfXml xml)
    {
        (this.file, this.xml) = (file, xml);
        line = new OdfLine(file, xml, Inner);
        tables = new OdfTables(file, xml, Inner);
        block = Block;
    }

    /// <summary>The blocks within the element that the reader stands on.</summary>
    public List<BodyItem> Read() => Inner();

    private List<BodyItem> Inner()
    {
        var (outerItems, outerList, outerBegins) = (items, list, itemBegins);
        (items, list, itemBegins) = ([], null, false);
        line.Begin();
        xml.Children(block);
        AddAside();
        line.End();
        var read = items;
        (items, list, itemBegins) = (outerItems, outerList, outerBegins);
        return read;
    }

    private void Block()
    {
        switch (xml.Tag)
        {
            case "text:p": Paragraph(null); break;
            case "text:h": Paragraph(xml.Number("text:outline-level", 1, 1, OdfLists.Levels)); break;
            case "text:list": List(); break;
            case "text:numbered-paragraph": xml.Children(block); break;
            case "table:table":
                if (tables.Read() is { } table)
                    Add(new BodyBlock(table));
                break;
            case "text:section":
                if (xml.Get("text:display") is "none")
                    line.Hide(xml.InnerText());
                else
                    xml.Children(block);
                break;
            case "text:table-of-content": file.ContentsDropped = true; break;
            case "text:alphabetical-index" or "text:illustration-index" or "text:table-index" or "text:object-index" or "text:user-index" or "text:bibliography":
                xml.Children(() =>
                {
                    if (xml.Tag == "text:index-body")
                        xml.Children(block);
                });
                break;
            case "text:index-title": xml.Children(block); break;
            case "text:tracked-changes": Changes(); break;
            case "text:change-start" or "text:change-end" or "text:change": line.Change(); break;
            case "text:bookmark" or "text:bookmark-start": line.Bookmark(); break;
            case "office:annotation": file.Comments++; break;
            case var tag when tag.StartsWith("draw:", StringComparison.Ordinal):
                line.Element();
                EndParagraph(OdfStyle.None, null, null);
                break;
        }
    }

    private void Paragraph(int? headingLevel)
    {
        file.CancellationToken.ThrowIfCancellationRequested();
        var style = file.Styles.Paragraph(xml.Get("text:style-name"));
        var isListHeader = xml.Get("text:is-list-header") == "true";
        var outlineLevel = headingLevel;
        if (headingLevel is null && style.Role == StyleRole.Heading)
            headingLevel = style.Level;
        line.Paragraph(style);
        EndParagraph(style, headingLevel, isListHeader ? null : outlineLevel);
    }

    private void EndParagraph(OdfStyle style, int? headingLevel, int? outlineLevel)
    {
        var read = line.Take();
        if (!read.IsEmpty || file.NewBookmarks.Count > 0)
        {
            var role = headingLevel is null ? style.Role : style.Role == StyleRole.Title ? StyleRole.Title : StyleRole.Heading;
            var label = read.IsEmpty ? null : Label(outlineLevel);
            Add(new BodyParagraph
            {
                Format = new ParagraphFormat { Alignment = style.Alignment, Indent = list is { } inside && label is null ? 1000 * (inside.Level + 1) : null, RightToLeft = style.RightToLeft },
                Content = read.ToInlines(role is StyleRole.Heading or StyleRole.Title ? Marks.Strong | Marks.Underline | Marks.SmallCaps : Marks.None, (inlines, link) => file.InnerLinks.Add((inlines, link))),
                Label = label,
                Role = role,
                Level = headingLevel ?? style.Level,
                Letters = read.Letters,
                Bold = read.HasWords && read.BoldLetters == read.Letters,
                Size = read.LettersBySize.Count == 0 ? 0 : read.LettersBySize.MaxBy(s => (s.Value, s.Key)).Key,
                Centered = style.Alignment == "center",
            });
        }
        AddAside();
    }

    private NumberLabel? Label(int? outlineLevel)
    {
        if (list is { } inside && itemBegins)
        {
            itemBegins = false;
            return file.Styles.Lists.Label(inside.Numbering, inside.Style, inside.Level, inside.Counters);
        }
        if (outlineLevel is not { } level || list is not null)
            return null;
        Count(outline, OdfLists.Outline, level - 1, null);
        return file.Styles.Lists.Label(-1, OdfLists.Outline, level - 1, outline);
    }

    private void List()
    {
        var outer = list;
        var style = xml.Get("text:style-name") ?? outer?.Style;
        if (outer is { } around)
        {
            list = (style, Math.Min(around.Level + 1, OdfLists.Levels - 1), around.Numbering, around.Counters);
        }
        else if (style is not null && (xml.Get("text:continue-numbering") == "true" || xml.Get("text:continue-list") is not null) && lists.TryGetValue(style, out var before))
        {
            list = (style, 0, before.Numbering, before.Counters);
        }
        else
        {
            list = (style, 0, ++numberings, new int?[OdfLists.Levels]);
            if (style is not null)
                lists[style] = (numberings, list.Value.Counters);
        }
        var begins = itemBegins;
        xml.Children(Item);
        (list, itemBegins) = (outer, begins);
    }

    private void Item()
    {
        if (xml.Tag is not ("text:list-item" or "text:list-header"))
            return;
        var inside = list!.Value;
        itemBegins = xml.Tag == "text:list-item";
        if (itemBegins)
            Count(inside.Counters, inside.Style, inside.Level, xml.Get("text:start-value") is null ? null : xml.Number("text:start-value", 1, 0, 1_000_000));
        xml.Children(block);
    }

    private void Count(int?[] counters, string? style, int level, int? start)
    {
        counters[level] = start ?? (counters[level] is { } before ? Math.Min(before + 1, 1_000_000) : file.Styles.Lists.StartOf(style, level));
        for (var below = level + 1; below < counters.Length; below++)
            counters[below] = null;
    }

    /// <summary>ODF 1.3 part 3, 5.5: what was inserted stands in the text between marks, what was deleted stands here.</summary>
    private void Changes() => xml.Children(() =>
    {
        if (xml.Tag != "text:changed-region")
            return;
        var id = xml.Get("text:id") ?? xml.Get("xml:id") ?? "";
        xml.Children(() =>
        {
            if (xml.Tag == "text:insertion")
            {
                file.Revisions.Add();
                file.Changes[id] = null;
            }
            else if (xml.Tag == "text:deletion")
            {
                var words = new System.Text.StringBuilder();
                var first = file.Revisions.Add();
                xml.Children(() =>
                {
                    if (xml.Tag != "office:change-info")
                        words.Append(words.Length > 0 ? " " : "").Append(xml.InnerText());
                });
                file.Changes[id] = words.ToString();
                if (first)
                    file.Revisions.NameFirst(words.ToString());
            }
        });
    });

    private void AddAside()
    {
        foreach (var item in line.TakeAside())
            Add(item);
    }

    private void Add(BodyItem item)
    {
        if (file.NewBookmarks.Count > 0)
        {
            item = item with { Bookmarks = [.. file.NewBookmarks] };
            file.NewBookmarks.Clear();
        }
        items.Add(item);
    }
}
