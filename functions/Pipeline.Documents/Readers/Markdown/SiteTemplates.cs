using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Documents.Readers.Markdown;

/// <summary>
/// Instructions to a site generator (Jekyll, kramdown) that many Markdown files of governments carry: <c>{% include x %}</c>,
/// <c>{{ site.baseurl }}</c>, <c>{: .class}</c>. They are no text; a finding names each that is left out.
/// </summary>
internal static partial class SiteTemplates
{
    // Liquid expressions of a site's own values or with filters; {{ name }} in a form letter stays.
    [GeneratedRegex(@"\{%-?[^%\n]{0,2000}%\}|\{\{-?\s*(?:(?:site|page|include|layout|content|post)\b[^}\n]{0,300}|[^}|\n]{0,200}\|[^}\n]{0,200})\}\}|\{:(?:\s*[.#/]?[\w-][^}\n]{0,200}|:[^}\n]{0,200})\}")]
    private static partial Regex Tags();

    [GeneratedRegex("\"(?<text>[^\"]+)\"|'(?<text>[^']+)'")]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"(?<=\]\()\s*(?:\{\{[^}\n]{0,300}\}\}|\{%[^%\n]{0,300}%\})")]
    private static partial Regex LinkStart();

    [GeneratedRegex(@"\s*\{:?\s*#(?<id>[\w.-]{1,100})[^}\n]{0,200}\}\s*$")]
    private static partial Regex HeadingId();

    /// <summary>Takes them out of the start of link addresses, where blanks in them would keep Markdown from seeing a link.</summary>
    public static string OutOfLinks(string text)
    {
        if (!text.Contains("]({", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        string? fence = null;
        foreach (var line in text.AsSpan().EnumerateLinesWithEnds())
        {
            var trimmed = line.TrimStart(' ');
            if (trimmed.StartsWith("```") || trimmed.StartsWith("~~~"))
            {
                var marker = trimmed[..3].ToString();
                fence = fence is null ? marker : fence == marker ? null : fence;
            }
            if (fence is null && line.Contains("]({", StringComparison.Ordinal))
                result.Append(LinkStart().Replace(line.ToString(), ""));
            else
                result.Append(line);
        }
        return result.ToString();
    }

    public static string OutOfText(string text, Findings findings, int line)
    {
        if (!text.Contains("{%", StringComparison.Ordinal) && !text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{:", StringComparison.Ordinal))
            return text;
        return Tags().Replace(text, match =>
        {
            findings.Gather("site-template", Severity.Warning, match.Value, line, (count, names) =>
                $"Instructions to a website program were left out, since they mean nothing here: {names}. Where one of them stood for text, write the text instead.");
            return Prose(match.Value);
        });
    }

    /// <summary>What a tag passes on to be shown: texts of several words in quotation marks, as in <c>{% include box.html content="Read this." %}</c>.</summary>
    private static string Prose(string tag) =>
        string.Join(" ", QuotedText().Matches(tag).Select(m => m.Groups["text"].Value).Where(t => t.Contains(' ', StringComparison.Ordinal)));

    /// <summary>Splits <c>Heading {#anchor}</c>.</summary>
    public static (string Text, string? Id) HeadingAnchor(string text)
    {
        if (!text.EndsWith('}') || HeadingId().Match(text) is not { Success: true } match)
            return (text, null);
        return (text[..match.Index], match.Groups["id"].Value);
    }

    private static LineEnumerator EnumerateLinesWithEnds(this ReadOnlySpan<char> text) => new(text);

    private ref struct LineEnumerator(ReadOnlySpan<char> rest)
    {
        private ReadOnlySpan<char> rest = rest;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly LineEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (rest.IsEmpty)
                return false;
            var end = rest.IndexOf('\n');
            var length = end < 0 ? rest.Length : end + 1;
            Current = rest[..length];
            rest = rest[length..];
            return true;
        }
    }
}
