using System.Diagnostics;
using System.Text;
using Markdig;
using Pipeline.Documents;
using Pipeline.Documents.Renderers;

namespace Pipeline.Benchmarks;

/// <summary>Markdown to a whole, self-contained page, beside what Markdig itself takes for the same text with the same extensions; one process, in turns.</summary>
internal static class MarkdownComparison
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(10);

    public static int Run(string path, int rounds)
    {
        var bytes = File.ReadAllBytes(path);
        var file = new SourceFile(Path.GetFileName(path), bytes);
        var frontMatter = new FrontMatter { Title = file.Name };
        // The reader's extensions (MarkdownReader).
        var markdig = new MarkdownPipelineBuilder()
            .UsePipeTables().UseGridTables().UseFootnotes().UseTaskLists().UseDefinitionLists().UseEmphasisExtras()
            .UseAutoLinks().UseAbbreviations().UseYamlFrontMatter().Build();

        int Ours() => HtmlRenderer.RenderPage(DocumentReader.Read(file, ReadOptions.Default, CancellationToken.None).Document, frontMatter).Length;
        int Theirs() => Markdown.ToHtml(Encoding.UTF8.GetString(bytes), markdig).Length;

        // Long enough for the tiered compiler to have finished, in both.
        var clock = Stopwatch.StartNew();
        var calls = 0;
        for (; clock.Elapsed < WarmUp || calls < 60; calls++)
        {
            Ours();
            Theirs();
        }
        Thread.Sleep(300);
        var perBlock = Math.Max(1, (int)(Block / (clock.Elapsed / calls)));

        var samples = Enumerable.Range(0, rounds).Select(round =>
        {
            // Who goes second meets a warmer cache, so they take turns.
            if (round % 2 == 0)
            {
                var ours = Time(Ours, perBlock);
                return (ours, Time(Theirs, perBlock));
            }
            var theirs = Time(Theirs, perBlock);
            return (Time(Ours, perBlock), theirs);
        }).ToList();

        Console.WriteLine($"{path}: {bytes.Length:N0} bytes; a page of {Ours():N0} bytes, Markdig's fragment {Theirs():N0} characters");
        Statistics.Print("Markdown -> Document -> page", "Markdig: Markdown.ToHtml", samples, "ms");
        return 0;
    }

    private static double Time(Func<int> work, int times)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / times;
    }
}
