using AngleSharp.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>Takes out of a page what is no text: scripts without a word, since every page has some; forms, films and frames with a finding.</summary>
internal static class PageElements
{
    private const string Silent = "script, style, link, meta, base, template, title, slot, param, source, track, datalist, bgsound, map, area, rp, dialog, portal, noembed, noframes";
    private const string Named = "iframe, frame, frameset, object, embed, applet, canvas, audio, video, button, select, textarea, marquee, xmp, plaintext, layer";

    public static void Clear(IElement body, Findings findings)
    {
        foreach (var element in body.QuerySelectorAll("noscript").ToList())
        {
            // In a line it holds what its script would write there; elsewhere it says that scripts are needed.
            if (element.ParentElement is { LocalName: "p" or "li" or "td" or "span" or "a" or "dd" } && element.PreviousElementSibling?.LocalName == "script")
                element.Replace([.. element.ChildNodes]);
            else
                element.Remove();
        }
        foreach (var element in body.QuerySelectorAll(Silent).ToList())
            element.Remove();
        Equations(body, findings);
        foreach (var ruby in body.QuerySelectorAll("rt").ToList())
            ruby.Replace(body.Owner!.CreateTextNode($" ({ruby.TextContent.Trim()}) "));
        foreach (var drawing in body.QuerySelectorAll("svg").ToList())
            drawing.Replace(body.Owner!.CreateTextNode(drawing.GetAttribute("role") == "img" ? drawing.GetAttribute("aria-label") ?? "" : ""));
        foreach (var element in body.QuerySelectorAll(Named).ToList())
        {
            if (element.Parent is null)
                continue;
            HtmlMapper.Refuse(element.LocalName, null, findings);
            element.Remove();
        }
        // Some systems put the whole page into a form.
        foreach (var form in body.QuerySelectorAll("form").ToList())
            form.Replace([.. form.ChildNodes]);
    }

    private static void Equations(IElement body, Findings findings)
    {
        foreach (var equation in body.QuerySelectorAll("math").ToList())
        {
            var written = equation.GetAttribute("alttext") ?? equation.QuerySelector("annotation[encoding*='tex' i]")?.TextContent;
            foreach (var annotation in equation.QuerySelectorAll("annotation, annotation-xml").ToList())
                annotation.Remove();
            var text = string.Join(' ', (written ?? equation.TextContent).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (text.Length > 0)
                findings.Gather("equation-as-text", Severity.Warning, text, null, (count, names) =>
                    $"{(count == 1 ? "One equation is" : $"{count} equations are")} plain text now: {names}. Compare with the original, and insert a picture of an equation that cannot be read.");
            equation.Replace(body.Owner!.CreateTextNode(text));
        }
    }
}
