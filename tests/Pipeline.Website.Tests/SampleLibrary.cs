using System.Globalization;
using System.Text;
using Pipeline.Documents;
using Pipeline.Documents.Renderers;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;
using Pipeline.Publishing.Storage;

namespace Pipeline.Website.Tests;

/// <summary>
/// A made-up library of realistic variety, in memory: a debate with a statement by each of sixty countries and organizations, reports,
/// several languages and scripts, a document with three editions, one that was withdrawn, names that would break careless markup.
/// </summary>
internal sealed class SampleLibrary
{
    public const string Debate = "2031-water-debate";
    public const string Report = "2031-water-debate-reports-final-report-aaaaaaaaaa";
    public const string FrenchReport = "2031-water-debate-reports-rapport-final-jjjjjjjjjj";
    public const string ArabicReport = "2031-water-debate-reports-final-report-ar-kkkkkkkkkk";
    public const string Withdrawn = "2030-archive-recalled-note-bbbbbbbbbb";
    public const string Hostile = "2031-water-debate-hostile-cccccccccc";
    public const string Arabic = "2031-water-debate-statements-egy-dddddddddd";

    private static readonly DateTimeOffset Day = new(2031, 3, 22, 10, 0, 0, TimeSpan.Zero);
    private readonly List<DocumentRecord> records = [];

    public SampleLibrary()
    {
        foreach (var (id, i) in Speakers.Select((id, i) => (id, i))) records.Add(Statement(id, i));
        records.Add(FinalReport());
        records.AddRange(Others());
    }

    public static readonly string[] Speakers =
    [
        "AFG", "ARG", "AUS", "BGD", "BRA", "CAN", "CHL", "CHN", "CIV", "COL", "CZE", "EGY", "ETH", "FJI", "FRA", "DEU", "GHA", "IND", "IDN", "IRN",
        "ISL", "JPN", "JOR", "KAZ", "KEN", "KOR", "LBN", "MEX", "MAR", "NPL", "NLD", "NZL", "NGA", "NOR", "PAK", "PER", "PHL", "POL", "QAT", "RUS",
        "RWA", "SEN", "SGP", "SVN", "ZAF", "ESP", "SWE", "CHE", "TZA", "THA", "TUR", "TUV", "UGA", "UKR", "GBR", "USA", "URY", "VNM", "ZMB",
    ];

    public IReadOnlyList<DocumentRecord> Records => records;

    public List<UploadRecord> Uploads { get; } = SampleUploads();

    /// <summary>How often a rendition was read from "storage".</summary>
    public int Reads { get; private set; }

    public bool Ready { get; set; } = true;

    public Uri? PublicAddress { get; set; } = new("https://library.example/");

    public CatalogSnapshot Catalog { get; set; } = CatalogSnapshot.Empty;

    public void Publish() => Catalog = CatalogSnapshot.Of(records, [DebateRecord()]);

    /// <summary>New documents, or new states of documents that are there.</summary>
    public void Add(params IReadOnlyList<DocumentRecord> added)
    {
        records.RemoveAll(r => added.Any(a => a.Id == r.Id));
        records.AddRange(added);
        Publish();
    }

    public Library ToLibrary(WebsiteOptions website, Func<string, Stream, CancellationToken, Task<UploadRecord?>>? receive = null) => new()
    {
        Options = new PipelineOptions { Publisher = "Coalition for Shared Waters", PublicAddress = PublicAddress, MaximumUploadBytes = 100 * 1024 },
        Website = website,
        Catalog = () => Catalog,
        Ready = () => Ready,
        ReadRendition = ReadAsync,
        FindFile = FindFileAsync,
        Uploads = _ => Task.FromResult<IReadOnlyList<UploadEntry>>([.. Uploads.OrderByDescending(u => u.ChangedAt).ThenBy(u => u.Path, StringComparer.Ordinal).Select(u => new UploadEntry(u.Path, u.DocumentId, u.State, u.ChangedAt))]),
        ReadUploads = (entries, _) => Task.FromResult<IReadOnlyList<UploadRecord>>([.. entries.Select(e => Uploads.Single(u => u.Path == e.Path))]),
        Receive = receive,
    };

    private async Task<ReadOnlyMemory<byte>> ReadAsync(DocumentRecord document, EditionRecord edition, Rendition rendition, CancellationToken cancellationToken)
    {
        Reads++;
        return await BytesAsync(document, edition, rendition);
    }

    public static Task<byte[]> BytesAsync(DocumentRecord document, EditionRecord edition, Rendition rendition)
    {
        byte[] bytes = rendition switch
        {
            Rendition.Html => HtmlRenderer.RenderPage(SampleText.Of(document), FrontMatterOf(document, edition)),
            Rendition.Pdf => Encoding.ASCII.GetBytes($"%PDF-1.7\n% {document.Id} edition {edition.Number} {new string('x', 4000)}\n%%EOF\n"),
            Rendition.Text => Encoding.UTF8.GetBytes($"{document.Title}\n\nEdition {edition.Number}.\n"),
            Rendition.Source => Encoding.UTF8.GetBytes($"# {document.Title}\n\n<script>alert({edition.Number})</script>\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(rendition)),
        };
        return Task.FromResult(bytes);
    }

    /// <summary>Looks at every file of the documents that tests verify.</summary>
    private static async Task<IReadOnlyList<KnownFile>> FindFileAsync(string sha256, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        var found = new List<KnownFile>();
        foreach (var document in new[] { Report, Withdrawn, Arabic }.Select(catalog.Find).OfType<DocumentRecord>())
        {
            foreach (var edition in document.Editions)
            {
                foreach (var rendition in Enum.GetValues<Rendition>().Where(r => r != Rendition.Manifest))
                {
                    if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await BytesAsync(document, edition, rendition))) == sha256)
                        found.Add(new KnownFile(document, edition, [rendition]));
                }
            }
        }
        return found;
    }

    private static FrontMatter FrontMatterOf(DocumentRecord document, EditionRecord edition) => new()
    {
        Title = document.Title,
        Subtitle = document.Subtitle,
        Kind = document.Kind.ToString(),
        Speaker = document.Speaker,
        Post = document.Post,
        Event = document.EventTitle,
        Place = document.Place,
        Date = document.Date,
        Symbol = document.Symbol,
        Summary = document.Summary,
        Publisher = "Coalition for Shared Waters",
        Edition = edition.Number,
    };

    public static DocumentRecord Record(string id, string title, DocumentKind kind, string? date, params string[] countries)
    {
        var regions = countries.SelectMany(c => Gazetteer.Default.FindCountry(c)?.RegionIds ?? []).Distinct().ToArray();
        return new DocumentRecord
        {
            Id = id,
            UploadPath = $"2031-water-debate/{id}.md",
            Title = title,
            Kind = kind,
            Date = date,
            Language = "en",
            Countries = countries,
            Regions = regions.Length == 0 ? ["world"] : regions,
            Editions = [Edition(1, id)],
            CommittedAt = Day,
        };
    }

    private static EditionRecord Edition(int number, string id) => new()
    {
        Number = number,
        Hash = SiteRequest.Hash($"{id} {number}"),
        PublishedAt = Day.AddDays(number),
        SourceHash = new string('a', 64),
        SourceFormat = "markdown",
        SourceExtension = ".md",
        SourceBytes = 14_210,
        RendererVersion = "1",
        Pages = 4,
        Words = 1_834,
        HtmlBytes = 32_000,
        PdfBytes = 81_300,
        TextBytes = 11_000,
    };

    private static DocumentRecord Statement(string country, int index)
    {
        var name = Gazetteer.Default.FindCountry(country)?.Name ?? country;
        var id = country == "EGY" ? Arabic : $"2031-water-debate-statements-{country.ToLowerInvariant()}-dddddddddd";
        var record = Record(id, $"Statement by {name}", DocumentKind.Statement, $"2031-03-{22 + index % 3}", country) with
        {
            Event = Debate,
            EventTitle = "General debate on shared waters",
            Place = "New York",
            Speaker = index % 4 == 0 ? null : Persons[index % Persons.Length],
            Post = index % 4 == 0 ? null : Posts[index % Posts.Length],
            Summary = index % 3 == 0 ? "The delegation describes what its communities along transboundary rivers need, reports on joint monitoring with neighbouring states, and asks for an early-warning fund that pays out before a flood and not after it." : null,
        };
        return country switch
        {
            "EGY" => record with { Title = "بيان جمهورية مصر العربية", Language = "ar" },
            "CHN" => record with { Title = "中国代表的发言", Language = "zh-Hans" },
            "FRA" => record with { Title = "Déclaration de la France", Language = "fr" },
            "RUS" => record with { Title = "Выступление Российской Федерации", Language = "ru" },
            "SVN" => record with { OnBehalfOf = ["EU", "Group of Friends of Rivers"], Organizations = ["EU"] },
            _ => record,
        };
    }

    /// <summary>All who have a text but one, and four who have none.</summary>
    private static EventRecord DebateRecord() => new()
    {
        Id = Debate,
        Title = "General debate on shared waters",
        From = "2031-03-22",
        To = "2031-03-24",
        Place = "New York",
        Sessions = [new("Opening", "2031-03-22"), new("Second meeting", "2031-03-23"), new("Closing", null)],
        Roster =
        [
            .. Speakers.Where(id => id is not ("ZMB" or "SVN")).Append("ALB").Append("PSE").Select(id => new RosterEntry
            {
                Name = id,
                Kind = id == "PSE" ? ParticipantKind.Observer : ParticipantKind.MemberState,
                Countries = [id],
                Session = id == "ALB" ? "Closing" : null,
            }),
            new() { Name = "Slovenia", Kind = ParticipantKind.MemberState, Countries = ["SVN"], OnBehalfOf = ["EU", "Group of Friends of Rivers"] },
            new() { Name = "Slovenia", Kind = ParticipantKind.MemberState, Countries = ["SVN"] },
            new() { Name = "Rivers <Alliance>", Kind = ParticipantKind.CivilSociety, Speaker = "Ana \"R\" Ortiz" },
        ],
    };

    private static readonly string[] Persons = ["Amara Nwosu-Bright", "Lena Vanterpool", "Tomás Ibarra Quint", "Yuki Haradashi", "Selma Aitkhodja"];
    private static readonly string[] Posts = ["Permanent Representative", "Minister for Water and Environment", "Deputy Minister for Foreign Affairs"];

    private static DocumentRecord FinalReport() =>
        Record(Report, "Rivers without borders: what sixty delegations asked for, and what it would cost", DocumentKind.Report, "2031-06") with
        {
            Event = Debate,
            EventTitle = "General debate on shared waters",
            Subtitle = "Final report on the general debate",
            Symbol = "CSW/2031/14",
            Place = "New York",
            Summary = "A reading of all statements of the debate: which measures were proposed, by whom, and how far the proposals agree. With tables by region and an estimate of costs.",
            Editions =
            [
                Edition(1, Report) with { ChangeNote = null },
                Edition(2, Report) with { ChangeNote = "Table 3 corrected" },
                Edition(3, Report) with { ChangeNote = "Statement of Uganda added" },
            ],
        };

    private static IEnumerable<DocumentRecord> Others()
    {
        // The final report in two more languages: one by its symbol, one by its statement.
        yield return Record(FrenchReport, "Fleuves sans frontières : ce qu’ont demandé soixante délégations", DocumentKind.Report, "2031-06") with
        {
            Language = "fr",
            Symbol = "CSW/2031/14",
            Event = Debate,
            EventTitle = "General debate on shared waters",
        };
        yield return Record(ArabicReport, "أنهار بلا حدود", DocumentKind.Report, "2031-07") with
        {
            Language = "ar",
            TranslationOf = Report,
            Event = Debate,
            EventTitle = "General debate on shared waters",
        };
        yield return Record(Hostile, "<script>alert(\"x\")</script> & 'quotes' \u202Eright", DocumentKind.Other, "2031", "FRA") with
        {
            Event = Debate,
            EventTitle = "General debate on shared waters",
            Speaker = "\"><img src=x onerror=alert(1)>",
            UploadPath = "2031-water-debate/näme \"quoted\" 文件.md",
        };
        yield return Record(Withdrawn, "A note that was recalled", DocumentKind.News, "2030-05-02", "KEN") with { Withdrawn = Day };
        yield return Record("2030-archive-eu-letter-eeeeeeeeee", "Letter on the monitoring of the Danube", DocumentKind.Letter, "2030-11-09") with
        {
            Organizations = ["EU"],
            Regions = ["organizations"],
            Event = "2030-archive",
            EventTitle = "Archive 2030",
        };
        yield return Record("2030-archive-summary-ffffffffff", "Summary of consultations", DocumentKind.Summary, null) with { Event = "2030-archive", EventTitle = "Archive 2030" };
        yield return Record("1988-csk-gggggggggg", "Statement by Czechoslovakia", DocumentKind.Statement, "1988-10-04", "CSK");
    }

    private static List<UploadRecord> SampleUploads()
    {
        var list = new List<UploadRecord>
        {
            Upload("2031-water-debate/statements/kenya final FINAL (2).docx", UploadState.Rejected, 0,
                new Diagnostic("empty-file", Severity.Error, "The file is empty: it holds no bytes at all. Open it on your computer, check that the text is there, save it, and upload it again.")),
            Upload("2031-water-debate/statements/uganda.md", UploadState.Published, 14_210,
                new Diagnostic("speaker-unresolved", Severity.Warning, "We do not know the organization “Group of Friends of Rivers”, so the document does not stand under it. Write its full name, or leave it as it is.", "line 3"),
                new Diagnostic("image-without-text", Severity.Info, "A picture has no description for people who cannot see it.", "page 2")) with
            {
                Counts = new DocumentCounts { Words = 1_204, Headings = 6, ListItems = 0, Tables = 3, Cells = 40, Images = 1, Notes = 12, Pages = 5 },
                SourceCounts = new DocumentCounts { Words = 1_310, Tables = 3, Images = 2, Notes = 12 },
                Metadata =
                [
                    new MetadataValue(MetadataFields.Title, "Statement by Uganda", MetadataOrigin.Content, Confidence.High),
                    new MetadataValue(MetadataFields.Date, "2031", MetadataOrigin.Name, Confidence.Low),
                    new MetadataValue(MetadataFields.Language, "en", MetadataOrigin.Content, Confidence.Low),
                    new MetadataValue(MetadataFields.Country, "Uganda", MetadataOrigin.Sidecar, Confidence.Certain),
                    new MetadataValue(MetadataFields.Speaker, "<b>A & B</b>", MetadataOrigin.Properties, Confidence.High),
                    new MetadataValue(MetadataFields.Regions, "Africa; Eastern Africa", MetadataOrigin.Derived, Confidence.Low),
                ],
            },
            Upload("2031-water-debate/statements/a-very-long-name-that-somebody-typed-without-any-spaces-because-the-old-system-wanted-it-so.txt", UploadState.Received, 2_104_332),
            Upload("2030-archive/recalled-note.md", UploadState.Withdrawn, 4_100),
            Upload("2030-archive/scan <b>7</b>.pdf", UploadState.Failed, 41_000_000,
                new Diagnostic("storage", Severity.Warning, "Storage did not answer. It is tried again by itself; there is nothing to do.")),
        };
        list.AddRange(Enumerable.Range(0, 12).Select(i => Upload(
            string.Create(CultureInfo.InvariantCulture, $"2031-water-debate/statements/country-{i}.md"), UploadState.Published, 9_000 + i * 321)));
        return list;
    }

    private static UploadRecord Upload(string path, UploadState state, long bytes, params Diagnostic[] diagnostics) => new()
    {
        Path = path,
        DocumentId = Report,
        State = state,
        ETag = "\"0x1\"",
        Bytes = bytes,
        UploadedAt = Day,
        ChangedAt = Day.AddMinutes(bytes % 50),
        Diagnostics = diagnostics,
    };
}
