namespace Pipeline.Documents;

/// <summary>
/// What every reader makes and every renderer takes: the text of one work, without its metadata. A finished document
/// (<see cref="DocumentBuilder"/>) keeps these invariants: heading levels start at 2 and never skip one on the way
/// down; every <see cref="Heading.Id"/> is set and unique; every <see cref="NoteReference"/> has its <see cref="Note"/> and
/// every note a reference; every <see cref="Image.Source"/> is in <see cref="Images"/>; text is in Unicode NFC without
/// control characters.
/// </summary>
public sealed record Document
{
    /// <summary>The main language, a BCP 47 tag such as <c>en</c> or <c>zh-Hans</c>; <c>und</c> where unknown.</summary>
    public required string Language { get; init; }

    /// <summary>What the text itself reads as, whatever <see cref="Language"/> was stated; null where it does not tell.</summary>
    public TextLanguage? ReadsAs { get; init; }

    public TextDirection Direction { get; init; }

    /// <summary>The title that the text itself bears (its level-1 heading); empty where it has none. Not repeated in <see cref="Blocks"/>.</summary>
    public IReadOnlyList<Inline> Title { get; init; } = [];

    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>Footnotes and endnotes in the order of their first reference; a note's number is its index plus one.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>The pictures that blocks refer to, by <see cref="Image.Source"/>.</summary>
    public IReadOnlyDictionary<string, ImageData> Images { get; init; } = new Dictionary<string, ImageData>();
}

/// <summary>The language that a text reads as, by its script and its frequent small words.</summary>
/// <param name="Tag">BCP 47.</param>
/// <param name="Clear">Whether enough of the text says so, and little speaks against it; otherwise it is only likely.</param>
public sealed record TextLanguage(string Tag, bool Clear);

public enum TextDirection
{
    LeftToRight,
    RightToLeft,
}

/// <summary>A footnote or endnote. <paramref name="Id"/> is unique among the document's notes and safe in a URL fragment.</summary>
public sealed record Note(string Id, IReadOnlyList<Block> Blocks);

/// <summary>
/// A picture as it stands in the upload: PNG or JPEG bytes and the size in pixels that its header states.
/// </summary>
public sealed record ImageData(ReadOnlyMemory<byte> Bytes, ImageFormat Format, int Width, int Height);

public enum ImageFormat
{
    Png,
    Jpeg,
}
