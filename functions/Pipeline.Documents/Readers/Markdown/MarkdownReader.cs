using Markdig;
using Markdig.Syntax;
using Pipeline.Documents.Readers.Metadata;

namespace Pipeline.Documents.Readers.Markdown;

/// <summary>
/// Reads Markdown: CommonMark with tables, footnotes, task and definition lists, strikethrough and its kin, bare addresses,
/// abbreviations and YAML front matter. Markdig parses; <see cref="MarkdownMapper"/> makes the document.
/// </summary>
internal static class MarkdownReader
{
    /// <summary>The syntax that is read. Made once: a pipeline is immutable and costs more than a short text.</summary>
    internal static MarkdownPipeline Pipeline { get; } = Build();

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder()
            .UsePipeTables()
            .UseGridTables()
            .UseFootnotes()
            .UseTaskLists()
            .UseDefinitionLists()
            .UseEmphasisExtras()
            .UseAutoLinks()
            .UseAbbreviations();
        builder.Extensions.Add(new FootnoteRecorder());
        return builder.Build();
    }

    public static ReadResult Read(string text, ReadOptions options, Findings findings, CancellationToken cancellationToken)
    {
        var frontMatter = FrontMatterBlock.Find(text);
        var (metadata, diagnostics) = frontMatter.Yaml is { } yaml
            ? YamlMetadata.Read(yaml, MetadataOrigin.File, firstLine: 2)
            : ([], []);
        var body = SiteTemplates.OutOfLinks(frontMatter.TextStart > 0 ? text[frontMatter.TextStart..] : text);
        var mapper = new MarkdownMapper(options, findings, frontMatter.TextLine, cancellationToken);
        var document = mapper.Map(Parse(body)) with { Language = Language(metadata) };
        document = DocumentBuilder.Finish(document, options, findings);
        return new ReadResult(document, SourceFormat.Markdown, metadata, [.. diagnostics, .. findings.ToList()]);
    }

    private static MarkdownDocument Parse(string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException e) when (e.Message.Contains("depth limit", StringComparison.Ordinal))
        {
            throw new RejectedException("too-deeply-nested",
                "Lists, quotations or brackets stand inside each other too deeply to be read. Make the text flatter and upload it again.");
        }
    }

    internal static string Language(IReadOnlyList<MetadataEntry> metadata) =>
        metadata.FirstOrDefault(e => e.Name == MetadataFields.Language)?.Values[0] ?? "und";
}
