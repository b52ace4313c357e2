using Azure;
using Pipeline.Local.Development;

namespace Pipeline.Local.Hosting;

/// <summary>Exceptions that are told to the user in a line; all others are bugs and end the program with their trace.</summary>
internal static class Failure
{
    public static bool IsExpected(Exception e) => e is SetupException or IOException or UnauthorizedAccessException || IsOfStorage(e);

    /// <summary>The Azure clients wrap what several tries in a row met.</summary>
    public static bool IsOfStorage(Exception e) =>
        e is RequestFailedException || (e is AggregateException several && several.InnerExceptions.All(i => i is RequestFailedException or IOException));

    /// <summary>What the user is told: of a storage fault its first line, since the rest is for programmers.</summary>
    public static string Describe(Exception e) => IsOfStorage(e) ? $"Storage does not answer as it should: {e.Message.Split('\n')[0].TrimEnd()}" : e.Message;
}
