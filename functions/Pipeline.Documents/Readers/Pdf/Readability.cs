using System.Globalization;
using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf;

/// <summary>
/// Measures whether the text of a file can be read by others than eyes: pages that are pictures have none, and fonts that do not say
/// which characters their glyphs stand for give signs without sense.
/// </summary>
internal static class Readability
{
    /// <summary>So much of the glyphs without a meaning is too much. Bullets and signs of symbol fonts are fewer.</summary>
    private const double MostUnmapped = 0.2;

    private const double FewestLetters = 0.5;

    /// <summary>Parts of all letters of the Latin script that are vowels, in any language that is written with it.</summary>
    private const double FewestVowels = 0.2, MostVowels = 0.65;

    private const int EnoughToJudge = 200;

    /// <summary>A page with fewer letters has no text but perhaps a stamp.</summary>
    private const int FewLetters = 20;

    /// <summary>The part of a page that a picture covers where the page is one.</summary>
    private const double PicturePage = 0.4;

    private const double MostPicturePages = 0.3;

    /// <summary>Says what is wrong, and returns whether the text is fit to be shown.</summary>
    public static bool Check(List<PdfPage> pages, Findings findings)
    {
        var glyphs = pages.Sum(p => p.Glyphs.Count(g => !g.IsBlank));
        if (glyphs == 0)
        {
            if (pages.TrueForAll(p => p.Pictures.Count == 0 && p.Drawings == 0))
                return true;
            findings.Add("pdf-without-text", Severity.Warning,
                "This PDF has only pictures of pages, as a scanner makes them, and no text. It is published as it is, but it cannot be searched, and people who cannot see it cannot have it read aloud. Upload the document that it was printed from, or let a scanner's program recognise the text (OCR) first.");
            return false;
        }
        if (IsGarbled(pages, glyphs))
        {
            findings.Add("pdf-text-garbled", Severity.Warning,
                "The text of this PDF comes out as meaningless characters, because its fonts do not say which letters they show. It is published as it is, but it cannot be searched or read aloud. Make the PDF again from the document that it came from (in Word: File > Save As > PDF), or upload that document.");
            return false;
        }
        var pictures = pages.FindAll(IsPicture).ConvertAll(p => p.Number);
        if (pictures.Count > pages.Count * MostPicturePages)
        {
            findings.Add("pdf-text-partial", Severity.Warning,
                $"Of this PDF’s {pages.Count} pages, {pictures.Count} are pictures without text ({Numbers(pictures)}). It is published as it is, but its text is not shown or searched, since most of it would be missing. Upload the document that it was printed from, or let a scanner's program recognise the text (OCR) first.");
            return false;
        }
        if (pictures.Count > 0)
            findings.Add("pdf-pages-without-text", Severity.Warning,
                $"What stands on {Numbers(pictures)} is a picture: it is in the PDF, but not in the web page.");
        if (pages.Sum(p => p.Glyphs.Count(g => (g.Style & GlyphStyle.Hidden) != 0 && !g.IsBlank)) > glyphs / 2)
            findings.Add("pdf-recognised-text", Severity.Info,
                "The pages are pictures from a scanner, whose text a program recognised. Compare the web page with the PDF: there may be mistakes.");
        return true;
    }

    /// <summary>Pages in words: <c>page 3</c>, <c>pages 1, 4 and 5 more</c>.</summary>
    public static string Numbers(List<int> pages)
    {
        const int named = 8;
        var first = string.Join(", ", pages.Take(named));
        return pages.Count == 1 ? $"page {first}" : pages.Count > named ? $"pages {first} and {pages.Count - named} more" : $"pages {first}";
    }

    private static bool IsPicture(PdfPage page) =>
        page.Glyphs.Count(g => !g.IsBlank) < FewLetters && page.Pictures.Sum(p => p.Box.Area) > page.Width * page.Height * PicturePage;

    private static bool IsGarbled(List<PdfPage> pages, int glyphs)
    {
        var (unmapped, signs, words, latin, vowels) = (0, 0, 0, 0, 0);
        foreach (var glyph in pages.SelectMany(p => p.Glyphs))
        {
            if (glyph.IsBlank)
                continue;
            if ((glyph.Style & GlyphStyle.Unmapped) != 0 || glyph.Text.Any(IsMeaningless))
                unmapped++;
            foreach (var c in glyph.Text)
            {
                signs++;
                words += char.IsLetterOrDigit(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? 1 : 0;
                latin += c < '\u0250' && char.IsLetter(c) ? 1 : 0;
                vowels += "aeiouyAEIOUYáéíóúàèìòùâêîôûäëïöüãõåøæœÀÉÈÊÁÍÓÚÄÖÜıąęů".Contains(c, StringComparison.Ordinal) ? 1 : 0;
            }
        }
        if (unmapped > glyphs * MostUnmapped)
            return true;
        // Dotted lines of a list of contents, and rules made of characters, are many signs, but not most.
        if (signs >= EnoughToJudge && words < signs * FewestLetters)
            return true;
        return latin >= EnoughToJudge && latin > words / 2 && (vowels < latin * FewestVowels || vowels > latin * MostVowels);
    }

    private static bool IsMeaningless(char c) => c == '\uFFFD' || (c < ' ' && c is not ('\t' or '\n' or '\r')) || (c >= '\u007F' && c < '\u00A0');
}
