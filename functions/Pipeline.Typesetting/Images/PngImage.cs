using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Pipeline.Typesetting.Images;

/// <summary>A PNG file (ISO/IEC 15948): its header, palette, transparency and packed rows.</summary>
internal sealed class PngImage : Picture
{
    private const string Damaged = "The picture is damaged: its file is cut off or was changed on the way. Save it again as PNG or JPEG.";

    private PngImage(int width, int height) : base(width, height) { }

    /// <summary>0 gray, 2 colour, 3 palette, 4 gray with alpha, 6 colour with alpha.</summary>
    public required int ColorType { get; init; }

    /// <summary>1, 2, 4, 8 or 16 bits a sample.</summary>
    public required int Depth { get; init; }
    public required bool Interlaced { get; init; }

    /// <summary>Red, green, blue of each entry.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>Chunk tRNS: alpha of palette entries, or the one gray or colour that is transparent.</summary>
    public ReadOnlyMemory<byte> Transparency { get; private set; }

    /// <summary>The zlib stream of all IDAT chunks.</summary>
    public ReadOnlyMemory<byte> Packed { get; private set; }

    public int Channels => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
    public bool HasAlpha => ColorType is 4 or 6;

    /// <summary>Bytes of a row without its filter byte.</summary>
    public int RowLength => RowBytes(Width);

    /// <exception cref="InvalidDataException">It is not a PNG file or a damaged one; the message is for staff.</exception>
    public static PngImage Read(ReadOnlyMemory<byte> bytes)
    {
        var data = bytes.Span;
        if (!data.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            throw new InvalidDataException("The picture is not a PNG file, whatever its name says.");
        PngImage? image = null;
        var packed = new List<ReadOnlyMemory<byte>>();
        for (var at = 8; at + 12 <= data.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data[at..]);
            if (length > data.Length - at - 12) throw new InvalidDataException(Damaged);
            var type = data.Slice(at + 4, 4);
            var chunk = bytes.Slice(at + 8, (int)length);
            // A lower-case first letter marks a chunk that may be left out (5.4).
            var needed = (type[0] & 0x20) == 0 || type.SequenceEqual("tRNS"u8);
            if (needed && Crc32.Of(data.Slice(at + 4, (int)length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(data[(at + 8 + (int)length)..]))
                throw new InvalidDataException(Damaged);
            at += (int)length + 12;

            if (type.SequenceEqual("IHDR"u8)) image = ReadHeader(chunk.Span);
            else if (image is null) throw new InvalidDataException(Damaged);
            else if (type.SequenceEqual("PLTE"u8)) image.Palette = chunk;
            else if (type.SequenceEqual("tRNS"u8)) image.Transparency = chunk;
            else if (type.SequenceEqual("IDAT"u8)) packed.Add(chunk);
            else if (type.SequenceEqual("IEND"u8)) return image.Finish(packed);
        }
        throw new InvalidDataException(Damaged);
    }

    private static PngImage ReadHeader(ReadOnlySpan<byte> header)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        int depth = header[8], color = header[9];
        // Table 11.1.
        var known = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (width <= 0 || height <= 0 || !known || header[10] != 0 || header[11] != 0 || header[12] > 1) throw new InvalidDataException(Damaged);
        return new PngImage(width, height) { ColorType = color, Depth = depth, Interlaced = header[12] == 1 };
    }

    private PngImage Finish(List<ReadOnlyMemory<byte>> packed)
    {
        if (packed.Count == 0 || (ColorType == 3 && (Palette.Length is 0 or > 768 || Palette.Length % 3 != 0))) throw new InvalidDataException(Damaged);
        // What belongs to no such picture is passed over (11.3.2.1).
        var needed = ColorType switch { 0 => 2, 2 => 6, 3 => 1, _ => int.MaxValue };
        if (Transparency.Length < needed) Transparency = default;
        if (ColorType != 3) Palette = default;
        Packed = packed.Count == 1 ? packed[0] : Concatenate(packed);
        return this;
    }

    private static byte[] Concatenate(List<ReadOnlyMemory<byte>> parts)
    {
        var whole = new byte[parts.Sum(p => p.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Span.CopyTo(whole.AsSpan(at));
            at += part.Length;
        }
        return whole;
    }

    /// <summary>Unpacks all rows into a scratch buffer: whether they are all there, and filtered as PNG knows it.</summary>
    public bool IsIntact()
    {
        try
        {
            foreach (var _ in Rows()) { }
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>
    /// The rows from top to bottom, each with its filter byte (9.2) before its samples. Rows of an interlaced picture are put
    /// together first and come with filter 0. The array is the same one each time.
    /// </summary>
    /// <exception cref="InvalidDataException">The data end too soon, or are no zlib stream.</exception>
    public IEnumerable<byte[]> Rows() => Interlaced ? Adam7.Rows(this) : PackedRows(Unpack(), RowLength, Height);

    internal int RowBytes(int pixels) => (int)(((long)pixels * Channels * Depth + 7) / 8);

    internal ZLibStream Unpack()
    {
        var stream = MemoryMarshal.TryGetArray(Packed, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(Packed.ToArray());
        return new ZLibStream(stream, CompressionMode.Decompress);
    }

    internal static IEnumerable<byte[]> PackedRows(ZLibStream data, int length, int count)
    {
        var row = new byte[length + 1];
        for (var i = 0; i < count; i++)
        {
            if (data.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length) throw new InvalidDataException(Damaged);
            if (row[0] > 4) throw new InvalidDataException(Damaged);
            yield return row;
        }
    }
}
