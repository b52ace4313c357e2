namespace Pipeline.Documents.Building;

/// <summary>What the headings of a document become: which is its title, the levels and anchors of the others.</summary>
internal sealed class Outline
{
    private const int BlocksAboveTitle = 4;

    private readonly Dictionary<string, string> anchors = new(StringComparer.Ordinal);
    private readonly Stack<int> above = new();

    public Heading? Title { get; private init; }

    /// <summary>Anchors of headings and numbered paragraphs, in the order of the text. The title's is empty.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    public static Outline Of(Document document, Survey survey)
    {
        var title = document.Title.Count > 0 ? null : FindTitle(document, survey.Headings);
        var anchors = new Dictionary<string, string>(StringComparer.Ordinal);
        var ids = Anchors(survey, title, anchors);
        var outline = new Outline { Title = title, Ids = ids };
        foreach (var (written, id) in anchors)
            outline.anchors.TryAdd(written, id);
        return outline;
    }

    /// <summary>The anchor that a link <c>#…</c> in the text means, or null where there is none.</summary>
    public string? Find(string fragment) =>
        anchors.GetValueOrDefault(fragment) ?? anchors.GetValueOrDefault(Slugs.Of(Uri.UnescapeDataString(fragment)));

    /// <summary>
    /// Puts the first heading of level 1 on top, unless another or more than a few lines (a symbol, a date, a letterhead) stand before
    /// it, so that what is shown first is also first in the order of notes and anchors.
    /// </summary>
    public static IReadOnlyList<Block> TitleFirst(IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count && i <= BlocksAboveTitle; i++)
        {
            if (blocks[i] is Heading heading)
                return i > 0 && heading.Level == 1 ? [heading, .. blocks.Take(i), .. blocks.Skip(i + 1)] : blocks;
        }
        return blocks;
    }

    /// <summary>The heading that the text begins with, if it is of level 1 or no other is of its level or above.</summary>
    private static Heading? FindTitle(Document document, List<Heading> headings) =>
        document.Blocks is [Heading first, ..] && (first.Level == 1 || headings.Skip(1).All(h => h.Level > first.Level)) ? first : null;

    /// <summary>
    /// The level of the next heading of the text: PDF/UA-1 (ISO 14289-1, 7.4.2) wants levels that begin at the top and skip none, so how
    /// many headings it stands under decides. Asked once for each heading that has words, in the order of the text.
    /// </summary>
    public int NextLevel(Heading heading)
    {
        while (above.TryPeek(out var last) && last >= heading.Level)
            above.Pop();
        above.Push(heading.Level);
        return Math.Min(above.Count + 1, 6);
    }

    private static List<string> Anchors(Survey survey, Heading? title, Dictionary<string, string> anchors)
    {
        var slugs = new Slugs();
        var ids = new List<string>(survey.Anchored.Count);
        foreach (var block in survey.Anchored)
        {
            if (ReferenceEquals(block, title))
            {
                ids.Add("");
                continue;
            }
            var (words, wished, prefix) = block switch
            {
                Heading h => (DocumentText.Of(h.Inlines), h.Id, "section"),
                Paragraph p => ("para " + p.Number, p.Id ?? "", "para"),
                _ => ("", "", ""),
            };
            var id = slugs.Unique(wished.Length > 0 ? wished : words, prefix);
            ids.Add(id);
            anchors.TryAdd(id, id);
            if (wished.Length > 0)
                anchors.TryAdd(wished, id);
        }
        return ids;
    }
}
