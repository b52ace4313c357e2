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

    [Function("Web")]
    public Task Web([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", "post", "put", "patch", "delete", Route = "{*path}")] HttpRequest request) =>
        website(request.HttpContext);

    [Function("PublishUpload")]
    public Task PublishUpload([BlobTrigger(Uploads, Source = BlobTriggerSource.EventGrid, Connection = PipelineServices.Connection)] BlobClient upload, CancellationToken cancellationToken) =>
        publisher.PublishAsync(upload.Name, cancellationToken);

    [Function("Sweep")]
    public Task Sweep([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(new SweepOptions { LeaveReceived = TimeSpan.FromMinutes(10) }, null, cancellationToken);

    [Function("FailedUpload")]
    public Task FailedUpload([QueueTrigger(FailedUploads, Connection = PipelineServices.Connection)] FailedUpload failed, CancellationToken cancellationToken) =>
        publisher.RecordFailureAsync(failed.BlobName, "Publishing failed several times in a row. It is tried again with every sweep.", cancellationToken);
}

/// <summary>The part of the blob extension's message that matters here.</summary>
public sealed record FailedUpload(string BlobName);
