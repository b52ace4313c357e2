using Pipeline.Documents;

namespace Pipeline.Publishing.Metadata;

/// <summary><c>tracked-changes: accept</c> or <c>reject</c>, which has to be known before the document is read.</summary>
internal static class TrackedChangesField
{
    public static (TrackedChanges? Value, IReadOnlyList<Diagnostic> Findings) Of(IReadOnlyList<MetadataEntry> around)
    {
        if (new FieldSources(around).Text(MetadataFields.TrackedChanges) is not { } stated)
            return (null, []);
        return stated.Value.ToLowerInvariant() switch
        {
            "accept" or "accepted" => (TrackedChanges.Accept, []),
            "reject" or "rejected" => (TrackedChanges.Reject, []),
            _ => (null, [new Diagnostic("tracked-changes-unclear", Severity.Warning,
                $"“{stated.Value}” says nothing about tracked changes ({FieldSources.Where(stated.Origin)}). Write accept or reject.")]),
        };
    }
}
