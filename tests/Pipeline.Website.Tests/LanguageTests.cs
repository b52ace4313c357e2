using System.Net;
using Pipeline.Website.Http;

namespace Pipeline.Website.Tests;

/// <summary>A work in several languages: listed once, linked, offered in the language that the reader likes.</summary>
public sealed class LanguageTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.StartAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_list_has_a_work_once_and_each_language_on_demand()
    {
        async Task<string[]> Reports(string more) =>
            [.. (await site.JsonAsync("/v1/documents?kind=report" + more)).GetProperty("items").EnumerateArray().Select(d => d.GetProperty("id").GetString()!)];
        Assert.Equal([SampleLibrary.Report], await Reports(""));
        Assert.Equal([SampleLibrary.FrenchReport], await Reports("&language=fr"));
        Assert.Equal([SampleLibrary.ArabicReport, SampleLibrary.FrenchReport, SampleLibrary.Report], (await Reports("&each=language")).Order(StringComparer.Ordinal).OrderBy(id => id == SampleLibrary.Report));
        var item = (await site.JsonAsync("/v1/documents?kind=report")).GetProperty("items")[0];
        Assert.Equal(["fr", "ar"], item.GetProperty("translations").EnumerateArray().Select(t => t.GetProperty("language").GetString()));
        Assert.Contains("Français</a>", await site.TextAsync("/documents?kind=report"));
    }

    [Theory]
    [InlineData("fr-CA, en;q=0.5", SampleLibrary.FrenchReport)]
    [InlineData("de, ar;q=0.8, en;q=0.7", SampleLibrary.ArabicReport)]
    [InlineData("de", SampleLibrary.Report)]
    [InlineData("fr;q=0, *", SampleLibrary.Report)]
    [InlineData("", SampleLibrary.Report)]
    [InlineData(";;;", SampleLibrary.Report)]
    public async Task The_address_of_a_work_leads_to_the_language_that_the_reader_likes(string header, string expected)
    {
        foreach (var member in new[] { SampleLibrary.Report, SampleLibrary.FrenchReport, SampleLibrary.ArabicReport })
        {
            var answer = await site.SendAsync(HttpMethod.Get, $"/works/{member}", ("Accept-Language", header));
            Assert.Equal((HttpStatusCode.Redirect, $"/documents/{expected}"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
            Assert.Contains("Accept-Language", answer.Headers.Vary);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/works/none")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await site.GetAsync($"/works/{SampleLibrary.Withdrawn}")).StatusCode);
    }

    [Fact]
    public async Task A_page_offers_the_reader_s_language_in_its_words_and_names_all()
    {
        var english = await site.SendAsync(HttpMethod.Get, $"/documents/{SampleLibrary.Report}", ("Accept-Language", "en"));
        var french = await site.SendAsync(HttpMethod.Get, $"/documents/{SampleLibrary.Report}", ("Accept-Language", "fr"));
        Assert.Contains("Accept-Language", french.Headers.Vary);
        Assert.DoesNotContain("existe aussi", english.Text);
        Assert.Contains($"<a href=\"/documents/{SampleLibrary.FrenchReport}\" hreflang=\"fr\">Ce document existe aussi en français.</a>", french.Text);
        Assert.NotEqual(english.Headers.ETag, french.Headers.ETag);
        Assert.Contains($"hreflang=\"ar\" href=\"https://library.example/documents/{SampleLibrary.ArabicReport}\"", english.Text);
        Assert.Contains($"hreflang=\"x-default\" href=\"https://library.example/works/{SampleLibrary.Report}\"", english.Text);
        Assert.Equal(HttpStatusCode.NotModified, (await site.SendAsync(HttpMethod.Get, $"/documents/{SampleLibrary.Report}", ("Accept-Language", "fr"), ("If-None-Match", french.Headers.ETag!.ToString()))).StatusCode);
        // A page in one language is one answer for all.
        Assert.DoesNotContain("Accept-Language", (await site.GetAsync($"/documents/{SampleLibrary.Arabic}")).Headers.Vary);
    }

    [Theory]
    [InlineData("en-GB", "en")]
    [InlineData("zh-Hant-TW, fr;q=0.2", "zh-Hans")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("FR", "fr")]
    [InlineData("e", null)]
    [InlineData("*;q=0.1", "en")]
    public void A_language_is_looked_up_by_its_parts(string header, string? expected) => Assert.Equal(expected, AcceptLanguage.Best(header, ["en", "fr", "zh-Hans"]));
}
