using Pipeline.Documents;
using Pipeline.Publishing;
using Pipeline.Publishing.Catalog;

namespace Pipeline.Local.Hosting;

/// <summary>How it is shown what became of uploads.</summary>
internal static class Outcome
{
    /// <summary>Each rejected file: what is wrong, where, and what to do.</summary>
    public static void ShowRejections(IEnumerable<UploadRecord> uploads)
    {
        foreach (var upload in uploads)
        {
            Terminal.Line($"  {Word(upload.State)}: {upload.Path}", "red");
            foreach (var diagnostic in upload.Diagnostics.Where(d => d.Severity == Severity.Error))
                Terminal.Line($"    {diagnostic.Message}{(diagnostic.Place is null ? "" : $" ({diagnostic.Place})")}");
        }
    }

    public static string Word(UploadState state) => state.ToString().ToLowerInvariant();
}

/// <summary>Prints a line for each upload that a sweep brings to a new state.</summary>
internal sealed class OutcomeLines : IProgress<SweepProgress>
{
    public void Report(SweepProgress value)
    {
        if (value.State is { } state and not UploadState.Received)
            Terminal.Line($"  {Outcome.Word(state),-10} {value.Path}", state is UploadState.Published or UploadState.Withdrawn ? "green" : "red");
    }
}
