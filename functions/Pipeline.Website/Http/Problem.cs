using Microsoft.AspNetCore.WebUtilities;

namespace Pipeline.Website.Http;

/// <summary>Why a request is not answered as asked; shown as RFC 9457 JSON to programs and as a page to people.</summary>
internal sealed record Problem(int Status, string Detail)
{
    /// <summary>Over its page.</summary>
    public string Title { get; init; } = ReasonPhrases.GetReasonPhrase(Status);

    /// <summary>The parameter that is at fault.</summary>
    public string? Parameter { get; init; }

    /// <summary>What that parameter accepts, or which parameters there are.</summary>
    public IReadOnlyList<string> Accepted { get; init; } = [];

    /// <summary>Further members of the JSON, such as the title and date of what was withdrawn.</summary>
    public IReadOnlyDictionary<string, string> Members { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Problem UnknownParameter(string name, IReadOnlyList<string> accepted) =>
        new(400, $"There is no parameter '{name}' here.") { Parameter = name, Accepted = accepted };

    public static Problem BadValue(string name, string detail, IReadOnlyList<string>? accepted = null) =>
        new(400, detail) { Parameter = name, Accepted = accepted ?? [] };

    public static Problem NotFound(string what) => new(404, what);
}

/// <summary>Ends a request with a <see cref="Problem"/>: thrown where an address or a parameter is read, caught once in <see cref="Site"/>.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
