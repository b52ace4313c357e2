using Microsoft.Extensions.Logging;

namespace Pipeline.Website.Tests;

/// <summary>Keeps the exceptions that were logged.</summary>
internal sealed class ListLogger : ILogger
{
    public List<Exception> Exceptions { get; } = [];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null) Exceptions.Add(exception);
    }
}
