using Pipeline.Documents;

namespace Pipeline.Publishing.Metadata;

/// <summary>A value, where it came from, and how far it can be relied on.</summary>
internal sealed record Sourced<T>(T Value, MetadataOrigin Origin, Confidence Confidence);

/// <summary>What the files beside a document, the document itself and the storage state about it, each field in order of precedence.</summary>
/// <param name="head">Bears out what programs fill in by themselves; null where the text was not read.</param>
internal sealed class FieldSources(IEnumerable<MetadataEntry> entries, DocumentHead? head = null)
{
    // By programs: out of the file that this one was made from, the name that somebody signs on with, the clock, the keyboard.
    private static readonly HashSet<string> FilledIn =
        [MetadataFields.Title, MetadataFields.Authors, MetadataFields.Date, MetadataFields.Language];

    // What a collection's file says of these is about the event, not about each of its documents; its title is the event's.
    private static readonly HashSet<string> NeverFromCollection =
        [MetadataFields.Subtitle, MetadataFields.Summary, MetadataFields.Symbol, MetadataFields.ChangeNote];

    private readonly ILookup<string, MetadataEntry> byName = entries
        .Where(e => e.Origin != MetadataOrigin.Collection || !NeverFromCollection.Contains(e.Name))
        .Select(e => e with { Values = [.. e.Values.Select(v => v.Trim()).Where(v => v.Length > 0)] })
        .Where(e => e.Values.Count > 0)
        .OrderBy(e => e.Origin).ThenBy(IsEventTitle)
        .ToLookup(e => IsEventTitle(e) ? MetadataFields.Event : e.Name);

    private static bool IsEventTitle(MetadataEntry entry) => entry is { Origin: MetadataOrigin.Collection, Name: MetadataFields.Title };

    /// <summary>Every statement of a field, the strongest first.</summary>
    public IEnumerable<MetadataEntry> Of(string field) => byName[field];

    /// <summary>The strongest statement as one text.</summary>
    public Sourced<string>? Text(string field) =>
        byName[field].FirstOrDefault() is { } entry ? new Sourced<string>(string.Join("; ", entry.Values), entry.Origin, ConfidenceIn(entry)) : null;

    /// <summary>The strongest statement as a list; each value is cut at <paramref name="separators"/>.</summary>
    public Sourced<IReadOnlyList<string>>? List(string field, params char[] separators) =>
        byName[field].FirstOrDefault() is { } entry ? new Sourced<IReadOnlyList<string>>([.. Split(entry, separators)], entry.Origin, ConfidenceIn(entry)) : null;

    /// <summary>Staff's own word is certain; what programs fill in by themselves counts as a guess unless the text's first lines have it, too.</summary>
    public Confidence ConfidenceIn(MetadataEntry entry) =>
        entry.Origin != MetadataOrigin.Properties ? Confidence.Certain
        : !FilledIn.Contains(entry.Name) || entry.Values.All(v => head?.Has(v) == true) ? Confidence.High
        : Confidence.Low;

    public static IEnumerable<string> Split(MetadataEntry entry, params char[] separators) =>
        entry.Values.SelectMany(v => v.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct();

    /// <summary>Where a statement stands, in words for staff.</summary>
    public static string Where(MetadataOrigin origin) => origin switch
    {
        MetadataOrigin.Sidecar => "in the .yaml file beside it",
        MetadataOrigin.File => "in the file's own metadata",
        MetadataOrigin.Properties => "in the document's properties (File > Info)",
        MetadataOrigin.Blob => "in the upload's metadata in storage",
        MetadataOrigin.Collection => "in the folder's _collection.yaml",
        MetadataOrigin.Name => "in the name of the file or its folder",
        MetadataOrigin.Content => "in the text",
        _ => "follows from the rest",
    };
}
