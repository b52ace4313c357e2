using Pipeline.Documents;
using Pipeline.Publishing.Catalog;
using Pipeline.Publishing.Conversion;
using Pipeline.Publishing.Metadata;
using Pipeline.Publishing.Regions;

namespace Pipeline.Publishing.Tests.Metadata;

public class MetadataResolverTests
{
    private static (DocumentMetadata Metadata, IReadOnlyList<Diagnostic> Diagnostics) Resolve(string path, string text = "", params MetadataEntry[] entries) =>
        MetadataResolver.Resolve(path, DocumentOf(text), entries, Gazetteer.Default);

    // A first line that starts with "# " is the title, "## " a heading, any other a paragraph.
    private static Document DocumentOf(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Document
        {
            Language = "en",
            Title = lines is [['#', ' ', ..], ..] ? [new Text(lines[0][2..])] : [],
            Blocks = [.. lines.Where(l => !l.StartsWith("# ", StringComparison.Ordinal)).Select(l =>
                l.StartsWith("## ", StringComparison.Ordinal) ? (Block)new Heading(2, [new Text(l[3..])]) : new Paragraph([new Text(l)]))],
        };
    }

    private static MetadataEntry File(string field, params string[] values) => new(field, values, MetadataOrigin.File);

    private static string Ids(DocumentMetadata m) => string.Join(' ', m.Countries.Concat(m.Organizations)) + (m.OnBehalfOf.Count > 0 ? " for " + string.Join(' ', m.OnBehalfOf) : "");

    [Theory]
    [InlineData("Universal Declaration of Human Rights\nAdopted by the General Assembly.\nPreamble", "Universal Declaration of Human Rights")]
    [InlineData("世界人权宣言\n联合国大会通过。\n序言", "世界人权宣言")]
    [InlineData("Water has no borders.\nIt flows.\nIt ends.", "Abc")]
    [InlineData("Mr President\nWe thank you.\nWe do.", "Abc")]
    [InlineData("New York, 12 July 2011\nWe thank you.\nWe do.", "Abc")]
    [InlineData("A/65/877\nWe thank you.\nWe do.", "Abc")]
    [InlineData("Notes on water\nThat is all.", "Abc")]
    [InlineData("##01 Notes on water\nThat is all.\nIt ends.", "Abc")]
    [InlineData("Background\nThat is all.\nIt ends.", "Abc")]
    [InlineData("“No more words.”\nThat is all.\nIt ends.", "Abc")]
    public void A_first_line_is_the_title_where_it_reads_as_one(string text, string title) =>
        Assert.Equal((title, Confidence.Low), Resolve("dialogue/abc.txt", text).Metadata is var m ? (m.Title, m.Confidences![MetadataFields.Title]) : default);

    [Theory]
    [InlineData("dialogue/2011-07-12-nigeria-statement.md", "Statement", "2011-07-12", "en", "NGA")]
    [InlineData("dialogue/statement-by-the-european-union.md", "Statement", null, "en", "EU")]
    [InlineData("dialogue/20110712_Nigeria_en.md", "Other", "2011-07-12", "en", "NGA")]
    [InlineData("dialogue/statements/nigeria.docx", "Statement", null, "en", "NGA")]
    [InlineData("dialogue/statements/slovenia-on-behalf-of-the-eu.md", "Statement", null, "en", "SVN for EU")]
    [InlineData("dialogue/statements/bosnia-and-herzegovina.md", "Statement", null, "en", "BIH")]
    [InlineData("dialogue/denmark-sweden-joint-statement.md", "Statement", null, "en", "DNK SWE")]
    [InlineData("dialogue/denmark-and-sweden-joint-statement.md", "Statement", null, "en", "DNK SWE")]
    [InlineData("dialogue/denmark-and-ruritania-statement.md", "Statement", null, "en", "")]
    [InlineData("dialogue/2011-07-12-ICRtoP-release.md", "News", "2011-07-12", "en", "")]
    [InlineData("dialogue/new-york-statement.md", "Statement", null, "en", "")]
    [InlineData("dialogue/my-statement.md", "Statement", null, "en", "")]
    [InlineData("dialogue/uk-statement.md", "Statement", null, "en", "GBR")]
    [InlineData("dialogue/NGA-statement.md", "Statement", null, "en", "NGA")]
    [InlineData("dialogue/SG statement GA.md", "Statement", null, "en", "")]
    [InlineData("dialogue/GA speech.md", "Statement", null, "en", "")]
    [InlineData("dialogue/denmark-and-sweden-statement.md", "Statement", null, "en", "DNK SWE")]
    [InlineData("dialogue/Declaración_Chile_2011-07_es.md", "Statement", "2011-07", "es", "CHL")]
    [InlineData("dialogue/déclaration-de-la-france-fr.md", "Statement", null, "fr", "FRA")]
    [InlineData("dialogue/report-on-nigeria.md", "Report", null, "en", "")]
    [InlineData("dialogue/informe-2011.md", "Report", "2011", "en", "")]
    [InlineData("press-releases/2011-07-13.md", "News", "2011-07-13", "en", "")]
    [InlineData("dialogue/letters/ghana.md", "Letter", null, "en", "GHA")]
    [InlineData("dialogue/summary-of-the-report.md", "Summary", null, "en", "")]
    [InlineData("dialogue/press-release.md", "News", null, "en", "")]
    [InlineData("2011-07-12-dialogue/notes.md", "Other", "2011-07-12", "en", "")]
    [InlineData("dialogue/1234-99-99-notes.md", "Other", null, "en", "")]
    public void The_name_says_kind_date_language_and_speaker(string path, string kind, string? date, string language, string who)
    {
        var (metadata, _) = Resolve(path);

        Assert.Equal((kind, date, language, who), (metadata.Kind.ToString(), metadata.Date, metadata.Language, Ids(metadata)));
    }

    [Theory]
    [InlineData("Statement by Slovenia on behalf of the European Union", "SVN for EU")]
    [InlineData("STATEMENT BY NIGERIA AT THE INFORMAL INTERACTIVE DIALOGUE", "NGA")]
    [InlineData("Statement by H.E. Mr. X Y, Minister for Foreign Affairs of Nigeria", "NGA")]
    [InlineData("Remarks by Ambassador A. B., Permanent Representative of Chad to the United Nations", "TCD")]
    [InlineData("Statement of the delegation of Bosnia and Herzegovina", "BIH")]
    [InlineData("Statement delivered by Egypt on behalf of the Non-Aligned Movement", "EGY for NON-ALIGNED")]
    [InlineData("Statement by Kenya on behalf of the Group of African States", "KEN for UN-AFRICAN-GROUP")]
    [InlineData("Joint statement by Denmark, Finland and Sweden", "DNK FIN SWE")]
    [InlineData("Statement by Sweden on behalf of the Nordic countries: Denmark, Finland, Iceland, Norway and Sweden", "SWE for NORDIC")]
    [InlineData("Statement by Ruritania on behalf of the European Union", "")]
    [InlineData("Statement by the Observer of Palestine", "PSE")]
    [InlineData("STATEMENT BY SG", "")]
    [InlineData("STATEMENT BY UK", "GBR")]
    [InlineData("Statement by Congo - Kinshasa", "COD")]
    [InlineData("Statement by Congo - New York, 12 July 2011", "COG")]
    [InlineData("Déclaration de la République démocratique du Congo", "COD")]
    [InlineData("Déclaration de M. X Y, Ministre des affaires étrangères du Bénin, au nom du Groupe des États d’Afrique", "BEN for UN-AFRICAN-GROUP")]
    [InlineData("Déclaration prononcée par la Belgique au nom de l'Union européenne", "BEL for EU")]
    [InlineData("Intervención de Chile en nombre de los países nórdicos", "CHL for NORDIC")]
    [InlineData("Declaración de la delegación de México en nombre del Grupo de los 77 y China", "MEX for G77")]
    [InlineData("斯洛文尼亚代表欧洲联盟的发言", "SVN for EU")]
    [InlineData("日本代表的发言", "JPN")]
    [InlineData("بيان سلوفينيا باسم الاتحاد الأوروبي", "SVN for EU")]
    [InlineData("Report on the visit of Nigeria", "")]
    [InlineData("A dialogue about statements by Nigeria", "")]
    public void The_title_says_who_speaks_and_for_whom(string title, string who) =>
        Assert.Equal(who, Ids(Resolve("a.md", "# " + title).Metadata));

    [Fact]
    public void A_person_and_post_are_read_out_of_the_title()
    {
        var metadata = Resolve("a.md", "# Statement by H.E. Mr. X Y, Minister for Foreign Affairs of Nigeria, at the dialogue").Metadata;

        Assert.Equal(("X Y", "Minister for Foreign Affairs"), (metadata.Speaker, metadata.Post));
        Assert.Equal(["africa", "sub-saharan-africa", "western-africa", "un-african-group"], metadata.Regions);
        Assert.Equal(MetadataOrigin.Content, metadata.Origins[MetadataFields.Speaker]);
    }

    [Theory]
    [InlineData("Head of State of Qatar", "Head of State")]
    [InlineData("Head of Government of Samoa", "Head of Government")]
    [InlineData("Amir of the State of Qatar", "Amir")]
    [InlineData("President of the Republic of Chad", "President")]
    public void The_post_stands_without_the_country(string office, string post) =>
        Assert.Equal(post, Resolve("a.md", $"# Statement by H.E. Mr. X Y, {office}").Metadata.Post);

    [Fact]
    public void A_line_of_any_length_is_read_in_time_that_grows_as_it_does()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(SpeakerLine.OfOffice(string.Concat(Enumerable.Repeat("of Chad and Kenya ", 20_000)), Gazetteer.Default, null).AnyKnown);
        SpeakerLine.ReadParties("Mr. X, head " + string.Concat(Enumerable.Repeat("Chad head ", 30_000)), Gazetteer.Default, null);
        SpeakerLine.ReadParties(string.Concat(Enumerable.Repeat("A.", 200_000)), Gazetteer.Default, null);
        // With the square of the length each was a minute and more.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_name_outweighs_a_code()
    {
        var (metadata, diagnostics) = Resolve("GIN-statement.md", "# Statement by Nigeria");

        Assert.Equal("NGA", Ids(metadata));
        Assert.Equal(
            "Who speaks is “Nigeria” in the text, but “Guinea” in the name of the file or its folder. The document was published under “Nigeria”; correct whichever is wrong.",
            Assert.Single(diagnostics).Message);
    }

    [Fact]
    public void A_line_of_its_own_says_for_whom()
    {
        Assert.Equal("NGA for UN-AFRICAN-GROUP", Ids(Resolve("nigeria-statement.md", "# Peace\nOn behalf of the African Group").Metadata));
        Assert.Equal("NGA", Ids(Resolve("nigeria-statement.md", "On behalf of my delegation, I thank the European Union and all of Africa for their support.").Metadata));
    }

    [Theory]
    [InlineData("2011-07-12", "2011-07-12")]
    [InlineData("2011-07", "2011-07")]
    [InlineData("2011", "2011")]
    [InlineData("2011-07-12T10:00:00Z", "2011-07-12")]
    [InlineData("12 July 2011", "2011-07-12")]
    [InlineData("12th of July, 2011", "2011-07-12")]
    [InlineData("July 12, 2011", "2011-07-12")]
    [InlineData("Jul. 2011", "2011-07")]
    [InlineData("1er juillet 2011", "2011-07-01")]
    [InlineData("12 août 2011", "2011-08-12")]
    [InlineData("12 de julio de 2011", "2011-07-12")]
    [InlineData("12 июля 2011 года", "2011-07-12")]
    [InlineData("2011年7月12日", "2011-07-12")]
    [InlineData("2011年7月", "2011-07")]
    [InlineData("١٢ تموز/يوليه ٢٠١١", "2011-07-12")]
    [InlineData("12 كانون الأول/ديسمبر 2011", "2011-12-12")]
    [InlineData("12.07.2011", "2011-07-12")]
    [InlineData("13/07/2011", "2011-07-13")]
    [InlineData("07/13/2011", "2011-07-13")]
    [InlineData("07/07/2011", "2011-07-07")]
    public void Dates_are_understood_as_people_write_them(string written, string iso)
    {
        var (metadata, diagnostics) = Resolve("a.md", "", File("date", written));

        Assert.Equal(iso, metadata.Date);
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("next Tuesday")]
    [InlineData("2011-02-30")]
    [InlineData("31 June 2011")]
    [InlineData("00/07/2011")]
    public void A_date_that_is_none_is_a_warning_and_is_left_out(string written)
    {
        var (metadata, diagnostics) = Resolve("a.md", "", File("date", written));

        Assert.Null(metadata.Date);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("date-unknown", Severity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.Contains(written, diagnostic.Message);
        Assert.Contains("in the file's own metadata", diagnostic.Message);
        Assert.Contains("2011-07-12", diagnostic.Message);
    }

    [Theory]
    [InlineData("a.md", "", "12/07/2011", "“12/07/2011” can be read in two ways (in the file's own metadata): 2011-07-12 or 2011-12-07.")]
    [InlineData("a.md", "# Peace\nNew York, 12/07/2011", null, "“New York, 12/07/2011” can be read in two ways (in the text): 2011-07-12 or 2011-12-07.")]
    [InlineData("2011-a.md", "# Peace\n12-07-2011", null, "“12-07-2011” can be read in two ways (in the text): 2011-07-12 or 2011-12-07.")]
    public void Of_a_date_that_can_be_read_in_two_ways_only_the_year_counts_and_staff_are_told(string path, string text, string? stated, string message)
    {
        var (metadata, diagnostics) = Resolve(path, text, stated is null ? [] : [File("date", stated)]);

        Assert.Equal("2011", metadata.Date);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("date-ambiguous", Severity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.Equal($"The date {message} Only 2011 was used. Write year, month and day in this order: 2011-07-12.", diagnostic.Message);
    }

    [Theory]
    [InlineData("2011-07-12-a.md", "", "12/07/2011", "2011-07-12")]
    [InlineData("2011-12-07-a.md", "", "12/07/2011", "2011-12-07")]
    [InlineData("2011-07-a.md", "# Peace\nNew York, 12/07/2011", null, "2011-07-12")]
    [InlineData("2011-12-events/a.md", "# Peace\nNew York, 12/07/2011", null, "2011-12-07")]
    [InlineData("a.md", "# Peace\nNew York, 12/07/2011\nTuesday, 12 July 2011", null, "2011-07-12")]
    [InlineData("2011-07-12-a.md", "# Peace\nNew York, 12/07/2011", null, "2011-07-12")]
    public void Another_source_tells_which_of_the_two_it_is(string path, string text, string? stated, string date)
    {
        var (metadata, diagnostics) = Resolve(path, text, stated is null ? [] : [File("date", stated)]);

        Assert.Equal(date, metadata.Date);
        Assert.Equal(Confidence.High, metadata.Confidences!["date"]);
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void A_dateline_dates_a_document_and_a_date_in_a_sentence_does_not()
    {
        Assert.Equal("2011-07-12", Resolve("a.md", "# Peace\nNew York, 12 July 2011").Metadata.Date);
        Assert.Equal("2011-07-12", Resolve("2011-a.md", "# Peace\nNew York, 12 July 2011").Metadata.Date);
        Assert.Equal("2011-07-12", Resolve("a.md", "# Statement by Nigeria at the informal dialogue (New York, 12 July 2011)").Metadata.Date);
        Assert.Null(Resolve("a.md", "On 11 September 2001 the world changed.").Metadata.Date);
        Assert.Null(Resolve("a.md", "# What happened on 11 September 2001 in the city").Metadata.Date);
        Assert.Null(Resolve("a.md", string.Concat(Enumerable.Repeat("Words\n", 20)) + "12 July 2011").Metadata.Date);
    }

    [Fact]
    public void The_first_origin_decides_and_says_so()
    {
        var (metadata, _) = Resolve(
            "2011-ga/2011-07-12-ghana-statement_fr.md", "# A title of the text",
            new("title", "Collection's", MetadataOrigin.Collection), new("title", "Blob's", MetadataOrigin.Blob), new("title", "File's", MetadataOrigin.File),
            new("kind", "report", MetadataOrigin.Collection), new("event", "The event", MetadataOrigin.Collection), new("country", "Nigeria", MetadataOrigin.Sidecar));

        Assert.Equal("File's", metadata.Title);
        Assert.Equal(MetadataOrigin.File, metadata.Origins["title"]);
        Assert.Equal((DocumentKind.Report, MetadataOrigin.Collection), (metadata.Kind, metadata.Origins["kind"]));
        Assert.Equal(("NGA", MetadataOrigin.Sidecar), (Ids(metadata), metadata.Origins["country"]));
        Assert.Equal(("2011-07-12", MetadataOrigin.Name), (metadata.Date, metadata.Origins["date"]));
        Assert.Equal(("fr", MetadataOrigin.Name), (metadata.Language, metadata.Origins["language"]));
        Assert.Equal(("2011-ga", "The event", MetadataOrigin.Collection), (metadata.Event, metadata.EventTitle, metadata.Origins["event"]));
        Assert.Equal(MetadataOrigin.Derived, metadata.Origins["regions"]);
    }

    [Fact]
    public void A_collection_s_title_is_the_event_s_and_neither_it_nor_its_summary_a_document_s()
    {
        var (metadata, _) = Resolve("e/notes.md", "", new("title", "The event", MetadataOrigin.Collection), new("summary", "About the event", MetadataOrigin.Collection));
        var both = Resolve("e/notes.md", "", new("title", "The folder", MetadataOrigin.Collection), new("event", "The event", MetadataOrigin.Collection)).Metadata;

        Assert.Equal(("The event", "The event"), (metadata.EventTitle, both.EventTitle));

        Assert.Equal("Notes", metadata.Title);
        Assert.Null(metadata.Summary);
    }

    [Fact]
    public void Sources_that_contradict_each_other_are_a_warning()
    {
        var date = Resolve("2011-07-13-a.md", "", File("date", "2011-07-12"));
        Assert.Equal("2011-07-12", date.Metadata.Date);
        Assert.Equal(
            "The date is 2011-07-12 in the file's own metadata, but 2011-07-13 in the name of the file or its folder. 2011-07-12 was used; correct whichever is wrong.",
            Assert.Single(date.Diagnostics).Message);

        var dated = Resolve("2011-07-13-a.md", "# Peace\nNew York, 12 July 2011");
        Assert.Equal("2011-07-13", dated.Metadata.Date);
        Assert.Equal(
            "The date is 2011-07-13 in the name of the file or its folder, but 2011-07-12 in the text. 2011-07-13 was used; correct whichever is wrong.",
            Assert.Single(dated.Diagnostics).Message);

        var who = Resolve("ghana-statement.md", "", File("country", "Nigeria"));
        Assert.Equal("NGA", Ids(who.Metadata));
        Assert.Equal("metadata-conflict", Assert.Single(who.Diagnostics).Code);

        Assert.Empty(Resolve("2011-ghana-statement.md", "# Statement by Ghana", File("country", "Ghana"), File("date", "2011-07-12")).Diagnostics);
        Assert.Empty(Resolve("statement-by-the-european-union.md", "", File("country", "Slovenia"), File("on-behalf-of", "European Union")).Diagnostics);
    }

    [Theory]
    [InlineData("country", "Nigeria; Ghana", "NGA GHA")]
    [InlineData("country", "Nigeria, Ghana and Togo", "NGA GHA TGO")]
    [InlineData("country", "Trinidad and Tobago", "TTO")]
    [InlineData("country", "Trinidad and Tobago and Antigua and Barbuda", "TTO ATG")]
    [InlineData("country", "NGA", "NGA")]
    [InlineData("country", "European Union", "EU")]
    [InlineData("country", "Nam", "NAM")]
    [InlineData("organization", "NAM", "NON-ALIGNED")]
    [InlineData("organization", "Ligue des États arabes", "LAS")]
    public void One_field_may_hold_several(string field, string value, string who) =>
        Assert.Equal(who, Ids(Resolve("a.md", "", File(field, value)).Metadata));

    [Fact]
    public void A_list_holds_several_too() =>
        Assert.Equal("NGA GHA", Ids(Resolve("a.md", "", File("country", "Nigeria", "Ghana")).Metadata));

    [Fact]
    public void A_country_that_is_not_known_is_shown_as_written_and_stands_under_world()
    {
        var (metadata, diagnostics) = Resolve("s.md", "", File("kind", "statement"), File("country", "Ruritania/Nord"), File("on-behalf-of", "Land of Oz"));

        Assert.Empty(metadata.Countries);
        Assert.Equal("Ruritania/Nord", metadata.Speaker);
        Assert.Equal(["Land of Oz"], metadata.OnBehalfOf);
        Assert.Equal(["world"], metadata.Regions);
        Assert.Equal(["on-behalf-of-unknown", "speaker-not-recognised", "speaker-unknown"], diagnostics.Select(d => d.Code).Order());
        Assert.All(diagnostics, d => Assert.Equal(Severity.Warning, d.Severity));
    }

    [Fact]
    public void An_organization_that_is_not_known_stands_under_organizations()
    {
        var (metadata, diagnostics) = Resolve("s.md", "", File("kind", "statement"), File("organization", "Forum of Sample Societies"));

        Assert.Equal("Forum of Sample Societies", metadata.Speaker);
        Assert.Equal(["organizations"], metadata.Regions);
        Assert.Equal("speaker-not-recognised", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_statement_for_an_organization_stands_with_its_speaker_and_under_organizations()
    {
        var metadata = Resolve("s.md", "", File("country", "Slovenia"), File("on-behalf-of", "European Union", "Nordic countries")).Metadata;

        Assert.Equal(["SVN"], metadata.Countries);
        Assert.Equal(["EU", "NORDIC"], metadata.OnBehalfOf);
        Assert.Equal(["europe", "southern-europe", "un-eastern-european-group", "organizations"], metadata.Regions);
    }

    [Theory]
    [InlineData("Africa", "africa un-african-group")]
    [InlineData("western-africa", "africa sub-saharan-africa western-africa un-african-group")]
    [InlineData("Asia", "asia un-other")]
    [InlineData("GRULAC", "un-grulac americas latin-america-and-the-caribbean")]
    [InlineData("WEOG", "un-weog world")]
    [InlineData("Africa, Asia", "africa asia un-other")]
    [InlineData("World", "world")]
    [InlineData("organizations", "organizations")]
    [InlineData("Asia; Atlantis", "asia un-other")]
    public void Regions_override_what_follows_from_the_speaker(string value, string regions) =>
        Assert.Equal(regions, string.Join(' ', Resolve("report.md", "", File("regions", value)).Metadata.Regions));

    [Fact]
    public void An_override_leaves_the_other_scheme_to_the_speaker()
    {
        var (metadata, diagnostics) = Resolve("s.md", "", File("country", "Chile"), File("regions", "Asia"));

        Assert.Equal(["asia", "un-grulac"], metadata.Regions);
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void Regions_that_are_not_known_override_nothing()
    {
        var (metadata, diagnostics) = Resolve("s.md", "", File("country", "Chile"), File("regions", "Atlantis"));

        Assert.Contains("south-america", metadata.Regions);
        Assert.Equal("region-unknown", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void A_territory_stands_in_no_regional_group() =>
        Assert.Equal(["americas", "northern-america", "un-other"], Resolve("s.md", "", File("country", "Greenland")).Metadata.Regions);

    [Theory]
    [InlineData("report", "Report")]
    [InlineData("Press release", "News")]
    [InlineData("déclaration", "Statement")]
    [InlineData("Informe", "Report")]
    [InlineData("other", "Other")]
    public void Kinds_are_understood_in_three_languages(string written, string kind) =>
        Assert.Equal(kind, Resolve("a.md", "", File("kind", written)).Metadata.Kind.ToString());

    [Fact]
    public void A_kind_or_language_that_is_none_is_a_warning_that_names_what_is_accepted()
    {
        var (metadata, diagnostics) = Resolve("e/statements/nigeria.md", "", new("kind", "poem", MetadataOrigin.Sidecar), new("language", "Klingonese", MetadataOrigin.Collection));

        Assert.Equal((DocumentKind.Statement, "en"), (metadata.Kind, metadata.Language));
        Assert.Equal(
            [
                "“poem” is not a kind of document (in the .yaml file beside it). Write one of: report, statement, presentation, summary, news, letter, other.",
                "“Klingonese” is not a language (in the folder's _collection.yaml). Write its code: en, fr, es, ru, zh or ar, for example.",
            ],
            diagnostics.Select(d => d.Message));
    }

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("zh-hans", "zh-Hans")]
    [InlineData("pt_br", "pt-BR")]
    [InlineData("French", "fr")]
    [InlineData("español", "es")]
    [InlineData("العربية", "ar")]
    public void Languages_are_codes_or_names(string written, string tag) =>
        Assert.Equal(tag, Resolve("a.md", "", File("language", written)).Metadata.Language);

    [Theory]
    [InlineData("e/a.md", "# The title\n## A heading", "The title")]
    [InlineData("e/a.md", "Some text\n## A heading", "A heading")]
    [InlineData("e/20110712_civilian-protection_en.md", "Some text", "Civilian protection")]
    [InlineData("ga-66/AFG_66_2011.txt", "Some text", "Statement by Afghanistan, General Assembly, 66th session: general debate")]
    [InlineData("e/2011-07-12-slovenia-on-behalf-of-the-eu-statement.md", "Some text", "Statement by Slovenia on behalf of the European Union, 2011")]
    [InlineData("e/slovenia.txt", "Statement by Slovenia on behalf of the European Union\nNew York, 12 July 2011", "Statement by Slovenia on behalf of the European Union")]
    [InlineData("ga-66/GBR_66_2011.txt", "Some text", "Statement by the United Kingdom of Great Britain and Northern Ireland, General Assembly, 66th session: general debate")]
    [InlineData("e/.md", "", ".md")]
    [InlineData("", "", "Untitled")]
    [InlineData("e/émeraude.md", "", "Émeraude")]
    public void Every_document_has_a_title(string path, string text, string title) =>
        Assert.Equal(title, Resolve(path, text).Metadata.Title);

    [Theory]
    [InlineData("fr", "Slovénie (au nom de : Union européenne) : déclaration, 2011")]
    [InlineData("zh-Hans", "斯洛文尼亚（代表：欧洲联盟）：发言, 2011")]
    [InlineData("ar", "سلوفينيا (باسم: الاتحاد الأوروبي): بيان, 2011")]
    public void A_title_that_is_made_is_in_the_document_s_language(string language, string title) =>
        Assert.Equal(title, Resolve("2011-s.md", "", File("kind", "statement"), File("language", language), File("country", "SVN"), File("on-behalf-of", "EU")).Metadata.Title);

    [Fact]
    public void A_symbol_on_a_line_of_its_own_is_the_document_s()
    {
        Assert.Equal("A/65/877-S/2011/393", Resolve("a.md", "A/65/877-S/2011/393\n# The report").Metadata.Symbol);
        Assert.Null(Resolve("a.md", "The report A/65/877-S/2011/393 was discussed.").Metadata.Symbol);
    }

    [Theory]
    [InlineData("Ünïted Földers/a.md", "united-folders")]
    [InlineData("../../etc/passwd", "etc")]
    [InlineData("./a.md", null)]
    [InlineData("a.md", null)]
    public void The_first_folder_is_the_event(string path, string? id) => Assert.Equal(id, Resolve(path).Metadata.Event);

    [Fact]
    public void A_folder_without_Latin_letters_has_an_id_too()
    {
        var (first, second) = (Resolve("日本語/a.md").Metadata, Resolve("中文/a.md").Metadata);

        Assert.Matches("^[0-9a-f]{12}$", first.Event);
        Assert.NotEqual(first.Event, second.Event);
        Assert.Equal("日本語", first.EventTitle);
    }
}
