using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Intake;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website;

/// <summary>
/// An event as its page, its JSON and its CSV show it: who spoke, by kind of participant and region, for whom, which texts are held
/// in which languages, and which are missing. Where the event has a roster, that says who spoke; documents by others stand beside it.
/// </summary>
internal sealed record EventView
{
    /// <summary>Of an event with more documents than this the newest are shown.</summary>
    private const int MostDocuments = 5_000;

    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>First and last day, ISO 8601 of the precision known.</summary>
    public string? From { get; init; }
    public string? To { get; init; }
    public required IReadOnlyList<string> Places { get; init; }
    public required IReadOnlyList<SessionRecord> Sessions { get; init; }

    /// <summary>Whether it is known who spoke, so that it is known what is missing.</summary>
    public required bool HasRoster { get; init; }

    /// <summary>By kind, region and name.</summary>
    public required IReadOnlyList<Participation> Participations { get; init; }

    /// <summary>What nobody in particular says: reports, summaries; newest first.</summary>
    public required IReadOnlyList<DocumentRecord> Documents { get; init; }

    /// <summary>All documents of the event, one for each work, also where not all are shown.</summary>
    public required int Total { get; init; }

    public required bool Complete { get; init; }

    public IEnumerable<Participation> Missing => Participations.Where(p => p.Listed && p.Documents.Count == 0);

    /// <exception cref="ProblemException">404: no document belongs to it, and no file describes it.</exception>
    public static void Require(SiteRequest request, string id)
    {
        if (!request.Catalog.HasEvent(id)) throw new ProblemException(Problem.NotFound($"There is no event '{id}'."));
    }

    /// <summary>An event that is there. It reads every document of it, so an answer makes it only for its body.</summary>
    public static EventView Of(SiteRequest request, string id)
    {
        var described = request.Catalog.FindEvent(id);
        var page = request.Catalog.Query(new CatalogQuery { Events = [id], Limit = MostDocuments, EveryLanguage = true });
        var spoken = page.Items.Where(Names.IsSpoken).ToList();
        var dates = described?.From is null ? request.Catalog.DatesOf(id) : null;
        return new EventView
        {
            Id = id,
            Title = request.EventTitle(id),
            From = described?.From ?? dates?.From,
            To = described?.To ?? dates?.To,
            Places = described?.Place is { } place ? [place] : [.. page.Items.Select(d => d.Place).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            Sessions = described?.Sessions ?? [],
            HasRoster = described?.Roster.Count > 0,
            Participations = Participants(request, described?.Roster ?? [], spoken),
            Documents = [.. page.Items.Where(d => !Names.IsSpoken(d))],
            Total = request.Catalog.Query(new CatalogQuery { Events = [id], Limit = 0 }).Total,
            Complete = page.NextCursor is null,
        };
    }

    private static Participation[] Participants(SiteRequest request, IReadOnlyList<RosterEntry> roster, List<DocumentRecord> spoken)
    {
        var byParty = roster.SelectMany((entry, i) => entry.Countries.Concat(entry.Organizations).Select(id => (Id: id, Index: i))).ToLookup(e => e.Id, e => e.Index);
        var byName = roster.SelectMany((entry, i) => new[] { entry.Name, entry.Speaker }.OfType<string>().Select(name => (Key: Names.SortKey(name), Index: i))).ToLookup(e => e.Key, e => e.Index);
        var texts = roster.Select(_ => new List<DocumentRecord>()).ToArray();
        var others = new List<DocumentRecord>();
        // The oldest first, so that of two contributions by one party the first text goes to the first.
        foreach (var document in spoken.OrderBy(d => d.Date, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal))
        {
            string[] parties = [.. document.Countries, .. document.Organizations];
            int[] same = [.. (parties.Length > 0 ? parties.SelectMany(id => byParty[id]) : byName[Names.SortKey(document.Speaker!)]).Distinct().Order()];
            if (same.Length == 0) others.Add(document);
            else texts[same.OrderByDescending(i => Fit(roster[i], document)).ThenBy(i => texts[i].Count == 0 ? 0 : 1).First()].Add(document);
        }
        var unlisted = others.GroupBy(d => (Who: string.Join(',', d.Countries.Concat(d.Organizations)), Name: d.Countries.Count + d.Organizations.Count == 0 ? d.Speaker : null, For: string.Join(',', d.OnBehalfOf)))
            .Select(g => Make(request, Entry(request, g.First()), [.. g], listed: false));
        return [.. roster.Select((entry, i) => Make(request, entry, texts[i], listed: true)).Concat(unlisted)
            .OrderBy(p => p.Kind).ThenBy(p => p.RegionOrder).ThenBy(p => Names.SortKey(p.Name), StringComparer.Ordinal)];
    }

    /// <summary>How well a document is a contribution of the same party: more where it is for the same.</summary>
    private static int Fit(RosterEntry entry, DocumentRecord document) =>
        entry.OnBehalfOf.Order(StringComparer.Ordinal).SequenceEqual(document.OnBehalfOf.Order(StringComparer.Ordinal)) ? 2
            : entry.OnBehalfOf.Intersect(document.OnBehalfOf).Any() ? 1 : 0;

    /// <summary>Who speaks, as a roster would have it.</summary>
    private static RosterEntry Entry(SiteRequest request, DocumentRecord document) => new()
    {
        Name = request.Names.Delegation(document) ?? document.Speaker!,
        Kind = document.Countries.Count > 0 && request.Gazetteer.FindCountry(document.Countries[0]) is { } country ? ParticipantKinds.Of(country)
            : document.Organizations.Count > 0 && request.Gazetteer.FindOrganization(document.Organizations[0]) is { } organization ? ParticipantKinds.Of(organization)
            : ParticipantKind.CivilSociety,
        Countries = document.Countries,
        Organizations = document.Organizations,
        OnBehalfOf = document.OnBehalfOf,
        Speaker = request.Names.Delegation(document) is null ? null : document.Speaker,
        Post = document.Post,
    };

    private static Participation Make(SiteRequest request, RosterEntry entry, IReadOnlyList<DocumentRecord> documents, bool listed)
    {
        var country = entry.Countries.Count > 0 ? request.Gazetteer.FindCountry(entry.Countries[0]) : null;
        Region[] places = [.. (country?.RegionIds ?? []).Select(request.Gazetteer.FindRegion).OfType<Region>()];
        var region = places.FirstOrDefault(r => r.Scheme == RegionScheme.M49 && r.ParentId is null);
        string[] parties = [.. entry.Countries.Select(request.Names.Country), .. entry.Organizations.Select(request.Names.Organization)];
        return new Participation
        {
            Kind = entry.Kind,
            Region = region,
            Group = places.FirstOrDefault(r => r.Scheme == RegionScheme.Un && r.ParentId is null),
            RegionOrder = region is null ? int.MaxValue : request.Gazetteer.Regions(RegionScheme.M49).TakeWhile(r => r.Id != region.Id).Count(),
            Name = parties.Length == 0 ? entry.Name : Names.Series(parties),
            Countries = entry.Countries,
            Organizations = entry.Organizations,
            OnBehalfOf = entry.OnBehalfOf,
            Speaker = entry.Speaker ?? documents.Select(d => d.Speaker).FirstOrDefault(s => s is not null && parties.Length > 0),
            Post = entry.Post ?? documents.Select(d => d.Post).FirstOrDefault(p => p is not null),
            Session = entry.Session,
            Listed = listed,
            Documents = documents,
        };
    }
}

/// <summary>One contribution to an event, and its texts.</summary>
internal sealed record Participation
{
    public required ParticipantKind Kind { get; init; }

    /// <summary>The M49 region of the (first) country; null for everybody else.</summary>
    public Region? Region { get; init; }

    /// <summary>Its regional group at the United Nations.</summary>
    public Region? Group { get; init; }

    /// <summary>Where its region stands among all.</summary>
    public required int RegionOrder { get; init; }

    public required string Name { get; init; }
    public required IReadOnlyList<string> Countries { get; init; }
    public required IReadOnlyList<string> Organizations { get; init; }
    public required IReadOnlyList<string> OnBehalfOf { get; init; }
    public string? Speaker { get; init; }
    public string? Post { get; init; }
    public string? Session { get; init; }

    /// <summary>The roster has it; false where only a document says so, or the event has no roster.</summary>
    public required bool Listed { get; init; }

    public required IReadOnlyList<DocumentRecord> Documents { get; init; }

    /// <summary>Tags of the languages that its texts are held in.</summary>
    public IEnumerable<string> Languages => Documents.Select(d => d.Language).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The person and the post, in one line.</summary>
    public string? Person => Speaker is null ? Post : Post is null ? Speaker : $"{Speaker}, {Post}";

    /// <summary>A kind of participant as headings have it.</summary>
    public static string Heading(ParticipantKind kind) => kind switch
    {
        ParticipantKind.MemberState => "Member States",
        ParticipantKind.Observer => "Observers",
        ParticipantKind.RegionalOrganization => "Regional and other organizations",
        ParticipantKind.UnitedNations => "United Nations",
        _ => "Civil society",
    };

    /// <summary>A kind of participant as JSON and CSV have it.</summary>
    public static string Written(ParticipantKind kind) => kind switch
    {
        ParticipantKind.MemberState => "member-state",
        ParticipantKind.Observer => "observer",
        ParticipantKind.RegionalOrganization => "regional-organization",
        ParticipantKind.UnitedNations => "united-nations",
        _ => "civil-society",
    };
}
