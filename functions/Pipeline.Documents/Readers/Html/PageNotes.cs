using System.Globalization;
using AngleSharp.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// Finds footnotes: a short link leads to a later place, and a link there leads back to it. That is how Word, wikis and Markdown programs
/// all write them.
/// </summary>
internal static class PageNotes
{
    private const int LongestCall = 12;
    private const int MostLinks = 10_000;

    public static void Find(IElement content, PageMarks marks)
    {
        var places = new Dictionary<string, IElement>(StringComparer.Ordinal);
        var order = new Dictionary<IElement, int>();
        foreach (var element in content.QuerySelectorAll("*"))
        {
            order[element] = order.Count;
            if (element.Id is { Length: > 0 } id)
                places.TryAdd(id, element);
            if (element.LocalName == "a" && element.GetAttribute("name") is { Length: > 0 } name)
                places.TryAdd(name, element);
        }
        var links = content.QuerySelectorAll("a[href^='#']").Where(a => places.ContainsKey(Fragment(a))).ToList();
        if (links.Count > MostLinks)
            return;
        var linksTo = links.ToLookup(l => places[Fragment(l)]);
        var withHeadings = new Dictionary<IElement, bool>();
        var notes = new Dictionary<IElement, (string Id, List<IElement> Back)>();
        var calls = new List<(IElement Call, IElement Note)>();
        foreach (var call in links)
        {
            var place = places[Fragment(call)];
            if (call.TextContent.Trim() is not { Length: > 0 and <= LongestCall } || order[place] < order[call] || place.Contains(call)
                || NoteAt(place, content) is not { } note || note.Contains(call) || HasHeading(note))
                continue;
            var backHere = Around(call).SelectMany(p => linksTo[p]).Where(note.Contains).ToList();
            if (backHere.Count == 0 && !(notes.ContainsKey(note) && call.ParentElement?.LocalName == "sup"))
                continue;
            if (notes.TryGetValue(note, out var known))
                known.Back.AddRange(backHere);
            else
                notes.Add(note, (string.Create(CultureInfo.InvariantCulture, $"note-{notes.Count + 1}"), backHere));
            calls.Add((call, note));
        }
        bool HasHeading(IElement note) =>
            withHeadings.TryGetValue(note, out var has) ? has : withHeadings[note] = note.QuerySelector("h1, h2, h3, h4, h5, h6") is not null;
        // Several notes in one paragraph cannot be told apart.
        var several = calls.GroupBy(c => c.Note).Where(g => g.Select(c => Fragment(c.Call)).Distinct().Count() > 1).Select(g => g.Key).ToHashSet();
        foreach (var (call, note) in calls.Where(c => !several.Contains(c.Note)))
            marks.NoteCalls[WithRaised(call)] = notes[note].Id;
        var shelf = content.Owner!.CreateElement("section");
        foreach (var (note, (id, back)) in notes.Where(n => !several.Contains(n.Key)))
        {
            foreach (var link in back)
                RemoveUp(link, note);
            marks.Notes.Add((id, note));
            var left = note.ParentElement;
            shelf.AppendChild(note);
            if (left is not null)
                RemoveUp(left, content);
        }
        content.AppendChild(shelf);
    }

    /// <summary>What holds a note's text; null where that cannot be told.</summary>
    private static IElement? NoteAt(IElement place, IElement content)
    {
        for (var element = place; element is not null && element != content; element = element.ParentElement)
        {
            if (element.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "tr" or "td" or "table" or "main" or "article" or "body")
                return null;
            if (element.LocalName is not ("li" or "p" or "div" or "aside" or "dd" or "section"))
                continue;
            // Word: the division around the paragraphs is the note.
            var division = element.Closest("div[id^='ftn'], div[id^='edn'], div[id^='sdfootnote'], div[id^='sdendnote'], li[id^='fn'], li[id^='cite_note']");
            return division is not null && division != content && content.Contains(division) ? division : element;
        }
        return null;
    }

    /// <summary>The places that a link back to a call may lead to: the call itself, what is in it, and what is close around it.</summary>
    private static IEnumerable<IElement> Around(IElement call)
    {
        yield return call;
        foreach (var inside in call.QuerySelectorAll("[id], a[name]"))
            yield return inside;
        for (var (outer, steps) = (call.ParentElement, 0); outer is not null && steps < 3; outer = outer.ParentElement, steps++)
        {
            if (steps == 0 || outer.LocalName is "sup" or "span" or "a")
                yield return outer;
        }
        if (call.PreviousElementSibling is { LocalName: "a" or "span" or "sup" } before)
            yield return before;
    }

    private static IElement WithRaised(IElement call) =>
        call.ParentElement is { LocalName: "sup" } raised && raised.TextContent.Trim() == call.TextContent.Trim() ? raised : call;

    /// <summary>Removes an element and what is empty around it.</summary>
    private static void RemoveUp(IElement element, IElement within)
    {
        if (element.LocalName == "a")
        {
            var parent = element.ParentElement;
            element.Remove();
            if (parent is null || parent == within)
                return;
            element = parent;
        }
        while (element != within && IsBlank(element) && element.ParentElement is { } above)
        {
            element.Remove();
            element = above;
        }
    }

    private static bool IsBlank(IElement element) =>
        !element.Descendants<IText>().Any(t => !string.IsNullOrWhiteSpace(t.Data)) && element.QuerySelector("img") is null;

    private static string Fragment(IElement link) => Uri.UnescapeDataString(link.GetAttribute("href")![1..]);
}
