using Pipeline.Documents.Renderers;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>The symbol and the title above every page but the first, and the page's number below each, in the document's language.</summary>
internal sealed class RunningMatter(TextSetter setter, StyleSheet sheet, UiWords words, Column column, Column landscape)
{
    private readonly TextStyle style = new(sheet.HeadingFamily, sheet.RunningSize) { Color = sheet.QuietColor };

    public void Add(IReadOnlyList<Page> pages, string title, string? symbol)
    {
        var upright = Headings(column, title, symbol);
        var across = pages.Any(p => p.Width > p.Height) ? Headings(landscape, title, symbol) : [];
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i];
            page.Artifacts = ArtifactKind.Header;
            var isAcross = page.Width > page.Height;
            foreach (var line in i == 0 ? [] : isAcross ? across : upright) Paint(page, line, sheet.HeaderBaseline);
            page.Artifacts = ArtifactKind.Footer;
            Paint(page, SetLine(isAcross ? landscape : column, words.Page(i + 1, pages.Count, column.Language), Alignment.Center), page.Height - sheet.FooterBaseline);
        }
    }

    private List<Label> Headings(Column column, string title, string? symbol)
    {
        var running = column with { Style = style };
        var heading = SetLine(column, Shorten(title, running, symbol is null ? 0 : setter.WidthOf(symbol, running) + sheet.ListIndent), Alignment.End);
        return symbol is null ? [heading] : [SetLine(column, symbol, Alignment.Start), heading];
    }

    private Label SetLine(Column column, string value, Alignment alignment) =>
        setter.SetLine(value, column.Parent, column with { Style = style, Alignment = alignment }, column.Width);

    private static void Paint(Page page, Label label, float baseline) =>
        LinePainter.Paint(page, label.Paragraph, label.Line, label.Paragraph.LeftOf(label.Line, false), baseline, artifact: true);

    /// <summary>As much of a title as fits on the running line beside what is <paramref name="taken"/>.</summary>
    private string Shorten(string title, Column running, float taken)
    {
        var width = running.Width - taken;
        if (title.Length <= 40 || setter.WidthOf(title, running) <= width) return title;
        for (var length = Math.Min(title.Length, 160); ; length = length * 9 / 10)
        {
            var space = title.LastIndexOf(' ', length - 1);
            var cut = title[..(space > length / 2 ? space : char.IsHighSurrogate(title[length - 1]) ? length - 1 : length)] + " …";
            if (length < 10 || setter.WidthOf(cut, running) <= width) return cut;
        }
    }
}
