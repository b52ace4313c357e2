namespace Pipeline.Documents.Readers.Word;

/// <summary>Properties of paragraphs as one place states them (ECMA-376 part 1, 17.3.1); null is not stated.</summary>
internal sealed record ParagraphFormat
{
    public static readonly ParagraphFormat None = new();

    public string? Style { get; init; }
    public int? Numbering { get; init; }
    public int? NumberingLevel { get; init; }

    /// <summary>0 to 8; 9 is body text.</summary>
    public int? OutlineLevel { get; init; }
    public bool? RightToLeft { get; init; }
    public string? Alignment { get; init; }

    /// <summary>In twentieths of a point.</summary>
    public int? Indent { get; init; }

    /// <summary>The indent that goes before that of the numbering: the paragraph's own, or its style's where the style numbers it.</summary>
    public int? ItemIndent { get; init; }

    /// <summary>A large first letter that stands in a frame of its own, before the paragraph that it belongs to.</summary>
    public bool DropCap { get; init; }

    /// <summary>The paragraph's end: its marks are those of the number.</summary>
    public RunFormat Mark { get; init; }

    public ParagraphFormat Over(ParagraphFormat below) => this with
    {
        Numbering = Numbering ?? below.Numbering,
        NumberingLevel = NumberingLevel ?? below.NumberingLevel,
        OutlineLevel = OutlineLevel ?? below.OutlineLevel,
        RightToLeft = RightToLeft ?? below.RightToLeft,
        Alignment = Alignment ?? below.Alignment,
        Indent = Indent ?? below.Indent,
        ItemIndent = Indent ?? (Numbering is null ? below.Indent : null),
    };

    /// <summary>Reads the <c>w:pPr</c> that the reader stands on.</summary>
    public static ParagraphFormat Read(WordXml xml)
    {
        var format = None;
        for (var inside = xml.Enter(); xml.Next(inside);)
        {
            if (xml.Vocabulary != Vocabulary.Word)
                continue;
            format = xml.Name switch
            {
                "pStyle" => format with { Style = xml.Val },
                "numPr" => format.WithNumbering(xml),
                "outlineLvl" => format with { OutlineLevel = xml.Number() },
                "bidi" => format with { RightToLeft = xml.On },
                "jc" => format with { Alignment = xml.Val },
                "ind" => format with { Indent = WordUnits.Twips(xml.Get("start") ?? xml.Get("left")) },
                "framePr" => format with { DropCap = xml.Get("dropCap") is "drop" or "margin" },
                "rPr" => format with { Mark = RunFormat.Read(xml) },
                _ => format,
            };
        }
        return format;
    }

    private ParagraphFormat WithNumbering(WordXml xml)
    {
        var format = this;
        for (var inside = xml.Enter(); xml.Next(inside);)
        {
            if (xml.IsWord("ilvl"))
                format = format with { NumberingLevel = Math.Clamp(xml.Number() ?? 0, 0, 8) };
            else if (xml.IsWord("numId"))
                format = format with { Numbering = xml.Number() ?? 0 };
        }
        return format;
    }
}
