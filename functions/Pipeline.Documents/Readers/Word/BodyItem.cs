namespace Pipeline.Documents.Readers.Word;

/// <summary>What a story consists of, in its order, before lists, headings and quotations are made of it.</summary>
internal abstract record BodyItem
{
    /// <summary>Names of places in it that links lead to.</summary>
    public IReadOnlyList<string> Bookmarks { get; init; } = [];
}

internal sealed record BodyBlock(Block Block) : BodyItem;

internal sealed record BodyParagraph : BodyItem
{
    public ParagraphFormat Format { get; init; } = ParagraphFormat.None;
    public required List<Inline> Content { get; init; }
    public NumberLabel? Label { get; init; }
    public StyleRole Role { get; init; }

    /// <summary>Of a heading, from 1.</summary>
    public int Level { get; init; }

    /// <summary>Whether it has a number and is a heading by an outline level of its own alone; its marks are still on.</summary>
    public bool MayBeItem { get; init; }
    public string Anchor { get; init; } = "";
    public int Letters { get; init; }

    /// <summary>Whether every letter is bold.</summary>
    public bool Bold { get; init; }

    /// <summary>The size that most letters are in, in half points; 0 where nothing states one.</summary>
    public int Size { get; init; }
    public bool Centered { get; init; }
}
