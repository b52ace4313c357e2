using System.Text;

namespace Pipeline.Documents.Readers.Word;

/// <summary>One level of a numbering.</summary>
internal sealed record NumberingLevel
{
    public int Start { get; init; } = 1;
    public string Format { get; init; } = "decimal";

    /// <summary>The label, with <c>%1</c> for the number of the first level.</summary>
    public string Text { get; init; } = "";

    /// <summary>After which level it starts again, counted from 1; 0: never. Null: after any higher one.</summary>
    public int? Restart { get; init; }

    /// <summary>All numbers of the label in digits.</summary>
    public bool Legal { get; init; }
    public string? ParagraphStyle { get; init; }
    public string? Font { get; init; }
    public int? Indent { get; init; }
}

/// <summary>A paragraph's label.</summary>
/// <param name="Numbering">The numbering's id: paragraphs of one belong together.</param>
/// <param name="Text">As Word shows it: <c>1.2.(b)</c>; empty for a bullet.</param>
/// <param name="Plain">Whether a list of <paramref name="Style"/> makes the same label out of <paramref name="Value"/>.</param>
/// <param name="Indent">Of the item's text, in twentieths of a point.</param>
internal sealed record NumberLabel(int Numbering, int Level, ListStyle Style, int Value, string Text, bool Plain, int? Indent);

/// <summary>The numberings of a file (ECMA-376 part 1, 17.9), and how far each has counted.</summary>
internal sealed class Numbering
{
    private const int Levels = 9;

    private sealed class Definition
    {
        public NumberingLevel?[] Levels { get; } = new NumberingLevel?[Numbering.Levels];
        public int?[] Counters { get; } = new int?[Numbering.Levels];
        public string? StyleLink { get; set; }
        public string? LinkedStyle { get; set; }
    }

    private sealed class Instance
    {
        public required int Abstract { get; init; }
        public int?[] Starts { get; } = new int?[Levels];
        public NumberingLevel?[] Overrides { get; } = new NumberingLevel?[Levels];
        public bool[] Started { get; } = new bool[Levels];
    }

    private readonly Dictionary<int, Definition> definitions = [];
    private readonly Dictionary<int, Instance> instances = [];
    private string language = "en";

    public static Numbering Read(WordXml? xml, string language)
    {
        var numbering = new Numbering { language = language };
        if (xml?.Root() == true)
            xml.Each(() => numbering.Add(xml));
        foreach (var linked in numbering.definitions.Values.Where(d => d.LinkedStyle is not null).ToList())
        {
            // A definition without levels of its own has those of the one that defines the style.
            if (numbering.definitions.Values.FirstOrDefault(d => d.StyleLink == linked.LinkedStyle) is { } source && source != linked)
                source.Levels.CopyTo(linked.Levels, 0);
        }
        return numbering;
    }

    /// <summary>Counts a paragraph and gives its label; null where the numbering does not exist or shows nothing.</summary>
    public NumberLabel? Next(int numbering, int? statedLevel, string? style)
    {
        if (!instances.TryGetValue(numbering, out var instance) || !definitions.TryGetValue(instance.Abstract, out var definition))
            return null;
        var index = statedLevel ?? Math.Max(0, Array.FindIndex(definition.Levels, l => l?.ParagraphStyle is { } tied && tied == style));
        var level = LevelOf(definition, instance, index);
        if (level is null)
            return null;
        if (instance.Starts[index] is { } start && !instance.Started[index])
            definition.Counters[index] = start;
        else
            definition.Counters[index] = definition.Counters[index] is { } before ? before + 1 : level.Start;
        instance.Started[index] = true;
        for (var above = 0; above < index; above++)
            definition.Counters[above] ??= LevelOf(definition, instance, above)?.Start ?? 1;
        for (var below = index + 1; below < Levels; below++)
        {
            if (LevelOf(definition, instance, below)?.Restart is not { } after || (after > 0 && index < after))
                definition.Counters[below] = null;
        }
        return Label(numbering, index, level, definition, instance);
    }

    private NumberLabel? Label(int numbering, int index, NumberingLevel level, Definition definition, Instance instance)
    {
        var value = definition.Counters[index]!.Value;
        if (level.Format == "bullet")
            return new NumberLabel(numbering, index, ListStyle.Bullet, value, "", true, level.Indent);
        var text = new StringBuilder();
        for (var i = 0; i < level.Text.Length; i++)
        {
            if (level.Text[i] == '%' && i + 1 < level.Text.Length && level.Text[i + 1] is >= '1' and <= '9')
            {
                var other = level.Text[++i] - '1';
                var format = level.Legal ? "decimal" : LevelOf(definition, instance, other)?.Format ?? "decimal";
                text.Append(NumberFormats.Format(definition.Counters[other] ?? 1, format, language));
            }
            else
            {
                text.Append(SymbolFonts.Mapped(level.Text[i], level.Font));
            }
        }
        var label = text.ToString().Trim();
        if (label.Length == 0)
            return null;
        var style = level.Format switch
        {
            "lowerLetter" => ListStyle.LowerAlpha,
            "upperLetter" => ListStyle.UpperAlpha,
            "lowerRoman" => ListStyle.LowerRoman,
            "upperRoman" => ListStyle.UpperRoman,
            _ => ListStyle.Numeric,
        };
        var plain = level.Format is "decimal" or "lowerLetter" or "upperLetter" or "lowerRoman" or "upperRoman"
            && level.Text.Trim() == $"%{(char)('1' + index)}." && value > 0 && (style == ListStyle.Numeric || value <= 26);
        return new NumberLabel(numbering, index, style, value, label, plain, level.Indent);
    }

    private static NumberingLevel? LevelOf(Definition definition, Instance instance, int index) =>
        instance.Overrides[index] ?? definition.Levels[index];

    private void Add(WordXml xml)
    {
        if (xml.IsWord("abstractNum") && xml.Number("abstractNumId") is { } id)
        {
            var definition = new Definition();
            xml.Each(() =>
            {
                if (xml.IsWord("lvl") && ReadLevel(xml) is var (index, level))
                    definition.Levels[index] = level;
                else if (xml.IsWord("styleLink"))
                    definition.StyleLink = xml.Val;
                else if (xml.IsWord("numStyleLink"))
                    definition.LinkedStyle = xml.Val;
            });
            definitions.TryAdd(id, definition);
        }
        else if (xml.IsWord("num") && xml.Number("numId") is { } number)
        {
            Instance? instance = null;
            xml.Each(() =>
            {
                if (xml.IsWord("abstractNumId") && xml.Number() is { } of)
                    instance = new Instance { Abstract = of };
                else if (xml.IsWord("lvlOverride") && instance is not null)
                    ReadOverride(xml, instance);
            });
            if (instance is not null)
                instances.TryAdd(number, instance);
        }
    }

    private static void ReadOverride(WordXml xml, Instance instance)
    {
        var index = Math.Clamp(xml.Number("ilvl") ?? 0, 0, Levels - 1);
        xml.Each(() =>
        {
            if (xml.IsWord("startOverride"))
                instance.Starts[index] = xml.Number() ?? 1;
            else if (xml.IsWord("lvl"))
                instance.Overrides[index] = ReadLevel(xml).Level;
        });
    }

    private static (int Index, NumberingLevel Level) ReadLevel(WordXml xml)
    {
        var index = Math.Clamp(xml.Number("ilvl") ?? 0, 0, Levels - 1);
        var level = new NumberingLevel();
        xml.Each(() => level = (xml.Vocabulary == Vocabulary.Word ? xml.Name : "") switch
        {
            "start" => level with { Start = xml.Number() ?? 1 },
            "numFmt" => level with { Format = xml.Val ?? "decimal" },
            "lvlText" => level with { Text = xml.Val ?? "" },
            "lvlRestart" => level with { Restart = xml.Number() },
            "isLgl" => level with { Legal = xml.On },
            "pStyle" => level with { ParagraphStyle = xml.Val },
            "rPr" => level with { Font = RunFormat.Read(xml).Font },
            "pPr" => level with { Indent = ParagraphFormat.Read(xml).Indent },
            _ => level,
        });
        return (index, level);
    }
}
