using System.Buffers.Binary;
using System.IO.Compression;
using Pipeline.Documents;

namespace Pipeline.Typesetting.Tests.Images;

/// <summary>Makes PNG files of every kind: a small encoder of our own, independent of the code under test.</summary>
internal static class TestPng
{
    /// <summary>The kinds that table 11.1 of ISO/IEC 15948 allows.</summary>
    public static IEnumerable<(int Color, int Depth)> Kinds =>
        [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16)];

    public static int Channels(int color) => color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    /// <summary>A sample of the test pattern, within the range of its depth.</summary>
    public static int Sample(int x, int y, int channel, int depth) => (x * 37 + y * 101 + channel * 59 + x * y * 7) * 257 >> 3 & ((1 << depth) - 1);

    public static byte[] Palette(int depth) => [.. Enumerable.Range(0, (1 << depth) * 3).Select(i => (byte)(i * 83 + i / 3 * 11))];

    public static ImageData Make(int width, int height, int color, int depth, bool interlaced = false, byte[]? transparency = null, int idatSize = int.MaxValue)
    {
        var rows = new MemoryStream();
        foreach (var (x, y, stepX, stepY) in interlaced ? Passes : [(0, 0, 1, 1)])
        {
            int columns = (width - x + stepX - 1) / stepX, lines = (height - y + stepY - 1) / stepY;
            if (columns <= 0 || lines <= 0) continue;
            var above = new byte[(columns * Channels(color) * depth + 7) / 8];
            for (var line = 0; line < lines; line++) above = WriteRow(rows, above, columns, line % 5, x, y + line * stepY, stepX, color, depth);
        }
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(rows.ToArray());

        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)color, (byte)(interlaced ? 1 : 0));
        Chunk(file, "IHDR", header);
        Chunk(file, "gAMA", [0, 0, 0xB1, 0x8F]);
        if (color == 3) Chunk(file, "PLTE", Palette(depth));
        if (transparency is not null) Chunk(file, "tRNS", transparency);
        foreach (var part in packed.ToArray().Chunk(Math.Min(idatSize, (int)packed.Length))) Chunk(file, "IDAT", part);
        Chunk(file, "IEND", []);
        return new ImageData(file.ToArray(), ImageFormat.Png, width, height);
    }

    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    // Returns the row unfiltered. Filters 0 to 4 take turns.
    private static byte[] WriteRow(MemoryStream target, byte[] above, int columns, int filter, int x, int y, int stepX, int color, int depth)
    {
        var channels = Channels(color);
        var row = new byte[above.Length];
        for (var i = 0; i < columns; i++)
        {
            for (var c = 0; c < channels; c++)
            {
                var value = Sample(x + i * stepX, y, c, depth);
                var bit = (i * channels + c) * depth;
                if (depth == 16) (row[bit / 8], row[bit / 8 + 1]) = ((byte)(value >> 8), (byte)value);
                else row[bit / 8] |= (byte)(value << (8 - depth - bit % 8));
            }
        }
        var step = Math.Max(1, channels * depth / 8);
        target.WriteByte((byte)filter);
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
            var p = left + up - corner;
            var paeth = Math.Abs(p - left) <= Math.Abs(p - up) && Math.Abs(p - left) <= Math.Abs(p - corner) ? left : Math.Abs(p - up) <= Math.Abs(p - corner) ? up : corner;
            target.WriteByte((byte)(row[i] - filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => paeth, _ => 0 }));
        }
        return row;
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        var body = new byte[data.Length + 4];
        System.Text.Encoding.ASCII.GetBytes(type, body);
        data.CopyTo(body, 4);
        var crc = uint.MaxValue;
        foreach (var value in body)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
