using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website.Harvesting;

/// <summary>Which records of a list are asked for: by datestamp and set (2.7), and from which place on.</summary>
internal sealed partial record Selection(string? From, string? Until, string? Set)
{
    private const string Day = "yyyy-MM-dd";
    private const string Second = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int LongestToken = 1_000;

    /// <summary>What an earlier part of the list ended with; null at its beginning.</summary>
    public CommitPlace? After { get; private init; }

    /// <summary>How many records came before.</summary>
    public int Before { get; private init; }

    /// <summary>A document committed from here on.</summary>
    public DateTimeOffset FirstMoment { get; private init; } = DateTimeOffset.MinValue;

    /// <summary>And before this: <see cref="Until"/> is inclusive, and a datestamp stands for all of its second.</summary>
    public DateTimeOffset EndMoment { get; private init; } = DateTimeOffset.MaxValue;

    /// <exception cref="OaiException">badArgument, cannotDisseminateFormat.</exception>
    public static Selection Of(OaiArguments arguments)
    {
        DublinCore.Require(arguments.MetadataPrefix!);
        return Of(arguments.From, arguments.Until, arguments.Set);
    }

    /// <exception cref="OaiException">badResumptionToken.</exception>
    public static Selection FromToken(string token)
    {
        try
        {
            if (token.Length <= LongestToken && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('\n') is [var from, var until, var set, var before, var ticks, var id]
                && int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var committed) && committed <= DateTimeOffset.MaxValue.Ticks)
            {
                return Of(Optional(from), Optional(until), Optional(set)) with { Before = count, After = new CommitPlace(new DateTimeOffset(committed, TimeSpan.Zero), id) };
            }
        }
        catch (Exception exception) when (exception is FormatException or OaiException)
        {
            // The same complaint as below.
        }
        throw new OaiException(OaiError.BadResumptionToken, "This token is none that this repository gave.");

        static string? Optional(string text) => text.Length == 0 ? null : text;
    }

    /// <summary>The token with which the list goes on behind these records.</summary>
    public string ToToken(IReadOnlyList<DocumentRecord> records) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{From}\n{Until}\n{Set}\n{Before + records.Count}\n{records[^1].CommittedAt.UtcTicks}\n{records[^1].Id}")));

    private static Selection Of(string? from, string? until, string? set)
    {
        if (set is not null && !SetSpec().IsMatch(set)) throw new OaiException(OaiError.BadArgument, "The argument set is no setSpec.");
        if (from is not null && until is not null && from.Length != until.Length) throw new OaiException(OaiError.BadArgument, "The arguments from and until are of one granularity.");
        var selection = new Selection(from, until, set);
        if (from is not null) selection = selection with { FirstMoment = Moment("from", from) };
        if (until is not null)
        {
            var last = Moment("until", until);
            var length = TimeSpan.FromTicks(until.Length == Day.Length ? TimeSpan.TicksPerDay : TimeSpan.TicksPerSecond);
            selection = selection with { EndMoment = DateTimeOffset.MaxValue - last > length ? last + length : DateTimeOffset.MaxValue };
            if (last < selection.FirstMoment) throw new OaiException(OaiError.BadArgument, "The argument until is before from.");
        }
        return selection;
    }

    private static DateTimeOffset Moment(string name, string text) =>
        DateTimeOffset.TryParseExact(text, [Day, Second], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new OaiException(OaiError.BadArgument, $"The argument {name} is a day or a second in UTC: 2011-07-12, or 2011-07-12T09:30:00Z.");

    [GeneratedRegex(@"^[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*$")]
    private static partial Regex SetSpec();
}
