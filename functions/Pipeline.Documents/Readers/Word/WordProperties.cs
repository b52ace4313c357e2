using System.Globalization;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>What the file says about itself: core properties (ECMA-376 part 2, 11) and custom ones (part 1, 22.3) that are named as our fields are.</summary>
internal static class WordProperties
{
    private const int LongestValue = 2000;

    /// <summary>Names that programs and installers write as the author.</summary>
    private static readonly HashSet<string> NoAuthors = new(StringComparer.OrdinalIgnoreCase)
    {
        "user", "admin", "administrator", "owner", "author", "unknown", "microsoft office user", "microsoft", "python-docx", "apache poi", "un-named", "docx4j", "pc", "hp", "dell", "windows user", "x", "-",
    };

    public static IReadOnlyList<MetadataEntry> Read(ZipPackage package, Relationships root, ReadOptions options, CancellationToken cancellationToken)
    {
        var entries = new List<MetadataEntry>();
        void Add(string name, string? value)
        {
            var text = value is null ? "" : YamlMetadata.Clean(value.Length > LongestValue ? value[..LongestValue] : value);
            if (text.Length > 0 && !entries.Exists(e => e.Name == name))
                entries.Add(new MetadataEntry(name, text, MetadataOrigin.Properties));
        }
        // What somebody wrote as a field of ours says more than what Word fills in by itself.
        foreach (var (name, value) in Values(package, root.Part("custom-properties") ?? "docProps/custom.xml", custom: true, options, cancellationToken))
        {
            if (YamlMetadata.Name(name) is var field && MetadataFields.All.Contains(field))
                Add(field, value);
        }
        var core = Values(package, root.Part("core-properties") ?? "docProps/core.xml", custom: false, options, cancellationToken)
            .GroupBy(v => v.Name).ToDictionary(g => g.Key, g => g.First().Value);
        if (core.GetValueOrDefault("title") is { } title && !StatedTitle.IsWorthless(title))
            Add(MetadataFields.Title, title);
        if (core.GetValueOrDefault("creator") is { } creator)
            Add(MetadataFields.Authors, Authors(creator));
        if (core.GetValueOrDefault("language") is { } language && LanguageTags.IsWellFormed(language))
            Add(MetadataFields.Language, language);
        Add(MetadataFields.Keywords, core.GetValueOrDefault("keywords"));
        Add(MetadataFields.Date, Day(core.GetValueOrDefault("modified")) ?? Day(core.GetValueOrDefault("created")));
        return entries;
    }

    /// <summary>The names among those that are stated which are people's, joined by semicolons.</summary>
    public static string Authors(string creator) =>
        string.Join("; ", creator.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(a => !NoAuthors.Contains(a)));

    /// <summary>Pages and words as Word counted them when the file was last saved (extended properties, ECMA-376 part 1, 22.2); others write 0.</summary>
    public static DocumentCounts Counts(ZipPackage package, Relationships root, ReadOptions options, CancellationToken cancellationToken)
    {
        var values = Values(package, root.Part("extended-properties") ?? "docProps/app.xml", custom: false, options, cancellationToken);
        int? Of(string name) => WordUnits.Number(values.Find(v => v.Name == name).Value) is > 0 and var number ? number : null;
        return new DocumentCounts { Pages = Of("Pages"), Words = Of("Words") };
    }

    private static string? Day(string? value) =>
        value is { Length: >= 10 } && DateOnly.TryParseExact(value.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1980
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static List<(string Name, string Value)> Values(ZipPackage package, string part, bool custom, ReadOptions options, CancellationToken cancellationToken)
    {
        var values = new List<(string, string)>();
        if (package.Open(part) is not { } stream)
            return values;
        using var xml = new PartXml(stream, part, options, cancellationToken);
        if (!xml.Root())
            return values;
        for (var inside = xml.Enter(); xml.Next(inside) && values.Count < 1000;)
        {
            var name = custom ? xml.Attribute("name") : xml.Name;
            if (name is not null && xml.InnerText() is { Length: > 0 } value)
                values.Add((name, value));
        }
        return values;
    }
}
