using Pipeline.Documents;
using Pipeline.Documents.Renderers;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.LineBreaking;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>Lays a document out on pages: blocks to items, items to pages, then what needs all pages (page numbers, links, bookmarks).</summary>
public static class Typesetter
{
    /// <exception cref="RejectedException">A limit of <paramref name="options"/> was passed.</exception>
    public static PagedDocument Lay(
        Document document, FrontMatter frontMatter, FontLibrary fonts, TypesettingOptions options, CancellationToken cancellationToken)
    {
        var sheet = StyleSheet.Default;
        var words = UiWords.Of(document.Language);
        var (width, height) = options.Paper == PaperSize.Letter ? (612f, 792f) : (595.276f, 841.89f);
        var textHeight = height - sheet.MarginTop - sheet.MarginBottom;
        var missing = new SortedSet<int>();
        var root = new StructureElement("Document");
        var column = new Column
        {
            X = sheet.MarginSide,
            Width = width - 2 * sheet.MarginSide,
            TextHeight = textHeight,
            Style = new TextStyle(sheet.BodyFamily, sheet.BodySize) { Color = sheet.TextColor },
            LineHeight = sheet.LineHeight,
            Language = document.Language,
            Direction = document.Direction,
            Parent = root,
            ParagraphSpace = sheet.ParagraphSpace,
        };

        var landscape = column with { Width = height - 2 * sheet.MarginSide, TextHeight = width - sheet.MarginTop - sheet.MarginBottom };
        var body = column with { Setting = new ParagraphSetting(options.Justify, options.Hyphenate), Landscape = landscape };
        var pictures = new Pictures(document, options);
        var setter = new TextSetter(document, sheet, fonts, pictures, missing);
        var flow = new FlowBuilder(document, setter, pictures, sheet, options, cancellationToken);
        var titleBlock = TitleBlock.Of(document, frontMatter);
        var matter = new TitleMatter(flow, setter, sheet, titleBlock);
        var items = new List<FlowItem>();
        matter.AddAbove(column, items);
        var (bodyFirst, bodyFirstKid) = (items.Count, root.Kids.Count);
        flow.AddBlocks(document.Blocks, body, items);
        matter.AddBelow(column, items);

        var contents = new ContentsBuilder(setter, sheet, words);
        if (FlowItem.HeightOf(items) >= (options.ContentsFromPages - 1) * textHeight
            && setter.Anchors.Entries.Count(e => e.Level > 1) >= options.ContentsFromHeadings)
        {
            var list = contents.Build(column);
            if (list.Count > 0)
            {
                root.MoveLast(bodyFirstKid);
                items[bodyFirst].StartsPage = true;
                items.InsertRange(bodyFirst, list);
            }
        }

        var pages = new Paginator(sheet, width, height, options.MaximumPages, note => flow.Notes.Lay(note, body)).Paginate(items, cancellationToken);
        contents.Paint();
        new RunningMatter(setter, sheet, words, column, landscape).Add(pages, frontMatter.Title, titleBlock.Symbol);
        setter.Anchors.AimLinks(pages[0]);

        return new PagedDocument
        {
            Title = frontMatter.Title,
            Language = document.Language,
            Direction = document.Direction,
            Authors = frontMatter.Authors.Count > 0 ? frontMatter.Authors : frontMatter.Speaker is { } speaker ? [speaker] : [],
            Subject = frontMatter.Summary,
            Publisher = frontMatter.Publisher,
            Date = frontMatter.Date,
            Identity = frontMatter.SourceHash,
            Pages = pages,
            Root = root,
            Bookmarks = setter.Anchors.Bookmarks(),
            Diagnostics = [.. missing.Select(MissingCharacter), .. pictures.Findings],
        };
    }

    private static Diagnostic MissingCharacter(int codePoint) => new(
        "missing-character",
        Severity.Warning,
        $"No font for print has the character U+{codePoint:X4}{Shown(codePoint)}. The PDF shows a box with its code instead. Use another character if you can.");

    private static string Shown(int codePoint) => codePoint is >= 0x20 and not (>= 0xD800 and <= 0xDFFF) ? $" ({char.ConvertFromUtf32(codePoint)})" : "";
}
