using System.Globalization;

namespace Pipeline.Documents.Readers.Word;

/// <summary>What the readers of Word, RTF and OpenDocument say about a file that they have read, and the last step to its document.</summary>
internal static class BodyReport
{
    /// <exception cref="RejectedException">The file has changes that nobody has accepted or rejected, and nothing says what to do with them.</exception>
    public static void Write(BodyFile file, int comments, Findings findings)
    {
        if (file.Revisions.Count > 0 && file.Options.TrackedChanges == TrackedChanges.Refuse)
            throw new RejectedException("tracked-changes", string.Create(CultureInfo.InvariantCulture,
                $"This document has {file.Revisions.Count} tracked {(file.Revisions.Count == 1 ? "change" : "changes")} that nobody has accepted or rejected; the first is {Short(file.Revisions.First)}. ")
                + "Accept or reject all changes (in Word: Review; in LibreOffice: Edit > Track Changes > Manage), save, and upload the file again. Or write “tracked-changes: accept” (or “reject”) into the .yaml file beside it.");
        if (file.ContentsDropped)
            findings.Add("contents-left-out", Severity.Info, "The table of contents was left out: its page numbers are those of the uploaded file. The page and the PDF have one of their own.");
        if (file.Hidden > 0)
            findings.Add("hidden-text", Severity.Warning, string.Create(CultureInfo.InvariantCulture,
                $"Hidden text was not published: {file.Hidden} {(file.Hidden == 1 ? "piece" : "pieces")}, the first is {Short(file.FirstHidden)}. If it belongs to the document, make it visible (in Word: Home > ¶, select it, Font, untick Hidden) and upload the file again."));
        if (file.Equations > 0)
            findings.Add("equation-as-text", Severity.Warning, string.Create(CultureInfo.InvariantCulture,
                $"{file.Equations} {(file.Equations == 1 ? "equation stands" : "equations stand")} in the text as a line of characters. Check that {(file.Equations == 1 ? "it reads" : "they read")} right; where the form matters, put a picture with alt text in its place."));
        if (file.Revisions.Count > 0)
            findings.Add("tracked-changes-settled", Severity.Info, string.Create(CultureInfo.InvariantCulture,
                $"{file.Revisions.Count} tracked {(file.Revisions.Count == 1 ? "change was" : "changes were")} {(file.Revisions.KeepsDeletions ? "rejected" : "accepted")}, as the metadata says."));
        if (comments > 0)
            findings.Add("comments-left-out", Severity.Info, string.Create(CultureInfo.InvariantCulture,
                $"{comments} {(comments == 1 ? "comment was" : "comments were")} not published. Nobody can read {(comments == 1 ? "it" : "them")} in the page, the PDF or the text; the uploaded file still has {(comments == 1 ? "it" : "them")}."));
    }

    /// <summary>The language is found in the text, as in every format; the one that the file states, which may be that of the keyboard, counts where the text is too short to tell.</summary>
    public static Document Finish(Document document, string? language, ReadOptions options, Findings findings)
    {
        var trial = new Findings();
        var finished = DocumentBuilder.Finish(document, options, trial);
        if (finished.Language != "und" || !LanguageTags.IsWellFormed(language))
        {
            findings.AddAll(trial);
            return finished;
        }
        return DocumentBuilder.Finish(document with { Language = LanguageTags.Primary(language!) }, options, findings);
    }

    private static string Short(string words) => words.Length == 0 ? "one of spaces or line ends alone" : $"“{(words.Length > 80 ? words[..79] + "…" : words)}”";
}
