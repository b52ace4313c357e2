using System.Globalization;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary>
/// How many documents places have, as bars. The chart is a table, which says it all in words and numbers and has the links; each row
/// bears its bar as inline SVG, which screen readers pass over.
/// </summary>
internal static class BarChart
{
    private const int ShownRows = 10;
    private const int FewRows = 6;

    /// <summary>The places with most documents, and the others to unfold; nothing where none has any.</summary>
    /// <param name="what">What the rows are: "country", "countries".</param>
    public static Html Section(string heading, (string One, string Many) what, IEnumerable<(string Address, string Name, int Count)> places)
    {
        var sorted = places.OrderByDescending(p => p.Count).ThenBy(p => Names.SortKey(p.Name), StringComparer.Ordinal).ToArray();
        if (sorted is not [{ Count: > 0 and var most }, ..]) return Html.Empty;
        // To unfold a row or two is not worth the trouble.
        var shown = sorted.Length <= ShownRows + 2 ? sorted.Length : ShownRows;
        return $"""
            <section class="chart" aria-labelledby="chart">
            <h2 id="chart" class="small">{heading}</h2>
            {Table(heading, what.One, sorted[..shown], most)}
            {(shown == sorted.Length ? Html.Empty : (Html)$"""
                <details>
                <summary>{Names.Count(sorted.Length - shown, $"more {what.One}", $"more {what.Many}")}</summary>
                {Table(heading + ", continued", what.One, sorted[shown..], most)}
                </details>
                """)}
            </section>
            """;
    }

    /// <summary>A bar as long as a count beside the highest one; any document at all can be seen.</summary>
    public static Html Bar(int count, int most)
    {
        if (count == 0) return Html.Empty;
        var width = Math.Max(0.6, 100.0 * count / most).ToString("0.##", CultureInfo.InvariantCulture);
        return $"""<svg class="bar" aria-hidden="true" focusable="false" width="100%" height="100%"><rect width="{width}%" height="100%"/></svg>""";
    }

    private static Html Table(string caption, string what, (string Address, string Name, int Count)[] rows, int most) => $"""
        <table class="bars{(rows.Length <= FewRows ? " few" : "")}" role="table" aria-label="{caption}">
        <thead role="rowgroup" class="unseen"><tr role="row"><th role="columnheader" scope="col">{char.ToUpperInvariant(what[0]) + what[1..]}</th><th role="columnheader" scope="col">Documents</th></tr></thead>
        <tbody role="rowgroup">
        {rows.Select(r => (Html)$"""
            <tr role="row"><th role="rowheader" scope="row">{Parts.Link(r.Address, r.Name)}</th><td role="cell"><span class="track">{Bar(r.Count, most)}</span>{Html.Trusted(" ")}<span class="count">{r.Count}</span></td></tr>

            """)}</tbody>
        </table>
        """;
}
