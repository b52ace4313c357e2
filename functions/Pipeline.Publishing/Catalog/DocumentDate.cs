using System.Globalization;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// ISO 8601 dates of the precision that is known (<c>2011</c>, <c>2011-07</c>, <c>2011-07-12</c>) as the days that they can mean,
/// each day a number that sorts: 20110712.
/// </summary>
public static class DocumentDate
{
    /// <summary>Stands for an unknown date; before every day.</summary>
    public const int Unknown = 0;

    /// <summary>The first day that the date can mean; <see cref="Unknown"/> where it is null or no date.</summary>
    public static int FirstDay(string? date) => Parse(date) is { } d ? Number(d.Year, d.Month ?? 1, d.Day ?? 1) : Unknown;

    /// <summary>The last day that the date can mean; <see cref="Unknown"/> where it is null or no date.</summary>
    public static int LastDay(string? date) => Parse(date) is { } d
        ? Number(d.Year, d.Month ?? 12, d.Day ?? DateTime.DaysInMonth(d.Year, d.Month ?? 12))
        : Unknown;

    /// <summary>Whether this is a date of one of the three precisions, of the years 1 to 9999.</summary>
    public static bool IsValid(string date) => Parse(date) is not null;

    private static int Number(int year, int month, int day) => (year * 100 + month) * 100 + day;

    private static (int Year, int? Month, int? Day)? Parse(string? date)
    {
        if (date is null || date.Length is not (4 or 7 or 10)) return null;
        var year = Digits(date, 0, 4);
        if (year is not (>= 1 and <= 9999)) return null;
        if (date.Length == 4) return (year.Value, null, null);
        var month = date[4] == '-' ? Digits(date, 5, 2) : null;
        if (month is not (>= 1 and <= 12)) return null;
        if (date.Length == 7) return (year.Value, month, null);
        var day = date[7] == '-' ? Digits(date, 8, 2) : null;
        return day >= 1 && day <= DateTime.DaysInMonth(year.Value, month.Value) ? (year.Value, month, day) : null;
    }

    private static int? Digits(string text, int start, int length) =>
        int.TryParse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
