using System.Text.RegularExpressions;

namespace Pipeline.Documents.Readers.Metadata;

/// <summary>What the properties of a file call its title, which is often what a program made up.</summary>
internal static partial class StatedTitle
{
    /// <summary>Whether nobody wrote it as a title: <c>Document1</c>, <c>Microsoft Word - x.doc</c>, a placeholder, the name of a file.</summary>
    /// <param name="fileName">The file's own name, where it is known.</param>
    public static bool IsWorthless(string title, string fileName = "")
    {
        var words = title.Trim();
        return words.Length < 3 || !words.Any(char.IsLetter) || words[0] is '<' or '[' or '{' || MadeUp().IsMatch(words)
            || words.Equals(fileName, StringComparison.OrdinalIgnoreCase) || words.Equals(Path.GetFileNameWithoutExtension(fileName), StringComparison.OrdinalIgnoreCase);
    }

    // The last two lines: names of files with their extension, and without it (report-v1.1-508-compliant, minutes_of_may_final).
    [GeneratedRegex(
        """
        ^(microsoft\ (word|powerpoint|excel|office)\b.*|untitled.*|no\ title|blank|print(ed)?
          |((word\ )?document|dokument|documento|документ|文档|文書|(powerpoint\ )?presentation|slide|layout|title|template)[\s\d()]*
          |scan(ned)?(\s?(image|document|page))?[\s\d_.()-]*
          |.*\.(docx?|dotx?|rtf|odt|pdf|indd|qxd|pptx?|xlsx?|tex|dvi|html?|pages|p65|wpd|txt)
          |(?=\S*[\d_])[\p{L}\p{N}.]+([-_][\p{L}\p{N}.]+){2,})$
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex MadeUp();
}
