using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Testing;

/// <summary>
/// The parts of a document that have words or a picture of their own: headings by their words, titles by style or by property; how many list items,
/// without the lists in them, and table cells; and how many notes. Words are letters and digits alone, in NFKC.
/// </summary>
public sealed record StructureParts(IReadOnlyList<string> Headings, IReadOnlyList<string> Titles, int Items, int Cells, int Notes)
{
    /// <summary>Stands for the words of a part that has none, but a picture.</summary>
    public const string Picture = "\uFFFC";
}

/// <summary>Debian's pandoc as a second reader of the same files: its plain text, and how many parts of each kind it finds. It never touches the network.</summary>
public static partial class Pandoc
{
    public static void Require() => Tools.Require("pandoc", "pandoc");

    /// <summary>The plain text of a file, or null where pandoc cannot read it.</summary>
    /// <param name="format">Pandoc's name of it: <c>docx</c>, <c>odt</c>, <c>rtf</c>, <c>html</c>.</param>
    public static string? PlainText(string file, string format) => Run(file, format, "plain", "--standalone", "--wrap=none", "--columns=5000");

    /// <summary>The parts of a file, or null where pandoc cannot read it.</summary>
    public static StructureParts? Structure(string file, string format)
    {
        if (Run(file, format, "json") is not { } json)
            return null;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2000 });
        var (headings, items, cells, notes) = (new List<string>(), 0, 0, 0);
        foreach (var element in Inside(document.RootElement.GetProperty("blocks")))
        {
            if (IsCell(element))
                cells += Part(element[4]).Length > 0 ? 1 : 0;
            // The style of the words above a list of contents has the outline level of text, and is based on a heading's.
            else if (Type(element) is "Header" && !element.GetProperty("c")[1][1].EnumerateArray().Any(c => c.GetString() is "TOC-Heading"))
                headings.Add(Part(element));
            else if (Type(element) is "Note")
                notes++;
            // A numbered heading is an item with a heading in it to pandoc.
            else if (Type(element) is "BulletList" or "OrderedList" && element.GetProperty("c") is var list)
                items += (Type(element) is "BulletList" ? list : list[1]).EnumerateArray()
                    .Count(i => !IsHeading(i) && Part([.. i.EnumerateArray().Where(b => Type(b) is not ("BulletList" or "OrderedList"))]).Length > 0);
            // Lists of before Word 97 (RTF's \pntext) are paragraphs to pandoc, which begin with their labels.
            else if (format == "rtf" && Type(element) is "Para" && element.GetProperty("c") is var line && line.GetArrayLength() > 2
                && Type(line[0]) is "Str" && Label().IsMatch(line[0].GetProperty("c").GetString()!) && Type(line[1]) is "Space")
                items++;
        }
        var titles = document.RootElement.GetProperty("meta").TryGetProperty("title", out var title) ? [Words(title)] : Array.Empty<string>();
        return new StructureParts(headings, titles, items, cells, notes);
    }

    private static string? Type(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("t", out var type) ? type.GetString() : null;

    /// <summary>Letters and digits of an element without those of notes and descriptions of pictures in it.</summary>
    private static string Words(JsonElement element) => Type(element) switch
    {
        "Str" => Letters(element.GetProperty("c").GetString()!),
        "Code" or "CodeBlock" or "Math" => Letters(element.GetProperty("c")[1].GetString()!),
        "Note" or "Image" => "",
        _ => string.Concat(Children(element).Select(Words)),
    };

    /// <summary>The words of a part, or a sign that stands for the pictures that are all it has.</summary>
    private static string Part(params JsonElement[] elements) =>
        string.Concat(elements.Select(Words)) is { Length: > 0 } words ? words : elements.SelectMany(Inside).Any(e => Type(e) is "Image") ? StructureParts.Picture : "";

    private static string Letters(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c)));

    private static IEnumerable<JsonElement> Children(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
        JsonValueKind.Array => element.EnumerateArray(),
        _ => [],
    };

    private static IEnumerable<JsonElement> Inside(JsonElement element) => Children(element).SelectMany(Inside).Prepend(element);

    /// <summary>In pandoc's JSON an element is <c>{"t": type, "c": content}</c>; cells are lists of attributes, alignment, two spans and blocks.</summary>
    private static bool IsCell(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 5
        && Type(element[1]) is { } align && align.StartsWith("Align", StringComparison.Ordinal) && element[2].ValueKind == JsonValueKind.Number;

    [GeneratedRegex(@"^(\u00B7|\d+[.)])$")]
    private static partial Regex Label();

    private static bool IsHeading(JsonElement item) => item.GetArrayLength() > 0 && Type(item[0]) is "Header";

    private static string? Run(string file, string format, string to, params string[] more)
    {
        var (exitCode, output, _) = Tools.Run("pandoc", ["--sandbox", "--track-changes=accept", "--from", format, "--to", to, .. more, file]);
        return exitCode == 0 ? output : null;
    }
}
