using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Pipeline.Website.Harvesting;

namespace Pipeline.Website.Http;

/// <summary>How often one client may ask: as many requests at once as in a minute, then as many as come back with time.</summary>
internal sealed class ClientLimits(WebsiteOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(client => RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.RequestsPerMinute,
        // One at a time, so that a second's share need not be a whole number.
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromTicks(Math.Max(1, TimeSpan.TicksPerMinute / options.RequestsPerMinute)),
        QueueLimit = 0,
    }));

    /// <exception cref="ProblemException">429 or 503: the client asked more often than it may.</exception>
    public void Count(HttpContext context)
    {
        if (options.RequestsPerMinute <= 0 || ClientOf(context) is not { } client) return;
        using var lease = limiter.AttemptAcquire(client);
        if (lease.IsAcquired) return;
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        // Harvesters know only 503 as the word to wait (OAI-PMH, 3.1.2.2).
        var status = context.Request.Path == Oai.Path ? 503 : 429;
        throw new ProblemException(new Problem(status, $"More than {options.RequestsPerMinute} requests came from your address within a minute. Please wait, and send If-None-Match for what you have already.")
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) },
        });
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>
    /// The client's address; null for one that is not limited. A program on this machine that passes requests on, as the Functions
    /// host does, names it last in X-Forwarded-For; what stands before that is the client's own word. A network of 2^64 IPv6
    /// addresses is one client.
    /// </summary>
    private string? ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null || IPAddress.IsLoopback(address))
        {
            var forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
            var last = forwarded[(forwarded.LastIndexOf(',') + 1)..].Trim();
            if (last.Length == 0) return options.LimitThisMachine ? "loopback" : null;
            if (!IPEndPoint.TryParse(last, out var endpoint)) return last.Length <= 64 ? last : last[..64];
            address = endpoint.Address;
        }
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
