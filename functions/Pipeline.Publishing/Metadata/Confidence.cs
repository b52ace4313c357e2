namespace Pipeline.Publishing.Metadata;

/// <summary>
/// How far a metadata value can be relied on, by how it was found. A value that another source bears out is the surer for it; one that
/// another contradicts, the less.
/// </summary>
public enum Confidence
{
    /// <summary>A guess, a default, or read where it may mean something else: staff should look at it.</summary>
    Low,

    /// <summary>Read by a rule that hardly errs: a title line, a day in a file's name, a symbol on a line of its own.</summary>
    High,

    /// <summary>Somebody stated it for this: beside the file, in its front matter, in storage, or for the whole collection.</summary>
    Certain,
}
