using System.Text.RegularExpressions;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>Language tags (BCP 47) as people write them.</summary>
internal static partial class LanguageTag
{
    private static readonly Dictionary<string, string> Names = new[]
    {
        ("ar", "arabic arabe árabe арабский العربية عربي ara 阿拉伯文 阿拉伯语"),
        ("zh", "chinese chinois chino китайский الصينية zho chi 中文 汉语"),
        ("en", "english anglais inglés английский الإنكليزية الإنجليزية eng 英文 英语"),
        ("fr", "french français francés французский الفرنسية fra fre 法文 法语"),
        ("ru", "russian russe ruso русский الروسية rus 俄文 俄语"),
        ("es", "spanish espagnol español castellano испанский الإسبانية spa 西班牙文 西班牙语"),
        ("pt", "portuguese portugais portugués português por"),
        ("de", "german allemand alemán deutsch deu ger"),
        ("it", "italian italien italiano ita"),
    }.SelectMany(p => p.Item2.Split(' ').Select(n => (Name: NameTokens.Fold(n), Tag: p.Item1))).DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Tag, StringComparer.Ordinal);

    /// <summary>The tag in its usual case, from a tag or the name of a language; null where it is neither.</summary>
    public static string? Read(string value)
    {
        var written = value.Trim().Replace('_', '-');
        if (Names.TryGetValue(NameTokens.Fold(written), out var named))
            return named;
        if (!Shape().IsMatch(written))
            return null;
        var parts = written.Split('-');
        for (var i = 0; i < parts.Length; i++)
            parts[i] = (i, parts[i].Length) switch
            {
                ( > 0, 4) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..].ToLowerInvariant(),
                ( > 0, 2) => parts[i].ToUpperInvariant(),
                _ => parts[i].ToLowerInvariant(),
            };
        return string.Join('-', parts);
    }

    /// <summary>The language at the end of a file's name (<c>report_fr</c>): a code of one of the six, or the name of a language.</summary>
    public static string? ReadSuffix(string foldedWord) =>
        foldedWord is "ar" or "zh" or "en" or "fr" or "ru" or "es" ? foldedWord : Names.GetValueOrDefault(foldedWord);

    /// <summary>Whether it is one of the languages that are known by name, which texts in them are hardly ever mistaken for one another.</summary>
    public static bool HasName(string tag) => Names.ContainsValue(tag.Split('-')[0]);

    /// <summary>True where both are the same language, whatever their script or region.</summary>
    public static bool SameLanguage(string a, string b) => string.Equals(a.Split('-')[0], b.Split('-')[0], StringComparison.OrdinalIgnoreCase);

    // RFC 5646, 2.1: language, script, region, variants.
    [GeneratedRegex("^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
