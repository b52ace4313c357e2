using CsCheck;

namespace Pipeline.Testing;

/// <summary>Random strings in which the characters that Unicode algorithms treat specially are frequent.</summary>
public static class UnicodeText
{
    private const string Frequent =
        "aZ é0 9.,:;!?()[]{}<>«»\"'’-–—/&=%$€\t\n\r\u0085\u2028\u2029\u00A0\u202F\u200B\u2060\u00AD\u200D\u200E\u200F\u061C\uFEFF"
        + "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u0300\u0301\u0316\u0323\u0338\u05B0\u0654"
        + "אבعربي٠١۰۱،؟жЯ中文。「」ーッ한ᄒ\u1161\u11AB\u0915\u094D\u0937กข\uFE0F\u3099\u212B\u1E9B\uD83D\uDE00\uDC00\uD83C\uDDEB\uDDF7";

    private static readonly Gen<char> Unit = Gen.Frequency((6, Gen.Char[Frequent]), (1, Gen.Char));

    /// <summary>Any UTF-16 units, unpaired surrogates too.</summary>
    public static Gen<string> Any { get; } = Unit.Array[0, 40].Select(units => new string(units));
}
