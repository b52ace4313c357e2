namespace Pipeline.Typesetting.Pdf;

/// <summary>A name tree or number tree (ISO 32000-1 7.9.6, 7.9.7): a root, and leaves of a bounded size where there are many entries.</summary>
internal static class PdfTree
{
    private const int LeafSize = 64;

    /// <summary>Writes <paramref name="count"/> entries in the order of their keys and returns the number of the root.</summary>
    public static int Write(PdfFile file, ReadOnlySpan<byte> entries, int count, Action<PdfBuffer, int> key, Action<PdfBuffer, int> value)
    {
        var root = file.Reserve();
        if (count <= LeafSize)
        {
            WriteEntries(file.Begin(root).Raw("<<"u8), entries, 0, count, key, value);
            return root;
        }
        var leaves = new int[(count + LeafSize - 1) / LeafSize];
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = file.Reserve();
            int first = i * LeafSize, end = Math.Min(first + LeafSize, count);
            var leaf = file.Begin(leaves[i]).Raw("<</Limits["u8);
            key(leaf, first);
            key(leaf.Byte(' '), end - 1);
            WriteEntries(leaf.Byte(']'), entries, first, end, key, value);
        }
        var buffer = file.Begin(root).Raw("<</Kids["u8);
        foreach (var leaf in leaves) buffer.Reference(leaf).Byte(' ');
        buffer.Raw("]>>"u8);
        return root;
    }

    private static void WriteEntries(
        PdfBuffer buffer, ReadOnlySpan<byte> entries, int first, int end, Action<PdfBuffer, int> key, Action<PdfBuffer, int> value)
    {
        buffer.Raw(entries).Byte('[');
        for (var i = first; i < end; i++)
        {
            if (i > first) buffer.Byte(' ');
            key(buffer, i);
            value(buffer, i);
        }
        buffer.Raw("]>>"u8);
    }
}
