using Pipeline.Testing;

using static Pipeline.Documents.Tests.Reading.Word.Docx;

namespace Pipeline.Documents.Tests.Reading.Word;

public class WordReaderTests
{
    private const string Text = "The committee met in the morning and adopted its agenda without a vote.";

    private static string Dump(string body) => new Docx(body).Dump();

    [Theory]
    [InlineData("Heading1", "heading 1")]
    [InlineData("berschrift1", "Überschrift 1")]
    [InlineData("Titre1", "Titre 1")]
    [InlineData("1", "Заголовок 1")]
    [InlineData("a1", "标题 1")]
    [InlineData("X", "عنوان 1")]
    [InlineData("Kop1", "Kop 1,Chapter")]
    public void Styles_named_in_any_language_are_headings(string id, string name) =>
        Assert.Equal($"\np {Text}\nh2 #agenda Agenda\np {Text}\nh2 #votes Votes\np {Text}\n".TrimStart('\n'),
            new Docx(P(Text) + P("Agenda", Style(id)) + P(Text) + P("Votes", Style(id)) + P(Text)).Styles($"{id}|{name}|").Dump());

    [Fact]
    public void Styles_take_their_role_from_the_style_they_are_based_on_and_from_outline_levels() =>
        Assert.Equal($"p {Text}\nh2 #a A\np {Text}\nh3 #b B\np {Text}\nh2 #c C\np {Text}\n",
            new Docx(P(Text) + P("A", Style("Own")) + P(Text) + P("B", Style("Outlined")) + P(Text) + P("C", "<w:outlineLvl w:val=\"0\"/>") + P(Text))
                .Styles("Heading1|heading 1|", "Own|Chapter of ours|<w:basedOn w:val=\"Heading1\"/>", "Outlined|Section of ours|<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>").Dump());

    [Fact]
    public void An_outline_level_makes_no_heading_of_a_text_or_of_items_that_follow_each_other()
    {
        var level = "<w:outlineLvl w:val=\"0\"/>";
        var text = string.Join(' ', Enumerable.Repeat(Text, 4));

        Assert.Equal($"p {text}\nh2 #opening Opening\nh2 #1-agenda 1. Agenda\np {Text}\nlist Numeric from 2 tight\n  item\n    p One\n  item\n    p {{Strong Two}}\nh2 #closing Closing\np {Text}\n",
            new Docx(P(text, level) + P("Opening", level) + P("Agenda", level + Number(1)) + P(Text) + P("One", level + Number(1))
                + $"<w:p><w:pPr>{level}{Number(1)}</w:pPr>{R("Two", "<w:b/>")}</w:p>" + P("Closing", level) + P(Text)).Numbering("decimal|%1.").Dump());
    }

    [Fact]
    public void Headings_by_looks_begin_with_no_small_letter() =>
        Assert.Equal($"p {Text}\np {{Strong and so on}}\np {Text}\np {{Strong and more}}\np {Text}\n",
            Dump(P(Text) + $"<w:p>{R("and so on", "<w:b/>")}</w:p>" + P(Text) + $"<w:p>{R("and more", "<w:b/>")}</w:p>" + P(Text)));

    [Fact]
    public void Headings_by_looks_are_found_where_nobody_used_styles()
    {
        var bold = (string text, int size) => $"<w:p>{R(text, $"<w:b/><w:sz w:val=\"{size}\"/>")}</w:p>";
        var body = R(Text, "<w:sz w:val=\"22\"/>");

        Assert.Equal($"Report on the session\nh2 #opening Opening\np {Text}\nh3 #agenda Agenda\np {Text}\nh2 #closing Closing\np {Text}\np {{Strong The end.}}\n",
            Dump(bold("Report on the session", 40) + bold("Opening", 28) + $"<w:p>{body}</w:p>" + bold("Agenda", 22) + $"<w:p>{body}</w:p>" + bold("Closing", 28) + $"<w:p>{body}</w:p>" + bold("The end.", 22)));
    }

    [Fact]
    public void Title_quotation_code_and_caption_follow_from_styles()
    {
        var result = new Docx(P("Our report", Style("Title")) + P("For the session", Style("Subtitle")) + P("Agenda", Style("Heading1")) + P("Said once.", Style("Quote")) + P("Said twice.", Style("Quote"))
            + P("let a = 1", Style("Code")) + P("let b = 2", Style("Code")))
            .Styles("Title|Title|", "Subtitle|Subtitle|", "Heading1|heading 1|", "Quote|Quote|", "Code|Source Code|");

        Assert.Equal("Our report\np For the session\nh2 #agenda Agenda\nquote\n  p Said once.\n  p Said twice.\ncode  let a = 1⏎let b = 2\n", result.Dump());
    }

    [Fact]
    public void Labels_are_those_that_Word_shows() =>
        Assert.Equal("""
            list Numeric from 1 tight
              item
                p One
                list LowerAlpha from 1 tight
                  item (a)
                    p Two
                  item (b)
                    p Three
                    list LowerRoman from 1 tight
                      item 1.b.i
                        p Four
              item
                p Five
                list LowerAlpha from 1 tight
                  item (a)
                    p Six
            p Between
            list Numeric from 3 tight
              item
                p Seven
            list Numeric from 5 tight
              item
                p Again

            """.ReplaceLineEndings("\n"),
            new Docx(P("One", Number(1)) + P("Two", Number(1, 1)) + P("Three", Number(1, 1)) + P("Four", Number(1, 2)) + P("Five", Number(1)) + P("Six", Number(1, 1)) + P("Between") + P("Seven", Number(1)) + P("Again", Number(2)))
                .Numbering("decimal|%1.", "lowerLetter|(%2)", "lowerRoman|%1.%2.%3").Dump().Replace("\r", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("decimal", 12, "12")]
    [InlineData("decimalZero", 7, "07")]
    [InlineData("upperRoman", 1994, "MCMXCIV")]
    [InlineData("lowerLetter", 28, "bb")]
    [InlineData("ordinal", 22, "22nd")]
    [InlineData("ordinal", 111, "111th")]
    [InlineData("cardinalText", 21, "Twenty-one")]
    [InlineData("ordinalText", 30, "Thirtieth")]
    [InlineData("chineseCounting", 21, "二十一")]
    [InlineData("chineseCounting", 105, "一百〇五")]
    [InlineData("russianLower", 4, "г")]
    [InlineData("arabicAbjad", 2, "ب")]
    [InlineData("decimalEnclosedCircle", 3, "③")]
    [InlineData("hindiNumbers", 10, "१०")]
    [InlineData("bahtText", 10, "10")]
    public void Numbers_of_labels_are_in_the_format_stated(string format, int value, string label)
    {
        var numbering = $"<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{value}\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"%1:\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

        var list = Assert.IsType<ListBlock>(new Docx(P("Words", Number(1))).Part("numbering", numbering).Read().Document.Blocks.Single());
        Assert.Equal(label + ":", list.Items[0].Label);
    }

    [Fact]
    public void Numbered_headings_keep_their_numbers() =>
        Assert.Equal($"p {Text}\nh2 #1-aims 1 Aims\np {Text}\nh3 #1-1-scope 1.1 Scope\np {Text}\nh2 #2-means 2 Means\np {Text}\n",
            new Docx(P(Text) + P("Aims", Style("H1")) + P(Text) + P("Scope", Style("H2")) + P(Text) + P("Means", Style("H1")) + P(Text))
                .Styles($"H1|heading 1|<w:pPr>{Number(1)}</w:pPr>", $"H2|heading 2|<w:pPr>{Number(1, 1)}</w:pPr>").Numbering("decimal|%1", "decimal|%1.%2").Dump());

    [Fact]
    public void Tables_keep_spans_header_rows_and_tables_within()
    {
        var cell = (string text, string properties) => $"<w:tc><w:tcPr>{properties}</w:tcPr>{P(text)}</w:tc>";
        var inner = $"<w:tbl><w:tr>{cell("x", "")}{cell("y", "")}</w:tr></w:tbl>";

        Assert.Equal("""
            table Start,Start,Start header 1 caption: Votes
              row
                cell 2 wide
                  p A
                cell
                  p B
              row
                cell 2 high
                  p C
                cell
                  p D
                cell
                  table Start,Start header 0 caption: 
                    row
                      cell
                        p x
                      cell
                        p y
              row
                cell
                  p E
                cell
                  p F

            """.ReplaceLineEndings("\n"),
            new Docx(P("Votes", Style("Caption")) + $"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{cell("A", "<w:gridSpan w:val=\"2\"/>")}{cell("B", "")}</w:tr>"
                + $"<w:tr>{cell("C", "<w:vMerge w:val=\"restart\"/>")}{cell("D", "")}<w:tc>{inner}<w:p/></w:tc></w:tr><w:tr>{cell("", "<w:vMerge/>")}{cell("E", "")}{cell("F", "")}</w:tr></w:tbl>")
                .Styles("Caption|caption|").Dump());
    }

    [Fact]
    public void Notes_stand_where_they_are_called_and_separators_nowhere() =>
        Assert.Equal("p Words{note footnote-2} and more{note endnote-1}\nnote footnote-2\n  p First note\nnote endnote-1\n  p At the end\n",
            new Docx("<w:p>" + R("Words") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + R(" and more") + "<w:r><w:endnoteReference w:id=\"1\"/></w:r></w:p>")
                .Part("footnotes", $"<w:footnote w:id=\"0\" w:type=\"separator\">{P("-----")}</w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r>{R(" First note")}</w:p></w:footnote>")
                .Part("endnotes", $"<w:endnote w:id=\"1\">{P("At the end")}</w:endnote>").Dump());

    [Fact]
    public void Links_lead_out_and_to_the_heading_that_a_bookmark_stands_under() =>
        Assert.Equal("p {→https://example.org/ out} {→#aims field} {→#aims in}\nh2 #aims Aims\np Words\nh2 #means Means\n",
            new Docx($"<w:p><w:hyperlink r:id=\"l1\">{R("out", "<w:u w:val=\"single\"/>")}</w:hyperlink>{R(" ")}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \\l \"there\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{R("field")}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{R(" ")}<w:hyperlink w:anchor=\"there\">{R("in")}</w:hyperlink></w:p>"
                + P("Aims", Style("H1")) + "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"there\"/>" + R("Words") + "</w:p>" + P("Means", Style("H1")))
                .Styles("H1|heading 1|").Relate("l1", "hyperlink", "https://example.org/", external: true).Dump());

    [Fact]
    public void Marks_of_characters_are_kept_and_run_on() =>
        Assert.Equal("p Plain {Strong bold {Emphasis both}} {Underline under} H{Subscript 2}O x{Superscript 2} {SmallCaps small} {Strikethrough gone} {Highlight marked}\n",
            Dump("<w:p>" + R("Plain ") + R("bold ", "<w:b/>") + R("both", "<w:b/><w:i/>") + R(" ") + R("under", "<w:u w:val=\"single\"/>") + R(" H") + R("2", "<w:vertAlign w:val=\"subscript\"/>") + R("O x") + R("2", "<w:vertAlign w:val=\"superscript\"/>")
                + R(" ") + R("small", "<w:smallCaps/>") + R(" ") + R("gone", "<w:strike/>") + R(" ") + R("marked", "<w:highlight w:val=\"yellow\"/>") + R("", "<w:b w:val=\"0\"/>") + "</w:p>"));

    [Fact]
    public void Signs_of_symbol_fonts_become_characters() =>
        Assert.Equal("p α→•✓☎ ☑ \uFFFD\n",
            Dump("<w:p>" + R("\uF061\uF0AE\uF0B7", "<w:rFonts w:ascii=\"Symbol\"/>") + R("\uF0FC\uF028", "<w:rFonts w:ascii=\"Wingdings\"/>") + R(" ") + "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>" + R(" ") + R("\uF041", "<w:rFonts w:ascii=\"Nobody Knows\"/>") + "</w:p>"));

    [Fact]
    public void Alternatives_are_read_once() =>
        Assert.Equal("p Before after\np In the box\n",
            Dump("<w:p>" + R("Before") + $"<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{P("In the box")}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
                + $"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{P("In the box")}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + R(" after") + "</w:p>"));

    [Fact]
    public void Pictures_have_their_alternative_texts_and_external_ones_are_never_fetched()
    {
        var picture = (string id, string kind) => $"<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"p\" descr=\"A dot\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{kind}=\"{id}\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>";
        var docx = new Docx(P("Words") + picture("i1", "embed") + picture("i2", "link")).Relate("i1", "image", "media/dot.png").Relate("i2", "image", "http://example.org/x.png", external: true).Add("word/media/dot.png", Fixtures.Read("dot.png"));

        Assert.StartsWith("p Words\nfigure {image image-1 “A dot”} caption: \np A dot\nimage image-1 Png ", docx.Dump(), StringComparison.Ordinal);
        Assert.Contains(docx.Read().Diagnostics, d => d.Code == "image-external" && d.Message.Contains("example.org", StringComparison.Ordinal));
    }

    [Fact]
    public void Tables_of_contents_are_left_out_and_other_fields_keep_their_results()
    {
        var field = (string instruction, string result) => $"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        var docx = new Docx(P("Contents") + "<w:p>" + field("TOC \\o", R("Aims 1") + "</w:p><w:p>" + R("Means 2")) + R("After.") + "</w:p><w:p>" + R("Page ") + field("PAGE", R("7")) + "</w:p>");

        Assert.Equal("p After.\np Page 7\n", docx.Dump());
        Assert.Contains(docx.Read().Diagnostics, d => d.Code == "contents-left-out");
        Assert.Equal("p Contents\np Aims 1\np Means 2\n", Dump(P("Contents") + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + R("Aims 1") + "</w:p>" + P("Means 2")));
    }

    [Theory]
    [InlineData(TrackedChanges.Accept, "p We agree now.\np Kept\n")]
    [InlineData(TrackedChanges.Reject, "p We disagree now.\np Kept\n")]
    public void Tracked_changes_are_settled_as_the_options_say(TrackedChanges policy, string expected) => Assert.Equal(expected, Changed.Dump(new ReadOptions { TrackedChanges = policy }));

    [Fact]
    public void Tracked_changes_that_nobody_settled_are_a_rejection_with_their_count()
    {
        var rejection = Read.Rejection("a.docx", Changed.Bytes());

        Assert.Equal("tracked-changes", rejection.Code);
        Assert.Contains("2 tracked changes", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("“disagree”", rejection.Message, StringComparison.Ordinal);
    }

    private static Docx Changed => new("<w:p>" + R("We ") + $"<w:del w:id=\"1\"><w:r><w:delText>disagree</w:delText></w:r></w:del><w:ins w:id=\"2\">{R("agree")}</w:ins>" + R(" now.") + "</w:p>" + P("Kept"));

    [Fact]
    public void A_deleted_paragraph_end_joins_two_paragraphs() =>
        Assert.Equal("p One two.\n", new Docx($"<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{R("One ")}</w:p>{P("two.")}").Dump(new ReadOptions { TrackedChanges = TrackedChanges.Accept }));

    [Fact]
    public void Comments_hidden_text_and_equations_are_counted()
    {
        var docx = new Docx("<w:p><w:commentRangeStart w:id=\"1\"/>" + R("Words ") + R("secret", "<w:vanish/>") + "<w:commentRangeEnd w:id=\"1\"/><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>")
            .Part("comments", $"<w:comment w:id=\"1\">{P("Really?")}</w:comment>");

        Assert.Equal("p Words (a+b)/2\n", docx.Dump());
        Assert.Equal(["hidden-text", "equation-as-text", "comments-left-out"], docx.Read().Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void Right_to_left_paragraphs_keep_direction_and_language()
    {
        var result = new Docx(P(Text) + P("اجتمعت اللجنة في الصباح واعتمدت جدول أعمالها", "<w:bidi/>") + P("עברית היא שפה", "<w:bidi/>")).Read();

        Assert.Equal([null, TextDirection.RightToLeft, TextDirection.RightToLeft], result.Document.Blocks.Select(b => b.Direction));
        Assert.Equal([null, "ar", "he"], result.Document.Blocks.Select(b => b.Language));
    }

    [Fact]
    public void Content_controls_and_strict_files_are_read()
    {
        var docx = new Docx($"<w:sdt><w:sdtPr/><w:sdtContent>{P("In a control")}<w:p><w:sdt><w:sdtContent>{R("within")}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>");
        var strict = System.Text.Encoding.UTF8.GetBytes("<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body><w:p><w:r><w:t>Strict words</w:t></w:r></w:p></w:body></w:document>");

        Assert.Equal("p In a control\np within\n", docx.Dump());
        Assert.Equal("Strict words", DocumentText.Lines(Read.Bytes("a.docx", Zip([("word/document.xml", strict)])).Document).Single());
    }

    [Fact]
    public void Properties_are_metadata_and_worthless_titles_are_not()
    {
        const string core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
            + "<dc:title>{0}</dc:title><dc:creator>A. Author; Microsoft Office User</dc:creator><cp:keywords>protection, peace</cp:keywords><dc:language>fr</dc:language><dcterms:created>2011-07-01T08:00:00Z</dcterms:created><dcterms:modified>2011-07-12T08:00:00Z</dcterms:modified></cp:coreProperties>";
        const string custom = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property name=\"Country\"><vt:lpwstr>Ghana</vt:lpwstr></property><property name=\"ContentTypeId\"><vt:lpwstr>0x01</vt:lpwstr></property></Properties>";
        string Metadata(string title) => string.Join('\n', new Docx(P("Words")).Add("docProps/core.xml", core.Replace("{0}", title, StringComparison.Ordinal)).Add("docProps/custom.xml", custom).Read().Metadata.Select(m => $"{m.Name}: {string.Join('|', m.Values)} ({m.Origin})"));

        Assert.Equal("country: Ghana (Properties)\ntitle: Our report (Properties)\nauthors: A. Author (Properties)\nlanguage: fr (Properties)\nkeywords: protection, peace (Properties)\ndate: 2011-07-12 (Properties)", Metadata("Our report"));
        foreach (var worthless in (string[])["Microsoft Word - x.doc", "Document1", "Untitled", "[Type the title]", "final.docx", "minutes_of_may_final", "playbook-dw-v1.1-508-compliant", "Scan_0001"])
            Assert.DoesNotContain("title:", Metadata(worthless), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_and_words_are_what_Word_counted() =>
        Assert.Equal(new DocumentCounts { Pages = 3 }, new Docx(P("Words")).Add("docProps/app.xml", "<Properties><Pages>3</Pages><Words>0</Words></Properties>").Read().Source);
}
