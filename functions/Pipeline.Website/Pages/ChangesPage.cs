using System.Text;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Storage;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/documents/{id}/changes?edition=N</c>: how an edition's text differs from the one before it.</summary>
internal static class ChangesPage
{
    public static Reply Show(SiteRequest request, string id)
    {
        var document = request.Document(id);
        var to = request.Edition(document);
        var from = document.Editions.LastOrDefault(e => e.Number < to.Number)
            ?? throw new ProblemException(Problem.NotFound($"Edition {to.Number} of “{document.Title}” is the first: nothing came before it."));
        return new Reply
        {
            ContentType = "text/html; charset=utf-8",
            Policy = ContentPolicy.Page,
            Tag = request.Tag(Addresses.Changes(document, to)),
            CacheControl = CacheFor.Moments,
            Body = async cancellationToken =>
            {
                var (older, newer) = (await TextAsync(from), await TextAsync(to));
                return new Content(Layout.Render(request, Make(document, from, to, TextDifference.Of(older, newer))));

                async Task<string> TextAsync(EditionRecord edition) =>
                    WithoutImprint(Encoding.UTF8.GetString((await request.Library.ReadRendition(document, edition, Rendition.Text, cancellationToken)).Span), edition);
            },
        };
    }

    private static PageContent Make(DocumentRecord document, EditionRecord from, EditionRecord to, List<List<Piece>> paragraphs)
    {
        var changed = paragraphs.Count(IsChanged);
        return new PageContent($"Changes in {document.Title}", $"""
            <h1>What changed in edition {to.Number}</h1>
            <p class="lede">{Parts.Link(Addresses.Page(document), document.Title)}. Edition {to.Number} of {Names.Day(to.PublishedAt)}, beside edition {from.Number} of {Names.Day(from.PublishedAt)}.</p>
            {(to.ChangeNote is null ? Html.Empty : (Html)$"""<p class="notice">{to.ChangeNote}</p>""")}
            <p>{(changed == 0 ? "The words are the same: only the look or the details of the document changed." : Names.Count(changed, "paragraph differs", "paragraphs differ") + ". Removed words are struck out, added ones are underlined.")}</p>
            <div class="changes">
            {Paragraphs(paragraphs)}</div>
            """)
        {
            Crumbs = [(document.Title, Addresses.Page(document))],
        };
    }

    /// <summary>Each changed paragraph with the one before and the one after it; where more is left out, a mark.</summary>
    private static IEnumerable<Html> Paragraphs(List<List<Piece>> paragraphs)
    {
        Html more = $"""
            <p class="quiet">…</p>

            """;
        var left = false;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (!IsChanged(paragraphs[i]) && (i == 0 || !IsChanged(paragraphs[i - 1])) && (i == paragraphs.Count - 1 || !IsChanged(paragraphs[i + 1])))
            {
                left = true;
                continue;
            }
            if (left) yield return more;
            left = false;
            yield return $"""
                <p dir="auto">{paragraphs[i].Select((p, n) => (Html)$"{(n == 0 ? "" : p.Before.ToString())}{Marked(p)}")}</p>

                """;
        }
        if (left && paragraphs.Any(IsChanged)) yield return more;
    }

    /// <summary>In words too, for those who do not see the marks.</summary>
    private static Html Marked(Piece piece) => piece.Change switch
    {
        Change.Removed => $"""<del><span class="unseen">[removed: </span>{piece.Text}<span class="unseen">]</span></del>""",
        Change.Added => $"""<ins><span class="unseen">[added: </span>{piece.Text}<span class="unseen">]</span></ins>""",
        _ => $"{piece.Text}",
    };

    private static bool IsChanged(List<Piece> paragraph) => paragraph is not [{ Change: Change.None }];

    /// <summary>The lines below the text name edition and source, which differ always.</summary>
    private static string WithoutImprint(string text, EditionRecord edition)
    {
        var hash = text.LastIndexOf(edition.SourceHash, StringComparison.Ordinal);
        var paragraph = hash < 0 ? -1 : text.LastIndexOf("\n\n", hash, StringComparison.Ordinal);
        return paragraph < 0 ? text : text[..paragraph];
    }
}
