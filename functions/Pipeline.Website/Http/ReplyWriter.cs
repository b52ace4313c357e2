using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pipeline.Website.Http;

/// <summary>
/// Sends a <see cref="Reply"/>: conditional requests, byte ranges, compression, and the headers that every answer bears. Bodies
/// with a tag are kept, coded, under it, so that an address asked often costs one query a catalog version.
/// </summary>
internal sealed class ReplyWriter(long cacheBytes)
{
    private readonly BodyCache bodies = new(cacheBytes);

    /// <exception cref="ProblemException">The body ended in one; nothing was written.</exception>
    public async Task WriteAsync(HttpContext context, Reply reply)
    {
        var (request, response) = (context.Request, context.Response);
        var codable = !reply.Ranges && Compression.Applies(reply.ContentType);
        var coding = codable ? Compression.Choose(request) : Coding.Identity;
        var tag = reply.Tag is null ? null : TagOf(reply.Tag, coding);
        var conditional = tag is not null && reply.Status == StatusCodes.Status200OK;
        if (conditional && IsKnown(request, tag!))
        {
            WriteNotModified();
            return;
        }

        var body = await BodyAsync(reply, coding, context.RequestAborted);
        // Whatever there is counts as known, but only the body shows that there is something: where it ends in a problem, no
        // condition counts (RFC 9110, 13.1.2 and 13.2.1).
        if (conditional && request.Headers.IfNoneMatch == "*")
        {
            WriteNotModified();
            return;
        }
        response.StatusCode = reply.Status;
        WriteHeaders(response.Headers, reply, codable, tag);
        if (body.Link is not null) response.Headers.Link = body.Link;
        if (reply.Status == StatusCodes.Status204NoContent) return;
        response.ContentType = reply.ContentType;
        // A body too small to be worth coding goes out as it is, under the tag of its coding all the same.
        if (body.Coding != Coding.Identity) response.Headers.ContentEncoding = Compression.Name(body.Coding);
        var bytes = reply.Ranges ? ByteRange.Apply(request, response, body.Bytes, tag) : body.Bytes;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(request.Method)) await response.Body.WriteAsync(bytes, context.RequestAborted);

        void WriteNotModified()
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            WriteHeaders(response.Headers, reply, codable, tag);
        }
    }

    private static EntityTagHeaderValue TagOf(string tag, Coding coding) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{tag}{(coding == Coding.Identity ? "" : "-" + Compression.Name(coding))}\""));

    /// <summary>RFC 9110, 13.1.2: If-None-Match compares weakly.</summary>
    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } conditions
        // Mostly it is one tag, and ours.
        && ((conditions.Count == 1 && tag.Tag.Equals(conditions[0], StringComparison.Ordinal)) || Matches(conditions, tag));

    private static bool Matches(StringValues conditions, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(conditions, out var given)
        && given.Any(g => g.Compare(tag, useStrongComparison: false));

    private static void WriteHeaders(IHeaderDictionary headers, Reply reply, bool codable, EntityTagHeaderValue? tag)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = reply.CacheControl;
        if (tag is not null) headers.ETag = tag.ToString();
        if (codable || reply.VariesByLanguage)
            headers.Vary = !reply.VariesByLanguage ? HeaderNames.AcceptEncoding : codable ? $"{HeaderNames.AcceptEncoding}, {HeaderNames.AcceptLanguage}" : HeaderNames.AcceptLanguage;
        if (reply.Policy is not null) headers.ContentSecurityPolicy = reply.Policy;
        if (reply.AnyOrigin)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "ETag, Link, Retry-After, Content-Range, Content-Disposition";
        }
        foreach (var (name, value) in reply.Headers) headers[name] = value;
    }

    private async ValueTask<CodedBody> BodyAsync(Reply reply, Coding coding, CancellationToken cancellationToken)
    {
        if (reply.Tag is not null && bodies.TryGet(reply.Tag, coding, out var kept)) return kept;
        var (bytes, link) = await reply.Body(cancellationToken);
        var body = coding == Coding.Identity || bytes.Length < Compression.WorthIt
            ? new CodedBody(bytes, Coding.Identity, link)
            : new CodedBody(Compression.Compress(bytes, coding), coding, link);
        if (reply.Tag is not null) bodies.Keep(reply.Tag, coding, body);
        return body;
    }
}
