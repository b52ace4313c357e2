using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/events/{id}</c>: who said what, for whom; what is missing; and the documents about it.</summary>
internal static class EventPage
{
    public static Reply Show(SiteRequest request, string id)
    {
        var own = new CatalogQuery { Events = [id] };
        var path = Addresses.Event(id);
        var query = DocumentList.Narrow(request, own);
        EventView.Require(request, id);
        return Layout.FromCatalog(request, Address(query), () =>
        {
            var view = EventView.Of(request, id);
            // Where it is too large to be shown by speaker, or its documents are narrowed down, it is a list like any other.
            var bySpeaker = view.Complete && Address(query) == path;
            var main = bySpeaker
                ? BySpeaker(request, view)
                : $"{Filters.Chosen(request, query, own, Address)}{DocumentList.Section(request, DocumentFilter.Page(request, query), query, Address)}";
            return new PageContent(Filters.Titled(request, view.Title, query, own), $"""
                <p class="eyebrow">{(request.Catalog.FindEvent(id) is null && Names.IsFolder(view.Title, id) ? "Collection" : "Event")}</p>
                <h1>{view.Title}</h1>
                <p class="lede">{Summary(view, bySpeaker)}</p>
                {main}
                """)
            { Crumbs = [("Events", "/events")], Head = Feeds.Link(path + "/feed.atom", view.Title) };
        });

        string Address(CatalogQuery asked) => DocumentList.Address(path, own, asked);
    }

    /// <summary>When, where and how much: "12 July 2011, New York. 47 spoke; the texts of 44 are held, 3 are missing."</summary>
    /// <param name="linked">Whether what is missing stands on the page, too.</param>
    private static Html Summary(EventView view, bool linked)
    {
        var when = Names.Span(view.From, view.To);
        string?[] parts = [when, view.Places.Count == 1 ? view.Places[0] : null];
        var head = string.Join(", ", parts.OfType<string>());
        var (spoke, missing) = (view.Participations.Count, view.Missing.Count());
        var lacking = $"{missing} {(missing == 1 ? "is" : "are")} missing";
        Html tail = spoke == 0 ? $"{Names.Count(view.Total, "document", "documents")}."
            : !view.HasRoster ? (Html)$"{Names.Count(view.Total, "document", "documents")}; {Names.Count(spoke, "contribution", "contributions")}."
            : missing == 0 ? (Html)$"{Names.Count(spoke, "contribution", "contributions")}; the texts of all of them are held."
            : (Html)$"{Names.Count(spoke, "contribution", "contributions")}; {(spoke - missing == 1 ? "the text of 1 is" : $"the texts of {spoke - missing} are")} held, {(linked ? (Html)$"""<a href="#missing">{lacking}</a>""" : (Html)$"{lacking}")}.";
        return head.Length == 0 ? tail : $"{head}. {tail}";
    }

    private static Html BySpeaker(SiteRequest request, EventView view) => $"""
        {Sessions(view)}
        {(view.Documents.Count == 0 ? Html.Empty : (Html)$"""
            <section aria-labelledby="about">
            <h2 id="about">Reports and other documents</h2>
            {DocumentList.Items(request, Once(request, view.Documents))}
            </section>
            """)}
        {(view.Participations.Count == 0 ? Html.Empty : (Html)$"""
            <section aria-labelledby="spoken">
            <div class="listing-head">
            <h2 id="spoken">Who said what</h2>
            <p class="downloads"><a href="/v1/events/{Uri.EscapeDataString(view.Id)}.csv">As a spreadsheet (CSV)</a>, <a href="/v1/events/{Uri.EscapeDataString(view.Id)}">JSON</a></p>
            </div>
            {(view.Participations.Count > 12 ? Overview(view) : Html.Empty)}
            {view.Participations.GroupBy(p => p.Kind).Select(k => Kind(request, view, k.Key, [.. k]))}
            </section>
            """)}
        {Missing(view)}
        """;

    /// <summary>Of a work in several languages the one document that stands for it.</summary>
    private static IReadOnlyList<DocumentRecord> Once(SiteRequest request, IReadOnlyList<DocumentRecord> documents)
    {
        var ids = documents.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        return [.. documents.Where(d => request.Catalog.WorkOf(d.Id).FirstOrDefault(w => ids.Contains(w.Id)) is not { } first || first.Id == d.Id)];
    }

    private static Html Sessions(EventView view)
    {
        if (view.Sessions.Count == 0) return Html.Empty;
        return $"""
            <section aria-labelledby="sessions">
            <h2 id="sessions">Sessions</h2>
            <ul class="sessions">
            {view.Sessions.Select(s => (Html)$"""
                <li>{s.Title}{(s.Date is null || s.Date == s.Title ? Html.Empty : (Html)$"""<span class="note">{Parts.Time(s.Date)}</span>""")}</li>

                """)}</ul>
            </section>
            """;
    }

    /// <summary>How many spoke, and of how many a text is held: by kind of participant, Member States by region.</summary>
    private static Html Overview(EventView view) => $"""
        <table class="matrix">
        <caption class="unseen">How many spoke, by kind of participant and region</caption>
        <thead><tr><th scope="col">Participants</th><th scope="col">{(view.HasRoster ? "Spoke" : "Contributions")}</th>{(view.HasRoster ? Html.Trusted("<th scope=\"col\">Texts held</th><th scope=\"col\">Missing</th>") : Html.Empty)}</tr></thead>
        <tbody>
        {view.Participations.GroupBy(p => p.Kind).Select(k => (Html)$"""
            {Counts(view, Participation.Heading(k.Key), Anchor(k.Key, null), [.. k], inner: false)}{(k.Key == ParticipantKind.MemberState ? ByRegion(k).Select(r => Counts(view, r.Name, Anchor(k.Key, r.Id), r.Participations, inner: true)) : [])}
            """)}</tbody>
        </table>
        """;

    private static Html Counts(EventView view, string name, string anchor, Participation[] group, bool inner)
    {
        var missing = group.Count(p => p.Listed && p.Documents.Count == 0);
        Html columns = view.HasRoster ? $"<td>{group.Count(p => p.Documents.Count > 0)}</td><td>{missing}</td>" : Html.Empty;
        return $"""
            <tr{(inner ? Html.Trusted(" class=\"inner\"") : Html.Empty)}><th scope="row"><a href="#{anchor}">{name}</a></th><td>{group.Length}</td>{columns}</tr>

            """;
    }

    private static Html Kind(SiteRequest request, EventView view, ParticipantKind kind, Participation[] group) => $"""
        <h3 id="{Anchor(kind, null)}">{Participation.Heading(kind)} {Parts.Number(group.Length, "contribution", "contributions")}</h3>
        <table class="records spoken" role="table">
        <caption class="unseen">{Participation.Heading(kind)}: who spoke, and the texts that are held</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Speaker</th><th role="columnheader" scope="col">Text</th><th role="columnheader" scope="col">PDF</th></tr></thead>
        {(kind == ParticipantKind.MemberState
            ? ByRegion(group).Select(r => (Html)$"""
                <tbody role="rowgroup">
                <tr role="row" class="group"><th role="rowheader" scope="rowgroup" colspan="3" id="{Anchor(kind, r.Id)}">{r.Name}</th></tr>
                {r.Participations.Select(p => Row(request, view, p))}</tbody>

                """)
            : [(Html)$"""<tbody role="rowgroup">{group.Select(p => Row(request, view, p))}</tbody>"""])}
        </table>
        """;

    private static Html Row(SiteRequest request, EventView view, Participation participation)
    {
        var texts = participation.Documents;
        var severalLanguages = participation.Languages.Skip(1).Any();
        return $"""
            <tr role="row">
            <th role="rowheader" scope="row">{Who(request, participation)}{(participation.OnBehalfOf.Count == 0 ? Html.Empty : (Html)$"""<span class="note">on behalf of {Names.Series([.. participation.OnBehalfOf.Select(request.Names.Party)])}</span>""")}{(participation.Person is { } person ? (Html)$"""<span class="note">{person}</span>""" : Html.Empty)}{(participation.Session is { } session ? (Html)$"""<span class="note">{session}</span>""" : Html.Empty)}{(view.HasRoster && !participation.Listed ? Html.Trusted("""<span class="note">not in the roster</span>""") : Html.Empty)}</th>
            <td role="cell">{(texts.Count == 0 ? Html.Trusted("""<span class="lacking">No text held</span>""") : Html.Empty)}{texts.Select(d => (Html)$"""<span class="text-line"><a href="{Addresses.Page(d)}"{Parts.Language(d)}>{d.Title}</a>{(severalLanguages || d.Language is not ("en" or "und") ? (Html)$"""<span class="tag">{Names.Language(d.Language)}</span>""" : Html.Empty)}</span>""")}</td>
            <td role="cell">{texts.Select(d => (Html)$"""<span class="text-line"><a href="{Addresses.Pdf(d)}" type="application/pdf"><span class="unseen">{d.Title}, </span>PDF</a></span>""")}</td>
            </tr>

            """;
    }

    private static Html Who(SiteRequest request, Participation participation)
    {
        if (participation.Countries.Count + participation.Organizations.Count == 0) return $"{participation.Name}";
        var links = participation.Countries.Select(c => Parts.Link(Addresses.Country(c), request.Names.Country(c)))
            .Concat(participation.Organizations.Select(o => Parts.Link(Addresses.Organization(o), request.Names.Organization(o))));
        return $"{links.SelectMany((link, i) => i == 0 ? [link] : new[] { Html.Trusted(", "), link })}";
    }

    /// <summary>Whose texts staff and readers may still send in, in one paragraph a kind and region.</summary>
    private static Html Missing(EventView view)
    {
        Participation[] missing = [.. view.Missing];
        if (missing.Length == 0) return Html.Empty;
        return $"""
            <section aria-labelledby="missing">
            <h2 id="missing">Missing texts {Parts.Number(missing.Length, "text", "texts")}</h2>
            <p class="quiet">These spoke; no text of theirs is held here.</p>
            <dl class="missing">
            {missing.GroupBy(p => p.Region?.Name ?? Participation.Heading(p.Kind)).Select(g => (Html)$"""
                <div><dt>{g.Key}</dt><dd>{string.Join("; ", g.Select(p => p.Name))}</dd></div>

                """)}</dl>
            </section>
            """;
    }

    private static IEnumerable<(string? Id, string Name, Participation[] Participations)> ByRegion(IEnumerable<Participation> participations) =>
        participations.GroupBy(p => (p.Region?.Id, Name: p.Region?.Name ?? "Elsewhere")).Select(g => (g.Key.Id, g.Key.Name, g.ToArray()));

    private static string Anchor(ParticipantKind kind, string? region) => region is null ? Participation.Written(kind) : $"{Participation.Written(kind)}-{region}";
}
