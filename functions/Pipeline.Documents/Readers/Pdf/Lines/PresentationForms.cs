using System.Text;

namespace Pipeline.Documents.Readers.Pdf.Lines;

/// <summary>
/// The letters that shapes stand for: Arabic presentation forms (Unicode blocks FB50 and FE70) and Latin ligatures (FB00), which fonts
/// map their glyphs to though texts are not written with them, and the signs of Word's symbol fonts. All other compatibility characters mean something and stay.
/// </summary>
internal static class PresentationForms
{
    private static readonly Dictionary<char, string> Letters = Table();

    public static string Resolve(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uF000', '\uFEFC') < 0)
            return text;
        var resolved = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Letters.TryGetValue(c, out var letters))
                resolved.Append(letters);
            else
                resolved.Append(c);
        }
        return resolved.ToString();
    }

    private static Dictionary<char, string> Table()
    {
        var table = new Dictionary<char, string>();
        // In each block the letters stand in order, each with its isolated and final form, and where it joins on, its initial and medial.
        const string two = "آأؤإاةدذرزوى", one = "ء";
        Add(table, '\uFE80', "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", c => one.Contains(c) ? 1 : two.Contains(c) ? 2 : 4);
        Add(table, '\uFB50', "ٱٻپڀٺٿٹڤڦڄڃچڇڍڌڎڈژڑکگڳڱںڻۀہھےۓ", c => "ٱڍڌڎڈژڑںۀےۓ".Contains(c) ? 2 : 4);
        Add(table, '\uFBD3', "ڭۇۆۈٷۋۅۉې", c => "ڭې".Contains(c) ? 4 : c == 'ٷ' ? 1 : 2);
        Add(table, '\uFBFC', "ی", _ => 4);
        foreach (var (form, letters) in new[] { ('\uFEF5', "لآ"), ('\uFEF7', "لأ"), ('\uFEF9', "لإ"), ('\uFEFB', "لا") })
            table[form] = table[(char)(form + 1)] = letters;
        foreach (var (form, mark) in new[] { ('\uFE70', '\u064B'), ('\uFE72', '\u064C'), ('\uFE74', '\u064D'), ('\uFE76', '\u064E'), ('\uFE78', '\u064F'), ('\uFE7A', '\u0650'), ('\uFE7C', '\u0651'), ('\uFE7E', '\u0652') })
        {
            table[form] = mark.ToString();
            table[(char)(form + 1)] = "ـ" + mark;
        }
        // Word's bullets and arrows, as its symbol fonts number them.
        foreach (var (code, sign) in new[] { ('\uF0B7', "•"), ('\uF0A7', "▪"), ('\uF0D8', "‣"), ('\uF0FC', "✓"), ('\uF076', "•"), ('\uF06F', "◦"), ('\uF0E0', "→"), ('\uF0A8', "☐"), ('\uF0FE', "☑"), ('\uF0B0', "°"), ('\uF02D', "–") })
            table[code] = sign;
        table['\uFDF2'] = "الله";
        string[] ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
        for (var i = 0; i < ligatures.Length; i++)
            table[(char)('\uFB00' + i)] = ligatures[i];
        return table;
    }

    private static void Add(Dictionary<char, string> table, char first, string letters, Func<char, int> forms)
    {
        foreach (var letter in letters)
        {
            for (var form = forms(letter); form > 0; form--)
                table[first++] = letter.ToString();
        }
    }
}
