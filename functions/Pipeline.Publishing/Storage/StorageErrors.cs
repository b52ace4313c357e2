using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace Pipeline.Publishing.Storage;

/// <summary>What the answers of storage mean for us.</summary>
internal static class StorageErrors
{
    /// <summary>The row is there already, is another one by now, or is gone.</summary>
    public static bool IsConflict(this RequestFailedException e) => e.Status is 409 or 412 || (e.Status == 404 && e.ErrorCode == "ResourceNotFound");

    /// <summary>The blob is gone. A missing container is not that: it is a fault.</summary>
    public static bool IsBlobGone(this RequestFailedException e) => e.Status == 404 && e.ErrorCode == BlobErrorCode.BlobNotFound;

    /// <summary>How a loop logs what it goes on after: a fault of storage passes by itself, anything else is for somebody to mend.</summary>
    public static LogLevel LevelInLoop(this Exception e) => e.IsStorageFault() ? LogLevel.Warning : LogLevel.Error;

    /// <summary>What a client throws when storage does not answer, or answers with a fault.</summary>
    private static bool IsStorageFault(this Exception e) =>
        e is RequestFailedException or IOException or OperationCanceledException or HttpRequestException
        || (e is AggregateException many && many.InnerExceptions.All(IsStorageFault));
}
