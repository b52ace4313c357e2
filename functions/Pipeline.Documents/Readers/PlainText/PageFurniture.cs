using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Documents.Readers.PlainText;

/// <summary>
/// Lines that belong to the printed page, not to the text: page numbers, with or without the number of a United Nations print job or
/// the symbol of a meeting record. They come between two lines of one sentence.
/// </summary>
internal static partial class PageFurniture
{
    /// <summary><c>11-51179 6</c>, <c>7 11-51179</c>, <c>26/33 15-29946</c>, <c>03/10/2015 A/70/PV.28</c>, <c>A/66/PV.11</c> with a page.</summary>
    [GeneratedRegex(@"^(?:[0-9]{2}-[0-9]{5}(?: \(E\))?\s+[0-9]{1,4}(?:/[0-9]{1,4})?|[0-9]{1,4}(?:/[0-9]{1,4})?\s+[0-9]{2}-[0-9]{5}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}\s+[AS]/[\w./]+|[AS]/[\w./]+\s+[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex PrintJob();

    [GeneratedRegex(@"^(?:page\s+|p\.\s*|[-–—]\s*)?(?<page>[0-9]{1,4})(?:\s*[-–—]|\s*(?:/|of)\s*[0-9]{1,4})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageNumber();

    /// <summary>Whether a line between two others was such a line: at it stands a page break, which ends no paragraph by itself.</summary>
    public static HashSet<int> Find(List<TextLine> lines, Findings findings)
    {
        var found = new HashSet<int>();
        var numbers = new List<(int Index, int Page)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            if (text.Length is 0 or > 40)
                continue;
            if (PrintJob().IsMatch(text))
                found.Add(i);
            else if (StandsAlone(lines, i) && PageNumber().Match(text) is { Success: true } match)
                numbers.Add((i, int.Parse(match.Groups["page"].ValueSpan, CultureInfo.InvariantCulture)));
        }
        // One number alone may be anything; pages count up one by one.
        for (var i = 0; i < numbers.Count; i++)
        {
            var follows = i > 0 && numbers[i].Page == numbers[i - 1].Page + 1;
            var isFollowed = i + 1 < numbers.Count && numbers[i + 1].Page == numbers[i].Page + 1;
            if (follows || isFollowed)
                found.Add(numbers[i].Index);
        }
        foreach (var index in found.Order())
        {
            findings.Gather("page-numbers", Severity.Info, lines[index].Text, lines[index].Number, (count, names) =>
                $"{(count == 1 ? "One line" : $"{count} lines")} with page numbers of a printed page left out: {names}.");
        }
        return found;
    }

    private static bool StandsAlone(List<TextLine> lines, int i) =>
        (i == 0 || lines[i - 1].IsBlank || lines[i].StartsPage) && (i + 1 == lines.Count || lines[i + 1].IsBlank || lines[i + 1].StartsPage);
}
