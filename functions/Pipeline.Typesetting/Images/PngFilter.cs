namespace Pipeline.Typesetting.Images;

/// <summary>The row filters of PNG (ISO/IEC 15948, 9.2).</summary>
internal static class PngFilter
{
    /// <summary>Undoes a row's filter in place. <paramref name="above"/> is the row above without its filter byte, <paramref name="step"/> the bytes of a pixel, at least 1.</summary>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above[i];
            row[i] += (byte)(filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, i >= step ? above[i - step] : 0),
                _ => 0,
            });
        }
    }

    // 9.4: of the three neighbours the one nearest to left + up - corner.
    private static int Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner), toUp = Math.Abs(left - corner), toCorner = Math.Abs(left + up - 2 * corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
