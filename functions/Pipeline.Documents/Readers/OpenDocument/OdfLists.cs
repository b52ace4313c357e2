using System.Text;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>The styles of lists (ODF 1.3 part 3, 16.30) and of numbered headings (16.34), and the labels that they make.</summary>
internal sealed class OdfLists
{
    /// <summary>The name that the style of headings stands under.</summary>
    public const string Outline = "\0outline";

    public const int Levels = 10;

    private sealed record Level(bool Bullet, string Format, string Prefix, string Suffix, int Start, int Displayed);

    private readonly Dictionary<string, Level?[]> styles = [];

    public void Read(OdfXml xml, string name)
    {
        var levels = styles[name] = new Level?[Levels];
        xml.Children(() =>
        {
            var at = xml.Number("text:level", 1, 1, Levels) - 1;
            if (xml.Tag is "text:list-level-style-number" or "text:outline-level-style")
                levels[at] = new Level(false, xml.Get("style:num-format") ?? "", xml.Get("style:num-prefix") ?? "", xml.Get("style:num-suffix") ?? "",
                    xml.Number("text:start-value", 1, 0, 1_000_000), xml.Number("text:display-levels", 1, 1, Levels));
            else if (xml.Tag is "text:list-level-style-bullet" or "text:list-level-style-image")
                levels[at] = new Level(true, "", "", "", 1, 1);
        });
    }

    public int StartOf(string? style, int level) => Find(style, level)?.Start ?? 1;

    /// <summary>A paragraph's label; null where the style shows none.</summary>
    /// <param name="counters">How far each level has counted.</param>
    public NumberLabel? Label(int numbering, string? style, int level, int?[] counters)
    {
        var indent = 1000 * (level + 1);
        var stated = Find(style, level);
        if (stated is null or { Bullet: true })
            return style == Outline ? null : new NumberLabel(numbering, level, ListStyle.Bullet, 1, "", true, indent);
        if (stated.Format.Length == 0 && stated.Prefix.Length + stated.Suffix.Length == 0)
            return null;
        var text = new StringBuilder(stated.Prefix);
        if (stated.Format.Length > 0)
        {
            for (var shown = Math.Max(0, level - stated.Displayed + 1); shown <= level; shown++)
            {
                if (Find(style, shown) is { Bullet: false, Format.Length: > 0 } part)
                    text.Append(shown > Math.Max(0, level - stated.Displayed + 1) ? "." : "").Append(NumberFormats.Format(counters[shown] ?? part.Start, Name(part.Format)));
            }
        }
        var label = text.Append(stated.Suffix).ToString().Trim();
        if (label.Length == 0)
            return null;
        var value = counters[level] ?? stated.Start;
        var listStyle = stated.Format switch { "a" => ListStyle.LowerAlpha, "A" => ListStyle.UpperAlpha, "i" => ListStyle.LowerRoman, "I" => ListStyle.UpperRoman, _ => ListStyle.Numeric };
        var plain = stated is { Prefix: "", Suffix: "." } && (stated.Displayed == 1 || level == 0) && (listStyle == ListStyle.Numeric ? stated.Format == "1" : value <= 26);
        return new NumberLabel(numbering, level, listStyle, value, label, plain && value > 0, indent);
    }

    private Level? Find(string? style, int level) => style is not null && styles.TryGetValue(style, out var levels) ? levels[Math.Clamp(level, 0, Levels - 1)] : null;

    private static string Name(string format) => format switch
    {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "一, 二, 三, ..." => "chineseCounting",
        "أ, ب, ت, ..." => "arabicAlpha",
        _ => "decimal",
    };
}
