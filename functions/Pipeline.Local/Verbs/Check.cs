using System.CommandLine;
using Pipeline.Local.Hosting;
using Pipeline.Publishing;

namespace Pipeline.Local.Verbs;

/// <summary><c>check</c>: proves that nothing is lost or torn.</summary>
internal static class Check
{
    private const int Looks = 4;

    private static readonly StorageOptions Storage = new();

    public static Command Command()
    {
        var command = new Command("check", "Prove that nothing is lost or torn; exit code 1 on any difference.");
        Storage.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(Storage.Of(result), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(StorageChoice choice, CancellationToken cancellationToken)
    {
        await using var session = await Session.JoinOrStartAsync(choice, "check", cancellationToken);
        var parts = session.Parts;
        await parts.Storage.CreateAsync(cancellationToken);
        if (session.Host is null)
            await Terminal.WithProgressAsync("Sweeping", progress => parts.Sweep.RunAsync(new SweepOptions(), new SweepCount(progress), cancellationToken));

        var result = await LookAsync(parts, cancellationToken);
        // While a host publishes, one look may see an upload before its document: only what stays is a difference.
        for (var look = 1; look < Looks && session.Host is not null && result.Differences.Count > 0; look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            var next = await LookAsync(parts, cancellationToken);
            result = next with { Differences = next.Differences.Intersect(result.Differences).ToList() };
        }

        foreach (var difference in result.Differences) Terminal.Line($"  {difference}", "red");
        Terminal.Line($"{result.Uploads} uploads, {result.Documents} documents, {result.Editions} editions, {result.Blobs} blobs, " +
            $"{result.Rejections} rejections, {result.Withdrawn} withdrawn: {(result.Differences.Count == 0 ? "all agree" : $"{result.Differences.Count} differences")}.", "bold");
        return result.Differences.Count == 0 ? 0 : 1;
    }

    private static Task<CheckResult> LookAsync(Parts parts, CancellationToken cancellationToken) =>
        Terminal.WithProgressAsync("Checking", progress => parts.Check.RunAsync(new Count(progress), cancellationToken));

    private sealed class Count(Action<int, int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value, 0);
    }
}
