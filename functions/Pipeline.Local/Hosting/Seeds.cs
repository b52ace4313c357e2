using Azure.Storage.Blobs.Models;
using Pipeline.Local.Development;
using Pipeline.Publishing.Storage;

namespace Pipeline.Local.Hosting;

/// <summary>The sample uploads of <c>seeds/</c>, which a newcomer sees published.</summary>
internal static class Seeds
{
    private const string Mark = "seeds";
    private const string Done = "uploaded";

    /// <summary>
    /// Creates the containers and tables, and uploads the seeds where <c>uploads</c> did not exist before: never into an account
    /// that is in use, and not again after somebody deleted them. A mark on the container keeps that right where a start was cut short.
    /// </summary>
    /// <returns>Number of files uploaded.</returns>
    public static async Task<int> UploadOnceAsync(PipelineStorage storage, CancellationToken cancellationToken)
    {
        await storage.Uploads.CreateIfNotExistsAsync(PublicAccessType.None, new Dictionary<string, string> { [Mark] = "pending" }, cancellationToken: cancellationToken);
        await storage.CreateAsync(cancellationToken);
        var properties = await storage.Uploads.GetPropertiesAsync(cancellationToken: cancellationToken);
        if (!properties.Value.Metadata.TryGetValue(Mark, out var mark) || mark == Done) return 0;

        var folder = Path.Combine(Repository.Root, "seeds");
        var files = Directory.Exists(folder) ? Uploader.Find(folder, "").Files : [];
        await Uploader.UploadAsync(storage.Uploads, "", files, (_, _) => { }, cancellationToken);
        await storage.Uploads.SetMetadataAsync(new Dictionary<string, string> { [Mark] = Done }, cancellationToken: cancellationToken);
        return files.Count;
    }
}
