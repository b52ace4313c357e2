using System.Globalization;

namespace Pipeline.Documents.Readers;

/// <summary>
/// What a reader finds while it reads. Findings of one kind that come in numbers (every relative link of a web page) are gathered
/// into one diagnostic that names the first few.
/// </summary>
internal sealed class Findings
{
    private const int Named = 5;

    private readonly List<Diagnostic> single = [];
    private readonly List<Gathered> gathered = [];

    private sealed class Gathered(string code, Severity severity, Func<int, string, string> message)
    {
        public string Code => code;
        public List<(string Subject, int? Line)> First { get; } = [];
        public int Count { get; set; }

        public Diagnostic ToDiagnostic()
        {
            var names = string.Join(", ", First.Select((f, i) => i > 0 && f.Line is { } line ? $"{f.Subject} (line {line})" : f.Subject));
            if (Count > First.Count)
                names += string.Create(CultureInfo.InvariantCulture, $" and {Count - First.Count} more");
            return new Diagnostic(code, severity, message(Count, names), Place(First[0].Line));
        }
    }

    public static string? Place(int? line) => line is { } number ? string.Create(CultureInfo.InvariantCulture, $"line {number}") : null;

    public void Add(string code, Severity severity, string message, string? place = null) =>
        single.Add(new Diagnostic(code, severity, message, place));

    /// <param name="subject">What it is about, such as the address of a link; shown in quotation marks unless empty.</param>
    /// <param name="message">Makes the message from the number of findings and the subjects of the first ones.</param>
    public void Gather(string code, Severity severity, string subject, int? line, Func<int, string, string> message)
    {
        var group = gathered.Find(g => g.Code == code);
        if (group is null)
            gathered.Add(group = new Gathered(code, severity, message));
        group.Count++;
        subject = $"“{(subject.Length > 80 ? subject[..79] + "…" : subject)}”";
        if (group.First.Count < Named && !group.First.Exists(f => f.Subject == subject))
            group.First.Add((subject, line));
    }

    /// <summary>Takes over what another found.</summary>
    public void AddAll(Findings other)
    {
        single.AddRange(other.single);
        gathered.AddRange(other.gathered);
    }

    public IReadOnlyList<Diagnostic> ToList() => [.. single, .. gathered.Select(g => g.ToDiagnostic())];
}
