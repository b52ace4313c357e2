using Pipeline.Documents;

namespace Pipeline.Publishing.Conversion;

/// <summary>What follows from a BCP 47 tag.</summary>
internal static class Languages
{
    // Primary subtags of living languages that are written from right to left by default (CLDR's likely subtags).
    private static readonly HashSet<string> RightToLeft =
        ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "mzn", "nqo", "ps", "rhg", "sd", "syr", "ug", "ur", "yi"];

    private static readonly HashSet<string> RightToLeftScripts = ["adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"];

    /// <summary>The primary subtag in lower case.</summary>
    public static string Primary(string language) => language.Split('-', 2)[0].ToLowerInvariant();

    public static TextDirection DirectionOf(string language)
    {
        var script = language.Split('-').Skip(1).FirstOrDefault(part => part.Length == 4 && part.All(char.IsAsciiLetter))?.ToLowerInvariant();
        var rightToLeft = script is null ? RightToLeft.Contains(Primary(language)) : RightToLeftScripts.Contains(script);
        return rightToLeft ? TextDirection.RightToLeft : TextDirection.LeftToRight;
    }
}
