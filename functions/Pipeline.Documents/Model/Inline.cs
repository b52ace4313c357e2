namespace Pipeline.Documents;

/// <summary>A part of a line of text.</summary>
public abstract record Inline
{
    private protected Inline() { }
}

/// <summary>Characters in Unicode NFC. No line ends, no control characters; soft hyphens and bidi marks are kept.</summary>
public sealed record Text(string Value) : Inline;

/// <summary>Children with a <see cref="InlineStyle"/>.</summary>
public sealed record Styled(InlineStyle Style, IReadOnlyList<Inline> Children) : Inline;

public enum InlineStyle
{
    Emphasis,
    Strong,
    Strikethrough,
    Underline,
    SmallCaps,
    Superscript,
    Subscript,
    Highlight,
}

/// <summary>Text of a program, a file number or the like, in a fixed-width face.</summary>
public sealed record Code(string Value) : Inline;

/// <summary>A passage in a language or direction other than that around it. Either may be null: as around it.</summary>
public sealed record Passage(string? Language, TextDirection? Direction, IReadOnlyList<Inline> Children) : Inline;

/// <summary>A link to an absolute http, https or mailto address, or to an anchor of this document (<c>#id</c>). Nothing else passes a reader.</summary>
public sealed record Link(string Target, IReadOnlyList<Inline> Children) : Inline
{
    public string? Title { get; init; }
}

/// <summary>
/// A picture. <see cref="Source"/> is a key of <see cref="Document.Images"/>; <see cref="Alt"/> is the text that stands for it,
/// empty where the picture only decorates.
/// </summary>
public sealed record Image(string Source, string Alt) : Inline
{
    public string? Title { get; init; }
}

/// <summary>The place where a note is called; <paramref name="NoteId"/> is a <see cref="Note.Id"/>.</summary>
public sealed record NoteReference(string NoteId) : Inline;

public sealed record LineBreak : Inline;

/// <summary>An abbreviation with its expansion: <c>R2P</c>, <c>Responsibility to Protect</c>.</summary>
public sealed record Abbreviation(string Value, string Expansion) : Inline;
