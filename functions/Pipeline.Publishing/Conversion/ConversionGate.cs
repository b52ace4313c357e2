using Pipeline.Documents;

namespace Pipeline.Publishing.Conversion;

/// <summary>
/// Runs conversions: only so many at once, each within its time, and on threads of their own, so that they neither hold up the
/// pool's threads, which storage needs, nor run out of stack on deep nesting.
/// </summary>
internal sealed class ConversionGate(PipelineOptions options, TimeProvider time) : IDisposable
{
    private const int StackBytes = 16 * 1024 * 1024;

    // What a conversion may take to notice that its time is over, before it is left alone.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim free = new(options.Concurrency);

    /// <param name="step">The step's name in the timings. All steps of a conversion share its time; waiting for a place does not count.</param>
    /// <exception cref="RejectedException">The conversion took too long, or said so itself.</exception>
    public async Task<T> RunAsync<T>(string step, Func<CancellationToken, T> convert, Timings timings, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        var start = time.GetTimestamp();
        try
        {
            var limit = options.ConversionTimeout - timings.Converting;
            if (limit <= TimeSpan.Zero) throw TookTooLong();
            using var timeout = new CancellationTokenSource(limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                return await OnOwnThread(convert, either.Token).WaitAsync(limit + Grace, time, cancellationToken);
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
            free.Release();
        }
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
