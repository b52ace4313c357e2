using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Storage;
using Pipeline.Testing;

namespace Pipeline.Publishing.Tests;

/// <summary>A converter for tests of publishing: the text goes through as it is, and lines such as <c>country: NGA</c> are its metadata; <c>picture: chart.png</c> shows one.</summary>
internal sealed class PlainConverter(PipelineOptions options) : Converter(null!, options)
{
    /// <summary>Runs at the start of every conversion of a text.</summary>
    public Action<SourceFile, CancellationToken>? OnPrepare { get; set; }

    public int Prepared { get; private set; }

    public override PreparedDocument Prepare(SourceFile file, IReadOnlyList<MetadataEntry> around, Func<string, ReadOnlyMemory<byte>?>? pictures, CancellationToken cancellationToken)
    {
        Prepared++;
        OnPrepare?.Invoke(file, cancellationToken);
        var text = Encoding.UTF8.GetString(file.Bytes.Span);
        if (text.Contains("REJECT", StringComparison.Ordinal)) throw new RejectedException("unreadable", "The text says that it is to be rejected.");
        var fields = around.Concat(text.Split('\n').Select(l => l.Split(": ", 2)).Where(p => p.Length == 2).Select(p => new MetadataEntry(p[0], p[1], MetadataOrigin.File)))
            .GroupBy(e => e.Name).ToDictionary(g => g.Key, g => g.MinBy(e => e.Origin)!);
        string? Field(string name) => fields.GetValueOrDefault(name)?.Values[0];
        if (Field("picture") is { } picture && pictures!(picture) is null && Field("title") == "NEEDS IT") throw new RejectedException("no-words", "Nothing but a picture.");
        return new PreparedDocument(
            file,
            SourceFormat.PlainText,
            new Document { Language = "en", Blocks = [new Paragraph([])] },
            new DocumentMetadata
            {
                Title = Field("title") ?? file.Name,
                Kind = DocumentKind.Statement,
                Date = Field("date"),
                Language = "en",
                Countries = fields.GetValueOrDefault("country")?.Values ?? [],
                Regions = ["world"],
                Event = DocumentIds.CollectionOf(file.Path),
                Origins = fields.ToDictionary(f => f.Key, f => f.Value.Origin),
                Confidences = fields.ToDictionary(f => f.Key, _ => Confidence.Certain),
            },
            [new Diagnostic("plain", Severity.Info, "It was plain.")]);
    }

    public override Renditions Render(PreparedDocument document, EditionIdentity? edition, CancellationToken cancellationToken)
    {
        var text = document.File.Bytes.ToArray();
        byte[] Named(string name) => [.. Encoding.UTF8.GetBytes($"{name} of edition {edition?.Number} of {document.Metadata.Title}\n"), .. text];
        return new Renditions(Named("page"), Named("print"), Named("text"), 1, DocumentText.CountWords(Encoding.UTF8.GetString(text)), []);
    }
}

/// <summary>Storage, publisher, sweep and catalog of one process.</summary>
internal sealed class TestProcess : IDisposable
{
    public TestProcess(PipelineStorage storage, TimeProvider? time = null)
    {
        Storage = storage;
        Time = time ?? TimeProvider.System;
        Converter = new PlainConverter(storage.Options);
        Publisher = new Publisher(storage, Converter, Time);
        Feed = new CatalogFeed(storage, Time);
        Publisher.Committed += Feed.Apply;
        Sweep = new Sweep(storage, Publisher, Feed, Time);
        Ledger = new UploadLedger(storage);
        Check = new ConsistencyCheck(storage, Time);
    }

    public PipelineStorage Storage { get; }
    public TimeProvider Time { get; }
    public PlainConverter Converter { get; }
    public Publisher Publisher { get; }
    public CatalogFeed Feed { get; }
    public Sweep Sweep { get; }
    public UploadLedger Ledger { get; }
    public ConsistencyCheck Check { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A process with empty storage of its own.</summary>
    public static async Task<TestProcess> StartAsync(AzuriteFixture azurite) => new(await azurite.NewStorageAsync());

    /// <summary>Waits while something is so, as long as what should change it runs.</summary>
    public static async Task WhileAsync(Task running, Func<bool> holds)
    {
        while (holds())
        {
            if (running.IsCompleted)
            {
                await running;
                Assert.Fail("What should change it has ended.");
            }
            await Task.Delay(10, Cancel);
        }
    }

    public Task UploadAsync(string path, string text, IDictionary<string, string>? metadata = null) =>
        Storage.Uploads.GetBlobClient(path).UploadAsync(new BinaryData(text), new BlobUploadOptions { Metadata = metadata }, Cancel);

    public Task DeleteAsync(string path) => Storage.Uploads.DeleteBlobAsync(path, cancellationToken: Cancel);

    public Task<UploadRecord?> PublishAsync(string path) => Publisher.PublishAsync(path, Cancel);

    public Task<SweepResult> SweepAsync(SweepOptions? options = null) => Sweep.RunAsync(options ?? new SweepOptions(), null, Cancel);

    public async Task<DocumentRecord?> DocumentAsync(string path) =>
        (await new DocumentTable(Storage).ReadAsync(DocumentIds.FromPath(path), Cancel))?.Record;

    public async Task<string> TextAsync(DocumentRecord document, Rendition rendition = Rendition.Source) =>
        Encoding.UTF8.GetString((await new RenditionStore(Storage).ReadAsync(document, document.Current, rendition, Cancel)).Span);

    /// <summary>Fails with the differences that the check finds.</summary>
    public async Task<CheckResult> AssertConsistentAsync()
    {
        var result = await Check.RunAsync(null, Cancel);
        Assert.Equal([], result.Differences);
        return result;
    }

    public void Dispose()
    {
        Publisher.Dispose();
        Feed.Dispose();
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class ListLogger<T> : ILogger<T>
{
    public ConcurrentQueue<(LogLevel Level, Exception? Exception)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, exception));
}

/// <summary>Does something before each request to storage, or after it.</summary>
internal sealed class AroundRequests(Func<Request, Task>? before = null, Func<Request, Task>? after = null) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (before is not null) await before(message.Request);
        await ProcessNextAsync(message, pipeline);
        if (after is not null) await after(message.Request);
    }
}

/// <summary>Counts the requests that go to storage, and can fail them as the death of the process would.</summary>
internal sealed class RequestCounter : HttpPipelinePolicy
{
    private int count;

    /// <summary>Number of requests so far, and which they were: <c>PUT t1documents</c>.</summary>
    public int Count => count;

    public List<string> Requests { get; } = [];

    /// <summary>The process dies at this request; none where null.</summary>
    public int? DieAt { get; init; }

    /// <summary>It dies when storage has done what the request says, but before it hears of it; else before the request is sent.</summary>
    public bool DieAfterwards { get; init; }

    public int Writes => Requests.Count(r => !r.StartsWith("GET ", StringComparison.Ordinal) && !r.StartsWith("HEAD ", StringComparison.Ordinal));

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var number = Interlocked.Increment(ref count);
        lock (Requests) Requests.Add($"{message.Request.Method} {string.Join('/', message.Request.Uri.Path.Split('/').Skip(2))}");
        if (number > DieAt || (number == DieAt && !DieAfterwards)) throw new SimulatedDeathException();
        await ProcessNextAsync(message, pipeline);
        if (number == DieAt) throw new SimulatedDeathException();
    }
}

/// <summary>Runs something before a request goes to storage, or when its answer is there.</summary>
internal sealed class RequestHook : HttpPipelinePolicy
{
    public Func<HttpMessage, Task>? Before { get; init; }

    public Func<HttpMessage, Task>? After { get; init; }

    public static bool IsListing(HttpMessage message) => message.Request.Uri.Query.Contains("comp=list", StringComparison.Ordinal);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Before is { } before) await before(message);
        await ProcessNextAsync(message, pipeline);
        if (After is { } after) await after(message);
    }
}

/// <summary>The process is dead from here on.</summary>
internal sealed class SimulatedDeathException() : Exception("The process died.");

/// <summary>Holds a conversion at the place where a test wants it, until the test lets it go.</summary>
internal sealed class Hold : IDisposable
{
    private readonly SemaphoreSlim reached = new(0);
    private readonly ManualResetEventSlim go = new();

    public void Wait()
    {
        reached.Release();
        go.Wait(TestProcess.Cancel);
    }

    public Task ReachedAsync() => reached.WaitAsync(TestProcess.Cancel);

    public void LetGo() => go.Set();

    public void Dispose()
    {
        reached.Dispose();
        go.Dispose();
    }
}
