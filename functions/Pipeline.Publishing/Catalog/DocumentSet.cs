namespace Pipeline.Publishing.Catalog;

/// <summary>Some of a segment's documents: their positions as bits, or sorted in a list where they are few.</summary>
/// <param name="Documents">The bits; empty where there is a list.</param>
/// <param name="Few">The list; empty where there are bits.</param>
/// <param name="Blocks">Which blocks of titles (<see cref="TitleOrder"/>) hold one of them, as bits; null for any.</param>
internal readonly record struct DocumentSet(Memory<ulong> Documents, ReadOnlyMemory<int> Few, ulong[]? Blocks)
{
    // Beyond one document in so many, a set is kept as bits; of fewer, the positions.
    private const int Sparsest = 64;

    public DocumentSet(Memory<ulong> documents, ulong[]? blocks) : this(documents, default, blocks) { }

    public bool IsFew => Documents.IsEmpty;

    /// <summary>At least how many they are: exact where they are few.</summary>
    public int Least => IsFew ? Few.Length : LeastDense(Documents.Length << 6);

    /// <summary>Whether a set of so many documents is kept as bits.</summary>
    public static bool IsDense(int count, int documentCount) => count >= LeastDense(documentCount);

    /// <summary>How many documents a set that is kept as bits has at least.</summary>
    public static int LeastDense(int documentCount) => documentCount / Sparsest + 1;

    /// <summary>How many of a sorted list stand before a position.</summary>
    public static int CountBefore(ReadOnlySpan<int> few, int position) => few.BinarySearch(position) is var found && found < 0 ? ~found : found;

    /// <summary>Adds those of another set to one of bits.</summary>
    public void Add(DocumentSet other, TitleOrder titles)
    {
        var mask = Documents.Span;
        if (other.IsFew) foreach (var document in other.Few.Span) Bits.Add(mask, document);
        else Bits.Or(mask, other.Documents.Span);
        if (Blocks is null) return;
        if (other.Blocks is not null) Bits.Or(Blocks, other.Blocks);
        else foreach (var document in other.Few.Span) titles.AddBlock(Blocks, document);
    }
}
