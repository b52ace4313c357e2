namespace Pipeline.Website.Http;

/// <summary>Content security policies: none lets a script of a document run, and a public page runs at most one of ours.</summary>
internal static class ContentPolicy
{
    private const string Closed = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A page of ours. Documents carry their pictures as data: addresses.</summary>
    public const string Page = Closed + "; style-src 'self'; img-src 'self' data:; form-action 'self'";

    /// <summary>The staff page where files may be dropped: its one script, from here.</summary>
    public const string StaffPage = Page + "; script-src 'self'; connect-src 'self'";

    /// <summary>A page with a script that only reads what the reader gives it: it can send nothing anywhere.</summary>
    public const string ScriptPage = Page + "; script-src 'self'";

    /// <summary>A rendition with its styles inside.</summary>
    public const string Rendition = Closed + "; style-src 'unsafe-inline'; img-src data:; form-action 'none'";

    /// <summary>A file as somebody uploaded it.</summary>
    public const string Upload = "default-src 'none'; sandbox";
}
