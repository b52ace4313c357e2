using Pipeline.Documents.Unicode;

namespace Pipeline.Documents.Languages;

/// <summary>What a passage is written in: its main script, and its language where that can be told.</summary>
/// <param name="Sure">Whether something in the passage itself told the language, or it is only what the script is used for most.</param>
/// <param name="Letters">How much text it rests on; an ideograph counts as three.</param>
/// <param name="Pure">Whether hardly a letter is of another script.</param>
internal readonly record struct LanguageGuess(Script Script, string? Language, bool Sure, int Letters, bool Pure);

/// <summary>
/// Tells the language of a passage: of most scripts by the script itself, of Cyrillic, Arabic and Han by the letters that only
/// some languages use, of Latin by its function words. Says nothing rather than something wrong.
/// </summary>
internal static class LanguageDetector
{
    private const int ShortestProse = 24;

    /// <summary>Where two languages share most of their small words, only so long a line tells.</summary>
    private const int LongLine = 150;

    private static readonly Dictionary<Script, string> LanguageOfScript = new()
    {
        [Script.Greek] = "el",
        [Script.Bengali] = "bn",
        [Script.Armenian] = "hy",
        [Script.Georgian] = "ka",
        [Script.Hangul] = "ko",
        [Script.Hiragana] = "ja",
        [Script.Katakana] = "ja",
        [Script.Thai] = "th",
        [Script.Lao] = "lo",
        [Script.Khmer] = "km",
        [Script.Myanmar] = "my",
        [Script.Tamil] = "ta",
        [Script.Telugu] = "te",
        [Script.Kannada] = "kn",
        [Script.Malayalam] = "ml",
        [Script.Sinhala] = "si",
        [Script.Gujarati] = "gu",
        [Script.Gurmukhi] = "pa",
        [Script.Oriya] = "or",
        [Script.Thaana] = "dv",
        [Script.Cherokee] = "chr",
        [Script.Yi] = "ii",
        [Script.Vai] = "vai",
        [Script.Nko] = "nqo",
        [Script.Syriac] = "syr",
    };

    // Letters that no language below in the list has: the first language of which enough stand in the text is its language.
    private static readonly (string Signs, string Language)[] Arabic =
    [
        ("\u06D0\u06C6\u06C8\u06CB", "ug"), ("\u0695\u06B5\u06CE", "ckb"), ("\u067C\u0689\u0693\u0696\u069A\u06BC\u06CD", "ps"),
        ("\u0679\u0688\u0691\u06BA\u06C1\u06D2", "ur"), ("\u067E\u0686\u0698\u06AF\u06A9\u06CC", "fa"), ("\u0629\u0643\u064A\u0649\u0623\u0625", "ar"),
    ];

    private static readonly (string Signs, string Language)[] Cyrillic =
    [
        ("\u045E", "be"), ("\u0456\u0457\u0454\u0491", "uk"), ("\u0493\u049B\u04B1", "kk"), ("\u0453\u0455\u045C", "mk"), ("\u0452\u045B\u0458\u045F", "sr"),
        ("\u04E9\u04AF", "mn"), ("\u044B\u044D\u0451", "ru"), ("\u044A", "bg"),
    ];

    private static readonly (string Signs, string Language)[] Hebrew = [("\u05F0\u05F1\u05F2\uFB2E\uFB2F", "yi")];

    // Frequent words and endings.
    private static readonly (string[] Words, string Language)[] Devanagari =
    [
        (["\u0939\u0948", "\u092E\u0947\u0902", "\u0914\u0930", "\u0928\u0947"], "hi"), (["\u0933", "\u0906\u0939\u0947", "\u0906\u0923\u093F", "\u091A\u094D\u092F\u093E"], "mr"),
        (["\u091B", "\u0939\u0930\u0942", "\u0932\u093E\u0908", "\u0932\u0947 "], "ne"),
    ];

    private static readonly System.Buffers.SearchValues<char> AsciiLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <param name="sample">A passage, or its first thousand characters.</param>
    public static LanguageGuess Guess(ReadOnlySpan<char> sample)
    {
        var (script, letters, pure) = MainScript(sample);
        var (language, sure) = letters == 0 ? (null, false) : Language(script, sample);
        return new LanguageGuess(script, language, sure, letters, pure);
    }

    /// <summary>Whether a text is in the language, by its primary subtag, that a tag states; false where it is too short to tell.</summary>
    public static bool Confirms(ReadOnlySpan<char> text, string stated)
    {
        var guess = Guess(text);
        return guess.Letters >= 3 && guess.Language is { } found && LanguageTags.Primary(found) == LanguageTags.Primary(stated);
    }

    /// <summary>The language of a passage in one script, or null where it cannot be told, and whether the passage itself told it.</summary>
    public static (string? Language, bool Sure) Language(Script script, ReadOnlySpan<char> text) => script switch
    {
        Script.Common or Script.Inherited or Script.Unknown => (null, false),
        // Shorter lines have too few words to tell by.
        Script.Latin => (text.Length < ShortestProse ? null : FunctionWords.Language(text), true),
        Script.Arabic => Told(Deciding(text, Arabic), "ar"),
        Script.Cyrillic => Told(Deciding(text, Cyrillic), "ru"),
        Script.Hebrew => Told(Deciding(text, Hebrew), "he"),
        Script.Han => Told(HasKana(text) ? "ja" : null, "zh"),
        Script.Devanagari => MostWords(text) is { } likely ? (likely, text.Length >= LongLine) : ("und-Deva", false),
        _ => (LanguageOfScript.GetValueOrDefault(script) ?? "und-" + Scripts.Tag(script), true),
    };

    private static (string? Language, bool Sure) Told(string? found, string otherwise) => (found ?? otherwise, found is not null);

    /// <summary>Han with kana is Japanese: the three are one for what is a foreign passage. Bopomofo is Chinese.</summary>
    public static Script Family(Script script) => script is Script.Hiragana or Script.Katakana or Script.Bopomofo ? Script.Han : script;

    /// <summary>Whether passages in the script run from right to left.</summary>
    public static bool IsRightToLeft(Script script) => script is Script.Arabic or Script.Hebrew or Script.Thaana or Script.Syriac
        or Script.Nko or Script.Adlam or Script.HanifiRohingya or Script.Mandaic or Script.Samaritan;

    private static (Script Script, int Letters, bool Pure) MainScript(ReadOnlySpan<char> sample)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        while (!sample.IsEmpty)
        {
            // Stretches of ASCII, which is most of most documents, are weighed by their length: four in five characters are letters.
            var ascii = sample.IndexOfAnyExceptInRange('\0', '\u007F');
            var stretch = ascii < 0 ? sample : sample[..ascii];
            if (stretch.ContainsAny(AsciiLetters))
                counts[(int)Script.Latin] += Math.Max(1, stretch.Length * 4 / 5);
            if (ascii < 0)
                break;
            sample = sample[ascii..];
            var isPair = sample.Length > 1 && char.IsSurrogatePair(sample[0], sample[1]);
            var codePoint = isPair ? char.ConvertToUtf32(sample[0], sample[1]) : sample[0];
            if (isPair || !char.IsSurrogate(sample[0]))
                counts[(int)Family(Scripts.Of(codePoint))]++;
            sample = sample[(isPair ? 2 : 1)..];
        }
        counts[(int)Script.Common] = counts[(int)Script.Inherited] = counts[(int)Script.Unknown] = 0;
        // An ideograph says what several letters do.
        counts[(int)Script.Han] *= 3;
        var (main, all) = (0, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            main = counts[i] > counts[main] ? i : main;
            all += counts[i];
        }
        return (all == 0 ? Script.Common : (Script)main, counts[main], counts[main] * 10 >= all * 9);
    }

    /// <summary>A foreign name may have one letter of another language; of a language's own there are more.</summary>
    private static string? Deciding(ReadOnlySpan<char> text, (string Signs, string Language)[] table)
    {
        foreach (var (signs, language) in table)
        {
            var count = 0;
            foreach (var c in text)
                count += signs.Contains(c, StringComparison.Ordinal) ? 1 : 0;
            if (count > 0 && count * 60 >= text.Length)
                return language;
        }
        return null;
    }

    private static string? MostWords(ReadOnlySpan<char> text)
    {
        var (best, most) = ((string?)null, 0);
        foreach (var (words, language) in Devanagari)
        {
            var count = 0;
            foreach (var word in words)
                count += text.Count(word);
            if (count > most)
                (best, most) = (language, count);
        }
        return best;
    }

    private static bool HasKana(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\u3041', '\u30FA');
}
