using System.Diagnostics;
using Pipeline.Documents;
using Pipeline.Local.Development;
using Pipeline.Typesetting;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Layout;

namespace Pipeline.Benchmarks;

/// <summary>A file read, laid out and written, with ragged and with justified and divided lines, in turns; and paragraphs of growing length.</summary>
internal static class LayoutComparison
{
    private static readonly (string Name, TypesettingOptions Options)[] Ways =
    [
        ("ragged", TypesettingOptions.Default with { Justify = false, Hyphenate = false }),
        ("justified", TypesettingOptions.Default with { Hyphenate = false }),
        ("justified, divided", TypesettingOptions.Default),
    ];

    public static int Run(string path, int rounds)
    {
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        var file = new SourceFile(Path.GetFileName(path), File.ReadAllBytes(path));
        var read = DocumentReader.Read(file, ReadOptions.Default, CancellationToken.None).Document;
        Console.WriteLine($"{"reading",-20} {Median(rounds, () => DocumentReader.Read(file, ReadOptions.Default, CancellationToken.None)),9:F2} ms");
        Compare(path, read, fonts, rounds);

        var words = DocumentText.Of(read.Blocks.OfType<Paragraph>().First(p => DocumentText.Of(p.Inlines).Length > 200).Inlines).Split(' ');
        foreach (var count in (int[])[500, 5_000, 50_000])
        {
            // Words in another order each time round, so that no two lines are alike.
            var text = string.Join(' ', Enumerable.Range(0, count).Select(i => words[(int)((long)i * i * 31 % words.Length + i / words.Length) % words.Length]));
            Compare($"one paragraph of {count} words", new Document { Language = read.Language, Blocks = [new Paragraph([new Text(text)])] }, fonts, Math.Min(rounds, 15));
        }
        return 0;
    }

    private static void Compare(string name, Document document, FontLibrary fonts, int rounds)
    {
        Console.WriteLine(name);
        var matter = new FrontMatter { Title = "Title" };
        var laid = new List<double>[Ways.Length];
        var written = new List<double>[Ways.Length];
        for (var w = 0; w < Ways.Length; w++) (laid[w], written[w]) = ([], []);
        for (var round = -3; round < rounds; round++)
        {
            for (var k = 0; k < Ways.Length; k++)
            {
                var w = (k + rounds + round) % Ways.Length;
                var lay = Time(() => Typesetter.Lay(document, matter, fonts, Ways[w].Options, CancellationToken.None));
                var all = Time(() => PdfRenderer.Render(document, matter, fonts, Ways[w].Options, CancellationToken.None));
                if (round < 0) continue;
                laid[w].Add(lay);
                written[w].Add(all);
            }
        }
        for (var w = 0; w < Ways.Length; w++)
            Console.WriteLine($"  {Ways[w].Name,-20} layout {Statistics.Median(laid[w]),9:F2} ms (quickest {laid[w].Min():F2})   with writing {Statistics.Median(written[w]),9:F2} ms");
    }

    private static double Median(int rounds, Action action) => Statistics.Median(Enumerable.Range(0, rounds).Select(_ => Time(action)).ToList());

    private static double Time(Action action)
    {
        var clock = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }
}
