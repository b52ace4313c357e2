using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Documents;

namespace Pipeline.Publishing.Intake;

/// <summary>
/// Metadata that stands at the blob itself. Its names are identifiers and its values ASCII, so names have <c>_</c> for <c>-</c>
/// and values may be encoded as in a mail header (RFC 2047) or an address (RFC 3986, percent).
/// </summary>
internal static partial class BlobMetadata
{
    private static readonly HashSet<string> Lists =
    [
        MetadataFields.Country, MetadataFields.Organization, MetadataFields.OnBehalfOf, MetadataFields.Regions,
        MetadataFields.Authors, MetadataFields.Keywords,
    ];

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The fields of ours among a blob's metadata; others belong to other programs. A list's values are separated by <c>;</c>.</summary>
    public static IReadOnlyList<MetadataEntry> Read(IDictionary<string, string> metadata) =>
    [
        .. metadata
            .Select(pair => (Name: pair.Key.ToLowerInvariant().Replace('_', '-'), Value: Decode(pair.Value).Trim()))
            .Where(field => MetadataFields.All.Contains(field.Name) && field.Value.Length > 0)
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => new MetadataEntry(
                field.Name,
                Lists.Contains(field.Name) ? field.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [field.Value],
                MetadataOrigin.Blob)),
    ];

    /// <summary>The text that an encoded value stands for; the value itself where it is not encoded, or not rightly.</summary>
    public static string Decode(string value)
    {
        if (value.Contains("=?", StringComparison.Ordinal))
            // RFC 2047 section 6.2: white space between two encoded words is not part of the text.
            return EncodedWord().Replace(BetweenWords().Replace(value, "$1"), DecodeWord);
        return PercentEncoded().IsMatch(value) ? FromBytes(Percent(value, '%')) ?? value : value;
    }

    private static string DecodeWord(Match word)
    {
        var text = word.Groups["text"].Value;
        byte[]? bytes;
        if (word.Groups["form"].Value is "Q" or "q")
        {
            bytes = Percent(text.Replace('_', ' '), '=');
        }
        else
        {
            bytes = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, bytes, out var written)) return word.Value;
            bytes = bytes[..written];
        }
        var decoded = word.Groups["charset"].Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? FromBytes(bytes) : Encoding.Latin1.GetString(bytes);
        return decoded ?? word.Value;
    }

    private static byte[] Percent(string text, char sign)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == sign && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text, i, 1));
            }
        }
        return [.. bytes];
    }

    private static string? FromBytes(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"=\?(?<charset>utf-8|us-ascii|iso-8859-1)(\*[^?]*)?\?(?<form>[BbQq])\?(?<text>[^?\s]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex PercentEncoded();
}
