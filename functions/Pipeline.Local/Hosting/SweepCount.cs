using Pipeline.Publishing;

namespace Pipeline.Local.Hosting;

/// <summary>Tells how far a sweep is; unlike <see cref="Progress{T}"/> at once and in order.</summary>
internal sealed class SweepCount(Action<int, int> tell) : IProgress<SweepProgress>
{
    public void Report(SweepProgress value) => tell(value.Done, value.Total);
}
