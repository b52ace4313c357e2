using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>The words that name a kind of document, in English, French and Spanish.</summary>
internal static class KindWords
{
    private static readonly Dictionary<string, DocumentKind> Kinds = new[]
    {
        (DocumentKind.Report, "report reports rapport rapports informe informes"),
        (DocumentKind.Statement, "statement statements speech speeches remarks intervention interventions address déclaration déclarations discours allocution declaración declaraciones discurso discursos intervención intervenciones alocución"),
        (DocumentKind.Presentation, "presentation presentations slides présentation présentations exposé presentación presentaciones"),
        (DocumentKind.Summary, "summary summaries synthèse résumé resumen resúmenes síntesis"),
        (DocumentKind.News, "news release releases communiqué communiqués actualité actualités comunicado comunicados noticia noticias"),
        (DocumentKind.Letter, "letter letters lettre lettres carta cartas"),
    }.SelectMany(p => p.Item2.Split(' ').Select(w => (Word: NameTokens.Fold(w), Kind: p.Item1))).DistinctBy(p => p.Word).ToDictionary(p => p.Word, p => p.Kind, StringComparer.Ordinal);

    private static readonly HashSet<string> Modifiers =
        ["joint", "common", "national", "official", "oral", "written", "opening", "closing", "introductory", "concluding", "final", "full", "conjunta", "conjunto", "commune", "press"];

    /// <summary>A word that only says more about the kind: "joint statement".</summary>
    public static bool IsModifier(string foldedWord) => Modifiers.Contains(foldedWord);

    /// <summary>The kinds as staff write them, for messages.</summary>
    public static string Accepted { get; } = string.Join(", ", Enum.GetNames<DocumentKind>().Select(k => k.ToLowerInvariant()));

    public static DocumentKind? Of(string foldedWord) => Kinds.TryGetValue(foldedWord, out var kind) ? kind : null;

    /// <summary>The kind that a metadata field states: one of the words, perhaps with others ("press release").</summary>
    public static DocumentKind? Read(string value)
    {
        var words = NameTokens.Of(value);
        if (words is [{ Folded: "other" }])
            return DocumentKind.Other;
        return words.Count <= 3 ? Find(words.Select(w => w.Folded)) : null;
    }

    /// <summary>
    /// The kind that words name: the first, or the last of a run, since "report summary" is a summary and "summary of the report"
    /// is one too.
    /// </summary>
    public static DocumentKind? Find(IEnumerable<string> foldedWords)
    {
        DocumentKind? found = null;
        foreach (var word in foldedWords)
        {
            var kind = Of(word);
            if (kind is null && found is not null)
                return found;
            found = kind ?? found;
        }
        return found;
    }
}
