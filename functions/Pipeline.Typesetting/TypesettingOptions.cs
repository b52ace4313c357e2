using Pipeline.Typesetting.Images;

namespace Pipeline.Typesetting;

/// <summary>Limits and paper. Every one is an option with a default that works.</summary>
public sealed record TypesettingOptions
{
    public static TypesettingOptions Default { get; } = new();

    /// <summary>A longer document is rejected.</summary>
    public int MaximumPages { get; init; } = 5_000;

    /// <summary>Lists in quotes in tables …: a document whose blocks stand deeper inside each other is rejected.</summary>
    public int MaximumDepth { get; init; } = 64;

    /// <summary>Places in the grids of all tables, empty ones too; a document with more is rejected.</summary>
    public int MaximumTableCells { get; init; } = 1_000_000;

    /// <summary>A picture with more pixels is left out, with a finding.</summary>
    public long MaximumImagePixels { get; init; } = ImageInfo.DefaultMaximumPixels;

    /// <summary>Pixels of all pictures together; those beyond are left out, with findings.</summary>
    public long MaximumDocumentPixels { get; init; } = 10 * ImageInfo.DefaultMaximumPixels;

    /// <summary>A document that takes longer is rejected.</summary>
    public TimeSpan MaximumTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A document of about this many pages or more, and of <see cref="ContentsFromHeadings"/> headings, gets a contents list.</summary>
    public int ContentsFromPages { get; init; } = 8;

    /// <inheritdoc cref="ContentsFromPages"/>
    public int ContentsFromHeadings { get; init; } = 6;

    /// <summary>Running text ends at the same place in all lines; off, lines end ragged.</summary>
    public bool Justify { get; init; } = true;

    /// <summary>Words of running text may be divided at line ends, in the languages that have patterns for it.</summary>
    public bool Hyphenate { get; init; } = true;

    public PaperSize Paper { get; init; } = PaperSize.A4;
}

/// <summary>ISO 216 A4 (210 × 297 mm) or North American Letter (8.5 × 11 in).</summary>
public enum PaperSize
{
    A4,
    Letter,
}
