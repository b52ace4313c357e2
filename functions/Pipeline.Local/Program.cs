using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Pipeline.Local.Hosting;
using Pipeline.Local.Verbs;

var stopped = 0L;
using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

var program = new RootCommand("Publishes documents on one machine: storage, sweep and website. Without a verb: serve.")
{
    Serve.Command(), Publish.Command(), Check.Command(), Republish.Command(), Pipeline.Local.Verbs.Convert.Command(),
};
Serve.SetUp(program);
try
{
    // The verbs end in order when they are told to, and take the time that it takes.
    return await program.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (Exception e) when (Failure.IsExpected(e))
{
    Console.Error.WriteLine(Failure.Describe(e));
    return 1;
}

// The first signal ends the verb in order; one that comes later, from somebody who lost patience, ends the process at once.
// Tools that stop a whole group of processes (timeout, npm) send two in the same moment: they count as one.
void Stop(PosixSignalContext context)
{
    context.Cancel = !stop.IsCancellationRequested || Stopwatch.GetElapsedTime(stopped) < TimeSpan.FromSeconds(1);
    if (stop.IsCancellationRequested) return;
    stopped = Stopwatch.GetTimestamp();
    stop.Cancel();
}
