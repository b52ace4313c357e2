namespace Pipeline.Publishing;

/// <summary>What the steps of one upload took.</summary>
internal sealed class Timings(TimeProvider time)
{
    private readonly Dictionary<string, double> milliseconds = [];

    /// <summary>Milliseconds by step; a step that ran twice has the sum.</summary>
    public IReadOnlyDictionary<string, double> Milliseconds => milliseconds;

    /// <summary>Time of conversion so far.</summary>
    public TimeSpan Converting => TimeSpan.FromMilliseconds(milliseconds.GetValueOrDefault("read") + milliseconds.GetValueOrDefault("render"));

    public async Task RunAsync(string step, Func<Task> run)
    {
        var start = time.GetTimestamp();
        await run();
        Add(step, start);
    }

    public async Task<T> RunAsync<T>(string step, Func<Task<T>> run)
    {
        var start = time.GetTimestamp();
        var result = await run();
        Add(step, start);
        return result;
    }

    public void Add(string step, long start) =>
        milliseconds[step] = Math.Round(milliseconds.GetValueOrDefault(step) + time.GetElapsedTime(start).TotalMilliseconds, 2);
}
