using System.Buffers.Binary;

namespace Pipeline.Publishing.Catalog;

/// <summary>
/// Records as bytes, one after the other in large chunks, since a million objects of a dozen strings each would be gigabytes. A
/// record's place is its chunk's number and its offset in it, and never changes. Adding is for one thread at a time, and a merge.
/// </summary>
internal sealed class RecordStore(StringTable strings)
{
    private const int FirstChunk = 1 << 13;
    private const int LargestChunk = 1 << 22;

    private readonly Lock gate = new();
    private readonly RecordWriter writer = new(strings);
    private byte[][] chunks = [];
    private int chunkCount;
    private int used;

    public StringTable Strings { get; } = strings;

    /// <summary>Bytes of all records that were added and not released.</summary>
    public long Bytes { get; private set; }

    /// <summary>The chunks as they are now; enough for every place that was given so far, whatever is added or released later. Not to be kept.</summary>
    public byte[][] Chunks => chunks;

    /// <summary>The chunks of some places, under their numbers. Who keeps them keeps no others from being freed.</summary>
    public byte[][] ChunksOf(long[] places)
    {
        var all = chunks;
        var own = new byte[all.Length][];
        foreach (var place in places) own[ChunkOf(place)] ??= all[ChunkOf(place)];
        return own;
    }

    public static ReadOnlySpan<byte> At(byte[][] chunks, long place)
    {
        var from = chunks[place >> 32].AsSpan((int)place);
        return from[..BinaryPrimitives.ReadInt32LittleEndian(from)];
    }

    /// <summary>The number of the chunk that a place is in.</summary>
    public static int ChunkOf(long place) => (int)(place >> 32);

    public long Add(DocumentRecord record) => Append(writer.Write(record));

    /// <summary>Adds a record that is bytes already.</summary>
    public long Append(ReadOnlySpan<byte> record)
    {
        lock (gate)
        {
            if (chunkCount == 0 || used + record.Length > chunks[chunkCount - 1].Length)
            {
                var size = chunkCount == 0 ? FirstChunk : Math.Min(chunks[chunkCount - 1].Length * 2, LargestChunk);
                AddChunk(new byte[Math.Max(size, record.Length)], 0);
            }
            record.CopyTo(chunks[chunkCount - 1].AsSpan(used));
            var place = (long)(chunkCount - 1) << 32 | (uint)used;
            used += record.Length;
            Bytes += record.Length;
            return place;
        }
    }

    /// <summary>Takes a chunk full of records over; their places in order.</summary>
    public void AppendChunk(byte[] chunk, List<long> places)
    {
        lock (gate)
        {
            AddChunk(chunk, chunk.Length);
            Bytes += chunk.Length;
            for (var offset = 0; offset < chunk.Length; offset += BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(offset)))
                places.Add((long)(chunkCount - 1) << 32 | (uint)offset);
        }
    }

    /// <summary>Begins a new chunk and gives its number: what is added from now on lies at or above it.</summary>
    public int BeginChunk()
    {
        lock (gate)
        {
            if (chunkCount > 0 && used == 0) return chunkCount - 1;
            AddChunk(new byte[chunkCount == 0 ? FirstChunk : Math.Clamp(chunks[chunkCount - 1].Length, FirstChunk, LargestChunk)], 0);
            return chunkCount - 1;
        }
    }

    /// <summary>Lets the chunks below a number go: they are freed with the last segment that has records in them.</summary>
    public void Release(int below)
    {
        if (below == 0) return;
        lock (gate)
        {
            var kept = new byte[chunks.Length][];
            Array.Copy(chunks, below, kept, below, chunkCount - below);
            chunks = kept;
            Bytes = kept.Sum(c => (long)(c?.Length ?? 0));
        }
    }

    private void AddChunk(byte[] chunk, int filled)
    {
        if (chunkCount == chunks.Length) Array.Resize(ref chunks, Math.Max(4, chunkCount * 2));
        chunks[chunkCount++] = chunk;
        used = filled;
    }
}
