using System.Globalization;
using System.Text;

namespace Pipeline.Documents.Readers.Word;

/// <summary>Numbers as labels have them (ECMA-376 part 1, 17.18.59, ST_NumberFormat). A format that is not known here is digits.</summary>
internal static class NumberFormats
{
    private static readonly string[] Units =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    public static string Format(int value, string format, string language = "en") => value < 0 || format is "decimal" or ""
        ? Digits(value)
        : format switch
        {
            "none" => "",
            "decimalZero" => value.ToString("00", CultureInfo.InvariantCulture),
            "upperRoman" => Roman(value),
            "lowerRoman" => Roman(value).ToLowerInvariant(),
            "upperLetter" => Letters(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            "lowerLetter" => Letters(value, "abcdefghijklmnopqrstuvwxyz"),
            "russianUpper" => Letters(value, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
            "russianLower" => Letters(value, "абвгдежзиклмнопрстуфхцчшщыэюя"),
            "arabicAlpha" => Letters(value, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
            "arabicAbjad" => Letters(value, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
            "hebrew1" => Letters(value, "אבגדהוזחטיכלמנסעפצקרשת"),
            "hebrew2" => Letters(value, "אבגדהוזחטיכלמנסעפצקרשת"),
            "aiueoFullWidth" or "aiueo" => Letters(value, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
            "ganada" => Letters(value, "가나다라마바사아자차카타파하"),
            "chosung" => Letters(value, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
            "ideographTraditional" => Letters(value, "甲乙丙丁戊己庚辛壬癸"),
            "ideographZodiac" => Letters(value, "子丑寅卯辰巳午未申酉戌亥"),
            "hindiNumbers" => In(value, '०'),
            "thaiNumbers" => In(value, '๐'),
            "decimalFullWidth" or "decimalFullWidth2" => In(value, '０'),
            "ideographDigital" or "japaneseDigitalTenThousand" or "taiwaneseDigital" => Digits(value).Aggregate(new StringBuilder(), (s, d) => s.Append("〇一二三四五六七八九"[d - '0'])).ToString(),
            "chineseCounting" or "chineseCountingThousand" or "japaneseCounting" or "taiwaneseCounting" or "taiwaneseCountingThousand" => Chinese(value),
            "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" when value is >= 1 and <= 20 => ((char)(0x2460 + value - 1)).ToString(),
            "decimalEnclosedParen" when value is >= 1 and <= 20 => ((char)(0x2474 + value - 1)).ToString(),
            "decimalEnclosedFullstop" when value is >= 1 and <= 20 => ((char)(0x2488 + value - 1)).ToString(),
            "numberInDash" => $"- {Digits(value)} -",
            "hex" => value.ToString("X", CultureInfo.InvariantCulture),
            "chicago" => new string("*†‡§"[(Math.Max(1, value) - 1) % 4], Math.Min(((Math.Max(1, value) - 1) / 4) + 1, 50)),
            "ordinal" => Digits(value) + (language == "en" ? OrdinalEnding(value) : "."),
            "cardinalText" when language == "en" && value < 1000 => Capital(Words(value)),
            "ordinalText" when language == "en" && value < 1000 => Capital(OrdinalWords(value)),
            _ => Digits(value),
        };

    private static string Digits(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string In(int value, char zero) => string.Concat(Digits(value).Select(d => (char)(zero + d - '0')));

    /// <summary>After the last letter they are doubled: z, aa, bb.</summary>
    private static string Letters(int value, string alphabet) => value < 1
        ? Digits(value)
        : new string(alphabet[(value - 1) % alphabet.Length], Math.Min(((value - 1) / alphabet.Length) + 1, 50));

    private static string Roman(int value)
    {
        if (value is < 1 or > 32767)
            return Digits(value);
        var roman = new StringBuilder();
        foreach (var (worth, sign) in (ReadOnlySpan<(int, string)>)
            [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
        {
            for (; value >= worth; value -= worth)
                roman.Append(sign);
        }
        return roman.ToString();
    }

    private static string Chinese(int value)
    {
        if (value is < 1 or > 9999)
            return Digits(value);
        var text = new StringBuilder();
        var zero = false;
        foreach (var (worth, sign) in (ReadOnlySpan<(int, string)>)[(1000, "千"), (100, "百"), (10, "十"), (1, "")])
        {
            var digit = value / worth % 10;
            if (digit == 0)
            {
                zero = text.Length > 0;
                continue;
            }
            if (zero)
                text.Append('〇');
            zero = false;
            if (!(digit == 1 && worth == 10 && text.Length == 0))
                text.Append("〇一二三四五六七八九"[digit]);
            text.Append(sign);
        }
        return text.ToString();
    }

    private static string OrdinalEnding(int value) => (value % 100) is >= 11 and <= 13 ? "th" : (value % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

    private static string Words(int value) =>
        value < 20 ? Units[value]
        : value < 100 ? Tens[value / 10] + (value % 10 > 0 ? "-" + Units[value % 10] : "")
        : Units[value / 100] + " hundred" + (value % 100 > 0 ? " " + Words(value % 100) : "");

    private static string OrdinalWords(int value)
    {
        var words = Words(value);
        var cut = words.LastIndexOfAny([' ', '-']) + 1;
        var last = words[cut..];
        var ordinal = last switch
        {
            "one" => "first",
            "two" => "second",
            "three" => "third",
            "five" => "fifth",
            "eight" => "eighth",
            "nine" => "ninth",
            "twelve" => "twelfth",
            [.. var stem, 'y'] => stem + "ieth",
            _ => last + "th",
        };
        return words[..cut] + ordinal;
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
