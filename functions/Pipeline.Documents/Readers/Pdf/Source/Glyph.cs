using Pipeline.Documents.Readers.Pdf.Lines;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// A glyph that a page shows. Measures are points, in the page turned so that the glyph stands upright (<see cref="Turn"/>), y upwards.
/// </summary>
/// <param name="Text">What it stands for; empty where the text of a marked-content sequence is stated and stands at its first glyph.</param>
/// <param name="Mark">Number of the marked content that it stands in (MCID), <see cref="Untagged"/>, or <see cref="Artifact"/>.</param>
internal readonly record struct Glyph(string Text, float Left, float Right, float Baseline, float Size, GlyphStyle Style, Turn Turn, int Mark)
{
    /// <summary>No marked content with a number.</summary>
    public const int Untagged = -1;

    /// <summary>Marked as no part of the text (ISO 32000-1 14.8.2.2): a running head, a page's number, an ornament.</summary>
    public const int Artifact = -2;

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

[Flags]
internal enum GlyphStyle : byte
{
    None = 0,
    Bold = 1,
    Italic = 2,
    FixedWidth = 4,

    /// <summary>The font does not say which character it stands for.</summary>
    Unmapped = 8,

    /// <summary>Neither filled nor drawn: the text of a scanned page (Table 106, mode 3).</summary>
    Hidden = 16,
}

/// <summary>How far a text is turned against the page, counter-clockwise.</summary>
internal enum Turn : byte
{
    Upright,
    Left,
    UpsideDown,
    Right,

    /// <summary>By an angle, as a stamp is.</summary>
    Oblique,
}

/// <summary>A rectangle on a page, in points, y upwards.</summary>
internal readonly record struct Box(float Left, float Bottom, float Right, float Top)
{
    public float Width => Right - Left;

    public float Height => Top - Bottom;

    public float Area => Math.Max(0, Width) * Math.Max(0, Height);

    public bool Holds(float x, float y) => x >= Left && x <= Right && y >= Bottom && y <= Top;
}

/// <summary>A picture on a page. Only a JPEG's bytes are kept, which are those of a file.</summary>
internal sealed record PlacedPicture(Box Box, int Mark, ReadOnlyMemory<byte> Jpeg);

/// <summary>An annotation that leads somewhere.</summary>
internal readonly record struct LinkArea(Box Box, string Target);

/// <summary>What one page shows, in the order in which it is painted.</summary>
internal sealed class PdfPage(int number, float width, float height)
{
    private bool? rightToLeft;

    /// <summary>From 1.</summary>
    public int Number { get; } = number;

    public float Width { get; } = width;

    public float Height { get; } = height;

    public List<Glyph> Glyphs { get; } = [];

    /// <summary>Thin rectangles and lines, which may be a table's rules.</summary>
    public List<Box> Rules { get; } = [];

    public List<PlacedPicture> Pictures { get; } = [];

    public List<LinkArea> Links { get; } = [];

    /// <summary>Most of its letters are of a script that is read from right to left.</summary>
    public bool IsRightToLeft => rightToLeft ??= Glyphs.Count(g => LogicalOrder.IsRightToLeft(g.Text)) > Glyphs.Count(g => !g.IsBlank && char.IsLetter(g.Text, 0)) / 2;

    /// <summary>Something else than text was painted: curves, areas, shades.</summary>
    public int Drawings { get; set; }
}
