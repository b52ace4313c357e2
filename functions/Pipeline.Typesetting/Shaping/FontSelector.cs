using System.Buffers;
using Pipeline.Documents.Unicode;
using Pipeline.Typesetting.Fonts;

namespace Pipeline.Typesetting.Shaping;

/// <summary>
/// Chooses the face for each character and keeps the shapers of one document. The style's own face comes first; Arabic and Chinese,
/// Japanese and Korean text, with the punctuation in it, is set in faces made for them; what remains comes from the fallbacks.
/// </summary>
internal sealed class FontSelector(FontLibrary fonts)
{
    private static readonly SearchValues<char> Ascii = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c)]);

    private readonly Dictionary<(FontFace, string, bool, bool), Shaper> shapers = [];
    private readonly Dictionary<TextStyle, FontFace> styleFaces = new(ReferenceEqualityComparer.Instance);

    public FontFace FaceOf(TextStyle style)
    {
        if (!styleFaces.TryGetValue(style, out var face))
            styleFaces[style] = face = fonts.Face(style.Family, style.Bold, style.Italic);
        return face;
    }

    public Shaper ShaperOf(FontFace face, string language, bool rightToLeft, bool smallCapitals)
    {
        var key = (face, language, rightToLeft, smallCapitals);
        if (!shapers.TryGetValue(key, out var shaper))
            shapers[key] = shaper = fonts.Shaper(face, language, rightToLeft, smallCapitals);
        return shaper;
    }

    /// <summary>True where the style's own face sets all of the text and nothing needs a closer look.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Ascii) < 0;

    /// <summary>
    /// The face for a character, given the face of the one before it (null at the start) and the
    /// script of the text around it; null where no font has it.
    /// </summary>
    public FontFace? FaceAt(int codePoint, Script surrounding, TextStyle style, FontFace? previous)
    {
        var own = FaceOf(style);
        var script = Scripts.Of(codePoint);
        // A mark, a joiner or a variation selector belongs to the character before it, in that one's face.
        if (script == Script.Inherited && previous is not null && previous.GlyphOf(codePoint) != 0) return previous;
        if (IsIgnorable(codePoint)) return previous ?? own;
        if (script is Script.Common or Script.Inherited) script = surrounding;
        if (FamilyOf(script) is { } family)
        {
            var face = fonts.Face(family, style.Bold, style.Italic);
            if (face.GlyphOf(codePoint) != 0) return face;
        }
        if (own.GlyphOf(codePoint) != 0) return own;
        return fonts.Fallback(codePoint, style.Bold, style.Italic);
    }

    /// <summary>Default-ignorable characters that shape to nothing in any face: joiners, bidi controls, variation selectors, soft hyphen.</summary>
    private static bool IsIgnorable(int c) =>
        c is 0x00AD or 0x034F or 0x061C or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
            or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>True for a script that is set in a family made for it, punctuation included.</summary>
    public static bool HasFamilyOfItsOwn(Script script) => FamilyOf(script) is not null;

    private static string? FamilyOf(Script script) => script switch
    {
        Script.Arabic => "Noto Naskh Arabic",
        Script.Han or Script.Hiragana or Script.Katakana or Script.Bopomofo or Script.Hangul => "Noto Sans SC",
        _ => null,
    };
}
