using HarfBuzzSharp;
using Pipeline.Local.Development;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Pages;
using Buffer = HarfBuzzSharp.Buffer;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>The fonts of <c>infra/local</c>, installed when they are missing.</summary>
internal static class TestFonts
{
    private static readonly Lazy<FontLibrary> Loaded = new(() =>
    {
        NodePackages.EnsureInstalledAsync(Console.WriteLine, CancellationToken.None).GetAwaiter().GetResult();
        return FontLibrary.Load(NodePackages.Folder);
    });

    public static FontFace Serif => Loaded.Value.Face(FontLibrary.Serif, false, false);
    public static FontFace Bold => Loaded.Value.Face(FontLibrary.Serif, true, false);
    public static FontFace Italic => Loaded.Value.Face(FontLibrary.Serif, false, true);
    public static FontFace Sans => Loaded.Value.Face(FontLibrary.Sans, false, false);
    public static FontFace Monospace => Loaded.Value.Face(FontLibrary.Monospace, false, false);
    public static FontFace Arabic => Loaded.Value.Face("Noto Naskh Arabic", false, false);
    public static FontFace Chinese => Loaded.Value.Face("Noto Sans SC", false, false);
}

/// <summary>Builds paged documents by hand: a small stand-in for layout that shapes lines and puts them where it is told.</summary>
internal sealed class TestPages
{
    private readonly List<Page> pages = [];

    public StructureElement Root { get; } = new("Document");

    public Page Page { get; private set; } = null!;

    public TestPages() => NewPage();

    public Page NewPage()
    {
        pages.Add(Page = new Page(pages.Count, 595.28f, 841.89f));
        return Page;
    }

    public StructureElement Add(StructureElement element) => Root.Add(element);

    /// <summary>Sets a line into a new element and returns that.</summary>
    public StructureElement Line(string type, string text, float y, FontFace? font = null, float size = 11, bool rightToLeft = false, string? language = null)
    {
        var element = Add(new StructureElement(type) { Language = language });
        Line(element, text, y, font, size, rightToLeft);
        return element;
    }

    public TextItem Line(StructureElement? element, string text, float y, FontFace? font = null, float size = 11, bool rightToLeft = false, float x = 72,
        ArtifactKind artifact = ArtifactKind.Layout, Color color = default)
    {
        font ??= TestFonts.Serif;
        var words = Split(text).Select(w => new PlacedWord(Shape(font, w, rightToLeft), 0)).ToArray();
        if (rightToLeft) Array.Reverse(words);
        var item = new TextItem { Font = font, Size = size, X = x, Y = y, Words = words, Artifact = artifact, Color = color };
        Page.Add(item, element);
        return item;
    }

    public PagedDocument Finish(string title = "A test", string language = "en", IReadOnlyList<Bookmark>? bookmarks = null, string? date = null) => new()
    {
        Title = title,
        Language = language,
        Pages = pages,
        Root = Root,
        Bookmarks = bookmarks ?? [],
        Date = date,
    };

    /// <summary>Words and the spaces between them, as layout shapes them.</summary>
    public static IEnumerable<string> Split(string text)
    {
        for (int start = 0, end; start < text.Length; start = end)
        {
            var space = text[start] == ' ';
            for (end = start + 1; end < text.Length && text[end] == ' ' == space; end++) { }
            yield return text[start..end];
        }
    }

    /// <summary>Shapes a word as layout does: clusters by character; in a cluster the first glyph in reading order holds all its text.</summary>
    public static ShapedWord Shape(FontFace font, string text, bool rightToLeft = false)
    {
        using var buffer = new Buffer { ClusterLevel = ClusterLevel.MonotoneCharacters };
        buffer.AddUtf16(text);
        buffer.Direction = rightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        buffer.GuessSegmentProperties();
        font.HarfBuzzFont.Shape(buffer);
        var (infos, positions) = (buffer.GlyphInfos, buffer.GlyphPositions);
        var starts = infos.Select(i => (int)i.Cluster).Distinct().Order().Append(text.Length).ToArray();
        var glyphs = infos.Select((info, i) =>
        {
            var start = (int)info.Cluster;
            var neighbour = rightToLeft ? i + 1 : i - 1;
            var holds = neighbour < 0 || neighbour >= infos.Length || infos[neighbour].Cluster != info.Cluster;
            var length = holds ? starts[Array.IndexOf(starts, start) + 1] - start : 0;
            return new Glyph((ushort)info.Codepoint, (short)positions[i].XAdvance, (short)positions[i].XOffset, (short)positions[i].YOffset, (ushort)start, (ushort)length);
        }).ToArray();
        return new ShapedWord(font, text, glyphs, rightToLeft);
    }
}
