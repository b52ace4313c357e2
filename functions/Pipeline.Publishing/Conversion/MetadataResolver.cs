using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Conversion;

/// <summary>Merges what all sources say about a document and resolves names to ids. Pure.</summary>
public static partial class MetadataResolver
{
    private const int LongestDateline = 40;

    /// <summary>
    /// Takes each field from the first origin that has it, reads what is missing from the upload's path and the text, resolves
    /// countries, organizations and regions, and reports what it could not resolve or what contradicts itself.
    /// </summary>
    public static (DocumentMetadata Metadata, IReadOnlyList<Diagnostic> Diagnostics) Resolve(
        string path, Document document, IReadOnlyList<MetadataEntry> entries, Gazetteer gazetteer)
    {
        var findings = new List<Diagnostic>();
        var sources = new FieldSources(entries);
        var name = PathClues.Read(path);
        var head = DocumentHead.Of(document);

        var kind = Kind(sources, name, head, findings);
        var date = Date(sources, name, head, findings);
        var language = Language(sources, name, document, findings);
        int? year = date is null ? null : int.Parse(date.Value.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var speaker = SpeakerFields.Resolve(sources, name, head, kind.Value, year, gazetteer, findings);
        var who = speaker.Who?.Value ?? NamedParties.None;
        var regions = RegionFields.Resolve(sources, speaker, gazetteer, findings);
        var eventTitle = EventField.TitleOf(sources, name);
        var occasion = eventTitle is { Origin: not MetadataOrigin.Name } || name.Session is not null ? eventTitle?.Value : null;
        var title = TitleField.Resolve(sources, head, name, path, kind.Value, speaker, occasion, date?.Value, language.Value, gazetteer);
        var symbol = sources.Text(MetadataFields.Symbol) ?? SymbolIn(head);
        ReportSpeaker(kind.Value, speaker, regions, year, findings);

        var origins = new SortedDictionary<string, MetadataOrigin>(StringComparer.Ordinal);
        T? Note<T>(string field, Sourced<T>? sourced)
        {
            if (sourced is null)
                return default;
            origins[field] = sourced.Origin;
            return sourced.Value;
        }
        var metadata = new DocumentMetadata
        {
            Title = Note(MetadataFields.Title, title)!,
            Subtitle = Note(MetadataFields.Subtitle, sources.Text(MetadataFields.Subtitle)),
            Kind = Note(MetadataFields.Kind, kind),
            Date = Note(MetadataFields.Date, date),
            Language = Note(MetadataFields.Language, language)!,
            Summary = Note(MetadataFields.Summary, sources.Text(MetadataFields.Summary)),
            Symbol = Note(MetadataFields.Symbol, symbol),
            TranslationOf = Note(MetadataFields.TranslationOf, TranslationField.Resolve(sources, path, findings)),
            Speaker = Note(MetadataFields.Speaker, speaker.Speaker),
            Post = Note(MetadataFields.Post, speaker.Post),
            Countries = [.. who.Countries.Select(c => c.Id)],
            Organizations = [.. who.Organizations.Select(o => o.Id)],
            OnBehalfOf = Note(MetadataFields.OnBehalfOf, speaker.OnBehalfOf) ?? [],
            Regions = Note(MetadataFields.Regions, regions)!,
            Event = name.Collection is { } folder ? EventField.IdOf(folder) : null,
            EventTitle = Note(MetadataFields.Event, eventTitle),
            Place = Note(MetadataFields.Place, sources.Text(MetadataFields.Place)),
            Authors = Note(MetadataFields.Authors, sources.List(MetadataFields.Authors, ';')) ?? [],
            Publisher = Note(MetadataFields.Publisher, sources.Text(MetadataFields.Publisher)),
            Keywords = Note(MetadataFields.Keywords, sources.List(MetadataFields.Keywords, ';', ',')) ?? [],
            ChangeNote = Note(MetadataFields.ChangeNote, sources.Text(MetadataFields.ChangeNote)),
            Origins = origins,
        };
        if (who.Countries.Count > 0)
            origins[MetadataFields.Country] = speaker.Who!.Origin;
        if (who.Organizations.Count > 0)
            origins[MetadataFields.Organization] = speaker.Who!.Origin;
        return (metadata, findings);
    }

    private static Sourced<DocumentKind> Kind(FieldSources sources, PathClues name, DocumentHead head, List<Diagnostic> findings)
    {
        foreach (var entry in sources.Of(MetadataFields.Kind))
        {
            if (KindWords.Read(entry.Values[0]) is { } stated)
                return new(stated, entry.Origin);
            findings.Add(new Diagnostic("kind-unknown", Severity.Warning,
                $"“{entry.Values[0]}” is not a kind of document ({FieldSources.Where(entry.Origin)}). Write one of: {KindWords.Accepted}."));
        }
        if (name.Kind is { } inName)
            return new(inName, MetadataOrigin.Name);
        // The title's first words say it: "Statement by …", "Report of the …", "Press release".
        if (head.Lines.Count > 0 && KindWords.Find(NameTokens.Of(head.Lines[0]).Take(3).Select(t => t.Folded)) is { } inText)
            return new(inText, MetadataOrigin.Content);
        return new(DocumentKind.Other, MetadataOrigin.Derived);
    }

    private static Sourced<string>? Date(FieldSources sources, PathClues name, DocumentHead head, List<Diagnostic> findings)
    {
        var candidates = new List<Sourced<string>>();
        foreach (var entry in sources.Of(MetadataFields.Date).Where(e => e.Origin != MetadataOrigin.Properties))
        {
            var (iso, ambiguous) = DateText.Read(entry.Values[0]);
            if (iso is not null)
                candidates.Add(new(iso, entry.Origin));
            else
                findings.Add(new Diagnostic(ambiguous ? "date-ambiguous" : "date-unknown", Severity.Warning, ambiguous
                    ? $"The date “{entry.Values[0]}” can be read in two ways ({FieldSources.Where(entry.Origin)}). Write year, month and day in this order: 2011-07-12."
                    : $"“{entry.Values[0]}” is not a date ({FieldSources.Where(entry.Origin)}). Write 2011-07-12, or 2011-07 or 2011 where the day is not known."));
        }
        if (name.Date is { } inName)
            candidates.Add(new(inName, MetadataOrigin.Name));
        ReportConflict(candidates, findings);

        if (DateIn(head) is { } inText)
            candidates.Add(new(inText, MetadataOrigin.Content));
        if (name.FolderDate is { } inFolder)
            candidates.Add(new(inFolder, MetadataOrigin.Name));
        // The day on which the file was last saved is a last resort: what is said or published has its date in its name or its text.
        candidates.AddRange(sources.Of(MetadataFields.Date).Where(e => e.Origin == MetadataOrigin.Properties)
            .Select(e => new Sourced<string>(DateText.Read(e.Values[0]).Iso ?? "", e.Origin)).Where(d => d.Value.Length > 0));
        var first = candidates.FirstOrDefault();
        // A year or month in a name only narrows the day down that the text gives.
        return first is not { Origin: MetadataOrigin.Name }
            ? first
            : candidates.Where(c => DateText.Agree(c.Value, first.Value)).MaxBy(c => c.Value.Length);
    }

    // A folder's date is there for the files that have none of their own.
    private static void ReportConflict(List<Sourced<string>> dates, List<Diagnostic> findings)
    {
        if (dates.Skip(1).FirstOrDefault(d => d.Origin != MetadataOrigin.Collection && !DateText.Agree(d.Value, dates[0].Value)) is { } other)
            findings.Add(new Diagnostic("metadata-conflict", Severity.Warning,
                $"The date is {dates[0].Value} {FieldSources.Where(dates[0].Origin)}, but {other.Value} {FieldSources.Where(other.Origin)}. {dates[0].Value} was used; correct whichever is wrong."));
    }

    // Only a line of little else, or the title's last words, date a document ("New York, 12 July 2011"); a date in a sentence may be
    // of anything.
    private static string? DateIn(DocumentHead head) =>
        head.Lines.Where(l => l.Length <= LongestDateline && !char.IsLower(l[0]) && l[^1] is not ('.' or ',')).Append(Tail(head.Title))
            .Select(l => DateText.Find(l).Iso).FirstOrDefault(d => d is not null);

    private static string Tail(string? title) => title?.LastIndexOfAny([',', '(', '–', '—', ':']) is >= 0 and var mark ? title[(mark + 1)..] : "";

    private static Sourced<string> Language(FieldSources sources, PathClues name, Document document, List<Diagnostic> findings)
    {
        Sourced<string>? language = null;
        foreach (var entry in sources.Of(MetadataFields.Language).Where(_ => language is null))
            if (LanguageTag.Read(entry.Values[0]) is { } stated)
                language = new(stated, entry.Origin);
            else
                findings.Add(new Diagnostic("language-unknown", Severity.Warning,
                    $"“{entry.Values[0]}” is not a language ({FieldSources.Where(entry.Origin)}). Write its code: en, fr, es, ru, zh or ar, for example."));
        language ??= name.Language is { } inName ? new(inName, MetadataOrigin.Name) : null;
        if (language is not null && document.Language != "und" && !LanguageTag.SameLanguage(language.Value, document.Language))
            findings.Add(new Diagnostic("language-differs", Severity.Info,
                $"The language is {language.Value} {FieldSources.Where(language.Origin)}, but the text reads as {document.Language}. {language.Value} was used."));
        return language ?? new(document.Language, MetadataOrigin.Content);
    }

    // A line that is nothing but the symbol is the document's own; in a sentence it is another's.
    private static Sourced<string>? SymbolIn(DocumentHead head) =>
        head.Lines.Select(l => Symbol().Match(l)).FirstOrDefault(m => m.Success) is { } match
            ? new(match.Groups["symbol"].Value, MetadataOrigin.Content)
            : null;

    private static void ReportSpeaker(
        DocumentKind kind, SpeakerFields speaker, Sourced<IReadOnlyList<string>> regions, int? year, List<Diagnostic> findings)
    {
        if (kind == DocumentKind.Statement && speaker.Who is null && !speaker.UnknownOrganization && regions.Origin == MetadataOrigin.Derived)
            findings.Add(new Diagnostic("speaker-unknown", Severity.Warning,
                "It is a statement, but which country or organization speaks was not found, so it stands under World. Add a line such as “country: Nigeria” or “organization: European Union” to its metadata."));
        foreach (var country in (speaker.Who?.Value.Countries ?? []).Where(c => year is { } y && !c.ExistsIn(y)))
            findings.Add(new Diagnostic("country-not-of-the-time", Severity.Warning,
                $"{country.Name} existed from {country.From} to {country.To}, but the document is of {year}. Check the date and the country."));
    }

    // Series symbols of United Nations documents: A/65/877-S/2011/393.
    [GeneratedRegex(@"^(Document\s+|Symbol:?\s+)?(?<symbol>(A|S|E|T|ST|HRI|CCPR|CERD|CRC|DP|TD)/[A-Z0-9][A-Za-z0-9./()*\-–]{2,60})$", RegexOptions.CultureInvariant)]
    private static partial Regex Symbol();
}
