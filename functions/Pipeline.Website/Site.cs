using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Website.Api;
using Pipeline.Website.Assets;
using Pipeline.Website.Harvesting;
using Pipeline.Website.Http;
using Pipeline.Website.Pages;

namespace Pipeline.Website;

/// <summary>
/// The HTTP surface as one <see cref="RequestDelegate"/>, the same under Kestrel and under the one <c>{*path}</c> function of the
/// isolated worker. It depends on no middleware and no routing of the host.
/// </summary>
public sealed class Site
{
    private readonly ReplyWriter writer;
    private readonly ReplyMemory memory = new();
    private readonly Action<HttpContext> countClient;
    private readonly ILogger logger;

    private Site(Library library, ILogger logger)
    {
        this.logger = logger;
        Library = library;
        Names = new Names(library.Gazetteer);
        Sets = new RecordSets(library.Gazetteer);
        Theme = new Theme(library.Website);
        Stamp = SiteRequest.Hash(string.Join('\n',
            typeof(Site).Module.ModuleVersionId, StaticFiles.Stamp, library.Gazetteer.Version,
            library.Options.Publisher, library.Options.PublicAddress, library.Website.Staff, Theme.Stamp));
        writer = new ReplyWriter(library.Website.CacheBytes);
        countClient = new ClientLimits(library.Website).Count;
    }

    internal Library Library { get; }

    internal Names Names { get; }

    internal RecordSets Sets { get; }

    internal Theme Theme { get; }

    /// <summary>Hash of everything besides the catalog that decides an answer: this code, the styles, the reference data, the options.</summary>
    internal string Stamp { get; }

    /// <summary>The website over the services that <see cref="PipelineServices"/> registered.</summary>
    public static RequestDelegate Build(IServiceProvider services) =>
        Build(services.GetRequiredService<Library>(), services.GetRequiredService<ILogger<Site>>());

    /// <exception cref="InvalidOperationException">An option of the website is wrong: says which, and what it takes.</exception>
    public static RequestDelegate Build(Library library, ILogger logger) => new Site(library, logger).HandleAsync;

    private async Task HandleAsync(HttpContext context)
    {
        // The worker's own routing chose its one function as the endpoint, with {*path} as a route value; neither is ours.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        try
        {
            await AnswerAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away, perhaps while it was told of a problem; nobody is left to answer.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var catalog = Library.Catalog();
        SiteRequest? made = null;
        try
        {
            countClient(context);
            var known = IsRead(context.Request) ? memory.Find(context.Request, catalog) : null;
            await writer.WriteAsync(context, known ?? await ReplyAsync(Request(), context));
        }
        catch (ProblemException stop)
        {
            await writer.WriteAsync(context, ProblemReply(Request(), stop.Problem));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            logger.LogError(exception, "{Method} {Path} failed ({TraceIdentifier})",
                context.Request.Method, context.Request.Path, context.TraceIdentifier);
            if (context.Response.HasStarted) context.Abort();
            else await WriteFaultAsync(Request(), context);
        }

        SiteRequest Request() => made ??= new SiteRequest(this, catalog, PathOf(context), new Parameters(context.Request.Query)) { Languages = context.Request.Headers.AcceptLanguage };
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static string[] PathOf(HttpContext context) => (context.Request.Path.Value ?? "/").Split('/', StringSplitOptions.RemoveEmptyEntries);

    private async ValueTask<Reply> ReplyAsync(SiteRequest request, HttpContext context)
    {
        var (method, posts) = (context.Request.Method, Posts(request));
        // Wherever it is asked: a browser that gets a problem here never shows a program the problem of its own request.
        if (HttpMethods.IsOptions(method)) return Preflight(posts);
        if (request.Path is ["oai"] && (IsRead(context.Request) || HttpMethods.IsPost(method)))
            return Library.Ready() ? await Oai.ShowAsync(request, context) : throw Starting;
        if (posts && HttpMethods.IsPost(method)) return await StaffUpload.ReceiveAsync(request, context);
        if (IsRead(context.Request))
        {
            var reply = Read(request);
            memory.Keep(context.Request, request.Catalog, reply);
            return reply;
        }
        // What is not there is not there for any method.
        if (request.Path is not ["oai"]) Read(request);
        throw new ProblemException(new Problem(405, $"{method} is not possible here.")
        {
            Headers = new Dictionary<string, string> { ["Allow"] = Allowed(posts) },
        });
    }

    /// <summary>Whether something may be posted there.</summary>
    private bool Posts(SiteRequest request) => request.Path is ["oai"] || (request.Path is ["staff"] && Library.Website.AllowUploads);

    /// <summary>All that an address answers (RFC 9110, 10.2.1).</summary>
    private static string Allowed(bool posts) => posts ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";

    /// <summary>The table of contents of this website.</summary>
    private Reply Read(SiteRequest request) => request.Path switch
    {
        ["health"] => Health.Show(request),
        ["assets", var name] => StaticFiles.Show(name, Theme),
        ["findings"] => FindingsPage.List(request),
        ["findings", var code] => FindingsPage.Show(request, code),
        ["openapi.json"] => OpenApi.Show(request),
        ["docs"] => DocsPage.Show(request),
        _ when !Library.Ready() => throw Starting,

        ["v1", "regions"] => RegionsApi.List(request),
        ["v1", "documents"] => DocumentsApi.List(request),
        ["v1", "documents", var id] => DocumentsApi.Show(request, id),
        ["v1", "events"] => EventsApi.List(request),
        ["v1", "events", var name] when name.EndsWith(".csv", StringComparison.Ordinal) => EventsApi.Csv(request, name[..^4]),
        ["v1", "events", var id] => EventsApi.Show(request, id),
        ["v1", "verify"] => VerifyApi.Show(request),
        ["v1", "uploads"] => UploadsApi.List(request),

        [] => HomePage.Show(request),
        ["documents"] => DocumentsPage.Show(request, "/documents", "Documents"),
        ["search"] => DocumentsPage.Show(request, "/search", "Search"),
        ["documents", var name] when name.EndsWith(".pdf", StringComparison.Ordinal) => RenditionFiles.Pdf(request, name[..^4]),
        ["documents", var name] when name.EndsWith(".txt", StringComparison.Ordinal) => RenditionFiles.Text(request, name[..^4]),
        ["documents", var id] => DocumentPage.Show(request, id),
        ["documents", var id, "cite.bib"] => CitationFiles.BibTeX(request, id),
        ["documents", var id, "cite.ris"] => CitationFiles.Ris(request, id),
        ["documents", var id, "cite.json"] => CitationFiles.Csl(request, id),
        ["documents", var id, "changes"] => ChangesPage.Show(request, id),
        ["documents", var id, "source"] => RenditionFiles.Source(request, id),
        ["documents", var id, "print"] => RenditionFiles.Print(request, id),
        ["works", var id] => WorkAddress.Show(request, id),
        ["regions"] => RegionsPage.Show(request),
        ["regions", var id] => RegionPage.Show(request, id),
        ["feed.atom"] => Feeds.All(request),
        ["regions", var id, "feed.atom"] => Feeds.Region(request, id),
        ["events", var id, "feed.atom"] => Feeds.Event(request, id),
        ["robots.txt"] => Crawlers.Robots(request),
        ["sitemap.xml"] => Crawlers.Index(request),
        ["sitemaps", var name] when name.EndsWith(".xml", StringComparison.Ordinal) => Crawlers.Map(request, name[..^4]),
        ["countries", var id] => SpeakerPage.ShowCountry(request, id),
        ["organizations", var id] => SpeakerPage.ShowOrganization(request, id),
        ["events"] => EventsPage.Show(request),
        ["events", var id] => EventPage.Show(request, id),
        ["verify"] => VerifyPage.Show(request),
        ["staff"] => StaffPage.Show(request),
        _ => throw new ProblemException(Problem.NotFound("There is nothing at this address.")),
    };

    private static ProblemException Starting => new(new Problem(503, "The catalog is being loaded. Please try again in a moment.")
    {
        Title = "Starting",
        Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
    });

    private static Reply Preflight(bool posts) => new()
    {
        Status = 204,
        ContentType = "text/plain",
        Body = Reply.Text(""),
        Headers = new Dictionary<string, string>
        {
            ["Allow"] = Allowed(posts),
            ["Access-Control-Allow-Methods"] = "GET, HEAD",
            ["Access-Control-Allow-Headers"] = "If-None-Match, If-Range, Range",
            ["Access-Control-Max-Age"] = "86400",
        },
    };

    private static Reply ProblemReply(SiteRequest request, Problem problem) =>
        request.Path is ["v1", ..] or ["oai"] or ["health"] or ["openapi.json"] ? ProblemJson.Show(request, problem) : ProblemPage.Show(request, problem);

    /// <summary>Says that the fault is ours, with a name under which the log has it and nothing else of it.</summary>
    private async Task WriteFaultAsync(SiteRequest request, HttpContext context)
    {
        context.Response.Clear();
        var problem = new Problem(500, "Something went wrong on our side. It was written to the log.")
        {
            Title = "Something went wrong",
            Members = new Dictionary<string, string> { ["reference"] = context.TraceIdentifier },
        };
        await writer.WriteAsync(context, ProblemReply(request, problem));
    }
}
