using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Harvesting;

namespace Pipeline.Website.Api;

/// <summary>The API as a table: what <c>/openapi.json</c> and <c>/docs</c> say, and which parameters an endpoint takes.</summary>
internal static class Endpoints
{
    private static readonly Parameter Id = new("id", "The document's id.", InPath: true);

    public static readonly Endpoint Regions = new("/v1/regions", "regions", "Regions", "The tree of a scheme with the number of documents under each place.")
    {
        Parameters = [Choice<RegionScheme>("scheme", "m49: the geographic regions of the United Nations; un: its five regional groups.", RegionScheme.M49)],
        Problems = [400],
    };

    public static readonly Endpoint Documents = new("/v1/documents", "documents", "DocumentList",
        $"Documents that pass all filters, page by page, with counts for every value that the list could be narrowed to. Several values of one filter, repeated or separated by commas, let through what has any of them. Each facet leaves out its own filter and has the {DocumentsApi.MostFacetValues} most frequent values.")
    {
        Parameters =
        [
            Many("region", "A region's id, as in /v1/regions; it stands for all within it."),
            Many("kind", "What the document is.", [.. Enum.GetValues<DocumentKind>().Select(Http.Parameters.Written)]),
            Many("country", "Who speaks: ISO 3166-1 alpha-3, or alpha-3 of ISO 3166-3 for countries that are no more."),
            Many("organization", "Who speaks: an organization's id."),
            Many("event", "An event's id: its folder's name."),
            Many("language", "A language (BCP 47); of a tag only the language counts: en is all English, en-GB, too."),
            new("speaker", "A person's name as the documents have it. Repeat the parameter for several: commas belong to the name.") { Many = true },
            new("from", "The first day: 2011, 2011-07 or 2011-07-12. Compared with the first day that a document's date can mean.") { Pattern = "^\\d{4}(-\\d{2}(-\\d{2})?)?$" },
            new("to", "The last day, written likewise.") { Pattern = "^\\d{4}(-\\d{2}(-\\d{2})?)?$" },
            new("q", "Words that all stand in the title, speaker, authors, symbol, summary, or in a name of the speaking country or organization in any of the six UN languages. Case and accents count for nothing; of the last word three letters are enough.") { LongestText = 200 },
            Choice<Each>("each", "work: a document that is there in several languages stands once, for all of them; language: each of them stands.", Each.Work),
            Choice<CatalogOrder>("sort", "date: newest first, documents of one date by who speaks, unknown dates last; title: by the alphabet.", CatalogOrder.Date),
            new("limit", "Documents a page.") { Number = (DocumentFilter.UsualLimit, 1, DocumentFilter.MaximumLimit) },
            new("cursor", "Where a page begins, as 'next' and the header Link have it. It stays right while documents come and go."),
        ],
        Problems = [400],
        Links = true,
    };

    public static readonly Endpoint Document = new("/v1/documents/{id}", "document", "DocumentWithEditions", "One document with all its editions.")
    {
        Parameters = [Id],
        Problems = [400, 404, 410],
    };

    public static readonly Endpoint Events = new("/v1/events", "events", "EventList", "The events that have documents or a description, newest first, page by page.")
    {
        Parameters =
        [
            new("limit", "Events a page.") { Number = (EventsApi.UsualLimit, 1, EventsApi.MaximumLimit) },
            new("cursor", "Where a page begins, as 'next' and the header Link have it. It stays right while events come and go."),
        ],
        Problems = [400],
        Links = true,
    };

    public static readonly Endpoint Event = new("/v1/events/{id}", "event", "Event",
        "An event: who spoke, by kind of participant, region and name, for whom, and which texts are held in which languages; the documents about it; and whose texts are missing, where a roster says who spoke.")
    {
        Parameters = [new("id", "The event's id.", InPath: true)],
        Problems = [400, 404],
    };

    public static readonly Endpoint EventTable = new("/v1/events/{id}.csv", "eventTable", "EventTable",
        "The same for spreadsheets (RFC 4180): a line for each text, and one for each contribution without any. The first line names the columns.")
    {
        Parameters = [new("id", "The event's id.", InPath: true)],
        Problems = [400, 404],
        MediaType = "text/csv",
    };

    public static readonly Endpoint Verify = new("/v1/verify", "verify", "Verification",
        "Of which document and edition a file is: the upload as it was sent, or a rendition, of any edition, also of a document that was withdrawn. Bytes that differ anywhere are another file.")
    {
        Parameters = [new("sha256", "The SHA-256 of the file in hexadecimal.") { Pattern = "^[0-9A-Fa-f]{64}$", Required = true }],
        Problems = [400],
    };

    public static readonly Endpoint Oai = new("/oai", "oai", "OaiPmh",
        "The catalog for harvesters: OAI-PMH 2.0 with Dublin Core (oai_dc), sets by region and kind, deleted records and resumption tokens that do not expire. The same arguments may be posted as a form. Errors of the protocol are answered 200, as it asks; only 503 bears Retry-After.")
    {
        Parameters =
        [
            new("verb", "What is asked.") { Values = ["Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord"], Required = true },
            new("identifier", "A record's identifier: oai:, the website's host, a colon, the document's id."),
            new("metadataPrefix", "The format of records.") { Values = [DublinCore.Prefix] },
            new("from", "Records with this datestamp or a later one: a day or a second in UTC."),
            new("until", "Records with this datestamp or an earlier one, of the same granularity."),
            new("set", "Records in this set, as ListSets has them."),
            new("resumptionToken", "Where a list goes on. With it there is no other argument but the verb."),
        ],
        Problems = [404],
        TakesForm = true,
        MediaType = "text/xml",
        Cached = false,
    };

    public static readonly Endpoint Uploads = new("/v1/uploads", "uploads", "UploadList",
        "What became of each upload, newest change first. Only where the host shows it: it names files that were rejected.")
    {
        Parameters =
        [
            Choice<UploadState>("state", "Only uploads in this state.", null),
            new("limit", "Uploads a page.") { Number = (DocumentFilter.MaximumLimit, 1, UploadsApi.MaximumLimit) },
            new("cursor", "Where a page begins, as 'next' and the header Link have it."),
        ],
        Links = true,
        Problems = [400, 403],
        Cached = false,
    };

    public static readonly Endpoint Health = new("/health", "health", "Health", "Ready or not, and why.") { Cached = false, Problems = [], AlsoAnswers = 503 };

    public static readonly Endpoint OpenApi = new("/openapi.json", "openapi", "OpenApi", "This description (OpenAPI 3.1).") { Problems = [400] };

    public static readonly IReadOnlyList<Endpoint> All = [Regions, Documents, Document, Events, Event, EventTable, Verify, Oai, Uploads, Health, OpenApi];

    private static Parameter Many(string name, string description, IReadOnlyList<string>? values = null) => new(name, description) { Many = true, Values = values ?? [] };

    private static Parameter Choice<T>(string name, string description, T? fallback) where T : struct, Enum => new(name, description)
    {
        Values = [.. Enum.GetValues<T>().Select(Http.Parameters.Written)],
        Default = fallback is { } value ? Http.Parameters.Written(value) : null,
    };
}

/// <summary>Something that GET answers.</summary>
/// <param name="Schema">The name of its answer in <c>schemas.json</c>.</param>
internal sealed record Endpoint(string Path, string Name, string Schema, string Summary)
{
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>Which problems it may answer with, besides those that every address may: 405, 429, 500, 503.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    public string MediaType { get; init; } = "application/json";

    /// <summary>The same arguments may be posted as a form.</summary>
    public bool TakesForm { get; init; }

    /// <summary>Another status that comes with the same schema.</summary>
    public int? AlsoAnswers { get; init; }

    /// <summary>It bears an ETag and may be answered 304.</summary>
    public bool Cached { get; init; } = true;

    /// <summary>It bears the header Link to other pages.</summary>
    public bool Links { get; init; }

    /// <summary>The names that its query may have.</summary>
    public string[] Query => [.. Parameters.Where(p => !p.InPath).Select(p => p.Name)];
}

internal sealed record Parameter(string Name, string Description, bool InPath = false)
{
    public bool Many { get; init; }

    public bool Required { get; init; } = InPath;

    /// <summary>All values that it takes; empty where they are open.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public string? Default { get; init; }

    public string? Pattern { get; init; }

    public int? LongestText { get; init; }

    public (int Default, int Least, int Most)? Number { get; init; }
}
