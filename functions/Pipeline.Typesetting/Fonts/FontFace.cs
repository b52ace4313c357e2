using System.IO.MemoryMappedFiles;
using HarfBuzzSharp;

namespace Pipeline.Typesetting.Fonts;

/// <summary>
/// One font file, mapped into memory and read only. All measures are in font units (<see cref="UnitsPerEm"/> to the em), y upwards.
/// Thread-safe.
/// </summary>
public sealed unsafe class FontFace : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly Blob blob;
    private readonly Face face;
    // The character map in blocks of 256 code points, each read when first asked for.
    private readonly ushort[]?[] characterMap = new ushort[0x1100][];
    private readonly Lazy<FontSubsetter> subsetter;
    private int? hyphenAdvance;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a TrueType or OpenType font.</exception>
    public FontFace(string path, string family, bool bold, bool italic)
    {
        Family = family;
        Bold = bold;
        Italic = italic;
        var length = new FileInfo(path).Length;
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* data = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
        Data = (nint)data;
        DataLength = (int)length;
        blob = new Blob(Data, DataLength, MemoryMode.ReadOnly);
        face = new Face(blob, 0);
        if (face.GlyphCount == 0) throw new InvalidDataException($"{Path.GetFileName(path)} is not a font.");
        UnitsPerEm = face.UnitsPerEm;
        GlyphCount = face.GlyphCount;
        HarfBuzzFont = new Font(face);
        HarfBuzzFont.SetScale(UnitsPerEm, UnitsPerEm);
        HarfBuzzFont.SetFunctionsOpenType();

        var tables = new SfntTables(new ReadOnlySpan<byte>(data, DataLength));
        IsCff = tables.IsCff;
        PostScriptName = tables.PostScriptName;
        (Ascender, Descender) = (tables.Ascender, tables.Descender);
        (CapHeight, XHeight) = (tables.CapHeight, tables.XHeight);
        (UnderlinePosition, UnderlineThickness) = (tables.UnderlinePosition, tables.UnderlineThickness);
        ItalicAngle = tables.ItalicAngle;
        (XMin, YMin, XMax, YMax) = tables.BoundingBox;
        Weight = tables.Weight;
        FixedPitch = tables.FixedPitch;
        Serif = tables.Serif;
        subsetter = new Lazy<FontSubsetter>(() => new FontSubsetter(face.Handle, IsCff));
    }

    public string Family { get; }
    public bool Bold { get; }
    public bool Italic { get; }

    /// <summary>True for PostScript outlines (CFF), false for TrueType ones.</summary>
    public bool IsCff { get; }

    /// <summary>Name id 6 of the name table.</summary>
    public string PostScriptName { get; }
    public int UnitsPerEm { get; }
    public int GlyphCount { get; }
    public int Ascender { get; }

    /// <summary>Below the baseline, hence negative.</summary>
    public int Descender { get; }
    public int CapHeight { get; }
    public int XHeight { get; }
    public int UnderlinePosition { get; }
    public int UnderlineThickness { get; }

    /// <summary>Degrees counter-clockwise from the vertical: negative for a font that leans right.</summary>
    public double ItalicAngle { get; }
    public int XMin { get; }
    public int YMin { get; }
    public int XMax { get; }
    public int YMax { get; }

    /// <summary>OS/2 usWeightClass: 400 regular, 700 bold.</summary>
    public int Weight { get; }
    public bool FixedPitch { get; }

    /// <summary>Whether OS/2 sFamilyClass or the PANOSE numbers say that strokes end in serifs.</summary>
    public bool Serif { get; }

    /// <summary>The whole file, for as long as the face lives.</summary>
    public ReadOnlySpan<byte> Bytes => new((void*)Data, DataLength);

    internal nint Data { get; }
    internal int DataLength { get; }

    internal FontSubsetter Subsetter => subsetter.Value;

    /// <summary>Scaled to font units; never changed after construction, so threads may shape with it.</summary>
    internal Font HarfBuzzFont { get; }

    /// <summary>The glyph that the character map gives, 0 where it has none.</summary>
    public ushort GlyphOf(int codePoint)
    {
        var block = characterMap[codePoint >> 8] ??= ReadBlock(codePoint & ~0xFF);
        return block[codePoint & 0xFF];
    }

    /// <summary>The character that ends a line within a word: the hyphen proper where the font has it.</summary>
    public char Hyphen => GlyphOf('\u2010') != 0 ? '\u2010' : '-';

    /// <summary>Its advance, asked for once.</summary>
    public int HyphenAdvance => hyphenAdvance ??= AdvanceOf(GlyphOf(Hyphen));

    public int AdvanceOf(ushort glyph) => HarfBuzzFont.GetHorizontalGlyphAdvance(glyph);

    private ushort[] ReadBlock(int first)
    {
        var block = new ushort[0x100];
        for (var i = 0; i < block.Length; i++)
            if (HarfBuzzFont.TryGetNominalGlyph((uint)(first + i), out var glyph)) block[i] = (ushort)glyph;
        return block;
    }

    public void Dispose()
    {
        if (subsetter.IsValueCreated) subsetter.Value.Dispose();
        HarfBuzzFont.Dispose();
        face.Dispose();
        blob.Dispose();
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
