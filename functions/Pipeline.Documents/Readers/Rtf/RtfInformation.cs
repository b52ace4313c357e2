using System.Globalization;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Documents.Readers.Word;

namespace Pipeline.Documents.Readers.Rtf;

/// <summary>What a file says about itself: its information group and user properties (RTF 1.9.1, "Information group").</summary>
internal sealed class RtfInformation
{
    private const int LongestValue = 2000;

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Value)> properties = [];
    private readonly Dictionary<string, (int Year, int Month, int Day)> times = new(StringComparer.Ordinal);

    /// <summary>Pages and words as the program counted them when the file was last saved.</summary>
    public DocumentCounts Counts { get; private set; } = new();

    /// <param name="word"><c>nofpages</c> or <c>nofwords</c>.</param>
    public void AddCount(string word, int number) => Counts = word == "nofpages" ? Counts with { Pages = number } : Counts with { Words = number };

    public void Add(string name, string value) => fields.TryAdd(name, value);

    public void AddProperty(string name, string value)
    {
        if (properties.Count < 1000)
            properties.Add((name, value));
    }

    /// <param name="of"><c>creatim</c> or <c>revtim</c>.</param>
    public void AddTime(string of, string part, int number)
    {
        var (year, month, day) = times.GetValueOrDefault(of);
        times[of] = part switch { "yr" => (number, month, day), "mo" => (year, number, day), "dy" => (year, month, number), _ => (year, month, day) };
    }

    public IReadOnlyList<MetadataEntry> ToMetadata()
    {
        var entries = new List<MetadataEntry>();
        void Add(string name, string? value)
        {
            var text = value is null ? "" : YamlMetadata.Clean(value.Length > LongestValue ? value[..LongestValue] : value);
            if (text.Length > 0 && !entries.Exists(e => e.Name == name))
                entries.Add(new MetadataEntry(name, text, MetadataOrigin.Properties));
        }
        foreach (var (name, value) in properties)
        {
            if (YamlMetadata.Name(name) is var field && MetadataFields.All.Contains(field))
                Add(field, value);
        }
        if (fields.GetValueOrDefault("title") is { } title && !StatedTitle.IsWorthless(title))
            Add(MetadataFields.Title, title);
        if (fields.GetValueOrDefault("author") is { } author)
            Add(MetadataFields.Authors, WordProperties.Authors(author));
        Add(MetadataFields.Keywords, fields.GetValueOrDefault("keywords"));
        Add(MetadataFields.Date, Day("revtim") ?? Day("creatim"));
        return entries;
    }

    private string? Day(string of) => times.TryGetValue(of, out var t) && t is { Year: >= 1980 and < 3000, Month: >= 1 and <= 12, Day: >= 1 and <= 31 }
        ? string.Create(CultureInfo.InvariantCulture, $"{t.Year:0000}-{t.Month:00}-{t.Day:00}")
        : null;
}
