using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using Pipeline.Documents;
using Pipeline.Typesetting.Tests.Images;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Graphics.Operations.SpecialGraphicsState;
using UglyToad.PdfPig.Graphics.Operations.TextShowing;
using UglyToad.PdfPig.Graphics.Operations.TextState;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>The rules of PDF/A-2a (ISO 19005-2) that can be tested on a file; each test names its clause.</summary>
public sealed class ArchivalTests(FontsFixture fixture) : IDisposable
{
    private readonly PdfObjects pdf = new(PdfRenderer.Render(Everything, Matter, fixture.Fonts, TypesettingOptions.Default, TestContext.Current.CancellationToken).Bytes);

    public void Dispose() => pdf.Dispose();

    [Fact]
    public void File_structure_6_1()
    {
        Assert.StartsWith("%PDF-1.7\n%", pdf.Text, StringComparison.Ordinal);
        Assert.All(pdf.Text[10..14], c => Assert.True(c > 127));
        Assert.EndsWith("%%EOF\n", pdf.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/Encrypt", pdf.Text, StringComparison.Ordinal);
        Assert.Matches(@"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]", pdf.Text);
        foreach (var stream in pdf.Streams)
        {
            Assert.DoesNotContain(stream.StreamDictionary.Data.Keys, k => k is "F" or "FFilter" or "FDecodeParms");
            if (pdf.Get(stream.StreamDictionary, "Filter") is { } filter) Assert.Contains(((NameToken)filter).Data, (string[])["FlateDecode", "DCTDecode"]);
        }
        // 6.1.7.1: Length is the number of bytes up to the line end before endstream.
        Assert.Equal(pdf.Text.Split("\nendstream\nendobj\n").Length, pdf.Text.Split(">>\nstream\n").Length);
    }

    [Fact]
    public void Implementation_limits_6_1_13()
    {
        Assert.InRange(pdf.Count, 1, 8_388_607);
        foreach (var token in pdf.Tokens)
        {
            if (token is StringToken s) Assert.InRange(s.GetBytes().Length, 0, 32_767);
            if (token is NameToken n) Assert.InRange(Encoding.UTF8.GetByteCount(n.Data), 1, 127);
            if (token is NumericToken number) Assert.InRange(Math.Abs((double)number.Data), 0, int.MaxValue);
        }
        foreach (var page in pdf.File.GetPages())
        {
            Assert.InRange(page.Width, 3, 14_400);
            Assert.InRange(page.Height, 3, 14_400);
            var depth = 0;
            foreach (var operation in page.Operations)
            {
                depth += operation is Push ? 1 : operation is Pop ? -1 : 0;
                Assert.InRange(depth, 0, 28);
            }
        }
    }

    [Fact]
    public void Colours_are_those_of_the_output_intent_6_2()
    {
        var intent = (DictionaryToken)pdf.Follow(Assert.Single(((ArrayToken)pdf.Get(pdf.Catalog, "OutputIntents")!).Data));
        Assert.Equal("GTS_PDFA1", ((NameToken)intent.Data["S"]).Data);
        Assert.True(intent.Data.ContainsKey("OutputConditionIdentifier"));
        var profile = (StreamToken)pdf.Get(intent, "DestOutputProfile")!;
        Assert.Equal(3, ((NumericToken)profile.StreamDictionary.Data["N"]).Int);
        var icc = PdfObjects.Decode(profile);
        Assert.Equal(icc.Length, BinaryPrimitives.ReadInt32BigEndian(icc));
        Assert.Equal(("mntr", "RGB ", "acsp"), (Ascii(icc, 12), Ascii(icc, 16), Ascii(icc, 36)));
        Assert.InRange(icc[8], 2, 4);

        string[] allowed = ["g", "G", "rg", "RG"];
        foreach (var operation in pdf.File.GetPages().SelectMany(p => p.Operations))
        {
            if (operation.Operator is "k" or "K" or "cs" or "CS" or "sc" or "SC" or "scn" or "SCN" or "sh" or "ri" or "gs") Assert.Fail(operation.Operator);
            if (operation.GetType().Name.Contains("Color", StringComparison.Ordinal)) Assert.Contains(operation.Operator, allowed);
        }
        foreach (var picture in pdf.Streams.Where(s => pdf.Get(s.StreamDictionary, "Subtype") is NameToken { Data: "Image" }).Select(s => s.StreamDictionary))
        {
            Assert.DoesNotContain(picture.Data.Keys, k => k is "Interpolate" or "Alternates" or "OPI" or "Intent");
            var space = pdf.Get(picture, "ColorSpace") is ArrayToken array ? ((NameToken)array.Data[1]).Data : ((NameToken)pdf.Get(picture, "ColorSpace")!).Data;
            Assert.Contains(space, (string[])["DeviceRGB", "DeviceGray"]);
        }
        Assert.DoesNotContain(pdf.Dictionaries, d => d.Data.Keys.Any(k => k is "BM" or "TR" or "TR2" or "HTP" or "PS" or "Ref"));
    }

    [Fact]
    public void Pictures_of_press_colours_have_one_profile_that_says_what_they_mean_6_2_4()
    {
        var document = new Document
        {
            Language = "en",
            Images = new Dictionary<string, ImageData> { ["a"] = ImageTests.Jpeg("quadrants-cmyk.jpg"), ["b"] = ImageTests.Jpeg("quadrants-cmyk.jpg", 6) },
            Blocks = [new Figure(new Image("a", "Four quadrants"), []), new Figure(new Image("b", "The same, turned"), [])],
        };
        using var press = new PdfObjects(PdfRenderer.Render(document, Matter, fixture.Fonts, TypesettingOptions.Default, TestContext.Current.CancellationToken).Bytes);
        Assert.True(press.Catalog.Data.ContainsKey("OutputIntents"));
        Assert.Contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", press.Text, StringComparison.Ordinal);
        var spaces = press.Streams.Where(s => press.Get(s.StreamDictionary, "Subtype") is NameToken { Data: "Image" })
            .Select(s => (ArrayToken)press.Get(s.StreamDictionary, "ColorSpace")!).ToList();
        Assert.Equal(2, spaces.Count);
        Assert.All(spaces, s => Assert.Equal("ICCBased", ((NameToken)s.Data[0]).Data));
        Assert.Single(spaces.Select(s => ((IndirectReferenceToken)s.Data[1]).Data.ObjectNumber).Distinct());

        var profile = (StreamToken)press.Follow(spaces[0].Data[1]);
        Assert.Equal(4, ((NumericToken)profile.StreamDictionary.Data["N"]).Int);
        var icc = PdfObjects.Decode(profile);
        Assert.Equal(icc.Length, BinaryPrimitives.ReadInt32BigEndian(icc));
        Assert.Equal(("scnr", "CMYK", "Lab ", "acsp"), (Ascii(icc, 12), Ascii(icc, 16), Ascii(icc, 20), Ascii(icc, 36)));
    }

    private static string Ascii(byte[] bytes, int at) => Encoding.ASCII.GetString(bytes, at, 4);

    [Fact]
    public void Fonts_are_embedded_with_their_widths_and_no_text_is_notdef_6_2_11()
    {
        var fonts = pdf.Dictionaries.Where(d => d.Data.TryGetValue("Subtype", out var s) && s is NameToken { Data: "Type0" }).ToList();
        Assert.True(fonts.Count >= 5);
        Assert.DoesNotContain(pdf.Dictionaries, d => d.Data.TryGetValue("Type", out var t) && t is NameToken { Data: "Font" } && ((NameToken)d.Data["Subtype"]).Data is not ("Type0" or "CIDFontType0" or "CIDFontType2"));
        foreach (var font in fonts)
        {
            Assert.Equal("Identity-H", ((NameToken)font.Data["Encoding"]).Data);
            var map = PdfObjects.Decode((StreamToken)pdf.Get(font, "ToUnicode")!);
            Assert.DoesNotMatch(@"<[0-9A-F]{4}> <(0000|FEFF|FFFE)>", Encoding.ASCII.GetString(map));
            var descendant = (DictionaryToken)pdf.Follow(((ArrayToken)font.Data["DescendantFonts"]).Data[0]);
            var descriptor = pdf.Dictionary(descendant, "FontDescriptor");
            Assert.False(descriptor.Data.ContainsKey("CIDSet"));
            if (((NameToken)descendant.Data["Subtype"]).Data == "CIDFontType0")
            {
                var program = (StreamToken)pdf.Get(descriptor, "FontFile3")!;
                Assert.Equal("CIDFontType0C", ((NameToken)program.StreamDictionary.Data["Subtype"]).Data);
                continue;
            }
            Assert.True(descendant.Data.ContainsKey("CIDToGIDMap"));
            AssertWidths(descendant, PdfObjects.Decode((StreamToken)pdf.Get(descriptor, "FontFile2")!));
        }
        AssertNoNotdef();
    }

    // 6.2.11.5: within a thousandth of an em.
    private void AssertWidths(DictionaryToken font, byte[] program)
    {
        var (unitsPerEm, advance) = Advances(program);
        var codes = CodeToGlyph(font);
        // None where all are the default.
        if (pdf.Get(font, "W") is not ArrayToken { Data: var widths }) return;
        for (var i = 0; i < widths.Count; i += 2)
        {
            var first = ((NumericToken)widths[i]).Int;
            var run = ((ArrayToken)widths[i + 1]).Data;
            for (var k = 0; k < run.Count; k++)
                Assert.InRange(((NumericToken)run[k]).Double, advance(codes(first + k)) * 1000.0 / unitsPerEm - 1, advance(codes(first + k)) * 1000.0 / unitsPerEm + 1);
        }
    }

    private Func<int, int> CodeToGlyph(DictionaryToken font)
    {
        if (pdf.Get(font, "CIDToGIDMap") is not StreamToken stream) return code => code;
        var map = PdfObjects.Decode(stream);
        return code => code * 2 + 1 < map.Length ? map[code * 2] << 8 | map[code * 2 + 1] : 0;
    }

    // OpenType: tables head, hhea and hmtx.
    private static (int UnitsPerEm, Func<int, int> Advance) Advances(byte[] program)
    {
        int Table(string tag)
        {
            for (var i = 12; ; i += 16)
                if (Ascii(program, i) == tag) return BinaryPrimitives.ReadInt32BigEndian(program.AsSpan(i + 8));
        }
        int Short(int at) => BinaryPrimitives.ReadUInt16BigEndian(program.AsSpan(at));
        int hmtx = Table("hmtx"), metrics = Short(Table("hhea") + 34);
        return (Short(Table("head") + 18), glyph => Short(hmtx + Math.Min(glyph, metrics - 1) * 4));
    }

    // 6.2.11.8.
    private void AssertNoNotdef()
    {
        foreach (var page in pdf.File.GetPages())
        {
            var fonts = pdf.Dictionary(pdf.Dictionary(page.Dictionary, "Resources"), "Font");
            Func<int, int>? glyphOf = null;
            foreach (var operation in page.Operations)
            {
                if (operation is SetFontAndSize set)
                    glyphOf = CodeToGlyph((DictionaryToken)pdf.Follow(((ArrayToken)((DictionaryToken)pdf.Follow(fonts.Data[set.Font.Data])).Data["DescendantFonts"]).Data[0]));
                foreach (var shown in Shown(operation))
                    for (var i = 0; i < shown.Count; i += 2) Assert.NotEqual(0, glyphOf!(shown[i] << 8 | shown[i + 1]));
            }
        }
    }

    private static IEnumerable<IReadOnlyList<byte>> Shown(IGraphicsStateOperation operation) => operation switch
    {
        ShowText show => [show.Text is { } text ? Encoding.Latin1.GetBytes(text) : show.Bytes.ToArray()],
        ShowTextsWithPositioning several => several.Array.OfType<StringToken>().Select(s => (IReadOnlyList<byte>)s.GetBytes())
            .Concat(several.Array.OfType<HexToken>().Select(h => (IReadOnlyList<byte>)h.Bytes.ToArray())),
        _ => [],
    };

    [Fact]
    public void Annotations_print_and_hide_nothing_6_3()
    {
        var annotations = pdf.Dictionaries.Where(d => d.Data.TryGetValue("Type", out var t) && t is NameToken { Data: "Annot" }).ToList();
        Assert.NotEmpty(annotations);
        foreach (var annotation in annotations)
        {
            Assert.Equal("Link", ((NameToken)annotation.Data["Subtype"]).Data);
            Assert.Equal(4, ((NumericToken)annotation.Data["F"]).Int);
        }
    }

    [Fact]
    public void Only_addresses_are_actions_and_nothing_is_embedded_6_5_6_8()
    {
        foreach (var dictionary in pdf.Dictionaries)
        {
            Assert.DoesNotContain(dictionary.Data.Keys, k => k is "AA" or "OpenAction" or "JS" or "JavaScript" or "EmbeddedFiles" or "EF" or "AcroForm" or "XFA"
                or "OCProperties" or "Requirements" or "Perms" or "PresSteps" or "AlternatePresentations" or "NeedsRendering");
            if (dictionary.Data.TryGetValue("A", out var action) && pdf.Follow(action) is DictionaryToken { Data: var entries } && entries.TryGetValue("S", out var kind))
                Assert.Equal("URI", ((NameToken)kind).Data);
        }
    }

    [Fact]
    public void Metadata_declares_part_2_level_A_6_6()
    {
        var stream = (StreamToken)pdf.Get(pdf.Catalog, "Metadata")!;
        Assert.False(stream.StreamDictionary.Data.ContainsKey("Filter"));
        var packet = Encoding.UTF8.GetString(stream.Data.Span);
        Assert.StartsWith("<?xpacket begin=\"\uFEFF\"", packet, StringComparison.Ordinal);
        Assert.DoesNotContain("bytes=", packet[..packet.IndexOf("?>", StringComparison.Ordinal)], StringComparison.Ordinal);
        var xmp = XDocument.Parse(packet);
        string? Value(string space, string name) => xmp.Descendants(XName.Get(name, space)).SingleOrDefault()?.Value;
        Assert.Equal(("2", "A"), (Value("http://www.aiim.org/pdfa/ns/id/", "part"), Value("http://www.aiim.org/pdfa/ns/id/", "conformance")));
        Assert.Equal("1", Value("http://www.aiim.org/pdfua/ns/id/", "part"));
        Assert.Contains("http://www.aiim.org/pdfua/ns/id/", xmp.Descendants(XName.Get("namespaceURI", "http://www.aiim.org/pdfa/ns/schema#")).Select(e => e.Value));
        Assert.Equal(Matter.Title, Value("http://purl.org/dc/elements/1.1/", "title"));
        Assert.Equal(Matter.Title, pdf.File.Information.Title);
    }

    [Fact]
    public void Logical_structure_is_declared_6_7()
    {
        Assert.True(((BooleanToken)pdf.Dictionary(pdf.Catalog, "MarkInfo").Data["Marked"]).Data);
        Assert.True(pdf.Catalog.Data.ContainsKey("StructTreeRoot"));
        Assert.Equal("en", ((StringToken)pdf.Catalog.Data["Lang"]).Data);
        // Every type is a standard one (ISO 32000-1 14.8.4), so that there is nothing to map.
        string[] standard = ["Document", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD", "Caption",
            "Figure", "BlockQuote", "Code", "Link", "Reference", "Note", "Span", "TOC", "TOCI"];
        var types = pdf.Dictionaries.Where(d => d.Data.ContainsKey("S") && d.Data.ContainsKey("P")).Select(d => ((NameToken)d.Data["S"]).Data).Distinct().ToList();
        Assert.All(types, t => Assert.Contains(t, standard));
        Assert.True(types.Count > 20);
    }

    [Fact]
    public void The_checkers_find_nothing()
    {
        using var file = TestFile.Write(Layout.LaidOut.Lay(fixture.Fonts, Everything));
        file.Check();
    }

    [Fact]
    public void A_very_long_description_keeps_to_the_limit_of_strings()
    {
        var pages = new TestPages();
        pages.Page.Add(new Pages.ImageItem { Image = TestPng.Make(8, 8, 2, 8), X = 80, Y = 80, Width = 20, Height = 20 }, pages.Add(new Pages.StructureElement("Figure") { Alt = new string('é', 50_000) }));
        using var file = TestFile.Write(pages.Finish(new string('t', 50_000)));
        using var objects = new PdfObjects(file.Bytes);
        Assert.All(objects.Tokens.OfType<StringToken>(), s => Assert.InRange(s.GetBytes().Length, 0, 32_767));
    }

    internal static FrontMatter Matter { get; } = new()
    {
        Title = "Everything <at> once",
        Kind = "Report",
        Organization = "An organization",
        Summary = "A summary.",
        Date = "2011-07-12",
        Symbol = "A/66/1",
        Publisher = "A publisher",
        Address = "https://example.org/documents/everything",
        SourceHash = new string('a', 64),
        Edition = 2,
    };

    /// <summary>A document of all blocks and inlines, long enough for a contents list.</summary>
    internal static Document Everything { get; } = new()
    {
        Language = "en",
        Images = new Dictionary<string, ImageData> { ["alpha"] = TestPng.Make(40, 30, 6, 8), ["palette"] = TestPng.Make(20, 20, 3, 4, transparency: [0, 128]), ["deep"] = TestPng.Make(16, 16, 2, 16), ["photo"] = ImageTests.Jpeg("quadrants-rgb.jpg", 6) },
        Notes = [new Note("n1", [Say("A note with "), new ListBlock(ListStyle.Bullet, [new ListItem([Say("a list")])])]), new Note("n2", [Say("Another note.")])],
        Blocks = [.. Enumerable.Range(1, 8).SelectMany(Chapter)],
    };

    private static Paragraph Say(string text) => new([new Text(text)]);

    private static IEnumerable<Block> Chapter(int number) =>
    [
        new Heading(2, [new Text($"Chapter {number}")]) { Id = $"chapter-{number}" },
        new Paragraph([new Text("Text with "), new Styled(InlineStyle.Strong, [new Text("bold")]), new Text(", "), new Styled(InlineStyle.Emphasis, [new Text("slanted")]), new Text(", "),
            new Code("code"), new Text(", "), new Link("https://example.org/été", [new Text("a link")]), new Text(", "), new Abbreviation("R2P", "Responsibility to Protect"), new Text(", "),
            new Passage("ar", TextDirection.RightToLeft, [new Text("السلام عليكم")]), new Text(", "), new Passage("zh-Hans", null, [new Text("人人生而自由")]), new Text(", a line"), new LineBreak(),
            new Text("break, a picture "), new Image("palette", "Dots"), new Text(" and notes"), new NoteReference("n1"), new Text(" twice"), new NoteReference("n2"), new Text(".")]),
        Say(string.Join(' ', Enumerable.Repeat("Words fill the pages of this chapter.", 90))) with { Number = "12.", Id = $"para-{number}" },
        new Heading(3, [new Text("Lists")]) { Id = $"lists-{number}" },
        new ListBlock(ListStyle.UpperRoman, [new ListItem([Say("one"), new ListBlock(ListStyle.LowerAlpha, [new ListItem([Say("deep")]), new ListItem([Say("done")]) { Checked = true }])]), new ListItem([Say("two")])]) { Start = 3 },
        new DefinitionList([new DefinitionItem([[new Text("Term")]], [[Say("Definition")]])]),
        new Quote([Say("Quoted."), new Quote([Say("Deeper.")])]) { Language = "fr" },
        new CodeBlock("if (a)\n\treturn b;"),
        new Table([ColumnAlignment.Start, ColumnAlignment.Center, ColumnAlignment.End],
            [
                new TableRow([Cell("Year") with { RowSpan = 2 }, Cell("Tonnes") with { ColumnSpan = 2 }]), new TableRow([Cell("planned"), Cell("delivered")]),
                new TableRow([Cell("2010"), Cell("1"), Cell("2")]), new TableRow([Cell("2011"), Cell("3") with { RowSpan = 2 }, Cell("4")]), new TableRow([Cell("2012"), Cell("5")]),
            ]) { HeaderRows = 2, HeaderColumn = true, Caption = [new Text("Deliveries")] },
        new Figure(new Image("alpha", "A pattern"), [new Text("Figure with a caption")]),
        new Figure(new Image("deep", "A deep pattern"), []),
        new Figure(new Image("photo", "Four quadrants"), []),
        new ThematicBreak(),
        Say("السلام عليكم ورحمة الله 2026") with { Language = "ar", Direction = TextDirection.RightToLeft },
    ];

    private static TableCell Cell(string text) => new([Say(text)]);
}
