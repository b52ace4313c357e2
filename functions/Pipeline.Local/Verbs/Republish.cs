using System.CommandLine;
using Pipeline.Local.Hosting;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Local.Verbs;

/// <summary><c>republish [ID...] [--all]</c>: makes renditions anew though no upload changed.</summary>
internal static class Republish
{
    private static readonly Argument<string[]> Ids = new("ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Ids of documents." };
    private static readonly Option<bool> All = new("--all") { Description = "Every document." };
    private static readonly StorageOptions Storage = new();

    public static Command Command()
    {
        var command = new Command("republish", "Publish documents again though their uploads did not change.") { Ids, All };
        Storage.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(All) == (result.GetValue(Ids) is { Length: > 0 })) result.AddError("Name the documents to publish again, or say --all.");
        });
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(Ids) ?? [], result.GetValue(All), Storage.Of(result), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] ids, bool all, StorageChoice choice, CancellationToken cancellationToken)
    {
        await using var session = await Session.JoinOrStartAsync(choice, "republish", cancellationToken);
        var parts = session.Parts;
        await parts.Storage.CreateAsync(cancellationToken);

        var known = (await parts.Ledger.EntriesAsync(cancellationToken)).Select(e => e.DocumentId).ToHashSet();
        var unknown = ids.Where(id => !known.Contains(id)).ToList();
        foreach (var id in unknown) Terminal.Error($"There is no document '{id}'.");
        if (unknown.Count > 0) return 1;

        var options = new SweepOptions { Republish = all ? null : ids.ToHashSet(), RepublishAll = all, Thorough = all };
        var result = await Terminal.WithProgressAsync("Republishing", progress => parts.Sweep.RunAsync(options, new SweepCount(progress), cancellationToken));
        var rejected = (await parts.Ledger.ListAsync(UploadState.Rejected, cancellationToken)).Where(r => all || ids.Contains(r.DocumentId)).ToList();
        Outcome.ShowRejections(rejected);
        Terminal.Line($"{result.Published} published, {result.Rejected} rejected, {result.Unchanged} unchanged.", "bold");
        return rejected.Count > 0 ? 2 : 0;
    }
}
