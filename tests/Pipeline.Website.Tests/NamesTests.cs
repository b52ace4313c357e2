namespace Pipeline.Website.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("2011-07-12", "12 July 2011")]
    [InlineData("2011-07", "July 2011")]
    [InlineData("2011", "2011")]
    [InlineData("about 1960", "about 1960")]
    public void A_date_is_shown_as_precisely_as_it_is_known(string iso, string words) => Assert.Equal(words, Names.Date(iso));

    [Theory]
    [InlineData("12 July 2011", "2011-07-12", "2011-07-12")]
    [InlineData("12 to 14 July 2011", "2011-07-12", "2011-07-14")]
    [InlineData("30 March to 2 April 2031", "2031-03-30", "2031-04-02")]
    [InlineData("22 July 2015 to September 2020", "2015-07-22", "2020-09")]
    [InlineData("31 December 2030 to 1 January 2031", "2030-12-31", "2031-01-01")]
    [InlineData("2010 to 2011", "2010", "2011")]
    public void A_span_names_once_what_both_ends_share(string words, string first, string last) => Assert.Equal(words, Names.Span(first, last));

    [Fact]
    public void A_span_of_nothing_is_none() => Assert.Null(Names.Span(null, null));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(1_499, "1 KB")]
    [InlineData(52_428_800, "50 MB")]
    [InlineData(2_200_000, "2.1 MB")]
    public void A_size_is_shown_in_the_unit_that_fits(long bytes, string words) => Assert.Equal(words, Names.Size(bytes));

    [Fact]
    public void Names_are_sorted_as_people_look_them_up() =>
        Assert.Equal(["Åland Islands", "Chile", "Côte d’Ivoire", "Czechia"],
            new[] { "Czechia", "Côte d’Ivoire", "Åland Islands", "Chile" }.OrderBy(Names.SortKey, StringComparer.Ordinal));
}
