using System.Runtime.InteropServices;
using Pipeline.Testing;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Tests.Pdf;

namespace Pipeline.Typesetting.Tests.Fonts;

public class FontSubsetTests
{
    [Fact]
    public void The_native_library_can_subset() => SubsetApi.RequireAvailable();

    [Fact]
    public void A_TrueType_subset_holds_its_glyphs_and_no_layout_tables()
    {
        var subset = TestFonts.Serif.Subsetter.Subset(Glyphs(TestFonts.Serif, "Aéfi"), []);
        using var font = Open(subset.Program);
        Assert.True(font.GlyphCount is >= 5 and < 12, $"{font.GlyphCount} glyphs");
        Assert.Equal(4, subset.Codes.Distinct().Count());
        foreach (var tag in (string[])["GSUB", "GPOS", "GDEF", "name", "cmap", "fpgm", "prep"]) Assert.DoesNotContain(tag, Tables(subset.Program));
        Assert.True(subset.Program.Length < 5_000, $"{subset.Program.Length} bytes");
    }

    [Fact]
    public void A_composed_glyph_has_the_outline_of_its_parts()
    {
        var face = TestFonts.Serif;
        var glyphs = Glyphs(face, "ao");
        var composed = new ComposedGlyph([new GlyphPart(glyphs[0], 0, 0), new GlyphPart(glyphs[1], 300, -20)], 900);
        var subset = face.Subsetter.Subset(glyphs, [composed, new ComposedGlyph([], 0)]);
        using var font = Open(subset.Program);
        using var shaping = new HarfBuzzSharp.Font(font);
        shaping.SetScale(face.UnitsPerEm, face.UnitsPerEm);
        shaping.SetFunctionsOpenType();
        Assert.Equal([3, 4], subset.ComposedCodes.Select(c => (int)c));
        Assert.Equal(900, shaping.GetHorizontalGlyphAdvance(subset.ComposedCodes[0]));
        Assert.True(shaping.TryGetGlyphExtents(subset.ComposedCodes[0], out var whole));
        Assert.True(shaping.TryGetGlyphExtents(subset.Codes[0], out var left));
        Assert.True(shaping.TryGetGlyphExtents(subset.Codes[1], out var right));
        Assert.Equal(Math.Min(left.XBearing, right.XBearing + 300), whole.XBearing);
        Assert.Equal(Math.Max(left.YBearing, right.YBearing - 20), whole.YBearing);
        Assert.Equal(Math.Max(left.XBearing + left.Width, right.XBearing + 300 + right.Width) - whole.XBearing, whole.Width);
        Assert.Equal(0, shaping.GetHorizontalGlyphAdvance(subset.ComposedCodes[1]));
    }

    [Fact]
    public void A_CFF_subset_is_selected_by_CID()
    {
        var face = TestFonts.Chinese;
        var glyphs = Glyphs(face, "人国A");
        var subset = face.Subsetter.Subset(glyphs, []);
        Assert.Equal(1, subset.Program[0]);
        var cids = CffCharset.Read(subset.Program)!;
        Assert.Equal(glyphs.Length + 1, cids.Length);
        Assert.Equal(cids.Skip(1), subset.Codes);
        Assert.True(subset.Codes.Max() > 256, "CIDs of the whole font, not indexes");
    }

    [Fact]
    public void A_name_keyed_CFF_font_has_no_CIDs()
    {
        // A font of .notdef and A (SID 34), built by hand from Technical Note 5176: header, name, top dict (charset 32, CharStrings 35), strings, subroutines.
        byte[] cff = [1, 0, 4, 1, 0, 1, 1, 1, 2, (byte)'F', 0, 1, 1, 1, 5, 171, 15, 174, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 34, 0, 2, 1, 1, 2, 3, 14, 14];
        Assert.Null(CffCharset.Read(cff));
    }

    [Fact]
    public void The_same_glyphs_give_the_same_subset_from_many_threads()
    {
        var glyphs = Glyphs(TestFonts.Serif, "Determinism");
        var results = Enumerable.Range(0, 16).AsParallel().Select(_ => Convert.ToHexString(TestFonts.Serif.Subsetter.Subset(glyphs, []).Program)).Distinct();
        Assert.Single(results);
    }

    [Fact]
    public void A_page_looks_the_same_in_the_subset_as_in_the_whole_font()
    {
        // Marks that shaping sets on letters are drawn by composed glyphs; the ink must be where shaping put it.
        Tools.Require("pdftoppm", "poppler-utils");
        var pages = new TestPages();
        pages.Line("P", "g\u0308", 100, TestFonts.Serif, 72);
        using var file = TestFile.Write(pages.Finish());
        var page = new Images.RenderedPage(file, 72, 20, 60, 100);
        var dark = new List<double>();
        for (var y = 0; y < 100; y++)
            if (Enumerable.Range(0, 60).Any(x => page.Pixel(x / 60.0, y / 100.0).R < 100)) dark.Add(y);
        // Two bands: the dots, a gap, the letter.
        Assert.Contains(dark.Zip(dark.Skip(1)), pair => pair.Second - pair.First > 1);
    }

    private static ushort[] Glyphs(FontFace face, string text) => [.. text.Select(c => face.GlyphOf(c)).Distinct().Order()];

    // Blob.FromStream leaves its array unpinned, and the collector may move it.
    private static HarfBuzzSharp.Face Open(byte[] program)
    {
        var copy = Marshal.AllocHGlobal(program.Length);
        Marshal.Copy(program, 0, copy, program.Length);
        return new(new HarfBuzzSharp.Blob(copy, program.Length, HarfBuzzSharp.MemoryMode.ReadOnly, () => Marshal.FreeHGlobal(copy)), 0);
    }

    private static string[] Tables(byte[] program) =>
        [.. Enumerable.Range(0, program[5]).Select(i => System.Text.Encoding.ASCII.GetString(program, 12 + i * 16, 4))];
}
