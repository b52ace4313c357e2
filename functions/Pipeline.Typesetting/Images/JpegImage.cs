using System.Buffers.Binary;

namespace Pipeline.Typesetting.Images;

/// <summary>A JPEG file (ITU-T T.81) as PDF takes it: its bytes as they are, and what its header says.</summary>
internal sealed class JpegImage : Picture
{
    private JpegImage(int width, int height) : base(width, height) { }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>1 gray, 3 colour, 4 CMYK.</summary>
    public required int Components { get; init; }

    public override bool IsCmyk => Components == 4;

    /// <summary>Adobe's programs store CMYK inverted, and say so only by their marker APP14.</summary>
    public required bool Inverted { get; init; }

    /// <exception cref="InvalidDataException">It is not a JPEG file, or of a kind that PDF does not know; the message is for staff.</exception>
    public static JpegImage Read(ReadOnlyMemory<byte> bytes)
    {
        var data = bytes.Span;
        if (data.Length < 4 || data[0] != 0xFF || data[1] != 0xD8) throw new InvalidDataException("The picture is not a JPEG file, whatever its name says.");
        (int Width, int Height, int Components)? frame = null;
        var (orientation, adobe) = (1, false);
        for (var at = 2; ;)
        {
            if (data[at] != 0xFF) throw new InvalidDataException("The picture is damaged. Save it again as PNG or JPEG.");
            // Any number of FF may fill up before a marker (B.1.1.2).
            while (data[at] == 0xFF) at++;
            int marker = data[at++];
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7)) continue;
            var length = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
            var segment = data.Slice(at + 2, length - 2);
            at += length;
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:
                    if (segment[0] != 8) throw new InvalidDataException($"The picture has {segment[0]} bits a colour; JPEG pictures can be shown only with 8. Save it again.");
                    frame = (BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), segment[5]);
                    break;
                case 0xC3 or (>= 0xC5 and <= 0xCF and not 0xC8 and not 0xCC):
                    throw new InvalidDataException("The picture is a rare kind of JPEG (lossless or arithmetic coding). Save it again as PNG or ordinary JPEG.");
                case 0xE1 when segment.StartsWith("Exif\0\0"u8):
                    orientation = ExifOrientation(segment[6..]);
                    break;
                case 0xEE when segment.StartsWith("Adobe"u8):
                    adobe = true;
                    break;
                case 0xD9:
                    throw new InvalidDataException("The picture holds no image. Save it again as PNG or JPEG.");
                case 0xDA:
                    if (frame is not { Width: > 0, Height: > 0, Components: 1 or 3 or 4 } known) throw new InvalidDataException("The picture is damaged or of an unknown kind. Save it again as PNG or JPEG.");
                    if (data[at..].LastIndexOf([(byte)0xFF, (byte)0xD9]) < 1) throw new InvalidDataException("The picture is damaged: its file is cut off. Save it again as PNG or JPEG.");
                    return new JpegImage(known.Width, known.Height)
                    {
                        Bytes = bytes,
                        Components = known.Components,
                        Inverted = adobe && known.Components == 4,
                        Orientation = new(orientation),
                    };
            }
        }
    }

    // Exif 2.3, 4.6.2: a TIFF header and one directory of 12-byte entries. Anything odd in it means: as stored.
    private static int ExifOrientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff[0] == 'I';
        var directory = UInt32(tiff[4..], little);
        if (directory > tiff.Length - 2) return 1;
        var entries = tiff[((int)directory + 2)..];
        var count = Math.Min(UInt16(tiff[(int)directory..], little), entries.Length / 12);
        for (var i = 0; i < count; i++)
        {
            if (UInt16(entries[(i * 12)..], little) != 274) continue;
            var value = UInt16(entries[(i * 12 + 8)..], little);
            return value is >= 1 and <= 8 ? value : 1;
        }
        return 1;
    }

    private static int UInt16(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);

    private static uint UInt32(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(data) : BinaryPrimitives.ReadUInt32BigEndian(data);
}
