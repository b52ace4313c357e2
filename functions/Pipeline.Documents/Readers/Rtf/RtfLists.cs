using System.Globalization;
using System.Text;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>Lists by the list table and its overrides (RTF 1.9.1, "List tables"), and labels as paragraphs state them.</summary>
internal sealed class RtfLists
{
    private const int Levels = 9;

    private sealed class Level
    {
        public int Format { get; set; }
        public int Start { get; set; } = 1;
        public List<byte> Text { get; } = [];
    }

    private sealed class Definition
    {
        public int Id { get; set; }
        public List<Level> Levels { get; } = [];
        public int?[] Counters { get; } = new int?[RtfLists.Levels];
    }

    /// <summary>What paragraphs name: a list, and where its levels start again when it is named first.</summary>
    private sealed class Reference
    {
        public int Id { get; set; }
        public int?[] Starts { get; } = new int?[RtfLists.Levels];

        /// <summary>How many of its levels have been read.</summary>
        public int Read { get; set; }
    }

    /// <summary>What the numbers to a hundred are in letters and in Roman digits.</summary>
    private static readonly Dictionary<(int Format, string Number), int> ByLetters =
        Enumerable.Range(1, 4).SelectMany(f => Enumerable.Range(1, 100).Select(v => (Format: f, Value: v))).ToDictionary(n => (n.Format, NumberFormats.Format(n.Value, Name(n.Format))), n => n.Value);

    private readonly List<Definition> definitions = [];
    private readonly Dictionary<int, Reference> references = [];
    private readonly (RtfOldNumbering Numbering, int Value)?[] old = new (RtfOldNumbering, int)?[Levels];
    private Dictionary<int, Definition>? byId;
    private Reference reference = new();

    public void BeginList() => definitions.Add(new Definition());

    public void BeginLevel()
    {
        if (definitions.Count > 0 && definitions[^1].Levels.Count < Levels)
            definitions[^1].Levels.Add(new Level());
    }

    public void Word(string word, int number)
    {
        var level = definitions.Count > 0 && definitions[^1].Levels.Count > 0 ? definitions[^1].Levels[^1] : null;
        switch (word)
        {
            case "listid" when definitions.Count > 0: definitions[^1].Id = number; break;
            case "levelnfc" or "levelnfcn" when level is not null: level.Format = number; break;
            case "levelstartat" when level is not null: level.Start = Math.Clamp(number, 0, 1_000_000); break;
        }
    }

    public void LevelText(ReadOnlySpan<byte> bytes)
    {
        if (definitions.Count > 0 && definitions[^1].Levels.Count > 0 && definitions[^1].Levels[^1].Text.Count < 100)
            definitions[^1].Levels[^1].Text.AddRange(bytes);
    }

    public void Override(string word, int number)
    {
        switch (word)
        {
            case "listoverride": reference = new Reference(); break;
            case "listid": reference.Id = number; break;
            case "lfolevel": reference.Read++; break;
            case "levelstartat" when reference.Read is > 0 and <= Levels: reference.Starts[reference.Read - 1] = Math.Clamp(number, 0, 1_000_000); break;
            case "ls": references[number] = reference; break;
        }
    }

    /// <summary>Counts a paragraph; its label is the one that stands in it, or else the one that its list makes.</summary>
    public NumberLabel? Next(int list, int levelIndex, string stated, int indent)
    {
        levelIndex = Math.Clamp(levelIndex, 0, Levels - 1);
        var named = references.GetValueOrDefault(list);
        var definition = named is null ? null : ById().GetValueOrDefault(named.Id);
        var level = definition?.Levels.ElementAtOrDefault(levelIndex);
        stated = stated.Trim();
        if (level is null)
            return stated.Length == 0 ? null : Stated(list, levelIndex, stated, indent);
        var counters = definition!.Counters;
        var next = named!.Starts[levelIndex] ?? (counters[levelIndex] is { } before ? Math.Min(before + 1, 1_000_000) : level.Start);
        named.Starts[levelIndex] = null;
        var value = ValueOf(stated, level.Format) ?? next;
        counters[levelIndex] = value;
        for (var below = levelIndex + 1; below < Levels; below++)
            counters[below] = null;
        if (level.Format == 23 && (stated.Length <= 1 || IsSign(stated)))
            return Bullet(list, levelIndex, indent);
        if (level.Format == 255 && IsSign(stated))
            return stated.Length > 0 ? Bullet(list, levelIndex, indent) : null;
        var text = stated.Length > 0 ? stated : Made(definition, level);
        if (text.Length == 0)
            return null;
        return new NumberLabel(list, levelIndex, StyleOf(level.Format), value, text, IsPlain(level.Format, value, text), indent);
    }

    /// <summary>Whether the file has the list that paragraphs name.</summary>
    public bool Has(int list) => references.TryGetValue(list, out var named) && ById().ContainsKey(named.Id);

    /// <summary>Counts a paragraph that states its list itself.</summary>
    public NumberLabel? Next(RtfOldNumbering numbering, string stated, int indent)
    {
        stated = stated.Trim();
        if (numbering.GoesOn || numbering.Format is not { } format)
            return stated.Length == 0 ? null : Stated(0, numbering.Level, stated, indent);
        if (format == 23)
        {
            var sign = stated.Length > 0 ? stated : (numbering.Before + numbering.After).Trim();
            return sign.Length <= 1 ? Bullet(0, numbering.Level, indent) : Stated(0, numbering.Level, sign, indent);
        }
        var value = ValueOf(stated, format) ?? (old[numbering.Level] is { } before && before.Numbering == numbering ? Math.Min(before.Value + 1, 1_000_000) : numbering.Start);
        old[numbering.Level] = (numbering, value);
        Array.Clear(old, numbering.Level + 1, Levels - numbering.Level - 1);
        var number = NumberFormats.Format(value, Name(format));
        var text = stated.Length > 0 ? stated : (numbering.Before + number + numbering.After).Trim();
        return new NumberLabel(0, numbering.Level, StyleOf(format), value, text, IsPlain(format, value, text), indent);
    }

    /// <summary>A paragraph of no list ends those that paragraphs state themselves.</summary>
    public void End() => Array.Clear(old);

    private Dictionary<int, Definition> ById() => byId ??= definitions.DistinctBy(d => d.Id).ToDictionary(d => d.Id);

    /// <summary>The label of a paragraph whose list is not defined, such as <c>\pntext</c> states it.</summary>
    private static NumberLabel Stated(int list, int level, string stated, int indent)
    {
        if (IsSign(stated) || stated == "o")
            return Bullet(list, level, indent);
        var value = 1;
        var plain = stated[^1] == '.' && int.TryParse(stated.AsSpan(0, stated.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return new NumberLabel(list, level, ListStyle.Numeric, plain ? value : 1, stated, plain, indent);
    }

    /// <summary>The number of its own level in a label that stands in the text; null where it cannot be told.</summary>
    private static int? ValueOf(string label, int format)
    {
        var end = label.Length;
        while (end > 0 && !char.IsLetterOrDigit(label[end - 1]))
            end--;
        var start = end;
        while (start > 0 && char.IsLetterOrDigit(label[start - 1]))
            start--;
        var number = label[start..end];
        if (format == 0)
            return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 1_000_000 ? value : null;
        return ByLetters.TryGetValue((format, number), out var found) ? found : null;
    }

    /// <summary>Whether a list of the format makes the same label out of the number.</summary>
    private static bool IsPlain(int format, int value, string label) =>
        format is >= 0 and <= 4 && label == NumberFormats.Format(value, Name(format)) + "." && (format == 0 || value <= 26);

    private static bool IsSign(string stated) => !stated.Any(char.IsLetterOrDigit);

    private static NumberLabel Bullet(int list, int level, int indent) => new(list, level, ListStyle.Bullet, 1, "", true, indent);

    /// <summary>A level's text: how many characters it has, then these, of which those below 9 stand for the numbers of levels.</summary>
    private static string Made(Definition definition, Level level)
    {
        var text = new StringBuilder();
        foreach (var b in level.Text.Skip(1).Take(level.Text.Count > 0 ? level.Text[0] : 0))
        {
            if (b < Levels)
                text.Append(NumberFormats.Format(definition.Counters[b] ?? definition.Levels.ElementAtOrDefault(b)?.Start ?? 1, Name(definition.Levels.ElementAtOrDefault(b)?.Format ?? 0)));
            else if (b >= ' ')
                text.Append((char)b);
        }
        return text.ToString().Trim();
    }

    private static ListStyle StyleOf(int format) => format switch
    {
        1 => ListStyle.UpperRoman,
        2 => ListStyle.LowerRoman,
        3 => ListStyle.UpperAlpha,
        4 => ListStyle.LowerAlpha,
        _ => ListStyle.Numeric,
    };

    private static string Name(int format) => format switch
    {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        6 => "cardinalText",
        7 => "ordinalText",
        22 => "decimalZero",
        255 => "none",
        _ => "decimal",
    };
}
