namespace Pipeline.Documents;

public enum Severity
{
    Info,
    Warning,
    Error,
}

/// <summary>
/// A finding about an upload, for a person who knows only Word: what is wrong, where, and what to do.
/// <paramref name="Code"/> is stable and kebab-case (<c>empty-file</c>); <paramref name="Place"/> is words such as
/// <c>line 12</c> or <c>page 3</c>, null where it is about the whole file.
/// </summary>
public sealed record Diagnostic(string Code, Severity Severity, string Message, string? Place = null);

/// <summary>
/// The upload cannot be published. The only exception about content: everything else thrown is a bug or a fault of the
/// infrastructure. <see cref="Diagnostics"/> holds at least one error.
/// </summary>
public sealed class RejectedException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception(diagnostics.First(d => d.Severity == Severity.Error).Message)
{
    public RejectedException(string code, string message, string? place = null)
        : this([new Diagnostic(code, Severity.Error, message, place)]) { }

    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
