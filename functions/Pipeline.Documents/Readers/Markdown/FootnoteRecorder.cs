using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers;
using Markdig.Syntax;

namespace Pipeline.Documents.Readers.Markdown;

/// <summary>Remembers every footnote of a text. Markdig itself drops those that nothing refers to, and a text must not lose words.</summary>
internal sealed class FootnoteRecorder : IMarkdownExtension
{
    private static readonly object Key = new();

    public void Setup(MarkdownPipelineBuilder pipeline) =>
        pipeline.BlockParsers.FindExact<FootnoteParser>()!.Closed += (processor, block) =>
        {
            if (block is Footnote note)
                List(processor.Document).Add(note);
        };

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) { }

    public static IReadOnlyList<Footnote> Of(MarkdownDocument document) => (IReadOnlyList<Footnote>?)document.GetData(Key) ?? [];

    private static List<Footnote> List(MarkdownDocument document)
    {
        if (document.GetData(Key) is not List<Footnote> notes)
            document.SetData(Key, notes = []);
        return notes;
    }
}
