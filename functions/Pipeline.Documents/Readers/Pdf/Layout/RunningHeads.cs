using System.Text;
using Pipeline.Documents.Readers.Pdf.Lines;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>Takes away what stands on page after page: running heads and feet, and the pages' numbers.</summary>
internal static class RunningHeads
{
    /// <summary>The parts of a page's height, above and below, where they stand.</summary>
    private const float Margin = 0.14f;

    private const float MostOfText = 0.4f;
    private const int LinesAtEdge = 4;
    private const int LongestNumber = 24;

    public static void Remove(List<List<PageColumn>> pages)
    {
        var edges = pages.ConvertAll(Edge);
        var repeated = edges.SelectMany((lines, page) => lines.Select(l => (Key: Key(l), page)).Distinct())
            .GroupBy(l => l.Key).Where(g => Repeats([.. g.Select(l => l.page)], pages.Count)).Select(g => g.Key).ToHashSet();
        // Pages that are nothing but such lines are slips of one kind, and that is their text.
        var edge = edges.SelectMany(e => e).Where(l => repeated.Contains(Key(l))).Sum(l => l.Text.Length);
        if (edge > pages.SelectMany(p => p).SelectMany(c => c.Lines).Sum(l => l.Text.Length) * MostOfText)
            repeated = [];
        for (var page = 0; page < pages.Count; page++)
        {
            var gone = edges[page].Where(l => repeated.Contains(Key(l)) || IsNumber(l, page, pages.Count)).ToHashSet();
            foreach (var column in pages[page])
                column.Parts.RemoveAll(p => p.Line is not null && gone.Contains(p.Line));
            pages[page].RemoveAll(c => c.Parts.Count == 0);
        }
    }

    /// <summary>The first and last lines of a page that stand in its margins.</summary>
    private static List<SetLine> Edge(List<PageColumn> columns)
    {
        if (columns.Count == 0)
            return [];
        var height = columns[0].Page.Height;
        var lines = columns.SelectMany(c => c.Lines).OrderByDescending(l => l.Baseline).ToList();
        return [.. lines.Take(LinesAtEdge).Where(l => l.Baseline > height * (1 - Margin)), .. lines.Skip(Math.Max(0, lines.Count - LinesAtEdge)).Where(l => l.Baseline < height * Margin)];
    }

    /// <summary>Numbers count up from page to page; everything else is the same, at the same height.</summary>
    private static (string Text, int Place) Key(SetLine line)
    {
        var text = new StringBuilder();
        foreach (var c in line.Text)
        {
            if (!char.IsDigit(c))
                text.Append(char.ToLowerInvariant(c));
            else if (text.Length == 0 || text[^1] != '#')
                text.Append('#');
        }
        return (text.ToString().Trim(), (int)MathF.Round(line.Baseline / 6));
    }

    /// <summary>On at least three pages and a third of all, or on both of two: heads differ from left to right pages and from chapter to chapter.</summary>
    private static bool Repeats(List<int> on, int pages) => on.Count >= Math.Max(pages == 2 ? 2 : 3, pages / 10)
        // Neighbours, or every other page.
        && on.Zip(on.Skip(1), (one, next) => next - one).Count(step => step <= 2) >= (on.Count - 1) / 2;

    /// <summary>A line that is a number alone, or says so: <c>12</c>, <c>- 12 -</c>, <c>Page 3 of 10</c>, <c>iv</c>.</summary>
    private static bool IsNumber(SetLine line, int page, int pages)
    {
        var text = line.Text.Trim(' ', '-', '–', '—', '|', '[', ']', '.', '/', '\u00A0');
        if (text.Length is 0 or > LongestNumber)
            return false;
        var digits = new string([.. text.TakeWhile(char.IsDigit)]);
        if (digits.Length == text.Length)
            return digits.Length <= 4 && (pages > 1 || int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) == page + 1);
        if (text.Length <= 6 && pages > 1 && text.All(c => "ivxlIVXL".Contains(c, StringComparison.Ordinal)))
            return true;
        var words = text.Split([' ', '\u00A0', '/'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 4 && words.Count(w => w.All(char.IsDigit)) is var numbers && numbers >= 1
            && words.Where(w => !w.All(char.IsDigit)).All(w => PageWords.Contains(w.ToLowerInvariant().TrimEnd('.', ':')));
    }

    private static readonly HashSet<string> PageWords = ["page", "pag", "p", "pg", "seite", "página", "pagina", "страница", "стр", "صفحة", "of", "de", "von", "sur", "из", "من", "di", "第", "页", "共"];
}
