using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Pipeline.Publishing;
using Pipeline.Website;

namespace Pipeline.Functions;

/// <summary>What makes the app do something: a request, an upload, the clock, an upload that failed too often.</summary>
public sealed class Triggers(RequestDelegate website, Publisher publisher, Sweep sweep)
{
    // As in PipelineOptions.UploadsContainer: an attribute takes a constant.
    private const string Uploads = "uploads/{name}";

    // Where the blob extension puts an event that was tried poisonBlobThreshold times (host.json).
    private const string FailedUploads = "webjobs-blobtrigger-poison";

    // So much below functionTimeout (host.json) that what is under way can end, and the catalog be stored.
    private static readonly TimeSpan LongestSweep = TimeSpan.FromMinutes(7);

    [Function("Web")]
    public Task Web([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", "post", "put", "patch", "delete", Route = "{*path}")] HttpRequest request) =>
        website(request.HttpContext);

    [Function("PublishUpload")]
    public Task PublishUpload([BlobTrigger(Uploads, Source = BlobTriggerSource.EventGrid, Connection = PipelineServices.Connection)] BlobClient upload, CancellationToken cancellationToken) =>
        publisher.PublishAsync(upload.Name, cancellationToken);

    [Function("Sweep")]
    public Task Sweep([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(new SweepOptions { LeaveReceived = TimeSpan.FromMinutes(10), LongestTime = LongestSweep }, null, cancellationToken);

    [Function("FailedUpload")]
    public Task FailedUpload([QueueTrigger(FailedUploads, Connection = PipelineServices.Connection)] FailedUpload failed, CancellationToken cancellationToken) =>
        publisher.RecordFailureAsync(failed.BlobName, "Publishing failed several times in a row. It is tried again with every sweep.", cancellationToken);
}

/// <summary>The part of the blob extension's message that matters here.</summary>
public sealed record FailedUpload(string BlobName);
