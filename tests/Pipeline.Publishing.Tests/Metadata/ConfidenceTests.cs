using Pipeline.Documents;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Metadata;

namespace Pipeline.Publishing.Tests.Metadata;

/// <summary>How sure a value is follows from how it was found.</summary>
public class ConfidenceTests
{
    private const string Prose = "The people of the region want peace and security, and they have the right to be heard by those who decide about them and their children.";

    private static DocumentMetadata Resolve(string path, string text, params MetadataEntry[] entries)
    {
        var file = new SourceFile(path.EndsWith(".md", StringComparison.Ordinal) ? path : path + ".md", System.Text.Encoding.UTF8.GetBytes(text));
        return Converter.Prepare(file, entries, ReadOptions.Default, CancellationToken.None).Metadata;
    }

    private static MetadataEntry Property(string field, string value) => new(field, value, MetadataOrigin.Properties);

    [Theory]
    [InlineData(MetadataOrigin.Sidecar)]
    [InlineData(MetadataOrigin.File)]
    [InlineData(MetadataOrigin.Blob)]
    [InlineData(MetadataOrigin.Collection)]
    public void What_staff_state_is_certain(MetadataOrigin origin)
    {
        string[] fields = ["kind", "date", "language", "speaker", "post", "country", "on-behalf-of", "event", "place", "authors", "keywords"];
        string[] values = ["report", "2011-07-12", "fr", "X Y", "Minister", "Nigeria", "African Group", "Debate", "New York", "A; B", "peace"];
        var metadata = Resolve("a.md", Prose, [.. fields.Zip(values, (f, v) => new MetadataEntry(f, v, origin))]);

        Assert.All(fields, f => Assert.Equal(Confidence.Certain, metadata.Confidences![f]));
    }

    [Fact]
    public void Every_origin_has_its_confidence()
    {
        var metadata = Resolve("e/2011-07-12-nigeria-statement.md", "# Statement by Nigeria on behalf of the African Group\n\nA/65/877\n\n" + Prose, Property("authors", "X"));

        Assert.Equal(metadata.Origins.Keys, metadata.Confidences!.Keys);
        Assert.DoesNotContain(Confidence.Certain, metadata.Confidences.Values);
    }

    [Theory]
    [InlineData("a", "# Peace\n\nNew York, 12 July 2011\n\nText.", Confidence.High)]
    [InlineData("a", "# Peace\n\n13/07/2011\n\nText.", Confidence.High)]
    [InlineData("a", "# Peace\n\n12/07/2011\n\nText.", Confidence.Low)]
    [InlineData("a", "# Peace\n\n12 July 2011\n\nRevised 3 May 2012\n\nText.", Confidence.Low)]
    [InlineData("2011-07-12-a", "Text.", Confidence.High)]
    [InlineData("resolution-1973", "Text.", Confidence.Low)]
    [InlineData("resolution-1973", "# Libya\n\n17 March 1973\n\nText.", Confidence.High)]
    [InlineData("2011-07-13-a", "# Peace\n\n12 July 2011\n\nText.", Confidence.Low)]
    [InlineData("2011-ga/a", "Text.", Confidence.Low)]
    [InlineData("2011-ga/a-2011", "Text.", Confidence.High)]
    [InlineData("AFG_66_2011", "Text.", Confidence.High)]
    [InlineData("AFG_61_2011", "Text.", Confidence.Low)]
    public void A_date_is_sure_where_it_has_a_day_and_nothing_speaks_against_it(string path, string text, Confidence confidence) =>
        Assert.Equal(confidence, Resolve(path, text).Confidences!["date"]);

    [Fact]
    public void A_stated_date_that_can_be_read_in_two_ways_is_not_certain() =>
        Assert.Equal(Confidence.Low, Resolve("a", "Text.", new MetadataEntry("date", "12/07/2011", MetadataOrigin.Sidecar)).Confidences!["date"]);

    [Fact]
    public void The_day_on_which_a_file_was_saved_is_a_guess() =>
        Assert.Equal(Confidence.Low, Resolve("a", "Text.", Property("date", "2011-07-12")).Confidences!["date"]);

    [Theory]
    [InlineData("a", "Peace.", Confidence.Low)]
    [InlineData("a", Prose, Confidence.High)]
    [InlineData("a_fr", "La paix.", Confidence.High)]
    [InlineData("a_fr", Prose, Confidence.Low)]
    [InlineData("a", "42", Confidence.Low)]
    public void A_language_is_sure_where_enough_text_is_in_it_or_the_name_says_so(string path, string text, Confidence confidence) =>
        Assert.Equal(confidence, Resolve(path, text).Confidences!["language"]);

    [Fact]
    public void A_language_that_a_program_states_is_sure_where_the_text_is_in_it()
    {
        Assert.Equal(Confidence.High, Resolve("a", Prose, Property("language", "en-GB")).Confidences!["language"]);
        Assert.Equal(Confidence.Low, Resolve("a", "42", Property("language", "en-GB")).Confidences!["language"]);
        Assert.Equal(Confidence.Low, Resolve("a", Prose, Property("language", "fr")).Confidences!["language"]);
    }

    [Theory]
    [InlineData("a", "# Peace in the region\n\nText.", Confidence.High)]
    [InlineData("a", "# Executive Summary\n\nText.", Confidence.Low)]
    [InlineData("a", "# 1. Objectives\n\nText.", Confidence.Low)]
    [InlineData("a", "# Introduction to mediation\n\nText.", Confidence.High)]
    [InlineData("a", "# 20 years of peace\n\nText.", Confidence.High)]
    [InlineData("a", "Statement by Nigeria\n\nText.", Confidence.High)]
    [InlineData("a", "Text.\n\n## Background\n\nText.", Confidence.Low)]
    [InlineData("notes-on-peace", "Text.", Confidence.Low)]
    [InlineData("nigeria-statement", "Text.", Confidence.High)]
    [InlineData("NGA-statement", "Text.", Confidence.Low)]
    public void A_title_is_sure_where_the_text_bears_it_or_who_speaks_is_sure(string path, string text, Confidence confidence) =>
        Assert.Equal(confidence, Resolve(path, text).Confidences!["title"]);

    [Fact]
    public void Title_and_author_that_a_program_keeps_are_sure_where_the_first_lines_have_them()
    {
        var metadata = Resolve("a", "# Peace in the Region\n\nby Amara Nwosu, June 2011\n\nText.", Property("title", "Peace in the region"), Property("authors", "Amara Nwosu"));
        var stale = Resolve("a", "# Peace in the Region\n\nText.", Property("title", "Annual report 2009"), Property("authors", "intern7"), Property("keywords", "peace"));

        Assert.Equal((Confidence.High, Confidence.High), (metadata.Confidences!["title"], metadata.Confidences["authors"]));
        Assert.Equal((Confidence.Low, Confidence.Low, Confidence.High), (stale.Confidences!["title"], stale.Confidences["authors"], stale.Confidences["keywords"]));
    }

    [Theory]
    [InlineData("a", "# Statement by Nigeria", Confidence.High)]
    [InlineData("a", "# Statement by H.E. Mr. X Y, Minister for Foreign Affairs of Nigeria", Confidence.Low)]
    [InlineData("nigeria", "# Statement by H.E. Mr. X Y, Minister for Foreign Affairs of Nigeria", Confidence.High)]
    [InlineData("ghana-statement", "# Statement by Nigeria", Confidence.Low)]
    [InlineData("nigeria-statement", "# Peace", Confidence.High)]
    [InlineData("nigeria", "# Peace", Confidence.Low)]
    [InlineData("NGA-statement", "# Peace", Confidence.Low)]
    [InlineData("NGA-statement", "# Statement by Nigeria", Confidence.High)]
    [InlineData("NGA_66_2011", "# Peace", Confidence.High)]
    [InlineData("NGA_61_2011", "# Peace", Confidence.Low)]
    public void A_country_that_a_line_names_is_surer_than_one_of_an_office_or_a_code(string path, string text, Confidence confidence)
    {
        var metadata = Resolve(path, text + "\n\nText.");

        Assert.Equal(confidence, metadata.Confidences!["country"]);
        Assert.Equal(confidence, metadata.Confidences["regions"]);
    }

    [Fact]
    public void A_country_that_follows_from_a_stated_post_is_a_guess()
    {
        var metadata = Resolve("a", "Text.", new MetadataEntry("post", "Minister for Foreign Affairs of Nigeria", MetadataOrigin.File));

        Assert.Equal(["NGA"], metadata.Countries);
        Assert.Equal((Confidence.Certain, Confidence.Low, MetadataOrigin.Derived), (metadata.Confidences!["post"], metadata.Confidences["country"], metadata.Origins["country"]));
    }

    [Fact]
    public void A_person_is_read_from_a_line_and_guessed_from_a_name()
    {
        Assert.Equal(Confidence.High, Resolve("a", "# Statement by H.E. Mr. X Y, Minister for Foreign Affairs of Nigeria\n\nText.").Confidences!["speaker"]);
        Assert.Equal(Confidence.Low, Resolve("Statement by Mr. X Y, Minister of Nigeria", "Text.").Confidences!["speaker"]);
    }

    [Theory]
    [InlineData("Statement by Sweden on behalf of the Nordic countries", Confidence.High)]
    [InlineData("Statement by Sweden on behalf of the Friends of Rivers", Confidence.Low)]
    public void For_whom_somebody_speaks_is_sure_where_all_names_are_known(string line, Confidence confidence) =>
        Assert.Equal(confidence, Resolve("a", $"# {line}\n\nText.").Confidences!["on-behalf-of"]);

    [Theory]
    [InlineData("A/65/877", Confidence.High)]
    [InlineData("A/65/877\n\nS/2011/393", Confidence.Low)]
    public void A_symbol_is_sure_where_it_is_the_only_one(string lines, Confidence confidence) =>
        Assert.Equal(confidence, Resolve("a", $"# Report\n\n{lines}\n\nText.").Confidences!["symbol"]);

    [Theory]
    [InlineData("a-report", "# Peace", Confidence.High)]
    [InlineData("a-report", "# Statement by Nigeria", Confidence.Low)]
    [InlineData("a", "# Report of the Secretary-General", Confidence.High)]
    [InlineData("a", "# Peace", Confidence.Low)]
    public void A_kind_is_sure_where_a_word_names_it_and_no_other(string path, string text, Confidence confidence) =>
        Assert.Equal(confidence, Resolve(path, text + "\n\nText.").Confidences!["kind"]);

    [Theory]
    [InlineData("water-debate/a", Confidence.Low)]
    [InlineData("ga/AFG_66_2011", Confidence.High)]
    public void An_event_is_sure_where_it_is_more_than_a_folder_s_name(string path, Confidence confidence) =>
        Assert.Equal(confidence, Resolve(path, "Text.").Confidences!["event"]);

    [Theory]
    [InlineData("a-report", Confidence.High)]
    [InlineData("a-statement", Confidence.Low)]
    public void A_statement_of_nobody_under_World_is_a_guess(string path, Confidence confidence) =>
        Assert.Equal(confidence, Resolve(path, "Text.").Confidences!["regions"]);

    [Fact]
    public void How_sure_a_value_is_makes_no_new_edition()
    {
        var metadata = Resolve("a", "Text.");
        string Work(DocumentMetadata m) => EditionHash.OfWork("0", [], m, new PipelineOptions());

        Assert.Equal(Work(metadata), Work(metadata with { Confidences = metadata.Confidences!.ToDictionary(c => c.Key, _ => Confidence.Certain) }));
    }
}
