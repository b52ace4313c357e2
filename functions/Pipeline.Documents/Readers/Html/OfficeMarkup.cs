using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// Pages that Word exported say by classes and by styles of their own what other pages say by elements: titles, quotations, lists with
/// their labels, tables of contents, comments. They become those elements.
/// </summary>
internal static partial class OfficeMarkup
{
    public static void Rewrite(IElement body, PageMarks marks, Findings findings)
    {
        foreach (var title in body.QuerySelectorAll("p.MsoTitle, p.Title").Take(1).ToList())
            Rename(title, "h1");
        foreach (var quote in body.QuerySelectorAll("p.MsoQuote, p.MsoIntenseQuote, p.MsoBlockText").ToList())
        {
            var block = body.Owner!.CreateElement("blockquote");
            quote.Replace(block);
            block.AppendChild(quote);
        }
        foreach (var entry in body.QuerySelectorAll("p[class^='MsoToc'], p[class^='MsoTOC']").ToList())
            entry.Remove();
        Comments(body, findings);
        foreach (var frame in body.QuerySelectorAll("[style*='mso-element:header'], [style*='mso-element:footer'], [style*='mso-element:footnote-separator'], [style*='mso-element:endnote-separator']").ToList())
            frame.Remove();
        Lists(body, marks);
        foreach (var box in body.QuerySelectorAll("li input[type=checkbox]").ToList())
            marks.Checked[box.Closest("li")!] = box.HasAttribute("checked");
        foreach (var field in body.QuerySelectorAll("input").ToList())
            field.Remove();
    }

    private static void Comments(IElement body, Findings findings)
    {
        var comments = body.QuerySelectorAll("[style*='mso-element:comment']").Where(c => c.GetAttribute("style")!.Contains("mso-element:comment;", StringComparison.Ordinal) || c.GetAttribute("style")!.EndsWith("mso-element:comment", StringComparison.Ordinal)).ToList();
        foreach (var reference in body.QuerySelectorAll(".MsoCommentReference, [style*='mso-element:comment-list'], [style*='mso-comment-reference'] > [style*='mso-special-character:comment']").ToList())
            reference.Remove();
        if (comments.Count > 0)
            findings.Add("comments-left-out", Severity.Info, $"{comments.Count} comments were left out: comments are not published.");
    }

    private static void Lists(IElement body, PageMarks marks)
    {
        foreach (var heading in body.QuerySelectorAll("h1[style*='mso-list'], h2[style*='mso-list'], h3[style*='mso-list'], h4[style*='mso-list'], h5[style*='mso-list'], h6[style*='mso-list']"))
        {
            if (heading.QuerySelector("[style*='mso-list:Ignore' i]") is { } label)
                label.Replace(body.Owner!.CreateTextNode(Words(label.TextContent) + " "));
        }
        foreach (var first in body.QuerySelectorAll("p[style*='mso-list:']").Where(p => Level().IsMatch(p.GetAttribute("style")!)).ToList())
        {
            if (first.Parent is null || first.ParentElement!.LocalName == "li")
                continue;
            var run = new List<(IElement Paragraph, int Level)>();
            for (var next = first; next is { LocalName: "p" } && Level().Match(next.GetAttribute("style") ?? "") is { Success: true } match; next = next.NextElementSibling)
                run.Add((next, match.Groups[1].Value[0] - '0'));
            List(run, marks);
        }
    }

    private static void List(List<(IElement Paragraph, int Level)> run, PageMarks marks)
    {
        var open = new Stack<(int Level, IElement List)>();
        IElement? item = null;
        // Where the list comes to stand, since its paragraphs leave.
        var place = run[0].Paragraph.Owner!.CreateElement("div");
        run[0].Paragraph.Parent!.InsertBefore(place, run[0].Paragraph);
        foreach (var (paragraph, level) in run)
        {
            var labelled = paragraph.QuerySelector("[style*='mso-list:Ignore' i]");
            var label = Words(labelled?.TextContent ?? "");
            labelled?.Remove();
            var numbered = label.Any(char.IsLetterOrDigit) && label is not "o";
            while (open.TryPeek(out var inner) && (inner.Level > level || (inner.Level == level && (inner.List.LocalName == "ol") != numbered)))
                open.Pop();
            if (!open.TryPeek(out var current) || current.Level < level)
            {
                var list = paragraph.Owner!.CreateElement(numbered ? "ol" : "ul");
                (item is not null && open.Count > 0 ? item : place).AppendChild(list);
                open.Push(current = (level, list));
            }
            item = paragraph.Owner!.CreateElement("li");
            current.List.AppendChild(item);
            item.AppendChild(paragraph);
            if (numbered)
                marks.Labels[item] = label;
        }
    }

    private static void Rename(IElement element, string name)
    {
        var renamed = element.Owner!.CreateElement(name);
        foreach (var child in element.ChildNodes.ToList())
            renamed.AppendChild(child);
        element.Replace(renamed);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('\u00A0', ' ');

    [GeneratedRegex(@"mso-list:\s*l\d+\s+level([1-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Level();
}
