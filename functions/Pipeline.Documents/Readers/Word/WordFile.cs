using Pipeline.Documents.Readers.Packages;

namespace Pipeline.Documents.Readers.Word;

/// <summary>What all stories of a Word file share beside what those of every format do: parts, styles, numbering.</summary>
internal sealed class WordFile(ZipPackage package, ReadOptions options, Findings findings, CancellationToken cancellationToken) : BodyFile(options, findings, cancellationToken)
{
    public ZipPackage Package => package;
    public required WordStyles Styles { get; init; }
    public required Numbering Numbering { get; init; }

    /// <summary>The language that the file says its text is in, unless a run says otherwise.</summary>
    public required string? Language { get; init; }

    public bool ContentsNeverEnd { get; set; }

    /// <summary>Ids of the notes that are called, with the prefix of their kind, in the order of the calls.</summary>
    public List<string> NoteCalls { get; } = [];

    public WordXml? Open(string? part) =>
        part is not null && package.Open(part) is { } stream ? new WordXml(stream, part, Options, CancellationToken) : null;

    public Relationships RelationshipsOf(string part) => Relationships.Of(part, package, Options, CancellationToken);
}

/// <summary>Changes that nobody has accepted or rejected: how many, and what the first one is.</summary>
internal sealed class Revisions(TrackedChanges policy)
{
    public int Count { get; private set; }

    public string First { get; private set; } = "";

    public bool KeepsInsertions => policy != TrackedChanges.Reject;

    public bool KeepsDeletions => policy == TrackedChanges.Reject;

    /// <returns>Whether it is the first.</returns>
    public bool Add() => ++Count == 1;

    public void NameFirst(string words) => First = words.Trim();
}
