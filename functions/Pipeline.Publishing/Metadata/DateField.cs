using Pipeline.Documents;

namespace Pipeline.Publishing.Metadata;

/// <summary>
/// When it was said or published: stated; in the file's name; in the text's first lines; in its folder's name; at last the day on which
/// the file was saved, since what is said or published has its date in its name or its text.
/// </summary>
internal static class DateField
{
    private const int LongestDateline = 40;
    private const int Day = 10;

    public static Sourced<string>? Resolve(FieldSources sources, PathClues name, DocumentHead head, List<Diagnostic> findings)
    {
        var text = InText(head);
        List<Candidate> said = [.. Stated(sources, findings)];
        if (name.Date is { } inName)
            said.Add(new Candidate(inName, new DateText(inName), MetadataOrigin.Name, inName.Length == Day || name.IsGeneralDebate ? Confidence.High : Confidence.Low));
        List<Candidate> all = [.. said, .. text, .. InFolder(name), .. Saved(sources)];
        all = [.. all.Select(c => c.SettledBy(all))];
        if (all.Count == 0)
            return null;

        var first = all[0];
        // A year or month in a name only narrows the day down that the text gives.
        var chosen = first.Origin == MetadataOrigin.Name ? all.Where(first.Agrees).MaxBy(c => c.Value.Length)! : first;
        var unsettled = chosen.Value.Length < Day ? all.Find(c => c.Date.Ambiguous && c.Agrees(chosen)) : null;
        if (unsettled is not null)
            findings.Add(new Diagnostic("date-ambiguous", Severity.Warning,
                $"The date “{unsettled.Written}” can be read in two ways ({FieldSources.Where(unsettled.Origin)}): {unsettled.Date.DayFirst} or {unsettled.Date.MonthFirst}. Only {chosen.Value} was used. Write year, month and day in this order: 2011-07-12."));
        // What holds for a whole folder is there for the files that have none of their own.
        var other = all.Take(said.Count + text.Count).Skip(1).FirstOrDefault(c => c.Origin != MetadataOrigin.Collection && c.Confidence > Confidence.Low && !c.Agrees(first));
        if (other is not null)
            findings.Add(new Diagnostic("metadata-conflict", Severity.Warning,
                $"The date is {first.Value} {FieldSources.Where(first.Origin)}, but {other.Value} {FieldSources.Where(other.Origin)}. {first.Value} was used; correct whichever is wrong."));

        var borneOut = all.Exists(c => !ReferenceEquals(c, chosen) && c.Agrees(chosen));
        return new Sourced<string>(chosen.Value, chosen.Origin, chosen.Confidence switch
        {
            Confidence.Certain => Confidence.Certain,
            _ when other is not null || unsettled is not null => Confidence.Low,
            Confidence.Low when borneOut => Confidence.High,
            var own => own,
        });
    }

    private static IEnumerable<Candidate> Stated(FieldSources sources, List<Diagnostic> findings)
    {
        foreach (var entry in sources.Of(MetadataFields.Date).Where(e => e.Origin != MetadataOrigin.Properties))
        {
            var date = DateText.Read(entry.Values[0]);
            if (date.Iso is not null || date.Ambiguous)
                yield return new Candidate(entry.Values[0], date, entry.Origin, date.Ambiguous ? Confidence.Low : Confidence.Certain);
            else
                findings.Add(new Diagnostic("date-unknown", Severity.Warning,
                    $"“{entry.Values[0]}” is not a date ({FieldSources.Where(entry.Origin)}). Write 2011-07-12, or 2011-07 or 2011 where the day is not known."));
        }
    }

    // Only a line of little else, or the title's last words, date a document ("New York, 12 July 2011"); a date in a sentence may be
    // of anything. Of several dates one may be of anything, too.
    private static List<Candidate> InText(DocumentHead head)
    {
        List<Candidate> found = [.. head.Lines.Where(l => l.Length <= LongestDateline && !char.IsLower(l[0]) && l[^1] is not ('.' or ',')).Append(Tail(head.Title))
            .Select(l => new Candidate(l, DateText.Find(l), MetadataOrigin.Content, Confidence.High))
            .Where(c => c.Date.Iso is not null || c.Date.Ambiguous).OrderBy(c => c.Date.Ambiguous)];
        var several = found.Exists(c => !c.Agrees(found[0]));
        return [.. found.Select(c => several || c.Date.Ambiguous ? c with { Confidence = Confidence.Low } : c)];
    }

    private static string Tail(string? title) => title?.LastIndexOfAny([',', '(', '–', '—', ':']) is >= 0 and var mark ? title[(mark + 1)..] : "";

    private static IEnumerable<Candidate> InFolder(PathClues name) =>
        name.FolderDate is { } date ? [new Candidate(date, new DateText(date), MetadataOrigin.Name, Confidence.Low)] : [];

    private static IEnumerable<Candidate> Saved(FieldSources sources) =>
        sources.Of(MetadataFields.Date).Where(e => e.Origin == MetadataOrigin.Properties)
            .Select(e => new Candidate(e.Values[0], DateText.Read(e.Values[0]), e.Origin, Confidence.Low)).Where(c => c.Date.Iso is not null);

    /// <summary>A date that one source gives.</summary>
    private sealed record Candidate(string Written, DateText Date, MetadataOrigin Origin, Confidence Confidence)
    {
        /// <summary>Of a date that can be read in two ways the year, which both have.</summary>
        public string Value => Date.Iso ?? Date.DayFirst![..4];

        private IEnumerable<string> Readings => Date.Iso is { } iso ? [iso] : [Date.DayFirst!, Date.MonthFirst!];

        public bool Agrees(Candidate other) => Readings.Any(a => other.Readings.Any(b => DateText.Agree(a, b)));

        /// <summary>A date that can be read in two ways, as the one of them that another source gives.</summary>
        public Candidate SettledBy(IEnumerable<Candidate> others) =>
            Date.Ambiguous && others.FirstOrDefault(o => !o.Date.Ambiguous && o.Value.Length > 4 && o.Agrees(this)) is { } sure
                ? this with { Date = new DateText(Readings.First(r => DateText.Agree(r, sure.Value))), Confidence = Confidence.High }
                : this;
    }
}
