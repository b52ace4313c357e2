using Pipeline.Documents.Building;
using Pipeline.Documents.Languages;
using Pipeline.Documents.Readers;

namespace Pipeline.Documents;

/// <summary>The last step of every reader: brings blocks into the shape that <see cref="Document"/> promises.</summary>
public static class DocumentBuilder
{
    /// <summary>
    /// Takes the title out of the blocks, renumbers heading levels, gives anchors, orders notes by first reference, marks the
    /// language and direction of passages.
    /// </summary>
    /// <param name="document">Blocks as the reader found them: headings of level 1 to 6, ids optional; language <c>und</c> to have it found.</param>
    public static Document Finish(Document document) => Finish(document, ReadOptions.Default, new Findings());

    internal static Document Finish(Document document, ReadOptions options, Findings findings)
    {
        if (document.Title.Count == 0)
            document = document with { Blocks = Outline.TitleFirst(document.Blocks) };
        var (survey, notes) = Look(document);
        if (notes.Count < document.Notes.Count)
        {
            document = WithUncalledNotes(document);
            (survey, notes) = Look(document);
            findings.Add("note-unreferenced", Severity.Warning,
                "Some notes are not referred to anywhere in the text. They stand at its end now, below a line. Add their references, or remove them.");
        }
        survey.SettleLanguages();
        var reading = survey.MainLanguage();
        var language = LanguageTags.IsWellFormed(document.Language) && document.Language != "und" ? document.Language : reading?.Tag ?? "und";
        var outline = Outline.Of(document, survey);
        document = document with { Language = language, ReadsAs = reading, Direction = Direction(language, survey.Guesses), Notes = notes };

        var finisher = new Finisher(document, survey, outline, options, findings);
        var title = document.Title.Count > 0 ? finisher.Title(document.Title) : [];
        var blocks = finisher.Finish(document.Blocks);
        if (outline.Title is { } heading)
            title = finisher.TitleOf(heading);
        return document with { Title = title, Blocks = blocks, Notes = [.. notes.Select(n => n with { Blocks = finisher.Finish(n.Blocks) })] };
    }

    /// <summary>Walks through the text and then its notes, in the order in which they are called; those called from notes come after them.</summary>
    private static (Survey Survey, List<Note> Called) Look(Document document)
    {
        var survey = new Survey(document.Images);
        if (document.Title.Count > 0)
            survey.Line(document.Title);
        survey.Visit(document.Blocks);
        var called = new List<Note>(document.Notes.Count);
        Follow(survey, document.Notes.DistinctBy(n => n.Id).ToDictionary(n => n.Id), called);
        return (survey, called);
    }

    private static void Follow(Survey survey, Dictionary<string, Note> notes, List<Note> called)
    {
        for (var i = 0; i < survey.NotesByReference.Count; i++)
        {
            if (!notes.Remove(survey.NotesByReference[i], out var note))
                continue;
            called.Add(note);
            survey.Visit(note.Blocks);
        }
    }

    /// <summary>Puts notes that nothing refers to at the end of the text. One of them may call another, which is a note then.</summary>
    private static Document WithUncalledNotes(Document document)
    {
        var (survey, called) = Look(document);
        var notes = document.Notes.Except(called).DistinctBy(n => n.Id).ToDictionary(n => n.Id);
        var blocks = new List<Block>([.. document.Blocks, new ThematicBreak()]);
        foreach (var note in document.Notes)
        {
            if (!notes.Remove(note.Id))
                continue;
            blocks.AddRange(note.Blocks);
            survey.Visit(note.Blocks);
            Follow(survey, notes, called);
        }
        return document with { Blocks = blocks, Notes = called };
    }

    private static TextDirection Direction(string language, List<LanguageGuess> guesses) =>
        language != "und" ? LanguageTags.Direction(language)
        : guesses.Sum(g => LanguageDetector.IsRightToLeft(g.Script) ? (long)g.Letters : -g.Letters) > 0 ? TextDirection.RightToLeft
        : TextDirection.LeftToRight;
}
