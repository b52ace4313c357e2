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
    /// <summary>
    /// Takes each field from the first origin that has it, reads what is missing from the upload's path and the text, resolves
    /// countries, organizations and regions, and reports what it could not resolve or what contradicts itself.
    /// </summary>
    public static (DocumentMetadata Metadata, IReadOnlyList<Diagnostic> Diagnostics) Resolve(
        string path, Document document, IReadOnlyList<MetadataEntry> entries, Gazetteer gazetteer)
    {
        var findings = new List<Diagnostic>();
        var head = DocumentHead.Of(document);
        var sources = new FieldSources(entries, head);
        var name = PathClues.Read(path);

        var kind = Kind(sources, name, head, findings);
        var date = DateField.Resolve(sources, name, head, findings);
        var language = LanguageField.Resolve(sources, name, document, findings);
        int? year = date is null ? null : int.Parse(date.Value.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var speaker = SpeakerFields.Resolve(sources, name, head, kind.Value, year, gazetteer, findings);
        var who = speaker.Who?.Value ?? NamedParties.None;
        var regions = RegionFields.Resolve(sources, speaker, kind.Value, gazetteer, findings);
        var eventTitle = EventField.TitleOf(sources, name);
        var occasion = eventTitle is { Origin: not MetadataOrigin.Name } || name.Session is not null ? eventTitle?.Value : null;
        var title = TitleField.Resolve(sources, head, name, path, kind.Value, speaker, occasion, date?.Value, language.Value, gazetteer);
        var symbol = sources.Text(MetadataFields.Symbol) ?? SymbolIn(head);
        ReportSpeaker(kind.Value, speaker, regions, year, findings);

        var origins = new SortedDictionary<string, MetadataOrigin>(StringComparer.Ordinal);
        var confidences = new SortedDictionary<string, Confidence>(StringComparer.Ordinal);
        T? Note<T>(string field, Sourced<T>? sourced)
        {
            if (sourced is null)
                return default;
            origins[field] = sourced.Origin;
            confidences[field] = sourced.Confidence;
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
            Confidences = confidences,
        };
        if (who.Countries.Count > 0)
            Note(MetadataFields.Country, speaker.Who);
        if (who.Organizations.Count > 0)
            Note(MetadataFields.Organization, speaker.Who);
        return (metadata, findings);
    }

    private static Sourced<DocumentKind> Kind(FieldSources sources, PathClues name, DocumentHead head, List<Diagnostic> findings)
    {
        foreach (var entry in sources.Of(MetadataFields.Kind))
        {
            if (KindWords.Read(entry.Values[0]) is { } stated)
                return new(stated, entry.Origin, sources.ConfidenceIn(entry));
            findings.Add(new Diagnostic("kind-unknown", Severity.Warning,
                $"“{entry.Values[0]}” is not a kind of document ({FieldSources.Where(entry.Origin)}). Write one of: {KindWords.Accepted}."));
        }
        // The title's first words say it: "Statement by …", "Report of the …", "Press release".
        var inText = head.Lines.Count > 0 ? KindWords.Find(NameTokens.Of(head.Lines[0]).Take(3).Select(t => t.Folded)) : null;
        if (name.Kind is { } inName)
            return new(inName, MetadataOrigin.Name, inText is null || inText == inName ? Confidence.High : Confidence.Low);
        return inText is { } said ? new(said, MetadataOrigin.Content, Confidence.High) : new(DocumentKind.Other, MetadataOrigin.Derived, Confidence.Low);
    }

    // A line that is nothing but the symbol is the document's own; in a sentence it is another's. Of several one may be another's, too.
    private static Sourced<string>? SymbolIn(DocumentHead head)
    {
        var symbols = head.Lines.Select(l => Symbol().Match(l)).Where(m => m.Success).Select(m => m.Groups["symbol"].Value).Distinct().ToList();
        return symbols.Count == 0 ? null : new(symbols[0], MetadataOrigin.Content, symbols.Count == 1 ? Confidence.High : Confidence.Low);
    }

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
