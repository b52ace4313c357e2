using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Regions;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>Pieces that several pages show.</summary>
internal static class Parts
{
    // The languages of the United Nations beside English.
    private static readonly string[] OtherLanguages = ["ar", "zh", "fr", "ru", "es"];

    /// <summary>A number of documents, read out as such.</summary>
    public static Html Count(int count) => Number(count, "document", "documents");

    /// <summary>A number beside what it counts, read out with the word.</summary>
    public static Html Number(int count, string one, string many) =>
        $"""<span class="count">{count}<span class="unseen"> {(count == 1 ? one : many)}</span></span>""";

    public static Html Time(string? iso) => iso is null ? Html.Empty : $"""<time datetime="{iso}">{Names.Date(iso)}</time>""";

    public static Html Link(string address, string text) => $"""<a href="{address}">{text}</a>""";

    /// <summary>The attributes of an element whose text is in the document's language and not in the page's.</summary>
    public static Html Language(DocumentRecord document)
    {
        if (document.Language == "en") return Html.Empty;
        return $"""{Html.Trusted(" ")}lang="{document.Language}" dir="{(Names.RightToLeft(document.Language) ? "rtl" : "ltr")}" """;
    }

    /// <summary>A link to a document by the name of its language.</summary>
    public static Html InLanguage(DocumentRecord document) =>
        $"""<a href="{Addresses.Page(document)}" hreflang="{document.Language}" lang="{document.Language}" dir="{(Names.RightToLeft(document.Language) ? "rtl" : "ltr")}">{Names.OwnName(document.Language)}</a> """;

    /// <summary>What a place or organization is called in the other languages of the United Nations, where that is not the same.</summary>
    /// <param name="names">By language tag.</param>
    public static Html OtherNames(IReadOnlyDictionary<string, string> names)
    {
        string[] others = [.. OtherLanguages.Where(tag => names.TryGetValue(tag, out var name) && name != names["en"])];
        if (others.Length == 0) return Html.Empty;
        return $"""
            <ul class="names" aria-label="Names in other languages">
            {others.Select(tag => (Html)$"""
                <li lang="{tag}" dir="{(Names.RightToLeft(tag) ? "rtl" : "ltr")}">{names[tag]}</li>

                """)}</ul>
            """;
    }

    /// <summary>Who speaks, in one line: delegation, for whom, the person and post; where nobody does who wrote it.</summary>
    public static string? Byline(Names names, DocumentRecord document)
    {
        var delegation = names.Delegation(document);
        if (delegation is not null && names.OnBehalfOf(document) is { } others) delegation += $", on behalf of {others}";
        string?[] parts = [delegation, Person(document)];
        var line = string.Join(" — ", parts.Where(p => p is not null));
        return line.Length > 0 ? line : Names.Authors(document);
    }

    /// <summary>What a document is, in a sentence for those who have only a link to it: its summary, or else kind, speaker, event and date.</summary>
    public static string Description(Names names, DocumentRecord document) =>
        document.Summary ?? string.Join(", ", new[] { Names.Kind(document.Kind), Byline(names, document), Names.Event(document), document.Date is null ? null : Names.Date(document.Date) }.OfType<string>());

    public static string? Person(DocumentRecord document) =>
        document.Speaker is null ? document.Post : document.Post is null ? document.Speaker : $"{document.Speaker}, {document.Post}";

    /// <summary>Places with their counts, as a list of links.</summary>
    /// <param name="most">The highest count that one could have, where each bears a bar; null: without bars.</param>
    public static Html Places(IEnumerable<(string Address, string Name, int Count)> places, string style, int? most = null) => $"""
        <ul class="{style}">
        {places.Select(p => (Html)$"""
            <li{(p.Count == 0 ? Html.Trusted(" class=\"none\"") : Html.Empty)}>{Link(p.Address, p.Name)} {Count(p.Count)}{(most is { } highest ? BarChart.Bar(p.Count, highest) : Html.Empty)}</li>

            """)}</ul>
        """;

    /// <summary>The region and those above it, from the top.</summary>
    public static IEnumerable<Region> Lineage(Gazetteer gazetteer, Region region)
    {
        var parent = region.ParentId is null ? null : gazetteer.FindRegion(region.ParentId);
        return parent is null ? [region] : Lineage(gazetteer, parent).Append(region);
    }

    public static (string Label, string Address) Crumb(Region region) => (region.Name, Addresses.Region(region.Id));
}
