using System.Collections.Concurrent;
using Pipeline.Typesetting.Hyphenation;
using Pipeline.Typesetting.Shaping;

namespace Pipeline.Typesetting.Fonts;

/// <summary>The fonts that renditions are set in, loaded from a folder when first needed; no system font is ever used. Thread-safe.</summary>
public sealed class FontLibrary : IDisposable
{
    // Where a font's file lies below an npm folder, and in a deployed copy under its bare name.
    private static readonly (string Family, bool Bold, bool Italic, string File)[] Known =
    [
        ("Source Serif 4", false, false, "@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf"),
        ("Source Serif 4", true, false, "@expo-google-fonts/source-serif-4/700Bold/SourceSerif4_700Bold.ttf"),
        ("Source Serif 4", false, true, "@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf"),
        ("Source Serif 4", true, true, "@expo-google-fonts/source-serif-4/700Bold_Italic/SourceSerif4_700Bold_Italic.ttf"),
        ("Source Sans 3", false, false, "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
        ("Source Sans 3", true, false, "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
        ("Source Sans 3", false, true, "@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf"),
        ("Source Sans 3", true, true, "@expo-google-fonts/source-sans-3/600SemiBold_Italic/SourceSans3_600SemiBold_Italic.ttf"),
        ("Source Code Pro", false, false, "@expo-google-fonts/source-code-pro/400Regular/SourceCodePro_400Regular.ttf"),
        ("Source Code Pro", true, false, "@expo-google-fonts/source-code-pro/600SemiBold/SourceCodePro_600SemiBold.ttf"),
        ("Noto Naskh Arabic", false, false, "@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf"),
        ("Noto Naskh Arabic", true, false, "@expo-google-fonts/noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf"),
        ("Noto Sans SC", false, false, "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf"),
        ("Noto Sans SC", true, false, "@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf"),
        ("Noto Sans Math", false, false, "@expo-google-fonts/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf"),
        ("Noto Sans Symbols 2", false, false, "@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf"),
    ];

    // When the wanted family lacks a character: these, in this order.
    private static readonly string[] FallbackFamilies =
        ["Source Serif 4", "Source Sans 3", "Noto Naskh Arabic", "Noto Sans SC", "Noto Sans Math", "Noto Sans Symbols 2", "Source Code Pro"];

    private readonly Dictionary<(string, bool, bool), Lazy<FontFace>> faces = [];

    private FontLibrary(HyphenationLibrary hyphenation) => Hyphenation = hyphenation;

    /// <summary>Families that hold no Latin text of their own: their characters come as fallbacks.</summary>
    public const string Serif = "Source Serif 4";
    public const string Sans = "Source Sans 3";
    public const string Monospace = "Source Code Pro";

    /// <summary>The files that renditions need, relative to the <c>node_modules</c> of <c>infra/local</c>: what a deployment carries along.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Known.Select(f => f.File)];

    /// <summary>Finds the fonts below <paramref name="folder"/>: the <c>node_modules</c> of <c>infra/local</c>, or a folder that holds the bare files.</summary>
    /// <exception cref="FileNotFoundException">A font is missing; the message names it and says how to install it.</exception>
    /// <exception cref="InvalidOperationException">The native library of HarfBuzz is missing or cannot subset; the message says what to deploy.</exception>
    public static FontLibrary Load(string folder)
    {
        // A program that cannot make PDF files should say so when it starts, not at the first document.
        SubsetApi.RequireAvailable();
        var library = new FontLibrary(new HyphenationLibrary(folder));
        foreach (var (family, bold, italic, file) in Known)
        {
            var path = new[] { Path.Combine(folder, file), Path.Combine(folder, Path.GetFileName(file)) }.FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException($"The font {Path.GetFileName(file)} is missing in {folder}. Run: npm ci --prefix infra/local", file);
            library.faces[(family, bold, italic)] = new Lazy<FontFace>(() => new FontFace(path, family, bold, italic));
        }
        return library;
    }

    /// <summary>Where words may be divided; its patterns lie beside the fonts.</summary>
    internal HyphenationLibrary Hyphenation { get; }

    /// <summary>The face of a family nearest to what is asked: without its slant, then without its weight, where it has no such face.</summary>
    public FontFace Face(string family, bool bold, bool italic)
    {
        Lazy<FontFace>? face;
        if (faces.TryGetValue((family, bold, italic), out face) || faces.TryGetValue((family, bold, false), out face)) return face.Value;
        return faces[(family, false, false)].Value;
    }

    /// <summary>The first fallback face that has the character, or null where none has.</summary>
    public FontFace? Fallback(int codePoint, bool bold, bool italic)
    {
        foreach (var family in FallbackFamilies)
        {
            var face = Face(family, bold, italic);
            if (face.GlyphOf(codePoint) != 0) return face;
        }
        return null;
    }

    // Shaped words are shared by all documents that are set with this library.
    private readonly ConcurrentDictionary<(FontFace, string, bool, bool), Shaper> shapers = new();

    internal Shaper Shaper(FontFace face, string language, bool rightToLeft, bool smallCapitals) =>
        shapers.GetOrAdd((face, language, rightToLeft, smallCapitals), static key => new Shaper(key.Item1, key.Item2, key.Item3, key.Item4));

    public void Dispose()
    {
        foreach (var shaper in shapers.Values) shaper.Dispose();
        foreach (var face in faces.Values)
            if (face.IsValueCreated) face.Value.Dispose();
    }
}
