using System.Globalization;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Website;

/// <summary>
/// The addresses of this website, all relative to its root: the Host header of a request is never believed. An edition in an
/// address is named only where it is not the current one.
/// </summary>
internal static class Addresses
{
    public static string Page(DocumentRecord document, EditionRecord? edition = null) => Of(document, "", edition);

    public static string Pdf(DocumentRecord document, EditionRecord? edition = null) => Of(document, ".pdf", edition);

    public static string Text(DocumentRecord document, EditionRecord? edition = null) => Of(document, ".txt", edition);

    public static string Source(DocumentRecord document, EditionRecord? edition = null) => Of(document, "/source", edition);

    public static string Print(DocumentRecord document, EditionRecord? edition = null) => Of(document, "/print", edition);

    /// <param name="format"><c>bib</c>, <c>ris</c> or <c>json</c>.</param>
    public static string Cite(DocumentRecord document, string format, EditionRecord? edition = null) => Of(document, "/cite." + format, edition);

    /// <summary>What changed from an edition to the one after it.</summary>
    public static string Changes(DocumentRecord document, EditionRecord to) => Of(document, "/changes", to);

    /// <summary>Leads to the language of a work that the reader likes best.</summary>
    public static string Work(DocumentRecord document) => "/works/" + Uri.EscapeDataString(document.Id);

    public static string Region(string id) => "/regions/" + Uri.EscapeDataString(id);

    public static string Country(string id) => "/countries/" + Uri.EscapeDataString(id);

    public static string Organization(string id) => "/organizations/" + Uri.EscapeDataString(id);

    public static string Event(string id) => "/events/" + Uri.EscapeDataString(id);

    private static string Of(DocumentRecord document, string rendition, EditionRecord? edition) =>
        $"/documents/{Uri.EscapeDataString(document.Id)}{rendition}"
        + (edition is null ? "" : "?edition=" + edition.Number.ToString(CultureInfo.InvariantCulture));
}
