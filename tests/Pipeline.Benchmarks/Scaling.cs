using System.Diagnostics;
using Pipeline.Documents;
using Pipeline.Local.Development;
using Pipeline.Typesetting;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Layout;
using Pipeline.Typesetting.Pdf;

namespace Pipeline.Benchmarks;

/// <summary>Layout and writing of made-up documents of growing size: what grows with the size shows as a constant time a unit.</summary>
internal static class Scaling
{
    private const string Sentence = "The joint office corrected its plan for spare parts, expanded the maintenance schedule before the rainy season and postponed the rest. ";

    public static int Run()
    {
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        for (var i = 0; i < 30; i++) Measure(Pages(20), fonts);
        foreach (var pages in (int[])[20, 200, 2_000]) Print("pages of text", pages, Pages(pages), fonts);
        foreach (var rows in (int[])[100, 1_000, 10_000]) Print("table rows", rows, Rows(rows, joined: false), fonts);
        foreach (var rows in (int[])[100, 1_000, 10_000]) Print("table rows that one cell joins", rows, Rows(rows, joined: true), fonts);
        foreach (var words in (int[])[500, 5_000, 50_000]) Print("words in one paragraph", words, Words(words), fonts);
        foreach (var notes in (int[])[50, 500, 5_000]) Print("notes", notes, Notes(notes), fonts);
        return 0;
    }

    private static void Print(string what, int count, Document document, FontLibrary fonts)
    {
        // The quickest of several: what the work costs when nobody interferes.
        var runs = Enumerable.Range(0, count > 5_000 ? 5 : 10).Select(_ => Measure(document, fonts)).ToList();
        var (layout, write) = (runs.Min(r => r.Layout), runs.Min(r => r.Write));
        Console.WriteLine($"{count,7:N0} {what,-32} {runs[0].Pages,6:N0} pages   layout {layout,9:F2} ms   write {write,9:F2} ms   "
            + $"{(layout + write) * 1_000 / count,8:F1} µs each   {runs[0].Bytes / 1_024,7:N0} KB   {runs.Min(r => r.Allocated) / 1_048_576,6:N0} MB allocated");
    }

    private static (double Layout, double Write, int Pages, long Bytes, long Allocated) Measure(Document document, FontLibrary fonts)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var laid = Typesetter.Lay(document, new FrontMatter { Title = "Scaling" }, fonts, TypesettingOptions.Default with { MaximumPages = 100_000 }, CancellationToken.None);
        var layout = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        var bytes = PdfWriter.Write(laid, CancellationToken.None).Length;
        return (layout, Stopwatch.GetElapsedTime(start).TotalMilliseconds, laid.Pages.Count, bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static Document Pages(int pages) => Of(Enumerable.Range(0, pages).SelectMany(i => (Block[])
    [
        new Heading(2, [new Text($"Chapter {i + 1}")]) { Id = $"c{i}" },
        .. Enumerable.Range(0, 7).Select(k => Paragraph(string.Concat(Enumerable.Repeat(Sentence, 4)) + $"{i}.{k}")),
    ]));

    private static Document Rows(int rows, bool joined) => Of(
    [
        new Table([default, default, default, default], [.. Enumerable.Range(0, rows).Select(i => Row(joined && i == 0, [.. joined && i > 0 ? Array.Empty<string>() : [joined ? "all" : $"{i}"], $"Station {i % 97}", $"{i * 7 % 1000}", Sentence]))]),
    ]);

    private static TableRow Row(bool joins, string[] cells) => new([.. cells.Select((c, k) => new TableCell([Paragraph(c)]) { RowSpan = joins && k == 0 ? int.MaxValue : 1 })]);

    private static Document Words(int words) => Of([Paragraph(string.Join(' ', Enumerable.Range(0, words).Select(i => Sentence.Split(' ')[i % 20])))]);

    private static Document Notes(int notes) => Of(Enumerable.Range(0, notes).Select(i => (Block)new Paragraph([new Text(Sentence), new NoteReference($"n{i}")]))) with
    {
        Notes = [.. Enumerable.Range(0, notes).Select(i => new Note($"n{i}", [Paragraph(Sentence)]))],
    };

    private static Document Of(IEnumerable<Block> blocks) => new() { Language = "en", Blocks = [.. blocks] };

    private static Paragraph Paragraph(string text) => new([new Text(text)]);
}
