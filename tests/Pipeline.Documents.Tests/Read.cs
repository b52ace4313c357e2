using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Pipeline.Documents.Renderers;

namespace Pipeline.Documents.Tests;

/// <summary>Reads and renders what a test states, with the usual options.</summary>
internal static class Read
{
    public static ReadResult Markdown(string text, ReadOptions? options = null) => Bytes("text.md", Encoding.UTF8.GetBytes(text), options);

    public static ReadResult Text(string text, ReadOptions? options = null) => Bytes("text.txt", Encoding.UTF8.GetBytes(text), options);

    public static ReadResult Bytes(string name, byte[] bytes, ReadOptions? options = null) =>
        DocumentReader.Read(new SourceFile(name, bytes), options ?? ReadOptions.Default, TestContext.Current.CancellationToken);

    /// <summary>The diagnostic of a file that is rejected.</summary>
    public static Diagnostic Rejection(string name, byte[] bytes, ReadOptions? options = null) =>
        Assert.Single(Assert.Throws<RejectedException>(() => Bytes(name, bytes, options)).Diagnostics);

    public static FrontMatter FrontMatterOf(ReadResult result) =>
        new() { Title = result.Metadata.FirstOrDefault(m => m.Name == MetadataFields.Title)?.Values[0] ?? DocumentText.Of(result.Document.Title) };

    public static string Page(ReadResult result) => Encoding.UTF8.GetString(HtmlRenderer.RenderPage(result.Document, FrontMatterOf(result)));

    public static string PlainText(ReadResult result) => Encoding.UTF8.GetString(PlainTextRenderer.Render(result.Document, FrontMatterOf(result)));

    public static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);

    public static IElement Article(ReadResult result) => Parsed(Page(result)).QuerySelector("article.document")!;

    /// <summary>Letters and digits alone: what no reflow of lines may change.</summary>
    public static string Letters(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c)));
}
