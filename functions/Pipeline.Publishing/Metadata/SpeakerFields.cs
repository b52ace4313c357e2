using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>
/// Who speaks and for whom. Country and organization belong together: the first origin that names either decides both, so that
/// "Slovenia" in the file and "European Union" in its name do not become two speakers.
/// </summary>
internal sealed record SpeakerFields
{
    public Sourced<NamedParties>? Who { get; private init; }
    public Sourced<IReadOnlyList<string>>? OnBehalfOf { get; private init; }
    public Sourced<string>? Speaker { get; private init; }
    public Sourced<string>? Post { get; private init; }

    /// <summary>The line of the text that says who speaks, as a title would: "Statement by Denmark on behalf of the Nordic countries".</summary>
    public string? TitleLine { get; private init; }

    /// <summary>True where an organization speaks that the gazetteer does not have; it stands under organizations all the same.</summary>
    public bool UnknownOrganization { get; private init; }

    public static SpeakerFields Resolve(
        FieldSources sources, PathClues name, DocumentHead head, DocumentKind kind, int? year, Gazetteer gazetteer, List<Diagnostic> findings)
    {
        var stated = Stated(sources, year, gazetteer);
        var lines = new List<Sourced<SpeakerLine>>();
        if (FromName(name, kind, year, gazetteer) is { } inName)
            lines.Add(new Sourced<SpeakerLine>(inName, MetadataOrigin.Name));
        var (inText, textLine) = FromText(head, kind, year, gazetteer);
        if (inText is not null)
            lines.Add(new Sourced<SpeakerLine>(inText, MetadataOrigin.Content));

        var speaker = sources.Text(MetadataFields.Speaker) ?? First(lines, l => l.Speaker);
        var post = sources.Text(MetadataFields.Post) ?? First(lines, l => l.Post);
        var candidates = stated.Concat(lines.Select(l => new Sourced<NamedParties>(l.Value.Who, l.Origin))).Where(c => c.Value.AnyKnown).ToList();
        var who = candidates.FirstOrDefault();
        if (who is null && post is not null && SpeakerLine.OfOffice(post.Value, gazetteer, year) is { AnyKnown: true } office)
            who = new Sourced<NamedParties>(office, MetadataOrigin.Derived);

        var behalf = Behalf(sources, lines, head, year, gazetteer, findings);
        Report(stated, findings);
        ReportConflict(candidates, behalf?.Value ?? [], findings);

        var unknown = stated.FirstOrDefault()?.Value.Unknown ?? [];
        var unknownOrganization = who is null && sources.Of(MetadataFields.Organization).Any();
        return new SpeakerFields
        {
            Who = who,
            OnBehalfOf = behalf is null ? null : behalf with { Value = [.. behalf.Value.Except(who?.Value.Ids ?? [])] },
            // A name that is not known is no country or organization to browse by, but readers still see who speaks.
            Speaker = speaker ?? (who is null && unknown.Count > 0 ? new Sourced<string>(string.Join("; ", unknown), stated[0].Origin) : null),
            Post = post,
            TitleLine = textLine == 0 ? head.Lines[0] : null,
            UnknownOrganization = unknownOrganization,
        };
    }

    // What country and organization fields say, one party list an origin.
    private static List<Sourced<NamedParties>> Stated(FieldSources sources, int? year, Gazetteer gazetteer) =>
        [.. sources.Of(MetadataFields.Country).Select(e => (Entry: e, Context: NameContext.Country))
            .Concat(sources.Of(MetadataFields.Organization).Select(e => (Entry: e, Context: NameContext.Party)))
            .GroupBy(e => e.Entry.Origin).OrderBy(g => g.Key)
            .Select(g => new Sourced<NamedParties>(
                NamedParties.Merge(g.SelectMany(e => FieldSources.Split(e.Entry, ';').Select(v => NamedParties.Read(v, gazetteer, year, e.Context)))),
                g.Key))];

    private static SpeakerLine? FromName(PathClues name, DocumentKind kind, int? year, Gazetteer gazetteer)
    {
        if (name.SpeakerCode is { } code)
            return new SpeakerLine(null, null, NamedParties.Read(code, gazetteer, year, NameContext.Country), NamedParties.None);
        if (SpeakerLine.Read(name.Words, gazetteer, year) is { Who.AnyKnown: true } title)
            return title;
        // "nigeria statement", "joint statement denmark sweden", "slovenia on behalf of the eu"; a report on Nigeria is not Nigeria's.
        var words = NameTokens.Of(name.Words);
        var others = words.Where(w => KindWords.Of(w.Folded) is null && !KindWords.IsModifier(w.Folded)).ToList();
        if (others.Count == 0 || (kind is not (DocumentKind.Statement or DocumentKind.Letter) && others.Count < words.Count))
            return null;
        var text = string.Join(' ', others.Select(w => name.Words[w.Start..w.End]));
        var line = SpeakerLine.ReadParties(text, gazetteer, year);
        if (line.OnBehalfOf.AnyKnown)
            return line.Who.AllKnown ? line : null;
        var parties = NamedParties.Read(text, gazetteer, year, NameContext.Text);
        if (!parties.AllKnown)
            parties = NamedParties.ReadUnseparated(text, gazetteer, year);
        return parties.AllKnown ? new SpeakerLine(null, null, parties, NamedParties.None) : null;
    }

    /// <returns>Who speaks, and which line of the head says so; -1 for none.</returns>
    private static (SpeakerLine? Line, int Number) FromText(DocumentHead head, DocumentKind kind, int? year, Gazetteer gazetteer)
    {
        for (var i = 0; i < head.Lines.Count; i++)
            if (SpeakerLine.Read(head.Lines[i], gazetteer, year) is { Who.AnyKnown: true } line) return (line, i);
        if (kind != DocumentKind.Statement || head.Title is null)
            return (null, -1);
        // A statement whose title is the country's name alone.
        var parties = NamedParties.Read(head.Title, gazetteer, year, NameContext.Text);
        return (parties.AllKnown ? new SpeakerLine(null, null, parties, NamedParties.None) : null, -1);
    }

    private static Sourced<IReadOnlyList<string>>? Behalf(
        FieldSources sources, List<Sourced<SpeakerLine>> lines, DocumentHead head, int? year, Gazetteer gazetteer, List<Diagnostic> findings)
    {
        if (sources.List(MetadataFields.OnBehalfOf, ';') is { } stated)
        {
            var parties = NamedParties.Merge(stated.Value.Select(v => NamedParties.Read(v, gazetteer, year, NameContext.Party)));
            foreach (var unknown in parties.Unknown)
                findings.Add(new Diagnostic("on-behalf-of-unknown", Severity.Warning,
                    $"“{unknown}”, for whom the speaker speaks, was not recognised ({FieldSources.Where(stated.Origin)}). It is shown as written, but cannot be filtered by; check the spelling."));
            return new([.. parties.Ids, .. parties.Unknown], stated.Origin);
        }
        var line = lines.FirstOrDefault(l => l.Value.OnBehalfOf.AnyKnown || l.Value.OnBehalfOf.Unknown.Count > 0);
        if (line is not null)
            return new([.. line.Value.OnBehalfOf.Ids, .. line.Value.OnBehalfOf.Unknown], line.Origin);
        var alone = head.Lines.Select(l => SpeakerLine.ReadBehalf(l, gazetteer, year)).FirstOrDefault(p => p is not null);
        return alone is null ? null : new([.. alone.Ids], MetadataOrigin.Content);
    }

    private static void Report(List<Sourced<NamedParties>> stated, List<Diagnostic> findings)
    {
        foreach (var (parties, origin) in stated)
        {
            foreach (var unknown in parties.Unknown)
                findings.Add(new Diagnostic("speaker-not-recognised", Severity.Warning,
                    $"“{unknown}” was not recognised as a country or an organization ({FieldSources.Where(origin)}). Check the spelling, or write the country's three-letter ISO code; “regions:” places the document by hand."));
        }
    }

    // Two origins that name nobody in common: staff should know which one counts.
    private static void ReportConflict(List<Sourced<NamedParties>> candidates, IReadOnlyList<string> behalf, List<Diagnostic> findings)
    {
        if (candidates.Count == 0)
            return;
        var first = candidates[0];
        var other = candidates.Skip(1).FirstOrDefault(c => c.Origin != MetadataOrigin.Collection && !c.Value.Ids.Intersect(first.Value.Ids.Concat(behalf)).Any());
        if (other is not null)
            findings.Add(new Diagnostic("metadata-conflict", Severity.Warning,
                $"Who speaks is {Names(first.Value)} {FieldSources.Where(first.Origin)}, but {Names(other.Value)} {FieldSources.Where(other.Origin)}. The document was published under {Names(first.Value)}; correct whichever is wrong."));
    }

    private static string Names(NamedParties parties) =>
        string.Join(", ", parties.Countries.Select(c => c.Name).Concat(parties.Organizations.Select(o => o.Name)).Select(n => $"“{n}”"));

    private static Sourced<string>? First(List<Sourced<SpeakerLine>> lines, Func<SpeakerLine, string?> field) =>
        lines.Where(l => field(l.Value) is not null).Select(l => new Sourced<string>(field(l.Value)!, l.Origin)).FirstOrDefault();
}
