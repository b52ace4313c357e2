using System.Security.Cryptography;
using Pipeline.Documents;
using Pipeline.Typesetting.Fonts;
using Pipeline.Typesetting.Images;
using Pipeline.Typesetting.Pages;

namespace Pipeline.Typesetting.Pdf;

/// <summary>The fonts and pictures of a document: /F0, /F1, … and /I0, /I1, … in one resource dictionary that all pages share.</summary>
internal sealed class DocumentResources(PdfFile file) : IDisposable
{
    private readonly Dictionary<FontFace, FontUse> uses = [];
    private readonly List<FontUse> fonts = [];
    private readonly Dictionary<ShapedWord, ShownGlyph[]> groups = [];
    private readonly Dictionary<ImageData, PlacedPicture?> pictures = [];
    private readonly Dictionary<string, PlacedPicture?> picturesByHash = [];
    private readonly List<int> pictureObjects = [];
    private FontUse? lastUse;
    private int pressProfile;

    public FontUse Font(FontFace face)
    {
        if (lastUse?.Face == face) return lastUse;
        if (!uses.TryGetValue(face, out lastUse))
        {
            uses[face] = lastUse = new FontUse(face);
            fonts.Add(lastUse);
        }
        return lastUse;
    }

    /// <summary>Null where the picture cannot be shown.</summary>
    public PlacedPicture? Image(ImageData image) => pictures.GetValueOrDefault(image);

    /// <summary>The glyphs to show of a word with marks or clusters of several; null where they are the word's own.</summary>
    public ShownGlyph[]? Groups(ShapedWord word, FontUse use)
    {
        if (!GlyphGroups.HasAny(word.Glyphs)) return null;
        if (!groups.TryGetValue(word, out var shown)) groups[word] = shown = GlyphGroups.Of(word, use);
        return shown;
    }

    /// <summary>Notes what a page shows. Pictures are written at once, fonts when all pages are known.</summary>
    public void Collect(Page page)
    {
        foreach (var item in page.Items)
        {
            if (item is ImageItem image) Collect(image.Image);
            if (item is not TextItem text) continue;
            var use = Font(text.Font);
            foreach (ref readonly var placed in text.Words.Span)
            {
                var word = placed.Word;
                if (Groups(word, use) is not null) continue;
                foreach (ref readonly var glyph in word.Glyphs) use.SlotOf(glyph.Id, word.Text.AsSpan(glyph.TextStart, glyph.TextLength));
            }
        }
    }

    private void Collect(ImageData image)
    {
        if (pictures.ContainsKey(image)) return;
        // Two uploads may hold the same picture under two names.
        var hash = Convert.ToHexString(SHA256.HashData(image.Bytes.Span));
        if (!picturesByHash.TryGetValue(hash, out var placed)) picturesByHash[hash] = placed = Place(image);
        pictures[image] = placed;
    }

    // Layout asks ImageInfo.Read before it places a picture, and sets its limit there. A picture that is damaged
    // nevertheless is left out: the element keeps its alternative text.
    private PlacedPicture? Place(ImageData image)
    {
        if (ImageInfo.Open(image, long.MaxValue, out _) is not { } picture) return null;
        try
        {
            pictureObjects.Add(PictureWriter.Write(file, picture, picture.IsCmyk ? PressProfileObject() : 0));
        }
        catch (InvalidDataException)
        {
            return null;
        }
        return new PlacedPicture(picture.Info, pictureObjects.Count - 1);
    }

    private int PressProfileObject()
    {
        if (pressProfile == 0) file.Packed(pressProfile = file.Reserve(), "/N 4/Alternate/DeviceCMYK"u8, PressProfile.Packed);
        return pressProfile;
    }

    /// <summary>Makes the subsets of the fonts and gives out codes and names: between collecting and writing pages.</summary>
    public void Encode()
    {
        fonts.RemoveAll(f => f.IsUnused);
        var resource = 0;
        foreach (var font in fonts)
        {
            font.Encode();
            font.FirstResource = resource;
            resource += font.Variants;
        }
    }

    /// <summary>Writes the fonts and the dictionary as object <paramref name="id"/>.</summary>
    public void Write(int id)
    {
        var fontObjects = new int[fonts.Sum(f => f.Variants)];
        for (var i = 0; i < fontObjects.Length; i++) fontObjects[i] = file.Reserve();
        foreach (var font in fonts) font.Write(file, fontObjects.AsSpan(font.FirstResource, font.Variants));

        var buffer = file.Begin(id).Raw("<<"u8);
        WriteNames(buffer, "/Font"u8, 'F', fontObjects);
        WriteNames(buffer, "/XObject"u8, 'I', pictureObjects);
        buffer.Raw(">>"u8);
    }

    public void Dispose()
    {
        foreach (var use in uses.Values) use.Dispose();
    }

    private static void WriteNames(PdfBuffer buffer, ReadOnlySpan<byte> category, char letter, IReadOnlyList<int> objects)
    {
        if (objects.Count == 0) return;
        buffer.Raw(category).Raw("<<"u8);
        for (var i = 0; i < objects.Count; i++) buffer.Byte('/').Byte(letter).Int(i).Byte(' ').Reference(objects[i]);
        buffer.Raw(">>"u8);
    }
}

/// <summary>A picture that was written: what is known about it and the number in its resource name.</summary>
internal sealed record PlacedPicture(ImageInfo Info, int Resource);
