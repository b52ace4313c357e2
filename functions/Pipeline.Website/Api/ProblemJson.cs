using Microsoft.AspNetCore.WebUtilities;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary>
/// A problem as RFC 9457 JSON. The type is <c>about:blank</c>: status and members say all there is to say, and the title is the
/// status's phrase (4.2.1).
/// </summary>
internal static class ProblemJson
{
    public static Reply Show(SiteRequest request, Problem problem) => new()
    {
        Status = problem.Status,
        ContentType = "application/problem+json; charset=utf-8",
        Headers = problem.Headers,
        Body = Reply.Bytes(() => new Content(Json.Bytes(json =>
        {
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(problem.Status));
            json.WriteNumber("status", problem.Status);
            json.WriteString("detail", problem.Detail);
            json.WriteString("instance", "/" + string.Join('/', request.Path.Select(Uri.EscapeDataString)));
            if (problem.Parameter is not null) json.WriteString("parameter", problem.Parameter);
            if (problem.Accepted.Count > 0) json.Strings("accepted", problem.Accepted);
            foreach (var (name, value) in problem.Members) json.WriteString(name, value);
        }))),
    };
}
