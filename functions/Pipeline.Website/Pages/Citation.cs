using System.Text;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website.Pages;

/// <summary>How to point others to a document: the line to cite, the message to send.</summary>
internal static class Citation
{
    /// <summary>Who, “title”, symbol, event, place, date, edition, address.</summary>
    public static string Of(SiteRequest request, DocumentRecord document, EditionRecord edition)
    {
        var who = request.Names.Delegation(document) is { } delegation
            ? document.Speaker is null ? delegation : $"{document.Speaker} ({delegation})"
            : document.Speaker ?? Names.Authors(document) ?? request.Library.Options.Publisher;
        var title = document.Title.TrimEnd('.');
        string?[] parts =
        [
            $"{who}, “{title}”",
            document.Symbol,
            Names.Event(document),
            document.Place,
            document.Date is null ? null : Names.Date(document.Date),
            document.Editions.Count > 1 ? $"edition {edition.Number}" : null,
            Address(request, document, edition),
        ];
        return string.Join(", ", parts.Where(p => p is not null)) + ".";
    }

    /// <summary>A message with the title and, where the website's public address is configured, the document's address.</summary>
    public static string MailTo(SiteRequest request, DocumentRecord document)
    {
        var body = new StringBuilder(document.Title).Append("\r\n");
        if (Parts.Byline(request.Names, document) is { } byline) body.Append(byline).Append("\r\n");
        if (document.Date is not null) body.Append(Names.Date(document.Date)).Append("\r\n");
        if (Absolute(request, document) is { } address) body.Append("\r\n").Append(address).Append("\r\n");
        return $"mailto:?subject={Uri.EscapeDataString(document.Title)}&body={Uri.EscapeDataString(body.ToString())}";
    }

    /// <summary>What to cite: the edition's address where there are several, else the document's.</summary>
    public static string? Address(SiteRequest request, DocumentRecord document, EditionRecord edition) =>
        Absolute(request, document, document.Editions.Count > 1 ? edition : null);

    /// <summary>The document's address for the world, or an edition's; null where the website's own is not configured.</summary>
    private static string? Absolute(SiteRequest request, DocumentRecord document, EditionRecord? edition = null) =>
        request.Library.Options.PublicAddress is { } root ? new Uri(root, Addresses.Page(document, edition)).AbsoluteUri : null;
}
