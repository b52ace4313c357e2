using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Website.Http;

namespace Pipeline.Website.Pages;

/// <summary><c>POST /staff</c>: stores and publishes each file of the form, one after the other, and says what became of it.</summary>
internal static class StaffUpload
{
    private const int MaximumFiles = 1000;
    private const int LongestField = 1000;

    public static async Task<Reply> ReceiveAsync(SiteRequest request, HttpContext context)
    {
        SameOrigin.Require(context.Request, request.Library.Options.PublicAddress);
        var receive = request.Library.Receive ?? throw new InvalidOperationException("Uploads are allowed, but nothing receives them.");
        var boundary = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        if (string.IsNullOrEmpty(boundary)) throw new ProblemException(new Problem(415, "Files are taken as multipart/form-data."));
        // Each file is streamed to storage and limited by itself; how many come together is no matter of memory.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;

        var results = new List<Result>();
        try
        {
            await ReadAsync(new MultipartReader(boundary, context.Request.Body), request.Library, receive, results, context.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException || (exception is IOException && exception is not FileTooLargeException))
        {
            throw new ProblemException(new Problem(400, "The upload was cut off or is not a form of files. Please try again."));
        }
        return StaffPage.Private(request, _ => ValueTask.FromResult(Page(results)));
    }

    private static async Task ReadAsync(
        MultipartReader reader, Library library, Func<string, Stream, CancellationToken, Task<UploadRecord?>> receive, List<Result> results, CancellationToken cancellationToken)
    {
        var folder = "";
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition) continue;
            if (disposition.IsFormDisposition())
            {
                if (HeaderUtilities.RemoveQuotes(disposition.Name) == "folder")
                    folder = await ReadFieldAsync(section, cancellationToken);
                continue;
            }
            if (!disposition.IsFileDisposition()) continue;
            var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
            // A form in which no file was chosen sends one without name and content.
            if (name.Length == 0) continue;
            if (results.Count == MaximumFiles) throw new ProblemException(new Problem(413, $"At most {MaximumFiles} files at a time."));
            results.Add(await ReceiveOneAsync(folder, name, section.Body, library, receive, cancellationToken));
        }
        if (results.Count == 0) throw new ProblemException(Problem.BadValue("files", "No file was chosen."));
    }

    private static async Task<Result> ReceiveOneAsync(
        string folder, string name, Stream content, Library library, Func<string, Stream, CancellationToken, Task<UploadRecord?>> receive, CancellationToken cancellationToken)
    {
        var path = UploadPath.Of(folder, name, out var complaint);
        if (path is null) return new Result(name, null, complaint);
        try
        {
            await using var limited = new LimitedStream(content, library.Options.MaximumUploadBytes);
            return new Result(path, await receive(path, limited, cancellationToken), null);
        }
        catch (Exception exception) when (exception.GetBaseException() is FileTooLargeException)
        {
            return new Result(path, null,
                $"The file is larger than {Names.Size(library.Options.MaximumUploadBytes)}. Make it smaller, for example by compressing its pictures, or split it.");
        }
    }

    private static async Task<string> ReadFieldAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(section.Body);
        var buffer = new char[LongestField];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }

    private static PageContent Page(List<Result> results)
    {
        var published = results.Count(r => r.Upload?.State == UploadState.Published);
        return new PageContent("Uploaded", $"""
            <h1>{(published == results.Count ? "Published" : "Uploaded")}</h1>
            <p class="lede" role="status">{(published == results.Count ? published == 1 ? "The file was published." : $"All {Names.Count(published, "file", "files")} were published." : $"{published} of {Names.Count(results.Count, "file", "files")} published.")}</p>
            <table class="records uploads" role="table">
            <caption>What became of each file</caption>
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">File</th><th role="columnheader" scope="col">State</th><th role="columnheader" scope="col">Findings</th></tr></thead>
            <tbody role="rowgroup">
            {results.Select(Row)}</tbody>
            </table>
            <p><a href="/staff">Back to all uploads</a></p>
            """)
        { Crumbs = [("Staff", "/staff")] };
    }

    private static Html Row(Result result)
    {
        var (state, word) = result switch
        {
            { Complaint: not null } => ("rejected", "Not taken"),
            { Upload: { } upload } => (Parameters.Written(upload.State), StaffPage.Word(upload.State)),
            _ => ("received", "Stored"),
        };
        var findings = result switch
        {
            { Complaint: { } complaint } => StaffPage.Findings([new Diagnostic("not-taken", Severity.Error, complaint)]),
            { Upload: { } upload } => StaffPage.Outcome(upload),
            _ => (Html)$"""<span class="quiet">Nothing to publish: it describes other files, or is left behind by a program.</span>""",
        };
        return $"""
            <tr role="row">
            <th role="rowheader" scope="row">{(result.Upload is { State: UploadState.Published } done
                ? (Html)$"""<a href="/documents/{done.DocumentId}">{StaffPage.Breakable(result.Path)}</a>"""
                : StaffPage.Breakable(result.Path))}</th>
            <td role="cell"><span class="state {state}">{word}</span></td>
            <td role="cell">{findings}</td>
            </tr>

            """;
    }

    /// <summary>What became of one file; without upload and complaint it was stored and is no document of its own.</summary>
    private sealed record Result(string Path, UploadRecord? Upload, string? Complaint);
}
