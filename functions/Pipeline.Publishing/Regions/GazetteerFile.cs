using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Publishing.Regions;

/// <summary>Reads <c>Data/gazetteer.tsv</c>: sections of tab-separated rows, whose columns a comment in the file names.</summary>
internal sealed class GazetteerFile
{
    private static readonly string[] Languages = ["en", "fr", "es", "ru", "zh", "ar"];

    /// <summary>The first digits of the data's SHA-256: it changes with the data, and only then.</summary>
    public required string Version { get; init; }
    public required IReadOnlyList<Row> Regions { get; init; }
    public required IReadOnlyList<Row> Countries { get; init; }
    public required IReadOnlyList<Row> Organizations { get; init; }

    /// <summary>The columns before the names, the names by language, and the other names.</summary>
    public sealed record Row(string[] Fields, IReadOnlyDictionary<string, string> Names, string[] OtherNames)
    {
        public string Id => Fields[0];

        public string? this[int column] => Fields[column].Length > 0 ? Fields[column] : null;

        public int? Year(int column) => this[column] is { } year ? int.Parse(year, CultureInfo.InvariantCulture) : null;

        public string[] List(int column) => Fields[column].Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    public static GazetteerFile ReadEmbedded()
    {
        using var stream = typeof(GazetteerFile).Assembly.GetManifestResourceStream("gazetteer.tsv")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);

        var sections = new Dictionary<string, List<Row>>();
        var rows = new List<Row>();
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
            if (line.StartsWith('['))
                sections[line.Trim('[', ']')] = rows = [];
            else if (line.Length > 0 && line[0] != '#')
                rows.Add(ReadRow(line.Split('\t')));
        return new GazetteerFile
        {
            Version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12],
            Regions = sections["regions"],
            Countries = sections["countries"],
            Organizations = sections["organizations"],
        };
    }

    private static Row ReadRow(string[] columns)
    {
        var first = columns.Length - Languages.Length - 1;
        var names = new Dictionary<string, string>(Languages.Length);
        for (var i = 0; i < Languages.Length; i++)
            names[Languages[i]] = columns[first + i];
        return new Row(columns[..first], names, columns[^1].Split('|', StringSplitOptions.RemoveEmptyEntries));
    }
}
