using System.Globalization;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Geometry;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// Runs a page's operators and keeps what reading needs: glyphs with their places, rules, pictures, and which marked content they stand
/// in. An operator that cannot be run (of damaged content) is passed over.
/// </summary>
internal sealed class ContentReader(
    PdfPage result, IResourceStore resourceStore, IPdfTokenScanner scanner, IPageContentParser parser, ILookupFilterProvider filters,
    CropBox cropBox, UserSpaceUnit unit, PageRotationDegrees rotation, TransformationMatrix matrix, BudgetedOptions options)
    : BaseStreamProcessor<PdfPage>(result.Number, resourceStore, scanner, parser, filters, cropBox, unit, rotation, in matrix, options)
{
    /// <summary>Operators that text, rules, pictures and marks depend on; colours, line styles and shades are none of ours.</summary>
    private static readonly HashSet<string> Followed =
    [
        "q", "Q", "cm", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", "\"",
        "Do", "BI", "ID", "EI", "BMC", "BDC", "EMC", "m", "l", "c", "v", "y", "h", "re", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n",
    ];

    /// <summary>Lines thicker than this are areas.</summary>
    private const float ThickestRule = 3;

    private const int MaximumRules = 20_000;
    private const int MaximumPictures = 2_000;

    /// <summary>Graphics states that are saved in each other; PDF allows 28 (ISO 32000-1, table C.1), and each takes memory.</summary>
    private const int MaximumSaved = 1_000;

    private readonly ReadingBudget budget = options.Budget;
    private readonly Stack<Marked> marks = new();
    private readonly List<Box> path = [];
    private readonly Dictionary<IFont, GlyphStyle> styles = new(ReferenceEqualityComparer.Instance);
    private PdfPoint pathStart;
    private bool curved;
    private int saved;

    private sealed record Marked(int Mark, bool Replaces)
    {
        /// <summary>The text that is stated for the whole sequence (14.9.4), until its first glyph takes it.</summary>
        public string? Text { get; set; }
    }

    public override PdfPage Process(int pageNumberCurrent, IReadOnlyList<IGraphicsStateOperation> operations)
    {
        CloneAllStates();
        ProcessOperations(operations);
        return result;
    }

    protected override void ProcessOperations(IReadOnlyList<IGraphicsStateOperation> operations)
    {
        foreach (var operation in operations)
        {
            budget.Operator();
            if (!Followed.Contains(operation.Operator) || IsTooDeep(operation.Operator))
                continue;
            try
            {
                operation.Run(this);
            }
#pragma warning disable CA1031 // Damaged content throws whatever it happens to; the page's other operators are still good.
            catch (Exception e) when (e is not (RejectedException or OperationCanceledException or OutOfMemoryException))
#pragma warning restore CA1031
            {
                budget.Check();
            }
        }
    }

    /// <summary>Whether a state is saved, or restored, that lies deeper than any may.</summary>
    private bool IsTooDeep(string name) => name switch
    {
        "q" => ++saved > MaximumSaved,
        "Q" => saved > 0 && saved-- > MaximumSaved,
        _ => false,
    };

    public override void RenderGlyph(
        IFont font, CurrentGraphicsState currentState, double fontSize, double pointSize, int code, string unicode, long currentOffset,
        in TransformationMatrix renderingMatrix, in TransformationMatrix textMatrix, in TransformationMatrix transformationMatrix, CharacterBoundingBox characterBoundingBox)
    {
        budget.Glyph();
        var (rendering, writing, page) = (renderingMatrix, textMatrix, transformationMatrix);
        PdfPoint At(double x, double y) => page.Transform(writing.Transform(rendering.Transform(new PdfPoint(x, y))));
        // A mark has no width; where its outline is, its letter is.
        var outline = characterBoundingBox.GlyphBounds;
        var isMark = unicode.Length > 0 && CharUnicodeInfo.GetUnicodeCategory(unicode, 0) == UnicodeCategory.NonSpacingMark && outline.Width > 0;
        var start = At(isMark ? outline.Left : 0, 0);
        var end = At(isMark ? outline.Right : characterBoundingBox.Width, 0);
        var along = At(isMark ? outline.Left + 1 : 1, 0);
        var up = At(isMark ? outline.Left : 0, 1);
        var size = Math.Sqrt(((up.X - start.X) * (up.X - start.X)) + ((up.Y - start.Y) * (up.Y - start.Y)));
        // Type 3 fonts have a unit of their own (9.6.5).
        if (font is IType3Font)
            size *= Type3Height(font);
        if (!double.IsFinite(start.X + start.Y + end.X + end.Y + size) || Math.Abs(start.X) > 1e6 || Math.Abs(start.Y) > 1e6 || size > 1e5)
            return;
        var style = StyleOf(font);
        if (!font.TryGetUnicode(code, out var mapped) || string.IsNullOrEmpty(mapped))
            style |= GlyphStyle.Unmapped;
        if (currentState.FontState.TextRenderingMode == TextRenderingMode.FillThenStroke)
            style |= GlyphStyle.Bold;
        if (currentState.FontState.TextRenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip)
            style |= GlyphStyle.Hidden;
        if (marks.FirstOrDefault(m => m.Replaces) is { } replacing)
        {
            (unicode, replacing.Text) = (replacing.Text ?? "", null);
            style &= ~GlyphStyle.Unmapped;
        }
        var turn = TurnOf(along.X - start.X, along.Y - start.Y);
        var (left, baseline) = Turned(start, turn);
        var (right, _) = Turned(end, turn);
        result.Glyphs.Add(new Glyph(unicode, Math.Min(left, right), Math.Max(left, right), baseline, (float)size, style, turn, Mark));
    }

    private int Mark
    {
        get
        {
            foreach (var marked in marks)
            {
                if (marked.Mark != Glyph.Untagged)
                    return marked.Mark;
            }
            return Glyph.Untagged;
        }
    }

    public override void BeginMarkedContent(NameToken name, NameToken? propertyDictionaryName, DictionaryToken? properties)
    {
        properties ??= propertyDictionaryName is null ? null : ResourceStore.GetMarkedContentPropertiesDictionary(propertyDictionaryName);
        var mark = name.Data == "Artifact" ? Glyph.Artifact : properties?.Number("MCID", PdfScanner) is >= 0 and var number ? number : Glyph.Untagged;
        var text = properties?.Text("ActualText", PdfScanner);
        // What stands in an artifact is one too.
        marks.Push(new Marked(Mark == Glyph.Artifact ? Glyph.Artifact : mark, text is not null) { Text = text });
    }

    public override void EndMarkedContent() => marks.TryPop(out _);

    protected override void RenderXObjectImage(XObjectContentRecord xObjectContentRecord)
    {
        var stream = xObjectContentRecord.Stream;
        var jpeg = stream.StreamDictionary.Name("Filter", PdfScanner) == "DCTDecode" ? stream.Data : default;
        AddPicture(xObjectContentRecord.AppliedTransformation, jpeg);
    }

    protected override void RenderInlineImage(InlineImage inlineImage) => AddPicture(CurrentTransformationMatrix, default);

    private void AddPicture(TransformationMatrix matrix, ReadOnlyMemory<byte> jpeg)
    {
        if (result.Pictures.Count < MaximumPictures)
            result.Pictures.Add(new PlacedPicture(BoxOf(matrix.Transform(new PdfPoint(0, 0)), matrix.Transform(new PdfPoint(1, 1))), Mark, jpeg));
    }

    public override void BeginSubpath() { }

    public override PdfPoint? CloseSubpath()
    {
        LineToPoint(pathStart);
        return pathStart;
    }

    public override void MoveTo(double x, double y) => CurrentPosition = pathStart = CurrentTransformationMatrix.Transform(new PdfPoint(x, y));

    public override void LineTo(double x, double y) => LineToPoint(CurrentTransformationMatrix.Transform(new PdfPoint(x, y)));

    public override void BezierCurveTo(double x2, double y2, double x3, double y3) => Curve(x3, y3);

    public override void BezierCurveTo(double x1, double y1, double x2, double y2, double x3, double y3) => Curve(x3, y3);

    private void Curve(double x, double y)
    {
        curved = true;
        CurrentPosition = CurrentTransformationMatrix.Transform(new PdfPoint(x, y));
    }

    private void LineToPoint(PdfPoint end)
    {
        if (path.Count < MaximumRules)
            path.Add(BoxOf(CurrentPosition, end));
        CurrentPosition = end;
    }

    public override void Rectangle(double x, double y, double width, double height)
    {
        if (path.Count < MaximumRules)
            path.Add(BoxOf(CurrentTransformationMatrix.Transform(new PdfPoint(x, y)), CurrentTransformationMatrix.Transform(new PdfPoint(x + width, y + height))));
    }

    public override void StrokePath(bool close)
    {
        if (close)
            CloseSubpath();
        Paint(stroked: true);
    }

    public override void FillPath(UglyToad.PdfPig.Core.FillingRule fillingRule, bool close) => Paint(stroked: false);

    public override void FillStrokePath(UglyToad.PdfPig.Core.FillingRule fillingRule, bool close) => Paint(stroked: true);

    public override void EndPath() => Clear();

    public override void ClosePath() => CloseSubpath();

    public override void ModifyClippingIntersect(UglyToad.PdfPig.Core.FillingRule clippingRule) { }

    protected override void ClipToRectangle(PdfRectangle rectangle, UglyToad.PdfPig.Core.FillingRule clippingRule) { }

    public override void PaintShading(NameToken shadingName) => result.Drawings++;

    /// <summary>Keeps what may be a table's rule: thin boxes, and the four sides of drawn rectangles.</summary>
    private void Paint(bool stroked)
    {
        if (!curved && result.Rules.Count < MaximumRules)
        {
            foreach (var box in path)
            {
                if (box.Width <= ThickestRule || box.Height <= ThickestRule)
                    result.Rules.Add(box);
                else if (stroked)
                    result.Rules.AddRange([box with { Top = box.Bottom }, box with { Bottom = box.Top }, box with { Right = box.Left }, box with { Left = box.Right }]);
                else
                    result.Drawings++;
            }
        }
        result.Drawings += curved ? 1 : 0;
        Clear();
    }

    private void Clear()
    {
        path.Clear();
        curved = false;
    }

    private GlyphStyle StyleOf(IFont font)
    {
        if (styles.TryGetValue(font, out var style))
            return style;
        var name = font.Details?.Name ?? font.Name?.Data ?? "";
        if (font.Details is { IsBold: true } or { Weight: >= 600 } || Says(name, "bold", "black", "heavy", "demi"))
            style |= GlyphStyle.Bold;
        if (font.Details is { IsItalic: true } || Says(name, "italic", "oblique"))
            style |= GlyphStyle.Italic;
        if (Says(name, "courier", "mono", "consolas", "typewriter", "cmtt"))
            style |= GlyphStyle.FixedWidth;
        return styles[font] = style;
    }

    private static bool Says(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static double Type3Height(IFont font)
    {
        var matrix = font.GetFontMatrix();
        var height = matrix.Transform(new PdfPoint(0, 1000)).Y;
        return height is > 0.01 and < 100 && Math.Abs(height - 1) > 0.5 ? height : 1;
    }

    private static Turn TurnOf(double x, double y) =>
        Math.Abs(y) <= Math.Abs(x) * 0.1 ? (x >= 0 ? Turn.Upright : Turn.UpsideDown)
        : Math.Abs(x) <= Math.Abs(y) * 0.1 ? (y >= 0 ? Turn.Left : Turn.Right)
        : Turn.Oblique;

    private static (float X, float Y) Turned(PdfPoint point, Turn turn) => turn switch
    {
        Turn.Left => ((float)point.Y, (float)-point.X),
        Turn.Right => ((float)-point.Y, (float)point.X),
        Turn.UpsideDown => ((float)-point.X, (float)-point.Y),
        _ => ((float)point.X, (float)point.Y),
    };

    public static Box BoxOf(PdfPoint one, PdfPoint other) => new(
        (float)Math.Min(one.X, other.X), (float)Math.Min(one.Y, other.Y), (float)Math.Max(one.X, other.X), (float)Math.Max(one.Y, other.Y));
}
