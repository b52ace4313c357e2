using System.Globalization;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.OpenDocument;

/// <summary>What a file says about itself (ODF 1.3 part 3, 4.3), and properties of its author's own that are named as our fields are.</summary>
internal sealed class OdfMetadata
{
    private const int LongestValue = 2000;
    private const int MaximumValues = 1000;

    private readonly List<(string Name, string Value)> values = [];

    /// <summary>Pages and words as the program counted them when the file was last saved.</summary>
    public DocumentCounts Counts { get; private set; } = new();

    /// <summary>Reads the <c>office:meta</c> that the reader stands on.</summary>
    public void Read(OdfXml xml) => xml.Children(() =>
    {
        if (xml.Tag == "meta:document-statistic")
            Counts = new DocumentCounts { Pages = Count("meta:page-count"), Words = Count("meta:word-count") };
        int? Count(string attribute) => xml.Number(attribute, 0, 0, int.MaxValue) is > 0 and var number ? number : null;
        var name = xml.Tag == "meta:user-defined" ? "property:" + xml.Get("meta:name") : xml.Tag;
        if (values.Count < MaximumValues && xml.InnerText() is { Length: > 0 } value)
            values.Add((name, value));
    });

    public IReadOnlyList<MetadataEntry> ToEntries()
    {
        var entries = new List<MetadataEntry>();
        void Add(string name, string? value)
        {
            var text = value is null ? "" : YamlMetadata.Clean(value.Length > LongestValue ? value[..LongestValue] : value);
            if (text.Length > 0 && !entries.Exists(e => e.Name == name))
                entries.Add(new MetadataEntry(name, text, MetadataOrigin.Properties));
        }
        foreach (var (name, value) in values.Where(v => v.Name.StartsWith("property:", StringComparison.Ordinal)))
        {
            if (YamlMetadata.Name(name["property:".Length..]) is var field && MetadataFields.All.Contains(field))
                Add(field, value);
        }
        if (Find("dc:title") is { } title && !StatedTitle.IsWorthless(title))
            Add(MetadataFields.Title, title);
        Add(MetadataFields.Authors, WordProperties.Authors(Find("meta:initial-creator") ?? Find("dc:creator") ?? ""));
        if (Find("dc:language") is { } language && LanguageTags.IsWellFormed(language))
            Add(MetadataFields.Language, language);
        Add(MetadataFields.Keywords, string.Join("; ", values.Where(v => v.Name == "meta:keyword").Select(v => v.Value)));
        Add(MetadataFields.Date, Day(Find("dc:date")) ?? Day(Find("meta:creation-date")));
        return entries;
    }

    private string? Find(string name) => values.Find(v => v.Name == name).Value;

    private static string? Day(string? value) =>
        value is { Length: >= 10 } && DateOnly.TryParseExact(value.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1980
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;
}
