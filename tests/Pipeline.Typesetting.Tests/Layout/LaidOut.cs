using System.Globalization;
using System.Text;
using Pipeline.Documents;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Layout;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Tests.Layout;

/// <summary>Lays small documents out and tells what stands where, in words that a test can state.</summary>
internal static class LaidOut
{
    public static PagedDocument Lay(FontLibrary fonts, params Block[] blocks) => Lay(fonts, [], blocks);

    public static PagedDocument Lay(FontLibrary fonts, IReadOnlyList<Note> notes, params Block[] blocks) =>
        Lay(fonts, new Document { Language = "en", Blocks = blocks, Notes = notes });

    public static PagedDocument Lay(FontLibrary fonts, Document document, TypesettingOptions? options = null) =>
        Typesetter.Lay(document, new FrontMatter { Title = "Title" }, fonts, options ?? TypesettingOptions.Default, TestContext.Current.CancellationToken);

    public static Paragraph Paragraph(string text) => new([new Text(text)]);

    public static string Words(int count, string word = "word") => string.Join(' ', Enumerable.Repeat(word, count));

    /// <summary>Everything that is not an artifact, joined by its lines: <c>text</c> of each baseline from the top.</summary>
    public static IReadOnlyList<string> Lines(Page page) =>
        [.. page.Items.OfType<TextItem>().Where(t => t.Content is not null)
            .GroupBy(t => MathF.Round(t.Y, 1)).OrderBy(g => g.Key)
            .Select(g => string.Concat(g.OrderBy(t => t.X).Select(TextOf)))];

    public static string TextOf(TextItem item)
    {
        var text = new StringBuilder();
        foreach (var placed in item.Words.Span) text.Append(placed.Word.Text);
        return text.ToString();
    }

    public static string Text(Page page) => string.Join('\n', Lines(page));

    public static int Count(PagedDocument document, string text) => document.Pages.Sum(p => Text(p).Split(text).Length - 1);

    /// <summary>Index of the page that has the text in one of its lines.</summary>
    public static int PageOf(PagedDocument document, string text) => document.Pages.Single(p => Lines(p).Any(l => l.Contains(text, StringComparison.Ordinal))).Index;

    public static IEnumerable<StructureElement> Elements(StructureElement element) =>
        element.Kids.OfType<StructureElement>().SelectMany(Elements).Prepend(element);

    /// <summary>All that is no running matter stands between the margins.</summary>
    public static void AssertInside(PagedDocument document)
    {
        var sheet = StyleSheet.Default;
        foreach (var page in document.Pages)
        {
            foreach (var item in page.Items.Where(i => i.Content is not null))
            {
                var (x, y, width) = item switch
                {
                    TextItem t => (t.X, t.Y, Seen(t).Sum(w => w.Word.Advance * t.Size / t.Font.UnitsPerEm + w.Extra)),
                    ImageItem i => (i.X, i.Y + i.Height, i.Width),
                    FrameItem f => (f.X, f.Y + f.Height, f.Width),
                    _ => (page.Width / 2, page.Height / 2, 0),
                };
                Assert.InRange(y, sheet.MarginTop - 1, page.Height - sheet.MarginBottom + 1);
                Assert.InRange(x, sheet.MarginSide - 1, page.Width - sheet.MarginSide + 1);
                Assert.InRange(x + width, sheet.MarginSide - 1, page.Width - sheet.MarginSide + 1);
            }
        }
    }

    // The space that a line ended at stands outside the column.
    private static PlacedWord[] Seen(TextItem item) => item.Words.ToArray() is [.. var words, { Word.Text: " " }] ? words : item.Words.ToArray();

    /// <summary>Text of the structure tree in reading order.</summary>
    public static string ReadingOrder(PagedDocument document)
    {
        var text = new StringBuilder();
        var items = document.Pages.SelectMany(p => p.Items).OfType<TextItem>().Where(t => t.Content is not null)
            .GroupBy(t => t.Content!).ToDictionary(g => g.Key, g => string.Concat(g.Select(TextOf)));
        Walk(document.Root);
        // A word that a line ended in is one word.
        text.Replace("\u00AD ", "").Replace("\u00AD", "");
        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));

        void Walk(IStructureKid kid)
        {
            if (kid is MarkedContent content && items.TryGetValue(content, out var value)) text.Append(value).Append(' ');
            if (kid is StructureElement element)
                foreach (var child in element.Kids) Walk(child);
        }
    }

    /// <summary>A line an item: page, x, y and text, rounded to tenths of a point.</summary>
    public static string Dump(PagedDocument document)
    {
        var dump = new StringBuilder();
        foreach (var page in document.Pages)
            foreach (var item in page.Items)
                dump.AppendLine(CultureInfo.InvariantCulture, $"{page.Index + 1} {Describe(item)}{(item.Content is { } c ? $" <{c.Element.Type}>" : "")}");
        return dump.ToString();
    }

    private static string Describe(PageItem item) => item switch
    {
        TextItem t => string.Create(CultureInfo.InvariantCulture, $"{t.X:F1} {t.Y:F1} {t.Font.PostScriptName} {t.Size:F1} “{TextOf(t)}”"),
        RectangleItem r => string.Create(CultureInfo.InvariantCulture, $"{r.X:F1} {r.Y:F1} rectangle {r.Width:F1} × {r.Height:F1}"),
        ImageItem i => string.Create(CultureInfo.InvariantCulture, $"{i.X:F1} {i.Y:F1} image {i.Width:F1} × {i.Height:F1}"),
        FrameItem f => string.Create(CultureInfo.InvariantCulture, $"{f.X:F1} {f.Y:F1} frame {f.Width:F1} × {f.Height:F1}"),
        _ => item.GetType().Name,
    };
}
