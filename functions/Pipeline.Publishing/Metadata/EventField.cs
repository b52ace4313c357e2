using System.Security.Cryptography;
using System.Text;
using Pipeline.Documents;

namespace Pipeline.Publishing.Metadata;

/// <summary>The event or collection that an upload belongs to: its first folder.</summary>
internal static class EventField
{
    /// <summary>
    /// The folder's name as an id for addresses: ASCII letters and digits in lower case, set apart by hyphens; where it has none,
    /// the beginning of its hash.
    /// </summary>
    public static string IdOf(string folder) =>
        DocumentIds.Slug(folder) is { Length: > 0 } slug ? slug : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];

    /// <summary>The event's title: stated; the session of a general debate; or the folder's name.</summary>
    public static Sourced<string>? TitleOf(FieldSources sources, PathClues name)
    {
        if (sources.Text(MetadataFields.Event) is { } stated)
            return stated;
        if (name is { IsGeneralDebate: true, Session: { } session })
            return new Sourced<string>($"General Assembly, {Ordinal(session)} session: general debate", MetadataOrigin.Name, Confidence.High);
        var folder = name.Collection?.Replace('-', ' ').Replace('_', ' ').Trim();
        return string.IsNullOrEmpty(folder) ? null : new Sourced<string>(char.ToUpperInvariant(folder[0]) + folder[1..], MetadataOrigin.Name, Confidence.Low);
    }

    private static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (not 11, 1) => $"{number}st",
        (not 12, 2) => $"{number}nd",
        (not 13, 3) => $"{number}rd",
        _ => $"{number}th",
    };
}
