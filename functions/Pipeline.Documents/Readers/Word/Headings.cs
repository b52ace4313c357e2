namespace Pipeline.Documents.Readers.Word;

/// <summary>Settles which paragraphs are headings, and of which levels, over the whole text.</summary>
internal static class Headings
{
    private const int LongestByLooks = 120, LinesAboveTitle = 12;

    /// <summary>Letters. An outline level makes a heading of a line, not of a text: Word's document map gave levels to whole paragraphs of files.</summary>
    public const int LongestByLevel = 200;

    /// <summary>
    /// Lines of one numbering that follow each other head nothing: they are a list, though each has an outline level of its own, which Word's
    /// document map gave to short lines.
    /// </summary>
    public static void KeepLists(List<BodyItem> items)
    {
        for (var start = 0; start < items.Count;)
        {
            var end = start + 1;
            while (end < items.Count && items[start] is BodyParagraph { MayBeItem: true } first && items[end] is BodyParagraph { MayBeItem: true } next
                && next.Level == first.Level && next.Label!.Numbering == first.Label!.Numbering && next.Label.Level == first.Label.Level)
                end++;
            for (var isList = end - start > 1; start < end; start++)
            {
                if (items[start] is BodyParagraph { MayBeItem: true } line)
                    items[start] = isList ? line with { Role = StyleRole.Body, Level = 0 } : line with { Content = Unmarked(line.Content) };
            }
        }
    }

    /// <summary>
    /// Where nobody used the title's style, the title is what stands in the largest letters above all headings, if they are larger than those of the
    /// text and of the headings.
    /// </summary>
    public static void FindTitleByLooks(List<BodyItem> items)
    {
        var first = items.FindIndex(i => i is BodyParagraph { Content.Count: > 0, Role: StyleRole.Title or StyleRole.Heading });
        if (first >= 0 && items[first] is BodyParagraph { Role: StyleRole.Title })
            return;
        var cover = items.Take(first >= 0 ? first : items.Count).OfType<BodyParagraph>().Where(p => p.Letters > 0).Take(LinesAboveTitle).ToList();
        var largest = cover.Where(p => p is { Role: StyleRole.Body, Label: null, Letters: <= LongestByLooks }).Select(p => p.Size).DefaultIfEmpty().Max();
        var others = Math.Max(TextSize(items), first >= 0 ? ((BodyParagraph)items[first]).Size : 0);
        if (others == 0 || largest * 4 < others * 5)
            return;
        var at = items.FindIndex(i => i is BodyParagraph { Letters: > 0 } p && p.Size == largest);
        for (; at < items.Count && items[at] is BodyParagraph p && (p.Size == largest || p.Content.Count == 0); at++)
            items[at] = p with { Role = StyleRole.Title, Content = Unmarked(p.Content) };
    }

    /// <summary>
    /// A document without any heading by style or outline level may have some by looks: short lines of their own, bold throughout or larger
    /// than the text, each with text or smaller headings below.
    /// </summary>
    public static void FindByLooks(List<BodyItem> items)
    {
        if (items.Exists(i => i is BodyParagraph { Role: StyleRole.Heading, Content.Count: > 0 }))
            return;
        var body = TextSize(items);
        var looks = new Dictionary<BodyParagraph, (int Size, bool Bold)>(ReferenceEqualityComparer.Instance);
        (int Size, bool Bold)? below = null;
        var isText = false;
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i] is BodyParagraph { Letters: 0 })
                continue;
            if (items[i] is not BodyParagraph p || !IsLikeHeading(p, body))
            {
                (below, isText) = (null, true);
                continue;
            }
            var look = (Size: Math.Max(p.Size, body), p.Bold);
            if (isText || (below is { } next && (next.Size < look.Size || (next.Size == look.Size && look.Bold && !next.Bold))))
                looks[p] = look;
            (below, isText) = (looks.ContainsKey(p) ? look : null, false);
        }
        // One bold line divides nothing, and where every other line is bold, that is how the text is written.
        if (looks.Count == 0 || (looks.Count == 1 && looks.Values.First().Size <= body) || looks.Count * 2 > items.Count(i => i is BodyParagraph { Letters: > 0 }))
            return;
        var kinds = looks.Values.Distinct().OrderByDescending(k => k.Size).ThenByDescending(k => k.Bold).ToList();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is BodyParagraph p && looks.TryGetValue(p, out var look))
                items[i] = p with { Role = StyleRole.Heading, Level = Math.Min(kinds.IndexOf(look) + 2, 6), Content = Unmarked(p.Content) };
        }
    }

    /// <summary>The size that most of the text is in.</summary>
    private static int TextSize(List<BodyItem> items) =>
        items.OfType<BodyParagraph>().Where(p => p is { Letters: > 0, Bold: false }).GroupBy(p => p.Size).OrderByDescending(g => g.Sum(p => (long)p.Letters)).FirstOrDefault()?.Key ?? 0;

    /// <summary>
    /// The title is the paragraphs of that style above all headings. Where there is one, or where several headings are of the highest level,
    /// that level is the one below the title's.
    /// </summary>
    public static List<Inline> TakeTitle(List<BodyItem> items)
    {
        var title = new List<Inline>();
        var at = items.FindIndex(i => i is BodyParagraph { Content.Count: > 0, Role: StyleRole.Title or StyleRole.Heading });
        while (at >= 0 && at < items.Count && items[at] is BodyParagraph { Role: StyleRole.Title } part)
        {
            if (title.Count > 0 && part.Content.Count > 0)
                title.Add(new LineBreak());
            title.AddRange(part.Content);
            items.RemoveAt(at);
        }
        if (title.Count > 0 || items.Count(i => i is BodyParagraph { Role: StyleRole.Heading, Level: 1, Content.Count: > 0 }) > 1)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is BodyParagraph { Role: StyleRole.Heading } heading)
                    items[i] = heading with { Level = heading.Level + 1 };
                else if (items[i] is BodyParagraph { Role: StyleRole.Title } later)
                    items[i] = later with { Level = 2 };
            }
        }
        return title;
    }

    private static bool IsLikeHeading(BodyParagraph p, int body) =>
        p is { Role: StyleRole.Body or StyleRole.ListParagraph, Letters: > 1 and <= LongestByLooks }
        && p.Label is null or { Style: not ListStyle.Bullet }
        && (p.Bold || (p.Size > body && body > 0))
        && !p.Content.Exists(i => i is LineBreak or Image)
        && DocumentText.Of(p.Content).Trim() is [.., not ('.' or ',' or ';' or ':' or '…')] words && words.Length <= LongestByLooks && !char.IsLower(words[0]);

    /// <summary>A heading is bold anyway.</summary>
    private static List<Inline> Unmarked(List<Inline> content) =>
        [.. content.SelectMany(i => i is Styled { Style: InlineStyle.Strong or InlineStyle.Underline } s ? Unmarked([.. s.Children]) : [i])];
}
