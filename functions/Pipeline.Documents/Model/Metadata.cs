namespace Pipeline.Documents;

/// <summary>Where a metadata value came from, in order of precedence: the first of them that has a field decides it.</summary>
public enum MetadataOrigin
{
    /// <summary><c>&lt;file&gt;.yaml</c> beside the upload.</summary>
    Sidecar,

    /// <summary>The file's own, as somebody wrote it for this: YAML front matter.</summary>
    File,

    /// <summary>The properties that the file's program keeps: Word, ODF or PDF properties.</summary>
    Properties,

    /// <summary>The blob's metadata in storage.</summary>
    Blob,

    /// <summary><c>_collection.yaml</c> of the upload's folders.</summary>
    Collection,

    /// <summary>The upload's name and folders.</summary>
    Name,

    /// <summary>Read out of the text itself.</summary>
    Content,

    /// <summary>Derived from other fields (a region from a country), or a stated default.</summary>
    Derived,
}

/// <summary>
/// One field as one source states it. Names are kebab-case and standard (<see cref="MetadataFields"/>); a field of one value
/// has one element in <paramref name="Values"/>.
/// </summary>
public sealed record MetadataEntry(string Name, IReadOnlyList<string> Values, MetadataOrigin Origin)
{
    public MetadataEntry(string name, string value, MetadataOrigin origin) : this(name, [value], origin) { }
}

/// <summary>The names of the metadata fields, as staff write them in YAML.</summary>
public static class MetadataFields
{
    public const string Title = "title";
    public const string Subtitle = "subtitle";
    public const string Kind = "kind";
    /// <summary>ISO 8601: <c>2011-07-12</c>, <c>2011-07</c> or <c>2011</c>.</summary>
    public const string Date = "date";
    /// <summary>BCP 47 tag.</summary>
    public const string Language = "language";
    public const string Summary = "summary";
    /// <summary>The document's official symbol, such as <c>A/65/877-S/2011/393</c>.</summary>
    public const string Symbol = "symbol";
    /// <summary>The name of the person who speaks.</summary>
    public const string Speaker = "speaker";
    /// <summary>The speaker's office: <c>Minister for Foreign Affairs</c>.</summary>
    public const string Post = "post";
    /// <summary>Country or countries that speak: a name in any UN language or an ISO 3166-1 code.</summary>
    public const string Country = "country";
    /// <summary>Organization or organizations that speak: a name or an id.</summary>
    public const string Organization = "organization";
    /// <summary>Countries, organizations or groups for whom the speaker speaks.</summary>
    public const string OnBehalfOf = "on-behalf-of";
    /// <summary>Overrides the regions that follow from who speaks.</summary>
    public const string Regions = "regions";
    /// <summary>The event's title.</summary>
    public const string Event = "event";
    public const string Place = "place";
    public const string Authors = "authors";
    public const string Publisher = "publisher";
    public const string Keywords = "keywords";
    public const string ChangeNote = "change-note";
    /// <summary><c>accept</c> or <c>reject</c>: what becomes of a document's tracked changes. It has to stand beside the document.</summary>
    public const string TrackedChanges = "tracked-changes";

    /// <summary>The original's file name, path or id.</summary>
    public const string TranslationOf = "translation-of";
    /// <summary>An event's first and last day. This and the next two stand in an event's <c>_collection.yaml</c> only.</summary>
    public const string Dates = "dates";
    /// <summary>An event's meetings: titles, or records of title and date.</summary>
    public const string Sessions = "sessions";
    /// <summary>Who spoke at an event, and for whom.</summary>
    public const string Roster = "roster";

    /// <summary>The fields of an event, which may hold lists of records.</summary>
    public static IReadOnlySet<string> OfEvents { get; } = new HashSet<string> { Dates, Sessions, Roster };

    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        Title, Subtitle, Kind, Date, Language, Summary, Symbol, Speaker, Post, Country, Organization, OnBehalfOf, Regions,
        Event, Place, Authors, Publisher, Keywords, ChangeNote, TrackedChanges, TranslationOf,
    };
}
