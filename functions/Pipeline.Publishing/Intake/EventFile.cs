using System.Globalization;
using Pipeline.Documents;
using Pipeline.Documents.Readers.Metadata;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Intake;

/// <summary>Reads what a <c>_collection.yaml</c> says about its event: title, dates, place, sessions and roster.</summary>
public static class EventFile
{
    private static readonly Dictionary<string, ParticipantKind> Kinds = new(StringComparer.Ordinal)
    {
        ["member state"] = ParticipantKind.MemberState,
        ["observer"] = ParticipantKind.Observer,
        ["regional organization"] = ParticipantKind.RegionalOrganization,
        ["regional organisation"] = ParticipantKind.RegionalOrganization,
        ["united nations"] = ParticipantKind.UnitedNations,
        ["civil society"] = ParticipantKind.CivilSociety,
        ["ngo"] = ParticipantKind.CivilSociety,
    };

    /// <summary>The id of the event that a <c>_collection.yaml</c> is about; null for one that stands above or below an event's own folder.</summary>
    public static string? EventOf(string path) =>
        UploadName.RoleOf(path) == UploadRole.Collection && path.Split('/') is [{ Length: > 0 } folder, _] ? EventField.IdOf(folder) : null;

    /// <summary>The event, and what is wrong with its sessions and roster. Pure.</summary>
    /// <param name="entries">What <see cref="YamlMetadata.Read"/> found in the same text.</param>
    public static (EventRecord Event, IReadOnlyList<Diagnostic> Findings) Read(string id, string yaml, IReadOnlyList<MetadataEntry> entries, Gazetteer gazetteer)
    {
        var records = YamlMetadata.ReadRecords(yaml, MetadataFields.OfEvents);
        var findings = new List<Diagnostic>();
        var (from, to) = Dates(records.GetValueOrDefault(MetadataFields.Dates), Text(MetadataFields.Date), findings);
        int? year = from is null ? null : int.Parse(from.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return (new EventRecord
        {
            Id = id,
            Title = Text(MetadataFields.Title) ?? Text(MetadataFields.Event),
            From = from,
            To = to,
            Place = Text(MetadataFields.Place),
            Sessions = [.. records.GetValueOrDefault(MetadataFields.Sessions, []).Select(Session).OfType<SessionRecord>()],
            Roster = [.. records.GetValueOrDefault(MetadataFields.Roster, []).Select(r => Entry(r, year, gazetteer, findings)).OfType<RosterEntry>()],
        }, findings);

        string? Text(string field) => entries.FirstOrDefault(e => e.Name == field) is { } entry ? string.Join("; ", entry.Values) : null;
    }

    /// <summary>"2011-09-21 to 2011-09-27", "2011-09-21/2011-09-27" (ISO 8601), two items, or one day.</summary>
    private static (string? From, string? To) Dates(IReadOnlyList<MetadataRecord>? stated, string? date, List<Diagnostic> findings)
    {
        string[] texts = [.. (stated ?? []).Select(r => r.Text).OfType<string>().SelectMany(t => t.Split([" to ", " – ", "–", " - ", "/"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        string[] read = [.. texts.Select(t => DateText.Read(t).Iso).OfType<string>().Order(StringComparer.Ordinal)];
        if (stated is not null && (read.Length is 0 or > 2 || read.Length < texts.Length))
            findings.Add(new Diagnostic("event-dates-unknown", Severity.Warning,
                "The line “dates:” of the event cannot be read. Write its first and last day such as “dates: 2011-09-21 to 2011-09-27”."));
        var day = date is null ? null : DateText.Read(date).Iso;
        return read.Length is 1 or 2 ? (read[0], read[^1]) : (day, day);
    }

    private static SessionRecord? Session(MetadataRecord record)
    {
        var title = record.Text ?? record.Fields.GetValueOrDefault("name") ?? record.Fields.GetValueOrDefault(MetadataFields.Title);
        var date = record.Fields.TryGetValue(MetadataFields.Date, out var stated) ? DateText.Read(stated).Iso : null;
        return (title ?? date) is { } shown ? new SessionRecord(shown, date) : null;
    }

    /// <summary>"Nigeria", "Slovenia on behalf of the European Union", or a record with a country, an organization or a name.</summary>
    private static RosterEntry? Entry(MetadataRecord record, int? year, Gazetteer gazetteer, List<Diagnostic> findings)
    {
        var country = Field(MetadataFields.Country);
        var organization = Field(MetadataFields.Organization);
        var name = record.Text ?? Field("name") ?? Join(country, organization) ?? Field(MetadataFields.Speaker);
        if (name is null) return null;

        var line = SpeakerLine.ReadParties(name, gazetteer, year);
        var who = country is null && organization is null ? line.Who : NamedParties.Merge(
        [
            country is null ? NamedParties.None : NamedParties.Read(country, gazetteer, year, NameContext.Country),
            organization is null ? NamedParties.None : NamedParties.Read(organization, gazetteer, year, NameContext.Party),
        ]);
        foreach (var unknown in country is null ? [] : who.Unknown.Where(u => country.Contains(u, StringComparison.Ordinal)))
            findings.Add(new Diagnostic("roster-unknown", Severity.Warning,
                $"The roster of the event names “{unknown}”, which is not a country that we know. Check the spelling, or write the country's three-letter ISO code."));
        var behalf = Field(MetadataFields.OnBehalfOf) is { } stated ? NamedParties.Read(stated, gazetteer, year, NameContext.Party) : line.OnBehalfOf;
        return new RosterEntry
        {
            Name = name,
            Kind = Field(MetadataFields.Kind) is { } word && Kinds.TryGetValue(word.ToLowerInvariant(), out var kind) ? kind : KindOf(who, country is not null),
            Countries = [.. who.Countries.Select(c => c.Id)],
            Organizations = [.. who.Organizations.Select(o => o.Id)],
            OnBehalfOf = [.. behalf.Ids, .. behalf.Unknown],
            Speaker = Field(MetadataFields.Speaker) ?? (who.AnyKnown ? line.Speaker : null),
            Post = Field(MetadataFields.Post) ?? (who.AnyKnown ? line.Post : null),
            Session = Field("session"),
        };

        string? Field(string field) => record.Fields.GetValueOrDefault(field);
    }

    private static string? Join(string? a, string? b) => a is null ? b : b is null ? a : $"{a}; {b}";

    private static ParticipantKind KindOf(NamedParties who, bool country) =>
        who.Countries.Count > 0 ? ParticipantKinds.Of(who.Countries[0])
        : who.Organizations.Count > 0 ? ParticipantKinds.Of(who.Organizations[0])
        : country ? ParticipantKind.Observer : ParticipantKind.CivilSociety;
}

/// <summary>What kind of participant a country or an organization is.</summary>
public static class ParticipantKinds
{
    public static ParticipantKind Of(Country country) =>
        country.Status is CountryStatus.Member or CountryStatus.Former ? ParticipantKind.MemberState : ParticipantKind.Observer;

    public static ParticipantKind Of(Organization organization) => organization.Kind switch
    {
        OrganizationKind.UnitedNations => ParticipantKind.UnitedNations,
        OrganizationKind.CivilSociety => ParticipantKind.CivilSociety,
        _ => ParticipantKind.RegionalOrganization,
    };
}
