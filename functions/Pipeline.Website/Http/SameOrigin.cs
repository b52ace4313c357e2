using System.Net;
using Microsoft.AspNetCore.Http;

namespace Pipeline.Website.Http;

/// <summary>
/// Refuses posts that a page of another website makes the browser send. Browsers say where a request comes from in
/// Sec-Fetch-Site and Origin, which no page can forge; programs without a browser send neither.
/// </summary>
internal static class SameOrigin
{
    /// <exception cref="ProblemException">403: the request comes from elsewhere.</exception>
    public static void Require(HttpRequest request, Uri? publicAddress)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var ours = OwnHost(request.Host.Host, publicAddress)
            && site is "" or "same-origin" or "none"
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && SameHost(from, request.Host)));
        if (!ours) throw new ProblemException(new Problem(403, "Files are taken only from this website's own staff page."));
    }

    /// <summary>
    /// An address or localhost, or the configured name. Any other name may be one that somebody pointed at this machine
    /// (DNS rebinding), which makes their page "same origin" to the browser.
    /// </summary>
    private static bool OwnHost(string host, Uri? publicAddress) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _)
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals(publicAddress?.Host, StringComparison.OrdinalIgnoreCase);

    private static bool SameHost(Uri origin, HostString host) =>
        origin.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase)
        || (origin.IsDefaultPort && origin.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) && host.Port is 80 or 443 or null);
}
