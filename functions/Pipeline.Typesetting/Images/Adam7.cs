namespace Pipeline.Typesetting.Images;

/// <summary>Puts the seven passes of an interlaced PNG together (ISO/IEC 15948, 8.2).</summary>
internal static class Adam7
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The rows of the whole picture, with filter 0.</summary>
    public static IEnumerable<byte[]> Rows(PngImage png)
    {
        var length = png.RowLength;
        var whole = new byte[checked((long)length * png.Height)];
        using var data = png.Unpack();
        foreach (var (x, y, stepX, stepY) in Passes)
        {
            int columns = (png.Width - x + stepX - 1) / stepX, rows = (png.Height - y + stepY - 1) / stepY;
            if (columns <= 0 || rows <= 0) continue;
            var above = new byte[png.RowBytes(columns)];
            var target = y;
            foreach (var packed in PngImage.PackedRows(data, above.Length, rows))
            {
                var row = packed.AsSpan(1);
                PngFilter.Undo(packed[0], row, above, Math.Max(1, png.Channels * png.Depth / 8));
                row.CopyTo(above);
                Spread(row, whole.AsSpan(target * length, length), columns, x, stepX, png.Channels * png.Depth);
                target += stepY;
            }
        }

        var result = new byte[length + 1];
        for (var y = 0; y < png.Height; y++)
        {
            whole.AsSpan(y * length, length).CopyTo(result.AsSpan(1));
            yield return result;
        }
    }

    private static void Spread(ReadOnlySpan<byte> row, Span<byte> target, int columns, int x, int step, int bits)
    {
        for (var i = 0; i < columns; i++, x += step)
        {
            if (bits >= 8)
            {
                row.Slice(i * bits / 8, bits / 8).CopyTo(target[(x * bits / 8)..]);
                continue;
            }
            var value = row[i * bits / 8] >> (8 - bits - i * bits % 8) & ((1 << bits) - 1);
            target[x * bits / 8] |= (byte)(value << (8 - bits - x * bits % 8));
        }
    }
}
