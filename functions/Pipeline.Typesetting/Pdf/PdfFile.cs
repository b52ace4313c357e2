using System.Security.Cryptography;

namespace Pipeline.Typesetting.Pdf;

/// <summary>
/// The objects of a file in the order they are written: streams as they come, all others gathered into object streams
/// (ISO 32000-1 7.5.7), and at the end a cross-reference stream (7.5.8).
/// </summary>
internal sealed class PdfFile : IDisposable
{
    // A reader must inflate a whole object stream for one object in it, so they are kept short.
    private const int ObjectStreamBytes = 64 * 1024;

    private readonly PdfBuffer file = new(256 * 1024);
    private readonly PdfBuffer objects = new(ObjectStreamBytes * 2);
    private readonly List<(int Id, int Offset)> gathered = [];
    // By object number: where the object is. Stream is 0 for an object at an offset of the file, else its object stream.
    private readonly List<(int Stream, int Place)> places = [default];

    public PdfFile() =>
        // Four bytes above 127 tell transfer programs that the file is binary (7.5.2).
        file.Raw("%PDF-1.7\n%"u8).Byte(0xE2).Byte(0xE3).Byte(0xCF).Byte(0xD3).Byte('\n');

    public int Reserve()
    {
        places.Add(default);
        return places.Count - 1;
    }

    /// <summary>Begins an object that is not a stream; it ends where the next begins.</summary>
    public PdfBuffer Begin(int id)
    {
        if (objects.Length > ObjectStreamBytes) WriteObjectStream();
        if (gathered.Count > 0) objects.Byte('\n');
        gathered.Add((id, objects.Length));
        return objects;
    }

    /// <summary>Writes a stream, compressed. <paramref name="entries"/> are those of its dictionary beside Length and Filter.</summary>
    public void Stream(int id, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data)
    {
        using var compressed = new PdfBuffer(data.Length / 2 + 256);
        Flate.Compress(data, compressed);
        Packed(id, entries, compressed.Written);
    }

    /// <summary>Writes a stream whose <paramref name="data"/> is compressed already (<see cref="Flate"/>).</summary>
    public void Packed(int id, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> data) => Encoded(id, entries, "/Filter/FlateDecode"u8, data);

    /// <summary>Writes a stream as it is.</summary>
    public void Encoded(int id, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> filter, ReadOnlySpan<byte> data)
    {
        places[id] = (0, file.Length);
        file.Int(id).Raw(" 0 obj\n<<"u8).Raw(entries).Raw(filter).Raw("/Length "u8).Int(data.Length).Raw(">>\nstream\n"u8);
        file.Raw(data).Raw("\nendstream\nendobj\n"u8);
    }

    /// <summary>Ends the file. Its identifier is <paramref name="identity"/>'s hash and the hash of all that was written (14.4).</summary>
    public byte[] Finish(int catalog, int information, string? identity)
    {
        WriteObjectStream();
        var id = Reserve();
        places[id] = (0, file.Length);
        var content = SHA256.HashData(file.Written);
        var permanent = identity is null ? content : SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(identity));

        var start = file.Length;
        var width = start < 1 << 16 ? 2 : start < 1 << 24 ? 3 : 4;
        using var entries = new PdfBuffer(256).Raw("/Type/XRef/Size "u8).Int(places.Count).Raw("/W[1 "u8).Int(width).Raw(" 2]/Root "u8)
            .Reference(catalog).Raw("/Info "u8).Reference(information).Raw("/ID["u8);
        foreach (var hash in (ReadOnlySpan<byte[]>)[permanent, content])
        {
            entries.Byte('<');
            foreach (var value in hash.AsSpan(0, 16)) entries.Hex(value);
            entries.Byte('>');
        }
        entries.Raw("]/DecodeParms<</Predictor 12/Columns "u8).Int(width + 3).Raw(">>"u8);
        using var table = CrossReferences(width);
        Stream(id, entries.Written, table.Written);
        file.Raw("startxref\n"u8).Int(start).Raw("\n%%EOF\n"u8);
        return file.Written.ToArray();
    }

    // One row an object, each with the PNG filter Up (the difference to the row above), which makes rows nearly alike.
    private PdfBuffer CrossReferences(int width)
    {
        var table = new PdfBuffer(places.Count * (width + 4));
        Span<byte> above = stackalloc byte[width + 3];
        above.Clear();
        for (var id = 0; id < places.Count; id++)
        {
            var (stream, place) = places[id];
            var (kind, first, second) = (stream, place) switch
            {
                (0, 0) => (0, 0, id == 0 ? 65535 : 0),
                (0, _) => (1, place, 0),
                _ => (2, stream, place),
            };
            table.Byte(2);
            var at = 0;
            Put(kind, 1, above);
            Put(first, width, above);
            Put(second, 2, above);

            void Put(int value, int bytes, Span<byte> above)
            {
                for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8, at++)
                {
                    var current = (byte)(value >> shift);
                    table.Byte((byte)(current - above[at]));
                    above[at] = current;
                }
            }
        }
        return table;
    }

    private void WriteObjectStream()
    {
        if (gathered.Count == 0) return;
        var id = Reserve();
        using var data = new PdfBuffer(objects.Length + gathered.Count * 10);
        for (var i = 0; i < gathered.Count; i++)
        {
            data.Int(gathered[i].Id).Byte(' ').Int(gathered[i].Offset).Byte(' ');
            places[gathered[i].Id] = (id, i);
        }
        using var entries = new PdfBuffer(64).Raw("/Type/ObjStm/N "u8).Int(gathered.Count).Raw("/First "u8).Int(data.Length);
        Stream(id, entries.Written, data.Raw(objects.Written).Written);
        objects.Clear();
        gathered.Clear();
    }

    public void Dispose()
    {
        file.Dispose();
        objects.Dispose();
    }
}
