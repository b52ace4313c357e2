using System.IO.Compression;
using System.Text;
using CsCheck;
using Pipeline.Typesetting.Pdf;

namespace Pipeline.Typesetting.Tests.Pdf;

/// <summary>Streams come back as they were from the runtime's own zlib, which checks their sum.</summary>
public class DeflaterTests
{
    [Fact]
    public void Any_bytes_come_back()
    {
        // Of few different bytes or many, with repetitions near and far.
        var streams =
            from size in Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 3_000], Gen.Int[0, 120_000])
            from alphabet in Gen.Int[1, 256]
            from repeats in Gen.Int[0, 9]
            from reach in Gen.OneOf(Gen.Int[1, 20], Gen.Int[1, 40_000])
            from seed in Gen.Int
            select Make(size, alphabet, repeats, reach, seed);
        using var deflater = new Deflater();
        streams.Sample(data => Unpack(Pack(deflater, data)).AsSpan().SequenceEqual(data), iter: 2_000, threads: 1);
    }

    [Fact]
    public void Frequencies_that_ask_for_longer_codewords_than_there_are_come_back()
    {
        // Each byte about as often as the two before it together: 2^-n would need 25 bits.
        var data = new List<byte>();
        for (int symbol = 0, now = 1, next = 1; symbol < 25; symbol++, (now, next) = (next, now + next))
            for (var i = 0; i < now; i++) data.Add((byte)symbol);
        var random = new Random(1);
        var shuffled = data.ToArray();
        random.Shuffle(shuffled);
        using var deflater = new Deflater();
        Assert.Equal(shuffled, Unpack(Pack(deflater, shuffled)));
    }

    [Fact]
    public void What_cannot_be_packed_grows_by_a_few_bytes_only()
    {
        var data = new byte[10_000];
        new Random(2).NextBytes(data);
        using var deflater = new Deflater();
        var packed = Pack(deflater, data);
        Assert.Equal(data, Unpack(packed));
        Assert.InRange(packed.Length, data.Length, data.Length + 16);
    }

    [Fact]
    public void Text_is_packed_no_worse_than_by_zlib_at_level_3()
    {
        var text = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<</S/TD/P {i / 7 + 40} 0 R/K[{i % 90}]/Pg {i / 90 + 12} 0 R>>\n"));
        var data = Encoding.ASCII.GetBytes(text);
        using var zlib = new MemoryStream();
        using (var stream = new ZLibStream(zlib, new ZLibCompressionOptions { CompressionLevel = 3 }, leaveOpen: true)) stream.Write(data);
        using var deflater = new Deflater();
        Assert.InRange(Pack(deflater, data).Length, 1, (int)(zlib.Length * 1.05));
    }

    private static byte[] Make(int size, int alphabet, int repeats, int reach, int seed)
    {
        var random = new Random(seed);
        var data = new byte[size];
        for (var i = 0; i < size; i++) data[i] = i >= reach && random.Next(10) < repeats ? data[i - random.Next(1, reach + 1)] : (byte)random.Next(alphabet);
        // A stretch that stands in it twice.
        if (size > 2 * reach) data.AsSpan(0, reach).CopyTo(data.AsSpan(size - reach));
        return data;
    }

    private static byte[] Pack(Deflater deflater, byte[] data)
    {
        using var buffer = new PdfBuffer(64);
        deflater.Compress(data, buffer);
        return buffer.Written.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var data = new MemoryStream();
        zlib.CopyTo(data);
        return data.ToArray();
    }
}
