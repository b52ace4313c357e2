namespace Pipeline.Documents.Readers.Word;

/// <summary>What a run of characters can be marked as.</summary>
[Flags]
internal enum Marks
{
    None = 0,
    Strong = 1,
    Emphasis = 2,
    Underline = 4,
    Strikethrough = 8,
    SmallCaps = 16,
    Superscript = 32,
    Subscript = 64,
    Highlight = 128,
    Code = 256,
    Hidden = 512,
    RightToLeft = 1024,
}

/// <summary>Properties of runs as one place states them (ECMA-376 part 1, 17.3.2); what it does not state is that of the place below.</summary>
/// <param name="Stated">The marks that are stated, whether on or off.</param>
/// <param name="Values">Those of them that are on.</param>
/// <param name="Size">In half points; 0 where not stated.</param>
internal readonly record struct RunFormat(
    Marks Stated, Marks Values, string? Font, string? Language, string? BidiLanguage, string? EastAsiaLanguage, int Size, string? Style, bool Inserted, bool Deleted)
{
    public bool Has(Marks mark) => (Values & mark) != 0;

    public RunFormat Over(RunFormat below) => this == default ? below : new(
        Stated | below.Stated, (below.Values & ~Stated) | Values, Font ?? below.Font, Language ?? below.Language,
        BidiLanguage ?? below.BidiLanguage, EastAsiaLanguage ?? below.EastAsiaLanguage, Size > 0 ? Size : below.Size, Style ?? below.Style, Inserted, Deleted);

    /// <summary>Reads the <c>w:rPr</c> that the reader stands on.</summary>
    public static RunFormat Read(WordXml xml)
    {
        var format = default(RunFormat);
        for (var inside = xml.Enter(); xml.Next(inside);)
        {
            if (xml.Vocabulary == Vocabulary.Word)
                format = format.With(xml);
        }
        return format;
    }

    private RunFormat With(WordXml xml)
    {
        switch (xml.Name)
        {
            case "b": return With(Marks.Strong, xml.On);
            case "i": return With(Marks.Emphasis, xml.On);
            case "u": return With(Marks.Underline, xml.On && xml.Val is not null);
            case "strike" or "dstrike": return With(Marks.Strikethrough, xml.On);
            case "smallCaps": return With(Marks.SmallCaps, xml.On);
            case "vanish": return With(Marks.Hidden, xml.On);
            case "rtl": return With(Marks.RightToLeft, xml.On);
            case "highlight": return With(Marks.Highlight, xml.On);
            case "vertAlign":
                return With(Marks.Superscript, xml.Val == "superscript").With(Marks.Subscript, xml.Val == "subscript");
            case "rFonts": return this with { Font = xml.Get("ascii") ?? xml.Get("hAnsi") ?? Font };
            case "sz": return this with { Size = Math.Clamp(WordUnits.Twips(xml.Val) is { } size && xml.Val!.EndsWith("pt", StringComparison.Ordinal) ? size / 10 : xml.Number() ?? 0, 0, 4000) };
            case "lang": return this with { Language = xml.Val ?? Language, BidiLanguage = xml.Get("bidi") ?? BidiLanguage, EastAsiaLanguage = xml.Get("eastAsia") ?? EastAsiaLanguage };
            case "rStyle": return this with { Style = xml.Val };
            case "ins" or "moveTo": return this with { Inserted = true };
            case "del" or "moveFrom": return this with { Deleted = true };
            default: return this;
        }
    }

    private RunFormat With(Marks mark, bool on) => this with { Stated = Stated | mark, Values = on ? Values | mark : Values & ~mark };
}
