using Pipeline.Documents.Readers.Pdf.Lines;
using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Layout;

/// <summary>A table that rules show: its grid, and after <see cref="Fill"/> the lines in each cell.</summary>
/// <param name="Columns">The x of the grid's vertical lines, from the left.</param>
/// <param name="Rows">The y of its horizontal lines, from the top.</param>
internal sealed record RuledTable(Box Box, float[] Columns, float[] Rows, List<RuledCell> Cells)
{
    /// <summary>Puts glyphs into cells; false where fewer than two cells have any, so that it is a frame and no table.</summary>
    public bool Fill(PdfPage page, List<Glyph> glyphs)
    {
        foreach (var cell in Cells)
        {
            var inside = glyphs.FindAll(g => cell.Box.Holds((g.Left + g.Right) / 2, g.Baseline + (g.Size * 0.25f)));
            cell.Lines.AddRange(PageLines.Rows(page, Fragment.Divide(inside)).Select(p => p.Line).OfType<SetLine>());
        }
        return Cells.Count(c => c.Lines.Count > 0) >= 2;
    }
}

/// <summary>A cell, its place in the grid and what it spans.</summary>
internal sealed record RuledCell(Box Box, int Row, int Column, int RowSpan, int ColumnSpan)
{
    public List<SetLine> Lines { get; } = [];
}
