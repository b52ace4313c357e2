using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>
/// The places that a document stands under. They follow from who speaks: a country's places; organizations' own place, for which a
/// statement on behalf of one stands too, so that who browses organizations finds it. <c>regions:</c> overrides. The list holds
/// every ancestor and at least one place of each scheme.
/// </summary>
internal static class RegionFields
{
    private const string NoGroup = "un-other";

    public static Sourced<IReadOnlyList<string>> Resolve(FieldSources sources, SpeakerFields speaker, DocumentKind kind, Gazetteer gazetteer, List<Diagnostic> findings)
    {
        var derived = Derive(speaker, gazetteer);
        foreach (var entry in sources.Of(MetadataFields.Regions))
            if (Override(entry, derived, gazetteer, findings) is { } regions)
                return new Sourced<IReadOnlyList<string>>(regions, entry.Origin, sources.ConfidenceIn(entry));
        if (derived.Count > 0)
            return new Sourced<IReadOnlyList<string>>(derived, MetadataOrigin.Derived, speaker.ConfidenceOfWhatFollows);
        // What nobody in particular says is the world's; a statement is always somebody's.
        return new Sourced<IReadOnlyList<string>>([Region.World], MetadataOrigin.Derived, kind == DocumentKind.Statement ? Confidence.Low : Confidence.High);
    }

    private static List<string> Derive(SpeakerFields speaker, Gazetteer gazetteer)
    {
        var who = speaker.Who?.Value ?? NamedParties.None;
        var forOrganization = speaker.OnBehalfOf?.Value.Any(id => gazetteer.FindOrganization(id) is not null) ?? false;
        var regions = who.Countries.SelectMany(c => c.RegionIds).Concat(who.Organizations.SelectMany(o => o.RegionIds));
        if (speaker.UnknownOrganization || (who.AnyKnown && forOrganization))
            regions = regions.Append(Region.Organizations);
        return [.. regions.Distinct()];
    }

    private static List<string>? Override(MetadataEntry entry, List<string> derived, Gazetteer gazetteer, List<Diagnostic> findings)
    {
        var regions = new List<string>();
        foreach (var name in FieldSources.Split(entry, ';'))
        {
            // A name may hold commas or be one of several set apart by them.
            var found = gazetteer.ResolveRegion(name) is { } whole ? [whole] : name.Split(',').Select(gazetteer.ResolveRegion).ToList();
            if (found.Contains(null))
                findings.Add(new Diagnostic("region-unknown", Severity.Warning,
                    $"“{name}” is not a region that the index has ({FieldSources.Where(entry.Origin)}). Write a region's name, such as Western Africa, Asia, African Group, Organizations or World."));
            regions.AddRange(found.OfType<Region>().SelectMany(r => gazetteer.WithAncestors(r.Id)));
        }
        if (regions.Count == 0)
            return null;

        foreach (var scheme in Enum.GetValues<RegionScheme>())
            if (!regions.Exists(id => StandsIn(id, scheme, gazetteer)))
                regions.AddRange(OtherScheme(regions, derived, scheme, gazetteer));
        return [.. regions.Distinct()];
    }

    // The scheme that "regions:" leaves open: as the speaker has it; else as all members of those regions have it; else no one's.
    private static List<string> OtherScheme(List<string> regions, List<string> derived, RegionScheme scheme, Gazetteer gazetteer)
    {
        var fromSpeaker = derived.Where(id => id != Region.World && StandsIn(id, scheme, gazetteer)).ToList();
        if (fromSpeaker.Count > 0)
            return fromSpeaker;
        var innermost = regions.Where(id => !regions.Exists(other => gazetteer.FindRegion(other)?.ParentId == id)).ToHashSet();
        var common = gazetteer.Countries
            .Where(c => c.Status == CountryStatus.Member && c.RegionIds.Any(innermost.Contains))
            .Select(c => c.RegionIds.Where(id => StandsIn(id, scheme, gazetteer)))
            .Aggregate((IEnumerable<string>?)null, (all, own) => all is null ? own : all.Intersect(own))?.ToList();
        return common is { Count: > 0 } ? common : [scheme == RegionScheme.Un ? NoGroup : Region.World];
    }

    private static bool StandsIn(string id, RegionScheme scheme, Gazetteer gazetteer) =>
        id is Region.World or Region.Organizations || gazetteer.FindRegion(id)?.Scheme == scheme;
}
