using System.Buffers.Binary;

namespace Pipeline.Documents.Readers;

/// <summary>Reads a picture's format and size from its first bytes, without decoding it.</summary>
internal static class ImageHeader
{
    /// <summary>Null where the bytes are neither PNG (its IHDR chunk, ISO 15948 11.2.2) nor JPEG (a frame header, ITU-T T.81 B.2.2).</summary>
    public static ImageData? Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length >= 33 && span.StartsWith(PngSignature) && span.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            var width = BinaryPrimitives.ReadInt32BigEndian(span[16..]);
            var height = BinaryPrimitives.ReadInt32BigEndian(span[20..]);
            return width > 0 && height > 0 ? new ImageData(bytes, ImageFormat.Png, width, height) : null;
        }
        return span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg(bytes) : null;
    }

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ImageData? Jpeg(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        for (var at = 2; at + 9 < span.Length;)
        {
            if (span[at] != 0xFF)
                return null;
            var marker = span[at + 1];
            if (marker == 0xFF) // fill byte
            {
                at++;
                continue;
            }
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) // markers without a segment
            {
                at += 2;
                continue;
            }
            // SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var height = BinaryPrimitives.ReadUInt16BigEndian(span[(at + 5)..]);
                var width = BinaryPrimitives.ReadUInt16BigEndian(span[(at + 7)..]);
                return width > 0 && height > 0 ? new ImageData(bytes, ImageFormat.Jpeg, width, height) : null;
            }
            if (marker is 0xD9 or 0xDA)
                return null;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(span[(at + 2)..]);
        }
        return null;
    }
}
