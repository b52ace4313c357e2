using System.Text;

namespace Pipeline.Documents.Tests.Reading.Texts;

public class RtfReaderTests
{
    private static ReadResult Rtf(string body, ReadOptions? options = null) => Read.Bytes("text.rtf", Encoding.Latin1.GetBytes($@"{{\rtf1\ansi\ansicpg1252\deff0{body}}}"), options);

    private static string Text(ReadResult result) => string.Join('\n', DocumentText.Lines(result.Document));

    /// <summary>The blocks as <see cref="ModelDump"/> has them.</summary>
    private static string Blocks(ReadResult result)
    {
        var dump = ModelDump.Of(result);
        return dump[(dump.IndexOf('\n', dump.IndexOf("title:", StringComparison.Ordinal)) + 1)..].Replace(" tight", "", StringComparison.Ordinal).TrimEnd();
    }

    [Theory]
    [InlineData(@"Caf\'e9 \u8212?\u8364\'80 \emdash\~x", "Café —€ —\u00A0x")]
    [InlineData(@"{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}\f1\'c7\'e0\'ff\f0 \'e9", "Заяé")]
    [InlineData(@"{\fonttbl{\f0\fcharset128 MS Mincho;}}\'90\'ba\'96\'be", "声明")]
    [InlineData(@"{\fonttbl{\f0 Arial;}{\f1\fcharset2 Symbol;}}{\f1\'61}\'61", "αa")]
    [InlineData(@"\uc2\u916\'80\'80{\uc0\u945}b", "Δαb")]
    [InlineData(@"{\*\unknown gone}{\upr{ansi}{\*\ud{unicode}}} \{kept\}", "unicode {kept}")]
    [InlineData(@"a{\bin3 }}}}b", "ab")]
    [InlineData("a{\\pict\\pngblip\\bin4 }}}}}b", "ab")]
    public void Characters_are_those_of_their_code_pages(string body, string text) => Assert.Equal(text, Text(Rtf(body)));

    [Fact]
    public void Styles_are_headings_quotes_and_marks()
    {
        var result = Rtf(@"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\sbasedon1 Mine;}{\s3 Quote;}{\s4 Title;}}
            \pard\s4 The title\par\pard\s1 One\par\pard\s2 Two\par\pard\s3 Quoted\par\pard\plain Plain {\b bold {\i both}}{\super 2}{\ul under}\par");

        Assert.Equal("The title", DocumentText.Of(result.Document.Title));
        Assert.Equal(["Heading", "Heading", "Quote", "Paragraph"], result.Document.Blocks.Select(b => b.GetType().Name));
        Assert.Equal("Plain <strong>bold <em>both</em></strong><sup>2</sup><u>under</u>", Read.Article(result).QuerySelectorAll("p")[^1].InnerHtml);
    }

    [Fact]
    public void An_outline_level_makes_no_heading_of_a_text_or_of_items_that_follow_each_other()
    {
        var text = string.Join(' ', Enumerable.Repeat("The committee met in the morning and adopted its agenda without a vote.", 4));
        var result = Rtf($@"{{\*\listtable{{\list{{\listlevel\levelnfc0\levelstartat1{{\leveltext\'02\'00.;}}{{\levelnumbers\'01;}}}}\listid1}}}}{{\*\listoverridetable{{\listoverride\listid1\ls1}}}}
            \pard\outlinelevel0 {text}\par Opening\par\pard\plain He spoke.\par\pard\outlinelevel0\ls1 One\par {{\b Two}}\par\pard\plain It closed.\par\pard\outlinelevel0\ls1 Closing\par\pard\plain The end.\par");

        Assert.Equal($"p {text}\nh2 #opening Opening\np He spoke.\nlist Numeric from 1\n  item\n    p One\n  item\n    p {{Strong Two}}\np It closed.\nh2 #3-closing 3. Closing\np The end.", Blocks(result));
    }

    [Fact]
    public void Passages_have_the_language_they_are_marked_with_unless_their_words_contradict_it()
    {
        var result = Rtf(@"\deflang1033\pard\plain\lang1033 The delegates of the member states said in the hall: {\lang1036 la paix est le fruit de la justice et de la solidarit\'e9 dans le monde}, and {\lang1036 that is what the others have said to us all}. {\langfe2052\u22768?\u26126?\u20840?\u25991?} ends this.\par");

        Assert.Equal([("fr", "la paix est le fruit de la justice et de la solidarité dans le monde"), ("zh", "声明全文")],
            Read.Article(result).QuerySelectorAll("p [lang]").Select(e => (e.GetAttribute("lang")!, e.TextContent)));
    }

    [Fact]
    public void Merged_cells_and_tables_in_cells_keep_their_places()
    {
        var result = Rtf(@"
            \trowd\trhdr\clvmgf\cellx1000\cellx3000\pard\intbl A\cell B\cell\row
            \trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell C\cell D\cell\row
            \trowd\cellx1000\cellx3000\pard\intbl E\cell\pard\intbl\itap2 in\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables\par}\pard\intbl\cell\row
            \pard After\par");

        var table = Assert.IsType<Table>(result.Document.Blocks[0]);
        Assert.Equal(1, table.HeaderRows);
        Assert.Equal([(2, 1), (1, 2)], table.Rows[0].Cells.Select(c => (c.RowSpan, c.ColumnSpan)));
        Assert.Equal(["C", "D"], table.Rows[1].Cells.Select(c => string.Concat(c.Blocks.SelectMany(DocumentText.Lines))));
        Assert.IsType<Table>(table.Rows[2].Cells[1].Blocks[0]);
        Assert.Equal("After", DocumentText.Of(Assert.IsType<Paragraph>(result.Document.Blocks[1]).Inlines));
    }

    [Fact]
    public void Lists_have_the_labels_that_they_show()
    {
        var result = Rtf(@"{\*\listtable{\list{\listlevel\levelnfc4\levelstartat1{\leveltext\'03(\'00);}{\levelnumbers\'02;}}\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}}
            \pard\ls1 One\par Two\par\pard{\pntext\'b7\tab}{\*\pn\pnlvlblt}Bullet\par");

        Assert.Equal(["(a)", "(b)"], Assert.IsType<ListBlock>(result.Document.Blocks[0]).Items.Select(i => i.Label));
        Assert.Equal(ListStyle.Bullet, Assert.IsType<ListBlock>(result.Document.Blocks[1]).Style);
    }

    [Fact]
    public void A_list_that_begins_further_in_stands_in_the_item_before_it()
    {
        var result = Rtf(@"{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}}\listid1}{\list{\listlevel\levelnfc23{\leveltext\'01-;}}\listid2}}
            {\*\listoverridetable{\listoverride\listid1\ls1}{\listoverride\listid2\ls2}}
            \pard\ls1\li720 One\par\pard\ls2\li1080 In it\par And this\par\pard\ls1\li720 Two\par\pard\ls2\li720 Beside it\par");

        Assert.Equal("""
            list Numeric from 1
              item
                p One
                list Bullet from 1
                  item
                    p In it
                  item
                    p And this
              item
                p Two
            list Bullet from 1
              item
                p Beside it
            """, Blocks(result));
    }

    [Fact]
    public void The_letter_that_bullets_of_the_second_level_are_is_no_number() =>
        Assert.Equal("list Bullet from 1\n  item\n    p Second", Blocks(Rtf(@"{\*\listtable{\list{\listlevel\levelnfc23{\leveltext\'01o;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\ls1}}
            \pard{\listtext o\tab}\ls1 Second\par")));

    [Fact]
    public void Old_lists_go_on_as_far_as_the_paragraph_s_formatting_does()
    {
        var result = Rtf(@"\pard{\pntext 1)\tab}{\*\pn\pnlvlbody\pnstart1\pndec{\pntxta )}}\li360 One\par Two\par
            \pard{\*\pn\pnlvlblt{\pntxtb\'b7}}\li720 In two\par\pard{\*\pn\pnlvlbody\pnstart1\pndec{\pntxta )}}\li360 Three\par
            \pard Between\par\pard{\*\pn\pnlvlbody\pnstart1\pndec{\pntxta )}}\li360 One again\par");

        Assert.Equal("""
            list Numeric from 1
              item 1)
                p One
              item 2)
                p Two
                list Bullet from 1
                  item
                    p In two
              item 3)
                p Three
            p Between
            list Numeric from 1
              item 1)
                p One again
            """, Blocks(result));
    }

    [Theory]
    [InlineData(@"\pard{\*\pn\pnlvlblt{\pntxtb c.1.}}Text\par", "list Numeric from 1\n  item c.1.\n    p Text")]
    [InlineData(@"\pard{\*\pn\pnlvlblt\pnf2{\pntxtb l}}Text\par", "list Bullet from 1\n  item\n    p Text")]
    [InlineData(@"\pard{\*\pn\pnlvl2\pnlcltr\pnstart3{\pntxtb (}{\pntxta )}}Text\par", "list LowerAlpha from 3\n  item (c)\n    p Text")]
    [InlineData(@"\pard{\*\pn\pnlvlcont\pndec}Text\par", "p Text")]
    [InlineData(@"\pard{\*\pnseclvl1\pnucrm{\pntxta .}}Text\par", "p Text")]
    public void Old_lists_show_what_they_state(string body, string blocks) => Assert.Equal(blocks, Blocks(Rtf(body)));

    /// <summary>A list, and two references to it, of which the second one starts it again.</summary>
    private const string Restarted = @"{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}}{\listlevel\levelnfc2{\leveltext\'02\'01.;}}\listid1}}
        {\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}{\listoverride\listid1\listoverridecount1{\lfolevel\listoverridestartat\levelstartat1}\ls2}}";

    [Theory]
    [InlineData(@"\pard\ls1 A\par B\par\pard Between\par\pard\ls2 C\par D\par", "A 1, B 2, C 1, D 2")]
    [InlineData(@"\pard\ls1 A\par\pard Between\par\pard\ls1 B\par", "A 1, B 2")]
    [InlineData(@"\pard{\listtext 7.\tab}\ls1 A\par B\par", "A 7, B 8")]
    [InlineData(@"\pard{\listtext iv.\tab}\ls1\ilvl1 A\par B\par", "A 4, B 5")]
    public void Lists_start_again_where_their_references_or_their_labels_say_so(string body, string items) =>
        Assert.Equal(items, string.Join(", ", Rtf(Restarted + body).Document.Blocks.OfType<ListBlock>().SelectMany(l => l.Items.Select((item, i) =>
            $"{DocumentText.Lines(item.Blocks[0]).Single()} {item.Label ?? $"{l.Start + i}"}"))));

    [Fact]
    public void An_outline_level_of_body_text_ends_what_a_style_inherits()
    {
        var result = Rtf(@"{\stylesheet{\s1 heading 1;}{\s2\sbasedon1 Mine;}{\s3\sbasedon1\outlinelevel9 Text;}}\pard\s1 One\par\pard\s2 Two\par\pard\s3\outlinelevel9 Text\par");

        Assert.Equal(["Heading", "Heading", "Paragraph"], result.Document.Blocks.Select(b => b.GetType().Name));
    }

    [Fact]
    public void An_item_after_a_section_s_end_keeps_its_number() =>
        Assert.Equal("list Numeric from 1\n  item\n    p One\n  item\n    p Two", Blocks(Rtf(@"{\*\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}}\listid1}}{\*\listoverridetable{\listoverride\listid1\ls1}}
            \pard\ls1 One\sect\sectd{\listtext 2.\tab}\pard\ls1 Two\par")));

    [Theory]
    [InlineData(@"Glad {\field{\*\fldinst SYMBOL 74 \\f ""Wingdings"" \\s 12}{\fldrslt\f0\fs24}}", "Glad ☺")]
    [InlineData(@"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres25\ffdefres1{\*\ffname Box}}}}{\fldrslt}} Yes", "☒ Yes")]
    [InlineData(@"{\field{\*\fldinst FORMCHECKBOX {\*\formfield{\fftype1\ffres0\ffdefres1{\*\ffname Box}}}}{\fldrslt}} No", "☐ No")]
    public void Fields_whose_results_are_empty_show_what_they_stand_for(string body, string text) => Assert.Equal(text, Text(Rtf(body)));

    [Fact]
    public void Fields_are_their_results_and_notes_stand_below()
    {
        var result = Rtf(@"{\field{\*\fldinst HYPERLINK ""https://example.org/""}{\fldrslt here}} x{\super\chftn{\footnote\pard\plain {\super\chftn} A note.}}.\par
            {\field{\*\fldinst TOC \\o}{\fldrslt Contents 1\par}}{\field{\*\fldinst HYPERLINK ""javascript:alert(1)""}{\fldrslt no}}\par");

        var article = Read.Article(result);
        Assert.Equal("https://example.org/", article.QuerySelector("p a")!.GetAttribute("href"));
        Assert.DoesNotContain("Contents", Text(result), StringComparison.Ordinal);
        Assert.Equal("A note.", DocumentText.Lines(Assert.Single(result.Document.Notes).Blocks[0]).Single().Trim());
        Assert.Contains(result.Diagnostics, d => d.Code == "link-refused");
        Invariants.Assert(result.Document);
    }

    [Fact]
    public void Tracked_changes_are_rejected_unless_somebody_decides()
    {
        const string Body = @"Kept {\revised new} {\deleted old}{\v secret}{\*\annotation said}\par";

        var rejection = Assert.Single(Assert.Throws<RejectedException>(() => Rtf(Body)).Diagnostics);
        Assert.Equal("tracked-changes", rejection.Code);
        Assert.Contains("2 tracked changes", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("“new”", rejection.Message, StringComparison.Ordinal);
        Assert.Equal("Kept new", Text(Rtf(Body, new ReadOptions { TrackedChanges = TrackedChanges.Accept })).Trim());
        var undone = Rtf(Body, new ReadOptions { TrackedChanges = TrackedChanges.Reject });
        Assert.Equal("Kept old", Text(undone).Trim());
        Assert.Contains(undone.Diagnostics, d => d.Code == "hidden-text");
        Assert.Contains(undone.Diagnostics, d => d.Code == "comments-left-out");
    }

    [Fact]
    public void Pictures_keep_their_descriptions_and_metafiles_are_named()
    {
        var dot = Convert.ToHexString(Pipeline.Testing.Fixtures.Read("dot.png"));
        var result = Rtf($@"{{\*\shppict{{\pict{{\*\picprop{{\sp{{\sn wzDescription}}{{\sv A dot}}}}}}\pngblip {dot}}}}}\par{{\pict\wmetafile8 0100}}Words\par");

        Assert.Equal("A dot", Assert.IsType<Figure>(result.Document.Blocks[0]).Image.Alt);
        Assert.Contains(result.Diagnostics, d => d.Code == "image-format");
    }

    [Fact]
    public void Groups_stand_in_groups_as_deeply_as_mail_programs_write_them() =>
        Assert.Equal("Words", Text(Rtf(new string('{', 5_000) + "Words" + new string('}', 5_000))));

    [Fact]
    public void Lists_that_begin_further_in_without_end_stand_ten_deep_at_most()
    {
        var result = Rtf(string.Concat(Enumerable.Range(1, 20_000).Select(i => $@"\pard{{\pntext -\tab}}\li{i * 200} Item\par")));

        int Depth(IEnumerable<Block> blocks) => blocks.OfType<ListBlock>().SelectMany(l => l.Items).Select(i => 1 + Depth(i.Blocks)).DefaultIfEmpty().Max();
        Assert.Equal(10, Depth(result.Document.Blocks));
        Assert.Equal(20_000, Text(result).Split("Item").Length - 1);
    }

    [Fact]
    public void Groups_without_end_are_rejected() =>
        Assert.Equal("too-deeply-nested", Read.Rejection("a.rtf", Encoding.ASCII.GetBytes(@"{\rtf1 " + new string('{', 100_000))).Code);
}
