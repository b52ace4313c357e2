using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Documents.Unicode;

namespace Pipeline.Publishing;

/// <summary>Ids that are made from names: readable, lower-case ASCII, safe in a URL and as a table key, and never long.</summary>
public static class DocumentIds
{
    private const int LongestSlug = 80;

    // Crockford's base 32: no letter looks like a digit.
    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>
    /// The id of the document that an upload is published as: the slug of its path without the extension, and ten base-32
    /// characters (50 bits) of the SHA-256 of the exact path, so that paths of one slug stay apart. At most 91 characters.
    /// </summary>
    public static string FromPath(string uploadPath)
    {
        var slug = Slug(WithoutExtension(uploadPath));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(uploadPath));
        var suffix = string.Create(10, hash, (span, bytes) =>
        {
            var bits = bytes.Take(7).Aggregate(0UL, (sum, b) => sum << 8 | b) >> 6;
            for (var i = span.Length - 1; i >= 0; i--, bits >>= 5) span[i] = Base32[(int)(bits & 31)];
        });
        return slug.Length == 0 ? suffix : $"{slug}-{suffix}";
    }

    /// <summary>The slug of the upload's first folder; null for a file outside any folder.</summary>
    public static string? CollectionOf(string uploadPath)
    {
        var end = uploadPath.IndexOf('/');
        return end <= 0 ? null : Slug(uploadPath[..end]);
    }

    /// <summary>Letters and digits of ASCII in lower case, with one hyphen for each run of anything else; marks are taken off letters. May be empty.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(Math.Min(text.Length, LongestSlug));
        foreach (var c in Normalization.ToNfd(text))
        {
            if (slug.Length == LongestSlug) break;
            // Decomposed, a letter's marks follow it.
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().TrimEnd('-');
    }

    private static string WithoutExtension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') + 1 ? path[..dot] : path;
    }
}
