using System.Globalization;

namespace Pipeline.Documents.Readers.Word;

/// <summary>What a paragraph is by its style.</summary>
internal enum StyleRole
{
    Body,
    Heading,
    Title,
    Subtitle,
    Quote,
    Code,
    Caption,
    ListParagraph,
    Contents,
    ContentsHeading,
}

/// <summary>
/// What styles are by their names. Word writes the names of its own styles in English whatever its language; other programs, and
/// styles that people made, have them in theirs.
/// </summary>
internal static class StyleNames
{
    private static readonly string[] HeadingWords =
    [
        "heading", "header", "überschrift", "ueberschrift", "berschrift", "titre", "título", "titulo", "ttulo", "encabezado", "titolo", "kop", "rubrik", "overskrift", "otsikko",
        "nagłówek", "naglowek", "nadpis", "naslov", "címsor", "cmsor", "заголовок", "başlık", "balk", "επικεφαλίδα", "titlu", "pealkiri", "virsraksts", "antraštė",
        "fyrirsögn", "عنوان", "العنوان", "سرفصل", "כותרת", "标题", "標題", "見出し", "제목", "หัวเรื่อง", "judul", "tiêu đề", "đầu đề", "शीर्षक",
    ];

    private static readonly Dictionary<string, StyleRole> Names = new(StringComparer.Ordinal)
    {
        ["title"] = StyleRole.Title,
        ["titel"] = StyleRole.Title,
        ["titre"] = StyleRole.Title,
        ["título"] = StyleRole.Title,
        ["titolo"] = StyleRole.Title,
        ["tytuł"] = StyleRole.Title,
        ["название"] = StyleRole.Title,
        ["заголовок"] = StyleRole.Title,
        ["العنوان"] = StyleRole.Title,
        ["标题"] = StyleRole.Title,
        ["標題"] = StyleRole.Title,
        ["表題"] = StyleRole.Title,
        ["subtitle"] = StyleRole.Subtitle,
        ["untertitel"] = StyleRole.Subtitle,
        ["sous-titre"] = StyleRole.Subtitle,
        ["subtítulo"] = StyleRole.Subtitle,
        ["подзаголовок"] = StyleRole.Subtitle,
        ["quote"] = StyleRole.Quote,
        ["intense quote"] = StyleRole.Quote,
        ["block text"] = StyleRole.Quote,
        ["block quote"] = StyleRole.Quote,
        ["quotations"] = StyleRole.Quote,
        ["zitat"] = StyleRole.Quote,
        ["intensives zitat"] = StyleRole.Quote,
        ["citation"] = StyleRole.Quote,
        ["citation intense"] = StyleRole.Quote,
        ["cita"] = StyleRole.Quote,
        ["cita destacada"] = StyleRole.Quote,
        ["citazione"] = StyleRole.Quote,
        ["цитата"] = StyleRole.Quote,
        ["выделенная цитата"] = StyleRole.Quote,
        ["اقتباس"] = StyleRole.Quote,
        ["引用"] = StyleRole.Quote,
        ["caption"] = StyleRole.Caption,
        ["image caption"] = StyleRole.Caption,
        ["table caption"] = StyleRole.Caption,
        ["beschriftung"] = StyleRole.Caption,
        ["légende"] = StyleRole.Caption,
        ["leyenda"] = StyleRole.Caption,
        ["название объекта"] = StyleRole.Caption,
        ["题注"] = StyleRole.Caption,
        ["html preformatted"] = StyleRole.Code,
        ["preformatted text"] = StyleRole.Code,
        ["source code"] = StyleRole.Code,
        ["code"] = StyleRole.Code,
        ["macro"] = StyleRole.Code,
        ["list paragraph"] = StyleRole.ListParagraph,
        ["list continue"] = StyleRole.ListParagraph,
        ["toc heading"] = StyleRole.ContentsHeading,
        ["contents heading"] = StyleRole.ContentsHeading,
    };

    private static readonly HashSet<string> ContentsWords = new(StringComparer.Ordinal)
    {
        "contents", "table of contents", "table des matières", "sommaire", "índice", "contenido", "tabla de contenido", "sumário", "содержание", "оглавление", "目录", "目錄", "目次",
        "المحتويات", "جدول المحتويات", "inhalt", "inhaltsverzeichnis", "indice", "inhoud", "inhoudsopgave", "spis treści", "innehåll", "indhold", "içindekiler",
    };

    /// <summary>The words that stand above a table of contents.</summary>
    public static bool IsContentsHeading(string words) => words.Length < 40 && ContentsWords.Contains(words.Trim().TrimEnd(':').ToLowerInvariant());

    public static bool IsNormal(string name) => Folded(name) is "normal" or "standard" or "default paragraph style";

    public static bool IsCode(string name) => Folded(name) is "html code" or "html typewriter" or "verbatim char" or "source text" or "code" or "code char";

    /// <summary>The role, and of headings the level from 1 to 9.</summary>
    public static (StyleRole Role, int Level) RoleOf(string name, string id)
    {
        var folded = Folded(name);
        if (Numbered(folded) is { } heading)
            return heading;
        // The id is made of the name in the language of the program; it helps where the name is missing or made anew.
        if (name == id && Names.TryGetValue(folded.Replace(" ", "", StringComparison.Ordinal), out var byId))
            return (byId, 0);
        return Names.TryGetValue(folded, out var role) ? (role, 0) : (StyleRole.Body, 0);
    }

    private static (StyleRole, int)? Numbered(string folded)
    {
        if (folded.Length < 2 || !char.IsDigit(folded[^1]) || char.IsDigit(folded[^2]))
            return null;
        var level = CharUnicodeInfo.GetDecimalDigitValue(folded[^1]);
        var word = folded[..^1].TrimEnd(' ', '-', '_');
        if (level == 0)
            return null;
        if (word is "toc" or "contents" or "verzeichnis" or "tdm" or "tdc" or "table of figures" or "inhaltsverzeichnis")
            return (StyleRole.Contents, level);
        if (word is "list continue")
            return (StyleRole.ListParagraph, 0);
        return Array.IndexOf(HeadingWords, word) >= 0 ? (StyleRole.Heading, level) : null;
    }

    /// <summary>Without the alias after a comma, in lower case.</summary>
    private static string Folded(string name) => name.Split(',')[0].Trim().ToLowerInvariant();
}
