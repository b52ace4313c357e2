using System.Net;
using CsCheck;
using Pipeline.Website.Http;

namespace Pipeline.Website.Tests;

public sealed class HtmlTests
{
    [Fact]
    public void Text_reads_back_as_it_was_and_holds_no_markup() => Gen.String.Sample(text =>
    {
        Html html = $"{text}";
        Assert.Equal(text, WebUtility.HtmlDecode(html.ToString()));
        Assert.DoesNotContain(html.ToString(), c => c is '<' or '>' or '"' or '\'');
    });

    [Fact]
    public void Markup_in_markup_stands_as_it_is()
    {
        Html link = $"<a href=\"{"/?a=1&b=2"}\">{"<b>"}</a>";
        Html list = $"<ul>{Enumerable.Repeat(link, 2)}</ul>";
        Assert.Equal("<ul><a href=\"/?a=1&amp;b=2\">&lt;b&gt;</a><a href=\"/?a=1&amp;b=2\">&lt;b&gt;</a></ul>", list.ToString());
    }

    [Fact]
    public void Nothing_writes_nothing()
    {
        Html html = $"{(string?)null}{Html.Empty}{""}";
        Assert.True(html.IsEmpty);
        Assert.Empty(Html.Empty.ToUtf8());
    }
}
