using System.Buffers;

namespace Pipeline.Documents.Readers;

/// <summary>Which addresses may stand in a document: absolute http, https and mailto ones, and anchors of the document itself.</summary>
internal static class LinkTargets
{
    private static readonly SearchValues<char> NotInAddresses = SearchValues.Create(" <>\"{}|\\^`\t\r\n");

    /// <summary>The address as it may be written into a document, or null where it is none of the allowed ones.</summary>
    public static string? Allowed(string? target)
    {
        if (string.IsNullOrEmpty(target))
            return null;
        if (target[0] == '#')
            return target.Length > 1 ? target : null;
        target = target.Trim();
        if (target.StartsWith("//", StringComparison.Ordinal))
            target = "https:" + target;
        var allowed = Follows(target, "https://") || Follows(target, "http://") || Mail(target);
        return allowed && !target.AsSpan().ContainsAnyInRange('\0', '\u001F') ? Escaped(target) : null;
    }

    private static bool Follows(string target, string scheme) =>
        target.Length > scheme.Length && target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
        && target[scheme.Length] is not ('/' or '?' or '#' or ':');

    private static bool Mail(string target) =>
        target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && target.IndexOf('@', StringComparison.Ordinal) > "mailto:".Length;

    /// <summary>Percent-encodes the characters that RFC 3986 has no place for; those outside ASCII stay (RFC 3987).</summary>
    private static string Escaped(string target)
    {
        if (!target.AsSpan().ContainsAny(NotInAddresses))
            return target;
        return string.Concat(target.Select(c => NotInAddresses.Contains(c) ? Uri.HexEscape(c) : c.ToString()));
    }
}
