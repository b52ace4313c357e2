namespace Pipeline.Typesetting.Pdf;

/// <summary>A ToUnicode CMap (ISO 32000-1 9.10.3): the characters that each two-byte code stands for.</summary>
internal static class UnicodeMap
{
    // Adobe Technical Note 5411: no more entries in one block.
    private const int BlockSize = 100;

    /// <param name="entries">Ascending by code.</param>
    public static PdfBuffer Write(IReadOnlyList<(int Code, string Text)> entries)
    {
        var cmap = new PdfBuffer(1024 + entries.Count * 14).Raw("""
            /CIDInit/ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
            /CMapName/Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000><FFFF>
            endcodespacerange

            """u8);
        var single = new List<(int First, int Last, string Text)>();
        var ranges = new List<(int First, int Last, string Text)>();
        for (int i = 0, end; i < entries.Count; i = end)
        {
            for (end = i + 1; end < entries.Count && Continues(entries[end - 1], entries[end]); end++) { }
            (end - i > 1 ? ranges : single).Add((entries[i].Code, entries[end - 1].Code, entries[i].Text));
        }
        WriteBlocks(cmap, single, "bfchar\n"u8, range: false);
        WriteBlocks(cmap, ranges, "bfrange\n"u8, range: true);
        return cmap.Raw("endcmap CMapName currentdict/CMap defineresource pop end end"u8);
    }

    // In a range only the last byte counts up, in codes and characters alike.
    private static bool Continues((int Code, string Text) left, (int Code, string Text) right) =>
        right.Code == left.Code + 1 && right.Code >> 8 == left.Code >> 8
        && left.Text.Length == 1 && right.Text.Length == 1 && right.Text[0] == left.Text[0] + 1 && right.Text[0] >> 8 == left.Text[0] >> 8;

    private static void WriteBlocks(PdfBuffer cmap, List<(int First, int Last, string Text)> entries, ReadOnlySpan<byte> keyword, bool range)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (i % BlockSize == 0) cmap.Int(Math.Min(BlockSize, entries.Count - i)).Raw(" begin"u8).Raw(keyword);
            WriteCode(cmap, entries[i].First);
            if (range) WriteCode(cmap, entries[i].Last);
            cmap.Byte('<');
            foreach (var c in entries[i].Text) cmap.Hex(c >> 8).Hex(c);
            cmap.Raw(">\n"u8);
            if (i % BlockSize == BlockSize - 1 || i == entries.Count - 1) cmap.Raw("end"u8).Raw(keyword);
        }
    }

    private static void WriteCode(PdfBuffer cmap, int code) => cmap.Byte('<').Hex(code >> 8).Hex(code).Byte('>');
}
