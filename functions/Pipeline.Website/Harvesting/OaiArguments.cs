using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Pipeline.Website.Http;

namespace Pipeline.Website.Harvesting;

/// <summary>What a harvester asks: a verb and the arguments that it takes, each once.</summary>
internal sealed record OaiArguments(IReadOnlyList<(string Name, string Value)> Given)
{
    private const int LongestForm = 16 * 1024;
    private const int MostArguments = 20;

    private static readonly Dictionary<string, (string[] Required, string[] Optional, string? Exclusive)> Verbs = new(StringComparer.Ordinal)
    {
        ["Identify"] = ([], [], null),
        ["ListMetadataFormats"] = ([], ["identifier"], null),
        ["ListSets"] = ([], [], "resumptionToken"),
        ["ListIdentifiers"] = (["metadataPrefix"], ["from", "until", "set"], "resumptionToken"),
        ["ListRecords"] = (["metadataPrefix"], ["from", "until", "set"], "resumptionToken"),
        ["GetRecord"] = (["identifier", "metadataPrefix"], [], null),
    };

    public static OaiArguments None { get; } = new([]);

    public string Verb => this["verb"] ?? "";

    public string? Identifier => this["identifier"];

    public string? MetadataPrefix => this["metadataPrefix"];

    public string? From => this["from"];

    public string? Until => this["until"];

    public string? Set => this["set"];

    public string? ResumptionToken => this["resumptionToken"];

    private string? this[string name] => Given.FirstOrDefault(a => a.Name == name).Value;

    /// <summary>The arguments in the query of GET, or in the form of POST (3.1.1), as they come.</summary>
    /// <exception cref="ProblemException">415: what is posted is no form; 413: it is too long.</exception>
    public static async ValueTask<IReadOnlyList<(string Name, string Value)>> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var values = !HttpMethods.IsPost(request.Method)
            ? request.Query.ToDictionary(q => q.Key, q => q.Value)
            : MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
                ? await FormAsync(request.Body, context.RequestAborted)
                : throw new ProblemException(new Problem(415, "Arguments are posted as application/x-www-form-urlencoded."));
        return [.. values.SelectMany(q => q.Value.Select(value => (q.Key, value ?? "")))];
    }

    /// <exception cref="OaiException">badVerb, badArgument.</exception>
    public static OaiArguments Of(IReadOnlyList<(string Name, string Value)> given)
    {
        var verbs = given.Where(a => a.Name == "verb").Select(a => a.Value).ToArray();
        if (verbs is not [var verb] || !Verbs.TryGetValue(verb, out var takes))
            throw new OaiException(OaiError.BadVerb, $"The verb is given once, and is one of {string.Join(", ", Verbs.Keys)}.");
        var names = given.Select(a => a.Name).Where(n => n != "verb").ToArray();
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } repeated)
            throw new OaiException(OaiError.BadArgument, $"The argument {repeated.Key} is given once.");
        if (names.FirstOrDefault(n => !takes.Required.Contains(n) && !takes.Optional.Contains(n) && n != takes.Exclusive) is { } unknown)
            throw new OaiException(OaiError.BadArgument, $"{verb} takes no argument {unknown}.");
        if (given.FirstOrDefault(a => a.Value.Length == 0) is { Name: { } empty })
            throw new OaiException(OaiError.BadArgument, $"The argument {empty} is empty.");
        if (takes.Exclusive is { } exclusive && names.Contains(exclusive))
            return names.Length == 1 ? new OaiArguments(given) : throw new OaiException(OaiError.BadArgument, $"With {exclusive} there is no other argument.");
        if (takes.Required.FirstOrDefault(n => !names.Contains(n)) is { } missing)
            throw new OaiException(OaiError.BadArgument, $"{verb} needs the argument {missing}.");
        return new OaiArguments(given);
    }

    private static async Task<Dictionary<string, Microsoft.Extensions.Primitives.StringValues>> FormAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new FormReader(new LimitedStream(body, LongestForm), Encoding.UTF8) { ValueCountLimit = MostArguments };
            return await reader.ReadFormAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or FileTooLargeException)
        {
            throw new ProblemException(new Problem(413, "No request of this protocol is so long."));
        }
    }
}

/// <summary>The error conditions of the protocol (3.6) that this repository has.</summary>
internal enum OaiError
{
    BadVerb,
    BadArgument,
    BadResumptionToken,
    CannotDisseminateFormat,
    IdDoesNotExist,
    NoRecordsMatch,
}

internal sealed class OaiException(OaiError code, string message) : Exception(message)
{
    public static OaiException NothingMatches => new(OaiError.NoRecordsMatch, "No document fits these arguments.");

    public OaiError Code { get; } = code;

    public static string Written(OaiError code) => char.ToLowerInvariant(code.ToString()[0]) + code.ToString()[1..];
}
