using Pipeline.Documents.Renderers;
using Pipeline.Typesetting.Pages;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Layout;

/// <summary>The symbol and the title above every page but the first, and the page's number below each, in the document's language.</summary>
internal sealed class RunningMatter(TextSetter setter, StyleSheet sheet, UiWords words, Column column)
{
    private readonly Column running = column with { Style = new TextStyle(sheet.HeadingFamily, sheet.RunningSize) { Color = sheet.QuietColor } };

    public void Add(IReadOnlyList<Page> pages, string title, string? symbol)
    {
        var mark = symbol is null ? null : SetLine(symbol, Alignment.Start);
        var heading = SetLine(Shorten(title, column.Width - (symbol is null ? 0 : setter.WidthOf(symbol, running) + sheet.ListIndent)), Alignment.End);
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i];
            page.Artifacts = ArtifactKind.Header;
            if (i > 0 && mark is not null) Paint(page, mark, sheet.HeaderBaseline);
            if (i > 0) Paint(page, heading, sheet.HeaderBaseline);
            page.Artifacts = ArtifactKind.Footer;
            Paint(page, SetLine(words.Page(i + 1, pages.Count, column.Language), Alignment.Center), page.Height - sheet.FooterBaseline);
        }
    }

    private Label SetLine(string value, Alignment alignment) => setter.SetLine(value, column.Parent, running with { Alignment = alignment }, column.Width);

    private static void Paint(Page page, Label label, float baseline) =>
        LinePainter.Paint(page, label.Paragraph, label.Line, label.Paragraph.LeftOf(label.Line, false), baseline, artifact: true);

    /// <summary>As much of a title as fits on the running line.</summary>
    private string Shorten(string title, float width)
    {
        if (title.Length <= 40 || setter.WidthOf(title, running) <= width) return title;
        for (var length = Math.Min(title.Length, 160); ; length = length * 9 / 10)
        {
            var space = title.LastIndexOf(' ', length - 1);
            var cut = title[..(space > length / 2 ? space : char.IsHighSurrogate(title[length - 1]) ? length - 1 : length)] + " …";
            if (length < 10 || setter.WidthOf(cut, running) <= width) return cut;
        }
    }
}
