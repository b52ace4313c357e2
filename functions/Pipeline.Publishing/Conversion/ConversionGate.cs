using Pipeline.Documents;

namespace Pipeline.Publishing.Conversion;

/// <summary>
/// Runs conversions: only so many at once, each within its time, and on threads of their own, so that they neither hold up the
/// pool's threads, which storage needs, nor run out of stack on deep nesting. A thread cannot be ended from outside: a conversion
/// that does not notice that its time is over is given up and runs on. As many of those as there are places leave theirs to others,
/// so that a bad file does not hold up the rest; further ones keep theirs, so that there are never more than twice as many threads
/// as places. Where all of those hang nothing can begin any more, and whoever asks is told so instead of waiting for ever.
/// </summary>
internal sealed class ConversionGate(PipelineOptions options, TimeProvider time) : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    // What a conversion may take to notice that its time is over, before it is left alone.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // Who waits for a place looks this often whether there may ever be one.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim free = new(options.Concurrency);
    private int givenUp;

    /// <param name="step">The step's name in the timings. All steps of a conversion share its time; waiting for a place does not count.</param>
    /// <exception cref="RejectedException">The conversion took too long, or said so itself.</exception>
    /// <exception cref="InvalidOperationException">Conversions that were given up hold every place, perhaps for ever: another process, or this one started anew, has to do it.</exception>
    public async Task<T> RunAsync<T>(string step, Func<CancellationToken, T> convert, Timings timings, CancellationToken cancellationToken)
    {
        do
        {
            if (Volatile.Read(ref givenUp) >= 2 * options.Concurrency)
                throw new InvalidOperationException($"{2 * options.Concurrency} conversions run on though they were given up, so no other can begin. Restart the program: their files are rejected and not tried again.");
        }
        while (!await free.WaitAsync(LongestWait, cancellationToken));
        var start = time.GetTimestamp();
        Task<T>? conversion = null;
        try
        {
            var limit = options.ConversionTimeout - timings.Converting;
            if (limit <= TimeSpan.Zero) throw TookTooLong();
            using var timeout = new CancellationTokenSource(limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                conversion = OnOwnThread(convert, either.Token);
                return await conversion.WaitAsync(limit + Grace, time, cancellationToken);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw TookTooLong();
            }
            catch (TimeoutException)
            {
                throw TookTooLong();
            }
        }
        finally
        {
            timings.Add(step, start);
            if (conversion is null or { IsCompleted: true }) free.Release();
            else GiveUp(conversion);
        }
    }

    /// <summary>Lets the conversion run on. Of the places of all that do, those past the first <see cref="PipelineOptions.Concurrency"/> are not free until one of them ends.</summary>
    private void GiveUp(Task conversion)
    {
        if (Interlocked.Increment(ref givenUp) <= options.Concurrency) free.Release();
        conversion.ContinueWith(
            _ =>
            {
                if (Interlocked.Decrement(ref givenUp) >= options.Concurrency) free.Release();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose() => free.Dispose();

    private static Task<T> OnOwnThread<T>(Func<CancellationToken, T> convert, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "conversion" };
        thread.Start();
        return done.Task;

        void Run()
        {
            try
            {
                done.SetResult(convert(cancellationToken));
            }
            catch (OperationCanceledException e)
            {
                done.SetCanceled(e.CancellationToken);
            }
#pragma warning disable CA1031 // Every exception of the thread belongs to whoever awaits it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                done.SetException(e);
            }
        }
    }

    private RejectedException TookTooLong() => new(
        "took-too-long",
        $"Converting the file took longer than {options.ConversionTimeout.TotalSeconds:0} seconds, so it was stopped. Perhaps it is damaged, or very large: divide it into parts and upload them.");
}
