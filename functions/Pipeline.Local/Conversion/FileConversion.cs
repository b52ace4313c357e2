using System.Diagnostics;
using System.Text.Json;
using Pipeline.Documents;
using Pipeline.Local.Development;
using Pipeline.Publishing;
using Pipeline.Publishing.Conversion;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Local.Conversion;

/// <summary>Converts files of this machine into a folder. Touches neither storage nor network, nor the assemblies that do.</summary>
internal sealed class FileConversion
{
    private readonly PipelineOptions options;
    private readonly Converter converter;
    private readonly bool json;

    private FileConversion(FontLibrary fonts, bool json)
    {
        options = new PipelineOptions();
        converter = new Converter(fonts, options);
        this.json = json;
    }

    /// <summary>Converts each file, goes on past a bad one, and prints a line for each.</summary>
    /// <returns>0: all were converted; 2: one or more were rejected.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> files, string folder, int? repeat, bool json, CancellationToken cancellationToken)
    {
        await NodePackages.EnsureInstalledAsync(Console.Error.WriteLine, cancellationToken);
        using var fonts = FontLibrary.Load(NodePackages.Folder);
        var conversion = new FileConversion(fonts, json || repeat is not null);
        Directory.CreateDirectory(folder);
        var rejected = 0;
        foreach (var (file, output) in files.Zip(OutputNames.For(files, folder)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!conversion.ConvertOne(file, output, repeat, cancellationToken)) rejected++;
        }
        return rejected == 0 ? 0 : 2;
    }

    private bool ConvertOne(string file, string output, int? repeat, CancellationToken cancellationToken)
    {
        try
        {
            var input = InputFile.Open(file, options);
            var prepared = input.Prepare(cancellationToken);
            var renditions = converter.Render(prepared, null, cancellationToken);
            var report = new ConversionReport
            {
                File = file,
                Output = output,
                Converted = true,
                Format = prepared.Format.Name,
                Pages = renditions.Pages,
                Words = renditions.Words,
                Counts = prepared.Counts,
                SourceCounts = prepared.SourceCounts,
                Metadata = prepared.Metadata,
                Diagnostics = [.. prepared.Diagnostics, .. renditions.Diagnostics],
            };
            File.WriteAllBytes(output + ".html", renditions.Html);
            File.WriteAllBytes(output + ".pdf", renditions.Pdf);
            File.WriteAllBytes(output + ".txt", renditions.Text);
            // Only the name, so that the same file gives the same bytes wherever it lies.
            var stored = report with { File = Path.GetFileName(file), Output = null };
            File.WriteAllBytes(output + ".json", [.. JsonSerializer.SerializeToUtf8Bytes(stored, ConversionJson.Indented.ConversionReport), (byte)'\n']);
            Print(repeat is { } times ? report with { Ms = Measure(input, times, cancellationToken) } : report);
            return true;
        }
        catch (RejectedException rejection)
        {
            Print(new ConversionReport { File = file, Converted = false, Diagnostics = rejection.Diagnostics });
            return false;
        }
    }

    /// <summary>Median times of <paramref name="times"/> conversions, after enough of them for the tiered compiler to be done (some 30 calls and a pause).</summary>
    private Timings Measure(InputFile input, int times, CancellationToken cancellationToken)
    {
        var warmUp = Stopwatch.StartNew();
        for (var i = 0; i < 30 && warmUp.Elapsed < TimeSpan.FromSeconds(2); i++) Time(input, cancellationToken);
        Thread.Sleep(200);
        var samples = Enumerable.Range(0, times).Select(_ => Time(input, cancellationToken)).ToList();
        return new Timings(Median(t => t.Read), Median(t => t.Html), Median(t => t.Pdf), Median(t => t.Total));

        double Median(Func<Timings, double> part)
        {
            var sorted = samples.Select(part).Order().ToList();
            return Math.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, 3);
        }
    }

    private Timings Time(InputFile input, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var prepared = input.Prepare(cancellationToken);
        var read = Stopwatch.GetElapsedTime(start);
        var renditions = converter.Render(prepared, null, cancellationToken);
        return new Timings(read.TotalMilliseconds, renditions.HtmlTime.TotalMilliseconds, renditions.PdfTime.TotalMilliseconds, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private void Print(ConversionReport report)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ConversionJson.OneLine.ConversionReport));
            return;
        }
        Console.Out.WriteLine(report.Converted ? $"{report.Output}.pdf  {report.Pages} pages" : $"rejected: {report.File}");
        foreach (var diagnostic in report.Diagnostics.Where(d => d.Severity > Severity.Info))
            Console.Out.WriteLine($"  {diagnostic.Severity.ToString().ToLowerInvariant()}: {diagnostic.Message}{(diagnostic.Place is null ? "" : $" ({diagnostic.Place})")}");
    }
}
