using System.Globalization;
using System.Text;

namespace Pipeline.Website.Pages;

/// <summary>
/// A link at each paragraph of a text, and at each item of an ordered list, to itself in this very edition: a quotation that cites it
/// is right for ever, whatever later editions say.
/// </summary>
internal static class Permalinks
{
    private const string TextBegins = "<div class=\"document-text\">";

    /// <param name="fragment">A text as <see cref="Documents.Renderers.HtmlRenderer"/> writes it: well-formed, and with angle brackets only around tags.</param>
    /// <param name="edition">The edition's number.</param>
    public static string Add(string fragment, int edition)
    {
        var begin = fragment.IndexOf(TextBegins, StringComparison.Ordinal);
        if (begin < 0) return fragment;
        var result = new StringBuilder(fragment.Length + fragment.Length / 8);
        var (copied, depth, number, inOrdered) = (0, 0, 0, false);
        for (var at = fragment.IndexOf('<', begin + TextBegins.Length); at >= 0 && depth >= 0; at = fragment.IndexOf('<', at + 1))
        {
            var end = fragment.IndexOf('>', at);
            var tag = fragment.AsSpan(at + 1, end - at - 1);
            if (tag[0] == '/')
            {
                depth--;
                continue;
            }
            var name = tag.IndexOf(' ') is >= 0 and var blank ? tag[..blank] : tag;
            if ((depth == 0 && name is "p") || (depth == 1 && inOrdered && name is "li"))
            {
                number++;
                var own = IdOf(tag);
                var id = own.IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"page-p{number}") : own.ToString();
                result.Append(fragment, copied, at + 1 + name.Length - copied);
                if (own.IsEmpty) result.Append(CultureInfo.InvariantCulture, $" id=\"{id}\"");
                result.Append(fragment, at + 1 + name.Length, end - at - name.Length);
                result.Append(CultureInfo.InvariantCulture, $"<a class=\"permalink\" lang=\"en\" href=\"?edition={edition}#{id}\" aria-label=\"Paragraph {number}\">¶</a>");
                copied = end + 1;
            }
            if (depth == 0) inOrdered = name is "ol";
            if (name is not ("br" or "hr" or "img" or "input" or "col" or "wbr")) depth++;
        }
        return result.Append(fragment, copied, fragment.Length - copied).ToString();
    }

    private static ReadOnlySpan<char> IdOf(ReadOnlySpan<char> tag)
    {
        const string Id = " id=\"";
        var start = tag.IndexOf(Id, StringComparison.Ordinal);
        if (start < 0) return default;
        var rest = tag[(start + Id.Length)..];
        return rest[..rest.IndexOf('"')];
    }
}
