using System.Text;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>The font table: names, and the encodings of their characters (RTF 1.9.1, "Font table").</summary>
internal sealed class RtfFonts
{
    private readonly Dictionary<int, (string Name, int? CodePage)> fonts = [];
    private readonly Dictionary<int, Encoding> encodings = [];
    private readonly StringBuilder name = new();
    private int begun;
    private int? codePage;

    static RtfFonts() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The code page of text whose font says none.</summary>
    public int CodePage { get; set; } = 1252;

    /// <summary>A word of the table: it begins a font, or says the encoding of the one that is begun.</summary>
    public void Word(string word, int number)
    {
        switch (word)
        {
            case "f":
                (begun, codePage) = (number, null);
                name.Clear();
                break;
            case "fcharset": codePage = OfCharset(number); break;
            case "cpg" when number > 0: codePage = number; break;
        }
    }

    /// <summary>A piece of the begun font's name, which a semicolon ends.</summary>
    public void Name(string piece)
    {
        name.Append(piece);
        if (!piece.Contains(';', StringComparison.Ordinal))
            return;
        fonts[begun] = (name.ToString().TrimEnd(';').Trim(), codePage);
        name.Clear();
    }

    public string? NameOf(int font) => fonts.TryGetValue(font, out var found) ? found.Name : null;

    public Encoding EncodingOf(int font) => Of(fonts.TryGetValue(font, out var found) && found.CodePage is { } own ? own : CodePage);

    public Encoding Default => Of(CodePage);

    private Encoding Of(int codePage)
    {
        if (encodings.TryGetValue(codePage, out var known))
            return known;
        try
        {
            return encodings[codePage] = Encoding.GetEncoding(codePage);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return encodings[codePage] = Encoding.GetEncoding(1252);
        }
    }

    /// <summary>The code page of a character set; null where it is the file's own.</summary>
    private static int? OfCharset(int charset) => charset switch
    {
        77 => 10000,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        0 => 1252,
        2 => 28591,
        _ => null,
    };
}
