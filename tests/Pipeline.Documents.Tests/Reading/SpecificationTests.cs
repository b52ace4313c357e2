using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Markdig;
using Pipeline.Testing;

namespace Pipeline.Documents.Tests.Reading;

/// <summary>The examples of the specifications that Markdown has: our page must show the text that Markdig's own HTML shows.</summary>
public partial class SpecificationTests
{
    /// <summary>The same syntax as the reader's.</summary>
    private static readonly MarkdownPipeline Markdig = new MarkdownPipelineBuilder()
        .UsePipeTables().UseGridTables().UseFootnotes().UseTaskLists().UseDefinitionLists().UseEmphasisExtras().UseAutoLinks().UseAbbreviations().UseYamlFrontMatter().Build();

    /// <summary>Examples whose text differs on purpose.</summary>
    private static readonly Dictionary<string, string> Deliberate = new()
    {
        ["AutoIdentifierSpecs.md 10"] = "The title goes above the line that stands before it.",
        ["GenericAttributesSpecs.md 1"] = "The anchor in braces after a heading is taken for one.",
    };

    [GeneratedRegex(@"^(?<fence>`{5,}) ?example[^\n]*\n(?<markdown>.*?)^\.\n.*?^\k<fence>$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [Fact]
    public void Markdig_examples_keep_their_text()
    {
        var files = Directory.GetFiles(SharedData.Require("corpora/markdown/extension-specs/markdig"), "*.md").Order(StringComparer.Ordinal);
        Check([.. files.SelectMany(f => Example().Matches(File.ReadAllText(f)).Select((m, i) => ($"{Path.GetFileName(f)} {i + 1}", m.Groups["markdown"].Value.Replace('→', '\t'))))], 250);
    }

    [Theory]
    [InlineData("gfm-regression-tests.json", 15)]
    [InlineData("smart-punct-tests.json", 15)]
    public void Gfm_examples_keep_their_text(string file, int atLeast)
    {
        var json = File.ReadAllText(SharedData.Require("corpora/markdown/extension-specs/cmark-gfm/" + file));
        Check([.. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(e => ($"{file} {e.GetProperty("example").GetInt32()}", e.GetProperty("markdown").GetString()!))], atLeast);
    }

    private static void Check(IReadOnlyList<(string Name, string Markdown)> examples, int atLeast)
    {
        var failures = new List<string>();
        var empty = 0;
        foreach (var (name, markdown) in examples)
        {
            var expected = Shown(Markdown.ToHtml(markdown, Markdig));
            string actual;
            try
            {
                var result = Read.Markdown(markdown);
                Invariants.Assert(result.Document);
                var article = Read.Article(result);
                foreach (var added in article.QuerySelectorAll(".document-contents, .document-back, #notes, .document-notes:empty"))
                    added.Remove();
                actual = Shown(article.OuterHtml);
            }
            // Front matter that never ends is a mistake here, and text in the specification.
            catch (RejectedException e) when (e.Diagnostics[0].Code is "no-words" or "metadata-malformed")
            {
                empty++;
                continue;
            }
            if (expected != actual && !Deliberate.ContainsKey(name))
                failures.Add($"{name}\n--- text\n{markdown}--- expected\n{expected}\n--- actual\n{actual}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{examples.Count - empty - failures.Count} of {examples.Count - empty} examples show the same text; {empty} have no words or are rejected.");
        Assert.True(examples.Count >= atLeast, $"only {examples.Count} examples found");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(12)) + $"\n{failures.Count} of {examples.Count} failed");
    }

    /// <summary>Letters and digits that a reader sees, in any order of title and text; pictures by their alternative text.</summary>
    private static string Shown(string html)
    {
        var document = Read.Parsed(html);
        foreach (var hidden in document.QuerySelectorAll("script, style, title, .footnote-back-ref, .document-back, sup.document-noteref, a.footnote-ref").ToList())
            hidden.Remove();
        var text = new StringBuilder();
        foreach (var node in document.Body!.GetDescendants())
        {
            if (node is IText words)
                text.Append(words.Data);
            else if (node is IElement { LocalName: "img" } picture)
                text.Append(picture.GetAttribute("alt"));
        }
        return Read.Letters(Documents.Unicode.Normalization.ToNfc(text.ToString()));
    }
}
