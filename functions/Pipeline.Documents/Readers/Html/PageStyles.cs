using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Pipeline.Documents.Readers.Html;

/// <summary>
/// What styles say that the model has a place for: bold, italic and the like, which Word and Google Docs write as styles, and hidden text.
/// Of style sheets only rules for classes are looked at.
/// </summary>
internal static partial class PageStyles
{
    private const int LongestSheet = 500_000;
    private const int MaximumRules = 20_000;

    [Flags]
    private enum Look
    {
        None = 0,
        Bold = 1,
        Italic = 2,
        Underline = 4,
        Struck = 8,
        SmallCaps = 16,
        Raised = 32,
        Lowered = 64,
        Hidden = 128,
        NotBold = 256,
    }

    private static readonly (Look Look, string Element)[] Elements =
        [(Look.Bold, "strong"), (Look.Italic, "em"), (Look.Underline, "u"), (Look.Struck, "s"), (Look.Raised, "sup"), (Look.Lowered, "sub")];

    public static void Apply(IHtmlDocument page, Findings findings)
    {
        var classes = Classes(page);
        var hidden = new List<IElement>();
        foreach (var element in page.Body!.QuerySelectorAll("[style], [class], [hidden]").ToList())
        {
            var look = LookOf(element.GetAttribute("style") ?? "");
            foreach (var name in element.ClassList)
                look |= classes.GetValueOrDefault(name);
            if ((look & Look.Hidden) != 0 || element.HasAttribute("hidden"))
                hidden.Add(element);
            else if (element.LocalName is "b" or "strong" && (look & Look.NotBold) != 0)
                element.Replace([.. element.ChildNodes]);
            else if (element.LocalName is "span" or "font")
                Wrap(page, element, look);
        }
        Remove(hidden, findings);
    }

    private static void Wrap(IHtmlDocument page, IElement element, Look look)
    {
        // Headings are bold anyway.
        if (element.Closest("h1, h2, h3, h4, h5, h6") is not null)
            look &= ~Look.Bold;
        // Links are underlined anyway.
        if (element.Closest("a") is not null || element.QuerySelector("a") is not null)
            look &= ~Look.Underline;
        foreach (var (bit, name) in Elements)
        {
            if ((look & bit) == 0)
                continue;
            var wrapper = page.CreateElement(name);
            foreach (var child in element.ChildNodes.ToList())
                wrapper.AppendChild(child);
            element.AppendChild(wrapper);
        }
    }

    private static void Remove(List<IElement> hidden, Findings findings)
    {
        var words = 0;
        string? first = null;
        foreach (var element in hidden)
        {
            if (element.Parent is null || element.LocalName is "script" or "style" or "noscript" or "template" or "svg" or "input")
                continue;
            var count = DocumentText.CountWords(element.TextContent);
            words += count;
            if (count > 0)
                first ??= string.Join(' ', element.TextContent.Split((char[]?)null, 9, StringSplitOptions.RemoveEmptyEntries).Take(8));
            element.Remove();
        }
        if (first is not null)
            findings.Add("hidden-text", Severity.Warning, $"{words} words that the web page does not show were left out, beginning with “{first}”. Make them visible in the page if they belong to the text.");
    }

    private static Look LookOf(string declarations)
    {
        var look = Look.None;
        foreach (var declaration in declarations.Split(';'))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var value = declaration[(colon + 1)..].Replace("!important", "", StringComparison.OrdinalIgnoreCase).Trim().ToLowerInvariant();
            look |= declaration[..colon].Trim().ToLowerInvariant() switch
            {
                "font-weight" => value is "bold" or "bolder" or "600" or "700" or "800" or "900" ? Look.Bold : value is "normal" or "400" ? Look.NotBold : Look.None,
                "font-style" => value is "italic" or "oblique" ? Look.Italic : Look.None,
                "text-decoration" or "text-decoration-line" =>
                    (value.Contains("underline", StringComparison.Ordinal) ? Look.Underline : Look.None) | (value.Contains("line-through", StringComparison.Ordinal) ? Look.Struck : Look.None),
                "vertical-align" => value switch { "super" => Look.Raised, "sub" => Look.Lowered, _ => Look.None },
                "font-variant" or "font-variant-caps" => value.Contains("small-caps", StringComparison.Ordinal) ? Look.SmallCaps : Look.None,
                "display" => value == "none" ? Look.Hidden : Look.None,
                "visibility" => value == "hidden" ? Look.Hidden : Look.None,
                "mso-hide" => value == "all" ? Look.Hidden : Look.None,
                _ => Look.None,
            };
        }
        return look;
    }

    private static Dictionary<string, Look> Classes(IHtmlDocument page)
    {
        var classes = new Dictionary<string, Look>(StringComparer.Ordinal);
        var rules = 0;
        foreach (var sheet in page.QuerySelectorAll("style").Select(s => s.TextContent).Where(s => s.Length <= LongestSheet))
        {
            foreach (var (selectors, declarations) in Rules(sheet))
            {
                if (++rules > MaximumRules)
                    return classes;
                if (LookOf(declarations) is not Look.None and var look)
                {
                    foreach (var selector in selectors.Split(','))
                    {
                        if (ClassSelector().Match(selector.Trim()) is { Success: true } match)
                            classes[match.Groups[1].Value] = classes.GetValueOrDefault(match.Groups[1].Value) | look;
                    }
                }
            }
        }
        return classes;
    }

    /// <summary>The rules of a sheet that hold on every medium.</summary>
    private static IEnumerable<(string Selectors, string Declarations)> Rules(string sheet)
    {
        var start = 0;
        var open = -1;
        var depth = 0;
        for (var i = 0; i < sheet.Length; i++)
        {
            if (sheet[i] == '{' && depth++ == 0)
            {
                open = i;
            }
            else if (sheet[i] == '}' && depth > 0 && --depth == 0)
            {
                var selectors = sheet[start..open];
                if (!selectors.Contains('@', StringComparison.Ordinal))
                    yield return (selectors, sheet[(open + 1)..i]);
                start = i + 1;
            }
        }
    }

    [GeneratedRegex(@"^(?:span|p|div)?\.([A-Za-z0-9_-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ClassSelector();
}
