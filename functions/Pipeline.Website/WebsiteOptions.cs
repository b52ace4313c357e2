namespace Pipeline.Website;

/// <summary>Options of the website, bound from configuration section <c>Website</c>.</summary>
public sealed record WebsiteOptions
{
    /// <summary>
    /// Shows <c>/staff</c> and <c>/v1/uploads</c>. Off unless a host turns it on: they name files that were rejected, so a
    /// public host needs a sign-in in front of them.
    /// </summary>
    public bool ShowUploads { get; init; }

    /// <summary>Takes files that are dropped on <c>/staff</c>; implies <see cref="ShowUploads"/>. For the local host only.</summary>
    public bool AllowUploads { get; init; }

    /// <summary>Memory for bodies that are kept between requests, in bytes.</summary>
    public long CacheBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>Requests that one client address may make within a minute, and at once; 0: as many as it likes.</summary>
    public int RequestsPerMinute { get; init; } = 1_200;

    /// <summary>Whether requests from this machine itself count, too.</summary>
    public bool LimitThisMachine { get; init; }

    /// <summary>The name of the library for those who harvest it by OAI-PMH; null: <see cref="Publishing.PipelineOptions.Publisher"/>.</summary>
    public string? RepositoryName { get; init; }

    /// <summary>The e-mail address of the administrator, which OAI-PMH asks for; null: the postmaster of the website's host (RFC 5321, 4.5.1).</summary>
    public string? AdminEmail { get; init; }

    internal bool Staff => ShowUploads || AllowUploads;
}
