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

    /// <summary>How far that can be relied on which follows from who speaks and for whom.</summary>
    public Confidence ConfidenceOfWhatFollows =>
        Who?.Confidence == Confidence.Low || OnBehalfOf?.Confidence == Confidence.Low ? Confidence.Low : Confidence.High;

    /// <summary>True where an organization speaks that the gazetteer does not have; it stands under organizations all the same.</summary>
    public bool UnknownOrganization { get; private init; }

    public static SpeakerFields Resolve(
        FieldSources sources, PathClues name, DocumentHead head, DocumentKind kind, int? year, Gazetteer gazetteer, List<Diagnostic> findings)
    {
        var stated = Stated(sources, year, gazetteer);
        var lines = new List<Sourced<SpeakerLine>>();
        if (FromName(name, kind, year, gazetteer) is { } inName)
            lines.Add(inName);
        var (inText, textLine) = FromText(head, kind, year, gazetteer);
        if (inText is not null)
            lines.Add(new Sourced<SpeakerLine>(inText, MetadataOrigin.Content, inText.ByOffice ? Confidence.Low : Confidence.High));

        var speaker = sources.Text(MetadataFields.Speaker) ?? First(lines, l => l.Speaker);
        var statedPost = sources.Text(MetadataFields.Post);
        var post = statedPost ?? First(lines, l => l.Post);
        var candidates = stated.Concat(lines.Select(l => new Sourced<NamedParties>(l.Value.Who, l.Origin, l.Confidence))).Where(c => c.Value.AnyKnown).ToList();
        // The office in a line was looked at with the line.
        if ((statedPost ?? (candidates.Count == 0 ? post : null)) is { } offices && SpeakerLine.OfOffice(offices.Value, gazetteer, year) is { AnyKnown: true } office)
            candidates.Add(new Sourced<NamedParties>(office, MetadataOrigin.Derived, Confidence.Low));

        var behalf = Behalf(sources, lines, head, year, gazetteer, findings);
        Report(stated, findings);
        var who = Weigh(candidates, behalf?.Value ?? [], findings);

        var unknown = stated.FirstOrDefault()?.Value.Unknown ?? [];
        var unknownOrganization = who is null && sources.Of(MetadataFields.Organization).Any();
        return new SpeakerFields
        {
            Who = who,
            OnBehalfOf = behalf is null ? null : behalf with { Value = [.. behalf.Value.Except(who?.Value.Ids ?? [])] },
            // A name that is not known is no country or organization to browse by, but readers still see who speaks.
            Speaker = speaker ?? (who is null && unknown.Count > 0 ? new Sourced<string>(string.Join("; ", unknown), stated[0].Origin, stated[0].Confidence) : null),
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
                g.Key,
                g.Min(e => sources.ConfidenceIn(e.Entry))))];

    private static Sourced<SpeakerLine>? FromName(PathClues name, DocumentKind kind, int? year, Gazetteer gazetteer)
    {
        if (name.SpeakerCode is { } code)
            return Named(new SpeakerLine(null, null, NamedParties.Read(code, gazetteer, year, NameContext.Country), NamedParties.None), name.IsGeneralDebate);
        if (SpeakerLine.Read(name.Words, gazetteer, year) is { Who.AnyKnown: true } title)
            return Named(title, !title.ByOffice);
        // "nigeria statement", "joint statement denmark sweden", "slovenia on behalf of the eu"; a report on Nigeria is not Nigeria's.
        var words = NameTokens.Of(name.Words);
        var others = words.Where(w => KindWords.Of(w.Folded) is null && !KindWords.IsModifier(w.Folded)).ToList();
        var isSaid = kind is DocumentKind.Statement or DocumentKind.Letter;
        if (others.Count == 0 || (!isSaid && others.Count < words.Count))
            return null;
        var text = string.Join(' ', others.Select(w => name.Words[w.Start..w.End]));
        var line = SpeakerLine.ReadParties(text, gazetteer, year);
        if (line.OnBehalfOf.AnyKnown)
            return line.Who.AllKnown ? Named(line, isSaid) : null;
        var parties = NamedParties.Read(text, gazetteer, year, NameContext.Text);
        if (!parties.AllKnown)
            parties = NamedParties.ReadUnseparated(text, gazetteer, year);
        // A file that bears only a country's name may be about it. A code may be short for something else: GA is Gabon's, NAM Namibia's.
        var isCode = gazetteer.ResolveCountryName(text, year) is null && gazetteer.ResolveCountry(text, year) is not null;
        return parties.AllKnown ? Named(new SpeakerLine(null, null, parties, NamedParties.None), isSaid && !isCode) : null;

        static Sourced<SpeakerLine> Named(SpeakerLine line, bool sure) => new(line, MetadataOrigin.Name, sure ? Confidence.High : Confidence.Low);
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
            return stated with { Value = [.. parties.Ids, .. parties.Unknown] };
        }
        var line = lines.FirstOrDefault(l => l.Value.OnBehalfOf.AnyKnown || l.Value.OnBehalfOf.Unknown.Count > 0);
        if (line is not null)
            return new([.. line.Value.OnBehalfOf.Ids, .. line.Value.OnBehalfOf.Unknown], line.Origin, line.Value.OnBehalfOf.AllKnown ? Confidence.High : Confidence.Low);
        var alone = head.Lines.Select(l => SpeakerLine.ReadBehalf(l, gazetteer, year)).FirstOrDefault(p => p is not null);
        return alone is null ? null : new([.. alone.Ids], MetadataOrigin.Content, Confidence.High);
    }

    private static void Report(List<Sourced<NamedParties>> stated, List<Diagnostic> findings)
    {
        foreach (var (parties, origin, _) in stated)
        {
            foreach (var unknown in parties.Unknown)
                findings.Add(new Diagnostic("speaker-not-recognised", Severity.Warning,
                    $"“{unknown}” was not recognised as a country or an organization ({FieldSources.Where(origin)}). Check the spelling, or write the country's three-letter ISO code; “regions:” places the document by hand."));
        }
    }

    /// <summary>
    /// The surest, and of those the first; surer still where another source names one of the same. Two that name nobody in common are a
    /// conflict, of which staff should know which one counts; an office that another field states contradicts nobody.
    /// </summary>
    private static Sourced<NamedParties>? Weigh(List<Sourced<NamedParties>> candidates, IReadOnlyList<string> behalf, List<Diagnostic> findings)
    {
        if (candidates.MaxBy(c => c.Confidence) is not { } first)
            return null;
        var others = candidates.Where(c => c.Origin is not (MetadataOrigin.Collection or MetadataOrigin.Derived));
        if (others.FirstOrDefault(c => !c.Value.Ids.Intersect(first.Value.Ids.Concat(behalf)).Any()) is { } other)
        {
            findings.Add(new Diagnostic("metadata-conflict", Severity.Warning,
                $"Who speaks is {Names(first.Value)} {FieldSources.Where(first.Origin)}, but {Names(other.Value)} {FieldSources.Where(other.Origin)}. The document was published under {Names(first.Value)}; correct whichever is wrong."));
            return first.Confidence > other.Confidence ? first : first with { Confidence = Confidence.Low };
        }
        var borneOut = candidates.Exists(c => c.Origin != first.Origin && c.Value.Ids.Intersect(first.Value.Ids).Any());
        return first.Confidence == Confidence.Low && borneOut ? first with { Confidence = Confidence.High } : first;
    }

    private static string Names(NamedParties parties) =>
        string.Join(", ", parties.Countries.Select(c => c.Name).Concat(parties.Organizations.Select(o => o.Name)).Select(n => $"“{n}”"));

    // A file's name has no commas, by which a person and a post are told apart.
    private static Sourced<string>? First(List<Sourced<SpeakerLine>> lines, Func<SpeakerLine, string?> field) =>
        lines.Where(l => field(l.Value) is not null)
            .Select(l => new Sourced<string>(field(l.Value)!, l.Origin, l.Origin == MetadataOrigin.Name ? Confidence.Low : Confidence.High)).FirstOrDefault();
}
