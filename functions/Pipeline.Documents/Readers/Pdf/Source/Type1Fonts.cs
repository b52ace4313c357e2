using System.Buffers.Binary;

namespace Pipeline.Documents.Readers.Pdf.Source;

/// <summary>
/// Fonts in Adobe Type 1 Font Format (version 1.1). Their text states an encoding, which tells what codes mean; what is encrypted behind it
/// draws the glyphs, which reading needs not, and may call itself without end.
/// </summary>
internal static class Type1Fonts
{
    // A printer's font file (Adobe Technical Note 5040): parts, each after 0x80, its kind and its length in four bytes.
    private const byte PartMark = 0x80;
    private const int PartHead = 6;

    /// <summary>The font's text, as far as to the operator that begins what is encrypted.</summary>
    public static ReadOnlyMemory<byte> WithoutGlyphs(ReadOnlyMemory<byte> font)
    {
        var text = font;
        if (text.Length >= PartHead && text.Span[0] == PartMark)
            text = text.Slice(PartHead, (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(text.Span[2..]), (uint)(text.Length - PartHead)));
        var encrypted = text.Span.IndexOf("eexec"u8);
        if (encrypted >= 0)
            text = text[..encrypted];
        return text.Length > 0 && text.Span[0] == PartMark ? default : text;
    }
}
