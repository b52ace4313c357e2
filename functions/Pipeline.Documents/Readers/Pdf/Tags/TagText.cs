using System.Text;
using Pipeline.Documents.Readers.Pdf.Lines;
using Pipeline.Documents.Readers.Pdf.Source;

namespace Pipeline.Documents.Readers.Pdf.Tags;

/// <summary>The text of elements: the glyphs of their marked content, line by line, with what stands in for them.</summary>
internal sealed class TagText
{
    /// <summary>The glyphs of a page that one element holds, one after the other.</summary>
    private sealed record Piece(PdfPage Page, List<Glyph> Glyphs);

    private readonly IReadOnlyList<PdfPage> pages;
    private readonly Dictionary<TagContent, List<Glyph>> contents = [];

    public TagText(IReadOnlyList<PdfPage> pages)
    {
        this.pages = pages;
        foreach (var page in pages)
        {
            foreach (var glyph in page.Glyphs)
            {
                if (glyph.Mark < 0)
                    continue;
                var content = new TagContent(page.Number, glyph.Mark);
                if (!contents.TryGetValue(content, out var glyphs))
                    contents[content] = glyphs = [];
                glyphs.Add(glyph);
            }
        }
    }

    /// <summary>How hyphens at line ends are taken; set when all lines are known.</summary>
    public Hyphens Hyphens { get; set; } = new([]);

    /// <summary>Glyphs of marked content that the tree does not name, and glyphs outside of any, as a part of all that show something.</summary>
    public double Uncovered(TagNode root)
    {
        var named = new HashSet<TagContent>();
        Collect(root, named);
        var (shown, missing) = (0, 0);
        foreach (var page in pages)
        {
            foreach (var glyph in page.Glyphs)
            {
                if (glyph.IsBlank || glyph.Mark == Glyph.Artifact)
                    continue;
                shown++;
                missing += glyph.Mark < 0 || !named.Contains(new TagContent(page.Number, glyph.Mark)) ? 1 : 0;
            }
        }
        return shown == 0 ? 1 : (double)missing / shown;
    }

    /// <summary>The text of what an element holds, inline elements included.</summary>
    /// <param name="note">Gives what stands for a reference in the text, from the label that it shows; null where it is no note's.</param>
    public List<TextRun> Runs(IEnumerable<object> kids, Func<string, string?>? note) => RunInlines.Join(Lines(kids, note), Hyphens);

    /// <summary>The same line by line.</summary>
    public List<SetLine> Lines(IEnumerable<object> kids, Func<string, string?>? note)
    {
        var pieces = new List<Piece>();
        foreach (var kid in kids)
            Add(kid, pieces, note);
        var lines = new List<SetLine>();
        foreach (var piece in pieces)
        {
            foreach (var glyphs in Divide(piece.Glyphs))
            {
                if (LineSetter.Set(piece.Page, glyphs, inPlaceOrder: false) is { } line)
                    lines.Add(line);
            }
        }
        return lines;
    }

    public string Plain(IEnumerable<object> kids)
    {
        var text = new StringBuilder();
        foreach (var run in Runs(kids, null))
            text.Append(run.Text);
        return text.ToString().Trim();
    }

    private void Add(object kid, List<Piece> pieces, Func<string, string?>? note)
    {
        if (kid is TagContent content)
        {
            if (contents.TryGetValue(content, out var glyphs))
                Append(pieces, pages[content.Page - 1], glyphs);
            return;
        }
        var node = (TagNode)kid;
        if (node.Type is "Note" or "FENote" or "Artifact" or "RP" or "RT")
            return;
        var inner = new List<Piece>();
        foreach (var below in node.Kids)
            Add(below, inner, note);
        if (node.ActualText is { } actual)
            Replace(inner, actual);
        else if (node.Type is "Reference" && note?.Invoke(Shown(inner)) is { } placeholder)
            Replace(inner, placeholder);
        else if (node.Type is "Figure" or "Formula" && inner.TrueForAll(p => p.Glyphs.Count == 0))
            inner.Clear();
        foreach (var piece in inner)
            Append(pieces, piece.Page, piece.Glyphs);
    }

    private static string Shown(List<Piece> pieces) => string.Concat(pieces.SelectMany(p => p.Glyphs).Select(g => g.Text)).Trim(' ', '[', ']', '(', ')', '\u00A0');

    private static void Replace(List<Piece> pieces, string text)
    {
        var replaced = false;
        foreach (var piece in pieces)
        {
            for (var i = 0; i < piece.Glyphs.Count; i++)
            {
                piece.Glyphs[i] = piece.Glyphs[i] with { Text = replaced ? "" : text };
                replaced = true;
            }
        }
    }

    private static void Append(List<Piece> pieces, PdfPage page, List<Glyph> glyphs)
    {
        if (pieces.Count > 0 && pieces[^1].Page == page)
            pieces[^1].Glyphs.AddRange(glyphs);
        else
            pieces.Add(new Piece(page, [.. glyphs]));
    }

    /// <summary>A line ends where the next glyph stands well above or below, or is turned otherwise.</summary>
    private static IEnumerable<List<Glyph>> Divide(List<Glyph> glyphs)
    {
        var line = new List<Glyph>();
        Glyph? last = null;
        foreach (var glyph in glyphs)
        {
            if (last is { } before && (glyph.Turn != before.Turn || Math.Abs(glyph.Baseline - before.Baseline) > 0.7f * Math.Max(glyph.Size, before.Size)))
            {
                yield return line;
                line = [];
                last = null;
            }
            line.Add(glyph);
            // A blank may stand anywhere, and a call of a note stands above the line.
            if (!glyph.IsBlank && (last is null || glyph.Size > 0.85f * last.Value.Size))
                last = glyph;
        }
        if (line.Count > 0)
            yield return line;
    }

    private static void Collect(TagNode node, HashSet<TagContent> named)
    {
        foreach (var kid in node.Kids)
        {
            if (kid is TagContent content)
                named.Add(content);
            else
                Collect((TagNode)kid, named);
        }
    }
}
