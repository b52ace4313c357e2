using System.CommandLine;
using Pipeline.Local.Development;
using Pipeline.Local.Hosting;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Local.Verbs;

/// <summary><c>serve</c>, and what runs without a verb: storage, sweep and website on this machine until Ctrl-C.</summary>
internal static class Serve
{
    private const int UsualPort = 7071;
    private const int RowsShown = 20;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private static readonly StorageOptions Storage = new(inMemoryToo: true);
    private static readonly Option<string?> Urls = new("--urls") { HelpName = "URL", Description = $"Address to listen on (default: http://127.0.0.1:{UsualPort}, or another port where that one is taken)." };

    public static Command Command()
    {
        var command = new Command("serve", "Start storage, publish what is in it, and serve the website until Ctrl-C.");
        SetUp(command);
        return command;
    }

    public static void SetUp(Command command)
    {
        Storage.AddTo(command);
        command.Add(Urls);
        command.SetAction((result, cancellationToken) => RunAsync(Storage.Of(result), result.GetValue(Urls), cancellationToken));
    }

    private static async Task<int> RunAsync(StorageChoice choice, string? urls, CancellationToken cancellationToken)
    {
        var steps = new Steps();
        if (DataFolder.TryTake(choice.DataPath) is not { } folder)
        {
            var other = DataFolder.ReadState(choice.DataPath);
            Terminal.Error(other is null
                ? $"Another program has just started on {choice.DataPath}."
                : $"“{other.Verb}” runs on {choice.DataPath} already (process {other.ProcessId}{(other.Address is null ? "" : $", {other.Address}")}).");
            Terminal.Error("Stop it first, or use another folder with --data DIR.");
            return 1;
        }
        using (folder)
        {
            await NodePackages.EnsureInstalledAsync(line => Terminal.Line(line), cancellationToken);
            await using var session = await Steps.RunAsync("Storage",
                () => Session.StartAsync(folder, choice, "serve", Parts.LoadFonts, cancellationToken),
                s => s.StorageName + (choice.ConnectionString is not null ? "" : choice.InMemory ? ", in memory" : $", data in {choice.DataPath}"));
            await ServeAsync(session, urls, steps, cancellationToken);
        }
        return 0;
    }

    private static async Task ServeAsync(Session session, string? urls, Steps steps, CancellationToken cancellationToken)
    {
        var parts = session.Parts;
        await Steps.RunAsync("Seeds", () => Seeds.UploadOnceAsync(parts.Storage, cancellationToken), n => n == 0 ? "nothing to upload" : $"{n} files uploaded");
        await using var website = await Steps.RunAsync("Website", () => LocalWebsite.StartAsync(parts, Address(urls), cancellationToken), w => w.Address);
        session.Announce("serve", website.Address);

        var swept = await Steps.RunAsync("Sweep",
            () => Terminal.WithProgressAsync("Publishing", progress => parts.Sweep.RunAsync(new SweepOptions { Thorough = true }, new SweepCount(progress), cancellationToken)),
            r => $"{r.Published} published, {r.Rejected} rejected, {r.Withdrawn} withdrawn, {r.Unchanged} unchanged");
        await parts.Feed.RefreshAsync(cancellationToken);
        await ShowAsync(parts, website.Address, cancellationToken);
        Terminal.Line($"Ready after {Terminal.Seconds(steps.Elapsed)}: {website.Address}", "bold");
        Terminal.Line($"What became of each upload, and why: {website.Address}/staff");
        Terminal.Line("Ctrl-C stops.");

        try
        {
            await Task.WhenAll(parts.Sweep.RunContinuouslyAsync(SweepInterval, new OutcomeLines(), cancellationToken), parts.Feed.RunAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Terminal.Line("Stopping …");
        }
    }

    private static string Address(string? urls)
    {
        if (urls is not null) return urls;
        if (Ports.IsFree(UsualPort)) return $"http://127.0.0.1:{UsualPort}";
        Terminal.Line($"  Port {UsualPort} is taken; choosing another.", "yellow");
        return "http://127.0.0.1:0";
    }

    private static async Task ShowAsync(Parts parts, string address, CancellationToken cancellationToken)
    {
        var documents = parts.Feed.Current.Documents;
        if (documents.Count > 0)
        {
            Terminal.Table(["Title", "Kind", "Date", "Page"], documents.Take(RowsShown)
                .Select(d => new[] { d.Title, d.Kind.ToString().ToLowerInvariant(), d.Date ?? "", $"{address}/documents/{d.Id}" }).ToList());
        }
        if (documents.Count > RowsShown) Terminal.Line($"  … and {documents.Count - RowsShown} more: {address}/");

        var rejected = await parts.Ledger.ListAsync(UploadState.Rejected, cancellationToken);
        if (rejected.Count > 0) Outcome.ShowRejections(rejected.Take(RowsShown));
        if (rejected.Count > RowsShown) Terminal.Line($"  … and {rejected.Count - RowsShown} more: {address}/staff?state=rejected");
    }
}
