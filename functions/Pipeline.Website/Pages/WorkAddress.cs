using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/works/{id}</c>: from any document of a work to the language that the reader likes best (RFC 9110, 12.1).</summary>
internal static class WorkAddress
{
    public static Reply Show(SiteRequest request, string id)
    {
        request.Parameters.AllowOnly();
        IReadOnlyList<DocumentRecord> work = request.Catalog.WorkOf(id) is { Count: > 0 } all ? all : [request.Document(id)];
        var liked = AcceptLanguage.Best(request.Languages, [.. work.Select(d => d.Language)]);
        var chosen = Addresses.Page(work.FirstOrDefault(d => d.Language == liked) ?? work[0]);
        return new Reply
        {
            Status = 302,
            ContentType = "text/plain; charset=utf-8",
            Body = Reply.Text($"{chosen}\n"),
            CacheControl = CacheFor.Moments,
            VariesByLanguage = true,
            Headers = new Dictionary<string, string> { ["Location"] = chosen },
        };
    }
}
