using System.Globalization;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Metadata;

/// <summary>A date as people write it, brought to ISO 8601 of the precision that is there.</summary>
/// <param name="Iso"><c>2011-07-12</c>, <c>2011-07</c>, <c>2011</c>; null where there is no date, or only one that can be read two ways.</param>
/// <param name="DayFirst">ISO 8601 of a date whose day and month cannot be told apart, 12/07/2011, with the day first; else null.</param>
/// <param name="MonthFirst">The same with the month first.</param>
internal readonly record struct DateText(string? Iso, string? DayFirst = null, string? MonthFirst = null)
{
    private const int EarliestYear = 1800, LatestYear = 2199;

    /// <summary>There is a date whose day and month cannot be told apart.</summary>
    public bool Ambiguous => DayFirst is not null;

    /// <summary>
    /// The first date in the text: ISO 8601, figures, or words in one of the six UN languages ("12 July 2011", "July 12, 2011", "1er
    /// juillet 2011", "12 de julio de 2011", "12 июля 2011 года", "١٢ تموز/يوليه ٢٠١١", "2011年7月12日").
    /// </summary>
    public static DateText Find(string text)
    {
        var tokens = NameTokens.Of(text);
        for (var i = 0; i < tokens.Count; i++)
        {
            if ((FromFigures(text, tokens, i) ?? FromIdeographs(tokens, i)) is { } inFigures)
                return inFigures;
            if (FromMonth(tokens, i) is { } inWords)
                return inWords;
        }
        return default;
    }

    /// <summary>A date that a metadata field states: as <see cref="Find"/>, or a year alone.</summary>
    public static DateText Read(string value) =>
        Number(value.Trim()) is { } year && IsYear(year) && value.Trim().Length == 4 ? new(Iso8601(year, null, null)) : Find(value);

    public static bool IsYear(int number) => number is >= EarliestYear and <= LatestYear;

    /// <summary>The ISO form; null where there is no such day.</summary>
    public static string? Iso8601(int year, int? month, int? day)
    {
        if (!IsYear(year) || month is < 1 or > 12 || (month is { } m && day is { } d && (d < 1 || d > DateTime.DaysInMonth(year, m))))
            return null;
        return (month, day) switch
        {
            ({ }, { }) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}"),
            ({ }, null) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{year:0000}"),
        };
    }

    /// <summary>True where one is the other with less precision: 2011 and 2011-07-12.</summary>
    public static bool Agree(string a, string b) => a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    // 2011-07-12, 2011-07, 12.07.2011, 12/07/2011 and 07/13/2011.
    private static DateText? FromFigures(string text, List<NameToken> tokens, int i)
    {
        if (i + 1 >= tokens.Count || Number(tokens[i].Folded) is not { } first || Number(tokens[i + 1].Folded) is not { } second)
            return null;
        var separator = Separator(text, tokens, i);
        // 2011-07-12T10:00: the time is no part of it.
        var third = i + 2 < tokens.Count && Separator(text, tokens, i + 1) == separator ? LeadingNumber(tokens[i + 2].Folded.Split('t')[0]) : null;
        if (separator == '-' && tokens[i].Folded.Length == 4)
            return Iso8601(first, second, third) is { } iso ? new DateText(iso) : null;
        if (third is not { } year || separator is not ('.' or '/' or '-'))
            return null;
        if (separator == '.' || second == first || first > 12)
            return Iso8601(year, second, first) is { } dayFirst ? new DateText(dayFirst) : null;
        if (second > 12)
            return Iso8601(year, first, second) is { } monthFirst ? new DateText(monthFirst) : null;
        return Iso8601(year, second, first) is { } either ? new DateText(null, either, Iso8601(year, first, second)) : null;
    }

    private static char Separator(string text, List<NameToken> tokens, int i) =>
        tokens[i + 1].Start == tokens[i].End + 1 ? text[tokens[i].End] : '\0';

    // 2011年7月12日.
    private static DateText? FromIdeographs(List<NameToken> tokens, int i)
    {
        string At(int offset) => i + offset < tokens.Count ? tokens[i + offset].Folded : "";
        if (At(1) != "年" || Number(At(0)) is not { } year)
            return null;
        var month = At(3) == "月" ? Number(At(2)) : null;
        var day = month is not null && At(5) == "日" ? Number(At(4)) : null;
        return Iso8601(year, month, day) is { } iso ? new DateText(iso) : null;
    }

    // A month's name with a year after it, and a day before it or between them.
    private static DateText? FromMonth(List<NameToken> tokens, int i)
    {
        if (MonthAt(tokens, i) is not { } month)
            return null;
        var next = i + month.Tokens;
        // Arabic official texts give both names of the month: تموز/يوليه.
        if (MonthAt(tokens, next) is { } again && again.Number == month.Number)
            next += again.Tokens;
        next = SkipJoiners(tokens, next);

        var before = i - 1;
        while (before >= 0 && IsJoiner(tokens[before].Folded))
            before--;
        var day = before >= 0 ? LeadingNumber(tokens[before].Folded) : null;
        if (day is null or < 1 or > 31)
            day = null;
        if (next >= tokens.Count || LeadingNumber(tokens[next].Folded) is not { } number)
            return null;
        if (IsYear(number))
            return Iso8601(number, month.Number, day) is { } iso ? new DateText(iso) : null;
        next = SkipJoiners(tokens, next + 1);
        return next < tokens.Count && Number(tokens[next].Folded) is { } year && Iso8601(year, month.Number, number) is { } american
            ? new DateText(american)
            : null;
    }

    private static int SkipJoiners(List<NameToken> tokens, int i)
    {
        while (i < tokens.Count && IsJoiner(tokens[i].Folded))
            i++;
        return i;
    }

    private static bool IsJoiner(string word) => word is "de" or "del" or "of";

    private static (int Number, int Tokens)? MonthAt(List<NameToken> tokens, int i)
    {
        if (i + 1 < tokens.Count && Months.TryGetValue($"{tokens[i].Folded} {tokens[i + 1].Folded}", out var two))
            return (two, 2);
        return i < tokens.Count && Months.TryGetValue(tokens[i].Folded, out var one) ? (one, 1) : null;
    }

    // Decimal digits of any script.
    private static int? Number(string word) => LeadingNumber(word) is { } number && word.All(char.IsDigit) ? number : null;

    // As Number, with letters after it: 12th, 1er.
    private static int? LeadingNumber(string word)
    {
        var number = 0;
        var length = 0;
        while (length < word.Length && length < 5 && CharUnicodeInfo.GetDecimalDigitValue(word[length]) is >= 0 and var digit)
        {
            number = number * 10 + digit;
            length++;
        }
        return length is 0 or 5 || word.Length > length + 2 ? null : number;
    }

    private static readonly Dictionary<string, int> Months = ReadMonths(
        "january jan janvier enero ene января январь يناير كانون_الثاني",
        "february feb février févr febrero февраля февраль فبراير شباط",
        "march mar mars marzo марта март مارس آذار",
        "april apr avril avr abril abr апреля апрель أبريل نيسان",
        "may mai mayo мая май مايو أيار",
        "june jun juin junio июня июнь يونيه يونيو حزيران",
        "july jul juillet juil julio июля июль يوليه يوليو تموز",
        "august aug août agosto ago августа август أغسطس آب",
        "september sep sept septembre septiembre setiembre сентября сентябрь سبتمبر أيلول",
        "october oct octobre octubre октября октябрь أكتوبر تشرين_الأول",
        "november nov novembre noviembre ноября ноябрь نوفمبر تشرين_الثاني",
        "december dec décembre déc diciembre dic декабря декабрь ديسمبر كانون_الأول");

    private static Dictionary<string, int> ReadMonths(params string[] months)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < months.Length; i++)
            foreach (var name in months[i].Split(' '))
                numbers[NameTokens.Fold(name.Replace('_', ' '))] = i + 1;
        return numbers;
    }
}
