using System.Text.Json;

namespace Pipeline.Testing;

/// <summary>How many parts of each kind a document has.</summary>
public sealed record StructureCounts(int Headings, int Items, int Cells, int Notes);

/// <summary>Debian's pandoc as a second reader of the same files: its plain text, and how many parts of each kind it finds. It never touches the network.</summary>
public static class Pandoc
{
    public static void Require() => Tools.Require("pandoc", "pandoc");

    /// <summary>The plain text of a file, or null where pandoc cannot read it.</summary>
    /// <param name="format">Pandoc's name of it: <c>docx</c>, <c>odt</c>, <c>rtf</c>, <c>html</c>.</param>
    public static string? PlainText(string file, string format) => Run(file, format, "plain", "--standalone", "--wrap=none", "--columns=5000");

    /// <summary>The parts of a file, or null where pandoc cannot read it.</summary>
    public static StructureCounts? Structure(string file, string format)
    {
        if (Run(file, format, "json") is not { } json)
            return null;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2000 });
        var counts = new Dictionary<string, int>();
        Count(document.RootElement, counts);
        // A title by style is metadata to pandoc.
        var title = document.RootElement.GetProperty("meta").TryGetProperty("title", out _) ? 1 : 0;
        return new StructureCounts(counts.GetValueOrDefault("Header") + title, counts.GetValueOrDefault("Item"), counts.GetValueOrDefault("Cell"), counts.GetValueOrDefault("Note"));
    }

    private static bool IsHeading(JsonElement item) => item.GetArrayLength() > 0 && item[0].GetProperty("t").GetString() == "Header";

    private static string? Run(string file, string format, string to, params string[] more)
    {
        var (exitCode, output, _) = Tools.Run("pandoc", ["--sandbox", "--track-changes=accept", "--from", format, "--to", to, .. more, file]);
        return exitCode == 0 ? output : null;
    }

    /// <summary>In pandoc's JSON an element is <c>{"t": type, "c": content}</c>; cells are lists of attributes, alignment, two spans and blocks.</summary>
    private static void Count(JsonElement element, Dictionary<string, int> counts)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("t", out var type) && type.GetString() is { } name)
            {
                counts[name] = counts.GetValueOrDefault(name) + 1;
                // A numbered heading is an item with a heading in it to pandoc.
                if (name is "BulletList" or "OrderedList" && element.TryGetProperty("c", out var list))
                    counts["Item"] = counts.GetValueOrDefault("Item") + (name == "BulletList" ? list : list[1]).EnumerateArray().Count(i => !IsHeading(i));
            }
            foreach (var property in element.EnumerateObject())
                Count(property.Value, counts);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            if (element.GetArrayLength() == 5 && element[1].ValueKind == JsonValueKind.Object && element[1].TryGetProperty("t", out var align)
                && align.GetString()!.StartsWith("Align", StringComparison.Ordinal) && element[2].ValueKind == JsonValueKind.Number)
                counts["Cell"] = counts.GetValueOrDefault("Cell") + 1;
            foreach (var item in element.EnumerateArray())
                Count(item, counts);
        }
    }
}
