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

    /// <summary>
    /// The colour of links, buttons and bars, as <c>#rrggbb</c>; null: blue. Where it could not be read on a page's background, or the
    /// dark one's, it is made darker there, or lighter, as far as that needs.
    /// </summary>
    public string? Accent { get; init; }

    /// <summary>A picture before the publisher's name: an SVG, PNG, JPEG or WebP file of the host, of 1 MB at most.</summary>
    public string? LogoFile { get; init; }

    /// <summary>A line under the publisher's name.</summary>
    public string? Tagline { get; init; }

    /// <summary>A sentence or two for the footer: who is responsible, under which licence.</summary>
    public string? FooterText { get; init; }

    /// <summary>Links for the footer, such as an imprint.</summary>
    public IReadOnlyList<FooterLink> FooterLinks { get; init; } = [];

    internal bool Staff => ShowUploads || AllowUploads;
}

/// <param name="Address">With <c>https:</c>, <c>http:</c> or <c>mailto:</c>, or a path on this website.</param>
public sealed record FooterLink(string Name, string Address);
