using System.Diagnostics;
using System.IO.Compression;
using Pipeline.Documents;
using Pipeline.Documents.Renderers;

namespace Pipeline.Benchmarks;

/// <summary>Word files to whole pages in this process, beside pandoc (Debian's package) as a program for each; and what reading a file takes of memory.</summary>
internal static class WordComparison
{
    private static readonly ReadOptions Options = new() { TrackedChanges = TrackedChanges.Accept };

    public static int Run(string folder, int rounds)
    {
        var files = Directory.GetFiles(folder, "*.docx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (Path: f, Source: new SourceFile(Path.GetFileName(f), File.ReadAllBytes(f)))).Where(f => Page(f.Source) > 0).ToList();
        var warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed < TimeSpan.FromSeconds(5))
            files.ForEach(f => Page(f.Source));
        var ours = Enumerable.Range(0, rounds).Select(_ => Time(() => files.ForEach(f => Page(f.Source)))).Order().ToList()[rounds / 2];
        var pandoc = Time(() => files.ForEach(f => Pandoc(f.Path)));
        Console.WriteLine($"{files.Count} files of {files.Sum(f => (long)f.Source.Bytes.Length):N0} bytes: {ours:N0} ms here, {pandoc:N0} ms with pandoc, {pandoc / ours:N1} times as long");

        var largest = files.MaxBy(f => Unpacked(f.Path));
        GC.Collect();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = DocumentReader.Read(largest.Source, Options, CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine($"{largest.Source.Name}: {allocated:N0} bytes allocated in all for {Unpacked(largest.Path):N0} bytes of XML, {allocated / (double)Unpacked(largest.Path):N1} times as many");
        return 0;
    }

    private static int Page(SourceFile file)
    {
        try
        {
            return HtmlRenderer.RenderPage(DocumentReader.Read(file, Options, CancellationToken.None).Document, new FrontMatter { Title = file.Name }).Length;
        }
        catch (RejectedException)
        {
            return 0;
        }
    }

    private static void Pandoc(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("pandoc", ["--sandbox", "--standalone", "--to", "html", "--output", "/dev/null", path]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
    }

    private static long Unpacked(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return zip.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Sum(e => e.Length);
    }

    private static double Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
