namespace Pipeline.Typesetting.Fonts;

/// <summary>
/// The part of a font that a set of glyphs needs, as PDF embeds it: an sfnt file of TrueType outlines, or the bare CFF table.
/// </summary>
/// <param name="Program">The font program.</param>
/// <param name="Codes">
/// For each glyph of the set, in its order, the number that selects it in the program: its new index in TrueType and in a
/// name-keyed CFF font, its CID in a CID-keyed one (ISO 32000-1 9.7.4.2).
/// </param>
/// <param name="ComposedCodes">The same for the composed glyphs.</param>
internal sealed record FontSubset(byte[] Program, ushort[] Codes, ushort[] ComposedCodes);

/// <summary>
/// Makes subsets of one font through HarfBuzz. The face that it works on holds only the tables that PDF needs, so that HarfBuzz
/// spends nothing on layout tables, names or the character map. Thread-safe.
/// </summary>
internal sealed unsafe class FontSubsetter : IDisposable
{
    // The TrueType instructions (cvt, fpgm, prep) are left out: viewers at print sizes and screens today render without them.
    private static readonly string[] Tables = ["head", "hhea", "maxp", "hmtx", "loca", "glyf", "CFF "];
    private readonly nint face;
    private readonly bool cff;

    public FontSubsetter(nint harfBuzzFace, bool isCff)
    {
        cff = isCff;
        var builder = SubsetApi.FaceBuilderCreate();
        foreach (var table in Tables)
        {
            var blob = SubsetApi.FaceReferenceTable(harfBuzzFace, Tag(table));
            if (SubsetApi.BlobGetLength(blob) > 0) _ = SubsetApi.FaceBuilderAddTable(builder, Tag(table), blob);
            SubsetApi.BlobDestroy(blob);
        }
        SubsetApi.FaceMakeImmutable(builder);
        face = builder;
    }

    /// <param name="glyphs">Ascending, each once, the parts of <paramref name="composed"/> among them.</param>
    /// <param name="composed">Glyphs to add; none in a CFF font.</param>
    /// <exception cref="InvalidDataException">HarfBuzz cannot subset the font.</exception>
    public FontSubset Subset(ushort[] glyphs, IReadOnlyList<ComposedGlyph> composed)
    {
        var input = SubsetApi.InputCreate();
        nint plan = 0, subset = 0;
        try
        {
            SubsetApi.InputSetFlags(input, SubsetApi.NoHinting | SubsetApi.NotDefOutline | SubsetApi.NoLayoutClosure);
            var wanted = new uint[glyphs.Length];
            for (var i = 0; i < wanted.Length; i++) wanted[i] = glyphs[i];
            fixed (uint* values = wanted) SubsetApi.SetAddSorted(SubsetApi.InputGlyphSet(input), values, (uint)wanted.Length);

            plan = SubsetApi.PlanCreate(face, input);
            if (plan != 0) subset = SubsetApi.PlanExecute(plan);
            if (subset == 0) throw new InvalidDataException("HarfBuzz could not make a subset of a font.");

            var codes = new ushort[glyphs.Length];
            var map = SubsetApi.PlanOldToNew(plan);
            for (var i = 0; i < codes.Length; i++) codes[i] = (ushort)SubsetApi.MapGet(map, glyphs[i]);
            var program = Copy(cff ? SubsetApi.FaceReferenceTable(subset, Tag("CFF ")) : SubsetApi.FaceReferenceBlob(subset));
            if (cff && CffCharset.Read(program) is { } cids)
                for (var i = 0; i < codes.Length; i++) codes[i] = cids[codes[i]];
            if (composed.Count == 0) return new FontSubset(program, codes, []);

            program = GlyphComposer.Append(program, [.. composed.Select(g => new ComposedGlyph(
                [.. g.Parts.Select(p => p with { Glyph = codes[Array.BinarySearch(glyphs, p.Glyph)] })], g.Advance))], out var first);
            return new FontSubset(program, codes, [.. composed.Select((_, i) => (ushort)(first + i))]);
        }
        finally
        {
            if (subset != 0) SubsetApi.FaceDestroy(subset);
            if (plan != 0) SubsetApi.PlanDestroy(plan);
            SubsetApi.InputDestroy(input);
        }
    }

    public void Dispose() => SubsetApi.FaceDestroy(face);

    private static byte[] Copy(nint blob)
    {
        var data = SubsetApi.BlobGetData(blob, out var length);
        var copy = new ReadOnlySpan<byte>(data, (int)length).ToArray();
        SubsetApi.BlobDestroy(blob);
        return copy;
    }

    private static uint Tag(string name) => (uint)(name[0] << 24 | name[1] << 16 | name[2] << 8 | name[3]);
}
