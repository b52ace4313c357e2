using System.Text;

namespace Pipeline.Typesetting.Pdf;

/// <summary>Addresses as PDF wants them: ASCII only (ISO 32000-1 12.6.4.7), other characters percent-encoded as UTF-8 (RFC 3986 2.1, RFC 3987 3.1).</summary>
internal static class UriText
{
    // RFC 3986: unreserved, gen-delims, sub-delims, and % of what is encoded already.
    private const string Kept = "-._~:/?#[]@!$&'()*+,;=%";

    public static string Escape(string address)
    {
        var result = new StringBuilder(address.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Kept.Contains((char)rune.Value)))
            {
                result.Append((char)rune.Value);
                continue;
            }
            foreach (var value in utf8[..rune.EncodeToUtf8(utf8)]) result.Append('%').Append(value.ToString("X2"));
        }
        return result.ToString();
    }
}
