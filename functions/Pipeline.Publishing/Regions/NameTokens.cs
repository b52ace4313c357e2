using System.Globalization;
using System.Text;
using Pipeline.Documents.Unicode;

namespace Pipeline.Publishing.Regions;

/// <summary>
/// Words of a text as names are compared: case, diacritics and punctuation folded, "St." as "saint", the article "the" left
/// out, "U.S.A." one word, each ideograph a word of its own.
/// </summary>
internal static class NameTokens
{
    // No name has so many; a text of nothing but initials would be joined in time that grows with its square.
    private const int MostInitials = 20;

    /// <summary>The folded name, its words joined by single spaces; empty where it has no letter or digit.</summary>
    public static string Fold(string text) => string.Join(' ', Of(text).Select(t => t.Folded));

    public static List<NameToken> Of(string text)
    {
        var tokens = new List<NameToken>();
        var position = 0;
        while (position < text.Length)
        {
            var length = WordLength(text, position);
            if (length == 0)
            {
                if (text[position] == '&')
                    tokens.Add(new NameToken("and", position, position + 1));
                position++;
                continue;
            }
            if (FoldWord(text.Substring(position, length)) is { Length: > 0 } folded)
                tokens.Add(new NameToken(folded, position, position + length));
            position += length;
        }
        return JoinInitials(text, tokens);
    }

    // Letters, digits and the marks on them; one character where it is an ideograph.
    private static int WordLength(string text, int start)
    {
        var end = start;
        while (end < text.Length)
        {
            if (char.IsAscii(text[end]))
            {
                if (!char.IsAsciiLetterOrDigit(text[end]))
                    break;
                end++;
                continue;
            }
            if (!Rune.TryGetRuneAt(text, end, out var rune))
                break;
            var mark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (!Rune.IsLetterOrDigit(rune) && !(mark && end > start))
                break;
            if (Scripts.Of(rune.Value) == Script.Han)
                return end == start ? rune.Utf16SequenceLength : end - start;
            end += rune.Utf16SequenceLength;
        }
        return end - start;
    }

    private static string FoldWord(string word) =>
        (Ascii.IsValid(word) ? word.ToLowerInvariant() : WithoutMarks(Normalization.ToNfd(word).ToLowerInvariant())) switch
        {
            "st" => "saint",
            "ste" => "sainte",
            "the" => "",
            var other => other,
        };

    private static string WithoutMarks(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word)
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c != '\u0640')
                folded.Append(c);
        return folded.ToString();
    }

    private static List<NameToken> JoinInitials(string text, List<NameToken> tokens)
    {
        var joined = new List<NameToken>(tokens.Count);
        var previousIsInitials = false;
        foreach (var token in tokens)
        {
            var initial = token.End - token.Start == 1 && char.IsUpper(text[token.Start]);
            if (initial && previousIsInitials && joined[^1].Folded.Length < MostInitials && token.Start == joined[^1].End + 1 && text[joined[^1].End] == '.')
                joined[^1] = new NameToken(joined[^1].Folded + token.Folded, joined[^1].Start, token.End);
            else
                joined.Add(token);
            previousIsInitials = initial;
        }
        return joined;
    }
}

/// <summary>A folded word and where it stands in the text.</summary>
internal readonly record struct NameToken(string Folded, int Start, int End);
