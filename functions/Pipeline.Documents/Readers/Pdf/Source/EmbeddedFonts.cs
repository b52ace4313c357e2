using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.PdfFonts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// Keeps PdfPig from looking for fonts on the machine, which it does for TrueType fonts that are not embedded: they are read as Type 1
/// fonts, whose widths and codes the file states by itself. The same file so gives the same text everywhere. Fonts that would take
/// all memory or never come to an end are left out.
/// </summary>
internal sealed class EmbeddedFonts(IResourceStore inner, IPdfTokenScanner scanner, ILookupFilterProvider filters) : IResourceStore
{
    private const int MostWidths = 500_000;
    private const int MostCodes = 2_000_000;

    private readonly Dictionary<DictionaryToken, DictionaryToken> replaced = new(ReferenceEqualityComparer.Instance);

    private static readonly string[] Programs = ["FontFile", "FontFile2", "FontFile3"];
    private static readonly string[] Maps = ["ToUnicode", "Encoding"];

    // By the reference in a font or its descriptor, and what it is there: many pages show the same fonts.
    private readonly Dictionary<(IndirectReference, string), bool> ends = [];

    public void LoadResourceDictionary(DictionaryToken resourceDictionary)
    {
        if (!replaced.TryGetValue(resourceDictionary, out var safe))
            replaced[resourceDictionary] = safe = WithoutMissing(resourceDictionary);
        inner.LoadResourceDictionary(safe);
    }

    public void UnloadResourceDictionary() => inner.UnloadResourceDictionary();

    public IFont? GetFont(NameToken name) => inner.GetFont(name);

    public bool TryGetXObject(NameToken name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out StreamToken? stream) => inner.TryGetXObject(name, out stream);

    public bool TryGetXObjectReference(NameToken name, out IndirectReference reference) => inner.TryGetXObjectReference(name, out reference);

    public DictionaryToken? GetExtendedGraphicsStateDictionary(NameToken name)
    {
        var state = inner.GetExtendedGraphicsStateDictionary(name);
        return state?.TryGet(NameToken.Font, scanner, out ArrayToken? _) == true ? state.Without(NameToken.Font) : state;
    }

    public IFont GetFontDirectly(IndirectReferenceToken fontReferenceToken) => inner.GetFontDirectly(fontReferenceToken);

    public bool TryGetNamedColorSpace(NameToken? name, out ResourceColorSpace namedColorSpace) => inner.TryGetNamedColorSpace(name!, out namedColorSpace);

    public ColorSpaceDetails GetColorSpaceDetails(NameToken? name, DictionaryToken? dictionary) => inner.GetColorSpaceDetails(name, dictionary);

    public ColorSpaceDetails GetDeviceColorSpaceDetails(ColorSpace deviceColorSpace) => inner.GetDeviceColorSpaceDetails(deviceColorSpace);

    public DictionaryToken? GetMarkedContentPropertiesDictionary(NameToken name) => inner.GetMarkedContentPropertiesDictionary(name);

    public IReadOnlyDictionary<NameToken, PatternColor> GetPatterns() => inner.GetPatterns();

    public Shading GetShading(NameToken name) => inner.GetShading(name);

    private DictionaryToken WithoutMissing(DictionaryToken resources)
    {
        // Patterns and shades show no text, and cost much.
        resources = resources.Without(NameToken.Pattern).Without(NameToken.Shading);
        if (Found<DictionaryToken>(resources, "Font") is not { } fonts)
            return resources.Without(NameToken.Font);
        var safe = new Dictionary<string, IToken>();
        foreach (var (name, token) in fonts.Data)
        {
            try
            {
                if (Found<DictionaryToken>(token) is { } font && !IsExcessive(font))
                    safe[name] = IsMissing(font) ? font.With(NameToken.Subtype, NameToken.Type1) : token;
            }
#pragma warning disable CA1031 // PdfPig throws whatever a damaged file makes happen, and may find at the second try what it did not at the first.
            catch (Exception e) when (e is not (RejectedException or OperationCanceledException))
#pragma warning restore CA1031
            {
            }
        }
        return resources.With(NameToken.Font, DictionaryToken.With(safe));
    }

    /// <summary>
    /// Codes go to 65535 (9.7.2); a font that states widths or characters for many more would fill the memory. The font's own program (9.9,
    /// table 126) may hold glyphs that never end.
    /// </summary>
    private bool IsExcessive(DictionaryToken font)
    {
        if ((long)(font.Number("LastChar", scanner) ?? 0) - (font.Number("FirstChar", scanner) ?? 0) > MostWidths || !Ends(font) || Maps.Any(key => IsExcessive(font, key)))
            return true;
        if (!font.TryGet(NameToken.Create("DescendantFonts"), out var descendants))
            return false;
        return Found<DictionaryToken>(descendants is ArrayToken { Data: [var first, ..] } ? first : descendants) is not { } descendant || Widths(descendant, "W", 3) + Widths(descendant, "W2", 5) > MostWidths || !Ends(descendant);
    }

    private bool IsExcessive(DictionaryToken font, string key)
    {
        if (!font.TryGet(NameToken.Create(key), out var token) || Found<StreamToken>(token) is not { } map)
            return false;
        if (token is not IndirectReferenceToken { Data: var reference })
            return IsLong();
        if (!ends.TryGetValue((reference, key), out var end))
            ends[(reference, key)] = end = !IsLong();
        return !end;

        bool IsLong() => CharacterMaps.Codes(map.Decode(filters, scanner).Span, MostCodes) >= MostCodes;
    }

    private bool Ends(DictionaryToken font)
    {
        if (Found<DictionaryToken>(font, "FontDescriptor") is not { } descriptor)
            return true;
        foreach (var key in Programs)
        {
            if (!descriptor.TryGet(NameToken.Create(key), out var token) || token is not IndirectReferenceToken { Data: var reference })
                continue;
            if (!ends.TryGetValue((reference, key), out var end))
                ends[(reference, key)] = end = Found<StreamToken>(token) is not { } program || MakeSafe(reference, key, program);
            if (!end)
                return false;
        }
        return true;
    }

    /// <summary>Puts a program in the place of one whose glyphs may never end; false where it has to be left out as a whole.</summary>
    private bool MakeSafe(IndirectReference reference, string key, StreamToken program)
    {
        var font = program.Decode(filters, scanner);
        var compact = key == "FontFile3" || font.Span.StartsWith("OTTO"u8) || program.StreamDictionary.TryGet(NameToken.Subtype, scanner, out NameToken? kind) && kind.Data == "Type1C";
        if (compact && !CompactFonts.End(font))
            return false;
        var safe = key == "FontFile" && !compact ? Type1Fonts.WithoutGlyphs(font) : TrueTypeFonts.WithoutEndlessGlyphs(font);
        if (!safe.Equals(font))
            scanner.ReplaceToken(reference, new StreamToken(program.StreamDictionary.Without(NameToken.Filter).Without(NameToken.DecodeParms), safe.ToArray()));
        return true;
    }

    /// <summary>How many codes an array of widths is about (9.7.4.3): <c>c [w …]</c>, or <c>first last w …</c>.</summary>
    private double Widths(DictionaryToken font, string key, int rangeLength)
    {
        if (!font.TryGet(NameToken.Create(key), scanner, out ArrayToken? widths))
            return 0;
        var codes = 0.0;
        for (var i = 0; i + 1 < widths.Data.Count;)
        {
            if (DirectObjectFinder.TryGet<ArrayToken>(widths.Data[i + 1], scanner, out var listed))
            {
                codes += listed.Data.Count;
                i += 2;
                continue;
            }
            if (DirectObjectFinder.TryGet<NumericToken>(widths.Data[i], scanner, out var first) && DirectObjectFinder.TryGet<NumericToken>(widths.Data[i + 1], scanner, out var last))
                codes += Math.Abs(last.Double) > MostWidths ? double.PositiveInfinity : Math.Max(0, last.Double - first.Double);
            i += rangeLength;
        }
        return codes;
    }

    private T? Found<T>(DictionaryToken dictionary, string key) where T : class, IToken =>
        dictionary.TryGet(NameToken.Create(key), out var token) ? Found<T>(token) : null;

    /// <summary>What PdfPig takes a token for, which is also the only thing in an array that a reference leads to; null where it is something else.</summary>
    private T? Found<T>(IToken token) where T : class, IToken
    {
        try
        {
            return DirectObjectFinder.Get<T>(token, scanner);
        }
        catch (PdfDocumentFormatException)
        {
            return null;
        }
    }

    private bool IsMissing(DictionaryToken font) =>
        font.TryGet(NameToken.Subtype, scanner, out NameToken? type) && type.Data == "TrueType"
        && !(font.TryGet(NameToken.FontDescriptor, scanner, out DictionaryToken? descriptor)
            && (Embeds(descriptor, "FontFile2") || Embeds(descriptor, "FontFile3") || Embeds(descriptor, "FontFile")));

    private bool Embeds(DictionaryToken descriptor, string key) => descriptor.TryGet(NameToken.Create(key), scanner, out StreamToken? _);
}
