namespace Pipeline.Documents.Readers.Word;

/// <summary>
/// Characters of fonts that have signs in the places of letters. Word stores them in the private use area from U+F020, or as the letters
/// themselves. The table of Symbol is that of its PostScript encoding; those of the others hold the signs that documents use.
/// </summary>
internal static class SymbolFonts
{
    private const string Symbol =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼\0"
        + "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\0";

    private const string Wingdings =
        " ✏✂✁\0\0\0\0☎✆✉✉\0\0\0\0\0\0\0\0\0\0⌛\0\0\0\0\0\0\0✇✍\0✌\0\0\0☜☞☝☟✋☺\0☹\0☠⚐\0✈☼\0❄\0✞\0✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●❍■□□❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞\0"
        + "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿\0\0\0\0\0\0\0\0·•"
        + "▪○○○◉◎\0▪◻\0✦★✶✴✹✵\0⌖⟡⌑\0✪✰\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0⌫⌦\0➢\0\0\0➲\0\0←→↑↓↖↗↙↘\0➔\0\0\0\0\0\0⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂\0\0✗✓☒☑\0";

    private static readonly Dictionary<int, char> Wingdings2 = Signs("4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 96• 97● 98● 99○ 9E■ A0▪ A2■ A3□ AE◆");

    private static readonly Dictionary<int, char> Wingdings3 = Signs("21← 22→ 23↑ 24↓ 63▾ 67→ 70▲ 71▼ 72△ 73▽ 74◀ 75▶ 76◁ 77▷ 7D▸");

    private static readonly Dictionary<int, char> Webdings = Signs("3C■ 33◀ 34▶ 35▲ 36▼ 61✓ 63□ 67■ 6E● 72✗ 3D• 59♥ FC✓");

    /// <summary>What stands for a sign that has no character.</summary>
    public const char Unknown = '\uFFFD';

    public static bool IsSymbolFont(string? font) => font is not null && TableOf(font) is not null;

    /// <summary>
    /// The character that is shown: the sign of its place in a font of signs; the character itself in other fonts. A private one whose
    /// font is not known is <see cref="Unknown"/>, except for the round bullet that Word writes most.
    /// </summary>
    public static char Mapped(char c, string? font)
    {
        var isPrivate = c is >= '\uF020' and <= '\uF0FF';
        if (!isPrivate && (c is < ' ' or > '\u00FF'))
            return c is >= '\uE000' and <= '\uF8FF' ? Unknown : c;
        var place = isPrivate ? c - 0xF000 : c;
        if (font is not null && TableOf(font) is { } table)
            return table(place) is var sign and not '\0' ? sign : Unknown;
        return !isPrivate ? c : place == 0xB7 ? '•' : Unknown;
    }

    /// <summary>A table of places in hexadecimal, each with its sign.</summary>
    private static Dictionary<int, char> Signs(string table) =>
        table.Split(' ').ToDictionary(s => Convert.ToInt32(s[..2], 16), s => s[2]);

    private static Func<int, char>? TableOf(string font) => font.ToLowerInvariant() switch
    {
        "symbol" or "symbol mt" or "symbol type" => p => At(Symbol, p),
        "wingdings" => p => At(Wingdings, p),
        "wingdings 2" => p => Wingdings2.GetValueOrDefault(p),
        "wingdings 3" => p => Wingdings3.GetValueOrDefault(p),
        "webdings" => p => Webdings.GetValueOrDefault(p),
        _ => null,
    };

    private static char At(string table, int place) => place >= 0x20 && place - 0x20 < table.Length ? table[place - 0x20] : '\0';
}
