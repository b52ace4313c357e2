namespace Pipeline.Documents;

/// <summary>Language tags (BCP 47, RFC 5646).</summary>
public static class LanguageTags
{
    private static readonly HashSet<string> RightToLeft = new(StringComparer.Ordinal)
    {
        "ar", "fa", "ur", "he", "yi", "ps", "sd", "ug", "ckb", "dv", "syr", "arc", "ks", "nqo", "iw", "ji", "arb", "pes", "prs", "mzn", "glk", "lrc", "bal", "skr", "azb", "pnb", "rhg",
    };

    /// <summary>Letters, digits and hyphens in subtags of at most 8, the first of 2 to 8 letters.</summary>
    public static bool IsWellFormed(string? tag)
    {
        if (string.IsNullOrEmpty(tag) || tag.Length > 60)
            return false;
        var subtags = tag.Split('-');
        return subtags[0].Length is >= 2 and <= 8 && subtags[0].All(char.IsAsciiLetter)
            && subtags.All(s => s.Length is >= 1 and <= 8 && s.All(char.IsAsciiLetterOrDigit));
    }

    /// <summary>The language without script and region: <c>zh</c> of <c>zh-Hans</c>.</summary>
    public static string Primary(string tag)
    {
        var end = tag.IndexOf('-', StringComparison.Ordinal);
        return (end < 0 ? tag : tag[..end]).ToLowerInvariant();
    }

    /// <summary>The direction that the language is written in, by its script subtag where it has one.</summary>
    public static TextDirection Direction(string tag)
    {
        var subtags = tag.Split('-');
        var script = subtags.Skip(1).FirstOrDefault(s => s.Length == 4 && char.IsAsciiLetter(s[0]));
        var rightToLeft = script is not null
            ? script.ToLowerInvariant() is "arab" or "aran" or "hebr" or "thaa" or "syrc" or "nkoo" or "adlm" or "rohg"
            : RightToLeft.Contains(Primary(tag));
        return rightToLeft ? TextDirection.RightToLeft : TextDirection.LeftToRight;
    }
}
