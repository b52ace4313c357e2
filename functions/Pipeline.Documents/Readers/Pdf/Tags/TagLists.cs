using System.Globalization;
using Pipeline.Documents.Readers.PlainText;

namespace Pipeline.Documents.Readers.Pdf.Tags;

/// <summary>Lists (ISO 32000-1 14.8.4.3.3): their style from what the file states or from their labels.</summary>
internal static class TagLists
{
    private const string Roman = "ivxlcdm";

    public static Block List(TagNode list, TagText text, Func<IEnumerable<object>, List<Block>> flow, Func<IEnumerable<object>, List<Inline>> line)
    {
        var items = Items(list).Select(i => Item(i, text)).ToList();
        if (list.ListNumbering is null or "None" && items.Count > 0 && items.TrueForAll(i => i.Label.Count(char.IsLetter) > 3 && i.Body.Count > 0))
            return new DefinitionList([.. items.Select(i => new DefinitionItem([line(i.LabelKids)], [.. i.Body.Select(b => (IReadOnlyList<Block>)flow(b.Kids))]))]);
        var style = StyleOf(list.ListNumbering, items.ConvertAll(i => i.Label));
        var blocks = items.ConvertAll(i => flow(i.Content));
        blocks = [.. blocks.Zip(items, (b, i) => i.LabelKids.Count == 0 ? WithoutLabel(b, i.Label) : b)];
        var start = style == ListStyle.Bullet || items.Count == 0 ? 1 : Math.Max(NumberOf(items[0].Label, style), 1);
        return new ListBlock(style, [.. items.Select((item, i) => new ListItem(blocks[i])
        {
            Checked = item.Label switch { "☐" => false, "☑" or "☒" => true, _ => null },
            Label = style == ListStyle.Bullet || item.Label.Length == 0 || NumberOf(item.Label, style) == start + i ? null : item.Label,
        })])
        {
            Start = start,
            Tight = blocks.TrueForAll(b => b.Count(x => x is Paragraph) <= 1),
        };
    }

    private sealed record ItemParts(string Label, IReadOnlyList<object> LabelKids, List<TagNode> Body, List<object> Content);

    /// <summary>Items; a list that stands in the list itself belongs to the item before it.</summary>
    private static List<TagNode> Items(TagNode list)
    {
        var items = new List<TagNode>();
        foreach (var kid in list.Elements)
        {
            if (kid.Type == "L" && items.Count > 0)
                items[^1].Kids.Add(kid);
            else if (kid.Type is "Div" or "Sect" or "NonStruct")
                items.AddRange(Items(kid));
            else if (kid.Type is not ("Caption" or "Artifact"))
                items.Add(kid);
        }
        return items;
    }

    private static ItemParts Item(TagNode item, TagText text)
    {
        var labels = item.Elements.Where(e => e.Type == "Lbl").ToList();
        var labelKids = labels.SelectMany(l => l.Kids).ToList();
        var body = item.Elements.Where(e => e.Type == "LBody").ToList();
        var content = item.Kids.Where(k => k is not TagNode { Type: "Lbl" }).SelectMany(k => k is TagNode { Type: "LBody" } b ? b.Kids : [k]).ToList();
        // Where no element is the label, it stands at the beginning of the text.
        var label = labelKids.Count > 0 ? text.Plain(labelKids) : LabelIn(text.Plain(content.Where(k => k is not TagNode { Type: "L" or "Table" })));
        return new ItemParts(label, labelKids, body, content);
    }

    private static ListStyle StyleOf(string? stated, List<string> labels)
    {
        var byName = stated switch
        {
            "Decimal" => ListStyle.Numeric,
            "LowerAlpha" => ListStyle.LowerAlpha,
            "UpperAlpha" => ListStyle.UpperAlpha,
            "LowerRoman" => ListStyle.LowerRoman,
            "UpperRoman" => ListStyle.UpperRoman,
            "Disc" or "Circle" or "Square" or "Unordered" => ListStyle.Bullet,
            _ => (ListStyle?)null,
        };
        if (byName is { } style)
            return style;
        var first = Core(labels.FirstOrDefault() ?? "");
        return first.Length == 0 ? ListStyle.Bullet
            : char.IsAsciiDigit(first[0]) ? ListStyle.Numeric
            : first is "i" ? ListStyle.LowerRoman
            : first is "I" ? ListStyle.UpperRoman
            : first.Length == 1 && char.IsAsciiLetterLower(first[0]) && first != "o" ? ListStyle.LowerAlpha
            : first.Length == 1 && char.IsAsciiLetterUpper(first[0]) ? ListStyle.UpperAlpha
            : ListStyle.Bullet;
    }

    private static string Core(string label) => label.Trim(' ', '.', ')', '(', '\u00A0');

    /// <summary>The number that a plain label such as <c>3.</c> or <c>c.</c> stands for; 0 where it is another.</summary>
    private static int NumberOf(string label, ListStyle style)
    {
        var core = label.EndsWith('.') ? label[..^1] : label;
        return style switch
        {
            ListStyle.Numeric => int.TryParse(core, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000 ? number : 0,
            ListStyle.LowerAlpha when core.Length == 1 => core[0] - 'a' + 1,
            ListStyle.UpperAlpha when core.Length == 1 => core[0] - 'A' + 1,
            ListStyle.LowerRoman or ListStyle.UpperRoman => RomanValue(core.ToLowerInvariant()),
            _ => 0,
        };
    }

    private static int RomanValue(string text)
    {
        int[] values = [1, 5, 10, 50, 100, 500, 1000];
        var total = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = Roman.IndexOf(text[i]);
            if (value < 0)
                return 0;
            var next = i + 1 < text.Length ? Roman.IndexOf(text[i + 1]) : -1;
            total += next > value ? -values[value] : values[value];
        }
        return total;
    }

    private static string LabelIn(string text) =>
        text.StartsWith("o ", StringComparison.Ordinal) ? "o" : LineMarker.Of(text.Length > 0 && text.AsSpan(1).Trim().IsEmpty ? text[0] + " x" : text)?.Label ?? "";

    private static List<Block> WithoutLabel(List<Block> blocks, string label)
    {
        if (label.Length == 0 || blocks is not [Paragraph { Inlines: [Text first, ..] } paragraph, ..] || !first.Value.TrimStart().StartsWith(label, StringComparison.Ordinal))
            return blocks;
        var rest = first.Value.TrimStart()[label.Length..].TrimStart(' ', '\u00A0');
        return [paragraph with { Inlines = rest.Length > 0 ? [new Text(rest), .. paragraph.Inlines.Skip(1)] : [.. paragraph.Inlines.Skip(1)] }, .. blocks.Skip(1)];
    }
}
