using System.CommandLine;
using System.Diagnostics;
using Pipeline.Local.Development;
using Pipeline.Local.Hosting;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Local.Verbs;

/// <summary><c>publish DIR</c>: uploads a folder as a collection and follows every file until it is published or rejected.</summary>
internal static class Publish
{
    private static readonly Argument<DirectoryInfo> Folder = new Argument<DirectoryInfo>("DIR") { Description = "Folder to upload, with all folders below it." }.AcceptExistingOnly();
    private static readonly Option<string?> Collection = new("--collection") { HelpName = "NAME", Description = "First folder of the upload paths (default: the folder's name)." };
    private static readonly StorageOptions Storage = new();

    public static Command Command()
    {
        var command = new Command("publish", "Upload a folder and follow every file; exit code 2 when any was rejected.") { Folder, Collection };
        Storage.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(Folder), result.GetValue(Collection), Storage.Of(result), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo folder, string? collection, StorageChoice choice, CancellationToken cancellationToken)
    {
        var prefix = (collection ?? folder.Name).Trim('/');
        var (files, junk) = Uploader.Find(folder.FullName, prefix);
        await using var session = await Session.JoinOrStartAsync(choice, "publish", cancellationToken);
        var parts = session.Parts;
        await parts.Storage.CreateAsync(cancellationToken);

        var clock = Stopwatch.StartNew();
        var uploads = await Terminal.WithProgressAsync("Uploading",
            progress => Uploader.UploadAsync(parts.Storage.Uploads, prefix, files, progress, cancellationToken));
        var uploadTime = clock.Elapsed;

        if (session.Host is not null) await FollowAsync(parts, uploads, EnsureHost, cancellationToken);
        // Publishes all that nobody else does, and what changed because a metadata file did; finds nothing to do where a host was quicker.
        var options = new SweepOptions { Prefix = prefix + "/", LeaveReceived = session.Host is null ? TimeSpan.Zero : TimeSpan.FromMinutes(1) };
        await Terminal.WithProgressAsync("Publishing", progress => parts.Sweep.RunAsync(options, new SweepCount(progress), cancellationToken));
        clock.Stop();

        var rows = (await parts.Ledger.ListAsync(null, cancellationToken)).ToDictionary(r => r.Path);
        EnsureHost();
        return Show(files, uploads, rows, junk, uploadTime, clock.Elapsed, session.Host?.Address);

        // What is read after it ended may be of another host, whose storage took its ports.
        void EnsureHost()
        {
            if (session.Host is { } host && !DataFolder.IsHeldBy(choice.DataPath, host))
                throw new SetupException($"The local host at {host.Address} ended before all was published. Nothing is lost: run the same again.");
        }
    }

    /// <summary>Watches the uploads' rows while the running host publishes, until each is settled or nothing has moved for half a minute.</summary>
    private static Task<bool> FollowAsync(Parts parts, UploadResult uploads, Action ensureHost, CancellationToken cancellationToken) =>
        Terminal.WithProgressAsync("Publishing", async progress =>
        {
            var pending = uploads.Uploaded.Where(u => !Uploader.IsMetadata(u.Key)).ToDictionary();
            var total = pending.Count;
            var quiet = Stopwatch.StartNew();
            while (pending.Count > 0 && quiet.Elapsed < TimeSpan.FromSeconds(30))
            {
                var before = pending.Count;
                foreach (var row in await parts.Ledger.ListAsync(null, cancellationToken))
                {
                    if (IsSettled(row) && pending.TryGetValue(row.Path, out var etag) && row.ETag == etag.ToString()) pending.Remove(row.Path);
                }
                ensureHost();
                if (pending.Count < before) quiet.Restart();
                progress(total - pending.Count, total);
                if (pending.Count > 0) await Task.Delay(250, cancellationToken);
            }
            return pending.Count == 0;
        });

    private static bool IsSettled(UploadRecord row) => row.State is UploadState.Published or UploadState.Rejected;

    private static int Show(
        IReadOnlyList<LocalFile> files, UploadResult uploads, Dictionary<string, UploadRecord> rows, int junk, TimeSpan uploadTime, TimeSpan time, string? address)
    {
        var documents = files.Where(f => !Uploader.IsMetadata(f.UploadPath)).Select(f => f.UploadPath).ToList();
        var published = documents.Count(p => rows.GetValueOrDefault(p)?.State == UploadState.Published);
        var rejected = documents.Where(p => rows.GetValueOrDefault(p)?.State == UploadState.Rejected).Select(p => rows[p]).ToList();
        var others = documents.Where(p => !uploads.Refused.ContainsKey(p) && !(rows.TryGetValue(p, out var row) && IsSettled(row))).ToList();

        Outcome.ShowRejections(rejected);
        foreach (var (path, reason) in uploads.Refused) Terminal.Line($"  refused: {path}\n    {reason}", "red");
        foreach (var path in others) Terminal.Line($"  {(rows.TryGetValue(path, out var row) ? Outcome.Word(row.State) : "ignored")}: {path}", "yellow");

        var counts = new List<string> { $"{documents.Count} files: {published} published" };
        if (rejected.Count + uploads.Refused.Count > 0) counts.Add($"{rejected.Count + uploads.Refused.Count} rejected");
        if (others.Count > 0) counts.Add($"{others.Count} neither");
        var now = new List<string> { $"{documents.Count(uploads.Uploaded.ContainsKey)} uploaded", $"{documents.Count(uploads.Unchanged.ContainsKey)} unchanged since before" };
        if (junk > 0) now.Add($"{junk} junk {(junk == 1 ? "file" : "files")} left out");
        Terminal.Line($"{string.Join(", ", counts)}. This time {string.Join(", ", now)}; {Terminal.Seconds(time)} ({Terminal.Seconds(uploadTime)} of it uploading).", "bold");
        if (address is not null) Terminal.Line($"See {address}/");
        return rejected.Count + uploads.Refused.Count > 0 ? 2 : others.Any(p => rows.ContainsKey(p)) ? 1 : 0;
    }
}
