using System.Text.RegularExpressions;

namespace Pipeline.Website.Tests;

/// <summary>Links at paragraphs, to themselves in the edition that is shown.</summary>
public sealed partial class PermalinkTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData(SampleLibrary.Report)]
    [InlineData(SampleLibrary.ArabicReport)]
    [InlineData(SampleLibrary.Arabic)]
    [InlineData(SampleLibrary.Hostile)]
    public async Task Paragraphs_are_numbered_and_linked_and_nothing_else_of_the_text_changes(string id)
    {
        var edition = site.Samples.Catalog.Find(id)!.Current.Number;
        var page = await site.TextAsync("/documents/" + id);
        var links = Link().Matches(page);
        Assert.NotEmpty(links);
        Assert.Equal(Enumerable.Range(1, links.Count), links.Select(l => int.Parse(l.Groups["number"].Value, null)));
        foreach (Match link in links)
        {
            Assert.Equal(edition, int.Parse(link.Groups["edition"].Value, null));
            Assert.Single(Regex.Matches(page, $" id=\"{Regex.Escape(link.Groups["id"].Value)}\""));
            Assert.Contains($" id=\"{link.Groups["id"].Value}\"", link.Groups["tag"].Value, StringComparison.Ordinal);
        }
        // The print view is the stored page.
        var stored = await site.TextAsync($"/documents/{id}/print");
        var text = stored[(stored.IndexOf("<main>", StringComparison.Ordinal) + 6)..stored.LastIndexOf("</main>", StringComparison.Ordinal)];
        Assert.DoesNotContain("permalink", text, StringComparison.Ordinal);
        Assert.Contains(text, OwnId().Replace(Anchor().Replace(page, ""), ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_leads_to_the_same_paragraph_of_the_edition()
    {
        var page = await site.TextAsync("/documents/" + SampleLibrary.Report);
        var link = Link().Matches(page)[^1];
        var there = await site.TextAsync($"/documents/{SampleLibrary.Report}?edition={link.Groups["edition"].Value}");
        Assert.Contains(link.Value, there, StringComparison.Ordinal);
        // An older edition's links stay with it.
        Assert.All(Link().Matches(await site.TextAsync($"/documents/{SampleLibrary.Report}?edition=1")), older => Assert.Equal("1", older.Groups["edition"].Value));
    }

    [GeneratedRegex("""<(?:p|li)(?<tag>[^>]*)><a class="permalink" lang="en" href="\?edition=(?<edition>\d+)#(?<id>[^"]+)" aria-label="Paragraph (?<number>\d+)">¶</a>""")]
    private static partial Regex Link();

    [GeneratedRegex("""<a class="permalink"[^>]*>¶</a>""")]
    private static partial Regex Anchor();

    [GeneratedRegex(" id=\"page-p\\d+\"")]
    private static partial Regex OwnId();
}
