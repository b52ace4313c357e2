using Pipeline.Documents.Readers.Pdf.Lines;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>How the document sets its running text, which all else is told from.</summary>
internal sealed class TextStyles
{
    private const int MostHeadingLines = 4;
    private const int LongestHeading = 220;

    private readonly bool boldBody;
    private readonly Dictionary<int, float> leadings;
    private readonly List<(int Size, bool Bold)> headings = [];

    public TextStyles(List<List<PageColumn>> pages)
    {
        var lines = pages.SelectMany(p => p).SelectMany(c => c.Lines).ToList();
        BodySize = lines.Count == 0 ? 10 : lines.GroupBy(l => Quarter(l.Size)).OrderByDescending(g => g.Sum(l => l.Text.Length)).ThenBy(g => g.Key).First().Key / 4f;
        boldBody = lines.Where(l => l.IsBold).Sum(l => l.Text.Length) > lines.Sum(l => l.Text.Length) / 2;
        leadings = pages.SelectMany(p => p).SelectMany(Steps).GroupBy(s => s.Size)
            .ToDictionary(g => g.Key, g => g.GroupBy(s => MathF.Round(s.Step * 2) / 2).OrderByDescending(s => s.Count()).ThenBy(s => s.Key).First().Key);
    }

    public float BodySize { get; }

    private static int Quarter(float size) => (int)MathF.Round(size * 4);

    private static IEnumerable<(int Size, float Step)> Steps(PageColumn column)
    {
        var lines = column.Lines.ToList();
        for (var i = 1; i < lines.Count; i++)
        {
            var step = lines[i - 1].Baseline - lines[i].Baseline;
            if (Quarter(lines[i].Size) == Quarter(lines[i - 1].Size) && step > lines[i].Size * 0.8f && step < lines[i].Size * 2.5f)
                yield return (Quarter(lines[i].Size), step);
        }
    }

    /// <summary>The usual distance between the baselines of lines of this size.</summary>
    public float Leading(float size) => leadings.TryGetValue(Quarter(size), out var leading) && leading < size * 2.2f ? leading : size * 1.25f;

    /// <summary>Whether lines that stand together are a heading: larger than the text, or bold, or in capitals, and short.</summary>
    public bool IsHeading(IReadOnlyList<SetLine> lines)
    {
        var text = string.Join(' ', lines.Select(l => l.Text)).Trim();
        if (lines.Count > MostHeadingLines || text.Length > LongestHeading || text.Count(char.IsLetter) < 2 || text[^1] is ',' or ';')
            return false;
        var size = lines.Max(l => l.Size);
        if (size > BodySize * 1.15f)
            return true;
        if (size < BodySize * 0.95f)
            return false;
        var ends = PlainText.Sentences.Ended(text) && text[^1] is not ('?' or ':');
        if (!boldBody && lines.All(l => l.IsBold) && !ends)
            return true;
        return lines.Count <= 2 && text.Count(char.IsLetter) >= 4 && text.Any(char.IsUpper) && !text.Any(char.IsLower) && !ends && !text.Any(c => c >= '\u0590');
    }

    /// <summary>Remembers a heading's look, so that levels can be given by it.</summary>
    public void Note(SetLine line) => headings.Add((Quarter(line.Size), line.IsBold));

    /// <summary>From 1: the larger, and of one size the bolder, the higher. Sizes that hardly differ are one.</summary>
    public int Level(SetLine line)
    {
        var looks = headings.Distinct().OrderByDescending(h => h.Size).ThenByDescending(h => h.Bold).ToList();
        var level = 1;
        for (var i = 0; i < looks.Count && looks[i] != (Quarter(line.Size), line.IsBold); i++)
            level += i + 1 < looks.Count && looks[i].Size - looks[i + 1].Size <= 1 && looks[i].Bold == looks[i + 1].Bold ? 0 : 1;
        return Math.Min(level, 6);
    }
}
