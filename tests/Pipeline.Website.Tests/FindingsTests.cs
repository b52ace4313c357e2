using System.Net;
using System.Text.RegularExpressions;
using Pipeline.Local.Development;
using Pipeline.Website.Pages;

namespace Pipeline.Website.Tests;

/// <summary>Every finding that the code can make has a page that explains it, and no page explains one that is no more.</summary>
public partial class FindingsTests
{
    [Fact]
    public void Every_code_has_its_page()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).SelectMany(m => m.Groups["code"].Captures.Select(c => c.Value)))
            .ToHashSet();

        Assert.True(used.Count > 40);
        Assert.Equal([], used.Where(c => !FindingsPage.Has(c)).Order());
        Assert.Equal([], FindingsPage.Codes.Where(c => !used.Contains(c)));
    }

    [Fact]
    public async Task A_page_says_what_to_do_and_the_staff_page_leads_there()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Contains("Compress Pictures", await site.TextAsync("/findings/file-too-large"), StringComparison.Ordinal);
        Assert.Contains("/findings/file-too-large", await site.TextAsync("/findings"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/findings/nothing")).StatusCode);
        Assert.Contains("<a href=\"/findings/", await site.TextAsync("/staff"), StringComparison.Ordinal);
    }

    // A code stands where a diagnostic, a finding or a rejection is made, perhaps on the next line.
    [GeneratedRegex("""(?:new Diagnostic\(|new RejectedException\(|new\(|Invalid\(|findings\.(?:Add|Gather)\(|Findings\.(?:Add|Gather)\(|Reject(?:ed|ion)?\(|Diagnostic MissingCharacter[^"]*?)\s*(?:[a-z]+ \? "(?<code>[a-z-]+)" : )?"(?<code>[a-z]+(?:-[a-z]+)+)["]""")]
    private static partial Regex Code();
}
