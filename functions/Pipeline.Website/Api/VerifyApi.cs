using System.Text.Json;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Api;

/// <summary><c>GET /v1/verify?sha256=</c>: of which document and edition a file is.</summary>
internal static class VerifyApi
{
    public static Reply Show(SiteRequest request)
    {
        request.Parameters.AllowOnly(Endpoints.Verify.Query);
        var sha256 = Hash(request) ?? throw new ProblemException(Problem.BadValue("sha256", "'sha256' is missing: the hash of the file, 64 hexadecimal digits."));
        return Json.FromCatalog(request, $"/v1/verify?sha256={sha256}", _ => { }) with
        {
            Body = async cancellationToken =>
            {
                var files = await request.Library.FindFile(sha256, request.Catalog, cancellationToken);
                return new Content(Json.Bytes(json => Write(json, sha256, files)));
            },
        };
    }

    /// <summary>The hash that is asked for, in lower case; null where none is.</summary>
    /// <exception cref="ProblemException">400: it is no hash.</exception>
    public static string? Hash(SiteRequest request)
    {
        if (request.Parameters.One("sha256")?.Trim() is not { Length: > 0 } text) return null;
        return text.Length == 64 && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw new ProblemException(Problem.BadValue("sha256", "A SHA-256 hash has 64 digits, 0 to 9 and a to f."));
    }

    private static void Write(Utf8JsonWriter json, string sha256, IReadOnlyList<KnownFile> files)
    {
        json.WriteString("sha256", sha256);
        json.WriteBoolean("known", files.Count > 0);
        json.WriteStartArray("files");
        foreach (var file in files)
        {
            var (document, edition) = (file.Document, file.Edition);
            json.WriteStartObject();
            json.WriteString("document", document.Id);
            json.WriteString("title", document.Title);
            json.WriteNumber("edition", edition.Number);
            json.WriteString("publishedAt", Names.Timestamp(edition.PublishedAt));
            json.Strings("renditions", file.Renditions.Select(Parameters.Written));
            json.WriteBoolean("latest", file.IsLatest);
            json.WriteNumber("latestEdition", document.Current.Number);
            json.WriteBoolean("renderedAnew", file.RenderedAnew);
            if (document.Withdrawn is { } withdrawn) json.WriteString("withdrawn", Names.Timestamp(withdrawn));
            else json.WriteNull("withdrawn");
            json.WriteStartObject("links");
            json.WriteString("page", Addresses.Page(document));
            json.WriteString("edition", document.Withdrawn is null ? Addresses.Page(document, edition) : null);
            json.WriteString("metadata", document.Withdrawn is null ? $"/v1/documents/{document.Id}" : null);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
