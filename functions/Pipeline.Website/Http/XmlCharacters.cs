namespace Pipeline.Website.Http;

/// <summary>Text for XML 1.0, which cannot hold every character.</summary>
internal static class XmlCharacters
{
    /// <summary>Without the characters that XML cannot hold.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value is 9 or 10 or 13 or >= 0x20 and not (0xFFFE or 0xFFFF)).Select(r => r.ToString()));
}
