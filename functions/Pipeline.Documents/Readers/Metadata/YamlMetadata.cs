using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pipeline.Documents.Readers.Metadata;

/// <summary>One item of a list in YAML: a text, or texts by the names of their fields (<see cref="MetadataFields"/> where they mean one).</summary>
public sealed record MetadataRecord(string? Text, IReadOnlyDictionary<string, string> Fields);

/// <summary>
/// Reads metadata written in YAML: front matter, sidecar files, <c>_collection.yaml</c>. Values are the words as written: by YAML
/// 1.2's core schema <c>NO</c> is a string, and no field here is a number or a truth value. Anchors, aliases and tags have no meaning.
/// </summary>
public static class YamlMetadata
{
    private const int MaximumCharacters = 100_000;
    private const int MaximumValues = 1_000;
    private const int MaximumRecords = 2_000;

    /// <summary>Other words for the fields that staff and other programs use.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["author"] = MetadataFields.Authors,
        ["by"] = MetadataFields.Authors,
        ["lang"] = MetadataFields.Language,
        ["organisation"] = MetadataFields.Organization,
        ["organizations"] = MetadataFields.Organization,
        ["organisations"] = MetadataFields.Organization,
        ["countries"] = MetadataFields.Country,
        ["region"] = MetadataFields.Regions,
        ["tags"] = MetadataFields.Keywords,
        ["keyword"] = MetadataFields.Keywords,
        ["description"] = MetadataFields.Summary,
        ["abstract"] = MetadataFields.Summary,
        ["type"] = MetadataFields.Kind,
        ["speakers"] = MetadataFields.Speaker,
        ["behalf-of"] = MetadataFields.OnBehalfOf,
    };

    /// <summary>Reads a mapping of names to texts or lists of texts.</summary>
    /// <param name="firstLine">The line of the file that <paramref name="yaml"/> begins at, for messages.</param>
    /// <exception cref="RejectedException">It is not valid YAML, or past a limit; the message gives the line and what to do.</exception>
    public static (IReadOnlyList<MetadataEntry> Entries, IReadOnlyList<Diagnostic> Diagnostics) Read(string yaml, MetadataOrigin origin, int firstLine = 1)
    {
        if (yaml.Length > MaximumCharacters)
            throw Rejected(string.Create(CultureInfo.InvariantCulture, $"It is longer than {MaximumCharacters:N0} characters"), firstLine);
        var findings = new Findings();
        var scanner = new Scanner(new StringReader(yaml), skipComments: true);
        try
        {
            var parser = new Parser(scanner);
            return (Entries(parser, origin, firstLine - 1, findings), findings.ToList());
        }
        catch (YamlException e)
        {
            var line = (int)e.Start.Line + firstLine - 1;
            throw Rejected(Reason(yaml, (int)e.Start.Line), line);
        }
        catch (InvalidOperationException)
        {
            // The scanner's answer to a bracket that opens in the lines that go on a text.
            var line = (int)scanner.CurrentPosition.Line;
            throw Rejected(Reason(yaml, line), line + firstLine - 1);
        }
    }

    /// <summary>
    /// Reads the fields of these names as lists of records: each item a text, or a mapping of names to texts. What is nested deeper
    /// is left out. Only for YAML that <see cref="Read"/> took.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<MetadataRecord>> ReadRecords(string yaml, IReadOnlySet<string> fields)
    {
        var found = new Dictionary<string, IReadOnlyList<MetadataRecord>>(StringComparer.Ordinal);
        var parser = new Parser(new Scanner(new StringReader(yaml), skipComments: true));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _))
            return found;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = Name(parser.Consume<Scalar>().Value);
            if (fields.Contains(name) && !found.ContainsKey(name))
                found[name] = Records(parser);
            else
                parser.SkipThisAndNestedEvents();
        }
        return found;
    }

    private static List<MetadataRecord> Records(Parser parser)
    {
        var records = new List<MetadataRecord>();
        if (!parser.TryConsume<SequenceStart>(out _))
        {
            Add(Record(parser));
            return records;
        }
        while (!parser.TryConsume<SequenceEnd>(out _))
            Add(Record(parser));
        return records;

        void Add(MetadataRecord record)
        {
            if ((record.Text is not null || record.Fields.Count > 0) && records.Count < MaximumRecords)
                records.Add(record);
        }
    }

    private static MetadataRecord Record(Parser parser)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parser.TryConsume<Scalar>(out var scalar))
            return new MetadataRecord(Text(scalar), fields);
        if (!parser.TryConsume<MappingStart>(out _))
        {
            parser.SkipThisAndNestedEvents();
            return new MetadataRecord(null, fields);
        }
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                parser.SkipThisAndNestedEvents();
                parser.SkipThisAndNestedEvents();
                continue;
            }
            var values = Values(parser, key.Value, 0, new Findings());
            if (values.Count > 0)
                fields.TryAdd(Name(key.Value), string.Join("; ", values));
        }
        return new MetadataRecord(null, fields);
    }

    private static List<MetadataEntry> Entries(Parser parser, MetadataOrigin origin, int offset, Findings findings)
    {
        var entries = new List<MetadataEntry>();
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return entries;
        if (parser.Accept<Scalar>(out var nothing) && nothing.Value.Length == 0)
            return entries;
        if (!parser.TryConsume<MappingStart>(out _))
            throw Rejected("It has to be lines of a name, a colon and a text", (int)parser.Current!.Start.Line + offset);
        var values = 0;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw Rejected("Each line has to begin with a plain name", (int)parser.Current!.Start.Line + offset);
            var line = (int)key.Start.Line + offset;
            if (origin == MetadataOrigin.Collection && MetadataFields.OfEvents.Contains(Name(key.Value)))
            {
                parser.SkipThisAndNestedEvents();
                continue;
            }
            var found = Values(parser, key.Value, line, findings);
            if ((values += found.Count) > MaximumValues)
                throw Rejected(string.Create(CultureInfo.InvariantCulture, $"It has more than {MaximumValues:N0} values"), line);
            var name = Name(key.Value);
            if (!MetadataFields.All.Contains(name))
                findings.Gather("metadata-unknown", Severity.Info, key.Value, line, (_, names) => $"These lines of the metadata have no meaning here and were left out: {names}.");
            else if (entries.Exists(e => e.Name == name))
                findings.Add("metadata-twice", Severity.Warning, $"“{key.Value}” stands in the metadata more than once; the first one counts. Remove the other.", Findings.Place(line));
            else if (found.Count > 0)
                entries.Add(new MetadataEntry(name, found, origin));
        }
        return entries;
    }

    private static List<string> Values(Parser parser, string name, int line, Findings findings)
    {
        var values = new List<string>();
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            Add(values, scalar);
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                if (parser.TryConsume<Scalar>(out var item))
                    Add(values, item);
                else
                    Ignore(parser, name, line, findings);
            }
        }
        else
        {
            Ignore(parser, name, line, findings);
        }
        return values;
    }

    /// <summary>YAML 1.2.2, 10.3.2: only a plain scalar can be null.</summary>
    private static void Add(List<string> values, Scalar scalar)
    {
        if (Text(scalar) is { } value)
            values.Add(value);
    }

    private static string? Text(Scalar scalar)
    {
        var absent = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
        return Clean(scalar.Value) is { Length: > 0 } value && !absent ? value : null;
    }

    private static void Ignore(Parser parser, string name, int line, Findings findings)
    {
        parser.SkipThisAndNestedEvents();
        findings.Gather("metadata-nested", Severity.Info, name, line, (_, names) =>
            $"Only a text or a list of texts can stand in a line of the metadata; what is nested deeper was left out: {names}.");
    }

    /// <summary>One line, without control characters, in NFC.</summary>
    internal static string Clean(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value.Trim())
            text.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        return Documents.Unicode.Normalization.ToNfc(string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>The field that a name means, however it is written.</summary>
    internal static string Name(string written)
    {
        var name = written.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        return Synonyms.GetValueOrDefault(name, name);
    }

    /// <summary>The parser's own words are for programmers; these are the two mistakes that people make.</summary>
    private static string Reason(string yaml, int line)
    {
        var lines = yaml.Split('\n');
        var text = lines.ElementAtOrDefault(line - 1)?.Trim() ?? "";
        if (Array.Exists(lines, l => l.AsSpan(0, l.Length - l.AsSpan().TrimStart().Length).Contains('\t')))
            return "There is a tab in it; use spaces";
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && text.IndexOf(": ", colon + 2, StringComparison.Ordinal) > 0
            ? "A text with a colon in it has to stand in quotation marks, such as title: \"Part one: the beginning\""
            : "Each line has to be a name, a colon, a space and a text; put a text with special characters in quotation marks";
    }

    private static RejectedException Rejected(string reason, int line) =>
        new("metadata-malformed", $"The metadata cannot be read at line {line.ToString(CultureInfo.InvariantCulture)}. {reason}. Correct it and upload the file again.", Findings.Place(line));
}
