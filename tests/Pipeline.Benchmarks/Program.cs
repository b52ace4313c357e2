using System.Globalization;
using Pipeline.Benchmarks;

switch (args)
{
    case ["--serve"]:
        Conversions.Serve(Console.In, Console.Out);
        return 0;
    case ["markdown", var file]:
        return MarkdownComparison.Run(file, 200);
    case ["markdown", var file, var rounds]:
        return MarkdownComparison.Run(file, int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["word", var documents]:
        return WordComparison.Run(documents, 20);
    case ["layout", var file]:
        return LayoutComparison.Run(file, 30);
    case ["layout", var file, var rounds]:
        return LayoutComparison.Run(file, int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["publish", var folder]:
        return await PublishComparison.RunAsync(folder, 5);
    case ["publish", var folder, var rounds]:
        return await PublishComparison.RunAsync(folder, int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["fuzz", var folder, var format, var seconds]:
        return Fuzzing.Run(folder, format, int.Parse(seconds, CultureInfo.InvariantCulture), 1);
    case ["fuzz", var folder, var format, var seconds, var seed]:
        return Fuzzing.Run(folder, format, int.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));
    case ["scale"]:
        return Scaling.Run();
    case ["catalog"]:
        return await CatalogBenchmark.RunAsync(1_000_000);
    case ["catalog", var count]:
        return await CatalogBenchmark.RunAsync(int.Parse(count, CultureInfo.InvariantCulture));
    case ["catalog-lists", var count]:
        return CatalogBenchmark.Lists(int.Parse(count, CultureInfo.InvariantCulture));
    case ["catalog-make", var connection, var count]:
        return await CatalogBenchmark.MakeAsync(connection, int.Parse(count, CultureInfo.InvariantCulture));
    case ["catalog-watch", var connection]:
        return await CatalogBenchmark.WatchAsync(connection);
    case ["http"]:
        return await HttpBenchmark.RunAsync(100_000, 7);
    case ["http", var count]:
        return await HttpBenchmark.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), 7);
    case ["http-ours", var count]:
        return await HttpBenchmark.ServeOursAsync(int.Parse(count, CultureInfo.InvariantCulture));
    case ["http-bare", var body]:
        return await HttpBenchmark.ServeBareAsync(body);
    case [var input, var output]:
        Conversions.Run(input, output);
        return 0;
    default:
        Console.Error.WriteLine("""
            Pipeline.Benchmarks FILE OUT             converts once: OUT.pdf or OUT.html
            Pipeline.Benchmarks --serve              {"in": …, "out": …} a line in, {"ms": …} a line out; BENCH_JUSTIFY=1 justifies and hyphenates
            Pipeline.Benchmarks markdown FILE [N]    Markdown to a page, beside Markdig's own ToHtml; N rounds
            Pipeline.Benchmarks catalog [N]          a catalog of N made-up documents (1,000,000): memory, start, lists, facets, changes
            Pipeline.Benchmarks catalog-lists N      the first pages of its lists alone, each with its figure
            Pipeline.Benchmarks http [N]             a list of N made-up documents (100,000) over HTTP, beside bare Kestrel; needs wrk
            Pipeline.Benchmarks word DIR             Word files to pages, beside pandoc; memory of the largest
            Pipeline.Benchmarks layout FILE [N]      medians of reading, layout and writing with justified and divided lines and without; N rounds
            Pipeline.Benchmarks publish DIR [N]      publishing a folder, beside writing the same with the bare SDK; N rounds
            Pipeline.Benchmarks fuzz DIR FORMAT SECONDS [SEED]  files of DIR (docx, odt, rtf, html, pdf, md, txt) changed at random: read or rejected, or kept as a finding
            Pipeline.Benchmarks scale                layout and writing at growing sizes, time a page, a row, a word
            """);
        return 1;
}
