using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/events</c>: every event and collection, newest first.</summary>
internal static class EventsPage
{
    public static Reply Show(SiteRequest request)
    {
        request.Parameters.AllowOnly();
        return Layout.FromCatalog(request, "/events", () =>
        {
            var events = EventSummary.All(request);
            return new PageContent("Events", $"""
                <h1>Events and collections</h1>
                <p class="lede">{(events.Count == 0 ? "None yet: the first folder of an upload is its event." : "Who spoke at each of them, and what was published about it.")}</p>
                {events.GroupBy(e => e.From?[..4] ?? "").Select(year => (Html)$"""
                    <section aria-labelledby="y{year.Key}">
                    <h2 id="y{year.Key}">{(year.Key.Length == 0 ? "Undated" : year.Key)}</h2>
                    <ul class="places events">
                    {year.Select(e => (Html)$"""
                        <li>{Parts.Link(Addresses.Event(e.Id), e.Title)} {Parts.Count(e.Count)}{(About(e) is { Length: > 0 } about ? (Html)$"""<span class="note">{about}</span>""" : Html.Empty)}</li>

                        """)}</ul>
                    </section>

                    """)}
                """);
        });
    }

    private static string About(EventSummary summary) =>
        string.Join(", ", new[] { Names.Span(summary.From, summary.To), summary.Place }.OfType<string>());
}
