using Pipeline.Documents;

namespace Pipeline.Publishing.Metadata;

/// <summary>The language: stated; in the file's name; what the text reads as.</summary>
internal static class LanguageField
{
    public static Sourced<string> Resolve(FieldSources sources, PathClues name, Document document, List<Diagnostic> findings)
    {
        var stated = Stated(sources, findings) ?? (name.Language is { } inName ? new Sourced<string>(inName, MetadataOrigin.Name, Confidence.High) : null);
        if (stated is null)
            return OfText(document);
        if (document.ReadsAs is not { } text || IsUnknown(text.Tag))
            return stated;
        if (LanguageTag.SameLanguage(stated.Value, text.Tag))
            return stated.Confidence == Confidence.Low ? stated with { Confidence = Confidence.High } : stated;
        // Of languages that are close to each other, text alone may be taken for the wrong one.
        var contradicted = text.Clear && LanguageTag.HasName(stated.Value) && LanguageTag.HasName(text.Tag);
        findings.Add(new Diagnostic("language-differs", contradicted ? Severity.Warning : Severity.Info,
            $"The language is {stated.Value} {FieldSources.Where(stated.Origin)}, but the text reads as {text.Tag}. {stated.Value} was used."));
        return contradicted && stated.Confidence == Confidence.High ? stated with { Confidence = Confidence.Low } : stated;
    }

    private static Sourced<string>? Stated(FieldSources sources, List<Diagnostic> findings)
    {
        foreach (var entry in sources.Of(MetadataFields.Language))
        {
            if (LanguageTag.Read(entry.Values[0]) is { } tag)
                return new Sourced<string>(tag, entry.Origin, sources.ConfidenceIn(entry));
            findings.Add(new Diagnostic("language-unknown", Severity.Warning,
                $"“{entry.Values[0]}” is not a language ({FieldSources.Where(entry.Origin)}). Write its code: en, fr, es, ru, zh or ar, for example."));
        }
        return null;
    }

    // A text that is too short to tell has the language that its program was set to.
    private static Sourced<string> OfText(Document document) => document.ReadsAs is { } text && text.Tag == document.Language
        ? new Sourced<string>(text.Tag, MetadataOrigin.Content, text.Clear && !IsUnknown(text.Tag) ? Confidence.High : Confidence.Low)
        : new Sourced<string>(document.Language, document.Language == "und" ? MetadataOrigin.Content : MetadataOrigin.Properties, Confidence.Low);

    // Of a script whose languages are not told apart, the tag is that of the script: und-Ethi.
    private static bool IsUnknown(string tag) => LanguageTag.SameLanguage(tag, "und");
}
