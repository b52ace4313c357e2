using System.Globalization;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Metadata;
using Pipeline.Website.Api;
using Pipeline.Website.Assets;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>/staff</c>: what became of each upload, in plain words; in the local host also the place to drop files on.</summary>
internal static class StaffPage
{
    private const int Shown = 200;

    public static Reply Show(SiteRequest request)
    {
        UploadsApi.StaffOnly(request);
        var state = request.Parameters.Choice<UploadState>("state");
        var search = request.Parameters.One("q");
        var after = request.Parameters.One("cursor") is { } cursor ? UploadsApi.FromCursor(cursor) : ((long, string)?)null;
        return Private(request, async cancellationToken =>
        {
            var all = await request.Library.Uploads(cancellationToken);
            var found = search is null ? all : [.. all.Where(u => u.Path.Contains(search, StringComparison.OrdinalIgnoreCase))];
            var chosen = state is null ? found : [.. found.Where(u => u.State == state)];
            UploadEntry[] rest = [.. chosen.Where(u => after is null || UploadsApi.IsAfter(u, after.Value)).Take(Shown + 1)];
            var shown = await request.Library.ReadUploads([.. rest.Take(Shown)], cancellationToken);
            return new PageContent("Staff", $"""
                <h1>Uploads</h1>
                {(request.Library.Website.AllowUploads ? UploadForm(request, all) : Html.Empty)}
                <section aria-labelledby="became" id="uploads">
                <h2 id="became">What became of each file</h2>
                <div class="staff-tools">
                {States(found, state, search)}
                <form class="search" action="/staff" method="get" role="search">
                {(state is null ? Html.Empty : (Html)$"""<input type="hidden" name="state" value="{Parameters.Written(state.Value)}">""")}
                <label for="q">Find a file or folder</label>
                <span class="field"><input id="q" name="q" type="search" value="{search}"><button>Search</button></span>
                </form>
                </div>
                {Table(shown, chosen.Count)}
                {Pager(state, search, after is not null, rest.Length > Shown ? rest[Shown - 1] : null)}
                </section>
                """);
        });
    }

    /// <summary>A page of the moment, for staff: not kept anywhere, and not for other origins.</summary>
    public static Reply Private(SiteRequest request, Func<CancellationToken, ValueTask<PageContent>> make) => new()
    {
        ContentType = "text/html; charset=utf-8",
        Policy = request.Library.Website.AllowUploads ? ContentPolicy.StaffPage : ContentPolicy.Page,
        AnyOrigin = false,
        Body = async cancellationToken =>
        {
            var page = await make(cancellationToken);
            if (request.Library.Website.AllowUploads)
                page = page with { Head = $"""<script src="{StaticFiles.Upload.Address}" defer></script>{"\n"}""" };
            return new Content(Layout.Render(request, page));
        },
    };

    private static Html UploadForm(SiteRequest request, IReadOnlyList<UploadEntry> uploads)
    {
        var folders = uploads.Where(u => u.Path.Contains('/', StringComparison.Ordinal)).Select(u => u.Path[..u.Path.LastIndexOf('/')])
            .Distinct().Order(StringComparer.Ordinal);
        return $"""
            <form class="drop" method="post" action="/staff" enctype="multipart/form-data" data-drop>
            <h2>Publish files</h2>
            <p>Drop files here, or choose them. Each is published at once; a file of the same name and folder becomes a new edition.</p>
            <div class="fields">
            <p><label for="folder">Folder (event or collection)</label>
            <input id="folder" name="folder" list="folders" autocomplete="off" placeholder="2011-ga-dialogue/statements"></p>
            <datalist id="folders">{folders.Select(f => (Html)$"""<option value="{f}"></option>""")}</datalist>
            <p><label for="files">Files (up to {Names.Size(request.Library.Options.MaximumUploadBytes)} each)</label>
            <input id="files" name="files" type="file" multiple required></p>
            <p><button>Upload and publish</button></p>
            </div>
            <p class="progress" role="status"></p>
            </form>
            """;
    }

    private static Html States(IReadOnlyList<UploadEntry> uploads, UploadState? chosen, string? search)
    {
        return $"""
            <nav aria-label="State">
            <ul class="chips">
            {Chip(null, "All", uploads.Count)}
            {Enum.GetValues<UploadState>().Select(s => (Html)$"{Chip(s, Word(s), uploads.Count(u => u.State == s))}\n")}</ul>
            </nav>
            """;

        Html Chip(UploadState? state, string label, int count)
        {
            return $"""<li><a href="{Address(state, search, null)}"{(state == chosen ? Html.Trusted(" aria-current=\"true\"") : Html.Empty)}>{label} <span class="count">{count}</span></a></li>""";
        }
    }

    private static Html Pager(UploadState? state, string? search, bool later, UploadEntry? last)
    {
        if (!later && last is null) return Html.Empty;
        return $"""
            <nav class="pager" aria-label="Pages">{(later ? (Html)$"""<a href="{Address(state, search, null)}" rel="first">Newest</a>""" : Html.Empty)}{(last is null ? Html.Empty : (Html)$"""<a href="{Address(state, search, UploadsApi.CursorOf(last))}" rel="next">Older uploads</a>""")}</nav>
            """;
    }

    private static string Address(UploadState? state, string? search, string? cursor)
    {
        string?[] parts = [state is null ? null : "state=" + Parameters.Written(state.Value), search is null ? null : "q=" + Uri.EscapeDataString(search), cursor is null ? null : "cursor=" + cursor];
        var query = string.Join('&', parts.Where(p => p is not null));
        return query.Length == 0 ? "/staff" : "/staff?" + query;
    }

    private static Html Table(IReadOnlyList<UploadRecord> uploads, int total)
    {
        if (uploads.Count == 0) return $"""<p class="empty">No upload here.</p>""";
        var caption = uploads.Count < total ? string.Create(CultureInfo.InvariantCulture, $"{uploads.Count:N0} of {total:N0} uploads") : Names.Count(total, "upload", "uploads");
        return $"""
            <table class="records uploads" role="table">
            <caption>{caption}, newest change first</caption>
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">File</th><th role="columnheader" scope="col">State</th><th role="columnheader" scope="col">Findings</th></tr></thead>
            <tbody role="rowgroup">
            {uploads.Select(Row)}</tbody>
            </table>
            """;
    }

    private static Html Row(UploadRecord upload) => $"""
        <tr role="row">
        <th role="rowheader" scope="row">{(upload.State is UploadState.Published or UploadState.Withdrawn
            ? (Html)$"""<a href="/documents/{upload.DocumentId}">{Breakable(upload.Path)}</a>"""
            : Breakable(upload.Path))}<span class="note">{Names.Size(upload.Bytes)} · {Names.Minute(upload.ChangedAt)}</span></th>
        <td role="cell"><span class="state {Parameters.Written(upload.State)}">{Word(upload.State)}</span></td>
        <td role="cell">{Outcome(upload)}</td>
        </tr>

        """;

    /// <summary>What there is to say about an upload: findings, what to check of its metadata, what was carried over, and all that was found out about it.</summary>
    public static Html Outcome(UploadRecord upload) => upload.State == UploadState.Withdrawn && upload.Diagnostics.Count == 0
        ? (Html)$"""<span class="quiet">The file was deleted in storage. The document's address says that it was withdrawn; upload the file again to publish it again.</span>"""
        : $"""{(upload.Diagnostics.Count == 0 && Doubtful(upload.Metadata).Any() ? Html.Empty : Findings(upload.Diagnostics))}{Doubts(upload.Metadata)}{Counts(upload.Counts, upload.SourceCounts)}{Metadata(upload)}""";

    /// <summary>
    /// Values that staff should look at; not what only follows from those, nor an event without a name of its own, which all files of its
    /// folder share, nor that nothing was found.
    /// </summary>
    private static IEnumerable<MetadataValue> Doubtful(IReadOnlyList<MetadataValue> metadata) => metadata.Where(v => v.Confidence == Confidence.Low
        && v.Field is not (MetadataFields.Regions or MetadataFields.Event) && v is not { Field: MetadataFields.Title, Origin: MetadataOrigin.Derived }
        && v is not ({ Field: MetadataFields.Kind, Value: "other" } or { Field: MetadataFields.Language, Value: "und" }));

    /// <summary>One line however many there are, and no warning: "Not sure about: title “Notes”; date “2011”".</summary>
    private static Html Doubts(IReadOnlyList<MetadataValue> metadata)
    {
        if (!Doubtful(metadata).Any()) return Html.Empty;
        return $"""<p class="doubts"><strong>Not sure about:</strong> {Doubtful(metadata).Select((v, i) => (Html)$"{(i == 0 ? "" : "; ")}{Label(v.Field).ToLowerInvariant()} “{InWords(v)}”")}</p>""";
    }

    private static Html Metadata(UploadRecord upload)
    {
        if (upload.Metadata.Count == 0) return Html.Empty;
        return $"""
            <details class="found">
            <summary>What we found out about it</summary>
            <dl>
            {upload.Metadata.Select(v => (Html)$"""
                <div><dt>{Label(v.Field)}</dt><dd>{InWords(v)} <span class="note {Parameters.Written(v.Confidence)}"><strong>{Word(v.Confidence)}</strong>, {v.Where()}</span></dd></div>

                """)}</dl>
            <p>Something is wrong? Upload a text file called <strong>{upload.Path[(upload.Path.LastIndexOf('/') + 1)..]}.yaml</strong> into the same folder, with a line for each value, such as <code>date: 2011-07-12</code> or <code>country: Nigeria</code>.</p>
            </details>
            """;
    }

    private static string Label(string field) => char.ToUpperInvariant(field[0]) + field[1..].Replace('-', ' ');

    private static string InWords(MetadataValue value) => value.Field switch
    {
        MetadataFields.Language => Names.Language(value.Value),
        MetadataFields.Date => Names.Date(value.Value),
        _ => value.Value,
    };

    private static string Word(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "Certain",
        Confidence.High => "Probably right",
        _ => "Please check",
    };

    /// <summary>What was carried over: "1,204 words of 1,310, 3 tables, 12 notes, 5 pages"; each beside what the file states where that is more. Less is no loss: programs seldom keep these numbers up to date.</summary>
    public static Html Counts(DocumentCounts? result, DocumentCounts? source)
    {
        if (result is null) return Html.Empty;
        (int? Result, int? Source, string One, string Many)[] counts =
        [
            (result.Words, source?.Words, "word", "words"),
            (result.Headings, source?.Headings, "heading", "headings"),
            (result.ListItems, source?.ListItems, "list item", "list items"),
            (result.Tables, source?.Tables, "table", "tables"),
            (result.Images, source?.Images, "picture", "pictures"),
            (result.Notes, source?.Notes, "note", "notes"),
            (result.Pages, source?.Pages, "page", "pages"),
        ];
        var shown = counts.Where(c => c.Result > 0 || c.Source > 0)
            .Select(c => Names.Count(c.Result ?? 0, c.One, c.Many) + (c.Source is { } of && of > (c.Result ?? 0) ? string.Create(CultureInfo.InvariantCulture, $" ({of:N0} in the file)") : ""));
        return $"""<p class="counts">{string.Join(", ", shown)}</p>""";
    }

    /// <summary>Each finding: how bad it is in a word, what it says, where.</summary>
    public static Html Findings(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0) return $"""<span class="quiet">Nothing to report</span>""";
        return $"""
            <ul class="findings">
            {diagnostics.OrderByDescending(d => d.Severity).Select(d => (Html)$"""
                <li class="{Parameters.Written(d.Severity)}"><strong>{Word(d.Severity)}:</strong> {d.Message}{(d.Place is null ? Html.Empty : (Html)$""" <span class="quiet">({d.Place})</span>""")}{(FindingsPage.Has(d.Code) ? (Html)$""" <a href="/findings/{d.Code}">What to do<span class="unseen"> about “{FindingsPage.TitleOf(d.Code)}”</span></a>""" : Html.Empty)}</li>

                """)}</ul>
            """;
    }

    /// <summary>A path that may break after each slash, hyphen and underscore, so that a phone needs no sideways scrolling.</summary>
    public static Html Breakable(string path)
    {
        var pieces = path.Split('/');
        return $"{pieces.Select((piece, i) => (Html)$"{(i == 0 ? Html.Empty : Html.Trusted("/<wbr>"))}{piece}")}";
    }

    public static string Word(UploadState state) => state switch
    {
        UploadState.Received => "In progress",
        UploadState.Failed => "Waiting for storage",
        _ => state.ToString(),
    };

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "To correct",
        Severity.Warning => "Please check",
        _ => "Note",
    };
}
