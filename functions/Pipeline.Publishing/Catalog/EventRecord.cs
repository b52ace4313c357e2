namespace Pipeline.Publishing.Catalog;

/// <summary>
/// What the <c>_collection.yaml</c> of a first folder says about the event itself, beside the metadata that it gives to the documents
/// in it. One row of table <c>events</c>.
/// </summary>
public sealed record EventRecord
{
    /// <summary>As <see cref="DocumentRecord.Event"/>.</summary>
    public required string Id { get; init; }

    public string? Title { get; init; }

    /// <summary>First and last day, ISO 8601 of the precision known; null where the file does not say.</summary>
    public string? From { get; init; }
    public string? To { get; init; }

    public string? Place { get; init; }

    public IReadOnlyList<SessionRecord> Sessions { get; init; } = [];

    /// <summary>Who spoke, in the order of the file; empty where the file does not say.</summary>
    public IReadOnlyList<RosterEntry> Roster { get; init; } = [];
}

/// <summary>One meeting of an event.</summary>
public sealed record SessionRecord(string Title, string? Date);

/// <summary>One contribution to an event: who spoke, and for whom.</summary>
public sealed record RosterEntry
{
    /// <summary>As the file has it; shown where there is no id.</summary>
    public required string Name { get; init; }

    public required ParticipantKind Kind { get; init; }
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> Organizations { get; init; } = [];

    /// <summary>Ids where known, names as written where not.</summary>
    public IReadOnlyList<string> OnBehalfOf { get; init; } = [];
    public string? Speaker { get; init; }
    public string? Post { get; init; }
    public string? Session { get; init; }
}

/// <summary>What kind of participant somebody is, in the order in which events show them.</summary>
public enum ParticipantKind
{
    MemberState,

    /// <summary>Observer states, territories, and what is neither Member nor organization.</summary>
    Observer,

    /// <summary>Regional and other organizations and groups of states.</summary>
    RegionalOrganization,

    UnitedNations,

    CivilSociety,
}
