namespace Pipeline.Publishing.Catalog;

/// <summary>Some of a segment's documents: their positions as bits, or sorted in a list or two where they are few.</summary>
/// <param name="Documents">The bits; empty where there is a list.</param>
/// <param name="Few">The list; empty where there are bits.</param>
/// <param name="Blocks">Which blocks of titles (<see cref="TitleOrder"/>) hold one of them, as bits; null for any.</param>
internal readonly record struct DocumentSet(Memory<ulong> Documents, ReadOnlyMemory<int> Few, ulong[]? Blocks)
{
    // Beyond one document in so many, a set is kept as bits; of fewer, the positions.
    private const int Sparsest = 64;

    public DocumentSet(Memory<ulong> documents, ulong[]? blocks) : this(documents, default, blocks) { }

    /// <summary>Another list, which may have documents of the first one: what is looked at of both is looked at before they are merged.</summary>
    public ReadOnlyMemory<int> MoreFew { get; init; }

    public bool IsFew => Documents.IsEmpty;

    /// <summary>How many they are: at least where there are bits, at most where there are two lists.</summary>
    public int Least => IsFew ? Few.Length + MoreFew.Length : LeastDense(Documents.Length << 6);

    /// <summary>Whether a set of so many documents is kept as bits.</summary>
    public static bool IsDense(int count, int documentCount) => count >= LeastDense(documentCount);

    /// <summary>How many documents a set that is kept as bits has at least.</summary>
    public static int LeastDense(int documentCount) => documentCount / Sparsest + 1;

    /// <summary>Adds those of another set to one of bits.</summary>
    public void Add(DocumentSet other, TitleOrder titles)
    {
        var mask = Documents.Span;
        if (!other.IsFew) Bits.Or(mask, other.Documents.Span);
        if (Blocks is not null && other.Blocks is not null) Bits.Or(Blocks, other.Blocks);
        foreach (var list in (ReadOnlySpan<ReadOnlyMemory<int>>)[other.Few, other.MoreFew])
        {
            foreach (var document in list.Span) Bits.Add(mask, document);
            if (Blocks is null || other.Blocks is not null) continue;
            foreach (var document in list.Span) titles.AddBlock(Blocks, document);
        }
    }
}
