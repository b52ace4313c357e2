using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Pipeline.Documents.Readers.Html;

/// <summary>Parses a page within limits: how deep its elements stand in each other, how many there are, how many attributes one has.</summary>
internal static class HtmlPage
{
    /// <summary>Real pages stay below a hundred; the parser's time grows with the square of it.</summary>
    private const int MaximumDepth = 256;

    private const int MaximumElements = 400_000;
    private const int MaximumAttributes = 1_000;
    private const int ElementsBetweenLooks = 1024;

    /// <exception cref="RejectedException">Past a limit.</exception>
    public static IHtmlDocument Parse(string markup, CancellationToken cancellationToken)
    {
        CheckTags(markup);
        var elements = 0;
        IElement? last = null;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            OnCreated = (element, _) =>
            {
                if (++elements % ElementsBetweenLooks == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                if (elements > MaximumElements)
                    throw new RejectedException("file-too-large", string.Create(CultureInfo.InvariantCulture,
                        $"This web page has more than {MaximumElements:N0} elements. Split it into several documents."));
                if (last is not null && Depth(last) > MaximumDepth)
                    throw new RejectedException("too-deeply-nested", string.Create(CultureInfo.InvariantCulture,
                        $"Elements of this web page stand inside each other more than {MaximumDepth} deep. Save its text as a Word or text file, and upload that file."));
                last = element;
            },
        });
        return parser.ParseDocument(markup);
    }

    private static int Depth(IElement element)
    {
        var depth = 0;
        for (INode? node = element.Parent; node is not null && depth <= MaximumDepth; node = node.Parent)
            depth++;
        return depth;
    }

    /// <summary>A parser compares each attribute of a tag with those before it, so that one tag with a million would take hours.</summary>
    private static void CheckTags(string markup)
    {
        for (var at = markup.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < markup.Length; at = markup.IndexOf('<', at + 1))
        {
            if (!char.IsAsciiLetter(markup[at + 1]))
                continue;
            var end = markup.AsSpan(at).IndexOf('>');
            var tag = markup.AsSpan(at, end < 0 ? markup.Length - at : end);
            if (tag.Length > MaximumAttributes && Attributes(tag) > MaximumAttributes)
                throw new RejectedException("file-too-large", string.Create(CultureInfo.InvariantCulture,
                    $"An element of this web page has more than {MaximumAttributes:N0} attributes. Save its text as a Word or text file, and upload that file."));
            at += tag.Length - 1;
        }
    }

    private static int Attributes(ReadOnlySpan<char> tag)
    {
        var count = 0;
        var quote = '\0';
        for (var i = 1; i < tag.Length; i++)
        {
            if (quote != '\0')
                quote = tag[i] == quote ? '\0' : quote;
            else if (tag[i] is '"' or '\'' && tag[i - 1] == '=')
                quote = tag[i];
            else if (char.IsWhiteSpace(tag[i - 1]) != char.IsWhiteSpace(tag[i]) || tag[i] == '/')
                count++;
        }
        return count / 2;
    }
}
