using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// A catalog in one segment as the snapshot blob holds it, so that a process need not make the index anew: frames, each compressed by
/// itself (so that several are at a time) with its hash. First the strings, then the records in order, then the words.
/// </summary>
internal static class StoredCatalog
{
    private const ulong Magic = 0x0005_474C_5443_5050;
    private const int FrameHead = 16;
    private const int LargestFrame = 1 << 28;
    private const int UsualFrame = 1 << 22;

    // Little better than the quickest to make, and as quick to read.
    private const int Quality = 2;
    private const int Window = 22;

    /// <summary>Its frames one after the other, of which only a few are in memory at a time.</summary>
    /// <param name="asOf">The time up to which it has every commit.</param>
    public static async IAsyncEnumerable<byte[]> FramesAsync(
        DateTimeOffset asOf, CatalogSnapshot catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Queue<Task<byte[]>>();
        foreach (var frame in catalog.Frames(asOf, Magic, UsualFrame))
        {
            pending.Enqueue(Task.Run(() => Compress(frame), cancellationToken));
            if (pending.Count > Environment.ProcessorCount) yield return await pending.Dequeue();
        }
        while (pending.Count > 0) yield return await pending.Dequeue();
    }

    /// <exception cref="InvalidDataException">It is none, is cut off or damaged.</exception>
    public static async Task<(DateTimeOffset AsOf, CatalogSnapshot Catalog)> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        var frames = new FrameReader(ReadFramesAsync(input, cancellationToken).GetAsyncEnumerator(cancellationToken));
        await using (frames)
        {
            var head = await frames.NextAsync(40);
            if (BinaryPrimitives.ReadUInt64LittleEndian(head) != Magic || BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(32)) != SpeakerNames.Default.Hash)
                throw new InvalidDataException("This is no catalog of this version.");
            var asOf = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(8)), TimeSpan.Zero);
            var sum = BinaryPrimitives.ReadUInt128LittleEndian(head.AsSpan(16));
            var store = CatalogSnapshot.NewStore();
            foreach (var text in await frames.StringsAsync()) store.Strings.Add(text);
            var places = new List<long>();
            for (var left = (await frames.NumbersAsync())[0]; left > 0; left--) store.AppendChunk(await frames.NextAsync(1), places);
            if (places.Count == 0) return (asOf, CatalogSnapshot.Of([]));
            var byTitle = await frames.NumbersAsync();
            var wordCount = (await frames.NumbersAsync())[0];
            var words = new WordList(await frames.NextAsync(0), wordCount);
            var counts = await frames.NumbersAsync();
            var postings = new ulong[(await frames.NumbersAsync())[0]];
            for (var filled = 0; filled < postings.Length;)
            {
                var piece = await frames.NextAsync(sizeof(ulong));
                MemoryMarshal.Cast<byte, ulong>(piece).CopyTo(postings.AsSpan(filled));
                filled += piece.Length / sizeof(ulong);
            }
            if (byTitle.Length != places.Count || counts.Length != words.Count) throw new InvalidDataException("The stored catalog does not fit together.");
            var segment = Segment.Restore(store, places, titles => new TextIndex(words, counts, postings, titles), byTitle);
            return (asOf, CatalogSnapshot.Restore(store, segment, sum));
        }
    }

    public static byte[] Strings(IEnumerable<string> strings)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
            foreach (var text in strings) writer.Write(text);
        return bytes.ToArray();
    }

    public static byte[] Numbers(params int[] numbers) => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private static byte[] Compress(ReadOnlyMemory<byte> frame)
    {
        var compressed = new byte[FrameHead + BrotliEncoder.GetMaxCompressedLength(frame.Length)];
        if (!BrotliEncoder.TryCompress(frame.Span, compressed.AsSpan(FrameHead), out var length, Quality, Window)) throw new InvalidOperationException("A frame could not be compressed.");
        BinaryPrimitives.WriteInt32LittleEndian(compressed, frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(compressed.AsSpan(4), length);
        BinaryPrimitives.WriteUInt64LittleEndian(compressed.AsSpan(8), XxHash3.HashToUInt64(frame.Span));
        return compressed[..(FrameHead + length)];
    }

    private static async IAsyncEnumerable<byte[]> ReadFramesAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new Queue<Task<byte[]>>();
        var head = new byte[FrameHead];
        while (await input.ReadAtLeastAsync(head, FrameHead, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
        {
            var (length, compressedLength) = (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(4)));
            if (read < FrameHead || length is < 0 or > LargestFrame || compressedLength is < 0 or > LargestFrame) throw new InvalidDataException("The stored catalog is damaged.");
            var hash = BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(8));
            var compressed = ArrayPool<byte>.Shared.Rent(compressedLength);
            await input.ReadExactlyAsync(compressed.AsMemory(0, compressedLength), cancellationToken);
            pending.Enqueue(Task.Run(() => Decompress(compressed, compressedLength, length, hash), cancellationToken));
            if (pending.Count > Environment.ProcessorCount + 1) yield return await pending.Dequeue();
        }
        while (pending.Count > 0) yield return await pending.Dequeue();
    }

    private static byte[] Decompress(byte[] compressed, int compressedLength, int length, ulong hash)
    {
        var frame = GC.AllocateUninitializedArray<byte>(length);
        var whole = BrotliDecoder.TryDecompress(compressed.AsSpan(0, compressedLength), frame, out var written) && written == length && XxHash3.HashToUInt64(frame) == hash;
        ArrayPool<byte>.Shared.Return(compressed);
        return whole ? frame : throw new InvalidDataException("The stored catalog is damaged.");
    }

    private sealed class FrameReader(IAsyncEnumerator<byte[]> frames) : IAsyncDisposable
    {
        public async Task<byte[]> NextAsync(int atLeast) =>
            await frames.MoveNextAsync() && frames.Current.Length >= atLeast ? frames.Current : throw new InvalidDataException("The stored catalog is cut off.");

        public async Task<int[]> NumbersAsync() => MemoryMarshal.Cast<byte, int>(await NextAsync(0)).ToArray();

        public async Task<string[]> StringsAsync()
        {
            var count = (await NumbersAsync())[0];
            var bytes = await NextAsync(0);
            var (strings, position) = (new string[count], 0);
            for (var i = 0; i < count; i++)
            {
                var length = (int)Leb128.Read(bytes, ref position);
                strings[i] = Encoding.UTF8.GetString(bytes, position, length);
                position += length;
            }
            return strings;
        }

        public ValueTask DisposeAsync() => frames.DisposeAsync();
    }
}
