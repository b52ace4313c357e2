using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Pipeline.Website.Http;

/// <summary>One byte range of a body (RFC 9110, 14): what viewers of long PDFs ask for. Several ranges at once get the whole.</summary>
internal static class ByteRange
{
    public static ReadOnlyMemory<byte> Apply(HttpRequest request, HttpResponse response, ReadOnlyMemory<byte> body, EntityTagHeaderValue? tag)
    {
        response.Headers.AcceptRanges = "bytes";
        if (response.StatusCode != StatusCodes.Status200OK || !Asked(request, tag, out var range)) return body;
        long total = body.Length;
        var from = range.From ?? Math.Max(0, total - range.To!.Value);
        var to = range.From is null ? total - 1 : Math.Min(range.To ?? total - 1, total - 1);
        if (from > to || from >= total)
        {
            response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            response.Headers.ContentRange = new ContentRangeHeaderValue(total).ToString();
            return default;
        }
        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = new ContentRangeHeaderValue(from, to, total).ToString();
        return body.Slice((int)from, (int)(to - from + 1));
    }

    private static bool Asked(HttpRequest request, EntityTagHeaderValue? tag, out RangeItemHeaderValue range)
    {
        range = null!;
        if (!HttpMethods.IsGet(request.Method)
            || !RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var header)
            || !header.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)
            || header.Ranges.Count != 1) return false;
        range = header.Ranges.First();
        // If-Range: a part is only good beside the parts of the same bytes, which a strong tag proves (RFC 9110, 13.1.5).
        var condition = request.Headers.IfRange.ToString();
        return condition.Length == 0
            || (tag is not null && EntityTagHeaderValue.TryParse(condition, out var given) && given.Compare(tag, useStrongComparison: true));
    }
}
