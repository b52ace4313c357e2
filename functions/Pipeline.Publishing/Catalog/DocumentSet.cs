namespace Pipeline.Publishing.Catalog;

/// <summary>Some of a segment's documents.</summary>
/// <param name="Documents">Their positions, as bits.</param>
/// <param name="Blocks">Which blocks of titles (<see cref="TitleOrder"/>) hold one of them, as bits; null for any.</param>
internal readonly record struct DocumentSet(Memory<ulong> Documents, ulong[]? Blocks)
{
    // Beyond one document in so many, a set is kept as bits; of fewer, the positions.
    private const int Sparsest = 64;

    /// <summary>Whether a set of so many documents is kept as bits.</summary>
    public static bool IsDense(int count, int documentCount) => count >= LeastDense(documentCount);

    /// <summary>How many documents a set that is kept as bits has at least.</summary>
    public static int LeastDense(int documentCount) => documentCount / Sparsest + 1;

    public void Add(DocumentSet other)
    {
        Bits.Or(Documents.Span, other.Documents.Span);
        if (Blocks is not null) Bits.Or(Blocks, other.Blocks);
    }
}
